//! Lines for a terminal: broken at its width, with labels in a column of their own.

use crate::{Severity, Verdict};
use std::fmt::{self, Write};
use textwrap::Options;

/// Room for a label and the space behind it.
const LABEL: usize = 10;

/// Writes lines of a width.
pub(super) struct Lines<'o> {
    width: usize,
    out: &'o mut dyn Write,
}

impl<'o> Lines<'o> {
    pub(super) fn new(width: usize, out: &'o mut dyn Write) -> Self {
        Self { width: width.max(40), out }
    }

    /// A line as it is.
    pub(super) fn plain(&mut self, text: &str) -> fmt::Result {
        writeln!(self.out, "{text}")
    }

    /// A paragraph.
    pub(super) fn wrapped(&mut self, indent: &str, text: &str) -> fmt::Result {
        self.fill(indent, indent, text)
    }

    /// A paragraph whose further lines stand a little to the right.
    pub(super) fn hanging(&mut self, indent: &str, text: &str) -> fmt::Result {
        self.fill(indent, &format!("{indent}  "), text)
    }

    /// A paragraph behind a label.
    pub(super) fn labelled(&mut self, label: &str, text: &str) -> fmt::Result {
        // A colour takes no room on the screen.
        let room = LABEL.saturating_sub(textwrap::core::display_width(label));
        let first = format!("  {label}{}", " ".repeat(room));
        let rest = " ".repeat(2 + LABEL);
        // Lines are broken without the label, whose colour would be counted.
        let broken = textwrap::wrap(text, Options::new(self.width - 2 - LABEL).break_words(false));
        for (place, line) in broken.iter().enumerate() {
            let before = if place == 0 { &first } else { &rest };
            writeln!(self.out, "{before}{line}")?;
        }
        Ok(())
    }

    fn fill(&mut self, first: &str, rest: &str, text: &str) -> fmt::Result {
        let options = Options::new(self.width).initial_indent(first).subsequent_indent(rest);
        writeln!(self.out, "{}", textwrap::fill(text, options.break_words(false)))
    }
}

/// Colours of a terminal, or none.
pub(super) struct Paint(pub(super) bool);

impl Paint {
    pub(super) fn verdict(&self, verdict: Verdict) -> String {
        let (code, word) = match verdict {
            Verdict::Clear => ("32", "CLEAR    "),
            Verdict::Review => ("33", "REVIEW   "),
            Verdict::Held => ("31", "HELD     "),
            Verdict::Unchecked => ("35", "UNCHECKED"),
        };
        self.colour(code, word)
    }

    pub(super) fn severity(&self, severity: Severity) -> String {
        match severity {
            Severity::Block => self.colour("31", "block"),
            Severity::Review => self.colour("33", "review"),
            Severity::Note => "note".to_owned(),
        }
    }

    pub(super) fn colour(&self, code: &str, word: &str) -> String {
        if self.0 { format!("\u{1b}[1;{code}m{word}\u{1b}[0m") } else { word.to_owned() }
    }
}
