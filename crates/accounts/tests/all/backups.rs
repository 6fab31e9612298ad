//! What a backup takes along: accounts and programs, and nobody who is signed in.

use crate::house::{House, On, WORDS, desk, start};
use crate::on_both;
use accounts::{Accounts, Scope, Scopes, Settings};
use postgres_for_tests::Cluster;
use record::{Place, Record, Role, Roles};
use std::sync::Arc;
use store::StoreKind;

on_both!(accounts_come_back_on_the_other_database_and_sessions_do_not);

async fn accounts_come_back_on_the_other_database_and_sessions_do_not(house: House) {
    house.founded().await;
    let session = house.proven(start()).await;
    let begun = house.accounts.begin_factor(&session, start()).await.unwrap();
    let app = totp_rs::Builder::new()
        .with_secret(totp_rs::Secret::try_from_base32(&*begun.base32).unwrap())
        .build()
        .unwrap();
    let code = |now: jiff::Timestamp| app.generate(now.as_second().try_into().unwrap()).to_string();
    let (recovery, _) = house.accounts.confirm_factor(&session, &code(start()), start()).await.unwrap();
    let (owner, signer) = house.owner().await;
    let scopes = Scopes::of(&[Scope::Checks]);
    let (number, program) = house.accounts.add_program(&owner, "Mail", scopes, None, start()).await.unwrap();
    let roles = Roles::of(&[Role::Auditor]);
    let (_, link) = house.accounts.invite(&owner, &signer, "Robin Sample", roles, start()).await.unwrap();

    let backup = house.folder.path().join("backup");
    house.record.back_up(&backup, start(), &mut |_| {}).await.unwrap();
    let mut place = Place::folder(house.folder.path().join("restored"));
    place.key_file = house.place.key_file.clone();
    if house.store().kind() == StoreKind::Sqlite {
        place.database = Some(Cluster::shared().database());
    }
    record::restore(&backup, &place, Some("owner"), start(), &mut |_| {}).await.unwrap();

    let record = Arc::new(Record::open(&place).await.unwrap());
    let accounts = Accounts::open(Arc::clone(&record), Settings::default()).await.unwrap();
    assert!(accounts.session(&session, start()).await.unwrap().is_none());
    assert!(accounts.link(&link, start()).await.unwrap().is_none());
    assert_eq!(accounts.program(&program, start()).await.unwrap().unwrap().number, number);
    assert!(accounts.sign_in("owner", WORDS, None, desk(1), start()).await.is_err());
    // The code that was used before the backup is used after it.
    assert!(accounts.sign_in("owner", WORDS, Some(&code(start())), desk(1), start()).await.is_err());
    let signed_in = accounts.sign_in("owner", WORDS, Some(&recovery.0[0]), desk(1), start()).await.unwrap();
    // Numbers go on where they were: a session of before is not meant by one of after.
    let after = accounts.session(&signed_in.token, start()).await.unwrap().unwrap();
    assert_eq!(after.number, 2);
    let verified = record::verify(&place, &record::VerifyOptions::default(), &mut |_| {}).await.unwrap();
    assert_eq!(verified.differences, []);
}

#[tokio::test]
async fn a_record_that_nobody_signs_in_to_is_backed_up_without_these_tables() {
    let house = House::new(On::Sqlite).await;
    let mut place = Place::folder(house.folder.path().join("other"));
    place.key_file = Some(house.folder.path().join("keys").join("other.key"));
    let record = Record::create(&place, start()).await.unwrap();
    let backup = house.folder.path().join("backup");
    record.back_up(&backup, start(), &mut |_| {}).await.unwrap();
    let mut target = Place::folder(house.folder.path().join("restored"));
    target.key_file = place.key_file.clone();
    record::restore(&backup, &target, None, start(), &mut |_| {}).await.unwrap();
    let restored = Record::open(&target).await.unwrap();
    assert_eq!(restored.database().schema_version("schema_migration_accounts").await, Ok(0));
}
