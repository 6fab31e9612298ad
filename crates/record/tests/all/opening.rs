//! A record is made, opened, and refuses whoever has not the key.

use crate::common;
use crate::common::{BOTH, enrolled, new, owner, place, start};
use record::{Record, RecordError, Role, Roles};

#[tokio::test]
async fn a_new_record_has_one_actor_who_may_enrol_others() {
    for on in BOTH {
        let case = new(on).await;
        let foi = Roles::of(&[Role::FoiOfficer]);
        let first = case.record.actor(None).await.unwrap();
        let (owner, signer) = owner(&case.record).await;
        let unsigned = case.record.add_actor(&first, &signer, "somebody", foi, None, start()).await;
        assert!(matches!(unsigned, Err(RecordError::NotSigned)), "whoever enrols has a key: {unsigned:?}");
        let (actor, recorded) =
            case.record.add_actor(&owner, &signer, "R. Quill", foi, None, start()).await.unwrap();
        assert_eq!((actor.number, recorded.position), (2, 2));
        assert!(recorded.at > start(), "acts at the same instant still have an order");

        let again = Record::open(&case.place).await.unwrap();
        assert_eq!(again.actor(Some("r.  QUILL")).await.unwrap().roles, foi);
        assert!(matches!(again.actor(None).await, Err(RecordError::Refused { .. })), "who of the two?");
        let refused = again.add_actor(&actor, &signer, "somebody", foi, None, start()).await;
        assert!(matches!(refused, Err(RecordError::MayNot { .. })), "a FOI officer enrols nobody");
        assert_eq!(again.publish().await.unwrap().size(), 3);
    }
}

#[tokio::test]
async fn what_somebody_else_changed_meanwhile_is_not_changed_back() {
    for on in BOTH {
        let case = new(on).await;
        let record = &case.record;
        let before = record.actor(None).await.unwrap();
        let (owner, signer) = owner(record).await;
        // The owner as of before still has no key.
        let roles = owner.roles.with(Role::Auditor);
        record.set_roles(&owner, &signer, &before, roles, start()).await.unwrap();
        let now = record.actor(None).await.unwrap();
        assert!(now.public_key.is_some() && now.roles == roles);
    }
}

#[tokio::test]
async fn two_who_enrol_the_same_name_at_once_enrol_one() {
    for on in BOTH {
        let case = new(on).await;
        let (owner, signer) = owner(&case.record).await;
        let other = Record::open(&case.place).await.unwrap();
        let foi = Roles::of(&[Role::FoiOfficer]);
        let (one, two) = tokio::join!(
            case.record.add_actor(&owner, &signer, "R. Quill", foi, None, start()),
            other.add_actor(&owner, &signer, "r. quill", foi, None, start())
        );
        assert!(one.is_ok() != two.is_ok(), "{one:?}, {two:?}");
        assert_eq!(case.record.actors().await.unwrap().len(), 2);
    }
}

#[tokio::test]
async fn without_its_key_a_record_does_not_open_and_with_another_one_neither() {
    let case = new(common::On::Sqlite).await;
    let mut other = case.place.clone();
    other.key_file = Some(case.folder.path().join("missing.key"));
    assert!(matches!(Record::open(&other).await, Err(RecordError::NoKey { .. })));
    let (_folder, strange) = place(common::On::Sqlite);
    Record::create(&strange, start()).await.unwrap();
    other.key_file.clone_from(&strange.key_file);
    assert!(matches!(Record::open(&other).await, Err(RecordError::WrongKey { .. })));
}

#[tokio::test]
async fn a_second_record_is_never_made_over_the_first() {
    for on in BOTH {
        let case = new(on).await;
        assert!(matches!(Record::create(&case.place, start()).await, Err(RecordError::RecordExists { .. })));
    }
}

#[tokio::test]
async fn a_key_is_never_kept_in_the_data_folder() {
    let (folder, mut place) = place(common::On::Sqlite);
    for inside in ["data/force.key", "data/keys/force.key", "./data/force.key"] {
        place.key_file = Some(folder.path().join(inside));
        assert!(
            matches!(Record::create(&place, start()).await, Err(RecordError::Refused { .. })),
            "{inside}"
        );
    }
}

#[tokio::test]
async fn nobody_takes_over_a_name_that_has_no_key_yet() {
    let case = new(common::On::Sqlite).await;
    let (owner, signer) = owner(&case.record).await;
    let foi = Roles::of(&[Role::FoiOfficer]);
    let (actor, _) = case.record.add_actor(&owner, &signer, "R. Quill", foi, None, start()).await.unwrap();
    let taken = case.record.set_passphrase(&actor, &actor, &common::words(), None, start()).await;
    assert!(matches!(taken, Err(RecordError::NotSigned)), "{taken:?}");
    case.record.set_passphrase(&owner, &actor, &common::words(), Some(&signer), start()).await.unwrap();
    assert_eq!(case.record.actor(Some("R. Quill")).await.unwrap().key_by, Some(owner.number));
    let (other, _) = enrolled(&case.record, "M. Oake", foi).await;
    assert_eq!(other.key_by, Some(other.number));
}

#[tokio::test]
async fn a_log_whose_database_is_lost_is_not_taken_for_an_empty_folder() {
    let case = new(common::On::Sqlite).await;
    case.record.publish().await.unwrap();
    case.record.closing().close().await;
    std::fs::remove_file(case.place.sqlite()).unwrap();
    let refused = Record::create(&case.place, start()).await;
    assert!(matches!(refused, Err(RecordError::Refused { .. })), "{refused:?}");
}
