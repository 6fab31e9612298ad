//! Prints what a file stores, part by part: `cargo run --example dump FILE`. For people who work on the readers; it
//! shows content, so it is no tool for real files.
#![allow(clippy::print_stdout)]

use inspect::{Collector, FileSource, Inspection, Options};

fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
        let source = FileSource::new(std::fs::File::open(&path)?)?;
        let mut collector = Collector { keep_rows: 3, ..Collector::default() };
        // The collector never closes.
        let _ = inspect::inspect(&source, &path, &Options::default(), &mut collector);
        print(&path, &collector.inspection);
    }
    Ok(())
}

fn print(path: &str, all: &Inspection) {
    println!("== {path}");
    for file in &all.files {
        println!(
            "file {} {:?} inside {:?} claims {:?} accounts {:?}",
            file.id, file.format, file.inside, file.claims, file.accounts
        );
    }
    for part in &all.parts {
        let hiding =
            if part.hiding.is_empty() { String::new() } else { format!(" [{}]", part.hiding.join(", ")) };
        println!("  {} {} {:?}{hiding} {}", part.id, part.channel, part.visibility, part.human);
        if let Some(table) = &part.table {
            println!("      {} rows {} cells {:?}", table.rows, table.cells, table.hidden);
        }
        for row in &part.rows {
            println!("      {:?}", row.cells.iter().map(|cell| cell.1.as_str()).collect::<Vec<_>>());
        }
        for (label, at, text) in part.segments.iter().take(6) {
            println!("      {label} @{at}: {}", text.chars().take(100).collect::<String>());
        }
        if part.segments.len() > 6 {
            println!("      ... {} more", part.segments.len() - 6);
        }
    }
    for gap in &all.unaccounted {
        println!("  UNACCOUNTED {gap:?}");
    }
    for doubt in &all.unchecked {
        println!("  UNCHECKED {doubt:?}");
    }
}
