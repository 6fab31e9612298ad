//! Publishes the page that checks cards for the tests in `browser/`: `card_page FOLDER` writes a site for each case and
//! prints, as JSON, what stands behind the `#` of some cards.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "for tests only")]

use cards::check_page::{PublicList, Site, publish};
use cards::statement::{CardPage, HolderKind, Statement};
use cards::status_list::{INVALID, ListToken, SUSPENDED, StatusBits, StatusList};
use cards::{Algorithm, IssuerKey};
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde_json::{Map, json};
use std::path::Path;

const LIST: &str = "https://cards.ex.police.uk/1";

fn list(issued: Timestamp, key: &IssuerKey) -> PublicList {
    let mut list = StatusList::new(StatusBits::Two, 1 << 16).unwrap();
    list.set(7, INVALID).unwrap();
    list.set(8, SUSPENDED).unwrap();
    list.set(9, 3).unwrap();
    let token = ListToken {
        address: LIST.into(),
        issued,
        expires: Some(issued + SignedDuration::from_hours(48)),
        ttl: Some(24 * 60 * 60),
        list,
    };
    PublicList { address: LIST.into(), token: token.sign(key).unwrap() }
}

fn main() {
    let folder = std::env::args().nth(1).unwrap();
    let page = CardPage::new("https://cards.ex.police.uk/").unwrap();
    let now = Timestamp::now();
    let today = now.in_tz("Europe/London").unwrap().date();
    let mut cases = Map::new();
    for (name, algorithm) in [("ed25519", Algorithm::Ed25519), ("p256", Algorithm::P256)] {
        let (key, other) =
            (IssuerKey::new(algorithm, &[1; 32]).unwrap(), IssuerKey::new(algorithm, &[2; 32]).unwrap());
        for (site, hours) in [("fresh", 0), ("old", -25), ("future", 1)] {
            let made = now + SignedDuration::from_hours(hours) - SignedDuration::from_mins(3);
            let site_of = Site::new(
                "Example Police",
                "example",
                "call 101 and ask for Example Police.",
                &page,
                vec![other.public(), key.public()],
                vec![list(made, &key)],
            );
            publish(&site_of.unwrap(), &Path::new(&folder).join(format!("{name}-{site}"))).unwrap();
        }
        let card = |issuer: &str, kind, days: i64, index, key: &IssuerKey| {
            let statement = Statement::new(issuer, kind, today + days.days(), LIST, index).unwrap();
            let address = page.address_of(&statement.sign(key).unwrap());
            address.split_once('#').unwrap().1.to_owned()
        };
        let stranger = IssuerKey::new(algorithm, &[3; 32]).unwrap();
        let good = card("example", HolderKind::Constable, 90, 6, &key);
        cases.insert(
            name.into(),
            json!({
                "issued": good,
                "support": card("example", HolderKind::CommunitySupport, 90, 5, &key),
                "staff": card("example", HolderKind::Staff, 90, 5, &key),
                "specimen": card("example", HolderKind::Specimen, 90, 0, &key),
                "revoked": card("example", HolderKind::Constable, 90, 7, &key),
                "suspended": card("example", HolderKind::Constable, 90, 8, &key),
                "unknown": card("example", HolderKind::Constable, 90, 9, &key),
                "outside": card("example", HolderKind::Constable, 90, 1 << 16, &key),
                "expired": card("example", HolderKind::Constable, -1, 6, &key),
                "lastDay": card("example", HolderKind::Constable, 0, 6, &key),
                "forged": card("example", HolderKind::Constable, 90, 6, &stranger),
                "otherForce": card("elsewhere", HolderKind::Constable, 90, 6, &key),
                "cut": good.get(..good.len() - 9).unwrap(),
            }),
        );
    }
    println!("{}", serde_json::to_string(&cases).unwrap());
}
