//! The frame of every page: skip link, header, navigation by role, main part, footer.

use super::error_summary;
use super::icon::Icon;
use crate::assets;
use crate::navigation::{self, Place};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use record::Roles;
use zeroize::Zeroizing;

/// Light or dark, as the viewer chose; none: as the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the viewer's system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// As cookies and forms name it; what is unknown is the system's.
    pub fn named(name: &str) -> Self {
        match name {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }

    /// Its name in cookies and forms.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "device",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Who looks at a page.
#[derive(Clone, Default)]
pub struct Viewer {
    /// Name, when signed in.
    pub name: Option<Zeroizing<String>>,
    /// Roles.
    pub roles: Roles,
    /// Light or dark.
    pub theme: Theme,
}

/// A page.
pub struct Page {
    title: String,
    viewer: Viewer,
    place: Option<Place>,
    back: Option<(String, String)>,
    is_error: bool,
    is_wide: bool,
    refresh: Option<u32>,
    body: Markup,
}

impl Page {
    /// A page with its title, which is the first heading too unless the body has one of its own.
    pub fn new(viewer: &Viewer, title: impl Into<String>, body: Markup) -> Self {
        Self {
            title: title.into(),
            viewer: viewer.clone(),
            place: None,
            back: None,
            is_error: false,
            is_wide: false,
            refresh: None,
            body,
        }
    }

    /// Which entry of the navigation it belongs to.
    #[must_use]
    pub fn at(self, place: Place) -> Self {
        Self { place: Some(place), ..self }
    }

    /// A link back.
    #[must_use]
    pub fn back(self, to: impl Into<String>, words: impl Into<String>) -> Self {
        Self { back: Some((to.into(), words.into())), ..self }
    }

    /// A form that was filled in wrong: the title says so first, for who listens.
    #[must_use]
    pub fn with_error(self) -> Self {
        Self { is_error: true, ..self }
    }

    /// For tables that need the width.
    #[must_use]
    pub fn wide(self) -> Self {
        Self { is_wide: true, ..self }
    }

    /// Loads itself again after so many seconds, where there is no JavaScript.
    #[must_use]
    pub fn refreshing(self, seconds: u32) -> Self {
        Self { refresh: Some(seconds), ..self }
    }

    /// As HTML.
    pub fn render(&self) -> Markup {
        let theme = match self.viewer.theme {
            Theme::System => None,
            other => Some(other.name()),
        };
        html! {
            (DOCTYPE)
            html.govuk-template lang="en-GB" data-theme=[theme] {
                head {
                    meta charset="utf-8";
                    title { @if self.is_error && !error_summary::is_notice(&self.body) { "Error: " } (self.title) " – Tipstaff" }
                    meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                    meta name="color-scheme" content=(theme.unwrap_or("light dark"));
                    meta name="robots" content="noindex, nofollow";
                    @if let Some(seconds) = self.refresh {
                        noscript { meta http-equiv="refresh" content=(seconds); }
                    }
                    link rel="icon" href=(assets::path("icons.svg")) type="image/svg+xml";
                    link rel="stylesheet" href=(assets::path("tipstaff.css"));
                    script type="module" src=(assets::path("tipstaff.js")) {}
                }
                body.govuk-template__body {
                    a.govuk-skip-link href="#main-content" data-module="govuk-skip-link" { "Skip to main content" }
                    (self.header())
                    div.govuk-width-container {
                        @if let Some((to, words)) = &self.back {
                            a.govuk-back-link href=(to) { (words) }
                        }
                        main.govuk-main-wrapper.tip-narrow[!self.is_wide] id="main-content" { (self.body) }
                    }
                    (self.footer())
                }
            }
        }
    }

    fn header(&self) -> Markup {
        html! {
            header.tip-header {
                div.govuk-width-container.tip-header__row {
                    a.tip-header__name href="/" { (Icon::Tipstaff.render()) "Tipstaff" }
                    @if let Some(name) = &self.viewer.name {
                        div.tip-header__person {
                            a.tip-header__link href="/account" { (name.as_str()) }
                            form action="/sign-out" method="post" {
                                button.tip-header__link type="submit" { "Sign out" }
                            }
                        }
                    }
                }
            }
            @if self.viewer.name.is_some() { (navigation::bar(self.viewer.roles, self.place)) }
        }
    }

    fn footer(&self) -> Markup {
        let choices = [(Theme::System, "As my device"), (Theme::Light, "Light"), (Theme::Dark, "Dark")];
        html! {
            footer.tip-footer {
                div.govuk-width-container.tip-footer__row {
                    p { a.govuk-link href="/help" { "Help" } " · Tipstaff " (env!("CARGO_PKG_VERSION")) }
                    form.tip-theme action="/theme" method="post" data-theme-switch role="group" aria-label="Colours" {
                        @for (theme, words) in choices {
                            button.tip-theme__choice type="submit" name="theme" value=(theme.name())
                                aria-pressed=(self.viewer.theme == theme) { (words) }
                        }
                    }
                }
            }
        }
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        self.render().into_response()
    }
}
