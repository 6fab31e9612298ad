//! Reports: for people, and in three forms for programs.

pub mod json;
mod lines;
pub mod sarif;
pub mod text;
