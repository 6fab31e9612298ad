//! An extract is sent, looked at, tried and imported: every step says what it does, and nothing is written before the last.

use crate::site::{Site, Visitor, WORDS};
use axum::http::StatusCode;

/// Lines of JSON about invented people: no reader has to be started for them.
fn extract(people: std::ops::RangeInclusive<u32>, unit: &str) -> String {
    let mut lines = String::new();
    for person in people {
        let number = 1000 + person;
        let line = format!(
            "{{\"Service No\": \"{number}\", \"Surname\": \"Ashworth{person}\", \"Unit\": \"{unit}\", \"Shoe size\": \"9\"}}\n"
        );
        lines.push_str(&line);
    }
    lines
}

/// Sends it and gives the address under which it waits.
async fn send(visitor: &Visitor<'_>, text: &str) -> String {
    visitor.send_to("/people/import", "staff.jsonl", text.as_bytes()).await.location().to_owned()
}

/// Whether a page tells people to use the command line. Class names have two hyphens too.
fn names_a_command(body: &str) -> bool {
    ["--leavers", "--partial", "--mapping", "--source", "--as-of", "tipstaff people"]
        .iter()
        .any(|word| body.contains(word))
}

const MAPPED: &str =
    "source=staff&says=complete&column-0=service-number&column-1=surname&column-2=unit&column-3=ignore";

fn mapped() -> Vec<(&'static str, &'static str)> {
    MAPPED.split('&').filter_map(|pair| pair.split_once('=')).collect()
}

#[tokio::test]
async fn an_extract_is_understood_tried_and_imported_with_a_signature() {
    for on in crate::site::BOTH {
        let site = Site::on(on).await;
        let officer = site.enrolled("R. Dale", &["data-protection-officer"]).await;
        let before = site.acts().await;
        let address = send(&officer, &extract(1..=12, "Response")).await;
        let page = officer.page(&address).await;
        assert!(page.body.contains("12 rows") && !page.body.contains("Ashworth"), "{}", page.main());
        assert!(page.body.contains("Not clear: choose"), "nobody knows what a shoe size is");
        // What is not clear has to be said first.
        let unclear = officer.get(&format!("{address}/changes?source=staff&column-0=service-number")).await;
        assert_eq!(unclear.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            unclear.body.contains("Say what is in the column “Shoe size”, or leave it out"),
            "{}",
            unclear.main()
        );
        let changes = officer.page(&format!("{address}/changes?{MAPPED}")).await;
        assert!(changes.body.contains(">12</span> new"), "{}", changes.main());
        assert_eq!(site.acts().await, before);
        let unsigned = officer.post(&address, &mapped()).await;
        assert_eq!((unsigned.status, site.acts().await), (StatusCode::UNPROCESSABLE_ENTITY, before));
        let mut fields = mapped();
        fields.push(("passphrase", WORDS));
        let imported = officer.post(&address, &fields).await;
        assert_eq!(imported.status, StatusCode::SEE_OTHER, "{}", imported.body);
        assert_eq!(imported.location(), format!("/people/imports/{before}?new=1"));
        let done = officer.page(imported.location()).await;
        assert!(done.body.contains("12 people are in the extract") && done.body.contains("R. Dale"));
        let act = site.record.act(before).await.unwrap().unwrap();
        assert_eq!(act.entry.signed_by, [act.entry.actor]);
        // The file is gone.
        assert_eq!(officer.get(&address).await.status, StatusCode::NOT_FOUND);
        assert!(!officer.page("/people/import").await.body.contains("staff.jsonl"));
    }
}

#[tokio::test]
async fn the_same_again_writes_nothing_and_forgets_the_file() {
    let site = Site::new().await;
    let owner = site.sign_in("owner").await;
    let mut fields = mapped();
    fields.push(("passphrase", WORDS));
    let first = send(&owner, &extract(1..=3, "Response")).await;
    assert_eq!(owner.post(&first, &fields).await.status, StatusCode::SEE_OTHER);
    let acts = site.acts().await;
    let again = send(&owner, &extract(1..=3, "Response")).await;
    let page = owner.page(&format!("{again}/changes?{MAPPED}")).await;
    assert!(page.body.contains("Everything in it is known already"));
    let known = owner.post(&again, &fields).await;
    assert_eq!((known.location(), site.acts().await), ("/people/imports?known=1", acts));
    assert_eq!(owner.get(&again).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn so_many_leavers_have_to_be_confirmed_in_the_words_of_the_page() {
    let site = Site::new().await;
    let owner = site.sign_in("owner").await;
    let mut fields = mapped();
    fields.push(("passphrase", WORDS));
    let first = send(&owner, &extract(1..=20, "Response")).await;
    owner.post(&first, &fields).await;
    let acts = site.acts().await;
    let few = send(&owner, &extract(1..=9, "Custody")).await;
    let page = owner.page(&format!("{few}/changes?{MAPPED}")).await;
    assert!(
        page.body.contains("11 of 20 people of the extract &#39;staff&#39; are missing")
            || page.body.contains("11 of 20 people of the extract 'staff' are missing"),
        "{}",
        page.main()
    );
    let refused = owner.post(&few, &fields).await;
    assert_eq!((refused.status, site.acts().await), (StatusCode::UNPROCESSABLE_ENTITY, acts));
    assert!(!names_a_command(&refused.body), "{}", refused.main());
    fields.push(("leavers", "yes"));
    assert_eq!(owner.post(&few, &fields).await.status, StatusCode::SEE_OTHER);
    let page = owner.page(&format!("/people/compare?first={}&second={acts}", acts - 1)).await;
    assert!(
        page.body.contains(">11</span> left") && page.body.contains(">9</span> moved to another unit"),
        "{}",
        page.main()
    );
    assert!(!page.body.contains("Ashworth"));
    // Names are a second question.
    let query = format!("first={}&second={acts}", acts - 1);
    assert!(!owner.page(&format!("/people/compare/names?{query}")).await.body.contains("Ashworth"));
    let (first, second) = ((acts - 1).to_string(), acts.to_string());
    let names = [("first", first.as_str()), ("second", second.as_str()), ("why", "checking the extract")];
    let shown = owner.post("/people/compare/names", &names).await;
    assert!(shown.body.contains("Ashworth20") && shown.body.contains("Left"), "{}", shown.main());
    assert_eq!(site.record.act(acts + 1).await.unwrap().unwrap().entry.kind, "names-shown");
    let silent = owner.post("/people/compare/names", &names[..2]).await;
    assert!(silent.status == StatusCode::UNPROCESSABLE_ENTITY && !silent.body.contains("Ashworth20"));
}

#[tokio::test]
async fn rows_that_are_refused_are_told_by_number_and_left_out_when_somebody_says_so() {
    let site = Site::new().await;
    let owner = site.sign_in("owner").await;
    let text = format!("{}{{\"Surname\": \"Marrowby\"}}\n[1]\n", extract(1..=2, "Response"));
    let address = send(&owner, &text).await;
    assert!(owner.page(&address).await.body.contains("row 4: it is no flat object of JSON"));
    let page = owner.page(&format!("{address}/changes?{MAPPED}")).await;
    assert!(page.body.contains("2 rows are refused") && !page.body.contains("Marrowby"), "{}", page.main());
    let mut fields = mapped();
    fields.push(("passphrase", WORDS));
    let refused = owner.post(&address, &fields).await;
    assert!(
        refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("Nothing was imported")
    );
    fields.push(("without", "yes"));
    let done = owner.post(&address, &fields).await;
    assert!(owner.page(done.location()).await.body.contains(">2</span> rows left out"));
}

#[tokio::test]
async fn what_cannot_be_imported_says_why_and_shows_no_heading_that_may_be_a_person() {
    let site = Site::new().await;
    let owner = site.sign_in("owner").await;
    for (text, words) in [
        ("{\"Quillfeather\": \"1\"}\n", "It has no heading that says what its column holds"),
        ("{\"Surname\": \n", "It holds no objects of JSON"),
    ] {
        let address = send(&owner, text).await;
        let page = owner.page(&address).await;
        assert!(page.body.contains(words) && !page.body.contains("Quillfeather"), "{}", page.main());
        assert_eq!(owner.post(&format!("{address}/forget"), &[]).await.location(), "/people/import");
        assert_eq!(owner.get(&address).await.status, StatusCode::NOT_FOUND);
    }
    for (query, words) in [
        ("source=HR%20list&column-0=service-number&column-1=surname", "small letters, digits and hyphens"),
        ("as-of=2999-01-01&column-0=service-number&column-1=surname", "has not come yet"),
        ("as-of=soon&column-0=service-number&column-1=surname", "is no time"),
        ("column-0=surname&column-1=surname", "Another column is taken for the surname too"),
        ("column-0=ignore&column-1=surname", "people cannot be told apart"),
        ("key=pay-number&column-0=service-number&column-1=surname", "No column is taken for the pay number"),
    ] {
        let address = send(&owner, "{\"Service No\": \"1\", \"Surname\": \"Marrowby\"}\n").await;
        let page = owner.get(&format!("{address}/changes?{query}")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert!(page.body.contains(words) && !names_a_command(&page.body), "{query}: {}", page.main());
    }
    let nothing = owner.send_to("/people/import", "", b"").await;
    assert!(nothing.status == StatusCode::UNPROCESSABLE_ENTITY && nothing.body.contains("Choose a file"));
}

#[tokio::test]
async fn nobody_else_sees_an_extract_and_it_is_no_file_to_check() {
    let site = Site::new().await;
    let owner = site.sign_in("owner").await;
    let other = site.enrolled("R. Dale", &["data-protection-officer"]).await;
    let address = send(&owner, &extract(1..=2, "Response")).await;
    let mut fields = mapped();
    fields.push(("passphrase", WORDS));
    for path in [address.clone(), format!("{address}/changes?{MAPPED}")] {
        assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(other.post(&address, &fields).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.post(&format!("{address}/forget"), &[]).await.status, StatusCode::NOT_FOUND);
    assert!(!other.page("/people/import").await.body.contains("staff.jsonl"));
    let id = address.rsplit('/').next().unwrap();
    assert_eq!(owner.get(&format!("/checks/{id}")).await.status, StatusCode::NOT_FOUND);
    assert!(!owner.page("/checks").await.body.contains("staff.jsonl"));
    assert!(owner.page("/people/import").await.body.contains("staff.jsonl"));
}
