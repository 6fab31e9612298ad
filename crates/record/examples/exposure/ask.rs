//! Questions to a record of generated holdings.

use super::generated::{DAY, WINDOW};
use super::{peak, place, timed};
use jiff::Timestamp;
use record::time::Window;
use record::{Exposure, ExposureIndex, HoldersAsked, Question, Record};
use roaring::{MultiOps, RoaringBitmap};
use serde_json::{Value, json};

/// Times that a warm question is asked; the median is told. Fewer, but three at least, if that takes long.
const TIMES: usize = 15;
/// Seconds after which it is not asked again.
const LONG: f64 = 20.0;

fn question(what: &str) -> Question {
    let instant = |at| Timestamp::from_microsecond(at).unwrap();
    let window = Window::new(instant(WINDOW), instant(WINDOW + 57 * DAY)).unwrap();
    let holders = if what == "holder" { HoldersAsked::These(vec![1]) } else { HoldersAsked::All };
    Question::new(holders, window)
}

fn told(answer: &Exposure) -> Value {
    let people = answer.people.count();
    let fields: Vec<Value> = answer
        .fields
        .iter()
        .map(|field| {
            let people = field.people.count();
            json!([field.field.id(), people.definite, people.possible])
        })
        .collect();
    json!({
        "definite": people.definite, "possible": people.possible, "fields": fields,
        "holdings": answer.holdings.definite.len() + answer.holdings.possible.len(),
    })
}

/// One question, from opening the record to the answer.
pub async fn cold(folder: &str, what: &str) -> Value {
    let began = std::time::Instant::now();
    let record = Record::open(&place(folder)).await.unwrap();
    let opened = began.elapsed().as_secs_f64();
    let answer = if what == "person" {
        json!({ "holdings": record.held_about(7, &question("all")).await.unwrap().len() })
    } else {
        told(&record.exposure(&question(what)).await.unwrap())
    };
    json!({ "seconds": began.elapsed().as_secs_f64(), "opening": opened, "peak": peak(), "answer": answer })
}

/// An index loaded once, asked many times.
pub async fn warm(folder: &str, what: &str) -> Value {
    let record = Record::open(&place(folder)).await.unwrap();
    let question = question(what);
    let began = std::time::Instant::now();
    let mut index = ExposureIndex::load(&record, question.holders.clone()).await.unwrap();
    let loading = began.elapsed().as_secs_f64();
    let answer = index.ask(&question).unwrap();
    let asking = median(|| index.ask(&question).unwrap().people.definite.len());
    let person = median(|| index.held_about(7, &question).unwrap().len() as u64);
    let began = std::time::Instant::now();
    index.refresh(&record).await.unwrap();
    let refreshing = began.elapsed().as_secs_f64();
    json!({
        "loading": loading, "seconds": asking, "person": person, "refreshing": refreshing, "peak": peak(),
        "answer": told(&answer),
    })
}

fn median(mut ask: impl FnMut() -> u64) -> f64 {
    let began = std::time::Instant::now();
    let mut seconds = Vec::with_capacity(TIMES);
    while seconds.len() < TIMES && (seconds.len() < 3 || began.elapsed().as_secs_f64() < LONG) {
        seconds.push(timed(|| std::hint::black_box(ask())).0);
    }
    seconds.sort_by(f64::total_cmp);
    seconds[seconds.len() / 2]
}

/// The sets of the first holder, already decoded, united by roaring: only who, no fields.
pub async fn union(folder: &str) -> Value {
    let record = Record::open(&place(folder)).await.unwrap();
    let store = store::Store::sqlite(&place(folder).sqlite()).await.unwrap();
    let mut stored: Vec<Vec<u8>> = Vec::new();
    let sql = "SELECT s.definite FROM holding h JOIN subjects s ON s.holding = h.holding WHERE h.holder = 1";
    store
        .for_each(sql, &[], |row| {
            stored.push(row.into_bytes(0)?);
            Ok(())
        })
        .await
        .unwrap();
    let decode = |bytes: &Vec<u8>| RoaringBitmap::deserialize_from(&bytes[..]).unwrap();
    let (decoding, sets) = timed(|| stored.iter().map(decode).collect::<Vec<RoaringBitmap>>());
    let multi = median(|| sets.iter().union().len());
    let one_by_one = median(|| {
        let mut all = RoaringBitmap::new();
        for bytes in &stored {
            all |= decode(bytes);
        }
        all.len()
    });
    drop(record);
    json!({ "decoding": decoding, "multi_ops": multi, "one_by_one": one_by_one })
}
