//! Texts: comments, properties, names, and whatever else stands beside the data.

use super::{Context, is_nested, plain};
use crate::Severity;
use crate::finding::{Finding, Sample};
use crate::rule::Rule;
use crate::words::count;
use detect::{Nature, PartFound, People, Strength, TextFound, ViewFound};
use inspect::{Channel, Content, Visibility};

/// Judges a part that holds texts, or is only a mark.
pub(super) fn judge(context: &Context<'_>, part: &PartFound, found: &mut Vec<Finding>) {
    let hiding_rule = Rule::of_hiding(part.hiding).filter(|_| {
        part.visibility == Visibility::Hidden && part.channel.row().visibility == Visibility::Visible
    });
    let Some(rule) = hiding_rule.or_else(|| Rule::of_channel(part.channel)) else { return };
    let text = part.text.clone().unwrap_or_default();
    let severity = severity(context, part, rule, &text);
    let mut finding = plain(
        rule,
        severity,
        context.place(part, part.range.clone()),
        part.visibility == Visibility::Visible,
        summary(part, rule, &text),
    );
    if severity > Severity::Note && rule.fix.starts_with("Nothing") {
        "Look at what stands there, or release the safe copy.".clone_into(&mut finding.fix);
    }
    fill(&mut finding, &text);
    finding.people = listed(part).map(|view| view.people.clone()).max_by_key(People::most);
    found.push(finding);
}

/// Judges the texts that a table carries.
pub(super) fn judge_beside(context: &Context<'_>, part: &PartFound, found: &mut Vec<Finding>) {
    let (Some(text), Some(rule)) = (&part.text, Rule::of_id("other-text")) else { return };
    let severity = severity(context, part, rule, text);
    if severity > Severity::Note {
        // The name of a visible sheet is as visible as the sheet.
        let is_seen = part.visibility == Visibility::Visible && !is_nested(part);
        let place = context.place(part, String::new());
        let mut finding = plain(rule, severity, place, is_seen, summary(part, rule, text));
        fill(&mut finding, text);
        found.push(finding);
    }
}

fn severity(context: &Context<'_>, part: &PartFound, rule: &Rule, text: &TextFound) -> Severity {
    let thresholds = &context.policy.thresholds;
    let of = |strong: bool| -> u64 {
        let kinds = text.identifiers.iter().filter(|found| {
            let identifier = found.kind.identifier();
            let is_strong = identifier.strength == Strength::Person && identifier.id != "email";
            let is_contact = identifier.id == "email" || identifier.strength == Strength::Shared;
            if strong { is_strong } else { is_contact }
        });
        kinds.map(|found| found.certain).sum()
    };
    let (numbers, contacts) = (of(true), of(false));
    // Who made a file, and who commented, is a note: it is on nearly every file. Unless it is one of one's own people.
    let names_are_usual = matches!(
        part.channel,
        Channel::Properties
            | Channel::CommentAuthor
            | Channel::UserName
            | Channel::PivotSource
            | Channel::AuthorPath
            | Channel::Signature
            | Channel::CustomProperties
            | Channel::Scenario
            | Channel::PrinterSettings
            // "Windows User - Personal View": a view is named after its maker.
            | Channel::CustomView
            | Channel::SensitivityLabel
    );
    // A list of people in a text is a table of people, wherever it stands. "Bennett, Owen" as author is none.
    let listed = || listed(part).filter(|_| part.content != Content::Table).map(|view| &view.people);
    let most: u64 = listed().map(People::most).sum();
    let is_ours = listed().any(|people| people.roster.as_ref().is_some_and(|roster| roster.certain > 0));
    if most >= thresholds.listed_people {
        return Severity::Block;
    }
    if most > 0 && (is_ours || !names_are_usual) {
        return Severity::Review;
    }
    let named = if names_are_usual { 0 } else { text.people };
    let is_seen = part.visibility == Visibility::Visible && !is_nested(part);
    if text.telling + named + numbers >= thresholds.text_people && rule.personal > Severity::Note {
        return if is_seen { Severity::Review.max(rule.plain) } else { Severity::Block };
    }
    let is_personal = text.telling > 0
        || text.involving > 0
        || numbers > 0
        || contacts >= thresholds.text_contacts
        || named > 0
            && matches!(
                part.channel,
                Channel::PlainText
                    | Channel::Comment
                    | Channel::ThreadedComment
                    | Channel::TrackedChange
                    | Channel::UnusedString
                    | Channel::OleSlack
                    | Channel::HiddenName
            )
        || text.on_roster > 0;
    if is_personal { rule.personal.min(Severity::Review).max(rule.plain) } else { rule.plain }
}

/// Lists of people in a part's texts.
fn listed(part: &PartFound) -> impl Iterator<Item = &ViewFound> {
    part.views.iter().filter(|view| view.nature == Nature::Identified)
}

fn summary(part: &PartFound, rule: &Rule, text: &TextFound) -> String {
    let mut words = vec![if text.segments == 0 {
        rule.title.to_owned()
    } else {
        format!("{}: {}", rule.title, count(text.segments, "piece of text", "pieces of text"))
    }];
    if text.people > 0 {
        words.push(count(text.people, "name", "names"));
    }
    let numbers: u64 = text.identifiers.iter().map(|found| found.certain + found.possible).sum();
    if numbers > 0 {
        words.push(count(numbers, "personal number or address", "personal numbers or addresses"));
    }
    if text.telling > 0 {
        words.push(count(text.telling, "text that speaks of somebody", "texts that speak of somebody"));
    }
    if text.on_roster > 0 {
        words.push(format!("{} on your roster", count(text.on_roster, "person", "people")));
    }
    let people: u64 = listed(part).map(|view| view.people.most()).sum();
    if part.content != Content::Table && people > 0 {
        words.push(format!("with a list of {}", count(people, "person", "people")));
    }
    words.join(", ")
}

fn fill(finding: &mut Finding, text: &TextFound) {
    finding.identifiers.clone_from(&text.identifiers);
    finding.samples = text
        .samples
        .iter()
        .map(|(label, at, text)| {
            let label = match (label.is_empty(), at.is_empty()) {
                (true, _) => at.clone(),
                (false, true) => label.clone(),
                (false, false) => format!("{label} at {at}"),
            };
            Sample { values: vec![(label, text.clone())] }
        })
        .collect();
}
