//! What a terminal can show: colours and progress, where there is one and it is wanted.

use crate::arguments::{Common, Format};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::Duration;

/// Whether standard output shows colours.
pub fn has_colours() -> bool {
    let is_unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    std::io::stdout().is_terminal() && !is_unwanted
}

/// Characters of a line: the terminal's, within what can be read; 100 where there is none.
pub fn width() -> usize {
    const USUAL: usize = 100;
    if !std::io::stdout().is_terminal() {
        return USUAL;
    }
    console::Term::stdout().size_checked().map_or(USUAL, |(_, columns)| usize::from(columns).clamp(60, 120))
}

/// A sign on standard error that something is under way, or nothing.
pub fn waiting(common: &Common, what: &str) -> ProgressBar {
    let bar = progress(common, None);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}, {elapsed}") {
        bar.set_style(style);
    }
    bar.set_message(what.to_owned());
    bar
}

/// A progress bar on standard error, or one that shows nothing.
pub fn progress(common: &Common, files: Option<u64>) -> ProgressBar {
    let is_shown = !common.quiet
        && std::io::stderr().is_terminal()
        && (common.format != Format::Text || files != Some(1));
    if !is_shown {
        return ProgressBar::with_draw_target(files, ProgressDrawTarget::hidden());
    }
    let bar = ProgressBar::new_spinner();
    if let Some(files) = files {
        bar.set_length(files);
    }
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} files checked, {elapsed} {wide_msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

/// A bar on standard error for so many rows, or nothing.
pub fn rows(common: &Common, rows: u64) -> ProgressBar {
    if common.quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::with_draw_target(Some(rows), ProgressDrawTarget::hidden());
    }
    let bar = ProgressBar::new(rows);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len} rows, {elapsed}") {
        bar.set_style(style);
    }
    bar
}

/// A bar on standard error for work of several stages, and what moves it.
pub fn stages(common: &Common) -> (ProgressBar, impl FnMut(record::Progress)) {
    let bar = rows(common, 0);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len} {msg}, {elapsed}") {
        bar.set_style(style);
    }
    let shown = bar.clone();
    let move_on = move |progress: record::Progress| {
        shown.set_length(progress.of.max(progress.done));
        shown.set_position(progress.done);
        shown.set_message(progress.stage);
    };
    (bar, move_on)
}
