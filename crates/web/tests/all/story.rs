//! Who gives data to a recipient, who decides, and the recipient with keys of its own.

use crate::site::{Site, Visitor, WORDS};
use axum::http::StatusCode;
use share::{Opened, RecipientSecret, open};
use std::path::PathBuf;
use tempfile::TempDir;

/// Who takes part.
pub struct Story<'s> {
    pub site: &'s Site,
    pub sharer: Visitor<'s>,
    pub approver: Visitor<'s>,
    pub secret: RecipientSecret,
    pub folder: TempDir,
}

impl<'s> Story<'s> {
    /// They have signed in.
    pub async fn begin(site: &'s Site) -> Self {
        Self {
            site,
            sharer: site.enrolled("R. Quill", &["information-security"]).await,
            approver: site.enrolled("M. Oake", &["approver"]).await,
            secret: RecipientSecret::fresh().unwrap(),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// Enrols the recipient; gives the number of the holder.
    pub async fn enrol(&self, name: &str) -> String {
        let keys = self.secret.public().to_string();
        let fields = [("holder", name), ("keys", &keys), ("compared", "yes"), ("passphrase", WORDS)];
        let done = self.sharer.post("/recipients/enrol", &fields).await;
        assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/recipients"), "{}", done.body);
        self.site.record.holder(name).await.unwrap().number.to_string()
    }

    /// Approves a share.
    pub async fn approved(&self, share: &str) {
        let fields = [("passphrase", WORDS)];
        let done = self.approver.post(&format!("{share}/approve"), &fields).await;
        assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, share), "{}", done.body);
    }

    /// Opens a delivery as the recipient does.
    pub fn opened(&self, sealed: &[u8]) -> (Opened, String) {
        let path: PathBuf = self.folder.path().join("delivery.age");
        std::fs::write(&path, sealed).unwrap();
        let mut table = String::new();
        let opened = open(&path, &self.secret, |_, content| content.read_to_string(&mut table).map(|_| ()));
        (opened.unwrap(), table)
    }
}

/// What is typed into the form of a share.
pub fn order<'f>(holder: &'f str, name: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("name", name),
        ("holder", holder),
        ("purpose", "Printing warrant cards"),
        ("basis", "Contract 12"),
        ("field", "surname"),
        ("field", "initials"),
        ("source", "staff"),
        ("mark", "token"),
        ("mark", "order"),
        ("mark", "fictitious"),
        ("fictitious", "3"),
        ("keep-days", "30"),
        ("expires", "2027-12-01"),
    ]
}

/// The same with more.
pub fn with<'f>(fields: &[(&'f str, &'f str)], more: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    fields.iter().chain(more).copied().collect()
}
