//! What a formula is about, in words: its constants and what it refers to, without its functions and operators.

use super::formula::{Token, walk};
use super::future::counted;
use super::references::References;
use crate::bytes::Bytes;
use crate::cell::number;

/// Reads a formula (`cce`, tokens, `cb`, what stands behind them) and says what it is about.
pub(crate) fn read(bytes: &mut Bytes<'_>, references: &References) -> Option<String> {
    let tokens = counted(bytes)?;
    let extra = counted(bytes)?;
    of(tokens, extra, references)
}

/// What a formula is about; `None` when its bytes make no sense.
pub(crate) fn of(tokens: &[u8], extra: &[u8], references: &References) -> Option<String> {
    let mut words: Vec<String> = Vec::new();
    walk(tokens, extra, &mut |token| words.push(word(token, references)))?;
    words.retain(|word| !word.is_empty());
    Some(words.join(", "))
}

fn word(token: Token, references: &References) -> String {
    match token {
        Token::Text(text) => format!("\"{text}\""),
        Token::Number(value) => {
            let mut out = String::new();
            number::write(value, &mut out);
            out
        }
        Token::Boolean(value) => if value { "TRUE" } else { "FALSE" }.to_owned(),
        Token::Cells(None, area) => area.to_string(),
        Token::Cells(Some(line), area) => match references.sheet_at(line) {
            sheet if sheet.is_empty() => area.to_string(),
            sheet => format!("'{sheet}'!{area}"),
        },
        Token::Name(number) => references.name(number).to_owned(),
        Token::OtherName(line, _) => references.sheet_at(line),
    }
}

/// The words in a cell's formula that its result need not show: constants with a few letters or digits.
pub(crate) fn words(tokens: &[u8], extra: &[u8]) -> Vec<String> {
    // Texts and arrays; most formulas have neither byte anywhere.
    if !tokens.iter().any(|token| matches!(token, 0x17 | 0x20 | 0x40 | 0x60)) {
        return Vec::new();
    }
    let mut words = Vec::new();
    let sound = walk(tokens, extra, &mut |token| {
        if let Token::Text(text) = token {
            words.push(text);
        }
    });
    if sound.is_none() {
        for bytes in [tokens, extra] {
            words.extend(crate::text::sweep::texts(bytes));
        }
    }
    words.retain(|word| word.chars().filter(|letter| letter.is_alphanumeric()).count() >= 3);
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xlsb::references::Target;

    #[test]
    fn constants_and_references_are_told_and_operators_are_not() {
        let mut references = References::default();
        references.sheets.push("Data".into());
        references.names.push("staff".into());
        references.targets.push(Target::Own);
        references.take_lines(&[1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        let tokens =
            [&[0x3a, 0, 0, 4, 0, 0, 0, 1, 0, 0x23, 1, 0, 0, 0, 3, 0x17, 3, 0][..], b"A\0s\0h\0"].concat();
        assert_eq!(of(&tokens, &[], &references).as_deref(), Some("'Data'!B5, staff, \"Ash\""));
        assert_eq!(words(&tokens, &[]), ["Ash"]);
        assert_eq!(of(&[0xff], &[], &references), None);
    }
}
