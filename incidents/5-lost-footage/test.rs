//! Incident 5: footage is deleted while a third party moves it (see `README.md` beside this file).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::too_many_lines,
    reason = "tests"
)]

#[allow(dead_code, reason = "a desk is all that is needed of it")]
#[path = "../../crates/tipstaff/tests/all/common/mod.rs"]
mod common;

use common::desk::Desk;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// One video in so many was never copied: 1,141 of 96,174.
const WHOLE: usize = 96_174;
const NEVER_COPIED: usize = 1_141;
/// Cases of which something was never copied.
const CASES: usize = 69;

/// The beginning of an MP4 file (ISO/IEC 14496-12): a box `ftyp`, then one of `mdat`, with bytes of its own.
fn video(number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    bytes.extend(24_u32.to_be_bytes());
    bytes.extend(b"ftypisom\0\0\x02\0isommp41");
    let mut content = Vec::new();
    let mut state = number as u64 + 1;
    for _ in 0..(32 + number % 97) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        content.extend(state.to_be_bytes());
    }
    bytes.extend(u32::try_from(content.len() + 8).unwrap().to_be_bytes());
    bytes.extend(b"mdat");
    bytes.extend(content);
    bytes
}

/// A video: what it is called, and its case.
struct Video {
    name: String,
    case: String,
    is_lost: bool,
}

/// The videos of three years. Those that lie in the folder of the disk that was not mounted are never copied.
fn videos(count: usize) -> Vec<Video> {
    let lost = (count * NEVER_COPIED / WHOLE).max(CASES);
    (0..count)
        .map(|number| {
            let is_lost = number >= count - lost;
            let (year, month) = (2020 + number * 3 / count, 1 + number % 12);
            let folder = if is_lost { "disk-7".to_owned() } else { format!("{year}/{month:02}") };
            let case = if is_lost { number % CASES } else { CASES + number % 400 };
            Video { name: format!("{folder}/bwv-{number:06}.mp4"), case: format!("14SY{case:07}"), is_lost }
        })
        .collect()
}

struct Story {
    desk: Desk,
    videos: Vec<Video>,
    began: Instant,
}

impl Story {
    fn new(count: usize) -> Self {
        let desk = Desk::new();
        let videos = videos(count);
        let (mut extract, mut cases) = (String::from("file,urn\n"), BTreeSet::new());
        let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
        for (number, video) in videos.iter().enumerate() {
            let path = desk.folder.path().join("dems").join(&video.name);
            if folders.insert(path.parent().unwrap().to_owned()) {
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            }
            std::fs::write(path, self::video(number)).unwrap();
            writeln!(extract, "{},{}", video.name, video.case).unwrap();
            cases.insert(video.case.clone());
        }
        desk.file("extract.csv", extract);
        let mut table = String::from("urn,court date\n");
        for case in &cases {
            writeln!(table, "{case},2026-12-{:02}", 1 + case.len() % 27).unwrap();
        }
        desk.file("cases.csv", table);
        Self { desk, videos, began: Instant::now() }
    }

    fn done(&mut self, what: &str) {
        println!("{:>8.1} s  {what}", self.began.elapsed().as_secs_f64());
        self.began = Instant::now();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.desk.folder.path().join(name)
    }
}

fn json(text: &str) -> Value {
    serde_json::from_str(text.lines().last().unwrap()).unwrap()
}

fn empty(folder: &Path) {
    for entry in std::fs::read_dir(folder).unwrap() {
        std::fs::remove_dir_all(entry.unwrap().path()).unwrap();
    }
}

#[test]
fn what_was_deleted_is_named_and_what_was_copied_is_recovered() {
    let count = std::env::var("FOOTAGE_ITEMS").ok().map_or(600, |text| text.parse().unwrap());
    let mut story = Story::new(count);
    let lost = story.videos.iter().filter(|video| video.is_lost).count();
    let copied = count - lost;
    println!("{count} videos, of which {lost} are never copied");

    // The first day: a watch over what is there, and which case each video belongs to.
    let desk = &story.desk;
    let added = desk.does("evidence watch add dems --name dems --data d --format json");
    assert_eq!(json(&added)["items"], count);
    desk.does("actor key --data d");
    desk.does("actor add 'A. Provost' --roles approver --data d");
    desk.does("actor key 'A. Provost' --data d --as owner");
    desk.does("actor key --data d --as 'A. Provost'");
    desk.does("evidence expect extract.csv --store dems --name file --case urn --data d --as owner");
    desk.does("case import cases.csv --data d --as owner");
    story.done("the store is watched, its cases are known");

    // The migration, as a third party should have been made to do it. One disk is not mounted when it copies.
    let desk = &story.desk;
    desk.does("evidence store add grid --name grid --data d --as owner");
    desk.does("evidence migrate plan dems --to grid --why 'new storage' --data d --as owner");
    std::fs::rename(story.path("dems/disk-7"), story.path("not-mounted")).unwrap();
    let answer = desk.tipstaff("evidence migrate copy 1 --data d --as owner --format json");
    assert_eq!(answer.status, Some(2), "{}{}", answer.stdout, answer.stderr);
    let told = json(answer.stdout.lines().next().unwrap());
    assert_eq!((&told["items"], &told["failed"]), (&copied.into(), &lost.into()), "{}", answer.stderr);
    std::fs::rename(story.path("not-mounted"), story.path("dems/disk-7")).unwrap();
    story.done("copied, but for what could not be read");
    let desk = &story.desk;
    let answer = desk.tipstaff("evidence migrate verify 1 --data d --as owner --format json");
    assert_eq!(answer.status, Some(1), "{}{}", answer.stdout, answer.stderr);
    let told = json(&answer.stdout);
    assert_eq!((&told["verified"], &told["never_copied"]), (&copied.into(), &lost.into()));
    story.done("every copy was read");
    let desk = &story.desk;
    // It cannot be certified as if all were well.
    let refused = desk.refuses("evidence migrate certificate 1 --data d --as owner");
    assert!(refused.contains(&format!("{lost} items that are not verified")), "{refused}");
    assert_eq!(desk.tipstaff("evidence watch sweep --data d --as owner").status, Some(0));

    // The third party deletes the source, without a permit.
    empty(&story.path("dems"));
    story.began = Instant::now();
    let desk = &story.desk;
    let answer = desk.tipstaff("evidence watch sweep dems --data d --as owner --format json");
    assert_eq!(answer.status, Some(1), "{}{}", answer.stdout, answer.stderr);
    let sweep = json(&answer.stdout);
    assert_eq!((&sweep["state"], &sweep["in_suspense"]), (&"red".into(), &count.into()));
    let cases: BTreeSet<&str> = story.videos.iter().map(|video| video.case.as_str()).collect();
    assert_eq!(sweep["alarm"]["cases"].as_array().unwrap().len(), cases.len());
    story.done("red within one sweep, with its cases");

    // What was copied is read where it is, and is missing no longer.
    let desk = &story.desk;
    let answer = desk.tipstaff("evidence recover dems --from grid --data d --as owner --format json");
    assert_eq!(answer.status, Some(1), "{}{}", answer.stdout, answer.stderr);
    let told = json(answer.stdout.lines().next().unwrap());
    assert_eq!((&told["missing"], &told["found"]), (&count.into(), &copied.into()));
    story.done("recovered and read");

    // The rest is named, with its cases.
    let desk = &story.desk;
    let sheet = desk.tipstaff("evidence balance dems --data d --format json");
    assert_eq!(sheet.status, Some(1));
    let sheet = json(&sheet.stdout);
    let [difference] = sheet["stores"][0]["suspense"].as_array().unwrap().as_slice() else {
        panic!("{sheet}")
    };
    assert_eq!((&difference["kind"], &difference["items"]), (&"missing".into(), &lost.into()));
    let number = difference["difference"].as_u64().unwrap();
    let shown = desk.does(&format!(
        "evidence show {number} --most {lost} --purpose 'to tell the officers' --data d --as owner --format json"
    ));
    let shown = json(&shown);
    let urns: BTreeMap<u64, &str> = shown["cases"]
        .as_array()
        .unwrap()
        .iter()
        .map(|case| (case["case"].as_u64().unwrap(), case["urn"].as_str().unwrap()))
        .collect();
    let named: BTreeMap<String, String> = shown["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| {
            let case = urns[&item["cases"][0].as_u64().unwrap()];
            (item["name"].as_str().unwrap().to_owned(), case.to_owned())
        })
        .collect();
    let truth: BTreeMap<String, String> = story
        .videos
        .iter()
        .filter(|video| video.is_lost)
        .map(|video| (video.name.clone(), video.case.clone()))
        .collect();
    assert_eq!(named, truth);
    assert_eq!(truth.values().collect::<BTreeSet<_>>().len(), CASES);
    let whereabouts = desk.tipstaff("evidence recover dems --data d");
    assert!(whereabouts.stdout.contains("knows nobody else"), "{}{}", whereabouts.stdout, whereabouts.stderr);
    story.done("the lost ones are named, with their cases");

    // Two people write them off, and the sheet closes.
    let desk = &story.desk;
    let proposed = desk.does(&format!(
        "evidence settle propose {number} --why 'deleted at the source, no copy' --data d --as owner --format json"
    ));
    let settlement = json(&proposed)["settlement"].as_u64().unwrap();
    let alone = desk.tipstaff(&format!("evidence settle approve {settlement} --data d --as owner"));
    assert_eq!(alone.status, Some(2), "nobody approves what they proposed");
    desk.does(&format!("evidence settle approve {settlement} --data d --as 'A. Provost'"));
    let answer = desk.tipstaff("evidence watch sweep --data d --as owner");
    assert_eq!(answer.status, Some(0), "{}{}", answer.stdout, answer.stderr);
    let sheet = json(&desk.does("evidence balance --data d --format json"));
    let [dems, grid] = sheet["stores"].as_array().unwrap().as_slice() else { panic!("{sheet}") };
    assert_eq!((&dems["state"], &grid["state"]), (&"green".into(), &"green".into()));
    assert_eq!((&dems["written_off"]["items"], &dems["expected"]["items"]), (&lost.into(), &0.into()));
    assert_eq!(grid["expected"]["items"], copied);
    desk.does("log verify --data d --deep");
    story.done("written off by two: the sheet closes");
}
