//! The objects behind shapes (OBJ, [MS-XLS] 2.4.181) and their texts (TXO, 2.4.329).

use super::shape::anchor_of_biff5;
use crate::biff::chain::Chain;
use crate::biff::record::Record;
use crate::biff::version::Version;
use crate::bytes::Bytes;
use crate::cell::address::Area;
use crate::text::sweep;

/// Kinds of objects that matter here ([MS-XLS] 2.5.143).
pub(crate) const NOTE: u16 = 0x19;
/// A picture, or the icon of an embedded object.
pub(crate) const PICTURE: u16 = 0x08;
const CHART: u16 = 0x05;
const TEXT_BOX: u16 = 0x06;
/// The arrow of a drop-down, a check box and the like.
const CONTROLS: &[u16] = &[0x07, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x10, 0x11, 0x12, 0x13, 0x14];

/// One object.
#[derive(Debug, Default)]
pub(crate) struct Object {
    pub(crate) kind: u16,
    pub(crate) id: u16,
    /// The text in it.
    pub(crate) text: String,
    /// Macros, linked cells, class names.
    pub(crate) links: Vec<String>,
    /// Cells that it covers, where the object itself says so (BIFF5).
    pub(crate) covers: Option<Area>,
}

impl Object {
    /// Whether it is a button, box or list to operate.
    pub(crate) fn is_control(&self) -> bool {
        CONTROLS.contains(&self.kind)
    }

    /// Reads an OBJ record.
    pub(crate) fn read(record: &Record<'_>, version: Version) -> Option<Self> {
        match version {
            Version::Biff8 => Self::later(record.body()),
            Version::Biff5 => Self::earlier(record),
        }
    }

    /// BIFF8: a list of small records.
    fn later(body: &[u8]) -> Option<Self> {
        let mut bytes = Bytes::new(body);
        let mut object = Self::default();
        while bytes.left() > 0 {
            let (kind, len) = (bytes.u16()?, usize::from(bytes.u16()?));
            let rest = bytes.rest();
            let Some(part) = bytes.take(len) else {
                // The list box's own length does not count its entries: it is the last one in any case.
                object.links.extend(sweep::texts(rest));
                return (kind == 0x13).then_some(object);
            };
            match kind {
                0x00 => break,
                0x15 => {
                    let mut head = Bytes::new(part);
                    (object.kind, object.id) = (head.u16()?, head.u16()?);
                }
                // Formulas of macros, pictures, scroll bars, lists, check boxes.
                0x04 | 0x09 | 0x0e | 0x13 | 0x14 => object.links.extend(sweep::texts(part)),
                _ => {}
            }
        }
        Some(object)
    }

    /// BIFF5: a head of 34 bytes, then what the kind needs, texts among it.
    fn earlier(record: &Record<'_>) -> Option<Self> {
        let body = record.joined();
        let mut bytes = Bytes::at(&body, 4);
        let (kind, id) = (bytes.u16()?, bytes.u16()?);
        let anchor = anchor_of_biff5(&body);
        let covers = anchor.filter(|_| matches!(kind, PICTURE | CHART | TEXT_BOX));
        let texts = sweep::texts(body.get(34..).unwrap_or_default());
        Some(Self { kind, id, text: texts.join("\n"), links: Vec::new(), covers })
    }

    /// Takes the text of a TXO record. Returns the Continue records that are not its own: they belong to the drawing.
    pub(crate) fn take_text(&mut self, record: &Record<'_>) -> Option<Vec<u8>> {
        let mut head = Bytes::at(record.body(), 10);
        let (letters, runs) = (usize::from(head.u16()?), usize::from(head.u16()?));
        let mut chain = Chain::of(record);
        chain.skip(record.body().len())?;
        if letters > 0 {
            chain.letters(letters, false, &mut self.text)?;
        }
        if letters > 0 || runs > 0 {
            chain.skip(runs)?;
        }
        Some(chain.rest())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(number: u16, body: &[u8]) -> Vec<u8> {
        [&number.to_le_bytes()[..], &(body.len() as u16).to_le_bytes(), body].concat()
    }

    #[test]
    fn the_text_of_an_object_stands_in_the_continue_records() {
        let mut head = [0; 18];
        (head[10], head[12]) = (4, 16);
        let runs = [0; 16];
        let stream =
            [record(0x1b6, &head), record(0x3c, b"\0Hide"), record(0x3c, &runs), record(0x3c, b"rest")]
                .concat();
        let mut object = Object::default();
        let rest = object.take_text(&Record::read(&stream, 0).unwrap());
        assert_eq!((object.text.as_str(), rest), ("Hide", Some(b"rest".to_vec())));
    }

    #[test]
    fn an_object_without_text_leaves_its_continue_records_to_the_drawing() {
        let stream = [record(0x1b6, &[0; 18]), record(0x3c, b"more drawing")].concat();
        let mut object = Object::default();
        let rest = object.take_text(&Record::read(&stream, 0).unwrap());
        assert_eq!(rest, Some(b"more drawing".to_vec()));
    }
}
