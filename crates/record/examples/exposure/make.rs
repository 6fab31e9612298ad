//! A record of generated holdings, written in bulk below the acts: its log does not tell of them.

use super::generated::Data;
use super::place;
use record::{HolderKind, Record};
use roaring::RoaringBitmap;
use store::{Store, Value};

/// Rows of one transaction.
const AT_ONCE: u64 = 20_000;

pub async fn run(folder: &str, data: &Data) -> serde_json::Value {
    let began = std::time::Instant::now();
    let place = place(folder);
    let now = "2026-11-26T09:00:00Z".parse().unwrap();
    let record = Record::create(&place, now).await.unwrap();
    let owner = record.actor(None).await.unwrap();
    for holder in 1..=100 {
        record.add_holder(&owner, HolderKind::Supplier, &format!("Holder {holder}"), now).await.unwrap();
    }
    let store = Store::sqlite(&place.sqlite()).await.unwrap();
    people(&store, data.people).await;
    let mut members = 0;
    let mut bytes = 0;
    let mut first = 1;
    while first <= data.holdings {
        let last = (first + AT_ONCE - 1).min(data.holdings);
        let mut transaction = store.begin("holdings of a measurement").await.unwrap();
        let mut holdings: Vec<[Value; 11]> = Vec::new();
        let mut subjects: Vec<[Value; 9]> = Vec::new();
        for number in first..=last {
            let made = data.holding(number);
            members += made.definite.len() + made.possible.len();
            let number = number as i64;
            let (be, bl, ee, el) = made.times;
            let none = || Value::from(None::<i64>);
            holdings.push([
                number.into(),
                0.into(),
                none(),
                number.into(),
                made.holder.into(),
                made.fields.into(),
                be.into(),
                bl.into(),
                ee.into(),
                el.into(),
                None::<Vec<u8>>.into(),
            ]);
            let (definite, possible) = (written(&made.definite), written(&made.possible));
            bytes += definite.len() + possible.len();
            let possible = if made.possible.is_empty() { None } else { Some(possible) };
            subjects.push([
                number.into(),
                0.into(),
                none(),
                number.into(),
                "people".into(),
                definite.into(),
                possible.into(),
                none(),
                none(),
            ]);
        }
        let insert = "INSERT INTO holding (number, act, ended, holding, holder, fields, from_earliest, from_latest, \
             until_earliest, until_latest, handed)";
        transaction.insert_many(insert, 11, holdings).await.unwrap();
        let insert =
            "INSERT INTO subjects (number, act, ended, holding, kind, definite, possible, low, high)";
        transaction.insert_many(insert, 9, subjects).await.unwrap();
        transaction.finish().await.unwrap();
        first = last + 1;
    }
    store.close().await;
    let size = std::fs::metadata(place.sqlite()).unwrap().len();
    serde_json::json!({
        "seconds": began.elapsed().as_secs_f64(), "members": members, "set_bytes": bytes, "database_bytes": size,
    })
}

async fn people(store: &Store, count: u32) {
    let mut transaction = store.begin("people of a measurement").await.unwrap();
    let rows = (1..=i64::from(count)).map(|number| [Value::from(number), 0.into(), None::<i64>.into()]);
    transaction.insert_many("INSERT INTO person (number, act, ended)", 3, rows).await.unwrap();
    let counter = "INSERT INTO counter (name, next) VALUES ('person', $1)";
    transaction.execute(counter, &[(i64::from(count) + 1).into()]).await.unwrap();
    transaction.finish().await.unwrap();
}

fn written(people: &RoaringBitmap) -> Vec<u8> {
    let mut people = people.clone();
    people.optimize();
    let mut bytes = Vec::new();
    people.serialize_into(&mut bytes).unwrap();
    bytes
}
