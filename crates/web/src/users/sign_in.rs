//! Which organisation's own sign-in is believed, and which roles it gives: an act of an administrator.

use crate::form::Form;
use crate::navigation::Place;
use crate::page::error_summary::Errors;
use crate::page::field::Input;
use crate::page::{Page, Viewer, button};
use crate::problem::Problem;
use crate::right::{Administer, Cookies, Earned, Signing};
use crate::words;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use record::{ROLES, RoleMap, RoleMapError, SignInOrder, SignInProvider};

/// What stands in the form: name of the field, and what was typed or is allowed now.
struct Entered(Vec<(&'static str, String)>);

/// The form.
pub async fn ask(right: Earned<Administer>, Extension(cookies): Extension<Cookies>) -> Result<Page, Problem> {
    let provider = right.0.sign_in_provider().await?;
    let entered = Entered::of(provider.as_ref());
    page(&right.0, &cookies, provider.as_ref(), &entered, &Errors::none())
}

/// Allows a provider, or changes on which terms it is.
pub async fn allow(
    right: Earned<Administer>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let entered = Entered::typed(&form);
    let allowed = match entered.order() {
        Ok(order) => right.0.allow_sign_in(&order, &form, &cookies).await?,
        Err(errors) => Err(errors),
    };
    settled(&right.0, &cookies, &entered, allowed).await
}

/// Ends it.
pub async fn end(
    right: Earned<Administer>,
    Extension(cookies): Extension<Cookies>,
    form: Form,
) -> Result<Response, Problem> {
    let ended = right.0.end_sign_in(&form, &cookies).await?;
    let entered = Entered::of(right.0.sign_in_provider().await?.as_ref());
    settled(&right.0, &cookies, &entered, ended).await
}

async fn settled(
    right: &Administer,
    cookies: &Cookies,
    entered: &Entered,
    outcome: Result<(), Errors>,
) -> Result<Response, Problem> {
    match outcome {
        Ok(()) => Ok(Redirect::to("/users/sign-in").into_response()),
        Err(errors) => {
            let provider = right.sign_in_provider().await?;
            let page = page(right, cookies, provider.as_ref(), entered, &errors)?.with_error();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

impl Entered {
    /// As it is allowed now; before that, what most will want.
    fn of(provider: Option<&SignInProvider>) -> Self {
        let mut fields = match provider {
            Some(provider) => vec![
                ("title", provider.title.clone()),
                ("issuer", provider.issuer.clone()),
                ("client", provider.client.clone()),
                ("claim", provider.claim.clone()),
            ],
            None => vec![("claim", "roles".to_owned())],
        };
        for row in ROLES {
            let values = provider.map(|provider| provider.roles.values(row.role).collect::<Vec<_>>());
            fields.push((row.id, values.unwrap_or_default().join(", ")));
        }
        Self(fields)
    }

    fn typed(form: &Form) -> Self {
        let names = ["title", "issuer", "client", "claim"].into_iter().chain(ROLES.iter().map(|row| row.id));
        Self(names.map(|name| (name, form.text(name).to_owned())).collect())
    }

    fn at(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| *field == name).map_or("", |(_, value)| value.as_str())
    }

    fn order(&self) -> Result<SignInOrder, Errors> {
        let mut errors = Errors::none();
        for (name, words) in [
            ("title", "Enter what your organisation's sign-in is called"),
            ("issuer", "Enter the address of the issuer"),
            ("client", "Enter the identifier of the client"),
            ("claim", "Enter the claim that holds roles"),
        ] {
            if self.at(name).is_empty() {
                errors.add(name, words);
            }
        }
        if !self.at("issuer").is_empty() && !single_sign_on::is_safe_address(self.at("issuer")) {
            errors.add("issuer", "Write the issuer as an address that begins with https://");
        }
        let mut pairs = Vec::new();
        for row in ROLES {
            let values = self.at(row.id).split([',', ' ', ';']).filter(|value| !value.is_empty());
            for value in values {
                if let Err(error) = RoleMap::of([(value, row.id)]) {
                    errors.add(row.id, words::sentence(&error.to_string()));
                }
                pairs.push((value, row.id));
            }
        }
        let roles = match RoleMap::of(pairs) {
            Err(RoleMapError::Empty) => {
                errors.add("administrator", "Give at least one role to somebody");
                return Err(errors);
            }
            Err(error) if errors.is_empty() => {
                return Err(Errors::of("administrator", words::sentence(&error.to_string())));
            }
            Ok(roles) if errors.is_empty() => roles,
            _ => return Err(errors),
        };
        let text = |name| self.at(name).to_owned();
        Ok(SignInOrder {
            issuer: text("issuer"),
            client: text("client"),
            title: text("title"),
            claim: text("claim"),
            roles,
        })
    }
}

fn input(entered: &Entered, name: &'static str, label: &str, hint: &str, errors: &Errors) -> Markup {
    Input { name, label, hint, value: entered.at(name), ..Input::default() }.render(errors)
}

fn page(
    right: &Administer,
    cookies: &Cookies,
    provider: Option<&SignInProvider>,
    entered: &Entered,
    errors: &Errors,
) -> Result<Page, Problem> {
    let viewer: Viewer = right.viewer(cookies);
    let signing: Signing = right.signing();
    let back = right.sign_in_address(cookies)?;
    let body = html! {
        (errors.summary())
        h1.govuk-heading-l { "Sign-in through your organisation" }
        @match provider {
            Some(provider) => p.govuk-body { "People sign in through " strong { (gate::harmless(&provider.title)) } ". What they may do is what it says of them, and never more than stands here." },
            None => p.govuk-body { "People with an account at your organisation can sign in with it, without a passphrase here. What they may do is what it says of them, and never more than stands here." },
        }
        p.govuk-body { "At your organisation's sign-in, register Tipstaff as a web application with this redirect address:" }
        p.govuk-body { code.tip-digest { (back) } }
        form action="/users/sign-in" method="post" novalidate {
            (input(entered, "title", "Name", "People see it on the button: Sign in with …", errors))
            (input(entered, "issuer", "Issuer", "With Entra ID: https://login.microsoftonline.com/TENANT/v2.0", errors))
            (input(entered, "client", "Identifier of the client", "With Entra ID: the application (client) ID. The secret is not entered here: whoever runs the server puts it into a file.", errors))
            (input(entered, "claim", "Claim that holds roles", "App roles, not groups. With Entra ID: roles", errors))
            h2.govuk-heading-m { "Which app role gives which role here" }
            p.govuk-body { "Enter values of app roles, such as Tipstaff.Approver. Several are separated by commas. A role without a value is given to nobody." }
            @for row in ROLES {
                (input(entered, row.id, &words::sentence(row.title), row.what, errors))
            }
            (signing.fields(errors))
            (button::submit(if provider.is_some() { "Change" } else { "Allow" }))
        }
        @if provider.is_some() {
            h2.govuk-heading-m { "End it" }
            p.govuk-body { "Whoever signs in through it can do nothing any more, at once. Accounts and what they did stay on record." }
            form action="/users/sign-in/end" method="post" novalidate {
                (signing.fields_named("end-", errors))
                (button::warning("End sign-in through your organisation"))
            }
        }
    };
    let title = "Sign-in through your organisation";
    Ok(Page::new(&viewer, title, body).at(Place::Administration).back("/users", "Users"))
}
