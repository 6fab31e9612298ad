//! Checks of files: sent, waited for, looked at, copied.

mod copy;
mod delete;
mod heading;
mod index;
mod pace;
mod preview;
mod receive;
mod reports;
mod result;
mod samples;
mod show;
mod state;

pub use copy::{adopt, copy, disposition, download};
pub use delete::delete;
pub use index::{drop_zone, index};
pub use pace::paced;
pub use preview::preview;
pub use receive::{accepts_json, next_part, parts, receive};
pub use reports::{pdf_of, report_json, report_pdf, report_sarif, report_text};
pub use samples::{ask as ask_samples, show as samples};
pub use show::show;
pub use state::state;
