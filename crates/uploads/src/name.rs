//! What a file is called, so that it can be shown.

/// Characters of a name that is shown.
const MOST: usize = 200;
/// What stands for a name of which nothing is left.
const NAMELESS: &str = "file";

/// The last piece of a path, without what cannot be seen or turns the direction of writing, not longer than a file system
/// would take; the ending stays, because it says what the file claims to be.
pub(crate) fn shown(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen: String = last.chars().filter(|character| !is_unseen(*character)).collect();
    let seen = seen.trim();
    if seen.is_empty() || seen == "." || seen == ".." {
        return NAMELESS.into();
    }
    let length = seen.chars().count();
    if length <= MOST {
        return seen.into();
    }
    let ending: Vec<char> = seen.chars().skip(length - MOST / 4).collect();
    let start: String = seen.chars().take(MOST - MOST / 4 - 1).collect();
    format!("{start}…{}", ending.iter().collect::<String>())
}

/// Controls, line and paragraph ends, zero-width characters and marks of direction.
fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_its_last_piece_as_a_person_sees_it() {
        assert_eq!(shown("answer.xlsx"), "answer.xlsx");
        assert_eq!(shown("C:\\Users\\somebody\\answer.xlsx"), "answer.xlsx");
        assert_eq!(shown("../../etc/passwd"), "passwd");
        assert_eq!(shown("answer\u{202e}xslx.exe\r\n"), "answerxslx.exe");
        for nothing in ["", "/", "..", "a/..", "\u{200b}", " \n"] {
            assert_eq!(shown(nothing), "file", "{nothing:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let name = format!("{}.xlsx", "ä".repeat(5000));
        let shown = shown(&name);
        assert_eq!(shown.chars().count(), MOST);
        assert!(shown.ends_with("ä.xlsx"));
    }
}
