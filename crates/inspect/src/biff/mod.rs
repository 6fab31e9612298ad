//! Excel workbooks of 1993 to 2003 ([MS-XLS], and the earlier BIFF5).
//!
//! A workbook is one stream of records, read three times from memory: once for its substreams, once for what hides cells
//! ([`sheet`]'s first look), once for what it says. Around it lie the other streams of the compound file: see
//! [`streams`].

mod book;
mod chain;
mod chart;
mod colours;
mod condition;
mod crypt;
mod drawing;
mod external;
mod formula;
mod globals;
mod names;
mod numbers;
mod page;
mod pivot;
mod record;
mod revision;
mod sheet;
mod streams;
mod strings;
mod styles;
mod substream;
mod texts;
mod version;
mod workbook;

pub(crate) use streams::{is_workbook, report, report_bare};
