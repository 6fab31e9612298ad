//! Releases in words, and as JSON.

use crate::commands::say;
use ::release::{Release, State};
use record::time::spoken;

/// One line of the register.
pub fn line(release: &Release) -> String {
    format!(
        "{:>6}  {:<9}  {}  to {}: {}, {}",
        release.number,
        release.state.id(),
        say::plain(&release.reference),
        say::plain(&release.recipient),
        say::plain(&release.what),
        people(release.subjects, release.possible)
    )
}

/// "nobody in it", "14 people in it for certain and 2 perhaps".
pub fn people(certain: u64, possible: u64) -> String {
    match (certain, possible) {
        (0, 0) => "nobody in it".into(),
        (certain, 0) => format!("{} in it", say::counted(certain, "person", "people")),
        (0, possible) => format!("perhaps {} in it", say::counted(possible, "person", "people")),
        (certain, possible) => format!(
            "{} in it for certain and {} perhaps",
            say::counted(certain, "person", "people"),
            say::count(possible)
        ),
    }
}

/// Everything about a release.
pub fn whole(release: &Release) -> String {
    let mut lines = vec![
        line(release).trim_start().to_owned(),
        format!("  file: {} ({} bytes)", say::plain(&release.file_name), say::count(release.bytes)),
        format!("  sha256: {}", release.sha256),
        format!(
            "  proposed: by actor {} on {}, act {}",
            release.proposed.actor,
            spoken(release.proposed.at),
            release.proposed.act
        ),
    ];
    if let Some(decided) = release.decided {
        lines.push(format!(
            "  {}: by actor {} on {}, act {}",
            release.state,
            decided.actor,
            spoken(decided.at),
            decided.act
        ));
    }
    lines.push(format!(
        "  checked: {} on {}, by {}",
        release.verdict,
        spoken(release.checked),
        say::plain(&release.checker)
    ));
    for reason in &release.reasons {
        let place = reason.place.as_ref().map_or(String::new(), |place| format!(" ({})", say::plain(place)));
        lines.push(format!("  may pass: {}{place}: {}", reason.rule, say::plain(&reason.text)));
    }
    if release.state == State::Approved {
        let holdings: Vec<String> = release.holdings.iter().map(ToString::to_string).collect();
        let holdings = if holdings.is_empty() { "none".into() } else { holdings.join(", ") };
        lines.push(format!("  holdings of the public: {holdings}"));
    }
    if let Some((number, expires, is_withdrawn)) = release.certificate {
        let state = if is_withdrawn { "withdrawn".into() } else { format!("until {}", spoken(expires)) };
        lines.push(format!("  certificate {number}: {state}"));
    }
    lines.join("\n")
}
