//! Shows enough of a value to recognise it, and not the value: `B••••`.

/// Masks a text: the first letter of each word stays, everything else becomes dots; digits become dots but the last two
/// of long numbers stay away too. Words of the language of tables (dates, single letters) are masked alike.
pub(crate) fn mask(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut masked = String::new();
    let mut at_start = true;
    for letter in text.chars().take(LONGEST) {
        if letter.is_alphabetic() {
            masked.push(if at_start { letter } else { '•' });
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

/// A text for people, without what could confuse a terminal.
pub(crate) fn harmless(text: &str) -> String {
    const LONGEST: usize = 120;
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
        assert_eq!(mask("O'Neill, Sean"), "O'N••••, S•••");
        assert_eq!(mask("943 476 5919"), "••• ••• ••••");
        assert_eq!(mask("j.smith@force.example"), "j.s••••@f••••.e••••••");
        assert!(mask(&"x".repeat(100)).ends_with('…'));
        assert_eq!(harmless("a\u{1b}[2Jb\u{202e}"), "a\u{fffd}[2Jb\u{fffd}");
    }
}
