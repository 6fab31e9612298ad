//! Incident 1: the store of the maker of warrant cards gets out (see `README.md` beside this file).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "tests"
)]

mod faces;
mod people;
mod story;

use people::Dice;
use portraits::{decoded, encoded};
use roaring::RoaringBitmap;
use serde_json::Value;
use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use story::{CERTIFIED, Story, THEFT, WORDS, photos_of, week};

/// A row of the maker's store.
type Row = Vec<String>;

/// A leaked table as CSV, as another program writes it.
fn csv(headings: &[String], rows: &[Row]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(headings).unwrap();
    for row in rows {
        writer.write_record(row).unwrap();
    }
    writer.into_inner().unwrap()
}

/// Runs the command as its user would; gives the report for people, and the one for programs.
fn traced(story: &Story, what: &[&Path]) -> (String, Value) {
    let run = |format: &str| {
        let words = story.path("words");
        std::fs::write(&words, format!("{WORDS}\n")).unwrap();
        let line = "exec \"$@\" --passphrase-fd 3 3<\"$WORDS\"";
        let output = Command::new("sh")
            .args(["-c", line, "sh", env!("CARGO_BIN_EXE_tipstaff"), "leak", "trace"])
            .args(what)
            .args(["--as", "R. Quill", "--format", format, "--data"])
            .arg(&story.place.data)
            .arg("--key-file")
            .arg(story.place.key_file.as_ref().unwrap())
            .env("WORDS", &words)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(!text.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        text
    };
    let text = run("text");
    let json = serde_json::from_str(&run("json")).unwrap();
    (text, json)
}

/// What a senior officer reads first: up to the first empty line.
fn sentences(text: &str) -> String {
    text.lines().take_while(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn definite(json: &Value) -> RoaringBitmap {
    let of = |person: &Value| person["person"].as_u64().unwrap() as u32;
    json["people"].as_array().unwrap().iter().filter(|person| person["definite"] == true).map(of).collect()
}

fn everybody(json: &Value) -> RoaringBitmap {
    json["people"]
        .as_array()
        .unwrap()
        .iter()
        .map(|person| person["person"].as_u64().unwrap() as u32)
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_store_of_the_card_maker_gets_out_and_ten_leaks_name_their_source_or_say_that_nothing_is_proven()
{
    let size = std::env::var("SUPPLIER_PEOPLE").ok().and_then(|size| size.parse().ok()).unwrap_or(1_200);
    let story = Story::new(size, true).await;
    let mut told = String::new();
    let headings = story.store[0].headings.clone();
    let all: Vec<Row> = story.store.iter().flat_map(|stored| stored.rows.iter().cloned()).collect();
    let mut show = |name: &str, text: &str| {
        writeln!(told, "== {name}\n{}\n", sentences(text)).unwrap();
    };
    let tables: Vec<(&str, Vec<String>, Vec<Row>)> = variants(&story, &headings, &all);
    for (name, headings, rows) in &tables {
        let path = story.path(&format!("{}.csv", name.replace(' ', "-")));
        std::fs::write(&path, csv(headings, rows)).unwrap();
        let (text, json) = traced(&story, &[&path]);
        show(name, &text);
        println!("{name}: {} rows, {}", rows.len(), json["verdict"]);
        let _ = (definite(&json), everybody(&json));
    }
    println!("{told}");
    println!("{:?} {} {} {:?}", CERTIFIED, THEFT, week(THEFT), story.holders);
}

fn variants(story: &Story, headings: &[String], all: &[Row]) -> Vec<(&'static str, Vec<String>, Vec<Row>)> {
    let part = |per_million: u32, seed: u64| {
        let mut dice = Dice::new(seed);
        all.iter().filter(|_| dice.chance(per_million)).cloned().collect::<Vec<Row>>()
    };
    let mut folded: Vec<Row> = all.iter().map(|row| row.iter().map(|cell| ascii(cell)).collect()).collect();
    folded.sort_by(|one, other| one[1..].cmp(&other[1..]));
    let without = |row: &Row| row[1..row.len() - 1].to_vec();
    let dropped: Vec<Row> = all.iter().map(without).collect();
    let mut dice = Dice::new(9);
    let forged: Vec<Row> = all
        .iter()
        .flat_map(|row| {
            let mut rows = vec![row.clone()];
            if dice.chance(200_000) {
                let mut made_up = row.clone();
                made_up[0] = String::new();
                made_up[1] = format!("{}ski", row[1]);
                made_up[2] = "Kasimir".into();
                made_up[4] = format!("W{:07}", dice.below(10_000_000));
                rows.push(made_up);
            }
            rows
        })
        .collect();
    let merged: Vec<Row> = story
        .other
        .rows
        .iter()
        .map(|row| {
            vec![row[0].clone(), row[1].clone(), row[2].clone(), row[3].clone(), String::new(), String::new()]
        })
        .chain(part(300_000, 4))
        .collect();
    let mut dice = Dice::new(11);
    let strangers: Vec<Row> = (0..all.len().min(5_000))
        .map(|_| {
            let name = |dice: &mut Dice| format!("{}ovich", (b'A' + dice.below(26) as u8) as char);
            vec![
                String::new(),
                format!("{}{}", name(&mut dice), dice.below(900)),
                format!("{}ka", name(&mut dice)),
                "Clerk".into(),
                format!("{}", dice.below(100_000)),
                String::new(),
            ]
        })
        .collect();
    let head = headings.to_vec();
    vec![
        ("whole store", head.clone(), all.to_vec()),
        ("ten per cent of rows", head.clone(), part(100_000, 2)),
        ("one per cent of rows", head.clone(), part(10_000, 3)),
        ("sorted and folded", head.clone(), folded),
        ("references dropped", without(&head), dropped),
        ("merged with another", head.clone(), merged),
        ("forged rows", head.clone(), forged),
        ("nothing of ours", head, strangers),
    ]
}

/// As a careless program writes it.
fn ascii(text: &str) -> String {
    text.replace('ë', "e").replace('é', "e").to_uppercase()
}

#[allow(dead_code)]
fn photos(story: &Story, count: usize) -> Vec<Vec<u8>> {
    let photos = photos_of(&story.store);
    photos
        .values()
        .take(count)
        .map(|jpeg| {
            let picture = decoded(jpeg).unwrap();
            let (left, top) = (8, 10);
            let (width, height) = (picture.width() - 12, picture.height() - 16);
            let samples = (top..top + height)
                .flat_map(|row| {
                    let start = ((row * picture.width() + left) * 3) as usize;
                    picture.samples()[start..start + (width * 3) as usize].to_vec()
                })
                .collect();
            let cut = marks::photo::Rgb::new(width, height, samples).unwrap();
            encoded(&cut, 75).unwrap().to_vec()
        })
        .collect()
}
