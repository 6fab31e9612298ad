//! Shows enough of a value to recognise it, and not the value: `B••••`.

use detect::is_plain_word;

/// Masks a text: the first letter of each word stays, everything else becomes dots. An initial has no other letter, and
/// goes too; so do all digits.
pub fn mask(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut masked = String::new();
    let mut at_start = true;
    let mut letters = text.chars().take(LONGEST).peekable();
    while let Some(letter) = letters.next() {
        if letter.is_alphabetic() {
            let is_alone = at_start && letters.peek().is_none_or(|next| !next.is_alphanumeric());
            masked.push(if at_start && !is_alone { letter } else { '•' });
            at_start = false;
        } else if letter.is_numeric() {
            masked.push('•');
            at_start = false;
        } else {
            masked.push(if letter.is_control() || is_invisible(letter) { ' ' } else { letter });
            at_start = letter.is_whitespace() || matches!(letter, '-' | '/' | '@' | '.' | ',' | '\'');
        }
    }
    if text.chars().nth(LONGEST).is_some() {
        masked.push('…');
    }
    masked
}

/// Masks the words of a heading or label that could name somebody.
pub fn heading(text: &str) -> String {
    let mut masked = String::new();
    let mut rest = text;
    while let Some(begin) = rest.find(is_of_word) {
        let (between, from) = rest.split_at(begin);
        let (word, after) = from.split_at(from.find(|letter| !is_of_word(letter)).unwrap_or(from.len()));
        masked.push_str(&harmless(between));
        masked.push_str(&if is_plain_word(word) { word.to_owned() } else { mask(word) });
        rest = after;
    }
    masked + &harmless(rest)
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric()
}

/// A text for people, without what could confuse a terminal.
pub fn harmless(text: &str) -> String {
    const LONGEST: usize = 400;
    let mut shown: String = text
        .chars()
        .take(LONGEST)
        .map(|letter| if letter.is_control() || is_invisible(letter) { '\u{fffd}' } else { letter })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

/// Characters that change the direction of text or have no width.
pub(crate) fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_masked() {
        assert_eq!(mask("Baxter"), "B•••••");
        assert_eq!(mask("O'Neill, Sean"), "•'N••••, S•••");
        assert_eq!(mask("J A"), "• •");
        assert_eq!(mask("943 476 5919"), "••• ••• ••••");
        assert_eq!(mask("j.smith@force.example"), "•.s••••@f••••.e••••••");
        assert_eq!(heading("Post Location (2023)"), "Post Location (2023)");
        assert_eq!(heading("Jane Pemberton"), "J••• P••••••••");
        assert_eq!(heading("Victim: J Pemberton"), "Victim: • P••••••••");
        assert!(mask(&"x".repeat(100)).ends_with('…'));
        assert_eq!(harmless("a\u{1b}[2Jb\u{202e}"), "a\u{fffd}[2Jb\u{fffd}");
    }
}
