//! A server whose administrator has allowed the provider.

use crate::browser::{Browser, Shown};
use crate::provider::{Provider, SECRET};
use axum::Router;
use axum::http::StatusCode;
use jiff::Timestamp;
use keyring::Passphrase;
use postgres_for_tests::Cluster;
use record::{Actor, Place, Record, RoleMap, Roles, SignInOrder, Signer, VerifyOptions};
use std::sync::Arc;
use tempfile::TempDir;
use web::{App, Parts, Settings};

/// What the administrator types.
pub const WORDS: &str = "four random words here";
/// Which app role gives which role.
pub const MAP: &str = "Tipstaff.Approver=approver,Tipstaff.Dpo=data-protection-officer,Tipstaff.Officer=foi-officer,\
     Tipstaff.Admin=administrator,Tipstaff.Security=information-security";

/// A server and its provider.
pub struct Station {
    _folder: TempDir,
    pub place: Place,
    pub provider: Provider,
    pub record: Arc<Record>,
    pub node: Router,
}

fn start() -> Timestamp {
    "2026-01-26T09:00:00Z".parse().unwrap()
}

/// Another process on the same database.
async fn node(place: &Place, settings: Settings) -> (Arc<Record>, Router) {
    let record = Arc::new(Record::open(place).await.unwrap());
    let accounts = accounts::Settings { second_factor_required: true, ..accounts::Settings::default() };
    let accounts = Arc::new(accounts::Accounts::open(record.clone(), accounts).await.unwrap());
    let blobs = record.blobs().unwrap();
    let uploads = uploads::Uploads::open(record.clone(), blobs, uploads::Settings::default()).await.unwrap();
    let rechecks = release::Rechecks::open(record.clone()).await.unwrap();
    let app = App::new(Parts { record: record.clone(), accounts, uploads, rechecks, settings });
    (record, web::service(app))
}

fn settings(secret: &str) -> Settings {
    let secret = single_sign_on::ClientSecret::new(secret).unwrap();
    Settings { sign_in_secret: Some(secret), ..Settings::default() }
}

impl Station {
    /// With the provider allowed.
    pub async fn new(on_postgres: bool, provider: Provider) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut place = Place::folder(folder.path().join("data"));
        place.key_file = Some(folder.path().join("keys").join("force.key"));
        if on_postgres {
            place.database = Some(Cluster::shared().database());
        }
        let record = Record::create(&place, start()).await.unwrap();
        let words = Passphrase::new(WORDS).unwrap();
        let owner = record.actor(Some("owner")).await.unwrap();
        record.set_passphrase(&owner, &owner, &words, None, start()).await.unwrap();
        let (record, node) = node(&place, settings(SECRET)).await;
        let station = Self { _folder: folder, place, provider, record, node };
        station.allow(MAP).await;
        station
    }

    /// The administrator, with the key.
    pub async fn owner(&self) -> (Actor, Signer) {
        let owner = self.record.actor(Some("owner")).await.unwrap();
        let signer = self.record.signer(&owner, &Passphrase::new(WORDS).unwrap()).await.unwrap();
        (owner, signer)
    }

    /// Allows the provider on these terms.
    pub async fn allow(&self, roles: &str) {
        let (owner, signer) = self.owner().await;
        let order = SignInOrder {
            issuer: self.provider.address.clone(),
            client: "tipstaff".into(),
            title: "Example Police".into(),
            claim: "roles".into(),
            roles: RoleMap::parse(roles).unwrap(),
        };
        self.record.allow_sign_in(&owner, &signer, &order, start()).await.unwrap();
    }

    /// Another node on the same database.
    pub async fn another_node(&self) -> Router {
        node(&self.place, settings(SECRET)).await.1
    }

    /// A node that has another secret.
    pub async fn node_with_secret(&self, secret: &str) -> Router {
        node(&self.place, settings(secret)).await.1
    }

    /// A node whose page for signing in leaves passphrases off.
    pub async fn node_that_hides_passphrases(&self) -> Router {
        node(&self.place, Settings { hides_passphrases: true, ..settings(SECRET) }).await.1
    }

    /// A browser that nobody has used.
    pub fn browser(&self) -> Browser {
        Browser::new(&self.node)
    }

    /// Goes the whole way as somebody; shows where it ends.
    pub async fn way(&self, browser: &mut Browser, subject: &str) -> Shown {
        let there = browser.post("/sign-in/provider", &[("next", "/")]).await;
        self.at_the_provider(browser, there, subject).await
    }

    /// Signs in at the provider, where it asks.
    pub async fn at_the_provider(&self, browser: &mut Browser, shown: Shown, subject: &str) -> Shown {
        if shown.heading() != "Example Police" {
            return shown;
        }
        browser.fill_in(&shown, &[("login", subject), ("password", "any")]).await
    }

    /// Somebody with these roles who has signed in.
    pub async fn signed_in(&self, subject: &str, name: &str, roles: &[&str]) -> Browser {
        self.provider.person(subject, name, roles).await;
        let mut browser = self.browser();
        let home = self.way(&mut browser, subject).await;
        assert_eq!((home.status, home.url.path()), (StatusCode::OK, "/"), "{}", home.body);
        browser
    }

    /// The actor behind a subject, as of now.
    pub async fn actor(&self, subject: &str) -> Option<Actor> {
        let provider = self.record.sign_in_provider().await.unwrap().unwrap();
        self.record.actor_by_subject(&provider, subject).await.unwrap()
    }

    /// Acts so far.
    pub async fn acts(&self) -> u64 {
        self.record.acts().await.unwrap()
    }

    /// Nothing differs, as `tipstaff log verify` sees it.
    pub async fn verifies(&self) {
        let deep = VerifyOptions { deep: true, ..VerifyOptions::default() };
        let verified = record::verify(&self.place, &deep, &mut |_| {}).await.unwrap();
        assert_eq!(verified.differences, []);
    }
}

/// Roles by their identifiers.
pub fn roles(ids: &[&str]) -> Roles {
    Roles::named(ids.iter().copied()).unwrap()
}
