//! What ought to be there, from the list of an evidence system or of a camera dock. Strict: nothing is guessed.
//!
//! The caller names the columns. A row that makes no sense is refused with its line, and so is the whole list: half an
//! expectation would make a loss look like none. Values are never part of an error, for they name people.

use crate::error::InventoryError;
use crate::item::{Entry, State};
use crate::key::Key;
use jiff::Timestamp;
use std::fmt;
use std::io::Read;

/// Bytes of a row. A quotation mark that is never closed would otherwise take the rest of the file for one.
const MAX_ROW: usize = 64 << 10;
/// What a row without a source is told.
const NO_SOURCE: &str = "the row names no camera";
/// Bytes of a class, source or case reference.
const MAX_WORD: usize = 256;

/// Which column holds what, by its heading.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// The name of the item in its store. The one column that must be; an empty value is refused.
    pub key: String,
    /// What stands before every name, such as `bwv/`.
    pub before_key: String,
    /// Size in bytes, digits only.
    pub size: Option<String>,
    /// SHA-256, 64 hexadecimal digits.
    pub sha256: Option<String>,
    /// Retention class.
    pub class: Option<String>,
    /// Camera or account it came from.
    pub source: Option<String>,
    /// The number that its source gave it, digits only.
    pub sequence: Option<String>,
    /// When it was recorded: RFC 3339, with its offset, such as `2023-05-17T21:04:00+01:00`.
    pub recorded_at: Option<String>,
    /// The reference of its case.
    pub case: Option<String>,
}

/// A row. An empty value is `None`.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    /// The line it begins on, from 1, headings counted.
    pub line: u64,
    /// Name of the item.
    pub key: Key,
    /// In bytes.
    pub size: Option<u64>,
    /// As the list claims; nobody of us has read the item.
    pub sha256: Option<[u8; 32]>,
    /// Retention class.
    pub class: Option<String>,
    /// Camera or account.
    pub source: Option<String>,
    /// Number at its source: for [`crate::sequences::Sequences`].
    pub sequence: Option<u64>,
    /// When it was recorded.
    pub recorded_at: Option<Timestamp>,
    /// Reference of its case.
    pub case: Option<String>,
}

impl Row {
    /// Its source and its number there, for [`crate::sequences::Sequences`]. Refused where either is not said.
    pub fn counted(&self) -> Result<(&str, u64), InventoryError> {
        let refused = |what| row(self.line, what, "Fill the column in, or take the row out.");
        let source = self.source.as_deref().ok_or_else(|| refused(NO_SOURCE))?;
        Ok((source, self.sequence.ok_or_else(|| refused("the row has no number"))?))
    }

    /// As an entry that is expected since a time, [`State::Named`]. Refused without a size. Rows come in any order:
    /// put entries through a [`crate::sort::Sorter`], which also refuses a name that comes twice.
    pub fn entry(&self, since: Timestamp) -> Result<Entry, InventoryError> {
        let size = self.size.ok_or_else(|| {
            row(self.line, "the item has no size", "Export the list with the size of each item in bytes.")
        })?;
        Ok(Entry {
            item: 0,
            key: self.key.clone(),
            size,
            modified: None,
            tag: None,
            version: None,
            sha256: self.sha256,
            blake3: None,
            class: self.class.as_deref().map(Into::into),
            source: self.source.as_deref().map(Into::into),
            state: State::Named,
            recorded_at: self.recorded_at,
            since,
            verified_at: None,
        })
    }
}

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Row(line {}, {:?})", self.line, self.key)
    }
}

fn row(line: u64, what: &str, fix: &str) -> InventoryError {
    InventoryError::Row { line, what: what.into(), fix: fix.into() }
}

/// Numbers of the columns.
struct Places {
    key: usize,
    size: Option<usize>,
    sha256: Option<usize>,
    class: Option<usize>,
    source: Option<usize>,
    sequence: Option<usize>,
    recorded_at: Option<usize>,
    case: Option<usize>,
}

/// Rows of a list of comma-separated values in UTF-8, in its order: an iterator. After an error comes nothing more.
pub struct Rows<R: Read> {
    reader: csv::Reader<Bounded<R>>,
    record: csv::StringRecord,
    places: Places,
    columns: usize,
    before_key: String,
    /// What a row without a key is told.
    no_key: &'static str,
    failed: bool,
}

impl<R: Read> Rows<R> {
    /// Rows of which only source and number count, see [`Row::counted`]: the key is the source.
    pub fn counting(from: R, source: &str, sequence: &str) -> Result<Self, InventoryError> {
        let (source, sequence) = (source.to_owned(), sequence.to_owned());
        let key = source.clone();
        let columns = Columns { key, source: Some(source), sequence: Some(sequence), ..Columns::default() };
        Ok(Self { no_key: NO_SOURCE, ..Self::new(from, &columns)? })
    }

    /// Reads the headings. Refused where a named column is not there, or is there twice.
    pub fn new(from: R, columns: &Columns) -> Result<Self, InventoryError> {
        let bounded = Bounded { from, left: MAX_ROW };
        // Lines end with a line feed, and a return before it belongs to them: where the library takes both for one
        // end, it counts lines wrongly.
        let mut reader = csv::ReaderBuilder::new()
            .terminator(csv::Terminator::Any(b'\n'))
            .flexible(true)
            .buffer_capacity(8 << 10)
            .from_reader(bounded);
        let headings = reader.headers().map_err(|error| unreadable(&error, 1))?.clone();
        let find = |name: &str| {
            let name = name.trim();
            // A spreadsheet program may put a byte order mark before the first heading.
            let is = |heading: &str| heading.trim_start_matches('\u{feff}').trim() == name;
            let mut found = headings.iter().enumerate().filter(|(_, heading)| is(heading));
            match (found.next(), found.next()) {
                (Some((at, _)), None) => Ok(at),
                (None, _) => Err(heading(name, "is not there")),
                (Some(_), Some(_)) => Err(heading(name, "is there twice")),
            }
        };
        let some = |name: &Option<String>| name.as_deref().map(find).transpose();
        let places = Places {
            key: find(&columns.key)?,
            size: some(&columns.size)?,
            sha256: some(&columns.sha256)?,
            class: some(&columns.class)?,
            source: some(&columns.source)?,
            sequence: some(&columns.sequence)?,
            recorded_at: some(&columns.recorded_at)?,
            case: some(&columns.case)?,
        };
        let before_key = columns.before_key.clone();
        let columns = headings.len();
        let record = csv::StringRecord::new();
        let no_key = "the item has no name";
        Ok(Self { reader, record, places, columns, before_key, no_key, failed: false })
    }

    fn step(&mut self) -> Result<Option<Row>, InventoryError> {
        let line = loop {
            let line = self.reader.position().line();
            self.reader.get_mut().left = MAX_ROW;
            if !self.reader.read_record(&mut self.record).map_err(|error| unreadable(&error, line))? {
                return Ok(None);
            }
            let is_blank = self.record.len() == 1 && self.record.get(0) == Some("\r");
            if !is_blank {
                break self.record.position().map_or(line, csv::Position::line);
            }
        };
        if self.record.len() != self.columns {
            let what = "the row has more or fewer values than there are headings";
            return Err(row(line, what, "A value with a comma stands in quotation marks."));
        }
        let value = |at: Option<usize>| {
            let value = self.record.get(at?)?;
            let value =
                if at? + 1 == self.columns { value.strip_suffix('\r').unwrap_or(value) } else { value };
            (!value.is_empty()).then_some(value)
        };
        let refused = |what: &'static str, fix: &'static str| move || row(line, what, fix);
        let name = value(Some(self.places.key))
            .ok_or_else(refused(self.no_key, "Fill the column in, or take the row out."))?;
        let key = Key::new(format!("{}{name}", self.before_key)).map_err(|_| {
            row(
                line,
                "the name of the item is too long, or holds a NUL",
                "Correct it in the system it comes from.",
            )
        })?;
        let number = |at, what: &'static str| {
            value(at)
                .map(|text| digits(text).ok_or_else(refused(what, "Write it in digits, without separators.")))
                .transpose()
        };
        let word = |at, what: &'static str| match value(at) {
            Some(text) if text.len() > MAX_WORD || text.contains('\0') => {
                Err(row(line, what, "Has the row shifted by a column? Correct it."))
            }
            text => Ok(text.map(ToOwned::to_owned)),
        };
        let sha256 = value(self.places.sha256).map(|text| {
            hash(text).ok_or_else(refused("the SHA-256 is none", "It has 64 hexadecimal digits."))
        });
        let recorded_at = value(self.places.recorded_at).map(|text| {
            text.parse().map_err(|_| {
                row(
                    line,
                    "the time of recording is none",
                    "Write it as 2023-05-17T21:04:00+01:00, with its offset.",
                )
            })
        });
        Ok(Some(Row {
            line,
            size: number(self.places.size, "the size is no number of bytes")?,
            sha256: sha256.transpose()?,
            class: word(self.places.class, "the class is no class")?,
            source: word(self.places.source, "the source is no source")?,
            sequence: number(self.places.sequence, "the sequence number is no number")?,
            recorded_at: recorded_at.transpose()?,
            case: word(self.places.case, "the case reference is none")?,
            key,
        }))
    }
}

impl<R: Read> Iterator for Rows<R> {
    type Item = Result<Row, InventoryError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let next = self.step().transpose();
        self.failed = matches!(next, Some(Err(_)));
        next
    }
}

impl<R: Read> fmt::Debug for Rows<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rows(line {})", self.reader.position().line())
    }
}

/// Plain digits: no sign, no space, no separator, for what those mean depends on who wrote them.
fn digits(text: &str) -> Option<u64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

fn hash(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut hash = [0; 32];
    for (at, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(hash)
}

fn heading(name: &str, what: &str) -> InventoryError {
    InventoryError::Row {
        line: 1,
        what: format!("a column with the heading \u{201c}{name}\u{201d} {what}"),
        fix: "Name the columns as the list names them.".into(),
    }
}

fn unreadable(error: &csv::Error, line: u64) -> InventoryError {
    let line = error.position().map_or(line, csv::Position::line);
    match error.kind() {
        csv::ErrorKind::Io(error) if error.kind() == std::io::ErrorKind::QuotaExceeded => row(
            line,
            "the row does not end",
            "A quotation mark is opened there and never closed. Correct it.",
        ),
        csv::ErrorKind::Io(error) => {
            InventoryError::Io { what: "reading the list", source: error.kind().into() }
        }
        _ => row(line, "the row is not UTF-8", "Export the list as comma-separated values in UTF-8."),
    }
}

/// A source that gives no more for one row than a row may have.
struct Bounded<R> {
    from: R,
    left: usize,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.left == 0 {
            return Err(std::io::ErrorKind::QuotaExceeded.into());
        }
        let most = into.len().min(self.left);
        let read = self.from.read(&mut into[..most])?;
        self.left -= read;
        Ok(read)
    }
}
