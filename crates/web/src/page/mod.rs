//! Pages: the frame around them, and the components of the GOV.UK Design System that they are made of.
//!
//! Components are functions that give [`maud::Markup`]: what is put into them is escaped, so the name of a file or a sheet
//! can hold anything. Class names are those of `govuk-frontend`; the few of our own begin with `tip-` and are described
//! in `assets/README.md`.

pub mod button;
pub mod download;
pub mod error_summary;
pub mod field;
mod frame;
pub mod icon;
mod leaving;
pub mod pages;
mod problem;
pub mod summary;
pub mod table;
pub mod verdict;

pub use frame::{Page, Theme, Viewer};
pub use leaving::Leaving;
#[cfg(feature = "oidc")]
pub use leaving::refresh;
pub use problem::problem;
