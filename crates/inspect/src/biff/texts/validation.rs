//! What may be entered into cells (DV, [MS-XLS] 2.4.96): lists, prompts, messages.

use crate::Channel;
use crate::biff::book::{self, Book};
use crate::biff::chain::Chain;
use crate::biff::formula::Token;
use crate::biff::record::Record;
use crate::bytes::Bytes;
use crate::lines::Lines;

pub(super) fn read(record: &Record<'_>, book: &Book<'_>, lines: &mut Lines) -> Option<()> {
    let mut chain = Chain::of(record);
    chain.skip(4)?;
    let mut texts = Vec::new();
    for label in ["prompt's title", "message's title", "prompt", "message"] {
        texts.push((label, chain.long(&book.letters)?));
    }
    let mut formulas = Vec::new();
    for _ in 0..2 {
        let count = usize::from(chain.u16()?);
        chain.skip(2)?;
        formulas.push(chain.take(count)?);
    }
    let rest = chain.rest();
    let at = book::spelled(&book::areas(&mut Bytes::new(&rest))?);
    for (label, text) in texts {
        lines.say(Channel::ValidationList, label, &at, text);
    }
    let mut is_sound = Some(());
    for tokens in formulas {
        let mut found = Vec::new();
        let mut refers = false;
        let sound = book.formula(&tokens, &[]).walk(&mut |token| match token {
            Token::Text(text) => found.push(text),
            Token::Cells(..) | Token::Name(_) => refers = true,
            _ => {}
        });
        if refers && let Some(gist) = book.gist(&tokens, &[]) {
            // Where the list's entries stand: a hidden sheet may be there for nothing else.
            lines.say(Channel::ValidationList, "values from", &at, gist);
        }
        for text in found {
            // The entries of a list are divided by zeros.
            for entry in text.split('\0') {
                lines.say(Channel::ValidationList, "entry", &at, entry);
            }
        }
        is_sound = is_sound.and(sound);
    }
    is_sound
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::biff::version::Version;

    #[test]
    fn the_entries_of_a_list_are_told_one_by_one() {
        let list = b"Ash\0Elm";
        let mut body = vec![0x83, 1, 0, 0];
        for text in ["", "", "Pick one", ""] {
            // An empty text is one zero.
            let text = if text.is_empty() { "\0" } else { text };
            body.extend((text.len() as u16).to_le_bytes());
            body.push(0);
            body.extend(text.as_bytes());
        }
        body.extend((list.len() as u16 + 3).to_le_bytes());
        body.extend([0, 0, 0x17, list.len() as u8, 0]);
        body.extend(list);
        body.extend([0; 4]);
        body.extend([1, 0, 1, 0, 9, 0, 2, 0, 2, 0]);
        let stream = [&[0xbe, 1][..], &(body.len() as u16).to_le_bytes(), &body].concat();
        let book = Book::new(0, "Workbook", &stream, Version::Biff8);
        let mut lines = Lines::default();
        let record = Record::read(&stream, 0).unwrap();
        assert_eq!(read(&record, &book, &mut lines), Some(()));
        let found: Vec<_> = lines.all().into_iter().map(|(_, label, at, text)| (label, at, text)).collect();
        assert_eq!(
            found,
            [("prompt", "C2:C10", "Pick one"), ("entry", "C2:C10", "Ash"), ("entry", "C2:C10", "Elm")]
        );
    }
}
