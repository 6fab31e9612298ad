//! Who is different between two imports or days: signed, with a purpose, on record before the first name is shown.

use super::compared::{Asked, States, asked};
use crate::exposure::Named;
use crate::form::{Form, Query};
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::{Page, Viewer, button, field, table};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, LookUpPeople, Signing};
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use record::{Field, FieldSet, PeopleChanges};

/// Most people whom the page names.
const MOST: u64 = 2_000;

/// Asks for the purpose.
pub async fn ask(
    right: Earned<LookUpPeople>,
    Query(query): Query,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let states = states(&right.0, &query).await?;
    Ok(form_page(&right.0.viewer(&cookies), &states, "", right.0.signing(), &Errors::none()))
}

/// Writes the act, then shows who they are.
pub async fn show(
    right: Earned<LookUpPeople>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let states = states(&right.0, &form).await?;
    let viewer = right.0.viewer(&cookies);
    let why = form.text("why");
    let refused = |errors: &Errors| {
        let page = form_page(&viewer, &states, why, right.0.signing(), errors).with_error();
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    if why.is_empty() {
        return refused(&Errors::of("why", "Say what you need the names for"));
    }
    let changes = right.0.changes(&states.first, &states.second).await?;
    let people = &(&changes.joined | &changes.left) | &changes.changed_people();
    if people.len() > MOST {
        let words = format!(
            "{} are different, more than a page can name. Compare two states that lie closer together",
            crate::words::counted(people.len(), "person", "people")
        );
        return refused(&Errors::of("why", words));
    }
    match right.0.name_changed(&people, why, &form, &cookies).await? {
        Err(errors) => refused(&errors),
        Ok(named) => Ok(page(&viewer, &states, &changes, &named).into_response()),
    }
}

async fn states(right: &LookUpPeople, form: &Form) -> Result<States, Problem> {
    match asked(right, form).await? {
        Ok(Asked::States(states)) => Ok(states),
        _ => Err(Problem::bad_request(
            "This is no whole question",
            "Choose two imports or two days on the page “Compare people”, and begin there",
        )),
    }
}

fn form_page(viewer: &Viewer, states: &States, why: &str, signing: Signing, errors: &Errors) -> Page {
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "See who is different" }
        p.govuk-body { "That you saw names, how many and when, is in the log for good; what for is kept sealed beside it. The names are not in it." }
        form action="/people/compare/names" method="post" novalidate {
            @for (name, value) in &states.pairs { input type="hidden" name=(name) value=(value); }
            (field::text_area("why", "What you need the names for", "Such as: checking the extract of March. Do not name anybody here.", why, errors))
            (signing.fields(errors))
            (button::submit("Show the names"))
        }
    };
    Page::new(viewer, "See who is different", body)
        .at(Place::People)
        .back(format!("/people/compare?{}", states.query()), "Back to the counts")
}

fn page(viewer: &Viewer, states: &States, changes: &PeopleChanges, named: &Named) -> Page {
    let mut headings = vec![("Person", false), ("What is different", false)];
    headings.extend(named.fields.iter().map(|field| (field.title(), false)));
    let rows: Vec<Vec<Markup>> = named
        .people
        .iter()
        .map(|(person, values)| {
            let mut row = vec![
                html! { a.govuk-link href={ "/people/" (person) } { (person) } },
                html! { (difference(changes, *person)) },
            ];
            row.extend(named.fields.iter().map(|field| {
                let value = values.iter().find(|(known, _)| *known == field);
                html! { (value.map_or("", |(_, value)| value.as_str())) }
            }));
            row
        })
        .collect();
    let body = html! {
        h1.govuk-heading-l { "Who is different" }
        p.govuk-body { "Between " (states.names.0) " and " (states.names.1) ". Values are those of today. Act " (named.act) " of the log says that you saw this." }
        (table::table("People who are different, by number", &headings, &rows))
    };
    Page::new(viewer, "Who is different: names", body)
        .at(Place::People)
        .back(format!("/people/compare?{}", states.query()), "Back to the counts")
        .wide()
}

/// "Joined", "Left", or the fields that are different.
fn difference(changes: &PeopleChanges, person: u32) -> String {
    if changes.joined.contains(person) {
        return "Joined".into();
    }
    if changes.left.contains(person) {
        return "Left".into();
    }
    let fields: FieldSet = changes
        .changed
        .iter()
        .filter(|(_, people)| people.contains(person))
        .map(|(field, _): (&Field, _)| *field)
        .collect();
    crate::words::sentence(&record::words::titles(fields))
}
