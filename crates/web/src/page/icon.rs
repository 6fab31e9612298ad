//! Icons: one file of shapes, each used by its name. They take the colour of the words beside them and say nothing by
//! themselves.

use crate::assets;
use maud::{Markup, html};

/// A shape of `assets/icons.svg`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// May leave.
    Clear,
    /// A person must look.
    Review,
    /// Must not leave.
    Held,
    /// Could not be checked.
    Unknown,
    /// Nobody sees it.
    Hidden,
    /// Our own mark.
    Tipstaff,
    /// A sheet.
    Sheet,
    /// A page of text.
    Page,
    /// A picture.
    Picture,
    /// Values kept from elsewhere.
    Cache,
    /// A file in the file.
    Attachment,
    /// Any other part.
    Part,
}

impl Icon {
    fn name(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Review => "review",
            Self::Held => "held",
            Self::Unknown => "unknown",
            Self::Hidden => "hidden",
            Self::Tipstaff => "tipstaff",
            Self::Sheet => "sheet",
            Self::Page => "page",
            Self::Picture => "picture",
            Self::Cache => "cache",
            Self::Attachment => "attachment",
            Self::Part => "part",
        }
    }

    /// The icon.
    pub fn render(self) -> Markup {
        self.with_class("tip-icon")
    }

    /// The icon with a class of its own.
    pub fn with_class(self, class: &str) -> Markup {
        html! {
            svg class=(class) aria-hidden="true" focusable="false" {
                use href={ (assets::path("icons.svg")) "#" (self.name()) } {}
            }
        }
    }
}
