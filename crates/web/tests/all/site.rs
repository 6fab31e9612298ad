//! A record with invented people, and visitors who open pages of it.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use jiff::Timestamp;
use keyring::Passphrase;
use record::time::Moment;
use record::{
    Actor, Completeness, Field, FieldSet, HolderKind, HoldingOrder, ImportColumn, ImportOrder, Place, Record,
    Roles, Signer, Subjects,
};
use std::net::SocketAddr;
use std::sync::Arc;
use tempfile::TempDir;
use tower::ServiceExt;
use uploads::Workshop;
use web::{App, Parts, Settings};

/// What everybody types in these stories.
pub const WORDS: &str = "four random words here";

/// When stories begin: before any request, which comes at the real time.
pub fn start() -> Timestamp {
    "2026-01-26T09:00:00Z".parse().unwrap()
}

/// A server, and the record that it shows.
pub struct Site {
    folder: TempDir,
    pub record: Arc<Record>,
    pub owner: Actor,
    signer: Signer,
    router: Router,
    app: App,
}

/// Somebody who has signed in.
pub struct Visitor<'s> {
    site: &'s Site,
    cookie: String,
    peer: [u8; 4],
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    /// The same, where it is no text.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// Where it leads.
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |location| location.to_str().unwrap())
    }

    /// The main part of a page, one tag a line, so that a difference is seen.
    pub fn main(&self) -> String {
        let begin = self.body.find("<main").expect("there is a main part");
        let end = self.body.find("</main>").unwrap();
        self.body[begin..end].replace("><", ">\n<")
    }

    /// Its title.
    pub fn title(&self) -> &str {
        self.body.split("<title>").nth(1).unwrap().split("</title>").next().unwrap()
    }
}

/// Which database a record lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    Sqlite,
    Postgres,
}

/// Both.
pub const BOTH: [On; 2] = [On::Sqlite, On::Postgres];

impl Site {
    /// A record with its first actor.
    pub async fn new() -> Self {
        Self::put_together(On::Sqlite, Settings::default(), uploads::Settings::default()).await
    }

    /// The same, with settings.
    pub async fn set_up(settings: Settings, of_uploads: uploads::Settings) -> Self {
        Self::put_together(On::Sqlite, settings, of_uploads).await
    }

    /// The same, on a database.
    pub async fn on(on: On) -> Self {
        Self::put_together(on, Settings::default(), uploads::Settings::default()).await
    }

    async fn put_together(on: On, settings: Settings, of_uploads: uploads::Settings) -> Self {
        let folder = tempfile::tempdir_in(postgres_for_tests::above()).unwrap();
        let mut place = Place::folder(folder.path().join("data"));
        place.key_file = Some(folder.path().join("keys").join("force.key"));
        if on == On::Postgres {
            place.database = Some(postgres_for_tests::Cluster::shared().database());
        }
        let record = Arc::new(Record::create(&place, start()).await.unwrap());
        let words = Passphrase::new(WORDS).unwrap();
        let owner = record.actor(Some("owner")).await.unwrap();
        record.set_passphrase(&owner, &owner, &words, None, start()).await.unwrap();
        let owner = record.actor(Some("owner")).await.unwrap();
        let signer = record.signer(&owner, &words).await.unwrap();
        let accounts = accounts::Accounts::open(record.clone(), accounts::Settings::default()).await.unwrap();
        let accounts = Arc::new(accounts);
        let blobs = record.blobs().unwrap();
        let uploads = uploads::Uploads::open(record.clone(), blobs, of_uploads).await.unwrap();
        uploads.equip(Arc::new(workshop()));
        let rechecks = release::Rechecks::open(record.clone()).await.unwrap();
        let app = App::new(Parts { record: record.clone(), accounts, uploads, rechecks, settings });
        let router = web::service(app.clone());
        Self { folder, record, owner, signer, router, app }
    }

    /// With invented people: service numbers from 1001 on, surnames `Ashworth1`, `Ashworth2`, …
    pub async fn with_people(people: u32) -> Self {
        let surnames: Vec<String> = (1..=people).map(|person| format!("Ashworth{person}")).collect();
        let surnames: Vec<&str> = surnames.iter().map(String::as_str).collect();
        Self::with_surnames(&surnames).await
    }

    /// The same, on a database.
    pub async fn with_people_on(on: On, people: u32) -> Self {
        let surnames: Vec<String> = (1..=people).map(|person| format!("Ashworth{person}")).collect();
        let surnames: Vec<&str> = surnames.iter().map(String::as_str).collect();
        Self::on(on).await.peopled(&surnames).await
    }

    /// With people who are called so.
    pub async fn with_surnames(surnames: &[&str]) -> Self {
        Self::new().await.peopled(surnames).await
    }

    async fn peopled(self, surnames: &[&str]) -> Self {
        let site = self;
        let headings = ["service-number", "pay-number", "surname", "initials"];
        let rows: Vec<(u64, Vec<String>)> = (1..)
            .zip(surnames)
            .map(|(person, surname)| {
                let cells = [
                    (1000_u32 + person).to_string(),
                    (20_000 + person).to_string(),
                    (*surname).to_owned(),
                    "A".into(),
                ];
                (u64::from(person) + 1, cells.to_vec())
            })
            .collect();
        let order = ImportOrder {
            source: "staff".into(),
            as_of: "2023-01-01T00:00:00Z".parse().unwrap(),
            completeness: Completeness::Complete,
            file: [7; 32],
            columns: headings
                .iter()
                .map(|heading| ImportColumn { heading: (*heading).into(), field: Field::named(heading) })
                .collect(),
            key: None,
            leavers_expected: false,
            without_refused: false,
        };
        let imported =
            site.record.import_people(&order, &rows, Vec::new(), &site.owner, start(), &mut |_, _| {}).await;
        imported.unwrap();
        site
    }

    /// A supplier.
    pub async fn supplier(&self, name: &str) -> u32 {
        self.record.add_holder(&self.owner, HolderKind::Supplier, name, start()).await.unwrap().0.number
    }

    /// A share with a recipient under which something was delivered every day that had to be destroyed after one; as the first
    /// actor did it when stories begin, and somebody else approved it.
    pub async fn delivered_long_ago(&self, recipient: &str) {
        let shares = share::Shares::new(&self.record);
        let words = Passphrase::new(WORDS).unwrap();
        let all = Roles::named(["data-protection-officer"]).unwrap();
        let mut pair = Vec::new();
        for name in ["P. Early", "Q. Early"] {
            let added =
                self.record.add_actor(&self.owner, &self.signer, name, all, Some(&words), start()).await;
            let (actor, _) = added.unwrap();
            let given = self.record.signer(&actor, &words).await.unwrap();
            self.record.set_passphrase(&actor, &actor, &words, Some(&given), start()).await.unwrap();
            let actor = self.record.actor(Some(name)).await.unwrap();
            let signer = self.record.signer(&actor, &words).await.unwrap();
            pair.push((actor, signer));
        }
        let ((by, signer), (other, others)) = (&pair[0], &pair[1]);
        let keys = share::RecipientSecret::fresh().unwrap().public();
        let (enrolled, _) = shares.enrol(by, signer, recipient, &keys, start()).await.unwrap();
        let order = share::Order {
            terms: share::Terms {
                name: "cards".into(),
                purpose: "Printing".into(),
                basis: "Contract".into(),
                people: share::People::default(),
                despite: None,
            },
            holder: enrolled.holder,
            fields: FieldSet::named(["surname"]).unwrap(),
            marks: share::Marks::of(&[share::Mark::Token]),
            fictitious: 0,
            keep_days: 1,
            every_days: Some(1),
            expires: "2028-01-01T00:00:00Z".parse().unwrap(),
        };
        let proposed = shares.propose(by, signer, &order, None, start()).await.unwrap();
        shares.approve(other, others, proposed.share, start()).await.unwrap();
        let share = shares.share("cards").await.unwrap();
        let target = self.folder.path().join("delivery.age");
        let order =
            share::DeliveryOrder { share: &share, form: &share::FORMS[0], only: None, target: &target };
        shares.deliver(by, signer, order, start()).await.unwrap();
    }

    /// Surname and pay number of these people, since that time.
    pub async fn holding(&self, holder: u32, people: std::ops::RangeInclusive<u32>, from: &str) -> u32 {
        let order = HoldingOrder {
            holder,
            fields: FieldSet::named(["surname", "pay-number"]).unwrap(),
            subjects: Subjects::people(people.collect()),
            from: Moment::parse(from).unwrap().into(),
            until: None,
            handed: None,
            note: None,
        };
        self.record.open_holding(&self.owner, order, start()).await.unwrap().0
    }

    /// Enrols somebody with roles by their identifiers, and signs them in.
    pub async fn enrolled(&self, name: &str, roles: &[&str]) -> Visitor<'_> {
        let roles = Roles::named(roles.iter().copied()).unwrap();
        let words = Passphrase::new(WORDS).unwrap();
        let added =
            self.record.add_actor(&self.owner, &self.signer, name, roles, Some(&words), start()).await;
        let (actor, _) = added.unwrap();
        let given = self.record.signer(&actor, &words).await.unwrap();
        self.record.set_passphrase(&actor, &actor, &words, Some(&given), start()).await.unwrap();
        self.sign_in(name).await
    }

    /// Signs somebody in.
    pub async fn sign_in(&self, name: &str) -> Visitor<'_> {
        let nobody = self.nobody();
        let answer = nobody.post("/sign-in", &[("name", name), ("passphrase", WORDS)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let cookie = answer.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
        self.with_cookie(cookie.split(';').next().unwrap())
    }

    /// Somebody who has not signed in.
    pub fn nobody(&self) -> Visitor<'_> {
        self.with_cookie("")
    }

    /// Whoever sends this cookie.
    pub fn with_cookie(&self, cookie: &str) -> Visitor<'_> {
        Visitor { site: self, cookie: cookie.to_owned(), peer: [127, 0, 0, 1] }
    }

    /// Somebody who comes from that address.
    pub fn nobody_from(&self, peer: [u8; 4]) -> Visitor<'_> {
        Visitor { site: self, cookie: String::new(), peer }
    }

    /// The application, to be served on a socket.
    pub fn app(&self) -> App {
        self.app.clone()
    }

    /// Gives somebody other roles.
    pub async fn set_roles(&self, name: &str, roles: &[&str]) {
        let actor = self.record.actor(Some(name)).await.unwrap();
        let roles = Roles::named(roles.iter().copied()).unwrap();
        self.record.set_roles(&self.owner, &self.signer, &actor, roles, start()).await.unwrap();
    }

    /// Takes every role from somebody.
    pub async fn set_no_roles(&self, actor: &Actor) {
        self.record.set_roles(&self.owner, &self.signer, actor, Roles::NONE, start()).await.unwrap();
    }

    /// A folder of its own, for what lies outside of the record.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Acts so far.
    pub async fn acts(&self) -> u64 {
        self.record.acts().await.unwrap()
    }
}

/// What files are read with. No reader is started in these stories: JSON Lines take none, and no worker takes jobs.
fn workshop() -> Workshop {
    Workshop {
        sandbox: Arc::new(sandbox::Sandbox::new(["worker"]).unwrap()),
        policy: Arc::new(gate::Policy::default()),
        local: None,
        roster: None,
        rules: [0; 32],
        today: || detect::Day::new(2026, 1, 26).unwrap(),
    }
}

impl Visitor<'_> {
    /// Opens a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, String::new()).await
    }

    /// Opens a page that must be there.
    pub async fn page(&self, path: &str) -> Answer {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        answer
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        self.ask(Method::POST, path, form.finish()).await
    }

    /// Deletes something, as programs do.
    pub async fn delete(&self, path: &str) -> Answer {
        self.ask(Method::DELETE, path, String::new()).await
    }

    /// Sends an empty form with these headers and no others about where it comes from.
    pub async fn post_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.request(Method::POST, path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Drops a file in.
    pub async fn send_file(&self, name: &str, bytes: &[u8]) -> Answer {
        let answer = self.send_to("/checks", name, bytes).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        answer
    }

    /// Sends a file to a page.
    pub async fn send_to(&self, path: &str, name: &str, bytes: &[u8]) -> Answer {
        let name = name.replace('"', "%22");
        let mut body = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        let request = self
            .request(Method::POST, path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// The cookie of the session.
    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    /// Asks as a program does: with a token and no cookie.
    pub async fn get_with_token(&self, path: &str, token: &str) -> Answer {
        let request = Request::builder().uri(path).header(header::AUTHORIZATION, format!("Bearer {token}"));
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Begins a request of one's own making.
    pub fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let request = Request::builder().method(method).uri(path);
        if self.cookie.is_empty() { request } else { request.header(header::COOKIE, &self.cookie) }
    }

    async fn ask(&self, method: Method, path: &str, body: String) -> Answer {
        let request = self
            .request(method, path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Sends a request of one's own making.
    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from((self.peer, 40_000))));
        let answer = self.site.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
            bytes: body.to_vec(),
        }
    }
}
