//! Tables named on the command line, read by the crate `intake`; what is wrong with them is told with their path.

use crate::commands::WORKER;
use crate::exit::Failure;
pub use intake::Intake;
use intake::{IntakeError, TableFile};
use sandbox::Sandbox;
use std::fs::File;
use std::path::Path;

/// Reads the only table of a file.
pub fn read(path: &Path) -> Result<Intake, Failure> {
    read_sheet(path, None)
}

/// Reads a table of a file: the sheet of this name, or the only visible one with anything on it.
pub fn read_sheet(path: &Path, sheet: Option<&str>) -> Result<Intake, Failure> {
    let file = open(path)?;
    let sandbox = Sandbox::new([WORKER]).map_err(|error| {
        Failure::new(
            format!("the reader could not be started ({error})"),
            "Start the program by its full path",
        )
    })?;
    let table = TableFile { sandbox: &sandbox, file: &file, name: path, sheet };
    table.read().map_err(|error| told(path, error))
}

/// SHA-256 of a file.
pub fn digest(path: &Path) -> Result<[u8; 32], Failure> {
    intake::digest(&open(path)?).map_err(|error| told(path, error))
}

fn open(path: &Path) -> Result<File, Failure> {
    File::open(path).map_err(|error| Failure::io(path, &error, "Check its name and that you may read it"))
}

fn told(path: &Path, error: IntakeError) -> Failure {
    match error {
        IntakeError::SeveralSheets { sheets } => Failure::at(
            path,
            &format!("it has {} sheets with something on them", sheets.len()),
            &format!("Name the one to read with --sheet: {}", sheets.join(", ")),
        ),
        IntakeError::NoSuchSheet { sheets } => Failure::at(
            path,
            &"it has no visible sheet of that name with anything on it",
            &format!("Name one of these with --sheet: {}", sheets.join(", ")),
        ),
        IntakeError::Unread(error) => Failure::io(path, &error, "Check that you may read it"),
        IntakeError::Refused { what, fix } => Failure::at(path, &what, &fix),
        other => Failure::at(path, &other, "Check that it is the right file"),
    }
}
