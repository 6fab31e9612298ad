//! Excel binary workbooks.

use crate::format::{FileContext, Format};
use crate::ooxml;
use crate::probe::{Opened, Probe};
use crate::{Channel, FileTail, Read, Scribe, Stop};

/// The format.
pub(crate) static XLSB: Format = Format {
    id: "xlsb",
    title: "Excel binary workbook",
    endings: &["xlsb"],
    places: PLACES,
    recognises,
    read,
};

fn recognises(probe: &Probe) -> bool {
    // Media types do not know upper and lower case.
    let types = probe.content_types.as_deref().unwrap_or_default().to_ascii_lowercase();
    let is_said = types.contains("ms-excel.sheet.binary.macroenabled.main");
    // A package whose list of content types is missing or broken; some programs open it all the same.
    let says_otherwise = ["wordprocessingml", "presentationml", "spreadsheetml.sheet.main"]
        .iter()
        .any(|word| types.contains(word));
    is_said || probe.entries.iter().any(|entry| entry == "xl/workbook.bin") && !says_otherwise
}

fn read(context: &FileContext<'_>, opened: Opened<'_>, scribe: &mut Scribe<'_>) -> Read<FileTail> {
    match opened {
        Opened::Zip(zip) => ooxml::read::read(context, *zip, scribe),
        _ => Err(Stop::damaged("it is no package")),
    }
}

/// Where each channel lies ([MS-XLSB]; what is XML there as in an xlsx is named as there).
const PLACES: &[(Channel, &str)] = &[];
