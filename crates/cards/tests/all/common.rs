//! What tests of cards share.

use cards::statement::{CardPage, HolderKind, Statement};
use cards::status_list::{ListToken, StatusBits, StatusList};
use cards::{Algorithm, IssuerKey};
use jiff::Timestamp;
use jiff::civil::date;

pub const LIST: &str = "https://cards.met.police.uk/1";
pub const BOTH: [Algorithm; 2] = [Algorithm::Ed25519, Algorithm::P256];

pub fn at(time: &str) -> Timestamp {
    time.parse().unwrap()
}

/// A key that is the same in each run.
pub fn key(algorithm: Algorithm, seed: u8) -> IssuerKey {
    IssuerKey::new(algorithm, &[seed; 32]).unwrap()
}

pub fn page() -> CardPage {
    CardPage::new("https://cards.met.police.uk/").unwrap()
}

pub fn constable(index: u32) -> Statement {
    Statement::new("met", HolderKind::Constable, date(2027, 3, 31), LIST, index).unwrap()
}

/// A list of 2^17 cards in which these are revoked, made on 27 November 2026 at noon.
pub fn list(revoked: &[u32]) -> ListToken {
    let mut list = StatusList::new(StatusBits::One, 1 << 17).unwrap();
    for index in revoked {
        list.set(*index, 1).unwrap();
    }
    ListToken {
        address: LIST.into(),
        issued: at("2026-11-27T12:00:00Z"),
        expires: Some(at("2026-11-29T12:00:00Z")),
        ttl: Some(24 * 60 * 60),
        list,
    }
}

pub fn unhex(text: &str) -> Vec<u8> {
    let text = text.trim();
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}
