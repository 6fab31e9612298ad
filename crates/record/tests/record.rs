//! A record is made, opened, and refuses whoever has not the key.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{BOTH, new, place, start};
use record::{Record, RecordError, Role, Roles};

#[tokio::test]
async fn a_new_record_has_one_actor_who_may_enrol_others() {
    for on in BOTH {
        let case = new(on).await;
        let owner = case.record.actor(None).await.unwrap();
        let foi = Roles::of(&[Role::FoiOfficer]);
        let (actor, recorded) = case.record.add_actor(&owner, "R. Quill", foi, None, start()).await.unwrap();
        assert_eq!((actor.number, recorded.position), (2, 1));
        assert!(recorded.at > start(), "acts at the same instant still have an order");

        let again = Record::open(&case.place).await.unwrap();
        assert_eq!(again.actor(Some("r.  QUILL")).await.unwrap().roles, foi);
        assert!(matches!(again.actor(None).await, Err(RecordError::Refused { .. })), "who of the two?");
        let refused = again.add_actor(&actor, "somebody", foi, None, start()).await;
        assert!(matches!(refused, Err(RecordError::MayNot { .. })), "a FOI officer enrols nobody");
        assert_eq!(again.publish().await.unwrap().size(), 2);
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
