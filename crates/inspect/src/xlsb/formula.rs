//! The tokens of a formula ([MS-XLSB] 2.2.2, 2.5.97): far enough to find the words in it and the cells it refers to,
//! without ever losing count of its bytes.

use super::text;
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
    /// Cells, of another sheet where a line of the table of references is named.
    Cells(Option<u16>, Area),
    /// A defined name, by its number from 1.
    Name(u32),
    /// A name of another workbook or an add-in: line of the table of references, number of the name from 1.
    OtherName(u16, u32),
}

/// What waits behind the tokens, in the order of the tokens.
enum Extra {
    Array,
    Areas,
    Column,
}

/// Gives every token that says something to `take`; `extra` is what stands behind the tokens. `None` when the bytes stop
/// making sense.
pub(crate) fn walk(tokens: &[u8], extra: &[u8], take: &mut dyn FnMut(Token)) -> Option<()> {
    let mut bytes = Bytes::new(tokens);
    let mut extras = Vec::new();
    while let Some(token) = bytes.u8() {
        read(token, &mut bytes, &mut extras, take)?;
    }
    let mut bytes = Bytes::new(extra);
    for extra in extras {
        match extra {
            Extra::Array => array(&mut bytes, take)?,
            Extra::Areas => {
                let count = usize::try_from(bytes.u32()?).ok()?;
                bytes.skip(count.checked_mul(16)?)?;
            }
            // The column of an array or shared formula; some writers leave it out.
            Extra::Column => bytes.skip(4).unwrap_or_default(),
        }
    }
    Some(())
}

fn read(
    token: u8,
    bytes: &mut Bytes<'_>,
    extras: &mut Vec<Extra>,
    take: &mut dyn FnMut(Token),
) -> Option<()> {
    match token {
        0x01 => {
            bytes.skip(4)?;
            extras.push(Extra::Column);
        }
        0x02 => bytes.skip(4)?,
        // Operators, brackets, missing arguments.
        0x03..=0x16 => {}
        0x17 => take(Token::Text(text::short(bytes)?)),
        0x18 => match bytes.u8()? {
            // Columns of a table.
            0x19 => bytes.skip(12)?,
            // Headings of rows and columns, names of pivot items.
            0x01..=0x1d => bytes.skip(4)?,
            _ => return None,
        },
        0x19 => {
            let kind = bytes.u8()?;
            let count = usize::from(bytes.u16()?);
            if kind & 4 != 0 {
                bytes.skip((count + 1) * 2)?;
            }
        }
        0x1c => bytes.skip(1)?,
        0x1d => take(Token::Boolean(bytes.u8()? != 0)),
        0x1e => take(Token::Number(f64::from(bytes.u16()?))),
        0x1f => take(Token::Number(bytes.f64()?)),
        0x20..=0x7f => operand(token & 0x1f | 0x20, bytes, extras, take)?,
        _ => return None,
    }
    Some(())
}

/// Operands come in three classes; the class says how the value is used, not what it is.
fn operand(
    token: u8,
    bytes: &mut Bytes<'_>,
    extras: &mut Vec<Extra>,
    take: &mut dyn FnMut(Token),
) -> Option<()> {
    match token {
        0x20 => {
            bytes.skip(14)?;
            extras.push(Extra::Array);
        }
        0x21 | 0x29 => bytes.skip(2)?,
        0x22 => bytes.skip(3)?,
        0x23 => take(Token::Name(bytes.u32()?)),
        0x24 => take(Token::Cells(None, cell(bytes)?)),
        0x25 => take(Token::Cells(None, area(bytes)?)),
        0x26 => {
            bytes.skip(6)?;
            extras.push(Extra::Areas);
        }
        // References in a shared formula count from the cell that uses it, so they name no cell here.
        0x27 | 0x28 | 0x2a | 0x2c => bytes.skip(6)?,
        0x2b | 0x2d => bytes.skip(12)?,
        0x39 => take(Token::OtherName(bytes.u16()?, bytes.u32()?)),
        0x3a => {
            let line = bytes.u16()?;
            take(Token::Cells(Some(line), cell(bytes)?));
        }
        0x3b => {
            let line = bytes.u16()?;
            take(Token::Cells(Some(line), area(bytes)?));
        }
        0x3c => bytes.skip(8)?,
        0x3d => bytes.skip(14)?,
        _ => return None,
    }
    Some(())
}

/// The upper bits of a column say whether row and column are absolute.
fn column(bytes: &mut Bytes<'_>) -> Option<u32> {
    Some(u32::from(bytes.u16()? & 0x3fff))
}

fn cell(bytes: &mut Bytes<'_>) -> Option<Area> {
    let (row, column) = (bytes.u32()?, column(bytes)?);
    Some(Area { top: row, left: column, bottom: row, right: column })
}

fn area(bytes: &mut Bytes<'_>) -> Option<Area> {
    let (top, bottom) = (bytes.u32()?, bytes.u32()?);
    let (left, right) = (column(bytes)?, column(bytes)?);
    Some(Area { top, left, bottom, right })
}

/// Constants of an array (`PtgExtraArray`): its size and its values.
fn array(bytes: &mut Bytes<'_>, take: &mut dyn FnMut(Token)) -> Option<()> {
    let (columns, rows) = (u64::from(bytes.u32()?), u64::from(bytes.u32()?));
    for _ in 0..columns * rows {
        match bytes.u8()? {
            0 => take(Token::Number(bytes.f64()?)),
            1 => take(Token::Text(text::short(bytes)?)),
            2 => take(Token::Boolean(bytes.u8()? != 0)),
            4 => bytes.skip(4)?,
            _ => return None,
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tokens(tokens: &[u8], extra: &[u8]) -> Option<Vec<Token>> {
        let mut found = Vec::new();
        walk(tokens, extra, &mut |token| found.push(token))?;
        Some(found)
    }

    #[test]
    fn words_and_references_are_found_among_operators() {
        // IF(A3="Yes",1,Sheet!B2:C9)
        let stored = [
            &[0x44, 2, 0, 0, 0, 0, 0xc0, 0x17, 3, 0][..],
            b"Y\0e\0s\0",
            &[0x0b, 0x19, 2, 9, 0, 0x1e, 1, 0, 0x3b, 4, 0, 1, 0, 0, 0, 8, 0, 0, 0, 1, 0, 2, 0, 0x22, 3, 1, 0],
        ]
        .concat();
        assert_eq!(
            tokens(&stored, &[]),
            Some(vec![
                Token::Cells(None, Area { top: 2, left: 0, bottom: 2, right: 0 }),
                Token::Text("Yes".into()),
                Token::Number(1.0),
                Token::Cells(Some(4), Area { top: 1, left: 1, bottom: 8, right: 2 }),
            ])
        );
    }

    #[test]
    fn the_constants_of_an_array_stand_behind_the_tokens() {
        let extra =
            [&[2, 0, 0, 0, 1, 0, 0, 0, 1, 3, 0][..], b"A\0s\0h\0", &[0], &2.5_f64.to_le_bytes()].concat();
        let stored = [&[0x60][..], &[0; 14]].concat();
        assert_eq!(tokens(&stored, &extra), Some(vec![Token::Text("Ash".into()), Token::Number(2.5)]));
        // A size that is a lie.
        assert_eq!(tokens(&stored, &[0xff; 9]), None);
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
