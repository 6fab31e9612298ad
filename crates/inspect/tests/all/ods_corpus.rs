//! Every OpenDocument spreadsheet of the corpus: the channels that are known to be in it are reported.

use crate::common::corpus;
use inspect::{Channel, Collector, FileSource, Inspection, Options, Reason, inspect};

/// Whether a label of `expected.json` is met; `None` for a label that belongs to no OpenDocument file.
fn is_met(label: &str, all: &Inspection) -> Option<bool> {
    let has = |channel: Channel| all.of(channel).next().is_some();
    let says = |channel: Channel, name: &str| {
        all.of(channel).any(|part| part.segments.iter().any(|(label, ..)| label.contains(name)))
    };
    Some(match label {
        "ods table:display=false" => all.of(Channel::Sheet).any(|part| part.hiding.contains(&"hidden sheet")),
        "odf creator" => says(Channel::Properties, "creator"),
        "odf objects" => has(Channel::EmbeddedObject) || has(Channel::ChartText) || has(Channel::ChartCache),
        "odf printer setup" => has(Channel::PrinterSettings),
        "odf thumbnail" => has(Channel::Thumbnail),
        "odf annotation" => has(Channel::Comment),
        "odf user-defined" => has(Channel::CustomProperties),
        _ => return None,
    })
}

#[test]
fn every_known_channel_is_reported() {
    let Some(folder) = corpus("spreadsheets") else { return };
    let expected = std::fs::read_to_string(folder.join("expected.json")).unwrap();
    let expected: serde_json::Value = serde_json::from_str(&expected).unwrap();
    let (mut files, mut missed) = (0, Vec::new());
    for (name, entry) in expected.as_object().unwrap().iter().filter(|(name, _)| name.ends_with(".ods")) {
        files += 1;
        let source = FileSource::new(std::fs::File::open(folder.join(name)).unwrap()).unwrap();
        let mut collector = Collector::default();
        inspect(&source, name, &Options::default(), &mut collector).unwrap();
        let all = collector.inspection;
        assert_eq!(all.files[0].format, "ods", "{name}");
        for label in entry["channels"].as_array().unwrap() {
            let label = label.as_str().unwrap();
            if is_met(label, &all) != Some(true) {
                missed.push(format!("{name}: {label}"));
            }
        }
        // Nothing is left over in a file that can be read to its end.
        assert_eq!(all.unaccounted, [], "{name}");
        let doubts: Vec<Reason> = all.unchecked.iter().map(|doubt| doubt.reason).collect();
        let known: &[Reason] = match name.as_str() {
            "calamine/pass_protected.ods" => &[Reason::Encrypted],
            // One cell that says it stands for 10^18.
            "calamine/issue_594_dos.ods" => &[Reason::TooManyParts],
            _ => &[],
        };
        assert_eq!(doubts, known, "{name}");
    }
    assert!(files >= 16, "only {files} files");
    assert_eq!(missed, [""; 0]);
}
