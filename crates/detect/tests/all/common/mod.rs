//! Tables of generated people, and what is found in them.

use detect::{Day, DetectOptions, Detector, Findings, Roster, RosterBuilder};
use inspect::{Frame, Options, Sink};
use zeroize::Zeroizing;

const SURNAMES: &[&str] = &[
    "Whitfield",
    "Mackenzie",
    "Donnelly",
    "Pickering",
    "Thackeray",
    "Kirkbride",
    "Fairclough",
    "Hargreaves",
    "Norcross",
    "Sorrell",
    "Drummond",
    "Cavanagh",
    "Pemberton",
    "Okonkwo",
    "Ibbotson",
    "Eastwood",
    "Quigley",
    "Nakamura",
    "Ashdown",
    "Marsden",
    "Boateng",
    "Hollis",
    "Tiwari",
    "Lomax",
];
const FORENAMES: &[&str] = &[
    "Priya", "Oliver", "Rosa", "Tara", "Quentin", "Sean", "Kofi", "George", "Vera", "Jane", "Umar", "Brian",
    "Daniel", "Zara", "Mohammed", "Chloe", "Nia", "Alice", "Farah", "Wendy",
];

/// Somebody of a generated population: different numbers below 160 are different whole names.
pub fn person(number: usize) -> (&'static str, &'static str) {
    let forename = FORENAMES[number % FORENAMES.len()];
    (SURNAMES[(number / FORENAMES.len() + number) % SURNAMES.len()], forename)
}

/// "Rosa Whitfield".
pub fn whole(number: usize) -> String {
    let (surname, forename) = person(number);
    format!("{forename} {surname}")
}

/// Numbers from 0 on that look drawn by chance, the same in every run.
pub fn drawn(seed: usize, below: usize) -> usize {
    seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23).wrapping_mul(0xbf58_476d_1ce4_e5b9) % below
}

/// What is found in a file of comma-separated values.
pub fn found(rows: &[String], roster: Option<&Roster>) -> Findings {
    found_in("answer.csv", rows.join("\n").as_bytes(), roster)
}

/// What is found in a file.
pub fn found_in(name: &str, file: &[u8], roster: Option<&Roster>) -> Findings {
    let options =
        || DetectOptions { today: Day::new(2026, 12, 1).unwrap(), roster, recognisers: &[], local: None };
    let run = |mut detector: Detector<'_>| {
        let mut sink = |frame: &Frame<'_>| detector.frame(frame);
        inspect::inspect(&file.to_vec(), name, &Options::default(), &mut sink).unwrap();
        detector.finish()
    };
    let mut findings = run(Detector::new(options()));
    match findings.again.take() {
        Some(plans) => run(Detector::again(options(), plans)),
        None => findings,
    }
}

/// At least, and at most, so many people.
pub fn bounds(rows: &[String]) -> (u64, u64) {
    let people = found(rows, None).people;
    (people.certain, people.most())
}

/// At least, and at most, so many people of the roster.
pub fn on_roster(rows: &[String], roster: &Roster) -> (u64, u64) {
    let found = found(rows, Some(roster)).people.roster.unwrap_or_default();
    (found.certain, found.certain + found.possible)
}

/// A roster with these columns.
pub fn roster(heads: &[&str], rows: &[Vec<String>]) -> Roster {
    let heads: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
    let mut builder = RosterBuilder::new(Zeroizing::new([7; 32]), &heads, &[]).unwrap();
    for row in rows {
        builder.person(&row.iter().map(String::as_str).collect::<Vec<_>>());
    }
    builder.finish().unwrap()
}
