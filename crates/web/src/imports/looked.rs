//! An extract as it was read, or the page that says why it was not.

use super::chosen::{Chosen, MOST_COLUMNS};
use super::waiting::forget;
use crate::navigation::Place;
use crate::page::{Page, Viewer, button};
use crate::problem::Problem;
use crate::right::ImportPeople;
use intake::{Intake, IntakeError, Mapping};
use maud::{Markup, html};
use uploads::Aside;

/// Reads it as it was chosen. The inner error is a page.
pub async fn look(
    right: &ImportPeople,
    aside: &Aside,
    chosen: &Chosen,
    viewer: &Viewer,
) -> Result<Result<Intake, Page>, Problem> {
    let refused = |what: &str, fix: &str| {
        Ok(Err(page(
            viewer,
            aside,
            &html! { p.govuk-body-l { "It " (what) "." } p.govuk-body { (fix) "." } },
        )))
    };
    match right.read(aside, &chosen.sheet).await? {
        Ok(intake) if intake.headings.len() > MOST_COLUMNS => refused(
            "has more than 200 columns",
            "Save a file with the columns that are needed, and send that one",
        ),
        // The headings are not shown: they may be the first person.
        Ok(intake) if Mapping::guessed(&intake.headings).is_unknown() => refused(
            "has no heading that says what its column holds",
            "Its first row must hold headings such as Service number, Surname, Rank. Put them right, and send it again",
        ),
        Ok(intake) => Ok(Ok(intake)),
        Err(IntakeError::SeveralSheets { sheets } | IntakeError::NoSuchSheet { sheets }) => {
            Ok(Err(page(viewer, aside, &which_sheet(aside, &sheets))))
        }
        Err(IntakeError::Unread(error)) => Err(Problem::failed("reading an extract", &error)),
        Err(error) => {
            let text = error.to_string();
            let (what, fix) = text.split_once(". ").unwrap_or((&text, "Check that it is the right file"));
            let what =
                what.strip_prefix("it ").map_or_else(|| format!("cannot be taken: {what}"), str::to_owned);
            refused(&what, fix)
        }
    }
}

fn page(viewer: &Viewer, aside: &Aside, words: &Markup) -> Page {
    let name = gate::harmless(&aside.name);
    let body = html! {
        h1.govuk-heading-l.tip-break { (name) }
        (words)
        (forget(aside))
    };
    Page::new(viewer, "Import people", body).at(Place::People).back("/people/import", "Choose another file")
}

fn which_sheet(aside: &Aside, sheets: &[String]) -> Markup {
    html! {
        p.govuk-body { "It has " (crate::words::counted(sheets.len() as u64, "sheet", "sheets")) " with something on them, and one is imported at a time." }
        form action={ "/people/import/" (aside.id) } method="get" {
            div.govuk-form-group {
                fieldset.govuk-fieldset {
                    legend.govuk-fieldset__legend.govuk-fieldset__legend--s { "Which sheet holds the people?" }
                    div.govuk-radios data-module="govuk-radios" {
                        @for (index, sheet) in sheets.iter().enumerate() {
                            @let name = bare(sheet);
                            div.govuk-radios__item {
                                input.govuk-radios__input id={ "sheet-" (index) } name="sheet" type="radio" value=(name) checked[index == 0];
                                label.govuk-label.govuk-radios__label for={ "sheet-" (index) } { (record::words::plain(name)) }
                            }
                        }
                    }
                }
            }
            (button::submit("Continue"))
        }
    }
}

/// The name alone: `sheet 'Staff'` is `Staff`.
fn bare(sheet: &str) -> &str {
    sheet.strip_prefix("sheet '").and_then(|rest| rest.strip_suffix('\'')).unwrap_or(sheet)
}
