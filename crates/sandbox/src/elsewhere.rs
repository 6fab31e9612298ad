//! Systems on which no worker can be started or locked down: every file is "could not be checked".

use crate::ledger::Ledger;
use crate::outcome::{Break, because};
use crate::{Confinement, Sandbox};
use inspect::{Options, Reason, Sink};
use std::fs::File;
use std::process::ExitCode;

/// There are no workers here.
pub fn run_worker() -> ExitCode {
    ExitCode::from(2)
}

impl Sandbox {
    #[expect(clippy::too_many_arguments, reason = "as where there are workers")]
    pub(crate) fn relay(
        &self,
        _: File,
        _: &str,
        _: u64,
        _: &Options,
        _: &mut Confinement,
        _: &mut Ledger<'_>,
        _: &mut dyn Sink,
    ) -> Result<(), Break> {
        Err(because(Reason::NotConfined, "this system has no way to lock a reader down"))
    }
}
