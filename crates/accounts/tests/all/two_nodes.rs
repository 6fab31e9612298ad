//! Two processes on one PostgreSQL agree.

use crate::house::{House, On, WORDS, WRONG, after, desk, minutes, phrase, start};
use accounts::{Accounts, AccountsError, Settings, SignedIn, What};
use totp_rs::{Builder, Secret};

async fn two() -> (House, Accounts) {
    let house = House::new(On::Postgres).await;
    house.founded().await;
    let other = house.another_node(Settings::default()).await;
    (house, other)
}

fn what(outcome: Result<SignedIn, AccountsError>) -> What {
    match outcome {
        Ok(signed_in) => signed_in.event.what,
        Err(AccountsError::SignIn(refused)) => refused.event.what,
        Err(other) => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn who_signs_in_at_one_is_signed_in_at_the_other_and_signs_there() {
    let (house, other) = two().await;
    let token = house.proven(start()).await;
    assert!(other.session(&token, start()).await.unwrap().is_some());
    assert!(other.signer(&token, start()).await.unwrap().is_some());
    other.end(&token).await.unwrap();
    assert!(house.accounts.session(&token, start()).await.unwrap().is_none());
}

#[tokio::test]
async fn wrong_tries_at_both_are_counted_together() {
    let (house, other) = two().await;
    let mut looked_at = 0;
    for second in 0..300 {
        let node = if second % 2 == 0 { &house.accounts } else { &other };
        match what(node.sign_in("owner", WRONG, None, desk(1), after(second)).await) {
            What::TooOften => {}
            What::Wrong => looked_at += 1,
            What::LockedOut => break,
            signed_in => panic!("{signed_in:?}"),
        }
    }
    assert_eq!(looked_at, 9);
    for node in [&house.accounts, &other] {
        assert_eq!(what(node.sign_in("owner", WORDS, None, desk(2), after(300)).await), What::TooOften);
    }
}

#[tokio::test]
async fn tries_at_both_at_the_same_moment_all_count() {
    let (house, other) = two().await;
    let one = |node, desk_number| {
        let node: &Accounts = node;
        async move { what(node.sign_in("owner", WRONG, None, desk(desk_number), start()).await) }
    };
    let all = tokio::join!(
        one(&house.accounts, 1),
        one(&other, 2),
        one(&house.accounts, 3),
        one(&other, 4),
        one(&house.accounts, 5),
        one(&other, 6),
    );
    let looked_at =
        [all.0, all.1, all.2, all.3, all.4, all.5].iter().filter(|what| **what == What::Wrong).count();
    assert_eq!(looked_at, 3);
}

#[tokio::test]
async fn a_code_sent_to_both_at_once_is_used_once() {
    let (house, other) = two().await;
    let token = house.proven(start()).await;
    let begun = house.accounts.begin_factor(&token, start()).await.unwrap();
    let app = Builder::new().with_secret(Secret::try_from_base32(&*begun.base32).unwrap()).build().unwrap();
    let code = |now: jiff::Timestamp| app.generate(now.as_second().try_into().unwrap()).to_string();
    let (recovery, _) = house.accounts.confirm_factor(&token, &code(start()), start()).await.unwrap();
    for (code, now) in [(code(minutes(5)), minutes(5)), (recovery.0[0].to_string(), minutes(10))] {
        let (one, two) = tokio::join!(
            house.accounts.sign_in("owner", WORDS, Some(&code), desk(1), now),
            other.sign_in("owner", WORDS, Some(&code), desk(2), now),
        );
        assert!(one.is_ok() != two.is_ok());
    }
}

#[tokio::test]
async fn a_link_used_at_both_at_once_is_used_once() {
    let house = House::new(On::Postgres).await;
    let other = house.another_node(Settings::default()).await;
    let link = house.accounts.first_link(start()).await.unwrap().unwrap();
    let (one, two) = tokio::join!(
        house.accounts.found(&link, phrase(WORDS), start()),
        other.found(&link, phrase(WRONG), start()),
    );
    assert!(one.is_ok() != two.is_ok());
    assert_eq!(house.count("SELECT COUNT(*) FROM leaf").await, 2);
}
