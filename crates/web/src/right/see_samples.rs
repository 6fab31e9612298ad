//! Seeing values that stand in a file: signed, with a reason, on record first.

use super::{Caller, Cookies, SeeSamples, Signing, check_files::told};
use crate::form::Form;
use crate::page::Viewer;
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use accounts::Session;
use gate::Checked;
use release::Releases;
use uploads::{Upload, UploadId};

impl SeeSamples {
    /// As pages greet the caller.
    pub fn viewer(&self, cookies: &Cookies) -> Viewer {
        self.caller.viewer(cookies)
    }

    fn session(&self) -> Result<&Session, Problem> {
        match &self.caller {
            Caller::Person(session) => Ok(session),
            _ => Err(Problem::unknown_caller()),
        }
    }

    /// Whether the passphrase has to be typed.
    pub fn signing(&self) -> Signing {
        Signing::of_caller(&self.caller, self.app.now())
    }

    /// One of the caller's files, with its result.
    pub async fn checked(&self, id: &UploadId) -> Result<(Upload, Checked), Problem> {
        let by = self.session()?.actor.number;
        let upload = self.app.0.uploads.get(id, self.app.now()).await.map_err(|error| told(&error))?;
        let upload = upload.filter(|upload| upload.by == by).ok_or_else(Problem::not_found)?;
        let checked = self.app.0.uploads.result(id).await.map_err(|error| told(&error))?;
        Ok((upload, checked))
    }

    /// Writes into the log that values are seen; only then they are. The inner error is for the form.
    pub async fn record_view(
        &self,
        checked: &Checked,
        why: &str,
        form: &Form,
        cookies: &Cookies,
    ) -> Result<Result<(), Errors>, Problem> {
        let signer = match self.app.signer(cookies, form).await? {
            Ok(signer) => signer,
            Err(errors) => return Ok(Err(errors)),
        };
        let sha256 = crate::words::digest_of(&checked.sha256).ok_or_else(Problem::not_found)?;
        let values: usize = checked
            .findings
            .iter()
            .flat_map(|finding| &finding.samples)
            .map(|sample| sample.values.len())
            .sum();
        let actor = &self.session()?.actor;
        let releases = Releases::new(&self.app.0.record, self.app.settings().releases);
        let shown = releases.samples_shown(actor, &signer, &sha256, values as u64, why, self.app.now()).await;
        shown.map_err(|error| Problem::failed("writing down that values are seen", &error))?;
        self.app.publish().await;
        Ok(Ok(()))
    }
}
