//! Prints what the weights are fitted on: `cargo test -p detect --release -- --ignored signs --nocapture` with the path
//! of a file of texts, one JSON string a line, in `TEXTS`. `bench/identifiers/fit_names.py` calls it.

use super::each;
use crate::{Day, Page};

#[test]
#[ignore = "a tool, not a test: see above"]
#[expect(clippy::print_stdout, reason = "the script reads it")]
fn signs() {
    let texts = std::fs::read_to_string(std::env::var("TEXTS").unwrap()).unwrap();
    let mut page = Page::default();
    for (line, text) in texts.lines().enumerate() {
        let text: String = serde_json::from_str(text).unwrap();
        let segment = page.segment(&text, "", "", Day::new(2026, 1, 1).unwrap());
        each(&segment, |sequence, signs| {
            println!("SIGNS {line} {} {} {}", sequence.range.start, sequence.range.end, signs.bits());
        });
    }
}
