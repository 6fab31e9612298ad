//! What passes between a force and a recipient: lines and files of keys, receipts, the archive inside a sealed delivery. Any
//! bytes, and real ones that libFuzzer changes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use receipts::{RecipientKeys, RecipientSecret, Stated, Statement, read_parts};
use std::sync::LazyLock;
use tipstaff_fuzz::{look, seeds};

/// Keys that are the same in every run.
static SECRET: LazyLock<RecipientSecret> = LazyLock::new(|| {
    let text = "# receipt-key 0707070707070707070707070707070707070707070707070707070707070707\n\
                AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX\n";
    RecipientSecret::parse(text).or_else(|_| RecipientSecret::fresh()).expect("there is randomness")
});

static OWN: LazyLock<[Vec<u8>; 3]> = LazyLock::new(|| {
    let statement = Statement {
        record: "ab".repeat(16),
        delivery: 3,
        content: "cd".repeat(32),
        stated: Stated::Received,
        at: "2026-11-27T12:00:00Z".into(),
        how: String::new(),
    };
    let note = statement.sign(&SECRET).expect("it signs").into_bytes();
    let mut archive = Vec::new();
    for (name, content) in
        [("people.csv", &b"a,b\n"[..]), ("delivery.json", b"{\"schema\":\"tipstaff.delivery/1\"}")]
    {
        let mut header = [0_u8; 512];
        header[..name.len()].copy_from_slice(name.as_bytes());
        header[100..107].copy_from_slice(b"0000600");
        header[124..135].copy_from_slice(format!("{:011o}", content.len()).as_bytes());
        header[156] = b'0';
        header[257..263].copy_from_slice(b"ustar\0");
        header[148..156].fill(b' ');
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        archive.extend(header);
        archive.extend(content);
        archive.resize(archive.len().next_multiple_of(512), 0);
    }
    archive.extend([0; 1024]);
    [note, SECRET.public().to_string().into_bytes(), archive]
});

fuzz_target!(init: seeds::if_asked(&[], seeds::as_it_is, &[&OWN[0], &OWN[1], &OWN[2]]), |data: &[u8]| {
    look::soon(data.len(), || {
        if let Ok(text) = std::str::from_utf8(data) {
            if let Ok(keys) = text.parse::<RecipientKeys>() {
                assert_eq!(keys.to_string().parse::<RecipientKeys>().expect("its own text"), keys);
            }
            let _ = RecipientSecret::parse(text);
        }
        let keys = SECRET.public();
        if let Ok(statement) = Statement::open(data, &keys) {
            let again = statement.sign(&SECRET).expect("it signs");
            assert_eq!(again.as_bytes(), data, "there is one way to write it");
        }
        let mut bytes = 0;
        let _ = read_parts(data, |_, content| {
            bytes += std::io::copy(content, &mut std::io::sink())?;
            Ok(())
        });
        assert!(bytes <= data.len() as u64);
    });
});
