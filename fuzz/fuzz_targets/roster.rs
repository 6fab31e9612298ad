//! Rosters: sealed ones with a right seal around anything, their keys, and tables of people.
#![no_main]

use detect::{Roster, RosterBuilder, SealKey};
use hmac::{Hmac, KeyInit, Mac};
use libfuzzer_sys::fuzz_target;
use sha2::Sha256;
use tipstaff_fuzz::{look, seeds};

const KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

const OWN: [&[u8]; 2] = [
    b"tipstaff-roster/1\n\x02\0\0\0\x01\0\0\0\x01\x01\x02\x03\x04\x05\x06\x07\x08\x02\0\0\0\0\0\0\0\x01\0\0\0",
    b"Surname\tInitials\tWarrant number\nAshworth\tJ K\t12345\nO'Neill\tSe\xc3\xa1n\tA12\n",
];

fn sealed(body: &[u8]) -> Option<Vec<u8>> {
    let key: Vec<u8> = (0..32).collect();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).ok()?;
    mac.update(b"\0file\0");
    mac.update(body);
    Some([body, &mac.finalize().into_bytes()].concat())
}

fuzz_target!(init: seeds::if_asked(&[], seeds::as_it_is, &OWN), |data: &[u8]| {
    look::soon(data.len(), || {
        let text = String::from_utf8_lossy(data);
        let _ = SealKey::parse(&text);
        let Ok(key) = SealKey::parse(KEY) else { return };
        if Roster::is_sealed(data) {
            if let Some(file) = sealed(data) {
                let _ = Roster::open(&file, key.clone());
            }
            let _ = Roster::open(data, key);
            return;
        }
        let mut lines = text.lines();
        let headers: Vec<String> =
            lines.next().unwrap_or_default().split('\t').take(32).map(ToOwned::to_owned).collect();
        let Ok(mut builder) = RosterBuilder::new(key.clone().into_bytes(), &headers, &[]) else { return };
        for line in lines {
            builder.person(&line.split('\t').collect::<Vec<_>>());
        }
        let Ok(roster) = builder.finish() else { return };
        // What was sealed can be opened.
        let sealed = roster.seal().unwrap_or_default();
        assert!(Roster::open(&sealed, key).is_ok_and(|opened| opened.people() == roster.people()));
    });
});
