//! The letters of a displayed text that have a shape.

use std::borrow::Cow;

/// A text without the characters that nobody sees: control characters, spaces without width, marks that turn the
/// direction of writing, tags. They can carry a message, or the mark of who got the file. Line ends become one kind.
/// Returns how many characters were dropped, line ends not counted.
pub(crate) fn visible(text: &str) -> (Cow<'_, str>, u64) {
    if !text.contains(is_unseen) {
        return (Cow::Borrowed(text), 0);
    }
    let mut dropped = 0;
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            letter if is_unseen(letter) => dropped += 1,
            letter => out.push(letter),
        }
    }
    (Cow::Owned(out), dropped)
}

/// Whether a text shows nothing.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(|letter| letter.is_whitespace() || is_unseen(letter))
}

/// Joiners (U+200C, U+200D) stay: without them some scripts show other letters.
fn is_unseen(letter: char) -> bool {
    match letter {
        '\n' | '\t' => false,
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{fffe}'
        | '\u{ffff}'
        | '\u{e0000}'..='\u{e0fff}' => true,
        letter => letter.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_shape_is_dropped() {
        assert_eq!(visible("Ashworth"), (Cow::Borrowed("Ashworth"), 0));
        assert_eq!(visible("Ash\u{200b}wor\u{e0041}th\u{1}").0, "Ashworth");
        assert_eq!(visible("Ash\u{200b}wor\u{e0041}th\u{1}").1, 3);
        assert_eq!(visible("one\r\ntwo\rthree\tfour").0, "one\ntwo\nthree\tfour");
        assert!(is_blank(" \u{a0}\n\u{200b}"));
    }
}
