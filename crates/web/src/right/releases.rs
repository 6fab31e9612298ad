//! Releases: who may read the register, propose, decide, and ask at the door.

use super::check_files::told as told_upload;
use super::{
    App, ApproveRelease, AskCertificate, Caller, Cookies, ProposeRelease, ReadReleases, Right, Signing,
    WithdrawCertificate,
};
use crate::api::{Answer, CertificateAnswer};
use crate::form::Form;
use crate::home::Need;
use crate::page::Viewer;
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use gate::{Checked, Rule, Severity};
use record::Actor;
use release::{Door, Examined, Filter, Proposal, Reason, Release, ReleaseError, Releases, State};
use std::collections::BTreeMap;
use uploads::{Upload, UploadId};
use zeroize::Zeroizing;

/// Names of actors, for pages that say who did what.
pub struct Names(BTreeMap<u32, Zeroizing<String>>);

impl Names {
    /// The name of an actor.
    pub fn of(&self, actor: u32) -> String {
        self.0.get(&actor).map_or_else(|| format!("actor {actor}"), |name| gate::harmless(name))
    }
}

/// What can be proposed.
pub struct Proposing {
    /// The file.
    pub upload: Upload,
    /// What the check found.
    pub checked: Checked,
    /// Rules for which somebody has to say why the file may leave, with the number of places.
    pub rules: Vec<(&'static Rule, u64)>,
}

/// What is to be decided.
pub struct Deciding {
    /// The release.
    pub release: Release,
    /// Who is who.
    pub names: Names,
    /// Whether the caller proposed it.
    pub is_own: bool,
    /// Whether the caller can look into the file.
    pub may_look: bool,
}

impl App {
    pub(super) fn releases(&self) -> Releases<'_> {
        Releases::new(&self.0.record, self.settings().releases)
    }

    pub(super) async fn names(&self) -> Result<Names, Problem> {
        let actors = self
            .0
            .record
            .actors()
            .await
            .map_err(|error| Problem::failed("reading who is enrolled", &error))?;
        Ok(Names(actors.into_iter().map(|actor| (actor.number, actor.name)).collect()))
    }
}

fn actor(caller: &Caller) -> Result<&Actor, Problem> {
    match caller {
        Caller::Person(session) => Ok(&session.actor),
        _ => Err(Problem::unknown_caller()),
    }
}

/// What went wrong, for the caller: refusals are told in their own words.
pub(super) fn told(error: &ReleaseError) -> Problem {
    match error {
        ReleaseError::Unknown { .. } => Problem::not_found(),
        full if full.is_full() => Problem::no_room("a release", full),
        ReleaseError::Record(record::RecordError::Refused { what, fix }) => {
            Problem::conflict(what.clone(), fix.clone())
        }
        ReleaseError::Record(
            error @ (record::RecordError::SamePerson | record::RecordError::MayNot { .. }),
        ) => refusal(&error.to_string()),
        ReleaseError::Record(error) => Problem::failed("a release", error),
        other => refusal(&other.to_string()),
    }
}

/// An error's words: what happened, a full stop, what to do.
pub(super) fn refusal(words: &str) -> Problem {
    let (what, fix) = words.split_once(". ").unwrap_or((words, "Look at the release again"));
    Problem::conflict(crate::words::sentence(what), fix.to_owned())
}

/// What of releases waits for somebody.
pub(super) async fn needs(app: &App, actor: &Actor) -> Result<Vec<Need>, Problem> {
    if !ApproveRelease::ROW.admits(actor.roles) {
        return Ok(Vec::new());
    }
    let filter = Filter { state: Some(State::Proposed), most: Some(50), ..Filter::default() };
    let waiting = app.releases().list(&filter).await.map_err(|error| told(&error))?;
    // The oldest has waited longest.
    Ok(waiting
        .iter()
        .rev()
        .filter(|release| release.proposed.actor != actor.number)
        .map(|release| Need {
            words: format!(
                "Release {} ({}) waits for a decision since {}.",
                release.number,
                gate::harmless(&release.reference),
                crate::words::time(release.proposed.at)
            ),
            to: format!("/releases/{}/decide", release.number),
            link: "Decide",
        })
        .collect())
}

impl ReadReleases {
    /// As pages greet the caller.
    pub fn viewer(&self, cookies: &Cookies) -> Viewer {
        self.caller.viewer(cookies)
    }

    /// Whether the caller may decide too.
    pub fn may_decide(&self) -> bool {
        actor(&self.caller).is_ok_and(|actor| ApproveRelease::ROW.admits(actor.roles))
    }

    /// Whether the caller may withdraw certificates too.
    pub fn may_withdraw_certificate(&self) -> bool {
        actor(&self.caller).is_ok_and(|actor| WithdrawCertificate::ROW.admits(actor.roles))
    }

    /// Whether the caller proposed it.
    pub fn is_own(&self, release: &Release) -> bool {
        self.caller.actor() == Some(release.proposed.actor)
    }

    /// Who is who.
    pub async fn names(&self) -> Result<Names, Problem> {
        self.app.names().await
    }

    /// The releases that the filter takes.
    pub async fn list(&self, filter: &Filter) -> Result<Vec<Release>, Problem> {
        self.app.releases().list(filter).await.map_err(|error| told(&error))
    }

    /// One release.
    pub async fn one(&self, number: u32) -> Result<Release, Problem> {
        self.app.releases().get(number).await.map_err(|error| told(&error))
    }

    /// The certificate of a release, as long as it is good.
    pub async fn certificate(&self, number: u32) -> Result<String, Problem> {
        let release = self.one(number).await?;
        let digest = crate::words::digest_of(&release.sha256).ok_or_else(Problem::not_found)?;
        let door = Door::of(&self.app.0.record);
        match door.ask(&digest, self.app.now()).await.map_err(|error| told(&error))? {
            release::Answer::Certified { note, .. } => Ok(note),
            _ => Err(Problem::conflict(
                "There is no certificate that is good today",
                "Check and approve the file again",
            )),
        }
    }
}

impl ProposeRelease {
    /// As pages greet the caller.
    pub fn viewer(&self, cookies: &Cookies) -> Viewer {
        self.caller.viewer(cookies)
    }

    /// Whether the passphrase has to be typed.
    pub fn signing(&self) -> Signing {
        Signing::of_caller(&self.caller, self.app.now())
    }

    /// One of the caller's files that may be proposed.
    pub async fn proposing(&self, id: &UploadId) -> Result<Proposing, Problem> {
        let by = actor(&self.caller)?.number;
        let upload = self.app.0.uploads.get(id, self.app.now()).await.map_err(|error| told_upload(&error))?;
        let upload = upload.filter(|upload| upload.by == by).ok_or_else(Problem::not_found)?;
        let checked = self.app.0.uploads.result(id).await.map_err(|error| told_upload(&error))?;
        let mut rules: Vec<(&'static Rule, u64)> = Vec::new();
        for finding in checked.findings.iter().filter(|finding| finding.severity == Severity::Review) {
            match rules.iter_mut().find(|(rule, _)| rule.id == finding.rule.id) {
                Some((_, places)) => *places += 1,
                None => rules.push((finding.rule, 1)),
            }
        }
        Ok(Proposing { upload, checked, rules })
    }

    /// Proposes it; the inner error is for the form. The bytes are kept first: what nobody proposed in the end is swept away.
    pub async fn propose(
        &self,
        proposing: &Proposing,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<u32, Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let text = |name: &str| Zeroizing::new(form.text(name).to_owned());
        let reasons = form.beginning("reason-").filter(|(_, words)| !words.is_empty());
        let examined =
            self.app.0.uploads.examined(&proposing.upload.id).await.map_err(|error| told_upload(&error))?;
        let blob =
            self.app.0.uploads.keep(&proposing.upload.id).await.map_err(|error| told_upload(&error))?;
        let proposal = Proposal {
            file_name: proposing.upload.name.clone(),
            reference: text("reference"),
            recipient: text("recipient"),
            what: text("what"),
            reasons: reasons
                .map(|(rule, words)| Reason { rule: rule.to_owned(), place: None, text: words.to_owned() })
                .collect(),
            blob: Some(blob.clone()),
        };
        let examined = Examined { checked: examined.checked, rules: examined.rules, at: examined.at };
        let by = actor(&self.caller)?;
        let proposed = self.app.releases().propose(by, &signer, &proposal, &examined, self.app.now()).await;
        let (number, _) = match proposed {
            Ok(proposed) => proposed,
            Err(error) => {
                if let Err(error) = self.app.releases().forget(&blob).await {
                    tracing::warn!(%error, "the bytes of a failed proposal could not be deleted; the sweep will");
                }
                return Err(told(&error));
            }
        };
        self.app.publish().await;
        Ok(Ok(number))
    }

    /// A proposal of the caller that nobody has decided.
    pub async fn own_proposal(&self, number: u32) -> Result<Release, Problem> {
        let release = self.app.releases().get(number).await.map_err(|error| told(&error))?;
        if self.caller.actor() != Some(release.proposed.actor) {
            return Err(Problem::not_found());
        }
        Ok(release)
    }

    /// Takes a proposal back; the inner error is for the form.
    pub async fn withdraw(
        &self,
        number: u32,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<(), Errors>, Problem> {
        self.own_proposal(number).await?;
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let by = actor(&self.caller)?;
        let withdrawn = self.app.releases().withdraw(by, &signer, number, self.app.now()).await;
        withdrawn.map_err(|error| told(&error))?;
        self.app.publish().await;
        Ok(Ok(()))
    }
}

impl ApproveRelease {
    /// As pages greet the caller.
    pub fn viewer(&self, cookies: &Cookies) -> Viewer {
        self.caller.viewer(cookies)
    }

    /// Whether the passphrase has to be typed.
    pub fn signing(&self) -> Signing {
        Signing::of_caller(&self.caller, self.app.now())
    }

    /// A release that waits for a decision.
    pub async fn deciding(&self, number: u32) -> Result<Deciding, Problem> {
        let release = self.app.releases().get(number).await.map_err(|error| told(&error))?;
        if release.state != State::Proposed {
            return Err(Problem {
                location: Some(format!("/releases/{number}")),
                ..Problem::conflict("This release was decided", "Look at it")
            });
        }
        let is_own = self.caller.actor() == Some(release.proposed.actor);
        let may_look = super::rechecks::may_look(&self.caller, &release);
        Ok(Deciding { release, names: self.app.names().await?, is_own, may_look })
    }

    /// Approves; the inner error is for the form. The bytes are checked again, by today's rules, before anything is said.
    pub async fn approve(
        &self,
        deciding: &Deciding,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<(), Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let release = &deciding.release;
        let Some(blob) = &release.blob else {
            return Err(Problem::conflict(
                "The bytes of this release were not kept",
                "Approve it on the command line, with the file",
            ));
        };
        let fresh = self.app.0.uploads.examine_kept(blob, &release.file_name, self.app.now()).await;
        let fresh = fresh.map_err(|error| told_upload(&error))?;
        let rules = fresh.rules;
        let fresh = Examined { checked: fresh.checked, rules, at: fresh.at };
        let by = actor(&self.caller)?;
        let approved = self
            .app
            .releases()
            .approve(by, &signer, release.number, Some(&fresh), &rules, self.app.now())
            .await;
        approved.map_err(|error| told(&error))?;
        self.app.publish().await;
        Ok(Ok(()))
    }

    /// Refuses; the inner error is for the form.
    pub async fn refuse(
        &self,
        deciding: &Deciding,
        why: &str,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<(), Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let by = actor(&self.caller)?;
        let refused =
            self.app.releases().refuse(by, &signer, deciding.release.number, why, self.app.now()).await;
        refused.map_err(|error| told(&error))?;
        self.app.publish().await;
        Ok(Ok(()))
    }
}

impl WithdrawCertificate {
    /// As pages greet the caller.
    pub fn viewer(&self, cookies: &Cookies) -> Viewer {
        self.caller.viewer(cookies)
    }

    /// Whether the passphrase has to be typed.
    pub fn signing(&self) -> Signing {
        Signing::of_caller(&self.caller, self.app.now())
    }

    /// A release with a certificate that was not withdrawn.
    pub async fn certified(&self, number: u32) -> Result<Release, Problem> {
        let release = self.app.releases().get(number).await.map_err(|error| told(&error))?;
        match release.certificate {
            Some((_, _, false)) => Ok(release),
            _ => Err(Problem::conflict("There is no certificate to withdraw", "Look at the release")),
        }
    }

    /// Withdraws it; the inner error is for the form.
    pub async fn withdraw(
        &self,
        number: u32,
        why: &str,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<(), Errors>, Problem> {
        let release = self.certified(number).await?;
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let digest = crate::words::digest_of(&release.sha256).ok_or_else(Problem::not_found)?;
        let by = actor(&self.caller)?;
        let withdrawn =
            self.app.releases().withdraw_certificate(by, &signer, &digest, why, self.app.now()).await;
        withdrawn.map_err(|error| told(&error))?;
        self.app.publish().await;
        Ok(Ok(()))
    }
}

impl AskCertificate {
    /// The answer of the door.
    pub async fn ask(&self, sha256: &[u8; 32]) -> Result<CertificateAnswer, Problem> {
        let door = Door::of(&self.app.0.record);
        let answer = door.ask(sha256, self.app.now()).await.map_err(|error| told(&error))?;
        let (answer, until, note) = match answer {
            release::Answer::Certified { note, until } => {
                (Answer::Certified, Some(until.to_string()), Some(note))
            }
            release::Answer::Expired { since } => (Answer::Expired, Some(since.to_string()), None),
            release::Answer::Withdrawn => (Answer::Withdrawn, None, None),
            release::Answer::None => (Answer::None, None, None),
        };
        tracing::info!(by = self.caller.actor(), ?answer, "a certificate was asked for");
        Ok(CertificateAnswer {
            schema: "tipstaff.certificate-answer/1",
            sha256: crate::words::hexadecimal(sha256),
            answer,
            until,
            note,
        })
    }
}
