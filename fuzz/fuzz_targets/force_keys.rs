//! The text of a force key file: as it is, and with numbers and proof that fit what is in it.
#![no_main]

use keyring::ForceKeys;
use libfuzzer_sys::fuzz_target;
use sha2::{Digest, Sha256};
use tipstaff_fuzz::{look, seeds};

const OWN: [&[u8]; 3] = [
    b"tipstaff-force-key/1\n# safe 3\nkey 221afb34 000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFG\n\
      end 1 ab7467fa\n",
    b"tipstaff-force-key/1\nkey 221afb34 000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFG\n\
      key d40db332 JV7J-P4VZ-9FB8-XQCY-G4W6-GT8N-RBP7-G952-2HF9-FXXB-9BYM-GHG3-C920\nend 2 f69d6fad\n",
    b"tipstaff-force-key/1\r\n KEY 221AFB34 oooG40R40M30E209185gr38e1w8124gk2gahc5rr34d1p70x3rfg\r\nend 1 ab7467fa",
];

/// The last line that belongs to the numbers of the keys before it, so that a mutated list gets past its proof.
fn proved(text: &str) -> String {
    let mut hash = Sha256::new().chain_update(b"tipstaff/force-key-list/1\0");
    let mut keys = 0;
    for line in text.lines() {
        let mut words = line.split_ascii_whitespace();
        if words.next() == Some("key") {
            let number =
                words.next().and_then(|number| u32::from_str_radix(number, 16).ok()).unwrap_or_default();
            hash.update(number.to_be_bytes());
            keys += 1;
        }
    }
    let [a, b, c, d, ..] = hash.finalize().0;
    format!("{text}\nend {keys} {a:02x}{b:02x}{c:02x}{d:02x}\n")
}

fuzz_target!(init: seeds::if_asked(&[], seeds::as_it_is, &OWN), |data: &[u8]| {
    look::soon(data.len(), || {
        let text = String::from_utf8_lossy(data);
        let list: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("end")).collect();
        for contents in [data, proved(&list.join("\n")).as_bytes()] {
            let Ok(keys) = ForceKeys::parse(contents) else { continue };
            // What was read is written so that it is read again.
            let again = ForceKeys::parse(keys.to_text().as_bytes());
            assert!(again.is_ok_and(|again| again.ids() == keys.ids() && *again.to_text() == *keys.to_text()));
        }
    });
});
