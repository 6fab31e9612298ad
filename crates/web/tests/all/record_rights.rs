//! Numbers in addresses can be guessed; what a page shows depends on who asks.

use crate::site::{Site, WORDS};
use axum::http::{Method, StatusCode};

/// Pages of the record, and which roles may open them, by a letter each: data protection, FOI, auditor, administrator.
const PAGES: [(&str, &str); 35] = [
    ("/people", "d"),
    ("/people/compare", "d"),
    ("/people/compare/names?from=2023-07&to=2023-08", "d"),
    ("/people/import", "dm"),
    ("/people/imports", "dm"),
    ("/people/1", "d"),
    ("/people/1/held.csv", "d"),
    ("/people/1/held.json", "d"),
    ("/people/1/values", "d"),
    ("/holders", "dfa"),
    ("/holders/1", "dfa"),
    ("/holders/add", "df"),
    ("/holders/1/enter", "df"),
    ("/holdings/1", "dfa"),
    ("/holdings/import", "df"),
    ("/holdings/1/correct", "df"),
    ("/holdings/1/close", "df"),
    ("/exposure", "dfa"),
    ("/exposure/names?holder=1&from=2023-07&to=2023-07", "d"),
    ("/recipients", "da"),
    ("/recipients/enrol", "d"),
    ("/shares", "da"),
    ("/shares/propose", "d"),
    ("/deliveries", "da"),
    ("/deliveries.csv", "da"),
    ("/deliveries/receipt", "d"),
    ("/cards", "da"),
    ("/cards/designs", "da"),
    ("/cards/set-up", ""),
    ("/cards/order", ""),
    ("/cards/revoke", "d"),
    ("/evidence", "da"),
    ("/trace", "d"),
    ("/log", "dam"),
    ("/log/verify", "dam"),
];

#[tokio::test]
async fn every_page_of_the_record_opens_for_its_roles_and_for_no_other() {
    let site = Site::with_people(2).await;
    let maker = site.supplier("Card maker").await;
    site.holding(maker, 1..=2, "2023-07-01").await;
    let visitors = [
        ('d', site.enrolled("R. Dale", &["data-protection-officer"]).await),
        ('f', site.enrolled("R. Frost", &["foi-officer"]).await),
        ('a', site.enrolled("R. Ames", &["auditor"]).await),
        ('m', site.enrolled("R. Moss", &["administrator"]).await),
    ];
    for (path, may) in PAGES {
        assert_eq!(site.nobody().get(path).await.status, StatusCode::SEE_OTHER, "{path}");
        for (letter, visitor) in &visitors {
            let expected = if may.contains(*letter) { StatusCode::OK } else { StatusCode::FORBIDDEN };
            assert_eq!(visitor.get(path).await.status, expected, "{path} for {letter}");
        }
    }
}

#[tokio::test]
async fn whoever_may_not_see_names_gets_none_by_sending_the_form_either() {
    let site = Site::with_people(2).await;
    let maker = site.supplier("Card maker").await;
    site.holding(maker, 1..=2, "2023-07-01").await;
    let officer = site.enrolled("R. Frost", &["foi-officer"]).await;
    let before = site.acts().await;
    let why = [("why", "curiosity"), ("passphrase", WORDS), ("by", "surname"), ("value", "Ashworth1")];
    for path in ["/people/find", "/people/1/values", "/exposure/names"] {
        let refused = officer.post(path, &why).await;
        assert!(refused.status == StatusCode::FORBIDDEN && !refused.body.contains("Ashworth1"), "{path}");
    }
    let page = officer.page("/exposure?holder=1&from=2023-07&to=2023-07").await;
    assert!(page.body.contains("2 people are affected") && !page.body.contains("/exposure/names"));
    assert_eq!(site.acts().await, before);
    let auditor = site.enrolled("R. Ames", &["auditor"]).await;
    let before = site.acts().await;
    for path in ["/holders/add", "/holders/1/enter", "/holdings/1/correct", "/holdings/1/close"] {
        assert_eq!(auditor.post(path, &[]).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(site.acts().await, before);
}

#[test]
fn nobody_is_named_in_an_address() {
    for route in web::ROUTES.iter().filter(|route| route.method == Method::GET) {
        for part in route.path.split('/').filter(|part| part.starts_with('{')) {
            assert!(
                ["{number}", "{store}", "{position}", "{id}", "{sha256}", "{tag}", "{name}", "{token}"]
                    .contains(&part),
                "{route:?}"
            );
        }
    }
}
