//! What stands in a file, for people who look at it beside its safe copy: the first rows of each table as they are
//! displayed, the first paragraphs of each text, and with each whether a person who opens the file sees it, and why not.
//!
//! **It holds values of the file as they are.** [`Preview::masked`] is for whoever has not asked for them.

mod covers;
mod limits;
mod masked;
mod reading;
mod room;
mod table;
mod text;

use crate::{Checker, memory};
use inspect::Options;
pub use limits::PreviewLimits;
use reading::Reading;
use serde::Serialize;
use std::fs::File;
use std::path::Path;
pub use table::{PreviewCell, PreviewColumn, PreviewRow, PreviewTable};
pub use text::{PreviewParagraph, PreviewText};

/// The beginning of everything that a file holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Preview {
    /// Sheets, caches and other tables, in the order of the file.
    pub tables: Vec<PreviewTable>,
    /// Texts, in the order of the file.
    pub texts: Vec<PreviewText>,
    /// Tables and texts that are not shown, as far as they were counted.
    pub more: u64,
    /// Whether there was no room to show everything up to the limits of each part.
    pub is_cut: bool,
    /// Why the file, or a part of it, could not be shown, in words.
    pub troubles: Vec<String>,
}

impl Checker<'_> {
    /// Shows the beginning of everything that an open file holds. The file is not judged; whatever goes wrong is part of the
    /// answer.
    pub fn preview(
        &self,
        file: File,
        known_as: &Path,
        limits: PreviewLimits,
        stop: &dyn Fn() -> bool,
    ) -> Preview {
        let file = match memory::for_reading(file) {
            Ok(file) => file,
            Err(error) => return Preview { troubles: vec![error.to_string()], ..Preview::default() },
        };
        let options = Options { limits: self.policy.limits.clone(), layout: true, ..Options::default() };
        let name = known_as.file_name().unwrap_or_default().to_string_lossy();
        let mut reading = Reading::new(limits, stop);
        self.sandbox.inspect(file, &name, &options, &mut reading);
        reading.finish()
    }
}
