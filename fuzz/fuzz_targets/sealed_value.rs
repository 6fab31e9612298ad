//! Sealed values and wrapped keys: anything opened as one, and anything sealed and then changed.
#![no_main]

use keyring::{Cell, ForceKeys, Sealer, SecretKey};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use tipstaff_fuzz::{look, seeds};

const FORCE_KEYS: &[u8] = b"tipstaff-force-key/1\n\
    key 221afb34 000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFG\nend 1 ab7467fa\n";

const CELL: Cell<'_> = Cell { table: "person_value", row: 7, column: "surname" };

// A value and a wrapped key of the first version (`crates/keyring/tests/all`), and a short one.
const OWN: [&[u8]; 3] = [
    b"\x01\x1d\x7d\x44\x42\x44\xbc\xda\x00\xb3\x7b\xe6\x71\x60\xa3\x74\xba\x65\x6b\x0e\xae\xf9\xa8\x63\x4f\xec\
      \x93\xc2\xe8\xb5\xaf\x1f\xd2\xc7\x6c\x2f\xa6\xd1\x35\x5a\x9b\xf7\x59\x35\x71\xe6\x3f\xcb\x2e\x5a\xaa\xc4\
      \x47\xda\x09\x2a\xac\x7f\x50\x88\xdd\x3b\x87\x1f\xb3\xec\x0d\x8c\x6c\xfd\x1b\x67\x27",
    b"\x41\x22\x1a\xfb\x34\x0a\x82\xcf\x07\x61\xf6\x65\xda\x8a\x9a\xb5\x7c\x6c\x12\x9d\x3a\x9c\x6f\x06\xab\x06\
      \x6c\xb0\x8e\xe0\x23\x26\x84\xf5\x23\x37\x10\xd0\xb8\xe2\x0a\xe4\xab\xe5\xd2\xe4\x05\x9a\xfd\x73\xbd\xf4\
      \xc5\x55\xdd\xe5\xc8\xef\x1e\xb9\x3b\x81\xd3\xec\xbd\xab\x89\xa5\x85\xa9\x9a\x4f\x5e\xf5\x0a\x5a\x40",
    b"\x00\x00Ashworth",
];

static SEALER: LazyLock<Sealer> =
    LazyLock::new(|| Sealer::new(&SecretKey::from_bytes(&std::array::from_fn(|at| at as u8))));

fuzz_target!(init: seeds::if_asked(&[], seeds::as_it_is, &OWN), |data: &[u8]| {
    look::soon(data.len(), || {
        let Ok(keys) = ForceKeys::parse(FORCE_KEYS) else { return };
        // The seeds open; what else does was not sealed by anybody.
        if let Ok(value) = SEALER.open(CELL, data) {
            assert!(value.as_slice() == "Ó Súilleabháin".as_bytes());
        }
        let named = keys.wrapped_by(data).is_some_and(|id| id == keys.newest());
        assert!(keys.unwrap(CELL, data).is_err() || named);

        // The first two bytes choose a bit, the rest is the value.
        let Some(([at, bit], value)) = data.split_first_chunk() else { return };
        let Ok(mut sealed) = SEALER.seal(CELL, value) else { return };
        assert!(sealed.len() % 16 == 9 && SEALER.open(CELL, &sealed).is_ok_and(|opened| *opened == value));
        let at = usize::from(*at) % sealed.len();
        sealed[at] ^= 1 << (bit % 8);
        assert!(SEALER.open(CELL, &sealed).is_err() && keys.unwrap(CELL, &sealed).is_err());
    });
});
