//! The file in a few lines, and by what it was checked.

use super::{PROGRAM, PdfOptions, time};
use crate::check::hex;
use crate::words::{number, size, span};
use crate::{Checked, Severity};
use paper::Block;

/// The lines.
pub(super) fn facts(file: &Checked, name: &str, options: PdfOptions<'_>) -> Block {
    let format = if file.format.is_empty() { "not recognised" } else { &file.format };
    let held = file.findings.iter().filter(|finding| finding.severity > Severity::Note).count() as u64;
    let people = file.people.most();
    let hidden = file.hidden_people.most();
    let counted = |least: u64, most| span(least.min(most), most, "person", "people");
    Block::facts([
        ("Verdict", file.verdict.to_string()),
        ("File", name.to_owned()),
        ("Kind of file", format.to_owned()),
        ("Size", format!("{} ({} bytes)", size(file.bytes), number(file.bytes))),
        ("SHA-256", digest(file)),
        (
            "People in it",
            if people == 0 { "none found".into() } else { counted(file.people.certain, people) },
        ),
        (
            "Of them hidden",
            if hidden == 0 { String::new() } else { counted(file.hidden_people.certain, hidden) },
        ),
        ("Findings", if held == 0 { "none that hold it back".into() } else { number(held) }),
        ("Checked", time(options.checked)),
        ("Rules", format!("{} (SHA-256 of the rules and the policy)", hex(&options.rules))),
        ("Policy", options.policy.to_owned()),
        ("Report written by", PROGRAM.to_owned()),
    ])
}

/// The digest of the file, or why there is none.
pub(super) fn digest(file: &Checked) -> String {
    if file.sha256.is_empty() { "none: it could not be read".to_owned() } else { file.sha256.clone() }
}

/// Enough of a digest to tell it from others at a glance.
pub(super) fn short(digest: &[u8; 32]) -> String {
    hex(digest).chars().take(16).collect()
}
