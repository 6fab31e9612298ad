//! How long somebody is signed in.

use crate::house::{House, OTHER_WORDS, after, minutes, start};
use crate::on_both;
use accounts::SessionToken;
use jiff::Timestamp;
use record::{Role, Roles};

on_both!(
    half_an_hour_without_use_ends_a_session,
    twelve_hours_end_a_session_that_is_used,
    being_used_is_written_down_once_a_minute,
    roles_are_those_of_the_moment,
    signing_out_ends_one_session_and_signing_out_everywhere_all,
    a_list_shows_where_one_is_signed_in,
    a_token_that_nobody_was_given_is_signed_in_nowhere,
    a_clock_that_goes_back_a_little_is_forgiven_and_one_that_goes_back_far_is_not,
);

async fn is_alive(house: &House, token: &SessionToken, now: Timestamp) -> bool {
    house.accounts.session(token, now).await.unwrap().is_some()
}

async fn half_an_hour_without_use_ends_a_session(house: House) {
    house.founded().await;
    let token = house.signed_in(start()).await;
    assert!(is_alive(&house, &token, minutes(29)).await);
    assert!(is_alive(&house, &token, minutes(58)).await);
    assert!(!is_alive(&house, &token, minutes(88)).await);
}

async fn twelve_hours_end_a_session_that_is_used(house: House) {
    house.founded().await;
    let token = house.signed_in(start()).await;
    for quarter in 1..48 {
        assert!(is_alive(&house, &token, minutes(quarter * 15)).await);
    }
    assert!(!is_alive(&house, &token, minutes(12 * 60)).await);
}

async fn being_used_is_written_down_once_a_minute(house: House) {
    house.founded().await;
    let token = house.signed_in(start()).await;
    let seen = "SELECT seen FROM account_session";
    for second in [1, 30, 59] {
        assert!(is_alive(&house, &token, after(second)).await);
        assert_eq!(house.count(seen).await, start().as_microsecond());
    }
    assert!(is_alive(&house, &token, after(61)).await);
    assert_eq!(house.count(seen).await, after(61).as_microsecond());
}

async fn roles_are_those_of_the_moment(house: House) {
    house.founded().await;
    let robin = house.invited("Robin Sample", Role::FoiOfficer).await;
    let token = house.tries("Robin Sample", OTHER_WORDS, start()).await.unwrap().token;
    let (owner, signer) = house.owner().await;
    let auditor = Roles::of(&[Role::Auditor]);
    house.record.set_roles(&owner, &signer, &robin, auditor, start()).await.unwrap();
    let session = house.accounts.session(&token, start()).await.unwrap().unwrap();
    assert_eq!(session.actor.roles, auditor);
}

async fn signing_out_ends_one_session_and_signing_out_everywhere_all(house: House) {
    house.founded().await;
    let (one, two, three) =
        (house.signed_in(start()).await, house.signed_in(start()).await, house.signed_in(start()).await);
    house.accounts.end(&one).await.unwrap();
    house.accounts.end(&one).await.unwrap();
    assert!(!is_alive(&house, &one, start()).await);
    let number = house.accounts.session(&two, start()).await.unwrap().unwrap().number;
    assert!(!house.accounts.end_one(2, number).await.unwrap());
    assert!(house.accounts.end_one(1, number).await.unwrap());
    assert!(is_alive(&house, &three, start()).await);
    assert_eq!(house.accounts.end_all(1).await.unwrap(), 1);
    assert!(!is_alive(&house, &three, start()).await);
}

async fn a_list_shows_where_one_is_signed_in(house: House) {
    house.founded().await;
    house.signed_in(start()).await;
    house.signed_in(minutes(20)).await;
    let began: Vec<_> =
        house.accounts.sessions(1, minutes(21)).await.unwrap().iter().map(|row| row.began).collect();
    assert_eq!(began, [minutes(20), start()]);
    assert_eq!(house.accounts.sessions(1, minutes(40)).await.unwrap().len(), 1);
    assert!(house.accounts.sessions(2, minutes(21)).await.unwrap().is_empty());
}

async fn a_token_that_nobody_was_given_is_signed_in_nowhere(house: House) {
    house.founded().await;
    house.signed_in(start()).await;
    let planted = SessionToken::parse(&"A".repeat(43)).unwrap();
    assert!(!is_alive(&house, &planted, start()).await);
    assert!(house.accounts.signer(&planted, start()).await.unwrap().is_none());
}

async fn a_clock_that_goes_back_a_little_is_forgiven_and_one_that_goes_back_far_is_not(house: House) {
    house.founded().await;
    let token = house.signed_in(minutes(60)).await;
    assert!(is_alive(&house, &token, minutes(58)).await);
    assert!(!is_alive(&house, &token, minutes(30)).await);
    assert!(is_alive(&house, &token, minutes(61)).await);
}
