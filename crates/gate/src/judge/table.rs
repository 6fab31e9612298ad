//! Tables: what is hidden in each way, what is kept as a copy, what everybody sees.

use super::{Context, is_nested, plain};
use crate::Severity;
use crate::finding::{ColumnSummary, Finding, Sample, TableSummary};
use crate::rule::Rule;
use crate::words::{count, list};
use detect::{Nature, PartFound, Strength, ViewFound};
use inspect::{Channel, Hiding, Visibility};

/// Judges all views of a table.
pub(super) fn judge(context: &Context<'_>, part: &PartFound, found: &mut Vec<Finding>) {
    if part.is_told_in_sheet {
        return;
    }
    // Cells that something lies over are cells of their sheet, told apart from the others.
    let is_laid_over =
        matches!(part.channel, Channel::UnderMerge | Channel::UnderShape | Channel::UnderCondition);
    let is_copy =
        part.visibility != Visibility::Visible && Rule::of_hiding(part.hiding).is_none() && !is_laid_over;
    for view in &part.views {
        if view.rows == 0 && view.cells == 0 {
            continue;
        }
        let rule = if is_copy {
            Rule::of_channel(part.channel)
        } else if view.is_seen() && !is_nested(part) {
            seen(context, part, view, found);
            continue;
        } else if view.is_seen() {
            // Inside another file, what would be seen there is as hidden as the file itself.
            Rule::of_id("embedded-people").filter(|_| view.nature == Nature::Identified)
        } else {
            Rule::of_hiding(view.hiding)
        };
        if let Some(rule) = rule {
            hidden(context, part, view, rule, found);
        }
    }
    marks(context, part, found);
}

/// What everybody sees.
fn seen(context: &Context<'_>, part: &PartFound, view: &ViewFound, found: &mut Vec<Finding>) {
    let thresholds = &context.policy.thresholds;
    let rule = match view.nature {
        // Far away, or outside what is printed: nobody looked there.
        Nature::Identified if !view.hiding.is_empty() => Rule::of_hiding(view.hiding),
        Nature::Identified => Rule::of_id("visible-people"),
        Nature::Individuals => Rule::of_id("visible-individuals"),
        _ if strong_identifiers(view) > 0 => Rule::of_id("visible-identifiers"),
        _ => None,
    };
    if let Some(rule) = rule {
        let on_roster = view.people.roster.as_ref().map_or(0, |roster| roster.certain + roster.possible);
        let many = view.people.most() >= thresholds.visible_people
            || on_roster >= thresholds.visible_roster
            || strong_identifiers(view) >= thresholds.text_people;
        let severity = match view.nature {
            Nature::Identified | Nature::Impersonal if many => rule.personal,
            _ => Severity::Review,
        };
        let mut finding =
            plain(rule, severity, context.place(part, range(view)), true, summary(part, view, rule));
        fill(&mut finding, view);
        found.push(finding);
    }
    if view.small_counts > 0
        && let Some(rule) = Rule::of_id("small-counts")
    {
        let summary =
            count(view.small_counts, "column of counts goes below five", "columns of counts go below five");
        found.push(plain(rule, rule.plain, context.place(part, range(view)), true, summary));
    }
}

/// What is hidden, or kept as a copy.
fn hidden(
    context: &Context<'_>,
    part: &PartFound,
    view: &ViewFound,
    rule: &'static Rule,
    found: &mut Vec<Finding>,
) {
    let thresholds = &context.policy.thresholds;
    let severity = if view.is_seen_elsewhere {
        Severity::Note
    } else {
        match view.nature {
            Nature::Identified => rule.personal.max(Severity::Block),
            Nature::Individuals => rule.plain.max(Severity::Review),
            _ if strong_identifiers(view) > 0 => rule.personal,
            Nature::Impersonal => {
                let is_large = view.rows >= thresholds.hidden_rows
                    && view.rows >= context.visible_rows.saturating_mul(thresholds.hidden_ratio)
                    && view.columns.len() as u64 >= thresholds.hidden_columns;
                if is_large && !context.is_referred_to(part) {
                    rule.plain.max(Severity::Review)
                } else {
                    rule.plain
                }
            }
            Nature::Empty => rule.plain,
        }
    };
    let mut finding =
        plain(rule, severity, context.place(part, range(view)), false, summary(part, view, rule));
    fill(&mut finding, view);
    found.push(finding);
}

/// Numbers that lead to one person, certainly.
fn strong_identifiers(view: &ViewFound) -> u64 {
    let strong = view.identifiers.iter().filter(|found| {
        let identifier = found.kind.identifier();
        identifier.strength == Strength::Person && identifier.id != "email"
    });
    strong.map(|found| found.certain).sum()
}

/// What is hidden and holds nothing, or is hidden in another way as well: told, because somebody hid it, and nothing more.
fn marks(context: &Context<'_>, part: &PartFound, found: &mut Vec<Finding>) {
    let place = || context.place(part, String::new());
    if part.views.is_empty()
        && let Some(rule) = Rule::of_hiding(part.hiding & Hiding::WHOLE_SHEET)
    {
        let summary = format!("{}: nothing in its cells", rule.title);
        found.push(plain(rule, Severity::Note, place(), false, summary));
    }
    let lines = Hiding::WHOLE_ROW | Hiding::WHOLE_COLUMN;
    let hidden = part.tally.iter().flat_map(|tally| &tally.hidden).filter(|line| lines.contains(line.why));
    for line in hidden {
        let Some(rule) = Rule::of_hiding(line.why) else { continue };
        // A view that is hidden in this way has a finding of its own, unless its sheet is hidden too.
        let is_told = part.hiding.is_seen() && line.values > 0;
        if is_told {
            continue;
        }
        let lines = if Hiding::WHOLE_ROW.contains(line.why) {
            count(line.marked, "row", "rows")
        } else {
            count(line.marked, "column", "columns")
        };
        let what = if line.values == 0 { "without values" } else { "in a sheet that is hidden itself" };
        let summary = format!("{}: {lines} {what}", rule.title);
        found.push(plain(rule, Severity::Note, place(), false, summary));
    }
}

/// The cells of a view, as people write them.
fn range(view: &ViewFound) -> String {
    let (top, bottom) = view.row_span;
    let (left, right) = view.column_span;
    if view.cells == 0 || top == 0 {
        return String::new();
    }
    let first = format!("{}{top}", inspect::column_name(left));
    if (top, left) == (bottom, right) {
        first
    } else {
        format!("{first}:{}{bottom}", inspect::column_name(right))
    }
}

/// One sentence: how many rows, about whom.
fn summary(part: &PartFound, view: &ViewFound, rule: &Rule) -> String {
    let rows = count(view.rows, "row", "rows");
    let what = match view.nature {
        Nature::Identified => format!("{rows} about people{}", people_words(view)),
        Nature::Individuals => format!("{rows}, each about a single person or event"),
        Nature::Impersonal if view.rows == 0 => "headings only".to_owned(),
        _ if strong_identifiers(view) > 0 => {
            format!("{rows} with {}", count(strong_identifiers(view), "personal number", "personal numbers"))
        }
        _ => format!("{rows}, nothing personal found"),
    };
    let excuse = if view.is_seen_elsewhere { "; all of it also stands on a visible sheet" } else { "" };
    let far = if part.human.is_empty() { "" } else { ": " };
    format!("{}{far}{what}{excuse}", rule.title)
}

fn people_words(view: &ViewFound) -> String {
    let people = &view.people;
    let mut words = match (people.certain, people.possible) {
        (0, 0) => String::new(),
        (certain, 0) => format!(", {} in all", count(certain, "person", "people")),
        (certain, _) => format!(
            ", between {} and {}",
            crate::words::number(certain),
            count(people.most(), "person", "people")
        ),
    };
    if let Some(roster) = people.roster.as_ref().filter(|roster| roster.certain + roster.possible > 0) {
        words.push_str(&roster_words(roster));
    }
    words
}

/// "between 9,310 and 9,483 of your 9,483 people".
pub(crate) fn roster_words(roster: &detect::RosterFound) -> String {
    let least = crate::words::number(roster.certain);
    let of = crate::words::number(roster.of);
    if roster.possible == 0 {
        format!("; {least} of your {of} people")
    } else {
        format!(
            "; between {least} and {} of your {of} people",
            crate::words::number(roster.certain + roster.possible)
        )
    }
}

/// Columns, people, identifiers and samples of a view.
fn fill(finding: &mut Finding, view: &ViewFound) {
    finding.table = Some(TableSummary {
        rows: view.rows,
        columns: view
            .columns
            .iter()
            .map(|column| ColumnSummary {
                header: column.header.clone(),
                field: column.field.id(),
                title: column.field.title(),
                filled: column.filled,
                is_personal: column.field.is_personal(),
                why: column.why.to_string(),
            })
            .collect(),
        why: view.why.iter().map(|why| (*why).to_owned()).collect(),
    });
    if view.nature >= Nature::Individuals {
        finding.people = Some(view.people.clone());
    }
    finding.identifiers.clone_from(&view.identifiers);
    let heading = |place: usize| {
        let column = view.columns.get(place);
        let by_number = || column.map_or(String::new(), |column| inspect::column_name(column.number));
        column
            .map(|column| column.header.clone())
            .filter(|header| !header.is_empty())
            .unwrap_or_else(by_number)
    };
    finding.samples = view
        .samples
        .iter()
        .map(|row| Sample {
            values: row
                .iter()
                .enumerate()
                .filter(|(_, text)| !text.is_empty())
                .map(|(place, text)| (heading(place), text.clone()))
                .collect(),
        })
        .collect();
    if view.nature == Nature::Identified && !view.why.is_empty() {
        finding.summary = format!("{} ({})", finding.summary, list(&view.why));
    }
}
