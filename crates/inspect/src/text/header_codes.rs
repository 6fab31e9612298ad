//! Codes in the headers and footers of Excel's files, ECMA-376 part 1, 18.3.1.46: `&L&"Arial,Bold"&12Victim statements`.

/// The words of a header or footer, without its codes. What could be a word is kept: the name of a font, an unknown code.
pub(crate) fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        words.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let mut letters = rest.chars();
        match letters.next() {
            Some('&') => {
                words.push('&');
                rest = letters.as_str();
            }
            Some('"') => {
                // A font and its style; a quote that is not closed is a word.
                let (font, after) = letters.as_str().split_once('"').unwrap_or((letters.as_str(), ""));
                words.extend([" ", font, " "]);
                rest = after;
            }
            Some('K') => {
                // A colour: six digits of red, green and blue, or a number of the theme with a tint.
                let is_of_colour = |letter: char| letter.is_ascii_hexdigit() || matches!(letter, '+' | '-');
                let colour =
                    letters.as_str().chars().take(6).take_while(|letter| is_of_colour(*letter)).count();
                words.push(' ');
                rest = &letters.as_str()[colour..];
            }
            Some(digit) if digit.is_ascii_digit() => {
                words.push(' ');
                rest = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
            }
            Some(code) if CODES.contains(code) => {
                words.push(' ');
                rest = letters.as_str();
            }
            _ => words.push('&'),
        }
    }
    words.push_str(rest);
    words.trim().to_owned()
}

/// Sections, page numbers, date and time, names of file and sheet, a picture, styles.
const CODES: &str = "LCRPNDTGFAZBIUESXYOH";

#[cfg(test)]
mod tests {
    use super::words;
    use proptest::prelude::*;

    #[test]
    fn codes_go_and_words_stay() {
        assert_eq!(words("&LVictim Jane Pemberton&RPage &P of &N"), "Victim Jane Pemberton Page   of");
        assert_eq!(words("&C&\"Arial,Bold\"&12Restricted"), "Arial,Bold  Restricted");
        assert_eq!(words("&KFF0000Red &K01+000theme"), "Red  theme");
        assert_eq!(words("Smith && Jones & Sons &Q &"), "Smith & Jones & Sons &Q &");
        assert_eq!(words("&\"Jane Pemberton"), "Jane Pemberton");
    }

    proptest! {
        #[test]
        fn what_has_no_code_stays_as_it_is(text in "[a-zé ]{0,30}") {
            prop_assert_eq!(words(&text), text.trim());
        }

        #[test]
        fn any_text_has_words(text in ".{0,60}") {
            let _ = words(&text);
        }
    }
}
