//! What a print agent sends: receipts, requests, certificates. Any bytes, and real ones with a piece of the input in them.
#![no_main]

use cards::job::{
    CardFiles, CardToSeal, ClosingBundle, Desk, DestructionCertificate, JobOffer, JobSecret, Ledger, Outcome,
    RequestBundle, SealedJob, Serial, seal,
};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use tipstaff_fuzz::{look, seeds};
use tlog::StatementKey;

static AGENT: LazyLock<StatementKey> =
    LazyLock::new(|| StatementKey::new("bureau.example/agent", &[3; 32]).expect("a name"));

fn now() -> Timestamp {
    "2026-11-27T12:00:00Z".parse().expect("a time")
}

static MADE: LazyLock<SealedJob> = LazyLock::new(|| {
    let force = StatementKey::new("tipstaff/example/card-jobs", &[4; 32]).expect("a name");
    let card = || Ok(CardToSeal { serial: Serial::generate()?, files: CardFiles::new(Vec::new()) });
    let to = JobSecret::generate().and_then(|secret| Ok(secret.recipient())).expect("there is randomness");
    let to = to.expect("it is a key");
    seal([card(), card()], 2, AGENT.verifier(), &to, &force, now(), std::io::sink()).expect("it seals")
});

static OWN: LazyLock<[Vec<u8>; 2]> = LazyLock::new(|| {
    let manifest = &MADE.manifest;
    let note = Ledger::new().sign(manifest, manifest.cards[0].serial, Outcome::Destroyed, &AGENT, now());
    let note = note.expect("it signs");
    let bundle = RequestBundle::sign(manifest, &Ledger::new(), 0, &AGENT, now()).expect("it signs");
    [note.into_bytes(), bundle.to_json().expect("it is written")]
});

fuzz_target!(init: seeds::if_asked(&[], seeds::as_it_is, &[&OWN[0], &OWN[1]]), |data: &[u8]| {
    look::soon(data.len(), || {
        let _ = ClosingBundle::from_json(data);
        let manifest = &MADE.manifest;
        let mut desk = Desk::new(manifest.clone()).expect("it is one of ours");
        if let Ok(bundle) = RequestBundle::from_json(data) {
            let _ = desk.ask(&bundle, &MADE.keys, now(), &mut Vec::new());
        }
        let Ok(note) = std::str::from_utf8(data) else { return };
        let _ = JobOffer::open(note, AGENT.verifier(), now());
        let _ = DestructionCertificate::open(note, manifest, desk.ledger(), AGENT.verifier(), now());
        let before = desk.ledger().next();
        if desk.receipt(note, now()).is_ok() {
            // A receipt that is taken is taken once.
            assert_eq!(desk.ledger().next(), before + 1);
            assert!(desk.receipt(note, now()).is_err());
        }
    });
});
