//! The page of one's own account.

use crate::page::error_summary::Errors;
use crate::page::field::passphrase;
use crate::page::{Page, Viewer, button, summary};
use crate::problem::Problem;
use crate::right::{Cookies, Earned, Own};
use crate::words;
use axum::Extension;
use maud::{Render, html};

/// The page.
pub async fn show(own: Earned<Own>, Extension(cookies): Extension<Cookies>) -> Result<Page, Problem> {
    page(&own.0, &own.0.viewer(&cookies), &Errors::none()).await
}

/// The page, with what was wrong with a new passphrase.
pub async fn page(own: &Own, viewer: &Viewer, errors: &Errors) -> Result<Page, Problem> {
    let about = own.about().await?;
    let roles = words::roles(about.roles);
    let factor = html! {
        @if about.is_told { "Your organisation's sign-in asks for it" } @else if about.has_second_factor { "Authenticator app" } @else { "None. " a.govuk-link href="/account/second-factor" { "Set up an authenticator app" } }
    };
    let sessions = words::counted(about.sessions, "place", "places");
    let rows: [(&str, &dyn Render); 4] = [
        ("Name in Tipstaff", &about.name.as_str()),
        ("Roles", &roles),
        ("Second factor", &factor),
        ("Signed in at", &sessions),
    ];
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Your account" }
        (summary::list(&rows))
        @if about.is_told {
            p.govuk-body { "You sign in through your organisation, and have no passphrase here. Your roles are those that it gives you; when they change, sign in again." }
        } @else {
        h2.govuk-heading-m { "Change your passphrase" }
        form action="/account/passphrase" method="post" novalidate {
            input type="hidden" name="name" autocomplete="username" value=(about.name.as_str());
            (passphrase("old", "Passphrase until now", "", "current-password", errors))
            (passphrase("new", "New passphrase", "At least 12 characters. You are signed out everywhere else.", "new-password", errors))
            (button::submit("Change passphrase"))
        }
        }
        h2.govuk-heading-m { "Sign out everywhere" }
        p.govuk-body { "If you left Tipstaff open on a machine that is not yours, end all sessions, this one too." }
        (button::post("/account/end-sessions", &button::secondary("Sign out everywhere")))
    };
    Ok(Page::new(viewer, "Your account", body))
}
