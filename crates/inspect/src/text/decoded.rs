//! A text file as UTF-8, whatever it is written in.

use super::encoding::TextEncoding;
use super::metered::Metered;
use super::wide::Wide;
use crate::{Budget, Source};
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::cell::Cell;
use std::io::Read;
use std::rc::Rc;

/// The bytes behind the mark as UTF-8, and a count, made while they are read, of units that stand for no letter. Bytes that
/// claim to be UTF-8 are left as they are.
pub(crate) fn decoded<'b>(
    body: &'b dyn Source,
    encoding: TextEncoding,
    budget: &'b Budget,
) -> (Box<dyn Read + 'b>, Rc<Cell<u64>>) {
    let bytes = Metered::new(body, budget);
    let (unit, big_endian) = match encoding {
        TextEncoding::Utf8 => return (Box::new(bytes), Rc::default()),
        TextEncoding::Windows1252 => {
            let decoder = DecodeReaderBytesBuilder::new()
                .encoding(Some(encoding_rs::WINDOWS_1252))
                .bom_override(false)
                .build(bytes);
            return (Box::new(decoder), Rc::default());
        }
        TextEncoding::Utf16 { big_endian } => (2, big_endian),
        TextEncoding::Utf32 { big_endian } => (4, big_endian),
    };
    let wide = Wide::new(bytes, unit, big_endian);
    let faults = wide.faults();
    (Box::new(wide), faults)
}
