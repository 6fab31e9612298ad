//! Shares from the enrolment of a recipient to the destruction of what it got, as browsers see them.

use crate::site::{Answer, BOTH, On, Site, WORDS};
use crate::story::{Story, order, with};
use axum::http::StatusCode;
use share::Stated;

fn is_refused(answer: &Answer, words: &str) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    assert!(answer.main().contains(words), "{words}: {}", answer.main());
    // Class names have two dashes as well, so only what is said at the top of the page is looked at.
    let said =
        answer.body.split("govuk-error-summary__list\">").nth(1).unwrap().split("</ul>").next().unwrap();
    assert!(!said.contains("tipstaff ") && !said.contains("--"), "{said}");
}

async fn site(on: On, people: u32) -> Site {
    Site::with_people_on(on, people).await
}

#[tokio::test]
async fn a_share_is_compared_proposed_approved_delivered_received_and_destroyed() {
    for on in BOTH {
        let site = site(on, 40).await;
        let story = Story::begin(&site).await;
        let empty = story.sharer.page("/shares").await;
        assert!(empty.main().contains("There is no share yet"));
        let holder = story.enrol("Card maker").await;
        let listed = story.sharer.page("/recipients").await;
        assert!(listed.main().contains("Card maker") && listed.main().contains(&story.secret.public().seal));
        // Nothing is proposed by comparing.
        let fields = order(&holder, "cards-2026-11");
        let before = site.acts().await;
        let compared = story.sharer.post("/shares/propose", &fields).await;
        assert_eq!(compared.status, StatusCode::OK, "{}", compared.body);
        assert!(compared.main().contains("40 people are in it today"));
        assert!(compared.main().contains("Nothing was delivered to anybody before"));
        assert_eq!(site.acts().await, before);
        let unsigned = story.approver.post("/shares/propose", &with(&fields, &[("do", "propose")])).await;
        assert_eq!(unsigned.status, StatusCode::FORBIDDEN, "who approves does not propose");
        let proposed = story.sharer.post("/shares/propose", &with(&fields, &[("do", "propose")])).await;
        assert_eq!(proposed.location(), "/shares/1", "{}", proposed.body);
        let share = proposed.location().to_owned();
        // It waits, for somebody else.
        assert!(
            story.approver.page("/").await.main().contains("Share 1 (cards-2026-11) waits for a decision")
        );
        assert_eq!(story.sharer.get("/shares/1/decide").await.status, StatusCode::FORBIDDEN);
        assert_eq!(
            story.sharer.get("/shares/1/deliver").await.location(),
            "/shares/1",
            "nothing leaves unapproved"
        );
        assert!(story.approver.page("/shares/1/decide").await.main().contains("Printing warrant cards"));
        story.approved(&share).await;
        assert!(story.sharer.page(&share).await.main().contains("In force"));
        // It is delivered: what the browser gets opens with the recipient's key and no other.
        let page = story.sharer.page("/shares/1/deliver").await;
        assert!(page.main().contains("Card maker"));
        let sealed = story.sharer.post("/shares/1/deliver", &[("form", "csv")]).await;
        assert_eq!(sealed.status, StatusCode::OK, "{}", sealed.body);
        assert_eq!(sealed.headers["content-disposition"], "attachment; filename=\"delivery-1.age\"");
        assert!(!sealed.body.contains("Ashworth"));
        let (opened, table) = story.opened(&sealed.bytes);
        assert_eq!((opened.parts.rows, table.matches("Ashworth").count() >= 40), (43, true));
        assert!(!table.contains("20001"), "no pay number leaves");
        let register = story.sharer.page("/deliveries").await;
        assert!(register.main().contains("Not signed for yet"));
        assert!(story.approver.page("/deliveries/1").await.main().contains("40 people"));
        assert_eq!(story.sharer.get("/deliveries/1/statement").await.status, StatusCode::NOT_FOUND);
        // The recipient signs, and it is pasted in as browsers paste; then it destroys, and the file is sent.
        let now = jiff::Timestamp::now();
        let received = opened.statement(Stated::Received, "", now).sign(&story.secret).unwrap();
        let pasted = received.replace('\n', "\r\n");
        let taken = story.sharer.post("/deliveries/receipt", &[("receipt", &pasted)]).await;
        assert_eq!(taken.location(), "/deliveries/1", "{}", taken.body);
        is_refused(
            &story.sharer.post("/deliveries/receipt", &[("receipt", &pasted)]).await,
            "Delivery 1 is received already",
        );
        assert_eq!(story.sharer.get("/deliveries/1/cancel").await.location(), "/deliveries/1");
        let destroyed = opened.statement(Stated::Destroyed, "disks wiped", now).sign(&story.secret).unwrap();
        let taken = story.sharer.send_to("/deliveries/receipt", "destroyed.txt", destroyed.as_bytes()).await;
        assert_eq!(taken.location(), "/deliveries/1", "{}", taken.body);
        assert!(story.sharer.page("/deliveries/1").await.main().contains("Destroyed"));
        assert_eq!(story.sharer.page("/deliveries/1/statement").await.body, destroyed);
        let ended = story.sharer.post("/shares/1/end", &[]).await;
        assert_eq!(ended.location(), "/shares/1", "{}", ended.body);
        assert!(story.sharer.page("/shares").await.main().contains("Ended"));
    }
}

#[tokio::test]
async fn a_list_that_singles_people_out_is_told_in_words_and_takes_a_reason() {
    let site = site(On::Sqlite, 60).await;
    let story = Story::begin(&site).await;
    let holder = story.enrol("Card maker").await;
    let fields = order(&holder, "cards");
    let proposed = story.sharer.post("/shares/propose", &with(&fields, &[("do", "propose")])).await;
    story.approved(proposed.location()).await;
    assert_eq!(story.sharer.post("/shares/1/deliver", &[("form", "csv")]).await.status, StatusCode::OK);
    // The same without two people: whoever has both lists has them.
    let less = with(&order(&holder, "uniforms"), &[("without", "20001\r\n20002")]);
    let compared = story.sharer.post("/shares/propose", &less).await;
    let words = "Laid beside the list that Card maker has (delivery 1), it singles out 2 people";
    assert!(compared.main().contains(words), "{}", compared.main());
    let before = site.acts().await;
    let silent = story.sharer.post("/shares/propose", &with(&less, &[("do", "propose")])).await;
    is_refused(&silent, "this list would single out 2");
    assert_eq!(site.acts().await, before);
    let reason = [("do", "propose"), ("despite", "They left the building")];
    let proposed = story.sharer.post("/shares/propose", &with(&less, &reason)).await;
    assert_eq!(proposed.location(), "/shares/2", "{}", proposed.body);
    let deciding = story.approver.page("/shares/2/decide").await;
    assert!(deciding.main().contains(words) && deciding.main().contains("They left the building"));
    assert!(!deciding.body.contains("20001"), "pay numbers are not kept");
    let refused = story.approver.post("/shares/2/refuse", &[("passphrase", WORDS)]).await;
    is_refused(&refused, "Say why it is refused");
    let refused =
        story.approver.post("/shares/2/refuse", &[("why", "Not <them>"), ("passphrase", WORDS)]).await;
    assert_eq!(refused.location(), "/shares/2", "{}", refused.body);
    assert!(story.sharer.page("/shares/2").await.main().contains("Not &lt;them&gt;"));
    assert_eq!(story.approver.get("/shares/2/decide").await.location(), "/shares/2");
}

#[tokio::test]
async fn what_is_missing_or_must_not_leave_is_said_at_its_field() {
    let site = site(On::Sqlite, 5).await;
    let story = Story::begin(&site).await;
    let keys = story.secret.public().to_string();
    let unread =
        story.sharer.post("/recipients/enrol", &[("holder", "Card maker"), ("keys", "ssh-rsa x")]).await;
    is_refused(&unread, "These are no keys of a recipient");
    let uncompared = [("holder", "Card maker"), ("keys", keys.as_str()), ("passphrase", WORDS)];
    is_refused(&story.sharer.post("/recipients/enrol", &uncompared).await, "on the telephone first");
    assert!(story.sharer.page("/shares/propose").await.main().contains("Nobody gets deliveries yet"));
    let holder = story.enrol("Card maker").await;
    let again = [("holder", "Card maker"), ("keys", keys.as_str()), ("compared", "yes")];
    is_refused(&story.sharer.post("/recipients/enrol", &again).await, "enrolled with these keys already");
    let page = story.sharer.page("/shares/propose").await;
    assert!(page.main().contains("What never leaves") && !page.main().contains("value=\"vetting\" type"));
    is_refused(&story.sharer.post("/shares/propose", &[]).await, "Choose who gets it");
    for (more, words) in [
        (("field", "pay-number"), "never goes to a recipient"),
        (("without", "99999"), "The pay number in line 1 is of nobody in the record"),
        (("having-field-1", "rank"), "Choose a field and enter its values"),
        (("every-days", "often"), "Enter the days, such as 7"),
    ] {
        let fields = with(&order(&holder, "cards"), &[more, ("do", "propose")]);
        is_refused(&story.sharer.post("/shares/propose", &fields).await, words);
    }
    let nobody = [("having-field-1", "initials"), ("having-is-1", "Q; X"), ("do", "propose")];
    is_refused(
        &story.sharer.post("/shares/propose", &with(&order(&holder, "cards"), &nobody)).await,
        "Nobody is in it today",
    );
    assert_eq!(story.sharer.get("/shares/1").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn other_keys_stop_a_share_and_a_cancelled_delivery_says_why() {
    let site = site(On::Sqlite, 20).await;
    let story = Story::begin(&site).await;
    let holder = story.enrol("Card maker").await;
    let fields = with(&order(&holder, "cards"), &[("do", "propose"), ("every-days", "7")]);
    let proposed = story.sharer.post("/shares/propose", &fields).await;
    story.approved(proposed.location()).await;
    let part = [("form", "jsonl"), ("only", "20001\n20007")];
    let sealed = story.sharer.post("/shares/1/deliver", &part).await;
    assert_eq!(story.opened(&sealed.bytes).0.parts.rows, 5);
    assert!(story.sharer.page("/deliveries/1").await.main().contains("2 people, some of those in the share"));
    is_refused(&story.sharer.post("/deliveries/1/cancel", &[]).await, "Say why it never reached");
    let why = [("why", "The disk never left the office")];
    let cancelled = story.sharer.post("/deliveries/1/cancel", &why).await;
    assert_eq!(cancelled.location(), "/deliveries/1", "{}", cancelled.body);
    assert!(story.sharer.page("/deliveries?what=cancelled").await.main().contains("/deliveries/1"));
    assert!(story.sharer.page("/deliveries?what=overdue").await.main().contains("No delivery is like that"));
    let table = story.sharer.page("/deliveries.csv?what=cancelled").await.body;
    assert!(table.lines().count() == 2 && table.contains("Card maker"), "{table}");
    let document: serde_json::Value =
        serde_json::from_str(&story.sharer.page("/deliveries.json").await.body).unwrap();
    assert_eq!(document["schema"], "tipstaff.deliveries/1");
    assert_eq!(document["deliveries"][0]["state"], "cancelled");
    let ended = story.sharer.post(&format!("/recipients/{holder}/end"), &[]).await;
    assert_eq!(ended.location(), "/recipients", "{}", ended.body);
    assert!(story.sharer.page("/shares/1").await.main().contains("Stopped: the recipient has other keys"));
    assert_eq!(story.sharer.get("/shares/1/deliver").await.location(), "/shares/1");
    assert_eq!(story.sharer.get(&format!("/recipients/{holder}/end")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_overdue_and_what_is_due_stands_on_the_first_page() {
    for on in BOTH {
        let site = site(on, 10).await;
        let story = Story::begin(&site).await;
        site.delivered_long_ago("Card maker").await;
        let home = story.sharer.page("/").await;
        assert!(home.main().contains("Delivery 1 to Card maker had to be destroyed by"), "{}", home.main());
        assert!(home.main().contains("The next delivery of share 1 (cards) is due"), "{}", home.main());
        let register = story.sharer.page("/deliveries").await;
        assert!(register.main().contains("1 certificate of destruction is overdue"), "{}", register.main());
        assert!(!story.approver.page("/").await.main().contains("had to be destroyed"));
        let auditor = site.enrolled("R. Ames", &["auditor"]).await;
        assert!(auditor.page("/deliveries?what=overdue").await.main().contains("overdue since"));
        assert!(!auditor.page("/deliveries/1").await.main().contains("Take in a receipt"));
    }
}
