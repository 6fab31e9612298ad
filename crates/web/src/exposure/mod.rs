//! Who is affected: asked of some holders and a stretch of time, answered in counts; names are a second question.

mod answer;
mod asked;
mod chart;
mod compare;
mod export;
mod form;
mod index;
mod names;
mod report;
mod steps;

pub use export::{counts_csv, counts_json};
pub use index::index;
pub use names::{ask as ask_names, show as names};
pub use report::{DESCRIBED, Named, Report, reckon};
