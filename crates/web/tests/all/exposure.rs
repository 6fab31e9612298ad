//! Who is affected is answered in counts; names are a second question.

use crate::site::{Site, WORDS};
use axum::http::StatusCode;

const ASKED: &str = "holder=1&from=2023-07-01&to=2023-08-26";

async fn two_suppliers() -> Site {
    let site = Site::with_people(5).await;
    let maker = site.supplier("Card maker").await;
    let printer = site.supplier("Printer").await;
    site.holding(maker, 1..=3, "2023-07-15").await;
    site.holding(printer, 3..=5, "2023-08-20").await;
    site
}

#[tokio::test]
async fn counts_come_first_with_a_picture_and_no_names() {
    let site = two_suppliers().await;
    let owner = site.sign_in("owner").await;
    let before = site.acts().await;
    let page = owner.page(&format!("/exposure?{ASKED}")).await;
    assert!(page.body.contains("3 people are affected for certain.") && !page.body.contains("Ashworth"));
    let answer = page.main();
    let answer = answer.split("Ask again").next().unwrap();
    insta::assert_snapshot!("counts_of_one_supplier", answer);
    let all = owner.page("/exposure?everybody=yes&from=2023-07-01&to=2023-08-26").await;
    assert!(all.body.contains("5 people are affected for certain.") && all.body.contains("By holder"));
    assert_eq!(site.acts().await, before, "counts are no look at names");
}

/// Holdings stay in memory between two questions; what was entered meanwhile, here or by another server, is in the answer.
#[tokio::test]
async fn the_same_question_again_knows_what_was_entered_meanwhile() {
    let site = two_suppliers().await;
    let owner = site.sign_in("owner").await;
    let asked = "/exposure?everybody=yes&from=2023-07-01&to=2023-08-26";
    for (people, question) in
        [(3, &format!("/exposure?{ASKED}")), (5, &asked.to_owned()), (5, &asked.to_owned())]
    {
        let page = owner.page(question).await;
        assert!(page.body.contains(&format!("{people} people are affected for certain.")), "{question}");
    }
    site.holding(1, 4..=4, "2023-07-20").await;
    let page = owner.page(&format!("/exposure?{ASKED}")).await;
    assert!(page.body.contains("4 people are affected for certain."));
    // More questions than are kept, and the first one again.
    for holder in ["1", "2", "1&holder=2", "2&holder=1", "1&holder=1"] {
        owner.page(&format!("/exposure?holder={holder}&from=2023-07-01&to=2023-08-26")).await;
    }
    assert!(owner.page(asked).await.body.contains("5 people are affected for certain."));
}

#[tokio::test]
async fn a_window_before_everything_has_nobody_and_says_what_that_means() {
    let site = two_suppliers().await;
    let owner = site.sign_in("owner").await;
    let page = owner.page("/exposure?holder=1&from=2020-01&to=2020-12").await;
    assert!(
        page.body.contains("Nobody on record is affected.")
            && page.body.contains("No holding on record falls into this time")
    );
    assert!(!page.body.contains("/exposure/names"));
}

#[tokio::test]
async fn a_question_that_makes_no_sense_is_refused_at_its_field() {
    let site = two_suppliers().await;
    let owner = site.sign_in("owner").await;
    for (query, words) in [
        ("from=2023-07-01&to=2023-08-26", "Choose whose holdings"),
        ("holder=1", "Enter from when"),
        ("holder=1&from=2023-08-26&to=2023-07-01", "ends before it begins"),
        ("holder=1&from=x&to=2023-07-01", "is no time"),
        ("holder=1&from=2023-07-01&to=2023-08-26&known=2999", "is no time"),
        ("holder=1&from=2023-07-01&to=2023-08-26&known=2999-01", "not known yet"),
    ] {
        let refused = owner.get(&format!("/exposure?{query}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert!(refused.body.contains(words), "{query}: {}", refused.main());
    }
    assert_eq!(owner.get("/exposure/counts.csv?holder=1").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(owner.get("/exposure/names").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_was_known_then_stands_beside_what_is_known_now() {
    let site = two_suppliers().await;
    let owner = site.sign_in("owner").await;
    let page = owner.page(&format!("/exposure?{ASKED}&known=2025-01-01")).await;
    assert!(page.body.contains("Nobody on record is affected.") && page.body.contains("Then and now"));
    assert!(page.body.contains("3 people came to it"), "{}", page.main());
}

#[tokio::test]
async fn only_some_fields_are_asked_about() {
    let site = two_suppliers().await;
    let owner = site.sign_in("owner").await;
    assert!(
        owner
            .page(&format!("/exposure?{ASKED}&field=photo"))
            .await
            .body
            .contains("Nobody on record is affected.")
    );
    let page = owner.page(&format!("/exposure?{ASKED}&field=surname")).await;
    assert!(page.body.contains("3 people are affected for certain."));
}

#[tokio::test]
async fn counts_are_exported_without_numbers_of_people() {
    let site = two_suppliers().await;
    let owner = site.sign_in("owner").await;
    let query = "everybody=yes&from=2023-06-20&to=2023-08-26";
    let csv = owner.page(&format!("/exposure/counts.csv?{query}")).await;
    insta::assert_snapshot!("counts_as_a_table", csv.body);
    assert!(csv.headers["content-disposition"].to_str().unwrap().contains("tipstaff-exposure.csv"));
    let json = owner.page(&format!("/exposure/counts.json?{query}")).await;
    let json: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    assert_eq!(json["people"]["definite"], 5);
    assert_eq!(json["over_time"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn names_take_a_purpose_and_a_signature_and_stand_in_the_log_first() {
    let site = two_suppliers().await;
    let owner = site.sign_in("owner").await;
    let before = site.acts().await;
    assert!(!owner.page(&format!("/exposure/names?{ASKED}")).await.body.contains("Ashworth"));
    let mut fields =
        vec![("holder", "1"), ("from", "2023-07-01"), ("to", "2023-08-26"), ("passphrase", WORDS)];
    let refused = owner.post("/exposure/names", &fields).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && !refused.body.contains("Ashworth"));
    assert_eq!(site.acts().await, before);
    fields.push(("why", "letters, incident 2023/9"));
    let shown = owner.post("/exposure/names", &fields).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(
        shown.body.contains("Ashworth3")
            && !shown.body.contains("Ashworth4")
            && !shown.title().contains("Ashworth")
    );
    assert_eq!(site.acts().await, before + 1);
    // The passphrase was typed a moment ago.
    fields.retain(|(name, _)| *name != "passphrase");
    fields.push(("as", "csv"));
    let table = owner.post("/exposure/names", &fields).await;
    insta::assert_snapshot!("the_affected_as_a_table", table.body);
    assert_eq!(site.acts().await, before + 2);
}

#[tokio::test]
async fn people_on_no_list_stand_in_the_first_sentence() {
    let site = two_suppliers().await;
    let owner = site.sign_in("owner").await;
    let victims =
        [("field", "offence"), ("about", "unlisted"), ("which", "1200-1230"), ("from", "2023-07-20")];
    assert_eq!(owner.post("/holders/1/enter", &victims).await.status, StatusCode::SEE_OTHER);
    let page = owner.page(&format!("/exposure?{ASKED}")).await;
    let sentence =
        "3 people are affected for certain. So are 1,200 to 1,230 people on no list, such as victims.";
    assert!(page.body.contains(sentence), "{}", page.main());
    let only = owner.page(&format!("/exposure?{ASKED}&field=offence")).await;
    assert!(only.body.contains("1,200 to 1,230 people on no list, such as victims, are affected"));
}
