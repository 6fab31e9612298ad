//! Each approval is by another person in another role, of that very list.

use crate::house::{House, days};
use disposal::{DisposalError, DisposalState};
use force_for_tests::{BOTH, On, is_sound};
use record::{RecordError, Role};
use store::Value;

#[tokio::test(flavor = "multi_thread")]
async fn three_people_in_three_roles_approve_and_then_it_cools_off() {
    for on in BOTH {
        let house = House::new(on).await;
        let disposing = house.disposing().await;
        let planned = house.planned(&["a.mp4"]).await;
        let number = planned.disposal;
        let (approver, his) = &house.approver;
        let first = disposing.approve(approver, his, (number, None), days(1)).await.unwrap();
        assert_eq!((first.approval, first.approvals, first.role), (1, 3, Role::Approver));
        assert_eq!(first.cooled_off, None);
        let twice = disposing.approve(approver, his, (number, None), days(1)).await;
        assert!(matches!(twice, Err(DisposalError::NotAnother { .. })), "{twice:?}");
        // She is an approver too, and that role is taken.
        let (officer, hers) = &house.officer;
        let taken = disposing.approve(officer, hers, (number, Some(Role::Approver)), days(1)).await;
        assert!(matches!(taken, Err(DisposalError::NotAnother { .. })), "{taken:?}");
        let none = disposing.approve(officer, hers, (number, Some(Role::InformationSecurity)), days(1)).await;
        assert!(matches!(none, Err(DisposalError::Record(RecordError::MayNot { .. }))), "{none:?}");
        let second = disposing.approve(officer, hers, (number, None), days(1)).await.unwrap();
        assert_eq!((second.role, second.cooled_off), (Role::DataProtection, None));
        assert_eq!(disposing.disposal(number).await.unwrap().state, DisposalState::Proposed);
        let (security, theirs) = &house.security;
        let third = disposing.approve(security, theirs, (number, None), days(2)).await.unwrap();
        assert_eq!(third.cooled_off, Some(days(9)));
        let late = disposing.approve(security, theirs, (number, None), days(2)).await;
        assert!(matches!(late, Err(DisposalError::NoDisposal { .. })), "{late:?}");
        is_sound(&house.record).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_proposed_does_not_approve_in_whatever_role() {
    let house = House::new(On::Sqlite).await;
    let everything = [Role::EvidenceManager, Role::Approver, Role::DataProtection, Role::InformationSecurity];
    let (by, signs) = force_for_tests::enrolled(
        &house.record,
        "O. Many",
        &everything,
        force_for_tests::at("2026-03-02T12:00:30Z"),
    )
    .await;
    let disposing = house.disposing().await;
    let rows = [disposal::ItemRow { line: 2, item: Some(house.item("a.mp4")), sha256: None }];
    let order = disposal::PlanOrder::new(disposal::Chosen::Items(&rows), "a court ordered it");
    let planned = disposing.plan(&by, &signs, order, days(0)).await.unwrap();
    let alone = disposing.approve(&by, &signs, (planned.disposal, None), days(1)).await;
    assert!(matches!(alone, Err(DisposalError::Record(RecordError::SamePerson))), "{alone:?}");
    // Nor does somebody who was enrolled after it.
    let (new, new_signs) =
        force_for_tests::enrolled(&house.record, "N. Comer", &[Role::Approver], days(1)).await;
    let made_up = disposing.approve(&new, &new_signs, (planned.disposal, None), days(1)).await;
    assert!(matches!(made_up, Err(DisposalError::Record(RecordError::Refused { .. }))), "{made_up:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_held_since_is_not_approved() {
    let house = House::new(On::Sqlite).await;
    let disposing = house.disposing().await;
    let planned = house.planned(&["a.mp4", "b.mp4"]).await;
    house.case("14XX0000123", &["b.mp4"]).await;
    let (by, signs) = &house.approver;
    let held = disposing.approve(by, signs, (planned.disposal, None), days(1)).await;
    assert!(matches!(held, Err(DisposalError::HeldSince { items: 1 })), "{held:?}");
    disposing.refuse(by, planned.disposal, "b is held", days(1)).await.unwrap();
    let again = disposing.refuse(by, planned.disposal, "b is held", days(1)).await;
    assert!(matches!(again, Err(DisposalError::NoDisposal { .. })), "{again:?}");
    // Planned anew, it is left out.
    let planned = house.planned(&["a.mp4", "b.mp4"]).await;
    assert_eq!((planned.list.items.len(), planned.list.held()), (1, 1));
    is_sound(&house.record).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_list_under_the_same_proposal_is_not_approved_and_verifying_says_who_cheated() {
    let house = House::new(On::Sqlite).await;
    let disposing = house.disposing().await;
    let small = house.planned(&["a.mp4"]).await;
    let large = house.planned(&["b.mp4", "c.mp4", "d.mp4"]).await;
    // Somebody with the database puts the larger list under the smaller proposal.
    let mut past = house.record.database().begin("past Tipstaff").await.unwrap();
    for column in ["blob", "sha256", "items", "bytes", "chosen"] {
        let sql = format!(
            "UPDATE evidence_disposal SET {column} = (SELECT {column} FROM evidence_disposal WHERE number = $1) WHERE number = $2"
        );
        let values: [Value; 2] = [i64::from(large.disposal).into(), i64::from(small.disposal).into()];
        past.execute(&sql, &values).await.unwrap();
    }
    past.finish().await.unwrap();
    let (by, signs) = &house.approver;
    let swapped = disposing.approve(by, signs, (small.disposal, None), days(1)).await;
    assert!(matches!(swapped, Err(DisposalError::Moved)), "{swapped:?}");
    house.record.publish().await.unwrap();
    let verified = house.record.verify(&record::VerifyOptions::default(), &mut |_| {}).await.unwrap();
    assert!(!verified.is_sound());
}
