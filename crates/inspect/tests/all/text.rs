//! Plain text: letters, logs, whatever is no table.

use crate::common::inspect_bytes;
use inspect::{Channel, Inspection, Limits, Options, Reason};
use proptest::prelude::*;

fn read(bytes: &[u8]) -> Inspection {
    inspect_bytes(bytes, "letter.log", &Options::default())
}

fn told(all: &Inspection) -> Vec<(&str, &str)> {
    let segments = all.of(Channel::PlainText).flat_map(|part| &part.segments);
    segments.map(|(_, at, text)| (at.as_str(), text.as_str())).collect()
}

#[test]
fn paragraphs_are_told_with_the_line_in_which_they_begin() {
    let all = read(b"Dear Sir,\nI write.\r\n\r\n\r\nYours\x0cPage two\rgoes on\n");
    assert_eq!(
        told(&all),
        [("line 1", "Dear Sir,\nI write."), ("line 5", "Yours"), ("line 6", "Page two\ngoes on")]
    );
    assert_eq!((all.files[0].format.as_str(), &all.unaccounted), ("txt", &vec![]));
}

#[test]
fn every_encoding_of_office_programs_is_read() {
    let text = "Müller schrieb:\n\nGrüße, “Quillfeather”\n";
    let utf16 = |mark: u16, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(mark).chain(text.encode_utf16()).flat_map(bytes).collect()
    };
    let ansi: Vec<u8> = text
        .chars()
        .map(|letter| match letter {
            '“' => 0x93,
            '”' => 0x94,
            other => u8::try_from(u32::from(other)).unwrap(),
        })
        .collect();
    for bytes in [
        text.as_bytes().to_vec(),
        [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        utf16(0xfeff, u16::to_le_bytes),
        utf16(0xfeff, u16::to_be_bytes),
        ansi,
    ] {
        let all = read(&bytes);
        assert_eq!(told(&all), [("line 1", "Müller schrieb:"), ("line 3", "Grüße, “Quillfeather”")]);
        assert_eq!(all.unaccounted, []);
    }
}

#[test]
fn what_a_reader_would_not_see_is_told() {
    let coded = format!("A picture:\n{}\n", format!("{}\n", "TWFycm93Ynkg".repeat(6)).repeat(5));
    let alone = format!("data:image/jpeg;base64,\n{}\n", "TWFycm93Ynkg".repeat(200));
    // Five letters that are none need a text of some length around them, to be taken for one.
    let typed = format!("Dear Smith\u{8}\u{8}\u{8}\u{8}\u{8}Marrowby\n{}", "and so on, ".repeat(300));
    for (text, why) in [
        ("Dear Quill\0feather and everybody else", "zero bytes"),
        (typed.as_str(), "backspaces"),
        (coded.as_str(), "code"),
        (alone.as_str(), "code"),
    ] {
        let all = read(text.as_bytes());
        assert!(all.unaccounted.iter().any(|gap| gap.why.contains(why)), "{why}: {:?}", all.unaccounted);
    }
    assert_eq!(
        told(&read(b"Dear Quill\0feather and everybody else"))[0].1,
        "Dear Quillfeather and everybody else"
    );
}

#[test]
fn markup_and_what_is_left_of_other_files_is_no_text() {
    for (text, name) in [
        ("<html><body>Quillfeather</body></html>", "letter.log"),
        ("%!PS-Adobe-3.0\n(Quillfeather) show\n", "letter"),
        ("{\\rtf1 Quillfeather}", "letter.txt"),
        ("Quillfeather", "letter.docx"),
    ] {
        let all = inspect_bytes(text.as_bytes(), name, &Options::default());
        assert_eq!(all.unchecked[0].reason, Reason::NotSpreadsheet, "{name}");
    }
    let noise: Vec<u8> = (0..4000_u32).map(|place| (place * 7919 % 96 + 160) as u8).collect();
    assert_eq!(read(&noise).unchecked[0].reason, Reason::NotSpreadsheet);
}

#[test]
fn a_line_without_end_is_told_in_pieces_and_no_letter_is_divided() {
    for word in ["Quillfeather ", "Quéllfeather", "\u{4e2d}"] {
        let text = word.repeat(300_000 / word.len());
        let all = read(text.as_bytes());
        assert_eq!(all.unaccounted, []);
        let pieces: String =
            told(&all).iter().flat_map(|(_, text)| text.chars().filter(|letter| *letter != ' ')).collect();
        assert_eq!(pieces, text.replace(' ', ""));
        assert!(told(&all).iter().all(|(at, text)| *at == "line 1" && text.len() <= 64 << 10));
    }
    let few = Options { limits: Limits { unpacked_bytes: 1000, ..Limits::default() }, ..Options::default() };
    let all = inspect_bytes("Quillfeather\n".repeat(1000).as_bytes(), "a.log", &few);
    assert_eq!(all.unchecked[0].reason, Reason::Bomb);
}

proptest! {
    #[test]
    fn no_word_is_lost(words in proptest::collection::vec("[A-Za-z\u{e9}\u{4e2d}.]{1,12}", 1..60), ends in proptest::collection::vec(0..6_usize, 60)) {
        let text: String = words.iter().zip(&ends).flat_map(|(word, end)| [word.as_str(), [" ", "\n", "\r\n", "\n\n", "\r", "\t"][*end]]).collect();
        let all = inspect_bytes(text.as_bytes(), "a.md", &Options::default());
        prop_assume!(all.files[0].format == "txt");
        let said = told(&all);
        let said: Vec<&str> = said.iter().flat_map(|(_, text)| text.split_whitespace()).collect();
        prop_assert_eq!(said, words);
    }
}
