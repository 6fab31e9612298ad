//! `tipstaff clean`: a safe copy, built from what is visible.

use crate::arguments::{CleanOptions, Common};
use crate::exit::Failure;
use gate::Verdict;

/// Runs the command.
pub fn run(_: &CleanOptions, _: &Common) -> Result<Verdict, Failure> {
    Err(Failure::new("not built yet", "Wait"))
}
