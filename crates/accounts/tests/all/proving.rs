//! Typing the passphrase again, and what it unlocks.

use crate::house::{House, OTHER_WORDS, WORDS, WRONG, after, minutes, phrase, start};
use crate::on_both;
use accounts::{AccountsError, What};
use record::{Role, Roles};

on_both!(
    ten_minutes_long_the_key_signs,
    a_wrong_passphrase_unlocks_nothing_and_counts,
    the_database_alone_opens_no_key,
    a_key_moved_to_another_session_does_not_open_there,
    a_clock_that_is_set_back_does_not_lengthen_the_ten_minutes,
    a_key_that_was_replaced_signs_no_more,
    who_is_not_signed_in_proves_nothing,
);

async fn ten_minutes_long_the_key_signs(house: House) {
    house.founded().await;
    let token = house.signed_in(start()).await;
    assert!(house.accounts.signer(&token, start()).await.unwrap().is_none());
    let event = house.accounts.prove(&token, WORDS, None, start()).await.unwrap();
    assert_eq!((event.what, event.actor), (What::Proven, Some(1)));
    let session = house.accounts.session(&token, start()).await.unwrap().unwrap();
    assert_eq!(session.proven_until, Some(minutes(10)));
    let signer = house.accounts.signer(&token, after(599)).await.unwrap().unwrap();
    let roles = Roles::of(&[Role::Auditor]);
    let owner = session.actor;
    house.record.add_actor(&owner, &signer, "Robin Sample", roles, None, after(599)).await.unwrap();
    assert!(house.accounts.signer(&token, minutes(10)).await.unwrap().is_none());
    let session = house.accounts.session(&token, minutes(10)).await.unwrap().unwrap();
    assert!(session.proven_until.is_none());
}

async fn a_wrong_passphrase_unlocks_nothing_and_counts(house: House) {
    house.founded().await;
    let token = house.signed_in(start()).await;
    for _ in 0..3 {
        let outcome = house.accounts.prove(&token, WRONG, None, start()).await;
        assert!(matches!(outcome, Err(AccountsError::NotProven(event)) if event.what == What::Wrong));
    }
    let outcome = house.accounts.prove(&token, WORDS, None, start()).await;
    assert!(matches!(outcome, Err(AccountsError::NotProven(event)) if event.what == What::TooOften));
    assert!(house.accounts.signer(&token, start()).await.unwrap().is_none());
    house.accounts.prove(&token, WORDS, None, after(2)).await.unwrap();
}

async fn the_database_alone_opens_no_key(house: House) {
    house.founded().await;
    let token = house.proven(start()).await;
    // Whoever writes into the database plants a session of their own with the key of another.
    let planted = house.signed_in(start()).await;
    house
        .tamper(
            "UPDATE account_session SET proven_until = (SELECT MAX(proven_until) FROM account_session), \
             signer = (SELECT signer FROM account_session WHERE signer IS NOT NULL)",
            &[],
        )
        .await;
    assert!(house.accounts.signer(&token, start()).await.unwrap().is_some());
    assert!(house.accounts.signer(&planted, start()).await.is_err());
}

async fn a_key_moved_to_another_session_does_not_open_there(house: House) {
    house.founded().await;
    let token = house.proven(start()).await;
    house.tamper("UPDATE account_session SET number = number + 1000", &[]).await;
    assert!(house.accounts.signer(&token, start()).await.is_err());
}

async fn a_clock_that_is_set_back_does_not_lengthen_the_ten_minutes(house: House) {
    house.founded().await;
    let token = house.signed_in(start()).await;
    house.accounts.prove(&token, WORDS, None, minutes(6)).await.unwrap();
    assert!(house.accounts.signer(&token, minutes(2)).await.unwrap().is_some());
    assert!(house.accounts.signer(&token, after(59)).await.unwrap().is_none());
}

async fn a_key_that_was_replaced_signs_no_more(house: House) {
    house.founded().await;
    let token = house.proven(start()).await;
    let (owner, signer) = house.owner().await;
    house.record.set_passphrase(&owner, &owner, &phrase(OTHER_WORDS), Some(&signer), start()).await.unwrap();
    assert!(house.accounts.signer(&token, start()).await.unwrap().is_none());
}

async fn who_is_not_signed_in_proves_nothing(house: House) {
    house.founded().await;
    let token = house.signed_in(start()).await;
    house.accounts.end(&token).await.unwrap();
    let outcome = house.accounts.prove(&token, WORDS, None, start()).await;
    assert!(matches!(outcome, Err(AccountsError::NotSignedIn)));
}
