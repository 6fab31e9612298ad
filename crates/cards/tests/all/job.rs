//! Sealed jobs: who can open what, and when.

use crate::common::at;
use cards::job::{
    CardFile, CardFiles, CardToSeal, Desk, DeskEvent, JobError, JobFile, JobOffer, JobSecret, Ledger,
    OfferError, Outcome, ReceiptError, Refusal, RequestBundle, SealedJob, Serial, Window, open_answer, seal,
};
use jiff::Timestamp;
use std::io::Cursor;
use tlog::StatementKey;
use zeroize::Zeroizing;

pub struct Made {
    pub secret: JobSecret,
    pub agent: StatementKey,
    pub force: StatementKey,
    pub sealed: SealedJob,
    pub file: Vec<u8>,
}

pub fn noon() -> Timestamp {
    at("2026-11-27T12:00:00Z")
}

pub fn later(seconds: i64) -> Timestamp {
    noon() + jiff::SignedDuration::from_secs(seconds)
}

pub fn agent_key() -> StatementKey {
    StatementKey::new("bureau.example/print-agent", &[3; 32]).unwrap()
}

pub fn force_key() -> StatementKey {
    StatementKey::new("tipstaff/example/card-jobs", &[4; 32]).unwrap()
}

/// What is on the card at this position.
pub fn content(at: usize) -> CardFiles {
    let bytes = |what: &str| Zeroizing::new(format!("{what} of card {at} ").repeat(200).into_bytes());
    CardFiles::new(vec![(CardFile::FrontPng, bytes("front")), (CardFile::BackPng, bytes("back"))])
}

/// A job of a specimen and so many cards, keys for `window` at a time.
pub fn made(cards: usize, window: u32) -> Made {
    let secret = JobSecret::generate().unwrap();
    let (agent, force) = (agent_key(), force_key());
    let mut file = Vec::new();
    let cards =
        (0..=cards).map(|at| Ok(CardToSeal { serial: Serial::generate().unwrap(), files: content(at) }));
    let to = secret.recipient().unwrap();
    let sealed = seal(cards, window, agent.verifier(), &to, &force, noon(), &mut file).unwrap();
    Made { secret, agent, force, sealed, file }
}

impl Made {
    pub fn open(&self) -> JobFile<Cursor<&[u8]>> {
        JobFile::open(Cursor::new(self.file.as_slice()), &self.secret, self.force.verifier()).unwrap()
    }

    pub fn serial(&self, at: usize) -> Serial {
        self.sealed.manifest.cards[at].serial
    }

    fn ask(&self, ledger: &Ledger, window: u32, now: Timestamp) -> RequestBundle {
        RequestBundle::sign(&self.sealed.manifest, ledger, window, &self.agent, now).unwrap()
    }

    /// Receipts for cards from..to, chained behind those in the ledger.
    fn receipts(&self, ledger: &mut Ledger, cards: std::ops::Range<usize>, outcome: Outcome, now: Timestamp) {
        for card in cards {
            let note =
                ledger.sign(&self.sealed.manifest, self.serial(card), outcome, &self.agent, now).unwrap();
            ledger.take(&self.sealed.manifest, &note, self.agent.verifier(), now).unwrap();
        }
    }
}

#[test]
fn each_card_opens_with_its_own_key_and_no_other() {
    let made = made(5, 2);
    let mut job = made.open();
    assert_eq!(job.manifest(), &made.sealed.manifest);
    for at in [3, 0, 5, 1] {
        let key = made.sealed.keys.get(&made.serial(at)).unwrap();
        assert_eq!(job.card(&made.serial(at), key).unwrap(), content(at));
        let other = made.sealed.keys.get(&made.serial((at + 1) % 6)).unwrap();
        assert!(matches!(job.card(&made.serial(at), other), Err(JobError::WrongKey)));
    }
    let stranger = Serial::generate().unwrap();
    let key = made.sealed.keys.get(&made.serial(0)).unwrap();
    assert!(matches!(job.card(&stranger, key), Err(JobError::NoCard { .. })));
}

#[test]
fn whoever_has_the_job_and_its_one_time_key_reads_serials_and_sizes_only() {
    let made = made(3, 2);
    let manifest = serde_json::to_string(&made.sealed.manifest).unwrap();
    let identity = made.secret.to_line().unwrap();
    let identity: age::x25519::Identity = identity.parse().unwrap();
    let inside = age::decrypt(&identity, &made.file).unwrap();
    assert!(inside.windows(manifest.len()).any(|found| found == manifest.as_bytes()));
    for word in ["front of card", "back of card", "AGE-SECRET"] {
        assert!(!inside.windows(word.len()).any(|found| found == word.as_bytes()), "{word}");
    }
    let said = format!("{:?} {:?} {:?}", made.secret, made.sealed, made.open());
    assert!(!said.contains("AGE-SECRET") && !said.contains("front of"), "{said}");
}

#[test]
fn another_implementation_of_age_opens_a_job_and_a_card() {
    // Debian's age is the reference implementation, in Go.
    let made = made(1, 1);
    let folder = tempfile::tempdir().unwrap();
    let open = |secret: &str, sealed: &[u8]| {
        let (identity, file) = (folder.path().join("identity"), folder.path().join("file"));
        std::fs::write(&identity, secret).unwrap();
        std::fs::write(&file, sealed).unwrap();
        std::process::Command::new("age").arg("-d").arg("-i").arg(identity).arg(file).output()
    };
    let Ok(ran) = open(&made.secret.to_line().unwrap(), &made.file) else {
        assert!(
            !std::env::var("CARDS").is_ok_and(|value| value == "must"),
            "age is not there: apt-get install age"
        );
        eprintln!("skipped: age is not there");
        return;
    };
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let card = &made.sealed.manifest.cards[1];
    let sealed = &ran.stdout[ran.stdout.len() - card.bytes as usize..];
    let answer = {
        let mut desk = Desk::new(made.sealed.manifest.clone()).unwrap();
        desk.ask(&made.ask(&Ledger::new(), 0, noon()), &made.sealed.keys, noon(), &mut Vec::new()).unwrap()
    };
    let keys = open(&made.secret.to_line().unwrap(), &answer).unwrap().stdout;
    let keys = String::from_utf8(keys).unwrap();
    assert!(keys.starts_with(&format!(
        "tipstaff.card-keys/1 {} 0\n{} AGE-SECRET-KEY-1",
        made.sealed.manifest.job,
        made.serial(0)
    )));
    let bytes = made.sealed.keys.get(&card.serial).unwrap().to_bytes();
    let line = JobSecret::parse(
        &bech32::encode_upper::<bech32::Bech32>(
            bech32::Hrp::parse("AGE-SECRET-KEY-").unwrap(),
            bytes.as_ref(),
        )
        .unwrap(),
    )
    .unwrap();
    let opened = open(&line.to_line().unwrap(), sealed).unwrap().stdout;
    assert!(opened.windows(15).any(|found| found == b"front of card 1"));
}

#[test]
fn a_job_that_was_changed_or_cut_is_refused() {
    let made = made(2, 2);
    let open = |file: &[u8]| {
        let mut job = JobFile::open(Cursor::new(file.to_vec()), &made.secret, made.force.verifier())?;
        for at in 0..3 {
            job.card(&made.serial(at), made.sealed.keys.get(&made.serial(at)).unwrap())?;
        }
        Ok::<_, JobError>(())
    };
    open(&made.file).unwrap();
    for at in (0..made.file.len()).step_by(97) {
        assert!(open(&made.file[..at]).is_err(), "cut at {at}");
        let mut changed = made.file.clone();
        changed[at] ^= 1;
        assert!(open(&changed).is_err(), "changed at {at}");
    }
}

#[test]
fn a_job_for_another_key_or_of_another_force_is_refused() {
    let made = made(1, 1);
    let other = JobSecret::generate().unwrap();
    let open = |secret, force: &StatementKey| {
        JobFile::open(Cursor::new(&made.file), secret, force.verifier()).unwrap_err()
    };
    assert!(matches!(open(&other, &made.force), JobError::WrongKey));
    let stranger = StatementKey::new("tipstaff/example/card-jobs", &[5; 32]).unwrap();
    assert!(matches!(open(&made.secret, &stranger), JobError::Signature(_)));
}

#[test]
fn a_job_has_a_specimen_in_front_and_not_more_cards_than_may_leak_at_once() {
    let secret = JobSecret::generate().unwrap();
    let (agent, force, to) = (agent_key(), force_key(), secret.recipient().unwrap());
    let card = |serial| Ok(CardToSeal { serial, files: CardFiles::new(Vec::new()) });
    let sealed = |serials: Vec<Serial>, window| {
        seal(serials.into_iter().map(card), window, agent.verifier(), &to, &force, noon(), std::io::sink())
    };
    let serials = |count| (0..count).map(|_| Serial::generate().unwrap()).collect::<Vec<_>>();
    let good = sealed(serials(2), 1).unwrap().manifest;
    assert_eq!(good.cards.iter().map(|card| card.specimen).collect::<Vec<_>>(), [true, false]);
    for (serials, window) in [(serials(1), 1), (serials(0), 1), (serials(1002), 1), (serials(2), 0)] {
        assert!(matches!(sealed(serials, window), Err(JobError::Size)));
    }
    let twice = serials(1).repeat(2);
    assert!(matches!(sealed(twice, 1), Err(JobError::Cards)));
}

#[test]
fn an_offer_of_a_key_is_taken_from_its_agent_and_while_it_is_fresh() {
    let secret = JobSecret::generate().unwrap();
    let agent = agent_key();
    let note = JobOffer::sign(&secret, &agent, noon()).unwrap();
    let open = |now| JobOffer::open(&note, agent.verifier(), now);
    assert_eq!(open(later(60)).unwrap(), secret.recipient().unwrap());
    assert!(matches!(open(later(-400)), Err(OfferError::FromTheFuture)));
    assert!(matches!(open(later(15 * 24 * 3600)), Err(OfferError::TooOld)));
    assert!(matches!(JobOffer::open(&note, force_key().verifier(), noon()), Err(OfferError::Job(_))));
}

#[test]
fn keys_are_handed_out_window_by_window_and_only_when_every_receipt_is_here() {
    let made = made(4, 2);
    let mut desk = Desk::new(made.sealed.manifest.clone()).unwrap();
    let mut ledger = Ledger::new();
    let mut events = Vec::new();
    let keys = &made.sealed.keys;
    assert_eq!(desk.exposed().count(), 0);

    let skipped = desk.ask(&made.ask(&ledger, 1, noon()), keys, noon(), &mut events).unwrap_err();
    assert!(matches!(skipped, Refusal::NotNext { asked: 1, next: 0 }));
    let answer = desk.ask(&made.ask(&ledger, 0, noon()), keys, noon(), &mut events).unwrap();
    let window = Window::of(&made.sealed.manifest, 0).unwrap();
    let handed = open_answer(&answer, &made.sealed.manifest, &window, &made.secret).unwrap();
    assert_eq!(
        handed.iter().map(|(serial, _)| *serial).collect::<std::collections::BTreeSet<_>>(),
        window.serials.iter().copied().collect()
    );
    assert_eq!(desk.exposed().collect::<Vec<_>>(), window.serials);

    made.receipts(&mut ledger, 0..1, Outcome::Printed, later(10));
    let early = desk.ask(&made.ask(&ledger, 1, later(20)), keys, later(20), &mut events).unwrap_err();
    assert!(matches!(early, Refusal::ReceiptsMissing { missing: 1 }));
    // An agent that crashed asks once more for what it had.
    desk.ask(&made.ask(&ledger, 0, later(25)), keys, later(25), &mut events).unwrap();
    made.receipts(&mut ledger, 1..2, Outcome::Spoiled, later(30));
    desk.ask(&made.ask(&ledger, 1, later(40)), keys, later(40), &mut events).unwrap();
    let back = desk.ask(&made.ask(&ledger, 0, later(50)), keys, later(50), &mut events).unwrap_err();
    assert!(matches!(back, Refusal::NotNext { asked: 0, next: 2 }));

    let told: Vec<String> = events
        .iter()
        .map(|event| match event {
            DeskEvent::HandedOut { window, serials, again, .. } => {
                format!("keys {window} of {} again {again}", serials.len())
            }
            DeskEvent::Receipt { receipt, .. } => format!("receipt {} {}", receipt.number, receipt.outcome),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(
        told,
        [
            "keys 0 of 2 again false",
            "receipt 0 printed",
            "keys 0 of 2 again true",
            "receipt 1 spoiled",
            "keys 1 of 2 again false"
        ]
    );

    // The events give the same desk again.
    let again = Desk::replay(made.sealed.manifest.clone(), &events).unwrap();
    assert_eq!(again.ledger(), desk.ledger());
    assert_eq!(again.exposed().collect::<Vec<_>>(), desk.exposed().collect::<Vec<_>>());
}

#[test]
fn after_stop_no_key_leaves_and_receipts_still_count() {
    let made = made(4, 2);
    let mut desk = Desk::new(made.sealed.manifest.clone()).unwrap();
    let mut ledger = Ledger::new();
    let mut events = Vec::new();
    desk.ask(&made.ask(&ledger, 0, noon()), &made.sealed.keys, noon(), &mut events).unwrap();
    assert!(matches!(desk.stop(later(5)), Some(DeskEvent::Stopped { .. })));
    assert_eq!(desk.stop(later(6)), None);
    made.receipts(&mut ledger, 0..2, Outcome::Printed, later(10));
    for window in [0, 1] {
        let refused = desk
            .ask(&made.ask(&ledger, window, later(20)), &made.sealed.keys, later(20), &mut events)
            .unwrap_err();
        assert!(matches!(refused, Refusal::Stopped));
    }
    assert_eq!((desk.ledger().next(), desk.exposed().count()), (2, 2));
    made.receipts(&mut ledger, 2..5, Outcome::Destroyed, later(30));
    for note in &ledger.notes()[2..] {
        desk.receipt(note, later(30)).unwrap();
    }
    let note =
        cards::job::DestructionCertificate::sign(&made.sealed.manifest, &ledger, &made.agent, later(40))
            .unwrap();
    assert!(matches!(desk.close(&note, later(40)), Ok(DeskEvent::Closed { .. })));
    assert!(matches!(
        desk.ask(&made.ask(&ledger, 1, later(50)), &made.sealed.keys, later(50), &mut events),
        Err(Refusal::Closed)
    ));
}

#[test]
fn a_request_of_another_agent_another_job_or_another_time_is_refused() {
    let (made, other) = (made(2, 1), made(2, 1));
    let mut desk = Desk::new(made.sealed.manifest.clone()).unwrap();
    let mut ask =
        |bundle: &RequestBundle, now| desk.ask(bundle, &made.sealed.keys, now, &mut Vec::new()).unwrap_err();
    let ledger = Ledger::new();
    let stranger = StatementKey::new("bureau.example/print-agent", &[9; 32]).unwrap();
    let foreign = RequestBundle::sign(&made.sealed.manifest, &ledger, 0, &stranger, noon()).unwrap();
    assert!(matches!(ask(&foreign, noon()), Refusal::Request(_)));
    assert!(matches!(ask(&other.ask(&ledger, 0, noon()), noon()), Refusal::OtherJob { .. }));
    assert!(matches!(ask(&made.ask(&ledger, 0, later(400)), noon()), Refusal::Clock));
    assert!(matches!(ask(&made.ask(&ledger, 0, noon()), later(8 * 24 * 3600)), Refusal::Clock));
}

#[test]
fn keys_for_another_window_or_another_job_are_not_taken() {
    let made = made(4, 2);
    let mut desk = Desk::new(made.sealed.manifest.clone()).unwrap();
    let answer =
        desk.ask(&made.ask(&Ledger::new(), 0, noon()), &made.sealed.keys, noon(), &mut Vec::new()).unwrap();
    let second = Window::of(&made.sealed.manifest, 1).unwrap();
    let first = Window::of(&made.sealed.manifest, 0).unwrap();
    assert!(open_answer(&answer, &made.sealed.manifest, &second, &made.secret).is_err());
    let stranger = JobSecret::generate().unwrap();
    assert!(matches!(
        open_answer(&answer, &made.sealed.manifest, &first, &stranger),
        Err(JobError::WrongKey)
    ));
    for at in 0..answer.len() {
        assert!(open_answer(&answer[..at], &made.sealed.manifest, &first, &made.secret).is_err());
    }
}

/// A desk that has handed out everything, and a ledger to write receipts in.
fn handed_out(made: &Made) -> Desk {
    let mut desk = Desk::new(made.sealed.manifest.clone()).unwrap();
    desk.ask(&made.ask(&Ledger::new(), 0, noon()), &made.sealed.keys, noon(), &mut Vec::new()).unwrap();
    desk
}

#[test]
fn every_receipt_that_is_wrong_is_refused_for_its_own_reason() {
    let made = made(3, 4);
    let manifest = &made.sealed.manifest;
    let mut desk = handed_out(&made);
    let mut ledger = Ledger::new();
    made.receipts(&mut ledger, 0..3, Outcome::Printed, later(10));
    let notes = ledger.notes().to_vec();
    desk.receipt(&notes[0], later(20)).unwrap();
    let mut said = Vec::new();
    let mut refused = |desk: &mut Desk, note: &str, now| said.push(desk.receipt(note, now).unwrap_err());

    refused(&mut desk, &notes[1].replace("printed", "spoiled"), later(20));
    refused(&mut desk, &notes[1][..notes[1].len() / 2], later(20));
    refused(&mut desk, &notes[0], later(20));
    refused(&mut desk, &notes[2], later(20));
    let stranger = StatementKey::new("bureau.example/other-agent", &[9; 32]).unwrap();
    let sign = |ledger: &Ledger, card, outcome, key: &StatementKey, now| {
        ledger.sign(manifest, card, outcome, key, now).unwrap()
    };
    let mut one = Ledger::new();
    one.take(manifest, &notes[0], made.agent.verifier(), later(20)).unwrap();
    refused(&mut desk, &sign(&one, made.serial(1), Outcome::Printed, &stranger, later(20)), later(20));
    refused(
        &mut desk,
        &sign(&Ledger::new(), made.serial(1), Outcome::Printed, &made.agent, later(20)),
        later(20),
    );
    refused(&mut desk, &sign(&one, made.serial(1), Outcome::Printed, &made.agent, later(400)), later(20));
    refused(&mut desk, &sign(&one, made.serial(1), Outcome::Printed, &made.agent, later(-400)), later(20));
    refused(&mut desk, &sign(&one, made.serial(0), Outcome::Printed, &made.agent, later(20)), later(20));
    refused(
        &mut desk,
        &sign(&one, Serial::generate().unwrap(), Outcome::Printed, &made.agent, later(20)),
        later(20),
    );
    let foreign = made_other_receipt(&one);
    refused(&mut desk, &foreign, later(20));
    // A second chain of the same length whose first receipt says something else.
    let mut fork = Ledger::new();
    let first = sign(&fork, made.serial(0), Outcome::Spoiled, &made.agent, later(10));
    fork.take(manifest, &first, made.agent.verifier(), later(10)).unwrap();
    refused(&mut desk, &sign(&fork, made.serial(1), Outcome::Printed, &made.agent, later(20)), later(20));
    desk.receipt(&sign(&one, made.serial(0), Outcome::Spoiled, &made.agent, later(20)), later(20)).unwrap();

    let kinds: Vec<String> = said
        .iter()
        .map(|error| format!("{error:?}").split([' ', '(', '{']).next().unwrap().to_owned())
        .collect();
    assert_eq!(
        kinds,
        [
            "Changed",
            "Damaged",
            "Again",
            "Gap",
            "OtherKey",
            "Forked",
            "FromTheFuture",
            "FromThePast",
            "PrintedTwice",
            "NoCard",
            "OtherJob",
            "Unchained",
        ]
    );
    assert_eq!(desk.ledger().next(), 2);
}

/// A receipt of another job, at the same place of its chain.
fn made_other_receipt(after: &Ledger) -> String {
    let other = made(3, 4);
    after.sign(&other.sealed.manifest, other.serial(1), Outcome::Printed, &other.agent, later(20)).unwrap()
}

#[test]
fn a_card_whose_key_never_left_cannot_have_been_printed() {
    let made = made(3, 1);
    let mut desk = handed_out(&made);
    let ledger = Ledger::new();
    let sign =
        |outcome| ledger.sign(&made.sealed.manifest, made.serial(2), outcome, &made.agent, later(5)).unwrap();
    assert!(matches!(desk.receipt(&sign(Outcome::Printed), later(6)), Err(ReceiptError::NoKey { .. })));
    desk.receipt(&sign(Outcome::Destroyed), later(6)).unwrap();
    let after = desk
        .ledger()
        .sign(&made.sealed.manifest, made.serial(2), Outcome::Spoiled, &made.agent, later(7))
        .unwrap();
    assert!(matches!(desk.receipt(&after, later(8)), Err(ReceiptError::AfterDestruction { .. })));
}

#[test]
fn a_certificate_that_does_not_agree_with_the_receipts_is_refused() {
    use cards::job::DestructionCertificate as Certificate;
    let made = made(2, 3);
    let manifest = &made.sealed.manifest;
    let mut ledger = Ledger::new();
    made.receipts(&mut ledger, 0..2, Outcome::Printed, later(10));
    assert!(Certificate::sign(manifest, &ledger, &made.agent, later(20)).is_err(), "a card has no receipt");
    let mut spoiled = ledger.clone();
    made.receipts(&mut ledger, 2..3, Outcome::Printed, later(15));
    made.receipts(&mut spoiled, 2..3, Outcome::Spoiled, later(15));
    let note = Certificate::sign(manifest, &ledger, &made.agent, later(20)).unwrap();
    let open = |ledger: &Ledger, note: &str, now| {
        Certificate::open(note, manifest, ledger, made.agent.verifier(), now)
    };
    let said = open(&ledger, &note, later(20)).unwrap();
    assert_eq!((said.printed, said.spoiled.len(), said.destroyed, said.receipts), (3, 0, 0, 3));
    assert!(matches!(open(&spoiled, &note, later(20)), Err(ReceiptError::Damaged(_))));
    assert!(matches!(open(&Ledger::new(), &note, later(20)), Err(ReceiptError::Gap { .. })));
    assert!(matches!(open(&ledger, &note, later(-400)), Err(ReceiptError::FromTheFuture)));
    assert!(matches!(
        open(&ledger, &note.replace("\"printed\":3", "\"printed\":2"), later(20)),
        Err(ReceiptError::Changed)
    ));
    // A receipt is no certificate, although the same key signed it.
    assert!(open(&ledger, &ledger.notes()[0], later(20)).is_err());
}
