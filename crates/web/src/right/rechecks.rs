//! Looking into releases again: for oneself before one decides, and all of them by today's rules.

use super::releases::told;
use super::{App, Caller, Cookies, LookIntoRelease, RecheckReleases, Right};
use crate::home::Need;
use crate::page::Viewer;
use crate::problem::Problem;
use record::{Actor, Role, Roles};
use release::{Queue, Release, Standing};
use uploads::UploadId;

/// Those who look into what others proposed.
const SEE_ALL: Roles = Roles::of(&[Role::Approver, Role::DataProtection, Role::InformationSecurity]);

impl LookIntoRelease {
    /// Whether this caller may look into that release: one's own, or any for those who decide.
    pub fn may(&self, release: &Release) -> bool {
        may_look(&self.caller, release)
    }

    /// The bytes of a release as a file of the caller.
    pub async fn take(&self, number: u32) -> Result<UploadId, Problem> {
        let by = self.caller.actor().ok_or_else(Problem::unknown_caller)?;
        let release = self.app.releases().get(number).await.map_err(|error| told(&error))?;
        if !self.may(&release) {
            return Err(Problem::not_found());
        }
        let Some(kept) = &release.blob else {
            return Err(Problem::conflict(
                "The bytes of this release were not kept",
                "Ask whoever proposed it for the file, and check that",
            ));
        };
        let uploads = &self.app.0.uploads;
        let taken = uploads.take_kept(by, &release.file_name, kept, self.app.now()).await;
        let upload = taken.map_err(|error| super::check_files::told(&error))?;
        tracing::info!(by, release = number, "a release was taken to be looked into");
        Ok(upload.id)
    }
}

/// Whether somebody may look into a release.
pub(super) fn may_look(caller: &Caller, release: &Release) -> bool {
    let Caller::Person(session) = caller else { return false };
    let actor: &Actor = &session.actor;
    let is_own = release.proposed.actor == actor.number;
    LookIntoRelease::ROW.admits(actor.roles)
        && (is_own || actor.roles.meet(SEE_ALL))
        && release.blob.is_some()
}

impl RecheckReleases {
    /// As pages greet the caller.
    pub fn viewer(&self, cookies: &Cookies) -> Viewer {
        self.caller.viewer(cookies)
    }

    /// How the queue stands.
    pub async fn queue(&self) -> Result<Queue, Problem> {
        self.app.0.rechecks.queue().await.map_err(|error| told(&error))
    }

    /// Approved releases as they stand, the newest first, and whether there are more.
    pub async fn standings(
        &self,
        before: Option<u32>,
        most: usize,
    ) -> Result<(Vec<Standing>, bool), Problem> {
        let found = self.app.releases().standings(before, most + 1).await;
        let mut found = found.map_err(|error| told(&error))?;
        let has_more = found.len() > most;
        found.truncate(most);
        Ok((found, has_more))
    }

    /// Asks that all of them, or one, are checked again.
    pub async fn ask(&self, only: Option<u32>) -> Result<(), Problem> {
        let Caller::Person(session) = &self.caller else { return Err(Problem::unknown_caller()) };
        let asked = self.app.0.rechecks.ask(&session.actor, only, self.app.now()).await;
        asked.map_err(|error| told(&error))?;
        Ok(())
    }

    /// Digest of the rules that hold today; none while the server gets ready.
    pub fn rules(&self) -> Option<String> {
        self.app.0.uploads.rules().map(|rules| crate::words::hexadecimal(&rules))
    }
}

/// What of released files waits for somebody.
pub(super) async fn needs(app: &App, actor: &Actor) -> Result<Vec<Need>, Problem> {
    /// So many of the newest releases are looked at on the first page.
    const NEWEST: usize = 200;
    /// News are news for so long.
    const DAYS: i64 = 14;
    if !RecheckReleases::ROW.admits(actor.roles) || !actor.roles.meet(SEE_ALL) {
        return Ok(Vec::new());
    }
    let since = app.now().checked_sub(jiff::SignedDuration::from_hours(24 * DAYS)).unwrap_or(app.now());
    let standings = app.releases().standings(None, NEWEST).await.map_err(|error| told(&error))?;
    let news = standings.iter().filter(|one| one.has_changed() && one.release.checked >= since).count();
    let failed = app.0.rechecks.queue().await.map_err(|error| told(&error))?.failed.len();
    let mut needs = Vec::new();
    if news > 0 {
        let files = crate::words::counted(news as u64, "released file holds", "released files hold");
        needs.push(Need {
            words: format!("{files} more than was known, or would not be released today."),
            to: "/rechecks".into(),
            link: "Look",
        });
    }
    if failed > 0 {
        let files = crate::words::counted(failed as u64, "released file", "released files");
        needs.push(Need {
            words: format!("{files} could not be checked again."),
            to: "/rechecks".into(),
            link: "See why",
        });
    }
    Ok(needs)
}

impl super::ReadReleases {
    /// Whether the caller may look into it for themselves.
    pub fn may_look(&self, release: &Release) -> bool {
        may_look(&self.caller, release)
    }

    /// Whether the caller may have it checked again.
    pub fn may_recheck(&self) -> bool {
        matches!(&self.caller, Caller::Person(session) if RecheckReleases::ROW.admits(session.actor.roles))
    }

    /// What its checks said, the oldest first.
    pub async fn checks(&self, number: u32) -> Result<Vec<release::PastCheck>, Problem> {
        self.app.releases().checks(number).await.map_err(|error| told(&error))
    }
}

impl super::CheckFiles {
    /// The release of these bytes that waits for the caller's decision.
    pub async fn waits_for_decision(&self, sha256: &[u8; 32]) -> Result<Option<u32>, Problem> {
        if !self.may::<super::ApproveRelease>() {
            return Ok(None);
        }
        let own = self.caller.actor();
        let filter = release::Filter {
            sha256: Some(*sha256),
            state: Some(release::State::Proposed),
            ..release::Filter::default()
        };
        let waiting = self.app.releases().list(&filter).await.map_err(|error| told(&error))?;
        Ok(waiting.iter().find(|one| Some(one.proposed.actor) != own).map(|one| one.number))
    }
}
