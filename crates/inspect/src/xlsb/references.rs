//! What formulas refer to: sheets, names, other workbooks ([MS-XLSB] 2.1.7.61, the records between `BrtBeginExternals` and
//! `BrtEndExternals`).

use crate::bytes::Bytes;

/// A workbook to which a line of the table leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// This one.
    Own,
    /// The sheet in which the formula stands.
    Same,
    AddIn,
    /// Another file, by its path as far as it is known.
    File(String),
}

/// Everything that a formula's numbers stand for.
#[derive(Debug, Default)]
pub(crate) struct References {
    /// Names of the sheets, in the order of the workbook's list.
    pub(crate) sheets: Vec<String>,
    /// Defined names.
    pub(crate) names: Vec<String>,
    pub(crate) targets: Vec<Target>,
    /// Number of the target, number of the first sheet there.
    lines: Vec<(u32, i32)>,
}

impl References {
    /// Takes the table of references (`BrtExternSheet`).
    pub(crate) fn take_lines(&mut self, body: &[u8]) -> Option<()> {
        let mut bytes = Bytes::new(body);
        for _ in 0..bytes.u32()? {
            self.lines.push((bytes.u32()?, bytes.i32()?));
            bytes.skip(4)?;
        }
        (bytes.left() == 0).then_some(())
    }

    /// The sheet that a line means, with its file where it is another one; empty for a reference that leads nowhere.
    pub(crate) fn sheet_at(&self, line: u16) -> String {
        let Some((target, sheet)) = self.lines.get(usize::from(line)) else { return String::new() };
        let index = usize::try_from(*sheet).ok();
        match self.targets.get(*target as usize) {
            Some(Target::Own) => index.and_then(|index| self.sheets.get(index)).cloned().unwrap_or_default(),
            Some(Target::File(path)) => match index {
                Some(index) => format!("[{path}]sheet {}", index + 1),
                None => format!("[{path}]"),
            },
            _ => String::new(),
        }
    }

    /// The number of the sheet of this workbook that a line means.
    pub(crate) fn own_sheet(&self, line: u16) -> Option<usize> {
        let (target, sheet) = self.lines.get(usize::from(line))?;
        let is_own = self.targets.get(*target as usize) == Some(&Target::Own);
        usize::try_from(*sheet).ok().filter(|_| is_own)
    }

    /// A defined name by its number from 1.
    pub(crate) fn name(&self, number: u32) -> &str {
        let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        index.and_then(|index| self.names.get(index)).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_leads_to_a_sheet_here_or_in_another_file() {
        let mut references = References::default();
        references.sheets.extend(["Answer".to_owned(), "Data".to_owned()]);
        references.targets.extend([Target::File("C:\\HR\\staff.xlsx".into()), Target::Own]);
        let body = [&[3, 0, 0, 0][..], &[1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0], &[0; 12], &[0xff; 12]].concat();
        assert_eq!(references.take_lines(&body), Some(()));
        assert_eq!((references.sheet_at(0).as_str(), references.own_sheet(0)), ("Data", Some(1)));
        assert_eq!(references.sheet_at(1), "[C:\\HR\\staff.xlsx]sheet 1");
        assert_eq!((references.sheet_at(2).as_str(), references.sheet_at(9).as_str()), ("", ""));
        assert_eq!(References::default().take_lines(&[0xff; 9]), None);
    }
}
