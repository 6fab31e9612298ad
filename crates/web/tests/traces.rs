//! What got out is traced in the browser. This program starts itself as the worker that reads it, so it has a `main` of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]
#![allow(dead_code, reason = "the site and its story are those of other tests too")]

#[path = "all/site.rs"]
mod site;
#[path = "all/story.rs"]
mod story;

use axum::http::StatusCode;
use libtest_mimic::{Arguments, Trial};
use site::{BOTH, On, Site, Visitor, WORDS};
use std::process::ExitCode;
use std::time::Duration;
use story::{Story, order, with};

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some("worker") {
        return sandbox::run_worker();
    }
    let test = |name: &str, run: fn()| {
        Trial::test(name, move || {
            run();
            Ok(())
        })
    };
    let trials = vec![
        test("a leaked delivery names its share, and people once the log says so", leaked_delivery),
        test("what is not ours accuses nobody", not_ours),
        test("what cannot be begun says why", not_begun),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn wait(story: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(story);
}

/// Waits until a trace has ended; gives its address.
async fn traced(visitor: &Visitor<'_>) -> String {
    loop {
        let state: serde_json::Value =
            serde_json::from_str(&visitor.page("/trace/state").await.body).unwrap();
        if let Some(location) = state["location"].as_str() {
            return location.to_owned();
        }
        assert!(state["text"].as_str().unwrap().starts_with("Being traced"), "{state}");
        // Without a script the page says so too, and looks again.
        let page = visitor.page("/trace").await;
        assert!(page.body.contains("http-equiv=\"refresh\"") || page.main().contains("The trace is done"));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn leaked_delivery() {
    wait(async {
        for on in BOTH {
            let site = Site::with_people_on(on, 200).await;
            let story = Story::begin(&site).await;
            let holder = story.enrol("Card maker").await;
            let fields = with(&order(&holder, "cards"), &[("do", "propose")]);
            let proposed = story.sharer.post("/shares/propose", &fields).await;
            story.approved(proposed.location()).await;
            let sealed = story.sharer.post("/shares/1/deliver", &[("form", "csv")]).await;
            let (_, table) = story.opened(&sealed.bytes);
            let sent = story.sharer.send_to("/trace", "leak-of-Ashworth7.csv", table.as_bytes()).await;
            assert_eq!(sent.location(), "/trace", "{}", sent.body);
            assert!(story.sharer.page("/trace").await.main().contains("leak-of-Ashworth7.csv"));
            assert!(!story.sharer.page("/checks").await.body.contains("Ashworth7"), "it is no file to check");
            let wrong = story.sharer.post("/trace/begin", &[("found", "soon")]).await;
            assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.body);
            let before = site.acts().await;
            assert_eq!(story.sharer.post("/trace/begin", &[]).await.location(), "/trace");
            let address = traced(&story.sharer).await;
            assert_eq!(site.record.act(before).await.unwrap().unwrap().entry.kind, "leak-traced");
            let page = story.sharer.page(&address).await;
            for words in [
                "The source is the share of Card maker.",
                "It was taken",
                ">200</span> certainly in it",
                "/deliveries/1",
                "<svg",
                &format!("On record as act {before}"),
            ] {
                assert!(page.main().contains(words), "{words}: {}", page.main());
            }
            assert!(
                !page.main().replace("leak-of-Ashworth7.csv", "").contains("Ashworth"),
                "nobody is named"
            );
            let waiting = story.sharer.page("/trace").await;
            assert!(
                waiting.main().contains(&address) && !waiting.main().contains("Ashworth7"),
                "the file is gone"
            );
            let document: serde_json::Value =
                serde_json::from_str(&story.sharer.page(&format!("{address}/trace.json")).await.body)
                    .unwrap();
            assert_eq!(
                (&document["schema"], &document["verdict"]),
                (&"tipstaff.trace/1".into(), &"attributed".into())
            );
            // Names are a second step.
            let names = format!("{address}/names");
            assert!(!story.sharer.page(&names).await.body.contains("Ashworth"));
            let silent = story.sharer.post(&names, &[("whom", "file")]).await;
            assert!(silent.status == StatusCode::UNPROCESSABLE_ENTITY && !silent.body.contains("Ashworth"));
            let shown = story.sharer.post(&names, &[("whom", "file"), ("why", "letters")]).await;
            assert!(
                shown.main().contains("Ashworth200") && shown.main().contains("certain"),
                "{}",
                shown.main()
            );
            assert_eq!(site.record.act(before + 1).await.unwrap().unwrap().entry.kind, "names-shown");
            let table = [("whom", "file"), ("why", "letters"), ("as", "csv")];
            assert_eq!(story.sharer.post(&names, &table).await.body.lines().count(), 201);
            // Nobody else sees it, whatever they may do.
            let other = site.enrolled("R. Dale", &["data-protection-officer"]).await;
            for path in [address.clone(), format!("{address}/trace.json"), names.clone()] {
                assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
            }
            assert_eq!(
                other.post(&names, &[("whom", "file"), ("why", "letters")]).await.status,
                StatusCode::NOT_FOUND
            );
            assert!(!other.page("/trace").await.body.contains(&address));
        }
    });
}

fn not_ours() {
    wait(async {
        let site = Site::with_people_on(On::Sqlite, 20).await;
        let owner = site.enrolled("R. Quill", &["information-security"]).await;
        owner.send_to("/trace", "a.txt", b"Twelve swans crossed the river at noon.\n").await;
        owner.send_to("/trace", "b.bin", &[0x93; 999]).await;
        let fields = [("passphrase", WORDS), ("found", "2026-02-01")];
        assert_eq!(owner.post("/trace/begin", &fields).await.location(), "/trace");
        let page = owner.page(&traced(&owner).await).await;
        assert!(page.main().contains("tip-verdict--clear"), "{}", page.main());
        assert!(page.main().contains("Part of it could not be read"), "{}", page.main());
        assert!(!page.main().contains("See who they are"));
    });
}

fn not_begun() {
    wait(async {
        let site = Site::with_people_on(On::Sqlite, 5).await;
        let owner = site.enrolled("R. Quill", &["information-security"]).await;
        let page = owner.page("/trace").await;
        assert!(page.main().contains("None yet") && !page.main().contains("What you sent"));
        let nothing = owner.post("/trace/begin", &[("passphrase", WORDS)]).await;
        assert!(
            nothing.status == StatusCode::UNPROCESSABLE_ENTITY
                && nothing.main().contains("Send what got out first")
        );
        let empty = owner.send_to("/trace", "", b"").await;
        assert!(empty.status == StatusCode::UNPROCESSABLE_ENTITY && empty.main().contains("Choose a file"));
        owner.send_to("/trace", "a.csv", b"a,b\n1,2\n").await;
        let before = site.acts().await;
        let unsigned = owner.post("/trace/begin", &[("passphrase", "not these words")]).await;
        assert_eq!((unsigned.status, site.acts().await), (StatusCode::UNPROCESSABLE_ENTITY, before));
        assert_eq!(owner.post("/trace/forget", &[]).await.location(), "/trace");
        assert!(!owner.page("/trace").await.main().contains("a.csv"));
    });
}
