//! Both pages of the check from both sides, for the tests in `browser/`: `card_meeting FOLDER RELAY PAGES` writes the pages,
//! starts a relay behind a proxy on this machine, and says as JSON, a line each, what it is asked in the same way:
//!
//! - `{"sign": {"algorithm", "case", "digits", "nonce", "page"}}`: answers as a telephone would, or as one that lies;
//! - `{"check": {"algorithm", "enrolment", "presence", "digits", "nonce"}}`: checks as a page would;
//! - `{"enrol": {"algorithm", "request"}}`: answers a telephone's request as the card office would.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "for tests only")]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use cards::statement::{CardPage, HolderKind};
use cards::status_list::{INVALID, ListToken, SUSPENDED, StatusBits, StatusList};
use cards::two_sided::{
    Enrolment, EnrolmentRequest, Grant, Meeting, Presence, PublicList, RelayAddress, RelayHost, check, enrol,
    publish, publish_telephone, serve,
};
use cards::{Algorithm, IssuerKey};
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde_json::{Value, json};
use std::io::BufRead;
use std::path::Path;

const PAGE: &str = "https://cards.ex.police.uk/ask/";
const TELEPHONE: &str = "https://cards.ex.police.uk/telephone/";
const LIST: &str = "https://cards.ex.police.uk/ask/1";

fn algorithm(name: &str) -> Algorithm {
    if name == "p256" { Algorithm::P256 } else { Algorithm::Ed25519 }
}

fn key(name: &str, seed: u8) -> IssuerKey {
    IssuerKey::new(algorithm(name), &[seed; 32]).unwrap()
}

fn list(issued: Timestamp) -> ListToken {
    let mut list = StatusList::new(StatusBits::Two, 1 << 16).unwrap();
    list.set(7, INVALID).unwrap();
    list.set(8, SUSPENDED).unwrap();
    list.set(9, 3).unwrap();
    ListToken {
        address: LIST.into(),
        issued,
        expires: Some(issued + SignedDuration::from_hours(48)),
        ttl: Some(24 * 60 * 60),
        list,
    }
}

fn made() -> Timestamp {
    Timestamp::now() - SignedDuration::from_mins(3)
}

/// A telephone's answer, or one that is wrong in one way.
fn sign(asked: &Value) -> Value {
    let text = |name: &str| asked[name].as_str().unwrap_or_default();
    let (name, case) = (text("algorithm"), text("case"));
    let (issuer, telephone, stranger) = (key(name, 1), key(name, 9), key(name, 5));
    let now = Timestamp::now();
    let mut enrolment = Enrolment {
        issuer: "example".into(),
        holder: HolderKind::Constable,
        expires: now + SignedDuration::from_hours(24 * 30),
        list: LIST.into(),
        index: 6,
        key: telephone.public(),
    };
    let mut presence = Presence {
        page: PAGE.into(),
        digits: text("digits").parse().unwrap(),
        nonce: BASE64.decode(text("nonce")).unwrap().try_into().unwrap(),
        at: now,
    };
    match case {
        "support" => enrolment.holder = HolderKind::CommunitySupport,
        "staff" => enrolment.holder = HolderKind::Staff,
        "specimen" => enrolment.holder = HolderKind::Specimen,
        "otherForce" => enrolment.issuer = "elsewhere".into(),
        "revoked" => enrolment.index = 7,
        "suspended" => enrolment.index = 8,
        "unknown" => enrolment.index = 9,
        "outside" => enrolment.index = 1 << 16,
        "expired" => enrolment.expires = now,
        "otherList" => enrolment.list = "https://cards.ex.police.uk/ask/2".into(),
        "otherNonce" => presence.nonce[31] ^= 1,
        "otherPage" => presence.page = "https://cards.ex.police.uk.example/ask/".into(),
        "otherDigits" => {
            presence.digits = loop {
                let other = cards::two_sided::Digits::generate().unwrap();
                if other != presence.digits {
                    break other;
                }
            }
        }
        "slow" => presence.at = now - SignedDuration::from_secs(400),
        "fast" => presence.at = now + SignedDuration::from_secs(400),
        _ => {}
    }
    let enrolled = enrolment.sign(if case == "forged" { &stranger } else { &issuer }).unwrap();
    let signed = presence.sign(if case == "copied" { &stranger } else { &telephone }).unwrap();
    json!({ "enrolment": BASE64.encode(enrolled), "presence": BASE64.encode(signed) })
}

fn checked(asked: &Value) -> Value {
    let text = |name: &str| asked[name].as_str().unwrap();
    let bytes = |name: &str| BASE64.decode(text(name)).unwrap();
    let question = Presence {
        page: PAGE.into(),
        digits: text("digits").parse().unwrap(),
        nonce: bytes("nonce").try_into().unwrap(),
        at: Timestamp::now(),
    };
    let keys = [key(text("algorithm"), 1).public()];
    let result = check(
        &bytes("enrolment"),
        &bytes("presence"),
        &question,
        ("example", &keys),
        &list(made()),
        Timestamp::now(),
    );
    match result {
        Ok(checked) => json!({ "holder": checked.holder.words() }),
        Err(error) => json!({ "refused": error.to_string() }),
    }
}

fn enrolled(asked: &Value) -> Value {
    let now = Timestamp::now();
    let text = asked["request"].as_str().unwrap();
    let request = match EnrolmentRequest::from_json(text.as_bytes(), "example", now) {
        Ok(request) => request,
        Err(error) => return json!({ "refused": error.to_string() }),
    };
    let places = (0..request.keys() as u32).map(|place| 1000 + 17 * place).collect();
    let grant = Grant {
        holder: HolderKind::Constable,
        last_day: now.in_tz("Europe/London").unwrap().date() + 90.days(),
        list: LIST.into(),
        places,
    };
    let answer = enrol(&request, &grant, &key(asked["algorithm"].as_str().unwrap(), 1), now).unwrap();
    json!({
        "number": request.number(),
        "file": answer.to_json().unwrap(),
        "link": answer.link(&CardPage::new(TELEPHONE).unwrap()),
    })
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, relay, pages] = arguments.as_slice() else {
        println!("card_meeting FOLDER RELAY PAGES");
        return;
    };
    let relay = RelayAddress::new(relay).unwrap();
    for name in ["ed25519", "p256"] {
        for (site, hours) in [("fresh", 0), ("old", -25), ("future", 1)] {
            let token = list(made() + SignedDuration::from_hours(hours)).sign(&key(name, 1)).unwrap();
            let meeting = Meeting::new(
                "Example Police",
                "example",
                "call 101 and ask for Example Police.",
                &CardPage::new(PAGE).unwrap(),
                &relay,
                vec![key(name, 2).public(), key(name, 1).public()],
                vec![PublicList { address: LIST.into(), token }],
            )
            .unwrap();
            let here = Path::new(folder).join(format!("{name}-{site}"));
            publish(&meeting, &here.join("ask")).unwrap();
            publish_telephone(&meeting, &here.join("telephone")).unwrap();
        }
    }
    let host = RelayHost::new([pages.as_str()], ["127.0.0.1".parse().unwrap()]).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    println!("{}", json!({ "relay": format!("http://{}", listener.local_addr().unwrap()) }));
    runtime.spawn(serve(listener, host, std::future::pending()));
    for line in std::io::stdin().lock().lines() {
        let asked: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let said = match asked.as_object().and_then(|asked| asked.iter().next()).unwrap() {
            (what, asked) if what == "sign" => sign(asked),
            (what, asked) if what == "check" => checked(asked),
            (_, asked) => enrolled(asked),
        };
        println!("{said}");
    }
}
