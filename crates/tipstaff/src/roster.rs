//! Reads a roster: a table of people in any format that is read, or a sealed one.

use crate::commands::WORKER;
use crate::exit::Failure;
use detect::{Roster, RosterBuilder, RosterColumn, SealKey};
use inspect::{Closed, Content, Frame, Options, Sink};
use sandbox::{Ending, Sandbox};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Reads a roster. A sealed one needs its key.
pub fn read(path: &Path, key: Option<&Path>, columns: Option<&str>) -> Result<Roster, Failure> {
    let mut head = [0; 32];
    let read = open(path)?.read(&mut head).unwrap_or(0);
    if Roster::is_sealed(&head[..read]) {
        return open_sealed(path, key);
    }
    let key = SealKey::fresh().map_err(|error| Failure::new(error.to_string(), "Try again"))?;
    let (roster, _) = from_table(path, key, columns)?;
    Ok(roster)
}

fn open(path: &Path) -> Result<File, Failure> {
    File::open(path)
        .map_err(|error| Failure::io(path, &error, "Check the name of the roster and that you may read it"))
}

fn open_sealed(path: &Path, key: Option<&Path>) -> Result<Roster, Failure> {
    let mut file = Vec::new();
    open(path)?
        .read_to_end(&mut file)
        .map_err(|error| Failure::io(path, &error, "Check that you may read the roster"))?;
    let Some(key) = find_key(key) else {
        return Err(Failure::at(
            path,
            &"the roster is sealed and its key was not given",
            "Name the key with --roster-key, in TIPSTAFF_ROSTER_KEY_FILE, or as the systemd credential tipstaff-roster-key",
        ));
    };
    let text = std::fs::read_to_string(&key)
        .map(zeroize::Zeroizing::new)
        .map_err(|error| Failure::io(&key, &error, "Check the name of the key and that you may read it"))?;
    let sealed = SealKey::parse(&text).and_then(|key| Roster::open(&file, key));
    sealed.map_err(|error| Failure::at(path, &error, "Seal the roster anew if in doubt"))
}

/// Where the key is: named, in the environment, or handed over by systemd.
fn find_key(named: Option<&Path>) -> Option<std::path::PathBuf> {
    let by_credential = || {
        let folder = std::env::var_os("CREDENTIALS_DIRECTORY")?;
        Some(Path::new(&folder).join("tipstaff-roster-key")).filter(|path| path.exists())
    };
    named
        .map(Path::to_owned)
        .or_else(|| std::env::var_os("TIPSTAFF_ROSTER_KEY_FILE").map(Into::into))
        .or_else(by_credential)
}

/// Reads a table of people. Returns the roster and what each column was taken for.
pub fn from_table(
    path: &Path,
    key: SealKey,
    columns: Option<&str>,
) -> Result<(Roster, Vec<String>), Failure> {
    let chosen = chosen_columns(columns)?;
    let file = open(path)?;
    let sandbox = Sandbox::new([WORKER]).map_err(|error| {
        Failure::new(
            format!("the reader could not be started ({error})"),
            "Start the program by its full path",
        )
    })?;
    let mut reader =
        RosterReader { key: Some(key), chosen, table: None, builder: None, error: None, unchecked: None };
    let outcome = sandbox.inspect(file, &path.to_string_lossy(), &Options::default(), &mut reader);
    if let Some(error) = reader.error {
        return Err(Failure::at(
            path,
            &error,
            "Check that the first row of the first table holds the headings",
        ));
    }
    if let Some(what) =
        reader.unchecked.filter(|_| reader.builder.is_none() || outcome.ending != Ending::Complete)
    {
        return Err(Failure::at(path, &what, "Save the roster as csv or xlsx and try again"));
    }
    let builder = reader.builder.ok_or_else(|| {
        Failure::at(path, &"it holds no table", "Save the roster as csv or xlsx and try again")
    })?;
    let told = builder.columns().iter().flatten().map(|column| format!("{column:?}")).collect();
    let roster = builder.finish().map_err(|error| Failure::at(path, &error, "Check the roster"))?;
    Ok((roster, told))
}

/// `surname=FAMILY,number=REF`.
fn chosen_columns(list: Option<&str>) -> Result<Vec<(RosterColumn, String)>, Failure> {
    let known = || RosterColumn::ALL.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    list.unwrap_or_default()
        .split(',')
        .filter(|entry| !entry.trim().is_empty())
        .map(|entry| {
            let (name, header) = entry.split_once('=').unwrap_or((entry, ""));
            let column =
                RosterColumn::ALL.iter().find(|(known, _)| *known == name.trim()).map(|(_, column)| *column);
            column.filter(|_| !header.is_empty()).map(|column| (column, header.trim().to_owned())).ok_or_else(
                || {
                    Failure::new(
                        format!("'{entry}' names no column of the roster"),
                        format!("Write NAME=HEADING, where NAME is one of {}", known()),
                    )
                },
            )
        })
        .collect()
}

/// Takes the first table of a file as a roster.
struct RosterReader {
    key: Option<SealKey>,
    chosen: Vec<(RosterColumn, String)>,
    table: Option<u32>,
    builder: Option<RosterBuilder>,
    error: Option<String>,
    unchecked: Option<String>,
}

impl Sink for RosterReader {
    fn frame(&mut self, frame: &Frame<'_>) -> Result<(), Closed> {
        match frame {
            Frame::Open(head)
                if head.content == Content::Table
                    && head.file == 0
                    && self.table.is_none()
                    && head.hiding.is_seen() =>
            {
                self.table = Some(head.id);
            }
            Frame::Unchecked(doubt) => {
                self.unchecked = Some(doubt.reason.what().trim_end_matches('.').to_owned());
            }
            Frame::Row(row) if Some(row.part) == self.table => {
                let width = row.heads.last().map_or(0, |head| head.column as usize + 1).min(1 << 14);
                let mut values = vec![""; width];
                for cell in row.cells() {
                    if let Some(value) = values.get_mut(cell.head.column as usize) {
                        *value = cell.stored;
                    }
                }
                if let Some(builder) = &mut self.builder {
                    builder.person(&values);
                } else if let Some(key) = self.key.take() {
                    let headers: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
                    match RosterBuilder::new(key.into_bytes(), &headers, &self.chosen) {
                        Ok(builder) => self.builder = Some(builder),
                        Err(error) => {
                            self.error = Some(error.to_string());
                            return Err(Closed);
                        }
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }
}
