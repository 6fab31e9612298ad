//! The report on paper: what goes into a case file and is read by somebody who has never seen the program. The verdict
//! first, then the file, then each finding as the report in text tells it, then a picture of the file.

mod facts;
mod findings;
mod picture;
mod rest;

use super::spoken::{follows, people_or_follows, title};
use super::text::safe_copy;
use crate::mask::harmless;
use crate::words::size;
use crate::{Checked, Severity, Verdict};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use paper::{Block, Icon, Mark, Panel, Paper, PaperError, Tone};

/// The program that writes the report.
const PROGRAM: &str = concat!("Tipstaff ", env!("CARGO_PKG_VERSION"));

/// What the report says beside the result.
#[derive(Debug, Clone, Copy)]
pub struct PdfOptions<'o> {
    /// When the file was checked; the report names no other time.
    pub checked: Timestamp,
    /// Digest of the rules and the policy that it was checked by.
    pub rules: [u8; 32],
    /// The policy, in words.
    pub policy: &'o str,
    /// Values as they are, instead of masked.
    pub show_samples: bool,
}

/// Writes the report of one file.
pub fn write(file: &Checked, options: PdfOptions<'_>) -> Result<Vec<u8>, PaperError> {
    let name = harmless(&file.path.display().to_string());
    let mut blocks = vec![Block::Panel(panel(file, &name))];
    blocks.push(Block::heading(2, "The file"));
    blocks.push(facts::facts(file, &name, options));
    blocks.extend(findings::findings(file, options.show_samples));
    if let Some(command) = safe_copy(file) {
        blocks.push(Block::heading(2, "A safe copy"));
        blocks.push(Block::paragraph(
            "A safe copy is built from what everybody sees, and checked like any other file: on the page of this check, or with",
        ));
        blocks.push(Block::paragraph(command));
    }
    blocks.extend(picture::picture(file));
    blocks.extend(rest::unaccounted(file));
    blocks.extend(rest::notes(file));
    let paper = Paper {
        title: format!("Check of {name}"),
        producer: PROGRAM.to_owned(),
        created: options.checked,
        foot: foot(file, &name, options),
        blocks,
    };
    paper.to_pdf()
}

fn panel(file: &Checked, name: &str) -> Panel {
    let mut sentences = vec![people_or_follows(file)];
    let follows = format!("{}.", follows(file.verdict));
    if !sentences.iter().any(|sentence| sentence.starts_with(follows.trim_end_matches('.'))) {
        sentences.push(follows);
    }
    Panel { mark: mark(file.verdict), about: name.to_owned(), sentences }
}

fn mark(verdict: Verdict) -> Mark {
    let (tone, icon) = match verdict {
        Verdict::Clear => (Tone::Clear, Icon::Clear),
        Verdict::Review => (Tone::Review, Icon::Review),
        Verdict::Held => (Tone::Held, Icon::Held),
        Verdict::Unchecked => (Tone::Unknown, Icon::Unknown),
    };
    Mark { tone, icon, words: title(verdict).to_owned() }
}

fn mark_of(severity: Severity) -> Mark {
    Mark { words: super::spoken::severity(severity).to_owned(), ..mark(severity.into()) }
}

/// What stands on every page, so that a page that is found alone says what it belongs to.
fn foot(file: &Checked, name: &str, options: PdfOptions<'_>) -> Vec<String> {
    vec![
        format!("{} · {}", size(file.bytes), name),
        format!("SHA-256 {}", facts::digest(file)),
        format!(
            "Checked {} · rules {} · policy: {} · {PROGRAM}",
            time(options.checked),
            facts::short(&options.rules),
            options.policy
        ),
    ]
}

/// "26 August 2023 at 14:05:09 BST": as clocks in Britain show it, and which clock it is.
fn time(instant: Timestamp) -> String {
    // The table of zones is built in; without it the time is told in UTC, and says so.
    let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    let clock = zone.to_datetime(instant).strftime("%-d %B %Y at %H:%M:%S").to_string();
    format!("{clock} {}", zone.to_offset_info(instant).abbreviation())
}
