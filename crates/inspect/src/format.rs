//! The table of formats: [`FORMATS`]. Adding a format is adding a file under `formats/` and a line here.

use crate::probe::{Opened, Probe};
use crate::{Channel, FileTail, Read, Scribe, Source, formats};

/// A file that a reader is given.
pub struct FileContext<'a> {
    /// Number of the file in the stream.
    pub(crate) file: u32,
    /// Its bytes.
    pub(crate) source: &'a dyn Source,
    /// Its name, perhaps empty.
    pub(crate) name: &'a str,
}

/// A format that is read.
pub struct Format {
    /// Stable identifier: `xlsx`.
    pub id: &'static str,
    /// Name for a person.
    pub title: &'static str,
    /// Endings that a file of this format may have.
    pub endings: &'static [&'static str],
    /// The channels that are looked into, and where each of them lies.
    pub places: &'static [(Channel, &'static str)],
    /// Whether a file is of this format, by its content.
    pub(crate) recognises: fn(&Probe) -> bool,
    /// Reads a file.
    pub(crate) read: fn(&FileContext<'_>, Opened<'_>, &mut Scribe<'_>) -> Read<FileTail>,
}

/// Every format that is read, the more particular before the more general.
pub const FORMATS: &[&Format] = &[
    &formats::xls::XLS,
    &formats::xlsb::XLSB,
    &formats::xlsx::XLSX,
    &formats::xlsx::XLSM,
    &formats::xlsx::XLTX,
    &formats::xlsx::XLAM,
    &formats::ods::ODS,
    &formats::ods::FODS,
    &formats::picture::JPEG,
    &formats::picture::PNG,
    &formats::json::JSONL,
    &formats::json::JSON,
    &formats::csv::TSV,
    &formats::csv::CSV,
    &formats::txt::TXT,
];
