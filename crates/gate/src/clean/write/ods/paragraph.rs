//! The displayed text of a cell (ODF 1.3 part 3, 5.1.1, 6.1): white space must be spelled out.

use crate::clean::write::xml;
use std::fmt::Write;

/// Appends the paragraphs of a text, one for each line.
pub(super) fn write(text: &str, out: &mut String) {
    for line in text.split('\n') {
        out.push_str("<text:p>");
        let mut rest = line;
        // A single space between two words stands for itself.
        let mut may_stand = false;
        while let Some(letter) = rest.chars().next() {
            match letter {
                '\t' => {
                    out.push_str("<text:tab/>");
                    rest = rest.get(1..).unwrap_or_default();
                    may_stand = false;
                }
                ' ' => {
                    let after = rest.trim_start_matches(' ');
                    let spaces = rest.len() - after.len();
                    if spaces == 1 && may_stand && !after.is_empty() && !after.starts_with('\t') {
                        out.push(' ');
                    } else {
                        let _ = write!(out, "<text:s text:c=\"{spaces}\"/>");
                    }
                    rest = after;
                    may_stand = false;
                }
                _ => {
                    let end = rest.find([' ', '\t']).unwrap_or(rest.len());
                    let (words, after) = rest.split_at(end);
                    xml::text(words, out);
                    rest = after;
                    may_stand = true;
                }
            }
        }
        out.push_str("</text:p>");
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn white_space_is_spelled_out() {
        let mut out = String::new();
        super::write(" a b  c\td \n<e>", &mut out);
        assert_eq!(
            out,
            "<text:p><text:s text:c=\"1\"/>a b<text:s text:c=\"2\"/>c<text:tab/>d<text:s text:c=\"1\"/></text:p>\
             <text:p>&lt;e&gt;</text:p>"
        );
    }
}
