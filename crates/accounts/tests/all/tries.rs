//! Who tries too often.

use crate::house::{House, OTHER_WORDS, WORDS, after, desk, minutes, refusal, start};
use crate::on_both;
use accounts::{AccountsError, SignedIn, What};
use jiff::Timestamp;
use record::Role;

on_both!(
    a_list_of_words_locks_out_and_the_right_word_is_refused_too,
    a_lock_ends_after_a_quarter_of_an_hour,
    tries_must_be_further_and_further_apart,
    an_administrator_unlocks,
    nobody_else_unlocks,
    an_address_that_tries_many_names_is_locked_out,
    a_right_passphrase_takes_wrong_tries_back,
    a_clock_that_is_set_back_neither_opens_a_lock_nor_keeps_it_for_ever,
    a_name_that_does_not_exist_is_locked_out_the_same_way,
    tries_at_the_same_moment_all_count,
    what_has_ended_is_swept_away,
);

fn what(outcome: Result<SignedIn, AccountsError>) -> What {
    match outcome {
        Ok(signed_in) => signed_in.event.what,
        Err(AccountsError::SignIn(refused)) => refused.event.what,
        Err(other) => panic!("{other:?}"),
    }
}

/// Tries until locked out, as soon after each other as may be; gives how many were looked at and when it was.
async fn lock_out(house: &House, name: &str) -> (usize, Timestamp) {
    let mut looked_at = 0;
    for second in 0..600 {
        let word = format!("word number {second} of a list");
        match what(house.tries(name, &word, after(second)).await) {
            What::Wrong => looked_at += 1,
            What::TooOften => {}
            What::LockedOut => return (looked_at + 1, after(second)),
            other => panic!("{other:?}"),
        }
    }
    panic!("never locked out")
}

async fn a_list_of_words_locks_out_and_the_right_word_is_refused_too(house: House) {
    house.founded().await;
    let (looked_at, at) = lock_out(&house, "owner").await;
    assert_eq!(looked_at, 10);
    let wrong = refusal(house.tries("owner", "one more word of it", at).await);
    assert_eq!(refusal(house.tries("owner", WORDS, at).await), wrong);
    assert_eq!(house.count("SELECT COUNT(*) FROM account_session").await, 0);
}

async fn a_lock_ends_after_a_quarter_of_an_hour(house: House) {
    house.founded().await;
    let (_, at) = lock_out(&house, "owner").await;
    let later = |seconds| at.checked_add(jiff::SignedDuration::from_secs(seconds)).unwrap();
    assert_eq!(what(house.tries("owner", WORDS, later(15 * 60 - 1)).await), What::TooOften);
    assert_eq!(what(house.tries("owner", WORDS, later(15 * 60)).await), What::SignedIn);
}

async fn tries_must_be_further_and_further_apart(house: House) {
    house.founded().await;
    let mut looked_at = Vec::new();
    for second in 0..70 {
        if what(house.tries("owner", "words that are wrong", after(second)).await) != What::TooOften {
            looked_at.push(second);
        }
    }
    assert_eq!(looked_at, [0, 1, 2, 3, 5, 9, 17, 33, 65]);
}

async fn an_administrator_unlocks(house: House) {
    house.founded().await;
    house.invited("Robin Sample", Role::FoiOfficer).await;
    let (_, at) = lock_out(&house, "Robin Sample").await;
    assert_eq!(what(house.tries("Robin Sample", OTHER_WORDS, at).await), What::TooOften);
    let (owner, _) = house.owner().await;
    let robin = house.actor("Robin Sample").await;
    let event = house.accounts.unlock_account(&owner, robin.number).await.unwrap();
    assert_eq!((event.what, event.actor), (What::Unlocked, Some(robin.number)));
    assert_eq!(what(house.tries("Robin Sample", OTHER_WORDS, at).await), What::SignedIn);
}

async fn nobody_else_unlocks(house: House) {
    house.founded().await;
    let robin = house.invited("Robin Sample", Role::FoiOfficer).await;
    let outcome = house.accounts.unlock_account(&robin, 1).await;
    assert!(matches!(outcome, Err(AccountsError::MayNot)));
}

async fn an_address_that_tries_many_names_is_locked_out(house: House) {
    house.founded().await;
    // As if forty names had been tried from here; the rest is tried.
    house.tries("somebody", "words that are wrong", start()).await.unwrap_err();
    house.tamper("UPDATE account_try SET wrong = 59 WHERE wrong = 1", &[]).await;
    house.tamper("UPDATE account_try SET last = last - 120000000, since = since - 120000000", &[]).await;
    let nobody = house.accounts.sign_in("nobody", WORDS, None, desk(1), start()).await;
    assert_eq!(what(nobody), What::LockedOut);
    assert_eq!(what(house.tries("owner", WORDS, start()).await), What::TooOften);
    let elsewhere = house.accounts.sign_in("owner", WORDS, None, desk(2), start()).await;
    assert_eq!(what(elsewhere), What::SignedIn);
}

async fn a_right_passphrase_takes_wrong_tries_back(house: House) {
    house.founded().await;
    for second in [0, 1] {
        house.tries("owner", "words that are wrong", after(second)).await.unwrap_err();
    }
    house.tries("owner", WORDS, after(2)).await.unwrap();
    // What was wrong stays counted for the address, and what was right does not.
    assert_eq!(house.count("SELECT CAST(SUM(wrong) AS BIGINT) FROM account_try").await, 2);
    assert_eq!(house.count("SELECT COUNT(*) FROM account_try").await, 1);
}

async fn a_clock_that_is_set_back_neither_opens_a_lock_nor_keeps_it_for_ever(house: House) {
    house.founded().await;
    let (_, at) = lock_out(&house, "owner").await;
    let before = at.checked_sub(jiff::SignedDuration::from_hours(24)).unwrap();
    assert_eq!(what(house.tries("owner", WORDS, before).await), What::TooOften);
    let later = before.checked_add(jiff::SignedDuration::from_mins(15)).unwrap();
    assert_eq!(what(house.tries("owner", WORDS, later).await), What::SignedIn);
}

async fn a_name_that_does_not_exist_is_locked_out_the_same_way(house: House) {
    house.founded().await;
    assert_eq!(lock_out(&house, "nobody").await.0, 10);
}

async fn tries_at_the_same_moment_all_count(house: House) {
    house.founded().await;
    let tries = (0..12).map(|number| {
        let words = format!("word number {number} of a list");
        let house = &house;
        async move { what(house.tries("owner", &words, start()).await) }
    });
    let mut looked_at = 0;
    for outcome in at_once(tries).await {
        looked_at += usize::from(outcome != What::TooOften);
    }
    assert_eq!(looked_at, 3);
}

/// Runs all of them at once.
async fn at_once<T>(all: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut running: Vec<_> = all.map(|one| Some(Box::pin(one))).collect();
    let mut done = Vec::new();
    std::future::poll_fn(|context| {
        for slot in &mut running {
            if let Some(one) = slot
                && let std::task::Poll::Ready(outcome) = one.as_mut().poll(context)
            {
                done.push(outcome);
                *slot = None;
            }
        }
        if running.iter().all(Option::is_none) {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    done
}

async fn what_has_ended_is_swept_away(house: House) {
    house.founded().await;
    house.proven(start()).await;
    house.tries("nobody", WORDS, start()).await.unwrap_err();
    let (owner, signer) = house.owner().await;
    let roles = record::Roles::of(&[Role::Auditor]);
    house.accounts.invite(&owner, &signer, "Robin Sample", roles, start()).await.unwrap();
    let rows = "SELECT (SELECT COUNT(*) FROM account_session) * 100 + (SELECT COUNT(*) FROM account_link) * 10 \
                + (SELECT COUNT(*) FROM account_session WHERE signer IS NOT NULL)";
    house.accounts.sweep(minutes(9)).await.unwrap();
    assert_eq!(house.count(rows).await, 111);
    house.accounts.sweep(minutes(11)).await.unwrap();
    assert_eq!(house.count(rows).await, 110);
    house.accounts.sweep(minutes(8 * 24 * 60)).await.unwrap();
    assert_eq!(house.count(rows).await, 0);
    assert_eq!(house.count("SELECT COUNT(*) FROM account_try").await, 0);
}
