//! A record in which something of everything has happened, and a hand that reaches past Tipstaff into its database.

use super::common::{Case, On, new, start};
use super::extracts;
use keyring::Passphrase;
use record::time::Moment;
use record::{
    Actor, FieldSet, HolderKind, HoldingOrder, Place, Role, Roles, Signer, Subjects, Verification,
    VerifyOptions,
};
use store::{Store, Value};

/// Eight people, of whom person 3 is erased and person 2 changes rank.
const PEOPLE: &str = "\
service-number,surname,initials,rank
1001,Quillfeather,A,Constable
1002,Marrowby,B,Sergeant
1003,Thistlewood,C,Constable
1004,Oakenshaw,D,Constable
1005,Fennimore,E,Inspector
1006,Larkspur,F,Constable
1007,Wetherell,G,Sergeant
1008,Yarrow,H,Constable";

/// The record, with the people who can sign.
pub struct Busy {
    pub case: Case,
    pub owner: Actor,
    pub owner_signs: Signer,
    pub other: Actor,
    pub other_signs: Signer,
}

pub fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(text).unwrap()
}

/// Acts: 0 created, 1 key of the owner, 2 and 3 people, 4 another actor, 5 key of theirs, 6 and 7 holders, 8 and 9 holdings
/// opened, 10 the first corrected and 11 closed, 12 proposed and 13 approved the erasure of person 3, 14 another role.
pub const ACTS: u64 = 15;

pub async fn busy(on: On) -> Busy {
    let case = new(on).await;
    let record = &case.record;
    let now = start();
    let words = passphrase("four random words here");
    let owner = record.actor(None).await.unwrap();
    record.set_passphrase(&owner, &owner, &words, None, now).await.unwrap();
    let owner = record.actor(Some("owner")).await.unwrap();
    let owner_signs = record.signer(&owner, &words).await.unwrap();
    extracts::import(&case, "2026-10-01", PEOPLE).await.unwrap();
    extracts::import(&case, "2026-11-01", &PEOPLE.replace("B,Sergeant", "B,Inspector")).await.unwrap();
    let roles = Roles::of(&[Role::Approver, Role::FoiOfficer]);
    let (other, _) =
        record.add_actor(&owner, &owner_signs, "R. Quill", roles, Some(&words), now).await.unwrap();
    let given = record.signer(&other, &words).await.unwrap();
    record.set_passphrase(&other, &other, &words, Some(&given), now).await.unwrap();
    let other = record.actor(Some("R. Quill")).await.unwrap();
    let other_signs = record.signer(&other, &words).await.unwrap();
    record.add_holder(&owner, HolderKind::named("supplier").unwrap(), "Card maker", now).await.unwrap();
    record.add_holder(&owner, HolderKind::named("device").unwrap(), "Laptop 17", now).await.unwrap();
    let (holding, _) = record.open_holding(&owner, order(1, &[1, 2, 3]), now).await.unwrap();
    record.open_holding(&other, order(2, &[4, 5]), now).await.unwrap();
    record.correct_holding(&owner, holding, order(1, &[1, 2, 3, 8]), now).await.unwrap();
    let ended = Moment::parse("2025-03").unwrap().into();
    record.close_holding(&owner, holding, ended, Some("shredded".to_owned().into()), now).await.unwrap();
    let proposal = record.propose_erasure(&owner, &owner_signs, 3, "asked in writing", now).await.unwrap();
    record.approve_erasure(&other, &other_signs, proposal.position, now).await.unwrap();
    record.set_roles(&owner, &owner_signs, &other, roles.with(Role::Auditor), now).await.unwrap();
    record.publish().await.unwrap();
    Busy { case, owner, owner_signs, other, other_signs }
}

fn order(holder: u32, people: &[u32]) -> HoldingOrder {
    HoldingOrder {
        holder,
        fields: FieldSet::named(["surname", "rank"]).unwrap(),
        subjects: Subjects::people(people.iter().copied().collect()),
        from: Moment::parse("2024-07").unwrap().into(),
        until: None,
        handed: Some([9; 32]),
        note: None,
    }
}

/// Writes to the database past Tipstaff.
pub async fn tamper(place: &Place, sql: &str, values: &[Value]) -> u64 {
    let store = reach(place).await;
    let mut transaction = store.begin("tamper").await.unwrap();
    let done = transaction.execute(sql, values).await.unwrap();
    transaction.finish().await.unwrap();
    store.close().await;
    done
}

/// Reads past Tipstaff.
pub async fn bytes(place: &Place, sql: &str) -> Vec<u8> {
    let store = reach(place).await;
    let rows = store.read(sql, &[]).await.unwrap();
    let found = rows.first().unwrap().bytes(0).unwrap().to_vec();
    store.close().await;
    found
}

/// Reads a number past Tipstaff.
pub async fn number(place: &Place, sql: &str) -> i64 {
    let store = reach(place).await;
    let found = store.read(sql, &[]).await.unwrap().first().unwrap().integer(0).unwrap();
    store.close().await;
    found
}

async fn reach(place: &Place) -> Store {
    match &place.database {
        Some(url) => Store::postgres(url).await.unwrap(),
        None => Store::sqlite(&place.sqlite()).await.unwrap(),
    }
}

/// Verifies the record afresh, every sealed value included.
pub async fn verified(place: &Place) -> Verification {
    let options = VerifyOptions { deep: true, ask: true, ..VerifyOptions::default() };
    record::verify(place, &options, &mut |_| {}).await.unwrap()
}

/// What was found, as "kind place number".
pub fn named(verification: &Verification) -> Vec<String> {
    let mut named: Vec<String> = verification
        .differences
        .iter()
        .map(|one| {
            let number = one.number.map(|number| format!(" {number}")).unwrap_or_default();
            format!("{} {}{number}", one.fault.id(), one.place)
        })
        .collect();
    named.sort();
    named
}
