//! Changing one's passphrase.

use crate::house::{House, OTHER_WORDS, WORDS, WRONG, phrase, refusal, start};
use crate::on_both;
use accounts::{AccountsError, What};

on_both!(
    a_new_passphrase_signs_everybody_else_out_and_gives_a_new_token,
    a_wrong_old_passphrase_changes_nothing,
    a_change_that_stopped_half_way_leaves_the_new_passphrase,
);

async fn a_new_passphrase_signs_everybody_else_out_and_gives_a_new_token(house: House) {
    house.founded().await;
    let other = house.signed_in(start()).await;
    let own = house.proven(start()).await;
    let changed = house.accounts.change_passphrase(&own, WORDS, phrase(OTHER_WORDS), start()).await.unwrap();
    assert_eq!(changed.event.what, What::PassphraseChanged);
    for gone in [&other, &own] {
        assert!(house.accounts.session(gone, start()).await.unwrap().is_none());
    }
    let session = house.accounts.session(&changed.token, start()).await.unwrap().unwrap();
    assert!(session.proven_until.is_none());
    assert_eq!(session.actor.key_by, Some(1));
    refusal(house.tries("owner", WORDS, start()).await);
    house.tries("owner", OTHER_WORDS, start()).await.unwrap();
    house.accounts.prove(&changed.token, OTHER_WORDS, None, start()).await.unwrap();
    house.record.signer(&session.actor, &phrase(OTHER_WORDS)).await.unwrap();
}

async fn a_wrong_old_passphrase_changes_nothing(house: House) {
    house.founded().await;
    let token = house.signed_in(start()).await;
    let changed = house.accounts.change_passphrase(&token, WRONG, phrase(OTHER_WORDS), start()).await;
    assert!(matches!(changed, Err(AccountsError::NotProven(_))));
    assert!(house.accounts.session(&token, start()).await.unwrap().is_some());
    house.tries("owner", WORDS, start()).await.unwrap();
}

async fn a_change_that_stopped_half_way_leaves_the_new_passphrase(house: House) {
    house.founded().await;
    let token = house.signed_in(start()).await;
    // The record has the new key, and the account nothing of it yet.
    let (owner, signer) = house.owner().await;
    house.record.set_passphrase(&owner, &owner, &phrase(OTHER_WORDS), Some(&signer), start()).await.unwrap();
    assert!(house.accounts.session(&token, start()).await.unwrap().is_none());
    house.tries("owner", OTHER_WORDS, start()).await.unwrap();
}
