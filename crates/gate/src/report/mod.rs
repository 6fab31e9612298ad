//! Reports: for people, on a screen and on paper, and in three forms for programs.

pub mod clean_json;
pub mod clean_text;
pub mod json;
mod json_parts;
mod lines;
pub mod pdf;
pub mod sarif;
pub mod spoken;
pub mod text;
mod told;

pub use told::{Told, people_line};
