//! Reads a plain text file.

use super::lines;
use crate::format::FileContext;
use crate::lazy::LazyParts;
use crate::stop::{Read, Stop};
use crate::text::encoding;
use crate::{Channel, FileTail, Scribe, Slice, Spot};

/// Bytes from which the encoding is told.
const SAMPLE: usize = 64 << 10;

/// Reads the whole file.
pub(crate) fn read(context: &FileContext<'_>, scribe: &mut Scribe<'_>) -> Read<FileTail> {
    let file = context.file;
    let head = context.source.head(SAMPLE)?;
    let encoding = encoding::of_head(&head).ok_or_else(|| Stop::damaged("it is no text"))?;
    let name = context.name.rsplit(['/', '\\']).next().unwrap_or_default();
    if !name.is_empty() {
        scribe.note(file, &Spot::new(Channel::FileName, ""), "", name)?;
    }
    let body = Slice::new(context.source, encoding.mark(&head) as u64, context.source.len());
    let mut parts = LazyParts::new(file, "", "");
    let odd = lines::tell(&body, encoding, &mut parts, scribe)?;
    parts.close(scribe)?;
    for (count, why) in [
        (odd.zeros, "zero bytes inside the text, which programs show in different ways"),
        (odd.backspaces, "backspaces inside the text, with which some programs take letters away"),
        (odd.coded, "text in a code such as base64: nobody who reads the file sees what it holds"),
        (odd.faults, "bytes that stand for no letter in the encoding of the rest"),
    ] {
        if count > 0 {
            scribe.unaccounted(file, "", (0, 0), why)?;
        }
    }
    Ok(FileTail { file, pieces: 1, read: 1, swept: 0 })
}
