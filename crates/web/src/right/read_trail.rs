//! Reading the trail.

use super::{Cookies, ReadTrail};
use crate::page::Viewer;
use crate::problem::Problem;
use accounts::{TrailPage, TrailQuestion};
use record::Actor;

/// Lines of a page.
const MOST: usize = 100;

impl ReadTrail {
    /// As pages greet the caller.
    pub fn viewer(&self, cookies: &Cookies) -> Viewer {
        self.caller.viewer(cookies)
    }

    /// Lines, the newest first.
    pub async fn page(&self, question: &TrailQuestion) -> Result<TrailPage, Problem> {
        let page = self.app.0.accounts.trail(question, MOST).await;
        page.map_err(|error| Problem::failed("reading the trail", &error))
    }

    /// Who uses Tipstaff.
    pub async fn actors(&self) -> Result<Vec<Actor>, Problem> {
        let actors = self.app.0.record.actors().await;
        actors.map_err(|error| Problem::failed("reading who is enrolled", &error))
    }
}
