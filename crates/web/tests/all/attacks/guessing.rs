//! Guessing passphrases, codes, links and tokens: from one place, from many, and by who is signed in already.

use super::with_every_role;
use crate::site::{Answer, Site, WORDS};
use axum::http::StatusCode;

/// As attackers have them: the most usual first.
const WORDLIST: [&str; 14] = [
    "correct horse battery",
    "passwordpassword",
    "qwertyuiopasdf",
    "letmeinletmein",
    "tipstaff tipstaff",
    "police police 1",
    "123456789012345",
    "administrator1",
    "iloveyouiloveyou",
    "monkeymonkey12",
    "sunshine sunshine",
    "welcome welcome",
    "football football",
    "dragon dragon 12",
];

async fn tries(site: &Site, peer: [u8; 4], name: &str, words: &str, code: &str) -> Answer {
    let fields = [("name", name), ("passphrase", words), ("code", code)];
    site.nobody_from(peer).post("/sign-in", &fields).await
}

#[tokio::test]
async fn a_wordlist_from_many_addresses_locks_the_name_out_and_an_administrator_opens_it() {
    let site = Site::new().await;
    site.enrolled("R. Moss", &["auditor"]).await;
    let number = site.record.actor(Some("R. Moss")).await.unwrap().number;
    for (place, words) in WORDLIST.iter().enumerate() {
        let peer = [198, 51, 100, u8::try_from(place).unwrap()];
        assert_eq!(tries(&site, peer, "R. Moss", words, "").await.status, StatusCode::UNAUTHORIZED);
    }
    let right = tries(&site, [203, 0, 113, 1], "R. Moss", WORDS, "").await;
    assert_eq!(right.status, StatusCode::UNAUTHORIZED, "the right words do not help now");
    // Others are not locked out, and one of them opens it again.
    let administrator = with_every_role(&site, "R. Frost").await;
    let page = administrator.page(&format!("/users/{number}/roles")).await;
    assert!(page.body.contains(&format!("action=\"/users/{number}/unlock\"")));
    let opened = administrator.post(&format!("/users/{number}/unlock"), &[]).await;
    assert_eq!(opened.status, StatusCode::OK);
    assert_eq!(tries(&site, [203, 0, 113, 1], "R. Moss", WORDS, "").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn one_address_that_tries_many_names_is_shut_out_and_others_are_not() {
    let site = Site::new().await;
    let administrator = with_every_role(&site, "R. Frost").await;
    let attacker = [198, 51, 100, 7];
    for number in 0..65 {
        tries(&site, attacker, &format!("name {number}"), "passwordpassword", "").await;
    }
    let refused = tries(&site, attacker, "owner", WORDS, "").await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert_eq!(tries(&site, [203, 0, 113, 1], "owner", WORDS, "").await.status, StatusCode::SEE_OTHER);
    assert_eq!(administrator.get("/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn nobody_learns_which_names_there_are() {
    let site = Site::new().await;
    site.enrolled("R. Moss", &["auditor"]).await;
    let mut pages = Vec::new();
    for (place, name) in
        ["R. Moss", "R. Nobody", "", " ", "owner\u{0}", &"x".repeat(5_000), "' OR 1=1 --"].iter().enumerate()
    {
        let peer = [198, 51, 100, u8::try_from(place).unwrap()];
        for words in ["a wrong passphrase", "", "short", &"x".repeat(5_000)] {
            let answer = tries(&site, peer, name, words, "123456").await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{name:?} {words:?}");
            let value =
                answer.body.split("id=\"name\"").nth(1).unwrap().split('>').next().unwrap().to_owned();
            let headers: Vec<_> = answer
                .headers
                .iter()
                .filter(|(name, _)| *name != "content-length" && *name != "x-request-id")
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect();
            pages.push((answer.main().replace(&value, ""), headers));
        }
    }
    assert!(pages.iter().all(|page| *page == pages[0]));
}

#[tokio::test]
async fn names_are_one_whatever_way_they_are_written_so_nobody_gets_more_tries() {
    let site = Site::new().await;
    site.enrolled("R. Moss", &["auditor"]).await;
    for name in [
        "R. Moss",
        "r. moss",
        "R.  MOSS",
        " R. Moss ",
        "R. Moss\t",
        "r. Moss",
        "R. moss",
        "R.\u{a0}Moss",
        "R. MOSS",
        "r. mOss",
        "R. Moss",
        "R. Moss",
    ] {
        tries(&site, [198, 51, 100, 1], name, "passwordpassword", "").await;
    }
    assert_eq!(tries(&site, [203, 0, 113, 1], "R. Moss", WORDS, "").await.status, StatusCode::UNAUTHORIZED);
}

/// The codes that an authenticator app would show, for the key on the page.
fn app(page: &str) -> totp_rs::Totp {
    let key = page.split("Key: <code class=\"tip-digest\">").nth(1).unwrap().split('<').next().unwrap();
    totp_rs::Builder::new().with_secret(totp_rs::Secret::try_from_base32(key).unwrap()).build().unwrap()
}

fn now() -> u64 {
    jiff::Timestamp::now().as_second().try_into().unwrap()
}

#[tokio::test]
async fn codes_are_guessed_as_little_as_passphrases_and_a_lost_phone_is_no_lost_account() {
    let site = Site::new().await;
    let administrator = with_every_role(&site, "R. Frost").await;
    let moss = site.enrolled("R. Moss", &["auditor"]).await;
    let number = site.record.actor(Some("R. Moss")).await.unwrap().number;
    assert_eq!(moss.post("/account/prove", &[("passphrase", WORDS)]).await.status, StatusCode::SEE_OTHER);
    let page = moss.page("/account/second-factor").await;
    let code = app(&page.body).generate(now()).to_string();
    let set = moss.post("/account/second-factor", &[("code", &code)]).await;
    assert_eq!(set.status, StatusCode::OK, "{}", set.body);
    let recovery = set.body.split("<code>").nth(1).unwrap().split('<').next().unwrap().to_owned();

    // The passphrase is known, the code is guessed: of a million, ten are taken.
    for guess in 0..12 {
        let answer = tries(&site, [198, 51, 100, 1], "R. Moss", WORDS, &format!("{guess:06}")).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    }
    for guess in [code.as_str(), recovery.as_str()] {
        assert_eq!(
            tries(&site, [203, 0, 113, 1], "R. Moss", WORDS, guess).await.status,
            StatusCode::UNAUTHORIZED
        );
    }
    administrator.post(&format!("/users/{number}/unlock"), &[]).await;
    assert_eq!(
        tries(&site, [203, 0, 113, 1], "R. Moss", WORDS, &recovery).await.status,
        StatusCode::SEE_OTHER
    );
    let again = tries(&site, [203, 0, 113, 1], "R. Moss", WORDS, &recovery).await;
    assert_eq!(again.status, StatusCode::UNAUTHORIZED, "a recovery code is good once");

    // Phone and codes are lost. An administrator types the own passphrase, and takes the factor away.
    administrator.post(&format!("/users/{number}/unlock"), &[]).await;
    let path = format!("/users/{number}/second-factor");
    assert_eq!(
        administrator.post(&path, &[]).await.status,
        StatusCode::CONFLICT,
        "not without the passphrase"
    );
    assert_eq!(administrator.post(&path, &[("passphrase", WORDS)]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(moss.get("/").await.status, StatusCode::SEE_OTHER, "its sessions are over");
    assert_eq!(tries(&site, [203, 0, 113, 1], "R. Moss", WORDS, "").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn whoever_sits_down_at_an_open_session_does_not_guess_its_passphrase() {
    let site = Site::with_people(1).await;
    let officer = site.enrolled("R. Frost", &["data-protection-officer"]).await;
    for words in WORDLIST {
        let form = [("why", "request"), ("passphrase", words)];
        let answer = officer.post("/people/1/values", &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!answer.body.contains("Ashworth"));
    }
    let right = officer.post("/people/1/values", &[("why", "request"), ("passphrase", WORDS)]).await;
    assert_eq!(right.status, StatusCode::UNPROCESSABLE_ENTITY, "the right words do not help now");
    let changed =
        officer.post("/account/passphrase", &[("old", WORDS), ("new", "words of an attacker now")]).await;
    assert_eq!(changed.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn tokens_and_links_that_are_guessed_open_nothing_and_all_answer_alike() {
    let site = Site::new().await;
    let nobody = site.nobody();
    let mut answers = Vec::new();
    for token in [
        "",
        "x",
        "tipstaff_",
        &format!("tipstaff_{}", "A".repeat(43)),
        &"A".repeat(43),
        &format!("tipstaff_{}", "-".repeat(43)),
    ] {
        let answer = nobody.get_with_token(&format!("/api/certificates/{}", "0".repeat(64)), token).await;
        answers.push((answer.status, answer.body));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0] && answer.0 == StatusCode::UNAUTHORIZED));
    let mut pages = Vec::new();
    for token in ["x", &"A".repeat(43), &"_".repeat(43), "%00", "a%2fb"] {
        let answer = nobody.get(&format!("/welcome/{token}")).await;
        pages.push((answer.status, answer.main()));
    }
    assert!(pages.iter().all(|page| page.0 == StatusCode::NOT_FOUND));
}
