//! Every `.xls` of the corpus: what is known to be in each file is reported, healthy files are understood to their last
//! byte, and none takes the machine down.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that reports what it saw"
)]

use inspect::{Channel, Collector, FORMATS, Hiding, Inspection, Options, Reason, TableTally, inspect};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The corpus beside the repository. Missing on a developer's machine it skips the test; in CI that is an error.
fn corpus() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/spreadsheets");
    if root.is_dir() {
        return Some(root);
    }
    assert!(std::env::var_os("CI").is_none(), "the corpus is missing: {}", root.display());
    eprintln!("the corpus is missing: {}", root.display());
    None
}

fn files(root: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for folder in ["calamine", "poi", "xlsxwriter"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "xls") {
                let name = format!("{folder}/{}", path.file_name().unwrap().to_string_lossy());
                found.push((name, std::fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    assert!(found.len() > 200, "only {} files", found.len());
    found
}

fn look(name: &str, bytes: &[u8], layout: bool) -> Inspection {
    let mut collector = Collector { keep_rows: 0, ..Collector::default() };
    let options = Options { layout, ..Options::default() };
    inspect(&bytes.to_vec(), name, &options, &mut collector).unwrap();
    collector.inspection
}

/// Whether something shows in an inspection.
type Shows = fn(&Inspection) -> bool;

/// Labels of `expected.json`, and how each of them shows.
const LABELS: &[(&str, Shows)] = &[
    // Many files store a blank name: the number of names that are not blank is counted below.
    ("ole author", |found| has(found, Channel::Properties)),
    ("ole last_saved_by", |found| has(found, Channel::Properties)),
    ("xls CRN ext cached values", |found| rows(found, Channel::ExternalValues) > 0),
    ("xls XCT ext cache", |found| rows(found, Channel::ExternalValues) > 0),
    ("xls SUPBOOK", |found| has(found, Channel::ExternalLink)),
    ("xls WRITEACCESS user", |found| has(found, Channel::UserName)),
    ("xls col hidden", |found| marks(found, Hiding::WHOLE_COLUMN)),
    ("xls row hidden (fDyZero)", |found| marks(found, Hiding::WHOLE_ROW)),
    ("xls hidden name", |found| has(found, Channel::HiddenName)),
    ("xls sheet hidden", |found| is_hidden(found, "hidden sheet")),
    ("xls sheet veryHidden", |found| is_hidden(found, "very hidden sheet")),
    ("xls NOTE comment", |found| has(found, Channel::Comment)),
    ("xls autofilter", |found| has(found, Channel::AutoFilter)),
    ("xls FILEPASS", |found| {
        let opened = found.of(Channel::Protection).any(|part| part.human.contains("default password"));
        opened || has(found, Channel::Encryption)
    }),
    ("ole thumbnail", |found| has(found, Channel::Thumbnail)),
    ("ole VBA", |found| has(found, Channel::Macro)),
    ("ole embedded", |found| has(found, Channel::EmbeddedFile) || has(found, Channel::EmbeddedObject)),
    ("xls Revision Log", |found| has(found, Channel::RevisionLog)),
    ("ole unreadable", |found| found.unchecked.iter().any(|doubt| doubt.reason == Reason::Damaged)),
];

/// What cannot be reported, and why.
const MISSES: &[(&str, &str, &str)] = &[
    ("poi/35897-type4.xls", "xls SUPBOOK", "locked with a password of somebody's own"),
    ("poi/35897-type4.xls", "xls WRITEACCESS user", "locked with a password of somebody's own"),
    ("poi/35897-type4.xls", "xls col hidden", "locked with a password of somebody's own"),
    ("poi/50833.xls", "xls row hidden (fDyZero)", "not there: the census took encrypted bytes for flags"),
    ("poi/50833.xls", "xls sheet hidden", "not there: the census took encrypted bytes for flags"),
    ("poi/50833.xls", "xls sheet veryHidden", "not there: the census took encrypted bytes for flags"),
    ("poi/60284.xls", "xls hidden name", "not there: the census took encrypted bytes for flags"),
    ("poi/60284.xls", "xls row hidden (fDyZero)", "not there: the census took encrypted bytes for flags"),
    ("poi/60284.xls", "xls sheet hidden", "not there: the census took encrypted bytes for flags"),
    ("poi/60284.xls", "xls sheet veryHidden", "not there: the census took encrypted bytes for flags"),
];

fn has(found: &Inspection, channel: Channel) -> bool {
    found.of(channel).next().is_some()
}

fn says(found: &Inspection, channel: Channel, label: &str) -> bool {
    found.of(channel).any(|part| part.segments.iter().any(|(known, ..)| known == label))
}

fn tables(found: &Inspection) -> impl Iterator<Item = &TableTally> {
    found.parts.iter().filter_map(|part| part.table.as_ref())
}

fn rows(found: &Inspection, channel: Channel) -> u64 {
    found.of(channel).filter_map(|part| part.table.as_ref()).map(|table| table.rows).sum()
}

fn marks(found: &Inspection, why: Hiding) -> bool {
    tables(found).any(|table| table.hidden.iter().any(|line| why.contains(line.why) && line.marked > 0))
}

fn is_hidden(found: &Inspection, reason: &str) -> bool {
    found.parts.iter().any(|part| part.hiding.contains(&reason))
}

#[test]
fn what_is_known_to_be_in_a_file_is_reported() {
    let Some(root) = corpus() else { return };
    let expected: serde_json::Value =
        serde_json::from_slice(&std::fs::read(root.join("expected.json")).unwrap()).unwrap();
    let mut tally: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut misses = Vec::new();
    let (mut authors, mut editors) = (0, 0);
    for (name, bytes) in files(&root) {
        let found = look(&name, &bytes, false);
        authors += usize::from(says(&found, Channel::Properties, "author"));
        editors += usize::from(says(&found, Channel::Properties, "last saved by"));
        let labels = expected[&name]["channels"].as_array().unwrap();
        for label in labels.iter().map(|label| label.as_str().unwrap()) {
            let (label, shows) = LABELS
                .iter()
                .find(|(known, _)| *known == label)
                .unwrap_or_else(|| panic!("no rule for {label}"));
            let (reached, all) = tally.entry(label).or_default();
            *all += 1;
            if shows(&found) {
                *reached += 1;
            } else {
                misses.push((name.clone(), *label));
            }
        }
    }
    for (label, (reached, all)) in &tally {
        println!("{label}: {reached} of {all}");
    }
    for (name, label) in &misses {
        let reason = MISSES.iter().find(|(file, known, _)| file == name && known == label);
        println!("miss: {name}: {label}: {}", reason.map_or("UNEXPLAINED", |(_, _, reason)| reason));
    }
    misses.retain(|(name, label)| !MISSES.iter().any(|(file, known, _)| file == name && known == label));
    // In 20 and 11 files the name is there and blank.
    assert!(authors >= 125 && editors >= 157, "{authors} authors, {editors} editors");
    assert!(misses.is_empty(), "{} labels are not reached", misses.len());
}

/// Files made by fuzzers, or cut short.
fn is_broken(name: &str) -> bool {
    name.contains("clusterfuzz") || name.contains("poi-fuzz") || name.contains("OOM_alloc3")
}

/// Healthy files with bytes that are named instead of read, and why that is right.
const GAPS: &[(&str, &str)] = &[
    ("poi/43902.xls", "the preview picture's pixels are stored with twice the bytes that its head counts"),
    ("poi/48180.xls", "the preview picture is a Macintosh PICT, which no reader knows"),
];

#[test]
fn healthy_files_are_understood_to_their_last_byte() {
    let Some(root) = corpus() else { return };
    let mut files_with_gaps = Vec::new();
    for (name, bytes) in files(&root).into_iter().filter(|(name, _)| !is_broken(name)) {
        let found = look(&name, &bytes, false);
        // Embedded documents have accounts of their own.
        for gap in found.unaccounted.iter().filter(|gap| gap.file == 0) {
            println!("{name}: {gap:?}");
            files_with_gaps.push(name.clone());
        }
    }
    let known: Vec<&str> = GAPS.iter().map(|(name, _)| *name).collect();
    assert_eq!(files_with_gaps, known);
}

#[test]
fn every_channel_that_is_reported_stands_in_the_table_of_places() {
    let Some(root) = corpus() else { return };
    let format = FORMATS.iter().find(|format| format.id == "xls").unwrap();
    let places: Vec<&str> = format.places.iter().map(|(channel, _)| channel.id()).collect();
    for (name, bytes) in files(&root) {
        let found = look(&name, &bytes, false);
        for part in found.parts.iter().filter(|part| part.file == 0) {
            assert!(places.contains(&part.channel), "{name}: {} is in no place", part.channel);
        }
    }
}

#[test]
fn displayed_text_and_stored_text_come_from_the_same_cells() {
    let Some(root) = corpus() else { return };
    for (name, bytes) in files(&root) {
        let (plain, shown) = (look(&name, &bytes, false), look(&name, &bytes, true));
        let cells = |found: &Inspection| tables(found).map(|table| table.cells).sum::<u64>();
        assert_eq!(cells(&plain), cells(&shown), "{name}");
    }
    // The corpus holds files made to ask for gigabytes.
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .map_or(0, |line| line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0));
    println!("peak memory: {} MiB", peak / 1024);
    assert!(peak < 400 << 10, "{peak} kB of memory");
}

#[test]
fn a_file_cut_anywhere_is_read_as_far_as_it_goes() {
    let Some(root) = corpus() else { return };
    for name in ["poi/49931.xls", "calamine/optional_records.xls", "poi/SimpleWithPageBreaks.xls"] {
        let bytes = std::fs::read(root.join(name)).unwrap();
        for cut in (512..bytes.len()).step_by(bytes.len() / 60 + 1) {
            let found = look(name, &bytes[..cut], false);
            let is_told = !found.unchecked.is_empty() || !found.unaccounted.is_empty();
            assert!(is_told, "{name} cut at {cut} of {} looks whole", bytes.len());
        }
    }
}
