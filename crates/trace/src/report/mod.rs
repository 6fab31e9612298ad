//! What is told of a trace: to a senior officer, to programs, to an independent expert.

pub mod json;
pub mod text;
mod times;
mod words;

pub use words::Wording;
