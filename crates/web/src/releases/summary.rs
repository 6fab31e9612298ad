//! A release in words.

use crate::page::summary::{digest, list, time};
use crate::right::Names;
use crate::words;
use maud::{Markup, Render, html};
use release::{Decision, Release, State};

/// A state for people.
pub fn state(release: &Release) -> &'static str {
    match (release.state, &release.certificate) {
        (State::Approved, Some((_, _, true))) => "Approved, certificate withdrawn",
        (State::Approved, _) => "Approved",
        (State::Proposed, _) => "Waits for a decision",
        (State::Refused, _) => "Refused",
        (State::Withdrawn, _) => "Taken back",
    }
}

/// Who is in the file, in numbers.
pub fn people(release: &Release) -> String {
    words::people(release.subjects, release.possible)
}

/// The lines of a release.
pub fn facts(release: &Release, names: &Names) -> Markup {
    let shown = |text: &str| html! { (gate::harmless(text)) };
    let (reference, recipient, what, file) = (
        shown(&release.reference),
        shown(&release.recipient),
        shown(&release.what),
        shown(&release.file_name),
    );
    let (state, people, size) = (state(release), people(release), words::size(release.bytes));
    let fingerprint = digest(&release.sha256);
    let checked = time(release.checked);
    let proposed = decision(&release.proposed, names);
    let decided = release.decided.map(|decided| decision(&decided, names));
    let certificate = release.certificate.map(|(number, until, withdrawn)| {
        html! {
            "Number " (number) ", "
            @if withdrawn { "withdrawn" } @else { "good until " (time(until)) }
        }
    });
    let mut rows: Vec<(&str, &dyn Render)> = vec![
        ("Request", &reference),
        ("What", &what),
        ("For", &recipient),
        ("File", &file),
        ("Size", &size),
        ("People in it", &people),
        ("Fingerprint (SHA-256)", &fingerprint),
        ("State", &state),
        ("Last checked", &checked),
        ("Proposed", &proposed),
    ];
    if let Some(decided) = &decided {
        rows.push(("Decided", decided));
    }
    if let Some(certificate) = &certificate {
        rows.push(("Certificate", certificate));
    }
    list(&rows)
}

fn decision(decision: &Decision, names: &Names) -> Markup {
    html! { "By " (names.of(decision.actor)) ", " (time(decision.at)) ", act " (decision.act) }
}

/// Why what had to be looked at may leave.
pub fn reasons(release: &Release) -> Markup {
    html! {
        @if !release.reasons.is_empty() {
            h2.govuk-heading-m { "Why what was found may leave" }
            dl.govuk-summary-list {
                @for reason in &release.reasons {
                    @let title = gate::Rule::of_id(&reason.rule).map_or(reason.rule.as_str(), |rule| rule.title);
                    div.govuk-summary-list__row {
                        dt.govuk-summary-list__key { (words::sentence(title)) }
                        dd.govuk-summary-list__value { (gate::harmless(&reason.text)) }
                    }
                }
            }
        }
    }
}
