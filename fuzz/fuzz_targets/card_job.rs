//! A job with a byte changed or its end missing, and any bytes as job, answer and template: none opens, and none breaks.
#![no_main]

use cards::face::Template;
use cards::job::{
    CardFile, CardFiles, CardToSeal, JobFile, JobSecret, SealedJob, Serial, Window, open_answer, seal,
};
use libfuzzer_sys::fuzz_target;
use std::io::Cursor;
use std::sync::LazyLock;
use tipstaff_fuzz::{look, seeds};
use tlog::StatementKey;

struct Made {
    secret: JobSecret,
    force: StatementKey,
    sealed: SealedJob,
    file: Vec<u8>,
}

static MADE: LazyLock<Made> = LazyLock::new(|| {
    let secret = JobSecret::generate().expect("there is randomness");
    let force = StatementKey::new("tipstaff/example/card-jobs", &[4; 32]).expect("a name");
    let agent = StatementKey::new("bureau.example/agent", &[3; 32]).expect("a name");
    let card = || {
        let files = CardFiles::new(vec![(CardFile::FrontPng, vec![7; 300].into())]);
        Ok(CardToSeal { serial: Serial::generate()?, files })
    };
    let mut file = Vec::new();
    let to = secret.recipient().expect("it is a key");
    let now = "2026-11-27T12:00:00Z".parse().expect("a time");
    let sealed = seal([card(), card()], 1, agent.verifier(), &to, &force, now, &mut file).expect("it seals");
    Made { secret, force, sealed, file }
});

const OWN: [&[u8]; 3] = [
    b"age-encryption.org/v1\n-> X25519 \n\n--- \n",
    b"\0\0\x02\x10\x01",
    br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 856 539.8"><text data-field="name" data-width="9" font-size="9"/></svg>"#,
];

fn open(file: &[u8]) -> bool {
    let Made { secret, force, sealed, .. } = &*MADE;
    let Ok(mut job) = JobFile::open(Cursor::new(file), secret, force.verifier()) else { return false };
    let serial = sealed.manifest.cards[1].serial;
    job.card(&serial, sealed.keys.get(&serial).expect("it has one")).is_ok()
}

fuzz_target!(init: seeds::if_asked(&[], seeds::as_it_is, &OWN), |data: &[u8]| {
    let made = &*MADE;
    look::soon(data.len() + made.file.len(), || {
        assert!(!open(data));
        if let [a, b, change, ..] = data {
            let at = usize::from(u16::from_be_bytes([*a, *b])) % made.file.len();
            let mut file = made.file.clone();
            match change {
                0 => file.truncate(at),
                change => file[at] ^= change,
            }
            // Only the first card may lie in what was changed, and the one that is opened is the second.
            let _ = open(&file);
        }
        let window = Window::of(&made.sealed.manifest, 0).expect("there is one");
        assert!(open_answer(data, &made.sealed.manifest, &window, &made.secret).is_err());
        if let Ok(text) = std::str::from_utf8(data) {
            let _ = Template::parse(text);
        }
    });
});
