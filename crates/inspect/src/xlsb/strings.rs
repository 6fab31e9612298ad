//! Stretches of the shared string table (`sharedStrings.bin`, [MS-XLSB] 2.1.7.45). The table itself is kept by
//! [`crate::ooxml::strings`], as for XML.

use super::numbers::{Class, known};
use super::record::{Beginning, head};
use super::text::{self, Rich, push_wide};
use crate::bytes::Bytes;
use crate::ooxml::strings::{Block, Malformed};
use crate::{Channel, Hiding};

/// A string.
const ITEM: u16 = 0x0013;
/// Where the table begins and ends.
const BEGIN: u16 = 0x009f;
const END: u16 = 0x00a0;

/// How many bytes hold whole records; `None` when not even the first is whole.
pub(crate) fn whole(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Beginning::Head(found) = head(&bytes[at..]) {
        let Some(end) = (at + found.size).checked_add(found.len).filter(|end| *end <= bytes.len()) else {
            break;
        };
        at = end;
    }
    (at > 0).then_some(at)
}

/// Parses a stretch of whole records. `fonts` is what each font hides on white. `aside` hears of reading aids and of words
/// outside any string, with the number of strings before it.
pub(crate) fn parse(
    block: &mut Block,
    bytes: &[u8],
    fonts: &[Hiding],
    aside: &mut dyn FnMut(u32, Channel, &str),
) -> Result<(), Malformed> {
    block.clear();
    let mut rest = Bytes::new(bytes);
    while rest.left() > 0 {
        let Beginning::Head(found) = head(rest.rest()) else { return Err(Malformed) };
        let body = rest.skip(found.size).and_then(|()| rest.take(found.len)).ok_or(Malformed)?;
        match found.number {
            ITEM => item(block, body, fonts, aside).ok_or(Malformed)?,
            BEGIN | END if body.len() <= 8 => {}
            number => {
                // Known switches say nothing; whatever else stands between strings makes no sense there.
                for text in text::found_in(body) {
                    aside(block.len() as u32, Channel::OtherText, &text);
                }
                let is_plain = known(number).is_some_and(
                    |kind| matches!(kind.class, Class::Plain(most) if body.len() <= usize::from(most)),
                );
                if !is_plain && !matches!(known(number), Some(kind) if matches!(kind.class, Class::List)) {
                    return Err(Malformed);
                }
            }
        }
    }
    Ok(())
}

fn item(
    block: &mut Block,
    body: &[u8],
    fonts: &[Hiding],
    aside: &mut dyn FnMut(u32, Channel, &str),
) -> Option<()> {
    let mut bytes = Bytes::new(body);
    let rich = Rich::read(&mut bytes)?;
    if !rich.phonetic.is_empty() {
        let mut aid = String::new();
        push_wide(rich.phonetic, &mut aid);
        aside(block.len() as u32, Channel::PhoneticText, &aid);
    }
    block.push(looks(&rich, fonts), |text| push_wide(rich.units, text));
    (bytes.left() == 0).then_some(())
}

/// What hides some of a text's letters on white.
pub(crate) fn looks(rich: &Rich<'_>, fonts: &[Hiding]) -> Hiding {
    rich.runs()
        .filter_map(|(_, font)| fonts.get(usize::from(font)))
        .fold(Hiding::empty(), |all, hiding| all | *hiding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xlsb::record::stored;

    /// Texts with what hides them, `None` when something makes no sense; and what stands aside.
    type Found = (Option<Vec<(String, Hiding)>>, Vec<(u32, Channel, String)>);

    fn texts(bytes: &[u8], fonts: &[Hiding]) -> Found {
        let mut asides = Vec::new();
        let mut block = Block::default();
        let sound = parse(&mut block, bytes, fonts, &mut |at, channel, text| {
            asides.push((at, channel, text.to_owned()));
        });
        let all = (0..block.len()).filter_map(|index| block.get(index));
        let all = all.map(|(text, flags)| (text.to_owned(), flags)).collect();
        (sound.is_ok().then_some(all), asides)
    }

    #[test]
    fn strings_are_found_with_the_fonts_of_their_letters() {
        let plain = [&[0][..], &text::stored("Ash")].concat();
        let rich = [&[1][..], &text::stored("white"), &[1, 0, 0, 0, 2, 0, 1, 0]].concat();
        let aided = [&[2][..], &text::stored("a"), &text::stored("aid"), &[0; 8]].concat();
        let bytes = stored(&[(BEGIN, &[0; 8]), (ITEM, &plain), (ITEM, &rich), (ITEM, &aided), (END, &[])]);
        let (found, asides) = texts(&bytes, &[Hiding::empty(), Hiding::SAME_COLOUR]);
        let text = |text: &str, flags| (text.to_owned(), flags);
        assert_eq!(
            found,
            Some(vec![
                text("Ash", Hiding::empty()),
                text("white", Hiding::SAME_COLOUR),
                text("a", Hiding::empty())
            ])
        );
        assert_eq!(asides, [(2, Channel::PhoneticText, "aid".to_owned())]);
        assert_eq!(whole(&bytes), Some(bytes.len()));
        // Cut inside the last string: three bytes of the end, two of its own head.
        assert_eq!(whole(&bytes[..bytes.len() - 4]), Some(bytes.len() - 3 - 2 - aided.len()));
    }

    #[test]
    fn what_stands_between_strings_is_not_passed_over() {
        let strange = stored(&[(0x3ffe, &text::stored("left over"))]);
        let (found, asides) = texts(&strange, &[]);
        assert_eq!((found, asides), (None, vec![(0, Channel::OtherText, "left over".to_owned())]));
        assert_eq!(whole(&[0x13]), None);
    }
}
