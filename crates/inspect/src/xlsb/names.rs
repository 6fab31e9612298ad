//! Defined names (`BrtName`, [MS-XLSB] 2.4.711): what they mean, and whether the program shows them.

use super::formula::{Token, walk};
use super::future::counted;
use super::gist;
use super::references::References;
use super::text;
use super::workbook::note;
use crate::bytes::Bytes;
use crate::lazy::LazyParts;
use crate::ooxml::workbook::Workbook;
use crate::{Channel, Read, Scribe};

/// A defined name.
#[derive(Debug)]
pub(crate) struct Name {
    pub(crate) spelled: String,
    is_hidden: bool,
    is_built_in: bool,
    /// The sheet for which it is defined.
    sheet: Option<usize>,
    tokens: Vec<u8>,
    extra: Vec<u8>,
    /// Comment, and for macros description, help and the like.
    remarks: Vec<String>,
}

impl Name {
    /// Reads a record.
    pub(crate) fn read(body: &[u8]) -> Option<Self> {
        // A macro, and one of Visual Basic, which has its words elsewhere.
        const MACRO: u32 = 8;
        const VISUAL_BASIC: u32 = 4;
        let mut bytes = Bytes::new(body);
        let switches = bytes.u32()?;
        bytes.skip(1)?;
        let sheet = bytes.u32()?;
        let spelled = text::wide(&mut bytes)?;
        let (tokens, extra) = (counted(&mut bytes)?.to_vec(), counted(&mut bytes)?.to_vec());
        let mut remarks = vec![text::nullable(&mut bytes)?.unwrap_or_default()];
        if switches & (MACRO | VISUAL_BASIC) == MACRO {
            for _ in 0..4 {
                remarks.push(text::nullable(&mut bytes)?.unwrap_or_default());
            }
        }
        let name = Self {
            spelled,
            is_hidden: switches & 1 != 0,
            is_built_in: switches & 0x20 != 0,
            sheet: usize::try_from(sheet).ok().filter(|_| sheet != u32::MAX),
            tokens,
            extra,
            remarks,
        };
        (bytes.left() == 0).then_some(name)
    }

    /// Says what it means, and notes what it means to the program.
    pub(crate) fn tell(
        &self,
        references: &References,
        workbook: &mut Workbook,
        parts: &mut LazyParts,
        scribe: &mut Scribe<'_>,
    ) -> Read {
        if let Some(sheet) = self.sheet.filter(|_| self.is_built_in) {
            let mut areas = Vec::new();
            let _ = walk(&self.tokens, &self.extra, &mut |token| match token {
                // Copied from another workbook, the name can still mean a sheet there.
                Token::Cells(Some(line), area) if references.own_sheet(line) == Some(sheet) => {
                    areas.push(area);
                }
                _ => {}
            });
            note(workbook, &self.spelled, sheet, &areas);
        }
        let channel = if self.is_hidden { Channel::HiddenName } else { Channel::DefinedName };
        if !self.is_built_in {
            parts.say(channel, "name", &self.spelled, &self.spelled, scribe)?;
        }
        for remark in &self.remarks {
            parts.say(channel, "comment", &self.spelled, remark, scribe)?;
        }
        if let Some(gist) = gist::of(&self.tokens, &self.extra, references) {
            return parts.say(channel, "refers to", &self.spelled, &gist, scribe);
        }
        for text in [&self.tokens, &self.extra].into_iter().flat_map(|bytes| text::found_in(bytes)) {
            parts.say(channel, "refers to", &self.spelled, &text, scribe)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_with_its_formula_and_comment() {
        let formula = [&[9, 0, 0, 0, 0x17, 3, 0][..], b"A\0s\0h\0", &[0; 4]].concat();
        let head = [&[0x21, 0, 0, 0, 0][..], &[2, 0, 0, 0]].concat();
        let body = [&head[..], &text::stored("_x"), &formula, &text::stored("for the list")].concat();
        let name = Name::read(&body).unwrap();
        assert_eq!((name.spelled.as_str(), name.sheet), ("_x", Some(2)));
        assert!(name.is_hidden && name.is_built_in);
        assert_eq!(name.remarks, ["for the list"]);
        assert!(Name::read(&body[..body.len() - 1]).is_none());
        assert!(Name::read(&[&body[..], &[0]].concat()).is_none());
    }
}
