//! Holders and holdings are entered, corrected and closed from pages.

use crate::site::Site;
use axum::http::StatusCode;

#[tokio::test]
async fn a_holder_is_added_and_its_name_is_given_once() {
    let site = Site::new().await;
    let owner = site.sign_in("owner").await;
    assert!(owner.page("/holders").await.body.contains("No holder is on record yet"));
    let refused = owner.post("/holders/add", &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("Choose what kind of holder it is") && refused.body.contains("Enter its name")
    );
    let maker = [("kind", "supplier"), ("name", "Card <maker>")];
    let added = owner.post("/holders/add", &maker).await;
    assert_eq!((added.status, added.location()), (StatusCode::SEE_OTHER, "/holders/1"));
    let page = owner.page("/holders/1").await;
    assert!(
        page.body.contains("Card &lt;maker&gt;") && page.body.contains("Nothing is on record that it holds")
    );
    let again = owner.post("/holders/add", &maker).await;
    assert!(
        again.status == StatusCode::UNPROCESSABLE_ENTITY && again.body.contains("there already"),
        "{}",
        again.body
    );
}

#[tokio::test]
async fn the_name_of_a_holder_who_is_a_person_is_shown_nowhere() {
    let site = Site::new().await;
    let owner = site.sign_in("owner").await;
    owner.post("/holders/add", &[("kind", "person"), ("name", "Ada Quill")]).await;
    for path in ["/holders", "/holders/1", "/holders/1/enter", "/exposure"] {
        assert!(!owner.page(path).await.body.contains("Quill"), "{path}");
    }
}

#[tokio::test]
async fn a_holding_is_entered_corrected_and_closed_and_its_history_says_so() {
    let site = Site::with_people(5).await;
    let maker = site.supplier("Card maker").await;
    let owner = site.sign_in("owner").await;
    let mut fields = vec![
        ("field", "surname"),
        ("field", "rank"),
        ("about", "numbers"),
        ("which", "1-2"),
        ("perhaps", "3"),
        ("from", "2023-07"),
    ];
    let entered = owner.post(&format!("/holders/{maker}/enter"), &fields).await;
    assert_eq!((entered.status, entered.location()), (StatusCode::SEE_OTHER, "/holdings/1"));
    let page = owner.page("/holdings/1").await;
    assert!(
        page.body.contains("2 people for certain and 1 perhaps") && page.body.contains("Since July 2023")
    );

    fields = vec![("field", "surname"), ("about", "same"), ("from", "2023-07-03")];
    let corrected = owner.post("/holdings/1/correct", &fields).await;
    assert_eq!(corrected.status, StatusCode::SEE_OTHER, "{}", corrected.body);
    let page = owner.page("/holdings/1").await;
    assert!(
        page.body.contains("Since 3 July 2023") && page.body.contains("2 people for certain and 1 perhaps")
    );
    let same = owner.post("/holdings/1/correct", &[("field", "surname"), ("about", "same")]).await;
    assert!(same.status == StatusCode::UNPROCESSABLE_ENTITY && same.body.contains("Nothing would change"));

    let closed =
        owner.post("/holdings/1/close", &[("until", "2023-08-08"), ("note", "certificate 118")]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER);
    let page = owner.page("/holdings/1").await;
    assert!(
        page.body.contains("From 3 July 2023 until 8 August 2023") && !page.body.contains("certificate 118")
    );
    assert!(!page.body.contains("/holdings/1/close"));
    let again = owner.post("/holdings/1/close", &[("until", "2023-08-08")]).await;
    assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.body.contains("closed already"));
    assert!(owner.page("/holders/1").await.body.contains("Holding 1"));
}

#[tokio::test]
async fn people_are_entered_by_their_pay_numbers_and_a_strange_one_refuses_all() {
    let site = Site::with_people(5).await;
    site.supplier("Card maker").await;
    let owner = site.sign_in("owner").await;
    let with =
        |which| [("field", "surname"), ("about", "pay-numbers"), ("which", which), ("from", "2023-07-01")];
    let refused = owner.post("/holders/1/enter", &with("20001\r\n29999")).await;
    assert!(
        refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("in line 2 is of nobody")
    );
    let entered = owner.post("/holders/1/enter", &with("20001\r\n20004\r\n")).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER);
    assert!(owner.page("/holdings/1").await.body.contains("2 people"));
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_at_its_field() {
    let site = Site::with_people(2).await;
    site.supplier("Card maker").await;
    let owner = site.sign_in("owner").await;
    let before = site.acts().await;
    for (fields, words) in [
        (vec![("about", "everybody"), ("from", "2023-07")], "Tick what is known"),
        (vec![("field", "surname"), ("from", "2023-07")], "Choose whom or what"),
        (
            vec![("field", "surname"), ("about", "numbers"), ("which", "2-1"), ("from", "2023-07")],
            "no number and no range",
        ),
        (
            vec![("field", "surname"), ("about", "numbers"), ("which", "7"), ("from", "2023-07")],
            "not in the record",
        ),
        (vec![("field", "surname"), ("about", "everybody")], "Enter since when"),
        (vec![("field", "surname"), ("about", "everybody"), ("from", "tomorrow")], "is no time"),
        (vec![("field", "surname"), ("about", "everybody"), ("from", "2999-01")], "in the future"),
        (
            vec![
                ("field", "surname"),
                ("about", "items"),
                ("which", "1"),
                ("perhaps", "1"),
                ("from", "2023-07"),
            ],
            "Only a list of people",
        ),
    ] {
        let refused = owner.post("/holders/1/enter", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert!(refused.body.contains(words), "{words}: {}", refused.main());
    }
    assert_eq!(site.acts().await, before);
    for path in ["/holders/2", "/holders/2/enter", "/holdings/1", "/holdings/1/correct", "/holdings/1/close"]
    {
        assert_eq!(owner.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn many_holdings_come_in_pages() {
    let site = Site::with_people(2).await;
    let maker = site.supplier("Card maker").await;
    for _ in 0..52 {
        site.holding(maker, 1..=1, "2023-07-01").await;
    }
    let owner = site.sign_in("owner").await;
    let first = owner.page("/holders/1").await;
    assert!(
        first.body.contains("Page 1 of 2")
            && first.body.contains("/holdings/52\"")
            && !first.body.contains("/holdings/2\"")
    );
    let second = owner.page("/holders/1?page=2").await;
    assert!(second.body.contains("/holdings/2\"") && !second.body.contains("/holdings/52\""));
}

#[tokio::test]
async fn many_holdings_are_entered_from_a_table_all_or_none() {
    for on in crate::site::BOTH {
        let site = Site::on(on).await;
        let officer = site.enrolled("R. Frost", &["foi-officer"]).await;
        let before = site.acts().await;
        let good = "{\"holder\": \"Card maker\", \"kind\": \"supplier\", \"fields\": \"surname,rank\", \"from\": \"2023-07\", \"unlisted\": \"40\"}\n";
        let wrong = good.replace("2023-07", "soon");
        let refused =
            officer.send_to("/holdings/import", "many.jsonl", format!("{good}{wrong}").as_bytes()).await;
        assert_eq!((refused.status, site.acts().await), (StatusCode::UNPROCESSABLE_ENTITY, before));
        assert!(refused.body.contains("Row 2: 'soon' is no time"), "{}", refused.main());
        let elsewhere = good.replace("unlisted", "people-file");
        let refused = officer.send_to("/holdings/import", "many.jsonl", elsewhere.as_bytes()).await;
        assert!(refused.body.contains("another table cannot be named here"), "{}", refused.main());
        let entered =
            officer.send_to("/holdings/import", "many.jsonl", format!("{good}{good}").as_bytes()).await;
        assert!(entered.body.contains("2 holdings are on record"), "{}", entered.main());
        assert_eq!(site.acts().await, before + 1);
        assert!(officer.page("/holdings/2").await.body.contains("40 people on no list"));
        let nothing = officer.send_to("/holdings/import", "", b"").await;
        assert!(
            nothing.status == StatusCode::UNPROCESSABLE_ENTITY && nothing.body.contains("Choose a table")
        );
    }
}
