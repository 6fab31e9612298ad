//! What stands in XML beside elements and texts: no program shows it, and it can hold anything.

use quick_xml::events::Event;
use std::borrow::Cow;

/// The words of a comment, of a processing instruction, and of a declaration that says more than declarations do.
pub(crate) fn remark<'e>(event: &'e Event<'_>) -> Option<Cow<'e, str>> {
    match event {
        Event::Comment(comment) => Some(comment.xml10_content()),
        Event::PI(instruction) => Some(instruction.content().into()),
        // Office programs name types of their own (`-//OpenOffice.org//DTD …`), browsers `html`.
        Event::DocType(kind) => {
            let kind = kind.trim();
            (kind.contains(char::is_whitespace) && !kind.contains("\"-//")).then(|| kind.into())
        }
        Event::Decl(declaration) => {
            let mut words = declaration.split_whitespace().skip(1);
            let is_usual = |word: &str| {
                ["version=", "encoding=", "standalone="].iter().any(|name| word.starts_with(name))
            };
            (!words.all(is_usual)).then(|| Cow::Borrowed(&**declaration))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::remark;

    fn remarks(xml: &str) -> Vec<String> {
        let mut reader = quick_xml::Reader::from_str(xml);
        let mut found = Vec::new();
        while let Ok(event) = reader.read_event() {
            if matches!(event, quick_xml::events::Event::Eof) {
                break;
            }
            found.extend(remark(&event).map(std::borrow::Cow::into_owned));
        }
        found
    }

    #[test]
    fn usual_declarations_are_no_words() {
        assert_eq!(remarks("<?xml version=\"1.0\" encoding='UTF-8' standalone=\"yes\"?><a/>"), [""; 0]);
        assert_eq!(remarks("<?xml version=\"1.0\" by=\"Mary\"?><a/>"), ["xml version=\"1.0\" by=\"Mary\""]);
        let own = "<!DOCTYPE library:library PUBLIC \"-//OpenOffice.org//DTD OfficeDocument 1.0//EN\" \"library.dtd\">";
        assert_eq!(remarks(own), [""; 0]);
        assert_eq!(remarks("<!DOCTYPE html><!DOCTYPE a SYSTEM \"Mary\">"), ["a SYSTEM \"Mary\""]);
        assert_eq!(remarks("<a><!--one--><?do two?></a>"), ["one", " two"]);
    }
}
