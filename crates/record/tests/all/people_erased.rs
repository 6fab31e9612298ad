//! Erasing takes two people, leaves nothing of the person, and is remembered outside the database.

use crate::common;
use crate::common::{BOTH, Case, enrolled, new, owner, start};
use crate::extracts;
use record::{
    Actor, ErasureLedger, Field, FieldSet, KnownAt, RecordError, Role, Roles, Signer, VerifyOptions,
};
use roaring::RoaringBitmap;

const PEOPLE: &str = "\
service-number,surname,pay-number
1001,Quillfeather,P1
1002,Marrowby,P2
1003,Oake,P3";

/// Somebody who can sign.
async fn signing(case: &Case, name: &str, roles: &[Role]) -> (Actor, Signer) {
    if name == "owner" {
        return owner(&case.record).await;
    }
    enrolled(&case.record, name, Roles::of(roles)).await
}

#[tokio::test]
async fn one_proposes_another_one_approves_and_nothing_of_the_person_is_left() {
    for on in BOTH {
        let case = new(on).await;
        let record = &case.record;
        extracts::import(&case, "2026-10-01", PEOPLE).await.unwrap();
        let changed = PEOPLE.replace("Marrowby", "Marrowby-Oake");
        extracts::import(&case, "2026-10-20", &changed).await.unwrap();
        let (oake, oakes) = signing(&case, "M. Oake", &[Role::DataProtection]).await;
        let (quill, quills) = signing(&case, "R. Quill", &[Role::Approver]).await;

        let proposed = record.propose_erasure(&oake, &oakes, 2, "request 118", start()).await.unwrap();
        let own = record.approve_erasure(&oake, &oakes, proposed.position, start()).await;
        assert!(matches!(own, Err(RecordError::SamePerson)), "{own:?}");
        assert!(matches!(
            record.approve_erasure(&quill, &quills, proposed.position - 1, start()).await,
            Err(RecordError::Unknown { .. })
        ));
        let ledger = ErasureLedger::beside(record.key_file());
        assert!(ledger.read(record.id()).unwrap().is_empty(), "nothing happened yet");

        record.approve_erasure(&quill, &quills, proposed.position, start()).await.unwrap();
        let lines = ledger.read(record.id()).unwrap();
        assert_eq!(lines.iter().map(|line| line.person).collect::<Vec<_>>(), [2]);
        let surname = Field::named("surname").unwrap();
        for name in ["Marrowby", "Marrowby-Oake"] {
            assert!(record.find_people(surname, name).await.unwrap().people.is_empty());
        }
        let shown = record.person(2, None, KnownAt::NOW).await.unwrap();
        assert!(shown.is_erased && shown.values.is_empty() && shown.sources.is_empty());
        let before = record.person(2, None, KnownAt::before(2)).await.unwrap();
        assert!(before.values.is_empty(), "not even as it was known before");
        assert!(record.history(2).await.unwrap().is_empty());

        let again = record.approve_erasure(&quill, &quills, proposed.position, start()).await;
        assert!(matches!(again, Err(RecordError::Refused { .. })), "{again:?}");
        let everybody: RoaringBitmap = (1..=3).collect();
        let fields: FieldSet = [surname].into_iter().collect();
        let mut names = Vec::new();
        record
            .names(&everybody, fields, start(), KnownAt::NOW, |person, values| {
                names.push((person, values.len()));
                Ok(())
            })
            .await
            .unwrap();
        assert_eq!(names, [(1, 1), (2, 0), (3, 1)], "the number stays, and names nobody");
        record.publish().await.unwrap();
        let verified = record
            .verify(&VerifyOptions { deep: true, ..VerifyOptions::default() }, &mut |_| {})
            .await
            .unwrap();
        assert!(verified.is_sound(), "{verified:?}");

        // The extract still has the person: that is somebody new, because nobody can tell any more.
        assert_eq!(extracts::import(&case, "2026-11-01", &changed).await.unwrap().joined, 1);
        assert_eq!(record.find_people(surname, "Marrowby-Oake").await.unwrap().people, [4]);
    }
}

#[tokio::test]
async fn one_key_under_two_names_is_one_person() {
    for on in BOTH {
        let case = new(on).await;
        extracts::import(&case, "2026-10-01", PEOPLE).await.unwrap();
        let (owner, owners) = signing(&case, "owner", &[]).await;
        let (clerk, clerks) = signing(&case, "clerk", &[Role::CardOffice]).await;
        let proposed = case.record.propose_erasure(&owner, &owners, 1, "", start()).await.unwrap();
        let mut twin = owner.clone();
        twin.number = 99;
        let approved = case.record.approve_erasure(&twin, &owners, proposed.position, start()).await;
        assert!(matches!(approved, Err(RecordError::SamePerson)));
        let approved = case.record.approve_erasure(&clerk, &clerks, proposed.position, start()).await;
        assert!(matches!(approved, Err(RecordError::MayNot { .. })), "{approved:?}");
        let ledger = ErasureLedger::beside(case.record.key_file());
        assert!(ledger.read(case.record.id()).unwrap().is_empty(), "who may not, writes nothing");
    }
}

#[tokio::test]
async fn numbers_that_were_merged_are_erased_together() {
    for on in BOTH {
        let case = new(on).await;
        extracts::import(&case, "2026-10-01", PEOPLE).await.unwrap();
        let (oake, oakes) = signing(&case, "M. Oake", &[Role::DataProtection]).await;
        let (quill, quills) = signing(&case, "R. Quill", &[Role::Approver]).await;
        case.record.merge_people(&oake, 3, 1, start()).await.unwrap();
        let proposed = case.record.propose_erasure(&oake, &oakes, 3, "", start()).await.unwrap();
        case.record.approve_erasure(&quill, &quills, proposed.position, start()).await.unwrap();
        for person in [1, 3] {
            assert!(case.record.history(person).await.unwrap().is_empty());
        }
        assert_eq!(case.record.people_counts().await.unwrap(), (3, 2));
        assert_eq!(ErasureLedger::beside(case.record.key_file()).read(case.record.id()).unwrap().len(), 2);
    }
}

#[tokio::test]
async fn an_erasure_that_cannot_be_remembered_does_not_happen() {
    let case = new(common::On::Sqlite).await;
    extracts::import(&case, "2026-10-01", PEOPLE).await.unwrap();
    let (oake, oakes) = signing(&case, "M. Oake", &[Role::DataProtection]).await;
    let (quill, quills) = signing(&case, "R. Quill", &[Role::Approver]).await;
    let proposed = case.record.propose_erasure(&oake, &oakes, 1, "", start()).await.unwrap();
    let ledger = ErasureLedger::beside(case.record.key_file());
    std::fs::create_dir(ledger.path()).unwrap();
    let approved = case.record.approve_erasure(&quill, &quills, proposed.position, start()).await;
    assert!(matches!(approved, Err(RecordError::Erasures(_))), "{approved:?}");
    assert!(!case.record.person(1, None, KnownAt::NOW).await.unwrap().is_erased);
    assert_eq!(case.record.history(1).await.unwrap().len(), 3);
}

#[tokio::test]
async fn names_are_shown_to_who_may_see_them_and_signs_for_a_purpose() {
    for on in BOTH {
        let case = new(on).await;
        let (oake, oakes) = signing(&case, "M. Oake", &[Role::DataProtection]).await;
        let (clerk, clerks) = signing(&case, "clerk", &[Role::EvidenceManager]).await;
        let asked = (3, FieldSet::EMPTY, "person");
        let record = &case.record;
        assert!(record.write_names_shown(&oake, &oakes, asked, "  ", start()).await.is_err());
        let refused = record.write_names_shown(&clerk, &clerks, asked, "curious", start()).await;
        assert!(matches!(refused, Err(RecordError::MayNot { .. })));
        let borrowed = record.write_names_shown(&oake, &clerks, asked, "curious", start()).await;
        assert!(matches!(borrowed, Err(RecordError::NotSigned)));
        record.write_names_shown(&oake, &oakes, asked, "request 118", start()).await.unwrap();
    }
}

#[tokio::test]
async fn whoever_proposes_makes_nobody_who_approves() {
    let case = new(common::On::Sqlite).await;
    let record = &case.record;
    extracts::import(&case, "2026-10-01", PEOPLE).await.unwrap();
    let (owner, owner_signs) = owner(record).await;
    let (_, _) = enrolled(record, "R. Quill", Roles::of(&[Role::Approver])).await;
    let proposed = record.propose_erasure(&owner, &owner_signs, 2, "", start()).await.unwrap().position;

    // Somebody enrolled after it.
    let (late, late_signs) = enrolled(record, "A. Late", Roles::of(&[Role::Approver])).await;
    let refused = record.approve_erasure(&late, &late_signs, proposed, start()).await;
    assert!(matches!(refused, Err(RecordError::Refused { .. })), "{refused:?}");

    // A key that the proposer set, and then replaced in the other's name.
    let quill = record.actor(Some("R. Quill")).await.unwrap();
    record.set_passphrase(&owner, &quill, &common::words(), Some(&owner_signs), start()).await.unwrap();
    let quill = record.actor(Some("R. Quill")).await.unwrap();
    let given = record.signer(&quill, &common::words()).await.unwrap();
    let refused = record.approve_erasure(&quill, &given, proposed, start()).await;
    assert!(matches!(refused, Err(RecordError::Refused { .. })), "{refused:?}");
    record.set_passphrase(&quill, &quill, &common::words(), Some(&given), start()).await.unwrap();
    let quill = record.actor(Some("R. Quill")).await.unwrap();
    let signs = record.signer(&quill, &common::words()).await.unwrap();
    let refused = record.approve_erasure(&quill, &signs, proposed, start()).await;
    assert!(matches!(refused, Err(RecordError::Refused { .. })), "{refused:?}");

    // Proposed anew, the same Quill was there before.
    let proposed = record.propose_erasure(&owner, &owner_signs, 2, "", start()).await.unwrap().position;
    record.approve_erasure(&quill, &signs, proposed, start()).await.unwrap();
}

#[tokio::test]
async fn people_merged_after_the_proposal_are_not_erased_with_it() {
    let case = new(common::On::Sqlite).await;
    let record = &case.record;
    extracts::import(&case, "2026-10-01", PEOPLE).await.unwrap();
    let (oake, oakes) = enrolled(record, "M. Oake", Roles::of(&[Role::DataProtection])).await;
    let (quill, quills) = enrolled(record, "R. Quill", Roles::of(&[Role::Approver])).await;
    let proposed = record.propose_erasure(&oake, &oakes, 2, "", start()).await.unwrap().position;
    record.merge_people(&oake, 3, 2, start()).await.unwrap();
    let refused = record.approve_erasure(&quill, &quills, proposed, start()).await;
    assert!(matches!(refused, Err(RecordError::Refused { .. })), "{refused:?}");
    let proposed = record.propose_erasure(&oake, &oakes, 2, "", start()).await.unwrap().position;
    record.approve_erasure(&quill, &quills, proposed, start()).await.unwrap();
    assert!(record.person(3, None, KnownAt::NOW).await.unwrap().is_erased);
}
