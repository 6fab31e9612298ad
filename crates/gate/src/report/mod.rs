//! Reports: for people, and in three forms for programs.

pub mod clean_json;
pub mod clean_text;
pub mod json;
mod json_parts;
mod lines;
pub mod sarif;
pub mod text;
mod told;

pub use told::{Told, people_line};
