//! The file in a few lines, and by what it was checked.

use super::{PROGRAM, PdfOptions, time};
use crate::check::hex;
use crate::words::{number, size, span};
use crate::{Checked, Severity, Verdict};
use detect::People;
use paper::Block;

/// The lines.
pub(super) fn facts(file: &Checked, name: &str, options: PdfOptions<'_>) -> Block {
    let format = if file.format.is_empty() { "not recognised" } else { &file.format };
    let held = file.findings.iter().filter(|finding| finding.severity > Severity::Note).count() as u64;
    let whole = if file.bytes < 1_000 { String::new() } else { format!(" ({} bytes)", number(file.bytes)) };
    let hidden = &file.hidden_people;
    let hidden = if hidden.is_empty() { String::new() } else { counted(hidden) };
    Block::facts([
        ("Verdict", file.verdict.to_string()),
        ("File", name.to_owned()),
        ("Kind of file", format.to_owned()),
        ("Size", size(file.bytes) + &whole),
        ("SHA-256", digest(file)),
        ("People in it", people(file)),
        ("Of them hidden", hidden),
        ("Findings", if held == 0 { "none that hold it back".into() } else { number(held) }),
        ("Checked", time(options.checked)),
        ("Rules", format!("{} (SHA-256 of the rules and the policy)", hex(&options.rules))),
        ("Policy", options.policy.to_owned()),
        ("Report written by", PROGRAM.to_owned()),
    ])
}

/// How many people are in it. Of what was not read nobody knows that there are none.
fn people(file: &Checked) -> String {
    match (file.people.is_empty(), file.verdict == Verdict::Unchecked) {
        (true, false) => "none found".to_owned(),
        (true, true) => "not known".to_owned(),
        (false, false) => counted(&file.people),
        (false, true) => format!("{}, as far as it was read", counted(&file.people)),
    }
}

fn counted(people: &People) -> String {
    let most = people.most();
    span(people.certain.min(most), most, "person", "people")
}

/// The digest of the file, or why there is none.
pub(super) fn digest(file: &Checked) -> String {
    if file.sha256.is_empty() { "none: it could not be read".to_owned() } else { file.sha256.clone() }
}

/// Enough of a digest to tell it from others at a glance.
pub(super) fn short(digest: &[u8; 32]) -> String {
    hex(digest).chars().take(16).collect()
}
