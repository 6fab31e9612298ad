//! The web application: pages for people and an interface for programs.
//!
//! ```text
//! request ── guard ── who calls ── right earned? ── handler ── page or JSON
//!            headers   session       one table:       one verb
//!            origin    or token      ROUTES           a file
//! ```
//!
//! Nouns are modules, verbs are files. A handler takes an `Earned` right and gets that right's services and
//! no others; SQL and file formats are not known here. Pages work without JavaScript; see `assets/README.md` for their look.

mod account;
mod address;
mod advice;
mod api;
mod assets;
mod cards;
mod certificate;
mod checks;
mod deliveries;
mod entry;
mod evidence;
mod exposure;
mod form;
mod guard;
mod help;
mod holders;
mod holdings;
mod home;
mod imports;
mod log;
mod metrics;
mod navigation;
mod observe;
mod page;
mod patience;
mod people;
mod problem;
mod rechecks;
mod recipients;
mod releases;
mod right;
mod routes;
mod serve;
mod server;
mod settings;
mod shares;
mod small_file;
mod status;
mod traces;
mod trail;
mod users;
mod words;

pub use api::document as openapi;
pub use certificate::BadCertificate;
pub use observe::{Answered, Watcher};
pub use patience::Patience;
pub use rechecks::Rechecker;
pub use right::{App, Parts, RIGHTS, RightRow, Who};
pub use routes::{ROUTES, Route};
pub use serve::{Serving, Starting, serve};
pub use server::service;
pub use settings::{Settings, SettingsError};
