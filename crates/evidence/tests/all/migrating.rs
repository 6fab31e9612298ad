//! Migrations: planned, copied, read, permitted, certified; and what is deleted without a permit.

use crate::house::{House, after};
use crate::own::Copies;
use evidence::{DifferenceKind, Evidence, EvidenceError, EvidenceStore, MigrationOrder, StoreState, TakenIn};
use force_for_tests::On;
use inventory::Key;
use std::collections::HashSet;

/// A house whose store is watched, and a migration of it into both places of copies.
pub struct Moving {
    copies: Copies,
    pub dems: EvidenceStore,
    number: u32,
}

impl Moving {
    pub async fn planned(on: On) -> Self {
        let copies = Copies::new(on).await;
        let dems = copies.house.watched().await.store;
        let (by, signer) = &copies.house.manager;
        let order = MigrationOrder { source: &dems, stores: &copies.stores, why: "new storage" };
        let evidence = copies.house.evidence().await;
        let (number, _) = evidence.plan_migration(by, signer, order, after(1)).await.unwrap();
        Self { copies, dems, number }
    }

    pub fn house(&self) -> &House {
        &self.copies.house
    }

    async fn evidence(&self) -> Evidence<'_> {
        self.house().evidence().await
    }

    pub async fn copy(&self, minutes: i64) -> TakenIn {
        let by = &self.house().manager.0;
        self.evidence().await.copy_migration(by, self.number, after(minutes), |_, _| {}).await.unwrap()
    }

    pub async fn verify(&self, minutes: i64) -> (u64, u64) {
        let by = &self.house().manager.0;
        let evidence = self.evidence().await;
        let said = evidence.verify_migration(by, self.number, after(minutes), |_, _| {}).await.unwrap();
        (said.verified, said.never_copied)
    }

    pub async fn permit(&self, minutes: i64) -> Result<evidence::Permit, EvidenceError> {
        let (by, signer) = &self.house().manager;
        let ends = after(minutes + 60 * 24);
        self.evidence().await.permit_deletion(by, signer, self.number, ends, after(minutes)).await
    }

    async fn log_is_whole(&self) {
        let verified =
            self.house().record.verify(&record::VerifyOptions::default(), &mut |_| {}).await.unwrap();
        assert!(verified.differences.is_empty(), "{:?}", verified.differences);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_verified_may_go_by_permit_and_the_migration_ends() {
    for on in force_for_tests::BOTH {
        let moving = Moving::planned(on).await;
        assert!(matches!(moving.permit(2).await, Err(EvidenceError::NotVerified { .. })));
        let taken = moving.copy(2).await;
        assert_eq!((taken.items, taken.copies, taken.failed), (3, 6, 0));
        assert!(matches!(moving.permit(3).await, Err(EvidenceError::NotVerified { .. })));
        assert_eq!(moving.verify(3).await, (3, 0));
        let permit = moving.permit(4).await.unwrap();
        let names: Vec<_> = permit.items.iter().map(|entry| entry.key.as_str().to_owned()).collect();
        assert_eq!(names, ["2020/a.mp4", "2020/b.mp4", "2021/c.mp4"]);
        assert!(permit.items.iter().all(|entry| entry.sha256.is_some()));
        moving.house().take_away("2020/a.mp4");
        let sweep = moving.house().sweep(&moving.dems, 5).await;
        assert_eq!((sweep.state, sweep.departed, sweep.expected.count), (StoreState::Green, 1, 2));
        assert!(sweep.alarm.is_none());
        assert_eq!(moving.house().sweep(&moving.dems, 6).await.departed, 0);
        let (by, signer) = &moving.house().manager;
        let evidence = moving.evidence().await;
        let asked = (moving.number, &HashSet::new());
        let certificate = evidence.certify_migration(by, signer, asked, after(7)).await.unwrap();
        assert_eq!((certificate.expected, certificate.verified), (3, 3));
        let key = moving.house().record.statement_key(evidence::CERTIFICATE_KEY).unwrap();
        let text = tlog::open_statement(&certificate.note.unwrap(), key.verifier()).unwrap();
        assert!(text.contains("\nverified 3\nexceptions 0 "), "{text}");
        assert!(!text.contains("mp4"));
        let ended = evidence.copy_migration(by, moving.number, after(8), |_, _| {}).await;
        assert!(matches!(ended, Err(EvidenceError::MigrationEnded { .. })));
        moving.log_is_whole().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_without_a_permit_or_after_it_is_an_alarm_whatever_was_copied() {
    let moving = Moving::planned(On::Sqlite).await;
    moving.copy(2).await;
    moving.verify(3).await;
    moving.house().take_away("2020/a.mp4");
    let sweep = moving.house().sweep(&moving.dems, 4).await;
    assert_eq!((sweep.state, sweep.departed), (StoreState::Red, 0));
    moving.permit(5).await.unwrap();
    // The permit says nothing of what went before it: that stays in suspense until it is recovered.
    assert_eq!(moving.house().sweep(&moving.dems, 6).await.state, StoreState::Red);
    moving.house().take_away("2020/b.mp4");
    let late = 60 * 24 + 6;
    let sweep = moving.house().sweep(&moving.dems, late).await;
    assert_eq!((sweep.in_suspense, sweep.departed), (2, 0), "the permit was over");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_permit_that_is_revoked_allows_nothing_any_more() {
    for on in force_for_tests::BOTH {
        let moving = Moving::planned(on).await;
        moving.copy(2).await;
        moving.verify(3).await;
        let permit = moving.permit(4).await.unwrap();
        moving.house().take_away("2020/a.mp4");
        assert_eq!(moving.house().sweep(&moving.dems, 5).await.departed, 1);
        let (evidence, (by, signer)) = (moving.evidence().await, &moving.house().approver);
        let in_force = evidence.permits(after(5)).await.unwrap();
        assert_eq!(in_force.len(), 1);
        assert_eq!(
            (in_force[0].number, in_force[0].items, in_force[0].ends),
            (permit.number, 3, permit.ends)
        );
        evidence.revoke_permit(by, signer, permit.number, after(6)).await.unwrap();
        assert_eq!(evidence.permits(after(6)).await.unwrap(), []);
        let again = evidence.revoke_permit(by, signer, permit.number, after(7)).await;
        assert!(matches!(again, Err(EvidenceError::NoPermit { permit: 1 })));
        moving.house().take_away("2020/b.mp4");
        let sweep = moving.house().sweep(&moving.dems, 8).await;
        assert_eq!((sweep.state, sweep.departed, sweep.in_suspense), (StoreState::Red, 0, 1));
        // Another one may be given.
        moving.verify(9).await;
        assert_eq!(moving.permit(10).await.unwrap().number, 2);
        moving.log_is_whole().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_permit_stands_on_a_reading_of_every_store() {
    let moving = Moving::planned(On::Sqlite).await;
    moving.copy(2).await;
    let object = moving.copies.object(1, "two two");
    std::fs::set_permissions(&object, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    std::fs::write(&object, "two twO").unwrap();
    assert_eq!(moving.verify(3).await, (2, 0));
    let permit = moving.permit(4).await.unwrap();
    let names: Vec<_> = permit.items.iter().map(|entry| entry.key.as_str().to_owned()).collect();
    assert_eq!(names, ["2020/a.mp4", "2021/c.mp4"], "one copy of two is not right");
    assert!(moving.permit(4 + 60 * 25).await.is_err(), "a reading of yesterday is none");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_not_be_copied_is_an_exception_by_name_that_two_accept() {
    let moving = Moving::planned(On::Sqlite).await;
    moving.house().take_away("2020/b.mp4");
    let taken = moving.copy(2).await;
    assert_eq!((taken.items, taken.failed), (2, 1));
    assert_eq!(taken.reasons[0].0.as_str(), "2020/b.mp4");
    assert_eq!(moving.verify(3).await, (2, 1));
    let (evidence, (by, signer)) = (moving.evidence().await, &moving.house().manager);
    let named = |names: &[&str]| names.iter().map(|name| Key::new(*name).unwrap()).collect::<HashSet<_>>();
    for wrong in [named(&[]), named(&["2020/b.mp4", "2020/a.mp4"]), named(&["2020/a.mp4"])] {
        let refused = evidence.certify_migration(by, signer, (moving.number, &wrong), after(4)).await;
        assert!(matches!(refused, Err(EvidenceError::Exceptions { .. })));
    }
    let right = named(&["2020/b.mp4"]);
    let proposed = evidence.certify_migration(by, signer, (moving.number, &right), after(5)).await.unwrap();
    assert!(proposed.note.is_none());
    let alone = evidence.approve_certificate(by, signer, moving.number, after(6)).await;
    assert!(alone.is_err(), "nobody accepts what they proposed");
    let (by, signer) = &moving.house().approver;
    let ended = evidence.approve_certificate(by, signer, moving.number, after(7)).await.unwrap();
    assert_eq!((ended.expected, ended.verified, ended.exceptions.len()), (3, 2, 1));
    moving.log_is_whole().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_deleted_is_recovered_from_the_copies_and_the_rest_stays_missing() {
    for on in force_for_tests::BOTH {
        let moving = Moving::planned(on).await;
        let away = moving.house().path("2020/b.mp4");
        let aside = moving.house().folder.path().join("aside.mp4");
        std::fs::rename(&away, &aside).unwrap();
        moving.copy(2).await;
        std::fs::rename(&aside, &away).unwrap();
        assert_eq!(moving.house().sweep(&moving.dems, 3).await.state, StoreState::Green);
        for name in ["2020/a.mp4", "2020/b.mp4", "2021/c.mp4"] {
            moving.house().take_away(name);
        }
        assert_eq!(moving.house().sweep(&moving.dems, 4).await.in_suspense, 3);
        let (evidence, by) = (moving.evidence().await, &moving.house().manager.0);
        let pair = (&moving.dems, &moving.copies.stores[1]);
        let report = evidence.recover_from(by, pair, after(5), |_, _| {}).await.unwrap();
        assert_eq!((report.missing, report.found), (3, 2));
        let sweep = moving.house().sweep(&moving.dems, 6).await;
        assert_eq!((sweep.state, sweep.in_suspense, sweep.expected.count), (StoreState::Red, 1, 1));
        let [left] = <[_; 1]>::try_from(evidence.suspense(Some(moving.dems.number)).await.unwrap()).unwrap();
        assert_eq!(moving.house().named(&left).await, ["2020/b.mp4"]);
        assert!(
            evidence.whereabouts(&left).await.unwrap().iter().all(|one| one.holder == moving.dems.holder)
        );
        moving.log_is_whole().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_disk_is_searched_by_hash_and_what_is_found_comes_back() {
    let copies = Copies::new(On::Sqlite).await;
    copies.take_in(1).await;
    for content in ["one", "two two"] {
        std::fs::remove_file(copies.object(0, content)).unwrap();
    }
    let (store, house) = (&copies.stores[0], &copies.house);
    assert_eq!(house.sweep(store, 2).await.in_suspense, 2);
    let disk = house.folder.path().join("old-disk/deep");
    std::fs::create_dir_all(&disk).unwrap();
    std::fs::write(disk.join("renamed.bin"), "two two").unwrap();
    std::fs::write(disk.join("private.txt"), "nobody asked for this").unwrap();
    let evidence = house.evidence().await;
    let folder = house.folder.path().join("old-disk");
    let asked = (store, [].as_slice());
    let report = evidence.recover_from_folder(&house.manager.0, asked, &folder, after(3)).await.unwrap();
    assert_eq!((report.missing, report.found, report.passed.files), (2, 1, 2));
    let sweep = house.sweep(store, 4).await;
    assert_eq!((sweep.found, sweep.in_suspense), (1, 1));
    // The other one from the other store.
    let pair = (store, &copies.stores[1]);
    let report = evidence.recover_from(&house.manager.0, pair, after(5), |_, _| {}).await.unwrap();
    assert_eq!(report.found, 1);
    assert_eq!(house.sweep(store, 6).await.state, StoreState::Green);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_lost_at_its_source_is_found_on_a_disk_and_kept_with_us() {
    let copies = Copies::new(On::Sqlite).await;
    let (house, dems) = (&copies.house, copies.house.watched().await.store);
    let (evidence, by) = (house.evidence().await, &house.manager.0);
    // Read once, so that each is known by its hash.
    evidence.read(by, &dems, evidence::Reading::All, after(1), |_, _| {}).await.unwrap();
    let disk = house.folder.path().join("disk");
    std::fs::create_dir(&disk).unwrap();
    std::fs::rename(house.path("2021/c.mp4"), disk.join("x")).unwrap();
    house.take_away("2020/a.mp4");
    assert_eq!(house.sweep(&dems, 2).await.in_suspense, 2);
    let nowhere = evidence.recover_from_folder(by, (&dems, &[]), &disk, after(3)).await;
    assert!(matches!(nowhere, Err(EvidenceError::NowhereToPut { found: 1, .. })));
    let report = evidence.recover_from_folder(by, (&dems, &copies.stores), &disk, after(3)).await.unwrap();
    assert_eq!((report.missing, report.found), (2, 1));
    assert_eq!(house.sweep(&dems, 4).await.in_suspense, 1);
    for store in &copies.stores {
        assert_eq!(house.sweep(store, 5).await.observed.count, 1);
    }
    let kinds: Vec<_> = evidence.suspense(None).await.unwrap().iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [DifferenceKind::Missing]);
    let verified = house.record.verify(&record::VerifyOptions::default(), &mut |_| {}).await.unwrap();
    assert!(verified.differences.is_empty(), "{:?}", verified.differences);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_items_by_two_plans_are_expected_once() {
    let moving = Moving::planned(On::Sqlite).await;
    moving.copy(2).await;
    let (evidence, (by, signer)) = (moving.evidence().await, &moving.house().manager);
    let stores = &moving.copies.stores;
    let order = MigrationOrder { source: &moving.dems, stores, why: "once more" };
    let (second, _) = evidence.plan_migration(by, signer, order, after(3)).await.unwrap();
    let taken = evidence.copy_migration(by, second, after(4), |_, _| {}).await.unwrap();
    // Their manifests say which migration they came by first, and are not written over.
    assert_eq!((taken.items, taken.failed), (0, 3));
    for store in stores {
        let sweep = moving.house().sweep(store, 5).await;
        assert_eq!((sweep.state, sweep.expected.count), (StoreState::Green, 3));
    }
    moving.log_is_whole().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_that_is_lost_after_the_permit_ends_what_it_allows() {
    let moving = Moving::planned(On::Sqlite).await;
    moving.copy(2).await;
    moving.verify(3).await;
    moving.permit(4).await.unwrap();
    std::fs::remove_file(moving.copies.object(0, "one")).unwrap();
    moving.house().sweep(&moving.copies.stores[0], 5).await;
    moving.house().take_away("2020/a.mp4");
    moving.house().take_away("2020/b.mp4");
    let sweep = moving.house().sweep(&moving.dems, 6).await;
    assert_eq!((sweep.departed, sweep.in_suspense), (1, 1), "of one of them too few copies are left");
    assert!(moving.permit(7).await.is_ok_and(|permit| permit.items.len() == 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changed_and_then_went_is_not_gone_as_permitted() {
    let moving = Moving::planned(On::Sqlite).await;
    moving.copy(2).await;
    moving.verify(3).await;
    moving.permit(4).await.unwrap();
    moving.house().put("2020/a.mp4", "another one");
    assert_eq!(moving.house().sweep(&moving.dems, 5).await.in_suspense, 1);
    moving.house().take_away("2020/a.mp4");
    let sweep = moving.house().sweep(&moving.dems, 6).await;
    assert_eq!((sweep.state, sweep.departed), (StoreState::Red, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_excepts_what_was_lost_since_it_was_read() {
    let moving = Moving::planned(On::Sqlite).await;
    moving.copy(2).await;
    assert_eq!(moving.verify(3).await, (3, 0));
    std::fs::remove_file(moving.copies.object(1, "two two")).unwrap();
    moving.house().sweep(&moving.copies.stores[1], 4).await;
    let (evidence, (by, signer)) = (moving.evidence().await, &moving.house().manager);
    let asked = (moving.number, &HashSet::new());
    let refused = evidence.certify_migration(by, signer, asked, after(5)).await;
    assert!(matches!(refused, Err(EvidenceError::Exceptions { missing: 1, .. })), "{refused:?}");
}
