//! Prints what is found in files, in this process and without a policy: for people who work on the detector. It shows
//! content, so it is no tool for real files.
#![allow(clippy::print_stdout)]

use detect::{Day, DetectOptions, Detector, Findings, Nature};
use inspect::{FileSource, Options};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let today = Day::new(2026, 11, 23).ok_or("no such day")?;
    for path in std::env::args().skip(1) {
        let source = FileSource::new(std::fs::File::open(&path)?)?;
        let options = || DetectOptions { today, roster: None, recognisers: &[], local: None };
        let mut detector = Detector::new(options());
        let _ = inspect::inspect(&source, &path, &Options::default(), &mut detector);
        let mut findings = detector.finish();
        if let Some(plans) = findings.again.take() {
            println!("again: {path}");
            let mut detector = Detector::again(options(), plans);
            let _ = inspect::inspect(&source, &path, &Options::default(), &mut detector);
            findings = detector.finish();
        }
        print(&path, &findings);
    }
    Ok(())
}

fn print(path: &str, findings: &Findings) {
    println!("== {path}: {:?}", findings.people);
    println!("   hidden: {:?}", findings.hidden_people);
    for part in &findings.parts {
        for view in &part.views {
            println!(
                "  {} {} {:?} {:?} rows {} people {:?} elsewhere {} {:?}",
                part.channel.id(),
                part.human,
                view.hiding,
                view.nature,
                view.rows,
                view.people,
                view.is_seen_elsewhere,
                view.why
            );
            if view.nature >= Nature::Impersonal {
                for column in &view.columns {
                    println!(
                        "      {:?} -> {} {:?} ({}) [{}]",
                        column.header,
                        column.field.id(),
                        column.certainty,
                        column.why,
                        column.filled
                    );
                }
            }
            for found in &view.identifiers {
                println!("      {:?} {} {}", found.kind.identifier(), found.certain, found.possible);
            }
        }
        if let Some(text) = &part.text
            && (text.naming + text.telling > 0 || !text.identifiers.is_empty() || text.people > 0)
        {
            println!(
                "  {} {}: names {} telling {} people {} ids {:?}",
                part.channel.id(),
                part.human,
                text.naming,
                text.telling,
                text.people,
                text.identifiers
                    .iter()
                    .map(|found| (found.kind.identifier().id, found.certain, found.possible))
                    .collect::<Vec<_>>()
            );
            for sample in &text.samples {
                println!("      {sample:?}");
            }
        }
    }
    for gap in &findings.unaccounted {
        println!("  UNACCOUNTED {gap:?}");
    }
    for doubt in &findings.unchecked {
        println!("  UNCHECKED {doubt:?}");
    }
}
