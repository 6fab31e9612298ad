//! Cards from what stands on them to their revocation, as browsers and print agents see them.

use crate::site::{Answer, BOTH, On, Site, Visitor, WORDS};
use crate::story::{Story, order as share_order, with};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use card_office::CardOffice;
use cards::job::{Manifest, Outcome, Window, open_answer};
use force_for_tests::Bureau;
use jiff::Timestamp;

const FRONT: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 856 539.8">
<rect x="0" y="0" width="856" height="539.8" fill="#ffffff"/>
<text data-field="name" data-width="700" x="40" y="260" font-size="40">name</text></svg>"##;
const BACK: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 856 539.8">
<rect x="0" y="0" width="856" height="539.8" fill="#ffffff"/>
<rect data-place="code" x="479" y="75" width="334" height="334"/>
<text data-field="serial" data-width="320" x="40" y="473" font-size="24">serial</text></svg>"##;
const SET_UP: [(&str, &str); 4] = [
    ("force", "Example Police"),
    ("issuer", "example"),
    ("page", "https://cards.example.uk/"),
    ("contact", "Call 101"),
];

fn is_refused(answer: &Answer, words: &str) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    assert!(answer.main().contains(words), "{words}: {}", answer.main());
    let said =
        answer.body.split("govuk-error-summary__list\">").nth(1).unwrap().split("</ul>").next().unwrap();
    assert!(!said.contains("tipstaff ") && !said.contains("--"), "{said}");
}

/// What is typed into the form of an order.
fn order() -> Vec<(&'static str, &'static str)> {
    vec![
        ("design", "plain"),
        ("kind", "constable"),
        ("until", "2029-12-31"),
        ("printed", "share"),
        ("share", "1"),
        ("source", "staff"),
        ("nobody", "yes"),
    ]
}

/// A card office, and a print service with a share in force.
struct Desk<'s> {
    story: Story<'s>,
    office: Visitor<'s>,
}

impl<'s> Desk<'s> {
    async fn begin(site: &'s Site) -> Self {
        let story = Story::begin(site).await;
        let office = site.enrolled("C. Arden", &["card-office"]).await;
        CardOffice::new(&site.record)
            .keep_design(&site.owner, "plain", FRONT, BACK, crate::site::start())
            .await
            .unwrap();
        let holder = story.enrol("Card maker").await;
        let fields = with(&share_order(&holder, "cards"), &[("do", "propose")]);
        let proposed = story.sharer.post("/shares/propose", &fields).await;
        assert_eq!(proposed.location(), "/shares/1", "{}", proposed.body);
        story.approved("/shares/1").await;
        Self { story, office }
    }

    /// Set up, and an order of everybody.
    async fn ordered(&self) {
        let done = self.office.post("/cards/set-up", &with(&SET_UP, &[("passphrase", WORDS)])).await;
        assert_eq!(done.location(), "/cards", "{}", done.body);
        let acts = self.story.site.acts().await;
        let shown = self.office.post("/cards/order", &order()).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
        assert!(shown.main().contains("would be ordered"), "{}", shown.main());
        assert_eq!(self.story.site.acts().await, acts, "nothing is ordered by counting");
        let count = shown
            .main()
            .split("name=\"cards\" value=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        let done = self.office.post("/cards/order", &with(&order(), &[("cards", &count)])).await;
        assert_eq!(done.location(), "/cards/orders/1", "{}", done.body);
    }

    /// A job of windows of four; as the print service opens it.
    async fn sealed(&self, bureau: &Bureau) -> Manifest {
        let offer = bureau.offer(Timestamp::now()).replace('\n', "\r\n");
        let fields = [("offer", offer.as_str()), ("window", "4"), ("most", "1000"), ("profile", "office")];
        let sealed = self.office.post("/cards/orders/1/seal", &fields).await;
        assert_eq!(sealed.status, StatusCode::OK, "{}", sealed.body);
        assert_eq!(sealed.headers["content-disposition"], "attachment; filename=\"job-1.age\"");
        let path = self.story.folder.path().join("job.age");
        std::fs::write(&path, &sealed.bytes).unwrap();
        let force = CardOffice::new(&self.story.site.record).job_key().unwrap();
        bureau.open(&path, &force).manifest().clone()
    }
}

/// What a print agent sends: no cookie, no token, and not from a page.
async fn sent(site: &Site, address: &str, body: Vec<u8>) -> Answer {
    let nobody = site.nobody();
    let request = nobody.request(Method::POST, address).header(header::CONTENT_TYPE, "application/json");
    nobody.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn cards_are_ordered_sealed_asked_for_stopped_ended_and_revoked() {
    for on in BOTH {
        let site = Site::with_people_on(on, 12).await;
        let desk = Desk::begin(&site).await;
        let empty = desk.office.page("/cards").await;
        assert!(empty.main().contains("Nobody has said yet what stands on cards"));
        assert_eq!(desk.office.get("/cards/order").await.location(), "/cards/set-up");
        desk.ordered().await;
        let shown = desk.office.page("/cards/orders/1").await;
        assert!(
            shown.main().contains("12 ordered") && shown.main().contains("31 December 2029"),
            "{}",
            shown.main()
        );
        let home = desk.office.page("/").await;
        assert!(home.main().contains("In order 1, 12 cards wait to be sealed."), "{}", home.main());
        assert!(!desk.story.sharer.page("/").await.main().contains("wait to be sealed"));
        assert!(desk.office.page("/cards/set-up").await.main().contains("card-jobs"));

        assert!(desk.office.page("/cards/designs").await.main().contains("/cards/designs/plain/front.png"));
        let picture = desk.office.page("/cards/designs/plain/back.png").await;
        assert!(picture.headers["content-type"] == "image/png" && picture.bytes.starts_with(b"\x89PNG"));
        assert_eq!(desk.office.get("/cards/designs/none/back.png").await.status, StatusCode::NOT_FOUND);

        let mut bureau = Bureau::new(&desk.story.secret);
        let manifest = desk.sealed(&bureau).await;
        assert_eq!(desk.office.get("/cards/orders/1/seal").await.location(), "/cards/orders/1");
        let (name, now) = (manifest.job.to_string(), Timestamp::now());
        let (keys, end) =
            (format!("/api/card-jobs/{name}/keys"), format!("/api/card-jobs/{name}/certificate"));
        let job = |page: Answer| page.main();
        assert!(job(desk.office.page("/cards/jobs/1").await).contains("0 of 12 cards"));

        // The agent asks, and gets what it alone can open.
        let answer = sent(&site, &keys, bureau.ask(&manifest, 0, now)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let window = Window::of(&manifest, 0).unwrap();
        open_answer(&answer.bytes, &manifest, &window, &bureau.secret).unwrap();
        assert!(job(desk.story.sharer.page("/cards/jobs/1").await).contains("3 of 12 cards"));
        let home = desk.story.sharer.page("/").await;
        assert!(home.main().contains("Keys of job 1 are being handed out"), "{}", home.main());
        // At the pace of a print service.
        let early = sent(&site, &keys, bureau.ask(&manifest, 1, now)).await;
        assert_eq!(early.status, StatusCode::ACCEPTED, "{}", early.body);
        assert!(early.headers.contains_key("retry-after"));
        let early = bureau.ask(&manifest, 1, now);
        let early = desk.office.send_to("/cards/jobs/1/exchange", "request-1.json", &early).await;
        is_refused(&early, "4 cards of the keys that were handed out have no receipt yet");
        for serial in &window.serials {
            bureau.sign(&manifest, *serial, Outcome::Printed, now);
        }
        // The next one travels by hand.
        let by_hand = bureau.ask(&manifest, 1, now);
        let answer = desk.office.send_to("/cards/jobs/1/exchange", "request-1.json", &by_hand).await;
        assert_eq!(
            answer.headers["content-disposition"], "attachment; filename=\"answer-1.age\"",
            "{}",
            answer.body
        );
        let window = Window::of(&manifest, 1).unwrap();
        open_answer(&answer.bytes, &manifest, &window, &bureau.secret).unwrap();
        assert!(job(desk.office.page("/cards/jobs/1").await).contains("3 printed"));

        // One press stops it, by whoever watches over security.
        assert_eq!(desk.story.approver.get("/cards/jobs/1").await.status, StatusCode::FORBIDDEN);
        assert_eq!(desk.story.sharer.post("/cards/jobs/1/stop", &[]).await.location(), "/cards/jobs/1");
        assert_eq!(desk.story.sharer.post("/cards/jobs/1/stop", &[]).await.location(), "/cards/jobs/1");
        let stopped = desk.office.page("/cards/jobs/1").await.main();
        assert!(
            stopped.contains("Stopped: no further key") && stopped.contains("7 of 12 cards"),
            "{stopped}"
        );
        for serial in &window.serials {
            bureau.sign(&manifest, *serial, Outcome::Printed, now);
        }
        assert_eq!(sent(&site, &keys, bureau.ask(&manifest, 2, now)).await.status, StatusCode::GONE);
        let by_hand =
            desk.office.send_to("/cards/jobs/1/exchange", "r", &bureau.ask(&manifest, 2, now)).await;
        assert!(by_hand.status == StatusCode::CONFLICT && by_hand.main().contains("This job was stopped"));

        // The end.
        let closing = bureau.end(&manifest, Timestamp::now());
        let ended = sent(&site, &end, closing.clone()).await;
        assert_eq!(ended.status, StatusCode::OK, "{}", ended.body);
        assert!(sent(&site, &end, closing).await.body.contains("\"again\":true"));
        assert!(job(desk.office.page("/cards/jobs/1").await).contains("Closed: the print service signed"));
        assert!(desk.story.sharer.page("/deliveries/1").await.main().contains("Destroyed"));

        revoked(&desk).await;
    }
}

/// Cards of the job are revoked, by somebody who may not order new ones; then the card office orders some again.
async fn revoked(desk: &Desk<'_>) {
    let sharer = &desk.story.sharer;
    let form = sharer.page("/cards/revoke?job=1").await;
    assert!(form.main().contains("value=\"1\"") && !form.main().contains("Order new cards"));
    let again = [("job", "1"), ("why", "It was broken into"), ("again", "yes")];
    assert_eq!(sharer.post("/cards/revoke", &again).await.status, StatusCode::FORBIDDEN);
    is_refused(
        &sharer.post("/cards/revoke", &[("job", "1"), ("from", "2026-07")]).await,
        "in one of the three ways",
    );
    is_refused(&sharer.post("/cards/revoke", &[("job", "1")]).await, "Say why they are revoked");
    is_refused(&sharer.post("/cards/revoke", &[("job", "9"), ("why", "x")]).await, "There is no job 9");
    let cards = CardOffice::new(&desk.story.site.record).cards_of_job(1).await.unwrap();
    let serial = cards.iter().find(|card| card.state.is_live()).unwrap().serial.to_string();
    let one =
        [("serials", serial.as_str()), ("why", "Reported lost"), ("again", "yes"), ("until", "2030-06-30")];
    let shown = desk.office.post("/cards/revoke", &one).await;
    assert!(shown.main().contains("1 card would be revoked"), "{}", shown.main());
    let past = with(&one[..3], &[("until", "2019-06-30")]);
    is_refused(&desk.office.post("/cards/revoke", &past).await, "over already");
    let done = desk.office.post("/cards/revoke", &with(&one, &[("cards", "1")])).await;
    assert!(
        done.main().contains("1 card revoked") && done.main().contains("/cards/orders/2"),
        "{}",
        done.main()
    );
    let job = [("job", "1"), ("why", "It was broken into")];
    // Another count than the one that was shown: it is shown again.
    let shown = sharer.post("/cards/revoke", &with(&job, &[("cards", "7")])).await;
    assert!(
        shown.main().contains("6 cards would be revoked") && shown.main().contains("of 1 job"),
        "{}",
        shown.main()
    );
    let done = sharer.post("/cards/revoke", &with(&job, &[("cards", "6")])).await;
    assert!(done.main().contains("6 cards revoked"), "{}", done.main());
    assert!(done.main().contains("can have seen 6 of them"), "{}", done.main());
    let warned = sharer.page("/").await;
    assert!(warned.main().contains("7 revoked cards still look good to the public"), "{}", warned.main());
    assert!(desk.office.page("/cards").await.main().contains("Have the lists published now"));
    assert!(desk.office.page("/cards/orders/2").await.main().contains("in place of revoked cards"));
    let found = sharer.post("/cards/find", &[("serial", &serial.to_lowercase())]).await;
    assert!(found.main().contains("Revoked") && found.main().contains("Person "), "{}", found.main());
    assert!(!found.main().contains("/cards/jobs/"), "where it is made is not told");
    assert!(!found.body.contains("Ashworth"), "nobody is named");
    is_refused(&sharer.post("/cards/find", &[("serial", "7QK2M9XD")]).await, "No card has this serial");
    is_refused(&sharer.post("/cards/find", &[("serial", "x")]).await, "This is no serial");
}

#[tokio::test]
async fn whoever_did_not_sign_learns_nothing_of_a_job() {
    let site = Site::with_people_on(On::Sqlite, 6).await;
    let desk = Desk::begin(&site).await;
    desk.ordered().await;
    let bureau = Bureau::new(&desk.story.secret);
    let manifest = desk.sealed(&bureau).await;
    let (name, now) = (manifest.job.to_string(), Timestamp::now());
    let stranger = Bureau::new(&share::RecipientSecret::fresh().unwrap());
    let good = bureau.ask(&manifest, 0, now);
    let acts = site.acts().await;
    let mut answers = Vec::new();
    for what in ["keys", "certificate"] {
        for (named, body) in [
            ("1", good.clone()),
            ("ABCDEFGHJKMNPQRS", good.clone()),
            (name.as_str(), stranger.ask(&manifest, 0, now)),
            (name.as_str(), b"{}".to_vec()),
            (name.as_str(), Vec::new()),
        ] {
            let answer = sent(&site, &format!("/api/card-jobs/{named}/{what}"), body).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{what} {named}: {}", answer.body);
            answers.push(answer.body);
        }
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    let too_long = sent(&site, &format!("/api/card-jobs/{name}/keys"), vec![b' '; 5 << 20]).await;
    assert_eq!(too_long.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(site.acts().await, acts);
    // Elsewhere a request that does not say where it comes from is refused, as before.
    assert_eq!(sent(&site, "/api/checks", good).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_is_missing_or_makes_no_sense_is_said_at_its_field() {
    let site = Site::with_people_on(On::Sqlite, 12).await;
    let desk = Desk::begin(&site).await;
    let plain_http =
        with(&SET_UP[..2], &[("page", "http://cards.example.uk/"), ("contact", "x"), ("passphrase", WORDS)]);
    is_refused(&desk.office.post("/cards/set-up", &plain_http).await, "https");
    is_refused(&desk.office.post("/cards/set-up", &SET_UP[1..]).await, "name of the force");
    desk.ordered().await;
    let acts = site.acts().await;
    is_refused(&desk.office.post("/cards/order", &[]).await, "Choose who prints the cards");
    let changed = |name: &'static str, value: &'static str| {
        let rest: Vec<_> = order().into_iter().filter(|(field, _)| *field != name).collect();
        with(&rest, &[(name, value)])
    };
    let counted = |fields: Vec<(&'static str, &'static str)>| with(&fields, &[("cards", "12")]);
    let five = "20001\r\n20002\r\n20003\r\n20004\r\n20005";
    for (fields, words) in [
        (counted(changed("until", "2020-01-01")), "over already"),
        (changed("share", ""), "Choose the share"),
        (changed("nobody", ""), "Say who is at risk"),
        (with(&order(), &[("sensitive", "20001")]), "not both"),
        (with(&order(), &[("only", "99999")]), "The pay number in line 1 is of nobody"),
        // Five at risk among twelve cannot hide.
        (counted(with(&changed("nobody", ""), &[("sensitive", five)])), "ordinary staff to hide"),
    ] {
        is_refused(&desk.office.post("/cards/order", &fields).await, words);
    }
    let bureau = Bureau::new(&share::RecipientSecret::fresh().unwrap());
    let foreign = bureau.offer(Timestamp::now());
    let seal = |offer: &str, window: &str| {
        [
            ("offer", offer.to_owned()),
            ("window", window.to_owned()),
            ("most", "10".into()),
            ("profile", "service".into()),
        ]
    };
    for (offer, window, words) in [
        ("", "20", "Paste what the print agent offered"),
        (foreign.as_str(), "20", "sign"),
        (foreign.as_str(), "0", "such as 20"),
    ] {
        let fields = seal(offer, window);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        is_refused(&desk.office.post("/cards/orders/1/seal", &fields).await, words);
    }
    assert_eq!(site.acts().await, acts);
    assert_eq!(desk.office.get("/cards/orders/9").await.status, StatusCode::NOT_FOUND);
    assert_eq!(desk.office.get("/cards/jobs/9").await.status, StatusCode::NOT_FOUND);
}
