//! Through an organisation's own sign-in: the way there and back, sessions, and what unlocks a signing key.

use crate::house::{House, after, desk, minutes, start};
use crate::on_both;
use accounts::{AccountsError, SignOnToken, ToldOf};
use jiff::Timestamp;
use record::{Role, RoleMap, Roles, SignInOrder, SignInProvider};

on_both!(
    a_way_is_gone_once_and_for_ten_minutes,
    a_session_is_on_one_way_at_a_time,
    what_a_provider_said_counts_for_four_hours,
    a_fresh_proof_unlocks_the_key_for_ten_minutes,
    two_nodes_that_see_somebody_for_the_first_time_make_one_account,
    nobody_signs_in_with_a_passphrase_to_an_account_that_has_none,
);

async fn allowed(house: &House) -> SignInProvider {
    house.founded().await;
    let (owner, signer) = house.owner().await;
    let order = SignInOrder {
        issuer: "https://login.example.police.uk".into(),
        client: "tipstaff".into(),
        title: "Example Police".into(),
        claim: "roles".into(),
        roles: RoleMap::parse("Officer=foi-officer,Approver=approver").unwrap(),
    };
    house.record.allow_sign_in(&owner, &signer, &order, start()).await.unwrap();
    house.record.sign_in_provider().await.unwrap().unwrap()
}

/// Roles as they come.
fn values(roles: &[&str]) -> Vec<String> {
    roles.iter().map(|role| (*role).to_owned()).collect()
}

async fn entered(
    house: &House,
    provider: &SignInProvider,
    roles: &[&str],
    now: Timestamp,
) -> accounts::SignedIn {
    let told = ToldOf { subject: "a-1", name: "R. Moss", roles: &values(roles) };
    house.accounts.enter(provider, &told, desk(1), now).await.unwrap()
}

async fn a_way_is_gone_once_and_for_ten_minutes(house: House) {
    let accounts = &house.accounts;
    let token = accounts.begin_sign_on(None, b"/checks", start()).await.unwrap();
    let sent = SignOnToken::parse(&token.expose()).unwrap();
    assert_eq!(sent.state().unwrap(), token.state().unwrap());
    assert!(token.is_state(&token.state().unwrap()).unwrap() && !token.is_state("").unwrap());
    let words = [token.state().unwrap(), token.nonce().unwrap(), token.verifier().unwrap(), token.expose()];
    for (place, word) in words.iter().enumerate() {
        assert!(words[place + 1..].iter().all(|other| other != word), "each is another word");
        assert_eq!(word.len(), 43);
    }
    let node = house.another_node(accounts::Settings::default()).await;
    let back = node.take_sign_on(&sent, after(599)).await.unwrap();
    assert_eq!((back.session, back.kept.as_slice(), back.made), (None, b"/checks".as_slice(), start()));
    assert!(matches!(accounts.take_sign_on(&sent, after(599)).await, Err(AccountsError::SignOnGone)));
    let late = accounts.begin_sign_on(None, b"/", start()).await.unwrap();
    assert!(matches!(accounts.take_sign_on(&late, minutes(10)).await, Err(AccountsError::SignOnGone)));
    let swept = accounts.begin_sign_on(None, b"/", start()).await.unwrap();
    accounts.sweep(minutes(11)).await.unwrap();
    assert!(matches!(accounts.take_sign_on(&swept, start()).await, Err(AccountsError::SignOnGone)));
}

async fn a_session_is_on_one_way_at_a_time(house: House) {
    let provider = allowed(&house).await;
    let token = entered(&house, &provider, &["Officer"], start()).await.token;
    let session = house.accounts.session(&token, start()).await.unwrap().unwrap();
    let first = house.accounts.begin_sign_on(Some(&session), b"one", start()).await.unwrap();
    let second = house.accounts.begin_sign_on(Some(&session), b"two", start()).await.unwrap();
    assert!(matches!(house.accounts.take_sign_on(&first, start()).await, Err(AccountsError::SignOnGone)));
    let back = house.accounts.take_sign_on(&second, start()).await.unwrap();
    assert_eq!((back.session, back.kept.as_slice()), (Some(session.number), b"two".as_slice()));
}

async fn what_a_provider_said_counts_for_four_hours(house: House) {
    let provider = allowed(&house).await;
    let token = entered(&house, &provider, &["Officer"], start()).await.token;
    for minute in (0..240).step_by(20) {
        assert!(house.accounts.session(&token, minutes(minute)).await.unwrap().is_some(), "{minute}");
    }
    assert!(house.accounts.session(&token, minutes(240)).await.unwrap().is_none());
    let none = ToldOf { subject: "a-1", name: "R. Moss", roles: &[] };
    let token = entered(&house, &provider, &["Officer"], minutes(240)).await.token;
    let refused = house.accounts.enter(&provider, &none, desk(1), minutes(241)).await;
    assert!(matches!(refused, Err(AccountsError::NoRole)));
    assert!(house.accounts.session(&token, minutes(241)).await.unwrap().is_none(), "the others are over too");
    let unknown = ToldOf { subject: "b-2", name: "T. Frost", roles: &[] };
    let refused = house.accounts.enter(&provider, &unknown, desk(1), minutes(241)).await;
    assert!(matches!(refused, Err(AccountsError::NoRole)));
    assert!(house.record.actor_by_subject(&provider, "b-2").await.unwrap().is_none());
}

async fn a_fresh_proof_unlocks_the_key_for_ten_minutes(house: House) {
    let provider = allowed(&house).await;
    let token = entered(&house, &provider, &["Officer"], start()).await.token;
    assert!(house.accounts.signer(&token, start()).await.unwrap().is_none(), "signing in is no proof");
    entered_as(&house, &provider, "b-2").await;
    let other = ToldOf { subject: "b-2", name: "T. Frost", roles: &values(&["Officer"]) };
    let refused = house.accounts.confirm(&token, &provider, &other, start()).await;
    assert!(matches!(refused, Err(AccountsError::SomebodyElse)), "{refused:?}");
    assert!(house.accounts.signer(&token, start()).await.unwrap().is_none());

    let same = ToldOf { subject: "a-1", name: "R. Moss", roles: &values(&["Officer", "Approver"]) };
    house.accounts.confirm(&token, &provider, &same, start()).await.unwrap();
    let signer = house.accounts.signer(&token, after(599)).await.unwrap().unwrap();
    let moss = house.record.actor_by_subject(&provider, "a-1").await.unwrap().unwrap();
    assert_eq!(signer.actor(), moss.number);
    assert_eq!(moss.roles, Roles::of(&[Role::FoiOfficer, Role::Approver]), "roles are those of the proof");
    assert!(house.accounts.signer(&token, after(600)).await.unwrap().is_none());
}

async fn entered_as(house: &House, provider: &SignInProvider, subject: &str) {
    let told = ToldOf { subject, name: "T. Frost", roles: &values(&["Officer"]) };
    house.accounts.enter(provider, &told, desk(2), start()).await.unwrap();
}

async fn two_nodes_that_see_somebody_for_the_first_time_make_one_account(house: House) {
    let provider = allowed(&house).await;
    let node = house.another_node(accounts::Settings::default()).await;
    let roles = values(&["Officer"]);
    let told = ToldOf { subject: "a-1", name: "R. Moss", roles: &roles };
    let (one, two) = tokio::join!(
        house.accounts.enter(&provider, &told, desk(1), start()),
        node.enter(&provider, &told, desk(1), start())
    );
    assert_eq!(one.unwrap().event.actor, two.unwrap().event.actor);
    assert_eq!(house.record.actors().await.unwrap().len(), 2);
    let verified =
        record::verify(&house.place, &record::VerifyOptions::default(), &mut |_| {}).await.unwrap();
    assert_eq!(verified.differences, []);
}

async fn nobody_signs_in_with_a_passphrase_to_an_account_that_has_none(house: House) {
    let provider = allowed(&house).await;
    let token = entered(&house, &provider, &["Officer"], start()).await.token;
    for words in ["", "four random words here", "R. Moss"] {
        let refused = house.accounts.sign_in("R. Moss", words, None, desk(1), minutes(20)).await;
        assert!(matches!(refused, Err(AccountsError::SignIn(_))), "{words}");
    }
    let refused = house.accounts.prove(&token, "four random words here", None, minutes(20)).await;
    assert!(matches!(refused, Err(AccountsError::NotProven(_))));
}
