//! Signing in, with everything right and with something wrong.

use crate::house::{House, OTHER_WORDS, WORDS, WRONG, desk, minutes, phrase, refusal, start};
use crate::on_both;
use accounts::{AccountsError, What};
use record::{Role, Roles};

on_both!(
    the_founder_signs_in,
    a_name_may_be_typed_with_other_capitals_and_spaces,
    a_refusal_is_the_same_whatever_is_wrong,
    whoever_has_a_key_from_the_command_line_signs_in_and_has_an_account_then,
    a_key_changed_on_the_command_line_makes_the_old_passphrase_worthless,
    every_signing_in_has_a_token_of_its_own,
    who_has_no_role_any_more_cannot_sign_in,
    the_database_holds_neither_passphrase_nor_token,
    a_hash_with_weaker_parameters_is_made_anew,
);

async fn the_founder_signs_in(house: House) {
    house.founded().await;
    let signed_in = house.tries("owner", WORDS, start()).await.unwrap();
    assert_eq!(signed_in.event.what, What::SignedIn);
    assert_eq!(signed_in.event.actor, Some(1));
    let session = house.accounts.session(&signed_in.token, start()).await.unwrap().unwrap();
    assert_eq!(session.actor.name.as_str(), "owner");
    assert!(!session.must_enrol);
    assert!(session.proven_until.is_none());
}

async fn a_name_may_be_typed_with_other_capitals_and_spaces(house: House) {
    house.founded().await;
    house.tries(" OWNER ", WORDS, start()).await.unwrap();
}

async fn a_refusal_is_the_same_whatever_is_wrong(house: House) {
    house.founded().await;
    let (owner, signer) = house.owner().await;
    let roles = Roles::of(&[Role::FoiOfficer]);
    house.record.add_actor(&owner, &signer, "Without Key", roles, None, start()).await.unwrap();
    house
        .record
        .add_actor(&owner, &signer, "With Key", roles, Some(&phrase(OTHER_WORDS)), start())
        .await
        .unwrap();
    let long = "n".repeat(10_000);
    let mut told = Vec::new();
    for (name, words) in [
        ("owner", WRONG),
        ("owner", "short"),
        ("owner", ""),
        ("nobody", WORDS),
        ("", WORDS),
        (long.as_str(), WORDS),
        ("Without Key", WORDS),
        ("With Key", WRONG),
    ] {
        told.push(refusal(house.tries(name, words, start()).await));
    }
    for code in ["123456", "nonsense"] {
        let outcome = house.accounts.sign_in("nobody", WORDS, Some(code), desk(1), start()).await;
        told.push(refusal(outcome));
    }
    told.dedup();
    assert_eq!(told.len(), 1);
}

async fn whoever_has_a_key_from_the_command_line_signs_in_and_has_an_account_then(house: House) {
    let owner = house.actor("owner").await;
    house.record.set_passphrase(&owner, &owner, &phrase(WORDS), None, start()).await.unwrap();
    assert_eq!(house.count("SELECT COUNT(*) FROM account").await, 0);
    house.tries("owner", WORDS, start()).await.unwrap();
    assert_eq!(house.count("SELECT COUNT(*) FROM account").await, 1);
    house.tries("owner", WORDS, start()).await.unwrap();
    assert_eq!(house.count("SELECT COUNT(*) FROM account_session").await, 2);
}

async fn a_key_changed_on_the_command_line_makes_the_old_passphrase_worthless(house: House) {
    house.founded().await;
    let before = house.signed_in(start()).await;
    let (owner, signer) = house.owner().await;
    house.record.set_passphrase(&owner, &owner, &phrase(OTHER_WORDS), Some(&signer), start()).await.unwrap();
    assert!(house.accounts.session(&before, start()).await.unwrap().is_none());
    refusal(house.tries("owner", WORDS, start()).await);
    house.tries("owner", OTHER_WORDS, start()).await.unwrap();
    refusal(house.tries("owner", WORDS, start()).await);
}

async fn every_signing_in_has_a_token_of_its_own(house: House) {
    house.founded().await;
    let (one, other) = (house.signed_in(start()).await, house.signed_in(start()).await);
    assert_ne!(one.expose(), other.expose());
    let session = |token| house.accounts.session(token, start());
    let (one, other) = (session(&one).await.unwrap().unwrap(), session(&other).await.unwrap().unwrap());
    assert_ne!(one.number, other.number);
    assert!(one.csrf.is(one.csrf.expose()));
    assert!(!one.csrf.is(other.csrf.expose()));
}

async fn who_has_no_role_any_more_cannot_sign_in(house: House) {
    house.founded().await;
    let officer = house.invited("Robin Sample", Role::FoiOfficer).await;
    let signed_in = house.tries("Robin Sample", OTHER_WORDS, start()).await.unwrap();
    let (owner, signer) = house.owner().await;
    house.record.set_roles(&owner, &signer, &officer, Roles::NONE, start()).await.unwrap();
    assert!(house.accounts.session(&signed_in.token, start()).await.unwrap().is_none());
    refusal(house.tries("Robin Sample", OTHER_WORDS, minutes(1)).await);
}

async fn the_database_holds_neither_passphrase_nor_token(house: House) {
    house.founded().await;
    let token = house.proven(start()).await;
    let text = token.expose();
    for table in ["account", "account_session", "account_try", "account_counter"] {
        let columns = house.store().columns().await.unwrap();
        for column in columns.iter().filter(|column| column.table == table) {
            let rows =
                house.store().read(&format!("SELECT {} FROM {table}", column.name), &[]).await.unwrap();
            for row in rows {
                let stored = match column.kind {
                    store::Kind::Bytes => row.optional_bytes(0).unwrap().unwrap_or_default().to_vec(),
                    store::Kind::Text => row.text(0).unwrap().as_bytes().to_vec(),
                    store::Kind::Integer => continue,
                };
                for secret in [WORDS.as_bytes(), text.as_bytes(), b"owner"] {
                    assert!(
                        !stored.windows(secret.len()).any(|part| part == secret),
                        "{table}.{}",
                        column.name
                    );
                }
            }
        }
    }
}

async fn a_hash_with_weaker_parameters_is_made_anew(house: House) {
    house.founded().await;
    let verifier = "SELECT verifier FROM account WHERE actor = 1";
    let read = async || {
        let rows = house.store().read(verifier, &[]).await.unwrap();
        rows.first().unwrap().text(0).unwrap().to_owned()
    };
    let before = read().await;
    // What the build for tests takes, and the one that is released.
    let memory = if cfg!(debug_assertions) { "m=1024" } else { "m=19456" };
    let parameters = format!("$argon2id$v=19${memory},t=2,p=1$");
    assert!(before.starts_with(&parameters), "{before}");
    // The same hash under a name of other parameters fits nothing: a hash is not moved to weaker ones by renaming it.
    let renamed = before.replace(memory, "m=512");
    house.tamper("UPDATE account SET verifier = $1", &[renamed.into()]).await;
    refusal(house.tries("owner", WORDS, start()).await);
    house.tamper("UPDATE account SET public_key = $1", &[vec![0_u8; 32].into()]).await;
    house.tries("owner", WORDS, minutes(1)).await.unwrap();
    let after = read().await;
    assert!(after.starts_with(&parameters) && after != before);
    house.tamper("UPDATE account SET verifier = 'no hash'", &[]).await;
    assert!(matches!(house.tries("owner", WORDS, minutes(2)).await, Err(AccountsError::Damaged)));
}
