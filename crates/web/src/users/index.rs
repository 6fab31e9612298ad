//! Who uses Tipstaff.

use crate::navigation::Place;
use crate::page::{Page, button, summary, table};
use crate::problem::Problem;
use crate::right::{Administer, Cookies, Earned};
use crate::words;
use accounts::{Program, Scope};
use axum::Extension;
use maud::{Markup, html};
use record::Actor;

/// The page.
pub async fn index(
    right: Earned<Administer>,
    Extension(cookies): Extension<Cookies>,
) -> Result<Page, Problem> {
    let (people, programs) = right.0.users().await?;
    let headings = [("Name", false), ("Roles", false), ("State", false), ("Change", false)];
    let rows: Vec<Vec<Markup>> = people.iter().map(person).collect();
    let body = html! {
        h1.govuk-heading-l { "Users" }
        (table::table("People", &headings, &rows))
        (button::link("/users/invite", "Invite a colleague"))
        @if cfg!(feature = "oidc") {
            " " (button::secondary_link("/users/sign-in", "Sign-in through your organisation"))
        }
        h2.govuk-heading-m { "Programs" }
        p.govuk-body { "A program asks with a token of its own whether a file may leave, or sends files to be checked." }
        @if programs.is_empty() {
            p.govuk-body { "There is none yet." }
        } @else {
            @let headings = [("Name", false), ("May", false), ("In the name of", false), ("Ends", false), ("", false)];
            (table::table("Programs with a token", &headings, &programs.iter().map(program).collect::<Vec<_>>()))
        }
        (button::secondary_link("/users/programs/add", "Add a program"))
    };
    Ok(Page::new(&right.0.viewer(&cookies), "Users", body).at(Place::Administration).wide())
}

fn person(actor: &Actor) -> Vec<Markup> {
    let number = actor.number;
    let state = if actor.provider.is_some() && actor.roles.is_empty() {
        "Signs in through the organisation, without a role"
    } else if actor.provider.is_some() {
        "Signs in through the organisation"
    } else {
        match (&actor.public_key, actor.key_by) {
            (None, _) => "Has no passphrase yet",
            (Some(_), by) if by != Some(number) => "Invited, has not chosen a passphrase",
            _ => "Can sign",
        }
    };
    vec![
        html! { (gate::harmless(&actor.name)) },
        html! { (words::roles(actor.roles)) },
        html! { (state) },
        html! {
            a.govuk-link href={ "/users/" (number) "/roles" } { "Roles" span.govuk-visually-hidden { " of " (gate::harmless(&actor.name)) } }
        },
    ]
}

fn program(program: &Program) -> Vec<Markup> {
    let scopes = [
        (Scope::Certificates, "ask for certificates"),
        (Scope::Checks, "have files checked"),
        (Scope::Evidence, "ask how stores of evidence stand"),
    ];
    let may: Vec<&str> =
        scopes.iter().filter(|(scope, _)| program.scopes.has(*scope)).map(|(_, words)| *words).collect();
    vec![
        html! { (gate::harmless(&program.name)) },
        html! { (words::sentence(&may.join(", "))) },
        html! { (gate::harmless(&program.actor.name)) },
        html! {
            @if let Some(at) = program.revoked { "Revoked " (summary::time(at)) }
            @else if let Some(until) = program.until { (summary::time(until)) }
            @else { "Never" }
        },
        html! {
            // Its name stays on the list, as it is in the log; what was revoked cannot be revoked again.
            @if program.revoked.is_none() {
                form action={ "/users/programs/" (program.number) "/revoke" } method="post" {
                    button.govuk-button.govuk-button--secondary type="submit" { "Revoke" span.govuk-visually-hidden { " " (gate::harmless(&program.name)) } }
                }
            }
        },
    ]
}
