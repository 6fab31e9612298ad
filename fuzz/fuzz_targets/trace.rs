//! Leaked tables and texts: whatever stands in them, a trace comes, accuses nobody without a mark, and tells no value.
#![no_main]

use libfuzzer_sys::fuzz_target;
use roaring::RoaringBitmap;
use std::sync::LazyLock;
use tipstaff_fuzz::{look, seeds};
use trace::report::{Wording, text::text};
use trace::{
    Delivery, DeliveryId, Force, Honey, Keys, Kind, Known, Leak, Marked, NoPhotos, Question, Table, Tokens,
    trace_with_evidence,
};

const OWN: [&[u8]; 3] = [
    b"ref,surname,name\n7K3P9QXW2M4RTA,O'Neill,S\xc3\xa9an\n,SMITH,J\n",
    b"van der Berg A\tTraffic\t07700 900123\nPC 417 Smith\tCID\t+44 7700 900123\n",
    b"John Smith and pay number 0012417 were seen on 02/03/1980.",
];

struct NoKeys;

impl Keys for NoKeys {
    fn key(&self, delivery: DeliveryId) -> Option<marks::DeliveryKey> {
        Some(marks::DeliveryKey::from_bytes(&[delivery.number as u8; 32]))
    }
}

static FORCE: LazyLock<Force> = LazyLock::new(|| {
    let people = [
        ("Smith", "John", "CID"),
        ("Smith", "Jane", "Traffic"),
        ("O'Neill", "Séan", "CID"),
        ("van der Berg", "Anna", "Custody"),
    ];
    Force::new((1_u32..).zip(people).flat_map(|(person, (surname, forename, unit))| {
        let phone = format!("0770090012{person}");
        let number = format!("00{person}2417");
        [
            (0, Kind::Surname, surname),
            (1, Kind::Forenames, forename),
            (8, Kind::Other, unit),
            (14, Kind::Number, &number),
            (35, Kind::Other, &phone),
        ]
        .map(|(field, kind, text)| Known {
            person,
            field,
            kind,
            text: text.to_owned(),
            from: 0,
            until: None,
        })
    }))
});

fn deliveries() -> Vec<Delivery> {
    (1..4)
        .map(|number| Delivery {
            id: DeliveryId { recipient: number, number },
            purpose: "cards".into(),
            delivered: 10,
            as_of: 5,
            fields: 0b1_0000_0011,
            people: RoaringBitmap::from_iter(1..5),
            marked: Marked { tokens: Tokens::OfDelivery, order: true, photos: false },
            honey: vec![Honey { surname: "Ashberry".into(), forenames: "Ann".into(), draw: 0, token: None }],
            honey_refused: 0,
            specimens: Vec::new(),
            received: None,
            destroyed: None,
            ended: None,
        })
        .collect()
}

fuzz_target!(init: seeds::if_asked(&["csv", "tsv", "txt"], seeds::as_it_is, &OWN), |data: &[u8]| {
    look::soon(data.len(), || {
        let content = String::from_utf8_lossy(data);
        let rows = content.lines().map(|line| line.split([',', '\t']).map(str::to_owned).collect()).collect();
        let leak = Leak {
            tables: vec![Table { name: String::new(), rows }],
            texts: vec![content.clone().into_owned()],
            ..Leak::default()
        };
        let deliveries = deliveries();
        let question = Question { force: &FORCE, deliveries: &deliveries, keys: &NoKeys, leak: &leak, photos: &NoPhotos, now: 20, threads: 1 };
        let Ok((found, evidence)) = trace_with_evidence(&question) else { return };
        let told = text(&found, &Wording::default());
        // Signs that move a terminal's cursor can only have come from the file.
        assert!(!told.chars().any(|sign| sign.is_control() && sign != '\n'));
        assert!(evidence.is_empty() || found.recipients.iter().any(|recipient| recipient.clears));
    });
});
