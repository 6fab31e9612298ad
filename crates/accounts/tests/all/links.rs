//! First passphrases: the founder's, and those of people who are invited.

use crate::house::{House, OTHER_WORDS, WORDS, after, minutes, phrase, refusal, start};
use crate::on_both;
use accounts::{AccountsError, LinkKind, LinkToken, What};
use record::{Role, Roles};

on_both!(
    the_founders_link_is_good_once_and_for_an_hour,
    each_start_voids_the_founders_earlier_link,
    a_record_with_a_founder_gives_no_link,
    a_founder_who_took_the_command_line_meanwhile_voids_the_link,
    who_is_invited_sets_a_key_of_their_own,
    an_invitation_is_good_once_and_for_seven_days,
    an_invitation_used_twice_at_once_is_used_once,
    a_new_invitation_voids_passphrase_link_and_sessions,
    only_an_administrator_invites,
    a_node_that_stopped_half_way_leaves_a_link_that_is_good_later,
    a_link_of_one_kind_is_none_of_the_other,
);

fn is_gone<T: std::fmt::Debug>(outcome: &Result<T, AccountsError>) -> bool {
    matches!(outcome, Err(AccountsError::LinkGone))
}

async fn the_founders_link_is_good_once_and_for_an_hour(house: House) {
    let link = house.accounts.first_link(start()).await.unwrap().unwrap();
    assert_eq!(house.accounts.link(&link, after(3599)).await.unwrap().unwrap().kind, LinkKind::Founder);
    assert!(house.accounts.link(&link, minutes(60)).await.unwrap().is_none());
    assert!(is_gone(&house.accounts.found(&link, phrase(WORDS), minutes(60)).await));
    let event = house.accounts.found(&link, phrase(WORDS), start()).await.unwrap();
    assert_eq!((event.what, event.actor), (What::Joined, Some(1)));
    assert!(house.accounts.link(&link, start()).await.unwrap().is_none());
    assert!(is_gone(&house.accounts.found(&link, phrase(OTHER_WORDS), start()).await));
    house.tries("owner", WORDS, start()).await.unwrap();
}

async fn each_start_voids_the_founders_earlier_link(house: House) {
    let earlier = house.accounts.first_link(start()).await.unwrap().unwrap();
    let later = house.accounts.first_link(start()).await.unwrap().unwrap();
    assert!(house.accounts.link(&earlier, start()).await.unwrap().is_none());
    assert!(house.accounts.link(&later, start()).await.unwrap().is_some());
}

async fn a_record_with_a_founder_gives_no_link(house: House) {
    house.founded().await;
    assert!(house.accounts.first_link(start()).await.unwrap().is_none());
}

async fn a_founder_who_took_the_command_line_meanwhile_voids_the_link(house: House) {
    let link = house.accounts.first_link(start()).await.unwrap().unwrap();
    let owner = house.actor("owner").await;
    house.record.set_passphrase(&owner, &owner, &phrase(WORDS), None, start()).await.unwrap();
    assert!(house.accounts.link(&link, start()).await.unwrap().is_none());
    assert!(is_gone(&house.accounts.found(&link, phrase(OTHER_WORDS), start()).await));
}

async fn who_is_invited_sets_a_key_of_their_own(house: House) {
    house.founded().await;
    let (owner, signer) = house.owner().await;
    let roles = Roles::of(&[Role::FoiOfficer]);
    let (invited, link) =
        house.accounts.invite(&owner, &signer, "Robin Sample", roles, start()).await.unwrap();
    assert_eq!(invited.key_by, Some(1));
    let found = house.accounts.link(&link, start()).await.unwrap().unwrap();
    assert_eq!((found.kind, found.actor.name.as_str()), (LinkKind::Invitation, "Robin Sample"));
    house.accounts.accept(&link, phrase(OTHER_WORDS), start()).await.unwrap();
    let robin = house.actor("Robin Sample").await;
    assert_eq!(robin.key_by, Some(robin.number));
    house.tries("Robin Sample", OTHER_WORDS, start()).await.unwrap();
    let verified =
        record::verify(&house.place, &record::VerifyOptions::default(), &mut |_| {}).await.unwrap();
    assert_eq!(verified.differences, []);
}

async fn an_invitation_is_good_once_and_for_seven_days(house: House) {
    house.founded().await;
    let (owner, signer) = house.owner().await;
    let roles = Roles::of(&[Role::FoiOfficer]);
    let (_, link) = house.accounts.invite(&owner, &signer, "Robin Sample", roles, start()).await.unwrap();
    let week = 7 * 24 * 60;
    assert!(house.accounts.link(&link, minutes(week - 1)).await.unwrap().is_some());
    assert!(is_gone(&house.accounts.accept(&link, phrase(OTHER_WORDS), minutes(week)).await));
    house.accounts.accept(&link, phrase(OTHER_WORDS), minutes(week - 1)).await.unwrap();
    assert!(is_gone(&house.accounts.accept(&link, phrase(WORDS), minutes(week - 1)).await));
}

async fn an_invitation_used_twice_at_once_is_used_once(house: House) {
    house.founded().await;
    let (owner, signer) = house.owner().await;
    let roles = Roles::of(&[Role::FoiOfficer]);
    let (_, link) = house.accounts.invite(&owner, &signer, "Robin Sample", roles, start()).await.unwrap();
    let (one, other) = tokio::join!(
        house.accounts.accept(&link, phrase(WORDS), start()),
        house.accounts.accept(&link, phrase(OTHER_WORDS), start()),
    );
    assert!(one.is_ok() != other.is_ok());
    assert!(is_gone(&one) || is_gone(&other));
    let words = if one.is_ok() { WORDS } else { OTHER_WORDS };
    house.tries("Robin Sample", words, start()).await.unwrap();
}

async fn a_new_invitation_voids_passphrase_link_and_sessions(house: House) {
    house.founded().await;
    let robin = house.invited("Robin Sample", Role::FoiOfficer).await;
    let before = house.tries("Robin Sample", OTHER_WORDS, start()).await.unwrap().token;
    let (owner, signer) = house.owner().await;
    let one = house.accounts.invite_again(&owner, &signer, &robin, start()).await.unwrap();
    let two = house.accounts.invite_again(&owner, &signer, &robin, start()).await.unwrap();
    assert!(house.accounts.session(&before, start()).await.unwrap().is_none());
    refusal(house.tries("Robin Sample", OTHER_WORDS, start()).await);
    assert!(is_gone(&house.accounts.accept(&one, phrase(WORDS), start()).await));
    house.accounts.accept(&two, phrase(WORDS), start()).await.unwrap();
    house.tries("Robin Sample", WORDS, start()).await.unwrap();
    let outcome = house.accounts.invite_again(&owner, &signer, &owner, start()).await;
    assert!(matches!(outcome, Err(AccountsError::MayNot)));
}

async fn only_an_administrator_invites(house: House) {
    house.founded().await;
    let robin = house.invited("Robin Sample", Role::FoiOfficer).await;
    let signer = house.record.signer(&robin, &phrase(OTHER_WORDS)).await.unwrap();
    let roles = Roles::of(&[Role::Administrator]);
    let outcome = house.accounts.invite(&robin, &signer, "Alex Sample", roles, start()).await;
    assert!(matches!(outcome, Err(AccountsError::MayNot)));
}

async fn a_node_that_stopped_half_way_leaves_a_link_that_is_good_later(house: House) {
    house.founded().await;
    let (owner, signer) = house.owner().await;
    let roles = Roles::of(&[Role::FoiOfficer]);
    let (_, link) = house.accounts.invite(&owner, &signer, "Robin Sample", roles, start()).await.unwrap();
    house.tamper("UPDATE account_link SET taken = $1", &[start().as_microsecond().into()]).await;
    assert!(is_gone(&house.accounts.accept(&link, phrase(OTHER_WORDS), after(59)).await));
    house.accounts.accept(&link, phrase(OTHER_WORDS), after(60)).await.unwrap();
}

async fn a_link_of_one_kind_is_none_of_the_other(house: House) {
    let link = house.accounts.first_link(start()).await.unwrap().unwrap();
    assert!(is_gone(&house.accounts.accept(&link, phrase(WORDS), start()).await));
    let stranger = LinkToken::parse(&"A".repeat(43)).unwrap();
    assert!(house.accounts.link(&stranger, start()).await.unwrap().is_none());
    assert!(is_gone(&house.accounts.found(&stranger, phrase(WORDS), start()).await));
}
