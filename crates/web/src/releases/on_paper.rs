//! The decision on a release as a document for the case file: what left, for whom, who proposed it, who agreed, and who is in
//! it by numbers.

use super::summary::{people, state};
use crate::right::Names;
use crate::words;
use gate::Rule;
use paper::{Block, Cell, Icon, Mark, Panel, Paper, Row, Table, Tone};
use record::Field;
use release::{Decision, Release, State};

/// The program that writes it.
const PROGRAM: &str = concat!("Tipstaff ", env!("CARGO_PKG_VERSION"));

/// The document. Its time is that of the last thing it tells, so that it is the same as long as nothing happens.
pub fn on_paper(release: &Release, names: &Names) -> Paper {
    let file = gate::harmless(&release.file_name);
    let last = release.decided.map_or(release.proposed.at, |decided| decided.at).max(release.checked);
    let title = format!("Release {}", release.number);
    let mut blocks = vec![
        Block::Panel(panel(release, names, &file)),
        Block::heading(2, "What leaves"),
        Block::facts([
            ("Release", release.number.to_string()),
            ("Request", gate::harmless(&release.reference)),
            ("What", gate::harmless(&release.what)),
            ("For", gate::harmless(&release.recipient)),
            ("File", file.clone()),
            ("Size", words::size(release.bytes)),
            ("SHA-256", release.sha256.clone()),
        ]),
        Block::heading(2, "Who decided"),
        Block::facts([
            ("State", state(release).to_owned()),
            ("Proposed", decision(&release.proposed, names)),
            ("Decided", release.decided.map_or_else(String::new, |decided| decision(&decided, names))),
            ("Certificate", certificate(release)),
        ]),
        Block::heading(2, "Who is in it"),
        Block::facts([
            ("People", people(release)),
            ("Known of each", fields(release)),
            ("On record as", holdings(release)),
            ("The check says", gate::report::spoken::title(release.verdict).to_owned()),
            ("Last checked", words::time(release.checked)),
            ("By", release.checker.clone()),
            ("Rules", format!("{} (SHA-256 of the rules and the policy)", release.rules)),
        ]),
    ];
    blocks.extend(reasons(release));
    Paper {
        title: title.clone(),
        producer: PROGRAM.to_owned(),
        created: last,
        foot: vec![
            format!("{title} · {} · {file}", state(release)),
            format!("SHA-256 {}", release.sha256),
            format!("As of {} · {PROGRAM}", words::time(last)),
        ],
        blocks,
    }
}

fn panel(release: &Release, names: &Names, file: &str) -> Panel {
    let is_withdrawn = matches!(release.certificate, Some((_, _, true)));
    let (tone, icon) = match release.state {
        State::Approved if is_withdrawn => (Tone::Held, Icon::Held),
        State::Approved => (Tone::Clear, Icon::Clear),
        State::Proposed => (Tone::Review, Icon::Review),
        State::Refused => (Tone::Held, Icon::Held),
        State::Withdrawn => (Tone::Unknown, Icon::Unknown),
    };
    let proposed =
        format!("Proposed by {}, {}.", names.of(release.proposed.actor), words::time(release.proposed.at));
    let decided = release.decided.map(|decided| {
        let done = match release.state {
            State::Approved => "Approved",
            State::Refused => "Refused",
            State::Proposed | State::Withdrawn => "Taken back",
        };
        format!("{done} by {}, {}.", names.of(decided.actor), words::time(decided.at))
    });
    let mark = Mark { tone, icon, words: state(release).to_owned() };
    Panel {
        mark,
        about: file.to_owned(),
        sentences: [Some(proposed), decided].into_iter().flatten().collect(),
    }
}

fn decision(decision: &Decision, names: &Names) -> String {
    format!("by {}, {}, act {}", names.of(decision.actor), words::time(decision.at), decision.act)
}

fn certificate(release: &Release) -> String {
    match release.certificate {
        None => "none".to_owned(),
        Some((number, until, false)) => format!("number {number}, good until {}", words::time(until)),
        Some((number, _, true)) => format!("number {number}, withdrawn"),
    }
}

fn fields(release: &Release) -> String {
    release.fields.iter().map(Field::title).collect::<Vec<_>>().join(", ")
}

fn holdings(release: &Release) -> String {
    let holdings: Vec<String> = release.holdings.iter().map(|holding| format!("holding {holding}")).collect();
    if holdings.is_empty() { String::new() } else { format!("known to the public: {}", holdings.join(", ")) }
}

/// Why what had to be looked at may leave.
fn reasons(release: &Release) -> Vec<Block> {
    if release.reasons.is_empty() {
        return Vec::new();
    }
    let row = |reason: &release::Reason| {
        let title = Rule::of_id(&reason.rule).map_or(reason.rule.as_str(), |rule| rule.title);
        let place = reason.place.as_deref().map_or_else(|| "everywhere".to_owned(), gate::harmless);
        Row {
            cells: vec![
                Cell::label(words::sentence(title)),
                Cell::text(place),
                Cell::text(gate::harmless(&reason.text)),
            ],
        }
    };
    vec![
        Block::heading(2, "Why what was found may leave"),
        Block::Table(Table {
            widths: vec![30, 20, 50],
            head: vec!["What".into(), "Where".into(), "Reason".into()],
            rows: release.reasons.iter().map(row).collect(),
        }),
    ]
}
