//! Who mistyped the passphrase too often, and the administrator who helps.

use crate::site::{Site, WORDS};
use axum::http::StatusCode;

#[tokio::test]
async fn an_administrator_lets_somebody_who_is_locked_out_try_again_at_once() {
    let site = Site::new().await;
    let owner = site.sign_in("owner").await;
    site.enrolled("R. Frost", &["foi-officer"]).await;
    let number = site.record.actor(Some("R. Frost")).await.unwrap().number;
    let nobody = site.nobody();
    for wrong in 0..3 {
        let typed = format!("not the words, {wrong}");
        let answer = nobody.post("/sign-in", &[("name", "R. Frost"), ("passphrase", &typed)]).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    }
    let right = [("name", "R. Frost"), ("passphrase", WORDS)];
    let answer = owner.post(&format!("/users/{number}/unlock"), &[]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(nobody.post("/sign-in", &right).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn nobody_is_let_in_who_is_not_there() {
    let site = Site::new().await;
    let owner = site.sign_in("owner").await;
    assert_eq!(owner.post("/users/4711/unlock", &[]).await.status, StatusCode::NOT_FOUND);
}
