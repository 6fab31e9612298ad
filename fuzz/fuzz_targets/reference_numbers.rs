//! Reference numbers in any text: each that is found reads as itself and stands alone, and texts of hyphens take no longer
//! than others.
#![no_main]

use libfuzzer_sys::fuzz_target;
use marks::{Token, tokens_in};
use tipstaff_fuzz::{look, seeds};

// Of the first version (`crates/marks/tests/all/known_answers.rs`), as people write them.
const OWN: [&[u8]; 4] = [
    b"GEZAVHTD7C3HCE",
    b"photo-mfvz-tjqI-5tyf-L3-2024.jpg",
    b"6XM04GXG4R14X3;VKGWPKMN48YYEO\nM73VJY42FQ6FSQ",
    b"0-0-0-0-0-0-0-0-0-0-0-0-0-1",
];

fuzz_target!(init: seeds::if_asked(&[], seeds::as_it_is, &OWN), |data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    look::soon(text.len(), || {
        for found in tokens_in(&text) {
            let read = text.get(found.place.clone()).and_then(|text| text.parse::<Token>().ok());
            assert!(read == Some(found.token) && found.token.to_string().parse() == Ok(found.token));
            let bytes = text.as_bytes();
            let before = found.place.start.checked_sub(1).and_then(|at| bytes.get(at));
            let alone = |letter: Option<&u8>| !letter.is_some_and(u8::is_ascii_alphanumeric);
            assert!(alone(before) && alone(bytes.get(found.place.end)));
        }
        let _ = text.parse::<Token>();
    });
});
