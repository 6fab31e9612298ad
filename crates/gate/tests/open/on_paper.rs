//! Reports on paper, as another program reads them.

use crate::incidents::{files, in_memory, never, some, with};
use crate::programs::{is_sound, text};
use gate::report::pdf::{self, PdfOptions};
use gate::report::text::TextOptions;
use gate::{Checked, Finding, Kept, Severity, Verdict, report};
use jiff::Timestamp;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::path::Path;

const OPTIONS: PdfOptions<'_> = PdfOptions {
    checked: Timestamp::UNIX_EPOCH,
    rules: [7; 32],
    policy: "none of the force's own",
    show_samples: false,
};

fn on_paper(checked: &Checked) -> Vec<u8> {
    pdf::write(checked, OPTIONS).unwrap()
}

fn check(name: &str, bytes: &[u8]) -> Checked {
    with(|checker| checker.check_open(in_memory(bytes), Path::new(name), &never))
}

fn hidden_sheet() -> Checked {
    let file = &files("2-psni-foi", |name| name == "hidden-sheet-libreoffice.xlsx")[0];
    check(&file.name, &file.bytes)
}

/// Without spaces and ends of lines, which each report sets its own way; and without what stands on each page, which
/// goes through the middle of a paragraph that is on two.
fn squeezed(pdf: &str) -> String {
    let is_of_page = |line: &&str| {
        let line = line.trim_start_matches('\u{c}');
        line.starts_with("SHA-256 ") && line.len() > 60
            || line.starts_with("Checked 1 January 1970")
            || line.starts_with("Check of ") && line.contains(" of ")
            || line.contains(" · ")
            || line.starts_with("page ") && line.contains(" of ")
    };
    let lines: Vec<&str> = pdf.lines().filter(|line| !is_of_page(line)).collect();
    lines.concat().split_whitespace().collect()
}

/// Each line of the report in text is in the report on paper, down to the notes, which are told there by their kind.
pub fn says_what_the_text_says() {
    let mut seen = std::collections::BTreeSet::new();
    for incident in some() {
        let checked = check(&incident.name, &incident.bytes);
        seen.insert(checked.verdict.to_string());
        let pdf = on_paper(&checked);
        is_sound(&pdf);
        let Some(whole) = text(&pdf) else { return };
        let paper = squeezed(&whole);
        let mut told = String::new();
        // Notes are told by their kind, and of the same kind of finding not each.
        report::text::write(&checked, TextOptions { width: 2_000, ..TextOptions::default() }, &mut told)
            .unwrap();
        for line in told.lines().skip(1) {
            if line.contains("(--verbose shows each)") {
                continue;
            }
            let line = line.trim_start().trim_start_matches("Safe copy: ");
            let label = [
                "block ", "review ", "note ", "where ", "holds ", "numbers ", "such as ", "why ", "do ",
                "policy ",
            ];
            let words = label.iter().find_map(|label| line.strip_prefix(label)).unwrap_or(line);
            let words: String = words.split_whitespace().collect();
            assert!(paper.contains(&words), "{}: '{line}' is not in\n{paper}", incident.name);
        }
        let verdict = format!("Verdict{}", checked.verdict);
        assert!(paper.contains(&verdict) && whole.matches(&checked.sha256).count() > 1, "{}", incident.name);
    }
    assert!(seen.contains("held"), "{seen:?}");
}

/// What is in the file is shown masked, or not at all: a value in the report on paper stands in the report in text too.
pub fn shows_no_more_than_the_text() {
    let checked = hidden_sheet();
    let Some(paper) = text(&on_paper(&checked)) else { return };
    let people = files("2-psni-foi", |name| name == "people.csv");
    let mut reader = csv::Reader::from_reader(people[0].bytes.as_slice());
    for person in reader.records() {
        for value in person.unwrap().iter().filter(|value| value.len() > 5) {
            let is_word = value.chars().all(char::is_alphabetic) && value.len() < 12;
            assert!(is_word || !paper.contains(value), "a value is shown");
        }
    }
    assert!(paper.contains('•'), "samples are masked");
    // A part about which nothing was found is named by no other report for people.
    let mut named = checked;
    for part in &mut named.outline.parts {
        part.findings.clear();
        part.human = "sheet 'Jane Pemberton'".into();
    }
    let paper = text(&on_paper(&named)).unwrap();
    assert!(paper.contains("P••••••••") && !paper.contains("Pemberton"));
}

/// The same result gives the same bytes, also after it was kept.
pub fn same_bytes() {
    let checked = hidden_sheet();
    let kept = Kept::read(&Kept::write(&checked).unwrap()).unwrap();
    assert_eq!(on_paper(&checked), on_paper(&kept));
    let later = PdfOptions { checked: Timestamp::from_second(1).unwrap(), ..OPTIONS };
    assert_ne!(on_paper(&checked), pdf::write(&checked, later).unwrap());
}

/// A hundred thousand findings give a report of a few pages that says how many it leaves out.
pub fn very_many() {
    let mut checked = hidden_sheet();
    let finding =
        checked.findings.iter().find(|finding| finding.severity == Severity::Block).unwrap().clone();
    checked.findings = vec![finding; 100_000];
    for part in &mut checked.outline.parts {
        part.findings.clear();
    }
    let pdf = on_paper(&checked);
    assert!(pdf.len() < 1_000_000, "{}", pdf.len());
    let Some(paper) = text(&pdf) else { return };
    assert!(paper.contains("And 99,975 more findings of these kinds are in the report as JSON."));
    assert!(paper.matches('\u{c}').count() < 40);
}

/// What was not read has a report too, that says so first.
pub fn not_read() {
    let checked = with(|checker| checker.check(Path::new("there/is/no-such-file.xlsx")));
    assert_eq!(checked.verdict, Verdict::Unchecked);
    let Some(paper) = text(&on_paper(&checked)) else { return };
    let verdict = paper.find("Could not be checked").unwrap();
    assert!(verdict < paper.find("What was found").unwrap());
    assert!(
        paper.contains("none: it could not be read")
            && paper.contains("not known")
            && paper.contains("1 January 1970 at 01:00:00 BST")
    );
}

/// Whatever names a file brings along, its report is a document that another program reads without a complaint.
pub fn any_names() {
    let plain = hidden_sheet();
    let words = prop_oneof![
        "\\PC{0,60}",
        proptest::collection::vec(any::<char>(), 0..600).prop_map(String::from_iter)
    ];
    let strange = (words.clone(), words.clone(), words, 0..60_usize, any::<u32>());
    let mut runner = TestRunner::new(Config { cases: 20, ..Config::default() });
    let result = runner.run(&strange, |(name, human, path, many, depth)| {
        let mut checked = plain.clone();
        checked.path = name.clone().into();
        let strange = |finding: &mut Finding| {
            finding.place.human.clone_from(&human);
            finding.place.part.clone_from(&path);
            finding.place.inside = vec![name.clone(); many % 7];
            finding.summary.clone_from(&human);
            finding.fix.clone_from(&path);
            finding.policy_reason = Some(name.clone());
        };
        checked.findings.iter_mut().for_each(strange);
        for part in &mut checked.outline.parts {
            part.human.clone_from(&human);
            part.depth = depth;
        }
        let gap = gate::Unaccounted { part: path.clone(), range: None, why: human.clone() };
        checked.unaccounted = vec![gap; many];
        let pdf = pdf::write(&checked, OPTIONS).unwrap();
        is_sound(&pdf);
        Ok(())
    });
    result.unwrap();
}
