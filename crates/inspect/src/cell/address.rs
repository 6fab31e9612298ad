//! Cell addresses: `B3`, `A1:C9`. Rows and columns count from 0 inside the code, as people write them outside.

use std::fmt;

/// The largest grid that any program has: 2^20 rows, 2^14 columns.
pub(crate) const MOST_ROWS: u32 = 1 << 20;
/// See [`MOST_ROWS`].
pub(crate) const MOST_COLUMNS: u32 = 1 << 14;

/// A rectangle of cells, borders included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) top: u32,
    pub(crate) left: u32,
    pub(crate) bottom: u32,
    pub(crate) right: u32,
}

impl Area {
    /// Reads `A1`, `A1:C9`, `$A$1:$C$9`, `A:C` or `3:5`, with or without a sheet name before it.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let cells = text.rsplit_once('!').map_or(text, |(_, cells)| cells).trim();
        let (first, last) = cells.split_once(':').unwrap_or((cells, cells));
        let (first, last) = (corner(first)?, corner(last)?);
        Some(Self {
            top: first.0.unwrap_or(0),
            left: first.1.unwrap_or(0),
            bottom: last.0.unwrap_or(MOST_ROWS - 1),
            right: last.1.unwrap_or(MOST_COLUMNS - 1),
        })
        .filter(|area| area.top <= area.bottom && area.left <= area.right)
    }

    /// All areas of a list divided by spaces, commas or semicolons.
    pub(crate) fn parse_list(text: &str) -> Vec<Self> {
        // A comma inside a quoted sheet name divides nothing, but then the pieces are no areas either.
        text.split([' ', ',', ';']).filter_map(Self::parse).collect()
    }

    pub(crate) fn has(&self, row: u32, column: u32) -> bool {
        (self.top..=self.bottom).contains(&row) && (self.left..=self.right).contains(&column)
    }

    /// Whether it is one cell.
    pub(crate) fn is_single(&self) -> bool {
        self.top == self.bottom && self.left == self.right
    }
}

impl fmt::Display for Area {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", name(self.top, self.left))?;
        if !self.is_single() {
            write!(formatter, ":{}", name(self.bottom, self.right))?;
        }
        Ok(())
    }
}

/// Row and column of one corner; either can be missing.
fn corner(text: &str) -> Option<(Option<u32>, Option<u32>)> {
    let mut column = None;
    let mut row = None;
    for byte in text.trim().bytes().filter(|byte| *byte != b'$') {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' if row.is_none() => {
                let digit = u32::from(byte.to_ascii_uppercase() - b'A') + 1;
                column = Some(column.unwrap_or(0_u32).checked_mul(26)?.checked_add(digit)?);
            }
            b'0'..=b'9' => {
                row = Some(row.unwrap_or(0_u32).checked_mul(10)?.checked_add(u32::from(byte - b'0'))?);
            }
            _ => return None,
        }
    }
    match (row, column) {
        (None, None) | (Some(0), _) => None,
        (row, column) => Some((row.map(|row| row - 1), column.map(|column| column - 1))),
    }
}

/// Row and column of `B3`, as fast as four million cells need it.
pub(crate) fn parse_cell(text: &[u8]) -> Option<(u32, u32)> {
    let mut column = 0_u32;
    let mut at = 0;
    while let Some(byte) = text.get(at).filter(|byte| byte.is_ascii_alphabetic()) {
        column = column.checked_mul(26)?.checked_add(u32::from(byte.to_ascii_uppercase() - b'A') + 1)?;
        at += 1;
    }
    let mut row = 0_u32;
    for byte in text.get(at..)? {
        if !byte.is_ascii_digit() {
            return None;
        }
        row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?;
    }
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

/// Letters of a column as spreadsheets write them: 0 is `A`, 701 is `ZZ`.
pub fn column_name(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        letters.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().map(|letter| *letter as char).collect()
}

/// `B3` of row 2, column 1.
pub(crate) fn name(row: u32, column: u32) -> String {
    format!("{}{}", column_name(column), u64::from(row) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_written_alike() {
        assert_eq!(name(0, 0), "A1");
        assert_eq!(name(9276, 31), "AF9277");
        assert_eq!(column_name(701), "ZZ");
        assert_eq!(column_name(702), "AAA");
        assert_eq!(parse_cell(b"AF9277"), Some((9276, 31)));
        assert_eq!(parse_cell(b"A0"), None);
        assert_eq!(Area::parse("'My sheet'!$B$2:$C$3").map(|area| area.to_string()), Some("B2:C3".into()));
        assert_eq!(Area::parse("C:D").map(|area| (area.left, area.bottom)), Some((2, MOST_ROWS - 1)));
        assert_eq!(Area::parse("#REF!"), None);
    }
}
