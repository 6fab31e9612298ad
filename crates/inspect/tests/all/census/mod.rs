//! What the tests that read the corpus share: its files, the census of what is in them, and how each of that shows.

use inspect::{Channel, Collector, FORMATS, Hiding, Inspection, Options, TableTally, inspect};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Whether something shows in an inspection.
pub type Shows = fn(&Inspection) -> bool;

/// A label of `expected.json` and how it shows.
pub type Label = (&'static str, Shows);

/// A file, a label that is not reached there, and why.
pub type Miss = (&'static str, &'static str, &'static str);

/// The files with one of these endings, under their folder's name and their own.
pub fn files(root: &Path, endings: &[&str]) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for folder in ["calamine", "poi", "xlsxwriter"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
            if endings.contains(&ending.as_str()) {
                let name = format!("{folder}/{}", path.file_name().unwrap().to_string_lossy());
                found.push((name, std::fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// Inspects a file without keeping its rows.
pub fn look(name: &str, bytes: &[u8], layout: bool) -> Inspection {
    let mut collector = Collector { keep_rows: 0, ..Collector::default() };
    let options = Options { layout, ..Options::default() };
    inspect(&bytes.to_vec(), name, &options, &mut collector).unwrap();
    collector.inspection
}

/// Everything that the census found is reported, but for the misses that are known. Returns the inspections.
pub fn is_reached(root: &Path, endings: &[&str], labels: &[Label], known: &[Miss]) -> Vec<Inspection> {
    let expected: serde_json::Value =
        serde_json::from_slice(&std::fs::read(root.join("expected.json")).unwrap()).unwrap();
    let mut tally: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut misses = Vec::new();
    let mut all = Vec::new();
    for (name, bytes) in files(root, endings) {
        let found = look(&name, &bytes, false);
        for label in expected[&name]["channels"].as_array().unwrap() {
            let label = label.as_str().unwrap();
            let rule = labels.iter().find(|(known, _)| *known == label);
            let (label, shows) = rule.unwrap_or_else(|| panic!("no rule for {label}"));
            let (reached, of) = tally.entry(label).or_default();
            *of += 1;
            if shows(&found) {
                *reached += 1;
            } else {
                misses.push((name.clone(), *label));
            }
        }
        all.push(found);
    }
    for (label, (reached, of)) in &tally {
        println!("{label}: {reached} of {of}");
    }
    for (name, label) in &misses {
        let reason = known.iter().find(|(file, known, _)| file == name && known == label);
        println!("miss: {name}: {label}: {}", reason.map_or("UNEXPLAINED", |(_, _, reason)| reason));
    }
    misses.retain(|(name, label)| !known.iter().any(|(file, known, _)| file == name && known == label));
    assert!(misses.is_empty(), "{} labels are not reached", misses.len());
    all
}

/// Every channel that a reader reports stands in the table of places of its format.
pub fn is_in_places(root: &Path, endings: &[&str]) {
    let mut missing = BTreeSet::new();
    for (name, bytes) in files(root, endings) {
        let found = look(&name, &bytes, false);
        for file in &found.files {
            let Some(format) = FORMATS.iter().find(|format| format.id == file.format) else { continue };
            for part in found.parts.iter().filter(|part| part.file == file.id) {
                if !format.places.iter().any(|(channel, _)| channel.id() == part.channel) {
                    missing.insert((format.id, part.channel));
                }
            }
        }
    }
    assert!(missing.is_empty(), "in no place: {missing:?}");
}

/// The displayed text is that of the cells whose stored text is told. Returns how many cells there are, and sees to it
/// that reading the corpus takes little memory: it holds files made to ask for gigabytes.
pub fn is_displayed_as_stored(root: &Path, endings: &[&str]) -> u64 {
    let mut all = 0;
    for (name, bytes) in files(root, endings) {
        let (plain, shown) = (look(&name, &bytes, false), look(&name, &bytes, true));
        let cells = |found: &Inspection| tables(found).map(|table| table.cells).sum::<u64>();
        assert_eq!(cells(&plain), cells(&shown), "{name}");
        all += cells(&plain);
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .map_or(0, |line| line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0));
    println!("peak memory: {} MiB", peak / 1024);
    assert!(peak < 400 << 10, "{peak} kB of memory");
    all
}

/// A file that ends anywhere before its end does not look whole.
pub fn is_told_when_cut(root: &Path, names: &[&str], from: usize) {
    for name in names {
        let bytes = std::fs::read(root.join(name)).unwrap();
        for cut in (from..bytes.len()).step_by(bytes.len() / 60 + 1) {
            let found = look(name, &bytes[..cut], false);
            let is_told = !found.unchecked.is_empty() || !found.unaccounted.is_empty();
            assert!(is_told, "{name} cut at {cut} of {} looks whole", bytes.len());
        }
    }
}

pub fn has(found: &Inspection, channel: Channel) -> bool {
    found.of(channel).next().is_some()
}

/// Whether a part of the channel has a text with this label.
pub fn says(found: &Inspection, channel: Channel, label: &str) -> bool {
    found.of(channel).any(|part| part.segments.iter().any(|(known, ..)| known == label))
}

pub fn tables(found: &Inspection) -> impl Iterator<Item = &TableTally> {
    found.parts.iter().filter_map(|part| part.table.as_ref())
}

pub fn rows(found: &Inspection, channel: Channel) -> u64 {
    found.of(channel).filter_map(|part| part.table.as_ref()).map(|table| table.rows).sum()
}

/// Whether cells are flagged in this way.
pub fn marks(found: &Inspection, why: Hiding) -> bool {
    tables(found).any(|table| table.hidden.iter().any(|line| why.contains(line.why) && line.marked > 0))
}

/// Whether a part is hidden for this reason.
pub fn is_hidden(found: &Inspection, reason: &str) -> bool {
    found.parts.iter().any(|part| part.hiding.contains(&reason))
}
