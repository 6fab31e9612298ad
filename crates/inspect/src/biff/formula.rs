//! The tokens of a formula ([MS-XLS] 2.2.2, 2.5.198): far enough to find the words in it and the cells it refers to,
//! without ever losing count of its bytes.

use super::chain::Chain;
use super::version::{Letters, Version};
use crate::bytes::Bytes;
use crate::cell::address::Area;

/// Something in a formula that says more than the formula's result.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    /// A text constant.
    Text(String),
    /// A number constant.
    Number(f64),
    /// `TRUE` or `FALSE`.
    Boolean(bool),
    /// Cells, of another sheet where one is named.
    Cells(Option<Place>, Area),
    /// A defined name, by its number from 1.
    Name(u16),
    /// A name of another workbook, or of an add-in: number of the reference, number of the name from 1.
    OtherName(u16, u16),
    /// A value that says nothing: an empty cell, an error.
    Nothing,
}

/// How a reference names its sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// By a line of the EXTERNSHEET table (BIFF8).
    Line(u16),
    /// By EXTERNSHEET number and sheet numbers (BIFF5).
    Sheet { reference: i16, first: i16 },
}

/// Formula bytes and what stands behind them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Formula<'a> {
    pub(crate) tokens: &'a [u8],
    /// Constants of arrays, kept behind the tokens.
    pub(crate) extra: &'a [u8],
    pub(crate) version: Version,
    pub(crate) letters: Letters,
}

/// What waits behind the tokens, in the order of the tokens.
enum Extra {
    Array,
    Areas,
    Natural,
}

impl Formula<'_> {
    /// Gives every token that says something to `take`. `None` when the bytes stop making sense.
    pub(crate) fn walk(&self, take: &mut dyn FnMut(Token)) -> Option<()> {
        let mut bytes = Bytes::new(self.tokens);
        let mut extras = Vec::new();
        while let Some(token) = bytes.u8() {
            self.token(token, &mut bytes, &mut extras, take)?;
        }
        let mut chain = Chain::over(self.extra);
        for extra in extras {
            match extra {
                Extra::Array => self.array(&mut chain, take)?,
                Extra::Areas => {
                    let count = chain.u16()?;
                    let size = if self.is_wide() { 8 } else { 6 };
                    chain.skip(usize::from(count) * size)?;
                }
                Extra::Natural => {
                    let count = chain.u32()? & 0x3fff_ffff;
                    chain.skip((count as usize).checked_mul(4)?)?;
                }
            }
        }
        Some(())
    }

    fn is_wide(&self) -> bool {
        self.version == Version::Biff8
    }

    fn token(
        &self,
        token: u8,
        bytes: &mut Bytes<'_>,
        extras: &mut Vec<Extra>,
        take: &mut dyn FnMut(Token),
    ) -> Option<()> {
        match token {
            0x01 | 0x02 | 0x1b => bytes.skip(4)?,
            // Operators, brackets, missing arguments.
            0x03..=0x16 => {}
            0x17 => take(Token::Text(self.text(bytes)?)),
            0x18 => {
                let kind = bytes.u8()?;
                bytes.skip(4)?;
                // References by the name of a heading that reach over several cells keep them behind the tokens.
                if matches!(kind, 0x0b | 0x0d | 0x0f) {
                    extras.push(Extra::Natural);
                }
            }
            0x19 => {
                let kind = bytes.u8()?;
                let count = usize::from(bytes.u16()?);
                if kind & 4 != 0 {
                    bytes.skip((count + 1) * 2)?;
                }
            }
            0x1a => bytes.skip(10)?,
            0x1c => bytes.skip(1)?,
            0x1d => take(Token::Boolean(bytes.u8()? != 0)),
            0x1e => take(Token::Number(f64::from(bytes.u16()?))),
            0x1f => take(Token::Number(bytes.f64()?)),
            0x20..=0x7f => self.operand(token & 0x1f | 0x20, bytes, extras, take)?,
            _ => return None,
        }
        Some(())
    }

    /// Operands come in three classes; the class says how the value is used, not what it is.
    fn operand(
        &self,
        token: u8,
        bytes: &mut Bytes<'_>,
        extras: &mut Vec<Extra>,
        take: &mut dyn FnMut(Token),
    ) -> Option<()> {
        let is_wide = self.is_wide();
        match token {
            0x20 => {
                bytes.skip(7)?;
                extras.push(Extra::Array);
            }
            0x21 | 0x29 | 0x2e | 0x2f => bytes.skip(2)?,
            0x22 => bytes.skip(3)?,
            0x23 => {
                take(Token::Name(bytes.u16()?));
                bytes.skip(if is_wide { 2 } else { 12 })?;
            }
            0x24 | 0x2c => {
                let area = self.cell(bytes)?;
                if token == 0x24 {
                    take(Token::Cells(None, area));
                }
            }
            0x25 | 0x2d => {
                let area = self.area(bytes)?;
                if token == 0x25 {
                    take(Token::Cells(None, area));
                }
            }
            0x26 => {
                bytes.skip(6)?;
                extras.push(Extra::Areas);
            }
            0x27 | 0x28 => bytes.skip(6)?,
            0x2a => bytes.skip(if is_wide { 4 } else { 3 })?,
            0x2b => bytes.skip(if is_wide { 8 } else { 6 })?,
            0x39 if is_wide => {
                take(Token::OtherName(bytes.u16()?, bytes.u16()?));
                bytes.skip(2)?;
            }
            0x39 => {
                let reference = bytes.u16()?;
                bytes.skip(8)?;
                take(Token::OtherName(reference, bytes.u16()?));
                bytes.skip(12)?;
            }
            0x3a => {
                let place = self.place(bytes)?;
                take(Token::Cells(Some(place), self.cell(bytes)?));
            }
            0x3b => {
                let place = self.place(bytes)?;
                take(Token::Cells(Some(place), self.area(bytes)?));
            }
            0x3c => bytes.skip(if is_wide { 6 } else { 17 })?,
            0x3d => bytes.skip(if is_wide { 10 } else { 20 })?,
            _ => return None,
        }
        Some(())
    }

    fn text(&self, bytes: &mut Bytes<'_>) -> Option<String> {
        let mut chain = Chain::over(bytes.rest());
        let text = chain.short(&self.letters)?;
        bytes.skip(chain.place().0)?;
        Some(text)
    }

    fn place(&self, bytes: &mut Bytes<'_>) -> Option<Place> {
        if self.is_wide() {
            return Some(Place::Line(bytes.u16()?));
        }
        let reference = bytes.i16()?;
        bytes.skip(8)?;
        let first = bytes.i16()?;
        bytes.skip(2)?;
        Some(Place::Sheet { reference, first })
    }

    fn column(&self, bytes: &mut Bytes<'_>) -> Option<u32> {
        // The upper bits say whether row and column are absolute.
        if self.is_wide() { Some(u32::from(bytes.u16()? & 0x3fff)) } else { bytes.u8().map(u32::from) }
    }

    fn row(&self, bytes: &mut Bytes<'_>) -> Option<u32> {
        let row = bytes.u16()?;
        Some(u32::from(if self.is_wide() { row } else { row & 0x3fff }))
    }

    fn cell(&self, bytes: &mut Bytes<'_>) -> Option<Area> {
        let (row, column) = (self.row(bytes)?, self.column(bytes)?);
        Some(Area { top: row, left: column, bottom: row, right: column })
    }

    fn area(&self, bytes: &mut Bytes<'_>) -> Option<Area> {
        let (top, bottom) = (self.row(bytes)?, self.row(bytes)?);
        let (left, right) = (self.column(bytes)?, self.column(bytes)?);
        Some(Area { top, left, bottom, right })
    }

    /// Constants of an array ([MS-XLS] 2.5.192): its size and its values.
    fn array(&self, chain: &mut Chain<'_>, take: &mut dyn FnMut(Token)) -> Option<()> {
        let (columns, rows) = (usize::from(chain.u8()?), usize::from(chain.u16()?));
        let count = if self.is_wide() {
            (columns + 1) * (rows + 1)
        } else {
            (if columns == 0 { 256 } else { columns }) * rows
        };
        for _ in 0..count {
            take(value(chain, &self.letters)?);
        }
        Some(())
    }
}

/// One value of an array constant, or of the copied cells of another workbook (`SerAr`, [MS-XLS] 2.5.231).
pub(crate) fn value(chain: &mut Chain<'_>, letters: &Letters) -> Option<Token> {
    Some(match chain.u8()? {
        0x00 | 0x10 => {
            chain.skip(8)?;
            Token::Nothing
        }
        0x01 => Token::Number(chain.f64()?),
        0x02 if letters.is_unicode => Token::Text(chain.long(letters)?),
        0x02 => Token::Text(chain.short(letters)?),
        0x04 => {
            let value = chain.u8()? != 0;
            chain.skip(7)?;
            Token::Boolean(value)
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tokens(tokens: &[u8], extra: &[u8]) -> Option<Vec<Token>> {
        let mut found = Vec::new();
        let formula = Formula { tokens, extra, version: Version::Biff8, letters: Letters::BIFF8 };
        formula.walk(&mut |token| found.push(token))?;
        Some(found)
    }

    #[test]
    fn words_and_references_are_found_among_operators() {
        // IF(A3="Yes",1,Sheet!B2:C9)
        let stored = [
            &[0x44, 2, 0, 0, 0xc0, 0x17, 3, 0][..],
            b"Yes",
            &[0x0b, 0x19, 2, 9, 0, 0x1e, 1, 0, 0x3b, 4, 0, 1, 0, 8, 0, 1, 0, 2, 0, 0x22, 3, 1, 0],
        ]
        .concat();
        assert_eq!(
            tokens(&stored, &[]),
            Some(vec![
                Token::Cells(None, Area { top: 2, left: 0, bottom: 2, right: 0 }),
                Token::Text("Yes".into()),
                Token::Number(1.0),
                Token::Cells(Some(Place::Line(4)), Area { top: 1, left: 1, bottom: 8, right: 2 }),
            ])
        );
    }

    #[test]
    fn the_constants_of_an_array_stand_behind_the_tokens() {
        let extra = [&[1, 0, 0, 2, 3, 0, 0][..], b"Ash", &[1], &2.5_f64.to_le_bytes()].concat();
        assert_eq!(
            tokens(&[0x60, 0, 0, 0, 0, 0, 0, 0], &extra),
            Some(vec![Token::Text("Ash".into()), Token::Number(2.5)])
        );
    }

    #[test]
    fn an_unknown_token_ends_the_walk() {
        assert_eq!(tokens(&[0x1e, 1, 0, 0xfe], &[]), None);
        assert_eq!(tokens(&[0x17, 200, 0, b'x'], &[]), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_walked_without_harm(
            stored in proptest::collection::vec(any::<u8>(), 0..120),
            extra in proptest::collection::vec(any::<u8>(), 0..120),
        ) {
            let _ = tokens(&stored, &extra);
        }
    }
}
