//! For whoever watches the server: whether it runs, and whether it can answer.

use crate::right::App;
use axum::extract::State;
use axum::http::StatusCode;
use std::fmt::Write;

/// What the server cannot do without, or waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Readiness {
    /// The database answers.
    pub database: bool,
    /// What the place of sealed files does.
    pub files: Files,
    /// Files are checked and do not wait: a reader could be locked down, and the people of the record were read.
    pub checks: bool,
}

/// What the place of sealed files does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Files {
    /// It takes a file and gives it back.
    Ready,
    /// There is no room left.
    Full,
    /// It does not.
    #[default]
    Failed,
}

impl Readiness {
    /// Whether requests may be sent here.
    pub fn is_ready(self) -> bool {
        self.database && self.files == Files::Ready
    }

    /// Line by line, without an address, a path or a name of an account.
    fn text(self) -> String {
        let mut text = String::from(if self.is_ready() { "ready\n" } else { "not ready\n" });
        let files = match self.files {
            Files::Ready => "ready",
            Files::Full => "no room left",
            Files::Failed => "cannot be written and read",
        };
        let database = if self.database { "ready" } else { "does not answer" };
        let checks = if self.checks { "ready" } else { "wait, and the log says why" };
        // Writing to a string cannot fail.
        let _ = write!(text, "database: {database}\nsealed files: {files}\nchecks: {checks}\n");
        text
    }
}

/// The process runs.
pub async fn health() -> &'static str {
    "ok\n"
}

/// Database and sealed files work, and the server stays. Otherwise a load balancer sends requests elsewhere.
pub async fn ready(State(app): State<App>) -> (StatusCode, String) {
    if app.is_ending() {
        return (StatusCode::SERVICE_UNAVAILABLE, "not ready\nthe server is about to end\n".into());
    }
    let readiness = app.readiness().await;
    let status = if readiness.is_ready() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, readiness.text())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_said_part_by_part() {
        let all = Readiness { database: true, files: Files::Ready, checks: true };
        insta::assert_snapshot!(all.text(), @r"
        ready
        database: ready
        sealed files: ready
        checks: ready
        ");
        let full = Readiness { files: Files::Full, checks: false, ..all };
        insta::assert_snapshot!(full.text(), @r"
        not ready
        database: ready
        sealed files: no room left
        checks: wait, and the log says why
        ");
        insta::assert_snapshot!(Readiness::default().text(), @r"
        not ready
        database: does not answer
        sealed files: cannot be written and read
        checks: wait, and the log says why
        ");
    }
}
