//! What was done, told once: to a person in a sentence, to a program as a document.

use crate::arguments::{Common, Format};
use crate::exit::Failure;
use serde_json::Value;
use std::io::Write;

/// Prints what was done: a sentence, or a document.
pub fn tell(common: &Common, sentence: &str, document: &Value) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    if common.format != Format::Text {
        writeln!(out, "{document}")?;
    } else if !common.quiet {
        writeln!(out, "{sentence}")?;
    }
    Ok(())
}
