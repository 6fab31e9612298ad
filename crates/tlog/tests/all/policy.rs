//! Trust policies: what is understood, what is refused, and what is enough.

use crate::common;
use std::{fmt::Write, sync::Arc};

use crate::common::{acts, key};
use object_store::memory::InMemory;
use proptest::prelude::*;
use tlog::{
    Checkpoint, LogError, LogKey, Policy, Shelf,
    cosignature::{self, WitnessKey},
};

fn witness(number: u8) -> WitnessKey {
    WitnessKey::new(&format!("w{number}.example/w"), &[100 + number; 32]).unwrap()
}

/// The example of C2SP tlog-policy: two of three X and one of three Y.
fn example() -> String {
    let mut text = format!("# who counts\nlog {} https://police.example/log/\n\n", key().vkey());
    for (number, name) in (1..).zip(["X1", "X2", "X3", "Y1", "Y2", "Y3"]) {
        writeln!(text, "\twitness  {name}\t{} ", witness(number).vkey()).unwrap();
    }
    text += "group X-witnesses 2 X1 X2 X3\ngroup Y-witnesses any Y1 Y2 Y3\n";
    text + "group X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n"
}

async fn cosigned_by(numbers: &[u8]) -> Checkpoint {
    let mut checkpoint =
        Shelf::in_store(Arc::new(InMemory::new()), "").publish(&acts(5), &key()).await.unwrap();
    for &number in numbers {
        cosignature::sign(&witness(number), &mut checkpoint, 1_795_000_000 + u64::from(number)).unwrap();
    }
    checkpoint
}

#[tokio::test]
async fn two_of_three_here_and_one_of_three_there_are_enough_and_nothing_less() {
    let policy = Policy::parse(example().as_bytes()).unwrap();
    for chosen in 0_u8..64 {
        let numbers: Vec<_> = (1..=6).filter(|number| chosen & (1 << (number - 1)) != 0).collect();
        let quorum = policy.weigh(&cosigned_by(&numbers).await).unwrap();
        let enough = (chosen & 0b111).count_ones() >= 2 && chosen & 0b11_1000 != 0;
        assert_eq!(quorum.met, enough, "{numbers:?}");
        assert_eq!((quorum.by.len(), quorum.missing.len()), (numbers.len(), 6 - numbers.len()));
    }
    let quorum = policy.weigh(&cosigned_by(&[1, 4]).await).unwrap();
    insta::assert_snapshot!(quorum, @"Not enough witnesses have cosigned the checkpoint: X1, Y1; not X2, X3, Y2, Y3.");
}

#[tokio::test]
async fn one_witness_or_none_can_be_the_quorum() {
    let one = format!("witness a {}\nquorum a\n", witness(1).vkey());
    let one = Policy::parse(one.as_bytes()).unwrap();
    assert!(!one.weigh(&cosigned_by(&[2]).await).unwrap().met);
    assert!(one.weigh(&cosigned_by(&[1]).await).unwrap().met);
    let none = Policy::parse(b"quorum none\n").unwrap();
    assert!(!none.asks_for_witnesses());
    assert!(none.weigh(&cosigned_by(&[]).await).unwrap().met);
}

#[tokio::test]
async fn a_log_that_the_policy_does_not_name_is_not_accepted() {
    let other = LogKey::new(common::ORIGIN, &[9; 32]).unwrap();
    let policy = format!("log {}\nquorum none\n", other.vkey());
    let policy = Policy::parse(policy.as_bytes()).unwrap();
    assert!(matches!(policy.weigh(&cosigned_by(&[]).await), Err(LogError::NotSigned { .. })));
    // While it changes its key, either is.
    let both = format!("log {}\nlog {}\nquorum none\n", other.vkey(), key().vkey());
    assert!(Policy::parse(both.as_bytes()).unwrap().weigh(&cosigned_by(&[]).await).unwrap().met);
}

#[tokio::test]
async fn a_forged_cosignature_spoils_the_checkpoint() {
    let policy = Policy::parse(example().as_bytes()).unwrap();
    let good = String::from_utf8(cosigned_by(&[1, 2, 4]).await.to_bytes()).unwrap();
    let forged: Vec<_> = good
        .lines()
        .map(|line| if line.starts_with("— w4") { line.replace("AAAA", "AAAB") } else { line.into() })
        .collect();
    let forged = Checkpoint::parse(format!("{}\n", forged.join("\n")).as_bytes()).unwrap();
    assert!(matches!(policy.weigh(&forged), Err(LogError::BadSignature { .. })));
}

#[test]
fn what_is_not_understood_is_refused_with_its_line() {
    let (w1, w2, log) = (witness(1).vkey(), witness(2).vkey(), key().vkey());
    let pq = {
        use base64::{Engine, prelude::BASE64_STANDARD};
        let typed = [[6].as_slice(), &[1; 1312]].concat();
        format!(
            "q.example+{:08x}+{}",
            signed_note::key_id("q.example", &typed),
            BASE64_STANDARD.encode(typed)
        )
    };
    let refused = [
        String::new(),
        "quorum none".into(),
        "\n".into(),
        "quorum nobody\n".into(),
        "quorum none\nquorum none\n".into(),
        "quorum none extra\n".into(),
        "quorum none\r\n".into(),
        "Quorum none\n".into(),
        "quorum\u{a0}none\n".into(),
        format!("log {w1}\nquorum none\n"),
        format!("log {log}\nlog {log}\nquorum none\n"),
        format!("log {log} https://a b\nquorum none\n"),
        "log\nquorum none\n".into(),
        format!("witness a {log}\nquorum a\n"),
        format!("witness a {pq}\nquorum a\n"),
        format!("witness a {w1}\nwitness b {w1}\nquorum a\n"),
        format!("witness a {w1}\nwitness a {w2}\nquorum a\n"),
        format!("witness none {w1}\nquorum none\n"),
        format!("witness a {w1}\ngroup none any a\nquorum none\n"),
        format!("witness a {w1}\ngroup g any a none\nquorum g\n"),
        format!("quorum a\nwitness a {w1}\n"),
        format!("group g any a\nwitness a {w1}\nquorum g\n"),
        format!("witness a {w1}\ngroup g any g\nquorum g\n"),
        format!("witness a {w1}\ngroup g any\nquorum a\n"),
        format!("witness a {w1}\ngroup g 0 a\nquorum g\n"),
        format!("witness a {w1}\ngroup g 2 a\nquorum g\n"),
        format!("witness a {w1}\ngroup g 01 a\nquorum g\n"),
        format!("witness a {w1}\ngroup g +1 a\nquorum g\n"),
        format!("witness a {w1}\ngroup g some a\nquorum g\n"),
        format!("witness a {w1}\ngroup g any a a\nquorum g\n"),
        format!("witness a {w1}\nwitness b {w2}\ngroup g any a\ngroup h all a b\nquorum h\n"),
        format!("witness a {w1}\ngroup a any a\nquorum a\n"),
    ];
    let told: Vec<_> =
        refused.iter().map(|text| Policy::parse(text.as_bytes()).expect_err(text).to_string()).collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn names_are_octets() {
    // "K" and the Kelvin sign are two names, and neither need be UTF-8.
    let mut text =
        format!("witness K {}\nwitness \u{212a} {}\n", witness(1).vkey(), witness(2).vkey()).into_bytes();
    text.extend(b"group \xff\xfe all K \xe2\x84\xaa\nquorum \xff\xfe\n# \xff\n");
    let policy = Policy::parse(&text).unwrap();
    assert_eq!(policy.witnesses()[1].name, "\u{212a}".as_bytes());
}

#[test]
fn thirty_two_of_everything_are_supported() {
    let mut text = String::new();
    for number in 0..32_u8 {
        writeln!(text, "log {}", LogKey::new(common::ORIGIN, &[number; 32]).unwrap().vkey()).unwrap();
        writeln!(text, "witness w{number} {}", witness(number).vkey()).unwrap();
        writeln!(text, "group g{number} any w{number}").unwrap();
    }
    let policy = Policy::parse(format!("{text}quorum g31\n").as_bytes()).unwrap();
    assert_eq!((policy.logs().len(), policy.witnesses().len()), (32, 32));
    let mut text = String::new();
    for number in 0..129_u32 {
        let name = format!("w{number}.example");
        let mut secret = [1; 32];
        secret[..4].copy_from_slice(&number.to_be_bytes());
        writeln!(text, "witness w{number} {}", WitnessKey::new(&name, &secret).unwrap().vkey()).unwrap();
    }
    assert!(Policy::parse(format!("{text}quorum w0\n").as_bytes()).is_err());
}

proptest! {
    #[test]
    fn a_policy_that_lost_any_line_asks_for_no_less(line in 0_usize..13) {
        // Either it is refused, or the quorum is what it was.
        let text = example();
        let mut lines: Vec<_> = text.lines().collect();
        let lost = lines.remove(line);
        let parsed = Policy::parse(format!("{}\n", lines.join("\n")).as_bytes());
        let harmless = lost.is_empty() || lost.starts_with('#') || lost.starts_with("log");
        prop_assert_eq!(parsed.is_ok(), harmless);
    }
}
