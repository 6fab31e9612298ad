//! x
use crate::format::{FileContext, Format};
use crate::probe::{Opened, Probe};
use crate::{FileTail, Read, Scribe};
fn rec(_: &Probe) -> bool {
    true
}
fn read(_: &FileContext<'_>, opened: Opened<'_>, scribe: &mut Scribe<'_>) -> Read<FileTail> {
    let Opened::Zip(zip) = opened else { return Err(crate::Stop::part("no")) };
    let p = crate::ooxml::package::Package::open(*zip, scribe.budget())?;
    Ok(p.tail())
}
pub(crate) static XLSX: Format =
    Format { id: "xlsx", title: "", endings: &["xlsx"], places: &[], recognises: rec, read };
pub(crate) static XLSM: Format =
    Format { id: "xlsx", title: "", endings: &["xlsx"], places: &[], recognises: rec, read };
pub(crate) static XLTX: Format =
    Format { id: "xlsx", title: "", endings: &["xlsx"], places: &[], recognises: rec, read };
pub(crate) static XLAM: Format =
    Format { id: "xlsx", title: "", endings: &["xlsx"], places: &[], recognises: rec, read };
