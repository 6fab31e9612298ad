//! Documents as other programs read them: poppler's `pdftotext` and `pdfinfo`, and `qpdf`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod common;

use common::{information, is_sound, text};
use jiff::Timestamp;
use paper::{Block, Cell, Heading, Icon, Mark, Panel, Paper, PaperError, Row, Table, Tone};
use proptest::prelude::*;

fn mark() -> Mark {
    Mark { tone: Tone::Held, icon: Icon::Held, words: "Do not release".into() }
}

fn paper(blocks: Vec<Block>) -> Paper {
    let panel = Panel { mark: mark(), about: "answer.xlsx".into(), sentences: vec!["One sentence.".into()] };
    Paper {
        title: "Check of answer.xlsx".into(),
        producer: "Tipstaff 0.0.0".into(),
        created: Timestamp::from_second(1_700_000_000).unwrap(),
        foot: vec!["answer.xlsx".into(), "SHA-256 0123".into()],
        blocks: [vec![Block::Panel(panel)], blocks].concat(),
    }
}

fn table(rows: usize) -> Block {
    let row = |number| Row {
        cells: vec![
            Cell::text(format!("part {number}")).with_icon(Icon::Hidden, Tone::Review).indented(2),
            Cell::text("hidden"),
        ],
    };
    Block::Table(Table {
        widths: vec![3, 1],
        head: vec!["Part".into(), "Seen".into()],
        rows: (0..rows).map(row).collect(),
    })
}

#[test]
fn every_word_is_read_by_another_program_in_order() {
    let pdf = paper(vec![
        Block::heading(2, "What was found"),
        Block::Heading(Heading { level: 3, text: "A hidden sheet".into(), mark: Some(mark()) }),
        Block::facts([("Where", "sheet 'Data'"), ("Empty", ""), ("What to do", "Delete it")]),
        Block::paragraph("Naïve café Ωμέγα Жук × … • ‘quoted’"),
        Block::List(vec!["first".into(), "second".into()]),
        table(3),
    ]);
    let pdf = pdf.to_pdf().unwrap();
    is_sound(&pdf);
    let Some(text) = text(&pdf) else { return };
    let mut from = 0;
    for words in [
        "Do not release",
        "answer.xlsx",
        "One sentence.",
        "What was found",
        "Do not release:",
        "A hidden sheet",
        "Where",
        "sheet 'Data'",
        "What to do",
        "Delete it",
        "Naïve café Ωμέγα Жук × … • ‘quoted’",
        "first",
        "second",
        "Part",
        "Seen",
        "part 0",
        "hidden",
        "part 2",
    ] {
        let place = text.get(from..).unwrap().find(words);
        from += place.unwrap_or_else(|| panic!("'{words}' is not where it should be in:\n{text}"));
    }
    assert!(!text.contains("Empty"), "a label that says nothing");
    assert!(text.contains("page 1 of 1") && text.contains("SHA-256 0123"));
}

#[test]
fn a_screen_reader_finds_a_title_a_language_and_tags() {
    let pdf = paper(vec![table(2)]).to_pdf().unwrap();
    let Some(about) = information(&pdf) else { return };
    assert!(about.contains("Tagged:          yes"), "{about}");
    assert!(about.contains("Title:           Check of answer.xlsx"), "{about}");
    let raw = String::from_utf8_lossy(&pdf);
    for what in ["/Lang(en-GB)", "pdfaid:part", "pdfuaid:part"] {
        assert!(raw.contains(what) || raw.contains(&what.replace("/Lang(", "/Lang (")), "{what}");
    }
}

#[test]
fn the_same_content_gives_the_same_bytes_and_another_time_others() {
    let one = paper(vec![table(50)]);
    let other = Paper { created: Timestamp::from_second(1_700_000_001).unwrap(), ..one.clone() };
    assert_eq!(one.to_pdf().unwrap(), one.to_pdf().unwrap());
    assert_ne!(one.to_pdf().unwrap(), other.to_pdf().unwrap());
}

/// What the font has not, and what is not seen or turns the text round, is there by its number.
#[test]
fn no_character_is_dropped() {
    let strange = "張三 a\u{202e}b\u{200b}c שלום \u{0}\n\u{feff}\u{e000}\u{301}x\u{ad}";
    let pdf = paper(vec![Block::paragraph(strange)]).to_pdf().unwrap();
    is_sound(&pdf);
    let Some(text) = text(&pdf) else { return };
    let text: String = text.split_whitespace().collect();
    for number in ["5F35", "4E09", "202E", "200B", "05E9", "0000", "000A", "FEFF", "E000", "0301", "00AD"] {
        assert!(text.contains(&format!("[U+{number}]")), "{number} is not in {text}");
    }
    // Letters that are composed look the same and are in the font.
    let pdf = paper(vec![Block::paragraph("Zoe\u{308} Ngu\u{79}e\u{302}\u{303}n")]).to_pdf().unwrap();
    assert!(common::text(&pdf).unwrap().contains("Zoë Nguyễn"));
}

#[test]
fn each_page_says_which_it_is_and_what_the_document_is_about() {
    let pdf = paper(vec![table(120)]).to_pdf().unwrap();
    let Some(text) = text(&pdf) else { return };
    let pages: Vec<&str> = text.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
    assert!(pages.len() > 2);
    for (place, page) in pages.iter().enumerate() {
        assert!(page.contains(&format!("page {} of {}", place + 1, pages.len())), "{page}");
        assert!(page.contains("SHA-256 0123") && page.contains("Seen"), "{page}");
    }
}

#[test]
fn a_row_longer_than_a_page_goes_on_and_a_word_longer_than_a_line_is_broken() {
    let long = format!("begin {} end", "word ".repeat(380));
    let wide = "ж".repeat(1_900);
    let cells = vec![Cell::label(wide.clone()), Cell::text(long)];
    let blocks = vec![Block::Table(Table {
        widths: vec![1, 9],
        head: vec!["A".into(), "B".into()],
        rows: vec![Row { cells }],
    })];
    let pdf = paper(blocks).to_pdf().unwrap();
    is_sound(&pdf);
    let Some(text) = text(&pdf) else { return };
    assert!(text.matches("word").count() == 380 && text.contains("end"));
    assert_eq!(text.matches('ж').count(), 1_900);
}

#[test]
fn what_has_no_end_is_cut_and_says_so() {
    let pdf = paper(vec![Block::paragraph("y".repeat(10_000))]).to_pdf().unwrap();
    if let Some(text) = text(&pdf) {
        assert!(text.contains("… and 8000 more characters"), "{text}");
    }
    let endless = paper(vec![table(40_000)]).to_pdf();
    assert!(matches!(endless, Err(PaperError::TooLong { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if std::env::var_os("PAPER_CASES").is_some() { 5_000 } else { 40 }))]

    /// Whatever is written, it becomes a document that other programs read without a complaint.
    #[test]
    fn any_text_gives_a_sound_document(
        name in any::<String>(), words in "\\PC{0,300}", more in proptest::collection::vec(any::<char>(), 0..300),
        level in 1_u16..9, steps in any::<u16>(), rows in 0_usize..40,
    ) {
        let more: String = more.into_iter().collect();
        let row = Row { cells: vec![Cell::label(&name).indented(steps), Cell::text(&more)] };
        let paper = Paper {
            title: format!("x{name}"),
            foot: vec![name.clone(), more.clone()],
            blocks: vec![
                Block::Panel(Panel { mark: mark(), about: name.clone(), sentences: vec![words.clone(), more.clone()] }),
                Block::Heading(Heading { level, text: more.clone(), mark: Some(mark()) }),
                Block::paragraph(&words),
                Block::List(vec![name.clone(), words.clone()]),
                Block::Table(Table { widths: vec![1, 2], head: vec![name.clone(), words], rows: vec![row; rows] }),
                Block::facts([(name, more)]),
            ],
            ..paper(Vec::new())
        };
        is_sound(&paper.to_pdf().unwrap());
    }
}
