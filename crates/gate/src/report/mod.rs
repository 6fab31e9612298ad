//! Reports: for people, and in three forms for programs.

pub mod json;
pub mod sarif;
pub mod text;
