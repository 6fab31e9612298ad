//! The gate at work: what files are checked with, which can be replaced while the server runs.

use crate::copies::LeftOut;
use crate::examine::{Examine, Failure, Made, MadeFile};
use crate::worker::Clock;
use detect::{Day, LocalNumbers, Roster};
use gate::{Checked, Checker, CleanError, CopyKind, Kept, Policy};
use sandbox::Sandbox;
use std::fs::File;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

/// What files are checked with.
pub struct Tools {
    /// Opens files.
    pub sandbox: Sandbox,
    /// Decides.
    pub policy: Policy,
    /// One's own people.
    pub roster: Option<Roster>,
    /// Numbers that the force writes its own way.
    pub local: Option<LocalNumbers>,
}

/// Checks files with the tools of the moment; a job that has begun ends with those it began with.
pub struct Workshop {
    tools: RwLock<Arc<Tools>>,
    clock: Clock,
}

impl Workshop {
    /// A workshop.
    pub fn new(tools: Tools, clock: Clock) -> Self {
        Self { tools: RwLock::new(Arc::new(tools)), clock }
    }

    /// Puts other tools in place: people were imported, or the policy was changed.
    pub fn replace(&self, tools: Tools) {
        *self.tools.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(tools);
    }

    /// The tools of the moment.
    pub fn tools(&self) -> Arc<Tools> {
        Arc::clone(&self.tools.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn with<T>(&self, work: impl FnOnce(&Checker<'_>) -> Result<T, Failure>) -> Result<T, Failure> {
        let tools = self.tools();
        let checker = Checker {
            sandbox: &tools.sandbox,
            policy: &tools.policy,
            roster: tools.roster.as_ref(),
            local: tools.local.as_ref(),
            today: self.today().ok_or_else(|| broken("the clock of this server shows no day"))?,
        };
        work(&checker)
    }

    /// The day in London.
    fn today(&self) -> Option<Day> {
        let today = record::time::london().ok()?.to_datetime((self.clock)()).date();
        let year = u16::try_from(today.year()).ok()?;
        Day::new(year, today.month().unsigned_abs(), today.day().unsigned_abs())
    }
}

impl std::fmt::Debug for Workshop {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Workshop")
    }
}

impl Examine for Workshop {
    fn check(&self, file: File, name: &Path, stop: &dyn Fn() -> bool) -> Result<Vec<u8>, Failure> {
        self.with(|checker| write(&checker.check_open(file, name, stop)))
    }

    fn copy(
        &self,
        file: File,
        name: &Path,
        kind: CopyKind,
        stop: &dyn Fn() -> bool,
    ) -> Result<Made, Failure> {
        self.with(|checker| {
            let copy =
                checker.clean_open(file, name, Some(kind), None, stop).map_err(|error| refused(&error))?;
            let checked = copy.cleaned.copies.iter();
            let files = copy
                .files
                .into_iter()
                .zip(checked)
                .map(|((name, file), copied)| Ok(MadeFile { name, file, kept: write(&copied.checked)? }));
            Ok(Made {
                files: files.collect::<Result<_, Failure>>()?,
                left_out: copy.cleaned.left_out.iter().map(told).collect(),
            })
        })
    }
}

fn write(checked: &Checked) -> Result<Vec<u8>, Failure> {
    Kept::write(checked).map_err(|_| broken("the result could not be written down"))
}

fn refused(error: &CleanError) -> Failure {
    Failure { what: error.what.clone(), fix: error.fix.clone() }
}

fn broken(what: &str) -> Failure {
    Failure { what: what.into(), fix: "Tell whoever looks after this server".into() }
}

fn told(line: &gate::LeftOut) -> LeftOut {
    let (one, many) = line.unit.words();
    LeftOut {
        id: line.id.into(),
        what: line.what.into(),
        why: line.why.into(),
        seen: line.seen,
        amount: line.amount,
        unit: if line.amount == 1 { one } else { many }.into(),
        values: line.values,
    }
}
