//! Seeing what was imported: by whom, when, in counts.

use super::recording::told;
use super::{Cookies, ImportPeople, LookUpPeople, Names, ReadLog, SeeImports};
use crate::page::Viewer;
use crate::problem::Problem;
use record::{ImportsPage, PeopleImport, Sources};

/// Imports of a page.
const MOST: usize = 50;

impl SeeImports {
    /// As pages greet the caller.
    pub fn viewer(&self, cookies: &Cookies) -> Viewer {
        self.caller.viewer(cookies)
    }

    /// Imports before an act (none: from the newest on), the newest first.
    pub async fn page(&self, before: Option<u64>) -> Result<ImportsPage, Problem> {
        let page = self.app.0.record.people_imports(before, MOST).await;
        page.map_err(|error| told("reading imports", &error))
    }

    /// One import.
    pub async fn one(&self, position: u64) -> Result<PeopleImport, Problem> {
        let import = self.app.0.record.people_import(position).await;
        import.map_err(|error| told("reading an import", &error))?.ok_or_else(Problem::not_found)
    }

    /// People by extract now.
    pub async fn sources(&self) -> Result<Vec<Sources>, Problem> {
        let sources = self.app.0.record.people_by_source(self.app.now()).await;
        sources.map_err(|error| told("counting people", &error))
    }

    /// Who is who.
    pub async fn names(&self) -> Result<Names, Problem> {
        self.app.names().await
    }

    /// Whether the caller may import too.
    pub fn may_import(&self) -> bool {
        self.caller.may::<ImportPeople>()
    }

    /// Whether the caller may compare, and look people up.
    pub fn may_compare(&self) -> bool {
        self.caller.may::<LookUpPeople>()
    }

    /// Whether the caller may read the log.
    pub fn may_read_log(&self) -> bool {
        self.caller.may::<ReadLog>()
    }
}
