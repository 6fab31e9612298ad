//! Who is in a file, by the numbers under which people were put on the roster.

use crate::common::{found, found_in, person};
use detect::{Findings, Roster, RosterBuilder, SealKey, Subjects};
use proptest::prelude::*;
use roaring::RoaringBitmap;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

fn numbered(heads: &[&str], rows: &[(u32, Vec<&str>)]) -> Roster {
    let heads: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
    let mut builder = RosterBuilder::new(Zeroizing::new([7; 32]), &heads, &[]).unwrap();
    for (number, row) in rows {
        builder.person_numbered(*number, row);
    }
    builder.finish().unwrap()
}

/// What is always true of the numbers and the counts of one file.
#[track_caller]
fn assert_consistent(findings: &Findings) {
    let subjects = &findings.subjects;
    let roster = findings.people.roster.clone().unwrap_or_default();
    let all = &subjects.definite | &subjects.possible;
    assert!(subjects.definite.is_disjoint(&subjects.possible));
    assert!(subjects.definite.len() <= roster.certain, "{subjects:?} {roster:?}");
    assert!(roster.certain + roster.possible <= all.len(), "{subjects:?} {roster:?}");
    assert!(roster.people.is_subset(&all));
    let only_told = (&all - &roster.people).len();
    let (least, most) = subjects.unlisted;
    assert!(least <= most);
    assert!(least + roster.certain + roster.possible + only_told >= findings.people.certain);
    assert!(most + roster.certain >= findings.people.most());
}

fn incident(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../incidents").join(name).join("files")
}

fn unpacked(path: &Path) -> Vec<u8> {
    let bytes = std::fs::read(path).unwrap();
    if path.extension().is_none_or(|ending| ending != "gz") {
        return bytes;
    }
    let mut unpacked = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(bytes.as_slice()), &mut unpacked).unwrap();
    unpacked
}

/// The files of an incident that are held, by name, with the people in each.
fn held(folder: &Path) -> Vec<(String, u64)> {
    let manifest = std::fs::read(folder.join("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
    let files = manifest["files"].as_array().unwrap().iter().filter(|file| file["expect"] == "held");
    files.map(|file| (file["file"].as_str().unwrap().to_owned(), file["people"].as_u64().unwrap())).collect()
}

/// The roster of the incident under its service numbers, and the numbers of those who had not left.
fn constabulary(folder: &Path) -> (Roster, RoaringBitmap) {
    let text = String::from_utf8(unpacked(&folder.join("people.csv.gz"))).unwrap();
    let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let heads = lines.next().unwrap();
    let at = |name: &str| heads.iter().position(|head| *head == name).unwrap();
    let (service, left) = (at("Service No"), at("Leaving Date"));
    let rows: Vec<(u32, Vec<&str>)> = lines.map(|row| (row[service].parse().unwrap(), row)).collect();
    let active = rows.iter().filter(|(_, row)| row[left].is_empty()).map(|(number, _)| *number).collect();
    (numbered(&heads, &rows), active)
}

/// In whatever place they were left: whoever is in the file is known by number, and nobody else.
#[test]
fn the_nine_thousand_of_the_incident_are_known_one_by_one() {
    let folder = incident("2-psni-foi");
    let (roster, active) = constabulary(&folder);
    assert_eq!((roster.people(), active.len()), (9_483, 9_276));
    for (name, people) in held(&folder) {
        let findings = found_in(name.trim_end_matches(".gz"), &unpacked(&folder.join(&name)), Some(&roster));
        assert_consistent(&findings);
        let Subjects { definite, possible, unlisted, fields } = findings.subjects;
        assert!(definite.is_subset(&active), "{name}");
        if name.starts_with("external-link-initials") {
            // Surname, initials and rank are not enough to tell some of the 9,276 from their namesakes.
            assert_eq!((definite.len(), possible.len()), (9_239, 64), "{name}");
            assert!(active.is_subset(&(&definite | &possible)), "{name}");
        } else {
            assert_eq!((definite.len(), possible.len()), (people, 0), "{name}");
        }
        // The property of the author is a department that could be somebody; leftovers hold halves of names.
        let leftovers = if name == "pivot-deleted-source-poi.xls.gz" { 3 } else { 1 };
        assert!(unlisted.0 == 0 && unlisted.1 <= leftovers, "{name}: {unlisted:?}");
        assert!(fields.iter().any(|field| field.contains("name")), "{name}: {fields:?}");
    }
}

#[test]
fn people_on_no_roster_are_counted_as_the_tables_count_them() {
    let folder = incident("4-crime-records");
    for (name, people) in held(&folder) {
        let findings = found_in(name.trim_end_matches(".gz"), &unpacked(&folder.join(&name)), None);
        assert_consistent(&findings);
        let Subjects { definite, possible, unlisted: (least, most), fields } = findings.subjects;
        assert!(definite.is_empty() && possible.is_empty());
        let by_text = if name.contains("nameless") || name.contains("narrative") { people - 1 } else { 0 };
        assert_eq!(least + by_text, people, "{name}");
        assert!((people..=people + 1).contains(&most), "{name}: {most}");
        assert!(fields.contains(&"narrative") || fields.contains(&"surname"), "{name}: {fields:?}");
    }
}

/// A table of these people, by number of [`person`].
fn table(people: impl IntoIterator<Item = usize>) -> Vec<String> {
    let rows = people.into_iter().map(|one| format!("{},{}", person(one).0, person(one).1));
    std::iter::once("Surname,Forename".to_owned()).chain(rows).collect()
}

fn on_roster(people: impl IntoIterator<Item = (u32, usize)>) -> Roster {
    let rows = people.into_iter().map(|(number, one)| (number, vec![person(one).0, person(one).1]));
    numbered(&["Surname", "Forename"], &rows.collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Whatever numbers they were given: those who were planted come back, namesakes as possible, and nobody else.
    #[test]
    fn whoever_was_planted_comes_back_by_number(
        ours in prop::collection::btree_map(0_usize..120, (any::<u32>(), any::<Option<u32>>(), any::<bool>()), 30..90),
        strangers in prop::collection::btree_set(120_usize..160, 0..8),
    ) {
        // Numbers are the caller's, and nobody else's.
        let mut given = BTreeSet::new();
        let all: Vec<u32> = ours.values().flat_map(|(own, other, _)| [Some(*own), *other]).flatten().collect();
        prop_assume!(all.iter().all(|number| given.insert(*number)));
        let listed = ours.iter().flat_map(|(one, (own, namesake, _))| {
            [Some(*own), *namesake].into_iter().flatten().map(|number| (number, *one))
        });
        let roster = on_roster(listed);
        let planted = ours.iter().filter(|(_, (_, _, is_there))| *is_there);
        let rows = table(planted.clone().map(|(one, _)| *one).chain(strangers.iter().copied()));
        // Fewer can be chance, as far as the table tells.
        prop_assume!(planted.clone().count() >= 10);
        let findings = found(&rows, Some(&roster));
        assert_consistent(&findings);
        let (mut definite, mut possible) = (RoaringBitmap::new(), RoaringBitmap::new());
        for (own, namesake, _) in planted.clone().map(|(_, numbers)| numbers) {
            match namesake {
                Some(namesake) => possible.extend([*own, *namesake]),
                None => definite.extend([*own]),
            }
        }
        prop_assert_eq!(&findings.subjects.definite, &definite);
        prop_assert_eq!(&findings.subjects.possible, &possible);
        let (least, most) = findings.subjects.unlisted;
        prop_assert!(least <= strangers.len() as u64 && strangers.len() as u64 <= most, "{least} to {most}");
    }
}

/// As many rows of a name as there are people of it: whichever row is whose, all of them are there.
#[test]
fn namesakes_who_all_stand_in_the_table_are_definite() {
    let roster = on_roster((0..40).map(|one| (1_000 + one as u32, one)).chain([(5, 3), (6, 4)]));
    let findings = found(&table((0..30).chain([3])), Some(&roster));
    assert_consistent(&findings);
    let expected: RoaringBitmap = (1_000..1_030).filter(|number| *number != 1_004).chain([5]).collect();
    assert_eq!(findings.subjects.definite, expected);
    assert_eq!(findings.subjects.possible, RoaringBitmap::from([6, 1_004]));
}

/// Jasper among forenames is no Jane, though both are J Sorrell.
#[test]
fn whoever_shares_only_a_letter_among_whole_names_is_possible() {
    let jane = (0..160).find(|one| person(*one).1 == "Jane").unwrap();
    let roster = on_roster((0..40).map(|one| (1_000 + one as u32, one)));
    let others = || (0..30).filter(|one| *one != jane);
    let mut rows = table(others());
    rows.push(format!("{},Jasper", person(jane).0));
    let findings = found(&rows, Some(&roster));
    assert_consistent(&findings);
    assert_eq!(findings.subjects.definite, others().map(|one| 1_000 + one as u32).collect());
    assert_eq!(findings.subjects.possible, RoaringBitmap::from([1_000 + jane as u32]));
}

#[test]
fn rows_under_one_number_are_one_person() {
    let former = [(9, 100), (9, 101), (4_000_000_000, 102)];
    let roster = on_roster((0..20).map(|one| (50 + one as u32, one)).chain(former));
    assert_eq!(roster.people(), 22);
    for stands in [vec![9_usize, 101], vec![9, 100, 101], vec![9, 9, 101, 101]] {
        let findings = found(&table((0..9).chain(stands).chain([102])), Some(&roster));
        assert_consistent(&findings);
        let expected: RoaringBitmap = (50..60).chain([9, 4_000_000_000]).collect();
        assert_eq!(findings.subjects.definite, expected);
        assert!(findings.subjects.possible.is_empty());
    }
}

#[test]
fn people_without_a_number_get_the_next_that_nobody_has() {
    let heads = ["Surname", "Forename"].map(ToOwned::to_owned);
    let mut builder = RosterBuilder::new(Zeroizing::new([7; 32]), &heads, &[]).unwrap();
    builder.person_numbered(u32::MAX, &[person(0).0, person(0).1]);
    for one in 1..20 {
        builder.person(&[person(one).0, person(one).1]);
    }
    let findings = found(&table(0..20), Some(&builder.finish().unwrap()));
    assert_eq!(findings.subjects.definite, (0..19).chain([u32::MAX]).collect());
}

#[test]
fn a_sealed_roster_counts_the_same_people_under_numbers_of_its_own() {
    let roster = on_roster((0..40).map(|one| (u32::MAX - one as u32, one)));
    let sealed = Roster::open(&roster.seal().unwrap(), SealKey::parse(&"07".repeat(32)).unwrap()).unwrap();
    let subjects = found(&table(0..30), Some(&sealed)).subjects;
    assert_eq!((subjects.definite.len(), subjects.possible.len(), subjects.unlisted), (30, 0, (0, 0)));
    assert!(subjects.definite.max().unwrap() < 40, "numbers of the caller's are not in a sealed roster");
}

/// What a text says is not judged as a table is: names are possible, and numbers that one has for life count others.
#[test]
fn texts_add_who_may_be_there() {
    let roster = on_roster((0..40).map(|one| (1_000 + one as u32, one)));
    let text = format!("Note: {} {} asked for this.\n\nNHS number 943 476 5919.\n", person(7).1, person(7).0);
    let findings = found_in("note.txt", text.as_bytes(), Some(&roster));
    assert_consistent(&findings);
    assert_eq!(findings.subjects.possible, RoaringBitmap::from([1_007]));
    assert!(findings.subjects.definite.is_empty());
    assert_eq!(findings.subjects.unlisted, (0, 1));
    assert_eq!(found_in("note.txt", text.as_bytes(), None).subjects.unlisted, (1, 2));
}
