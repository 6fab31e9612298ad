//! Stored evidence on pages: what is red stands first, names are seen on record, and two people settle what differs.

use crate::footage::Footage;
use crate::site::{Site, Visitor, WORDS};
use axum::http::StatusCode;

const FILES: [&str; 4] = ["Ashworth-1.mp4", "Ashworth-2.mp4", "cam-3.mp4", "cam-4.mp4"];

async fn manager(site: &Site) -> Visitor<'_> {
    site.enrolled("P. Marsh", &["evidence-manager"]).await
}

/// A store that lost two of four files ten minutes ago; one of them is in a case.
async fn red(site: &Site) -> Footage<'_> {
    let footage = Footage::watched(site, "dems", &FILES).await;
    footage.in_case("Ashworth-1.mp4", "14XX0000123", "2090-09-01T10:00:00Z").await;
    footage.swept(40).await;
    footage.take_away("Ashworth-1.mp4");
    footage.take_away("cam-3.mp4");
    footage.swept(10).await;
    footage
}

fn position(text: &str, words: &str) -> usize {
    text.find(words).unwrap_or_else(|| panic!("{words:?} is not on the page: {text}"))
}

#[tokio::test]
async fn where_nothing_is_watched_the_page_says_how_to_begin() {
    let site = Site::new().await;
    let page = manager(&site).await.page("/evidence").await;
    assert!(
        page.body.contains("No store is watched yet") && page.body.contains("tipstaff evidence watch add")
    );
}

#[tokio::test]
async fn what_needs_doing_stands_first_in_words_and_not_in_colour_alone() {
    let site = Site::with_people(2).await;
    let fine = Footage::watched(&site, "a-fine-store", &["x.mp4"]).await;
    let away = Footage::watched(&site, "not-mounted", &["y.mp4"]).await;
    let lost = red(&site).await;
    fine.swept(5).await;
    away.unmounted();
    away.swept(5).await;
    for roles in
        ["evidence-manager", "data-protection-officer", "information-security", "approver", "auditor"]
    {
        let visitor = site.enrolled(&format!("R. {roles}"), &[roles]).await;
        let main = visitor.page("/evidence").await.main();
        let table = &main[position(&main, "<table")..];
        let order = [&lost, &away, &fine].map(|one| position(table, &format!("\"{}\"", one.page())));
        assert!(order.is_sorted(), "{order:?}");
        let words = ["Red: something differs", "Unknown: not seen", "Green: all there"];
        assert!(words.map(|words| position(table, words)).is_sorted());
        position(&main, "1 store differs from what has to be there");
        position(&main, "2 items are missing.");
        for hidden in ["Ashworth", "14XX", "footage-"] {
            assert!(!main.contains(hidden), "{hidden} for {roles}");
        }
        // The place that cannot be listed is neither green nor a loss.
        let unknown = &table[position(table, "Unknown")..position(table, "Green: all there")];
        assert_eq!(unknown.matches("not known").count(), 5, "listed, and each way to differ: {unknown}");
    }
    let home = manager(&site).await.page("/").await.main();
    let needs = [
        "The evidence store dems is red: 2 items are missing.",
        "Nobody knows how the evidence store not-mounted",
    ];
    assert!(needs.map(|words| position(&home, words)).is_sorted(), "{home}");
    for roles in ["auditor", "foi-officer"] {
        let other = site.enrolled(&format!("S. {roles}"), &[roles]).await;
        assert!(!other.page("/").await.body.contains("evidence store dems"), "{roles}");
    }
}

#[tokio::test]
async fn one_store_is_told_over_time_with_its_cases_in_counts() {
    let site = Site::with_people(2).await;
    let lost = red(&site).await;
    let main = manager(&site).await.page(&lost.page()).await.main();
    for words in
        ["Red: something differs", "On the first list", "Written off, by two people", "Had to be there"]
    {
        position(&main, words);
    }
    let drawing = &main[position(&main, "<svg class=\"tip-chart__drawing\"")..];
    let drawing = &drawing[..position(drawing, "</svg>")];
    for part in [
        "<title id=",
        "<desc id=",
        "tip-chart__expected",
        "tip-chart__line",
        "tip-chart__state--red",
        "tip-chart__state--green",
    ] {
        position(drawing, part);
    }
    position(drawing, "4 items had to be there, and 2 were listed");
    assert!(!main.contains("Ashworth") && !main.contains("14XX"), "neither names nor references");
    let difference = format!("{}/differences/1", lost.page());
    position(&main, &format!("\"{difference}\""));
}

#[tokio::test]
async fn cases_are_numbers_until_somebody_signs_for_their_references() {
    let site = Site::with_people(2).await;
    let difference = format!("{}/differences/1", red(&site).await.page());
    for (roles, may) in [
        ("evidence-manager", true),
        ("data-protection-officer", true),
        ("information-security", true),
        ("auditor", false),
        ("approver", false),
    ] {
        let visitor = site.enrolled(&format!("R. {roles}"), &[roles]).await;
        let page = visitor.page(&difference).await.main();
        position(&page, "1 case is touched. The next day in court is 1 September 2090.");
        for words in ["Case 1", "Person 1", "1 September 2090"] {
            position(&page, words);
        }
        assert_eq!(page.contains("/names\""), may, "{roles}");
        assert!(!page.contains("14XX0000123") && !page.contains("Ashworth-1.mp4"), "{roles}");
        let signed = [("why", "to tell the prosecutors"), ("passphrase", WORDS)];
        let shown = visitor.post(&format!("{difference}/names"), &signed).await;
        assert_eq!(shown.status == StatusCode::OK, may, "{roles}");
        assert_eq!(
            shown.body.contains("14XX0000123") && shown.body.contains("Ashworth-1.mp4"),
            may,
            "{roles}"
        );
    }
}

#[tokio::test]
async fn names_take_a_purpose_and_are_on_record_page_by_page() {
    let site = Site::with_people(2).await;
    let files: Vec<String> = (0..203).map(|number| format!("cam-{number:03}.mp4")).collect();
    let names: Vec<&str> = files.iter().map(String::as_str).collect();
    let footage = Footage::watched(&site, "dems", &names).await;
    for name in &names[..202] {
        footage.take_away(name);
    }
    footage.swept(5).await;
    let visitor = manager(&site).await;
    let path = format!("{}/differences/1/names", footage.page());
    let before = site.acts().await;
    for fields in [vec![("passphrase", WORDS)], vec![("why", "to look for copies")]] {
        let refused = visitor.post(&path, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!refused.body.contains("cam-000"));
    }
    assert_eq!(site.acts().await, before);
    let why = [("why", "to look for copies"), ("passphrase", WORDS)];
    let first = visitor.post(&path, &why).await;
    assert!(
        first.body.contains("cam-199.mp4")
            && !first.body.contains("cam-200.mp4")
            && first.body.contains("Page 1 of 2")
    );
    let second = visitor.post(&path, &[("why", "to look for copies"), ("page", "2")]).await;
    assert!(
        second.body.contains("cam-201.mp4")
            && !second.body.contains("cam-199.mp4")
            && !second.body.contains("cam-202")
    );
    assert_eq!(site.acts().await, before + 2, "each page is an act");
    let told = site.record.acts_told(&[before, before + 1]).await.unwrap();
    assert!(told[0].sentence.contains("200 items") && told[1].sentence.contains("2 items"), "{told:?}");
    let table = visitor.post(&path, &[("why", "for the prosecutors"), ("as", "csv")]).await;
    assert_eq!(table.headers["content-disposition"], "attachment; filename=\"tipstaff-evidence.csv\"");
    assert_eq!(table.body.lines().count(), 203);
    for roles in ["approver", "auditor"] {
        let other = site.enrolled(&format!("R. {roles}"), &[roles]).await;
        let before = site.acts().await;
        let refused = other.post(&path, &why).await;
        assert!(refused.status == StatusCode::FORBIDDEN && !refused.body.contains("cam-0"), "{roles}");
        assert_eq!(site.acts().await, before);
    }
}

#[tokio::test]
async fn one_proposes_and_another_settles() {
    let site = Site::with_people(2).await;
    let lost = red(&site).await;
    let (store, difference) = (lost.page(), format!("{}/differences/1", lost.page()));
    let settle = format!("{difference}/settle");
    // One with both roles proposes, and cannot approve it.
    let keeper = site.enrolled("P. Marsh", &["evidence-manager", "approver"]).await;
    let approver = site.enrolled("A. Provost", &["approver"]).await;
    let silent = keeper.post(&settle, &[("passphrase", WORDS)]).await;
    assert!(silent.status == StatusCode::UNPROCESSABLE_ENTITY && silent.body.contains("Say why"));
    let endless = "because ".repeat(600);
    let endless = keeper.post(&settle, &[("why", endless.as_str()), ("passphrase", WORDS)]).await;
    assert!(
        endless.status == StatusCode::UNPROCESSABLE_ENTITY
            && endless.body.contains("At most 4,000 characters")
    );
    let why = "Deleted by the supplier on 26 July; <b>no copy</b> was found";
    let proposed = keeper.post(&settle, &[("why", why), ("passphrase", WORDS)]).await;
    assert_eq!(
        (proposed.status, proposed.location()),
        (StatusCode::SEE_OTHER, difference.as_str()),
        "{}",
        proposed.body
    );
    assert_eq!(keeper.get(&settle).await.location(), difference, "once is enough");

    let decide = format!("{store}/settlements/1/decide");
    let own = keeper.page(&decide).await;
    assert!(own.body.contains("You proposed this yourself") && !own.body.contains("/approve"));
    let alone = keeper.post(&format!("{store}/settlements/1/approve"), &[("passphrase", WORDS)]).await;
    assert!(alone.status == StatusCode::CONFLICT, "{}", alone.status);
    assert!(!keeper.page("/").await.body.contains("Settlement 1"));

    let home = approver.page("/").await.body;
    assert!(
        home.contains("Settlement 1 of 2 items in the evidence store dems waits") && home.contains(&decide)
    );
    let page = approver.page(&decide).await.main();
    for words in [
        "Deleted by the supplier on 26 July; &lt;b&gt;no copy&lt;/b&gt; was found",
        "P. Marsh",
        "2 items are missing",
        "1 case is touched",
    ] {
        position(&page, words);
    }
    let approve = format!("{store}/settlements/1/approve");
    let unsigned = approver.post(&approve, &[]).await;
    assert!(
        unsigned.status == StatusCode::UNPROCESSABLE_ENTITY
            && unsigned.body.contains("Enter your passphrase")
    );
    let answered = approver.post(&approve, &[("passphrase", WORDS)]).await;
    assert_eq!(
        (answered.status, answered.location()),
        (StatusCode::SEE_OTHER, store.as_str()),
        "{}",
        answered.body
    );
    let after = approver.page(&store).await.main();
    position(&after, "Unknown: nobody knows whether all is there");
    position(&after, "it has to be listed again");
    assert_eq!(approver.post(&approve, &[]).await.location(), store, "it was decided");
    lost.swept(0).await;
    position(&approver.page(&store).await.main(), "Green: all that has to be there is listed");
}

#[tokio::test]
async fn what_is_refused_or_taken_back_stays_in_suspense() {
    let site = Site::with_people(2).await;
    let lost = red(&site).await;
    let store = lost.page();
    let settle = format!("{store}/differences/1/settle");
    let keeper = manager(&site).await;
    let approver = site.enrolled("A. Provost", &["approver"]).await;
    let why = [("why", "No copy was found"), ("passphrase", WORDS)];
    keeper.post(&settle, &why).await;
    let silent = approver.post(&format!("{store}/settlements/1/refuse"), &[("passphrase", WORDS)]).await;
    assert!(
        silent.status == StatusCode::UNPROCESSABLE_ENTITY && silent.body.contains("Say why it is refused")
    );
    let refused = approver.post(&format!("{store}/settlements/1/refuse"), &why).await;
    assert_eq!(refused.location(), store, "{}", refused.body);
    keeper.post(&settle, &why).await;
    assert!(keeper.page(&store).await.body.contains("/settlements/2/withdraw"));
    let back = keeper.post(&format!("{store}/settlements/2/withdraw"), &why).await;
    assert_eq!(back.location(), store, "{}", back.body);
    let page = keeper.page(&store).await.main();
    assert!(page.contains("Red: something differs") && !page.contains("/settlements/"));
    for roles in ["auditor", "information-security", "data-protection-officer"] {
        let other = site.enrolled(&format!("R. {roles}"), &[roles]).await;
        assert_eq!(other.post(&settle, &why).await.status, StatusCode::FORBIDDEN, "{roles}");
    }
}

#[tokio::test]
async fn what_was_found_meanwhile_cannot_be_written_off() {
    let site = Site::with_people(2).await;
    let lost = red(&site).await;
    let store = lost.page();
    let why = [("why", "No copy was found"), ("passphrase", WORDS)];
    manager(&site).await.post(&format!("{store}/differences/1/settle"), &why).await;
    lost.put("stray.mp4");
    lost.take_away("cam-4.mp4");
    lost.swept(5).await;
    let approver = site.enrolled("A. Provost", &["approver"]).await;
    let decide = format!("{store}/settlements/1/decide");
    assert!(
        approver.page(&decide).await.body.contains("Approve: write them off"),
        "other alarms do not touch it"
    );
    // It comes back whole: what is in suspense is over.
    for name in ["Ashworth-1.mp4", "cam-3.mp4"] {
        lost.put_back(name);
    }
    lost.swept(1).await;
    let page = approver.page(&decide).await.body;
    assert!(page.contains("no longer what was proposed") && !page.contains("/approve"), "{page}");
}

#[tokio::test]
async fn numbers_of_another_store_open_nothing() {
    let site = Site::with_people(2).await;
    let (lost, other) = (red(&site).await, Footage::watched(&site, "other", &["z.mp4"]).await);
    let everything = site
        .enrolled("R. Frost", &["evidence-manager", "approver", "data-protection-officer", "auditor"])
        .await;
    let keeper = manager(&site).await;
    keeper
        .post(&format!("{}/differences/1/settle", lost.page()), &[("why", "x"), ("passphrase", WORDS)])
        .await;
    let before = site.acts().await;
    let why = [("why", "curiosity"), ("passphrase", WORDS)];
    for end in [
        "differences/1",
        "differences/1/names",
        "differences/1/settle",
        "settlements/1/decide",
        "settlements/1/withdraw",
    ] {
        let path = format!("{}/{end}", other.page());
        assert_eq!(everything.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for end in [
        "differences/1/names",
        "differences/1/settle",
        "settlements/1/approve",
        "settlements/1/refuse",
        "settlements/1/withdraw",
    ] {
        let path = format!("{}/{end}", other.page());
        let answer = everything.post(&path, &why).await;
        assert!(answer.status == StatusCode::NOT_FOUND && !answer.body.contains("Ashworth"), "{path}");
    }
    assert_eq!(site.acts().await, before);
}

#[tokio::test]
async fn programs_ask_for_the_balance_with_a_token_for_it() {
    let site = Site::with_people(2).await;
    red(&site).await;
    let keeper = site.enrolled("P. Marsh", &["evidence-manager", "administrator"]).await;
    let token = async |scope: &str| {
        let page = keeper.post("/users/programs/add", &[("name", scope), ("scopes", scope)]).await;
        page.body.split("id=\"token\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
    };
    let (may, other) = (token("evidence").await, token("checks").await);
    let nobody = site.nobody();
    let path = "/api/evidence/balance";
    assert_eq!(nobody.get_with_token(path, &other).await.status, StatusCode::FORBIDDEN);
    let answer = nobody.get_with_token(path, &may).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let sheet: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(sheet["schema"], "tipstaff.evidence-balance/1");
    let store = &sheet["stores"][0];
    assert_eq!((&store["state"], &store["expected"]["items"]), (&"red".into(), &4.into()));
    assert_eq!(
        (&store["suspense"][0]["kind"], &store["suspense"][0]["items"]),
        (&"missing".into(), &2.into())
    );
    assert_eq!(store["groups"], serde_json::json!([]));
    assert!(store["note"].as_str().unwrap().starts_with("tipstaff evidence balance 1"));
    assert!(!answer.body.contains("Ashworth") && !answer.body.contains("footage-"));
    let grouped = nobody.get_with_token("/api/evidence/balance?groups=true", &may).await;
    let grouped: serde_json::Value = serde_json::from_str(&grouped.body).unwrap();
    assert_eq!(grouped["stores"][0]["groups"][0]["missing"]["items"], 2);
    let strange = nobody.get_with_token("/api/evidence/balance?groups=perhaps", &may).await;
    assert_eq!(strange.status, StatusCode::BAD_REQUEST);
    assert_eq!(
        nobody.get_with_token("/evidence", &may).await.status,
        StatusCode::FORBIDDEN,
        "a page is for people"
    );
}
