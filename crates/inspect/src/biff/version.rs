//! The versions of BIFF and how each stores letters.

use crate::text::code_page;
use encoding_rs::Encoding;

/// A version whose workbooks are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Version {
    /// Excel 5.0 and 95.
    Biff5,
    /// Excel 97 to 2003, and later programs in compatibility mode.
    Biff8,
}

/// How texts are stored.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Letters {
    /// UTF-16, or its low bytes; otherwise bytes of a code page.
    pub(crate) is_unicode: bool,
    /// The code page.
    pub(crate) encoding: &'static Encoding,
}

impl Letters {
    #[cfg(test)]
    pub(crate) const BIFF8: Self = Self { is_unicode: true, encoding: encoding_rs::WINDOWS_1252 };
    #[cfg(test)]
    pub(crate) const BIFF5: Self = Self { is_unicode: false, encoding: encoding_rs::WINDOWS_1252 };

    /// Of a version, with the code page that the workbook names.
    pub(crate) fn of(version: Version, number: u16) -> Self {
        Self { is_unicode: version == Version::Biff8, encoding: code_page::encoding(number) }
    }
}

/// What the first record of a substream (BOF, [MS-XLS] 2.4.21) says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Begin {
    /// A version that is read, and the kind of substream.
    Known(Version, Kind),
    /// BIFF2, 3 or 4.
    Old,
    /// No beginning.
    None,
}

/// Kinds of substreams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Globals,
    Module,
    Sheet,
    Chart,
    Macro,
    Workspace,
    /// A number that no version defines.
    Other,
}

/// Reads a BOF record.
pub(crate) fn begin(number: u16, body: &[u8]) -> Begin {
    let field = |at: usize| body.get(at..at + 2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    match number {
        0x0009 | 0x0209 | 0x0409 => Begin::Old,
        0x0809 => {
            let (version, kind) = (field(0).unwrap_or(0), field(2).unwrap_or(0));
            let kind = match kind {
                0x0005 => Kind::Globals,
                0x0006 => Kind::Module,
                0x0010 => Kind::Sheet,
                0x0020 => Kind::Chart,
                0x0040 => Kind::Macro,
                0x0100 => Kind::Workspace,
                _ => Kind::Other,
            };
            match version {
                // Some programs write a version of their own; the longer record is that of BIFF8.
                0x0600 => Begin::Known(Version::Biff8, kind),
                0x0500 => Begin::Known(Version::Biff5, kind),
                0x0002 | 0x0007 | 0x0200 | 0x0300 | 0x0400 => Begin::Old,
                _ if body.len() >= 16 => Begin::Known(Version::Biff8, kind),
                _ => Begin::Known(Version::Biff5, kind),
            }
        }
        _ => Begin::None,
    }
}
