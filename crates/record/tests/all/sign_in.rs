//! Single sign-on as the record knows it: what an administrator allows, whom a provider admits, and what verifying says.

use crate::common::{BOTH, Case, enrolled, new, owner, start, words};
use crate::extracts;
use record::{Record, RecordError, Role, RoleMap, Roles, SignInOrder, SignInProvider, Signer, VerifyOptions};
use store::Transaction;

fn order(roles: &str) -> SignInOrder {
    SignInOrder {
        issuer: "https://login.example.police.uk".into(),
        client: "tipstaff".into(),
        title: "Example Police".into(),
        claim: "roles".into(),
        roles: RoleMap::parse(roles).unwrap(),
    }
}

const MAP: &str =
    "Tipstaff.Approver=approver,Tipstaff.Officer=foi-officer,Tipstaff.Dpo=data-protection-officer";

async fn allowed(record: &Record, roles: &str) -> SignInProvider {
    let (owner, signer) = owner(record).await;
    record.allow_sign_in(&owner, &signer, &order(roles), start()).await.unwrap();
    record.sign_in_provider().await.unwrap().unwrap()
}

async fn roles_of(record: &Record, number: u32) -> Roles {
    record.actor_numbered(number).await.unwrap().unwrap().roles
}

async fn differences(case: &Case) -> Vec<record::Difference> {
    let deep = VerifyOptions { deep: true, ..VerifyOptions::default() };
    record::verify(&case.place, &deep, &mut |_| {}).await.unwrap().differences
}

const OFFICER: Roles = Roles::of(&[Role::FoiOfficer]);
const APPROVER: Roles = Roles::of(&[Role::Approver]);

#[tokio::test]
async fn one_subject_is_one_actor_for_ever_whatever_it_is_called() {
    for on in BOTH {
        let case = new(on).await;
        let record = &case.record;
        let provider = allowed(record, MAP).await;
        assert!(record.actor_by_subject(&provider, "a-1").await.unwrap().is_none());
        let moss = record.admit(&provider, "a-1", "R. Moss", OFFICER, start()).await.unwrap();
        assert_eq!((moss.name.as_str(), moss.roles, moss.provider), ("R. Moss", OFFICER, Some(1)));
        let again = record.admit(&provider, "a-1", "R. Heath", APPROVER, start()).await.unwrap();
        assert_eq!((again.number, again.name.as_str(), again.roles), (moss.number, "R. Moss", OFFICER));
        let other = record.admit(&provider, "A-1", "r. moss", OFFICER, start()).await.unwrap();
        assert_ne!(other.number, moss.number, "subjects are told apart letter by letter");
        assert_eq!(other.name.as_str(), "r. moss (Example Police)");
        assert_eq!(differences(&case).await, []);
    }
}

#[tokio::test]
async fn somebody_with_a_passphrase_is_never_taken_for_who_comes_by_a_provider() {
    for on in BOTH {
        let case = new(on).await;
        let record = &case.record;
        let (local, _) = enrolled(record, "R. Moss", Roles::of(&[Role::Administrator])).await;
        let provider = allowed(record, MAP).await;
        let moss = record.admit(&provider, "a-1", "R. Moss", OFFICER, start()).await.unwrap();
        assert_ne!(moss.number, local.number);
        assert_eq!(moss.name.as_str(), "R. Moss (Example Police)");
        let (owner, signer) = owner(record).await;
        let given = record.set_passphrase(&owner, &moss, &words(), Some(&signer), start()).await;
        assert!(matches!(given, Err(RecordError::Refused { .. })), "nobody gets two ways in: {given:?}");
        let given = record.set_roles(&owner, &signer, &moss, APPROVER, start()).await;
        assert!(matches!(given, Err(RecordError::Refused { .. })), "roles come from the provider: {given:?}");
        assert!(record.kept_key(&local).await.is_err(), "no key is kept of who has a passphrase");
        assert_eq!(differences(&case).await, []);
    }
}

#[tokio::test]
async fn roles_are_what_the_provider_said_last_within_what_is_allowed_now() {
    for on in BOTH {
        let case = new(on).await;
        let record = &case.record;
        let provider = allowed(record, MAP).await;
        let moss = record.admit(&provider, "a-1", "R. Moss", OFFICER, start()).await.unwrap();
        let more = OFFICER.with(Role::Approver);
        assert!(record.roles_told(&provider, &moss, OFFICER, start()).await.unwrap().is_none());
        assert!(record.roles_told(&provider, &moss, more, start()).await.unwrap().is_some());
        assert_eq!(roles_of(record, moss.number).await, more);
        let beyond = OFFICER.with(Role::Administrator);
        let moss = record.actor_numbered(moss.number).await.unwrap().unwrap();
        assert!(record.roles_told(&provider, &moss, beyond, start()).await.is_err(), "nobody allowed that");

        let narrow = allowed(record, "Tipstaff.Approver=approver").await;
        assert_eq!(narrow.number, provider.number, "the same issuer and client are the same provider");
        assert_eq!(roles_of(record, moss.number).await, APPROVER, "at once, not at the next sign-in");
        assert!(record.roles_told(&provider, &moss, OFFICER, start()).await.is_err(), "terms of yesterday");
        assert!(record.roles_told(&narrow, &moss, Roles::NONE, start()).await.unwrap().is_some());
        assert!(roles_of(record, moss.number).await.is_empty());
        let moss = record.actor_numbered(moss.number).await.unwrap().unwrap();
        assert!(record.roles_told(&narrow, &moss, APPROVER, start()).await.unwrap().is_some());
        assert_eq!(roles_of(record, moss.number).await, APPROVER, "who had none can have one again");
        assert_eq!(differences(&case).await, []);
    }
}

#[tokio::test]
async fn with_the_provider_gone_its_people_can_do_nothing() {
    for on in BOTH {
        let case = new(on).await;
        let record = &case.record;
        let provider = allowed(record, "Tipstaff.Admin=administrator").await;
        let administrator = Roles::of(&[Role::Administrator]);
        let moss = record.admit(&provider, "a-1", "R. Moss", administrator, start()).await.unwrap();
        let (owner, signer) = owner(record).await;
        let alone = record.set_roles(&owner, &signer, &owner, OFFICER, start()).await;
        assert!(alone.is_err(), "somebody who needs no provider has to stay administrator");
        record.end_sign_in(&owner, &signer, start()).await.unwrap();
        assert!(record.sign_in_provider().await.unwrap().is_none());
        assert!(roles_of(record, moss.number).await.is_empty());
        assert!(record.admit(&provider, "a-2", "R. Frost", administrator, start()).await.is_err());
        assert!(record.end_sign_in(&owner, &signer, start()).await.is_err());
        let key = record.kept_key(&moss).await.unwrap();
        let moss = record.actor_numbered(moss.number).await.unwrap().unwrap();
        let signs = Signer::new(moss.number, key);
        let done = record.add_actor(&moss, &signs, "R. Frost", OFFICER, None, start()).await;
        assert!(matches!(done, Err(RecordError::MayNot { .. })), "{done:?}");
        assert_eq!(differences(&case).await, []);
    }
}

/// A colleague proposes an erasure, something happens, and the person behind `a-1` tries to approve it.
async fn approved_after(case: &Case, happens: impl AsyncFnOnce()) -> Result<(), RecordError> {
    let record = &case.record;
    extracts::import(case, "2026-10-01", "service-number,surname\n1001,Quillfeather\n1002,Oake")
        .await
        .unwrap();
    let (dpo, signs) = enrolled(record, "D. Quill", Roles::of(&[Role::DataProtection])).await;
    let proposal = record.propose_erasure(&dpo, &signs, 1, "request 118", start()).await.unwrap();
    happens().await;
    let provider = record.sign_in_provider().await.unwrap().unwrap();
    let approver = record.actor_by_subject(&provider, "a-1").await.unwrap().unwrap();
    let signs = Signer::new(approver.number, record.kept_key(&approver).await.unwrap());
    record.approve_erasure(&approver, &signs, proposal.position, start()).await.map(drop)
}

#[tokio::test]
async fn whoever_was_given_a_role_after_a_proposal_does_not_approve_it() {
    let dpo = Roles::of(&[Role::DataProtection]);
    for on in BOTH {
        for change in ["nothing", "roles", "terms", "admitted"] {
            let case = new(on).await;
            let record = &case.record;
            let provider = allowed(record, MAP).await;
            let roles = if change == "roles" { OFFICER } else { dpo };
            let admit = async || record.admit(&provider, "a-1", "R. Moss", roles, start()).await.unwrap();
            let before = if change == "admitted" { None } else { Some(admit().await) };
            let approved = approved_after(&case, async || match (change, before) {
                ("roles", Some(moss)) => {
                    record.roles_told(&provider, &moss, dpo, start()).await.unwrap();
                }
                ("terms", _) => drop(allowed(record, MAP).await),
                ("admitted", _) => drop(admit().await),
                _ => {}
            })
            .await;
            assert_eq!(approved.is_ok(), change == "nothing", "{change}: {approved:?}");
            assert_eq!(differences(&case).await, [], "{change}");
        }
    }
}

#[tokio::test]
async fn what_was_changed_behind_the_record_is_found() {
    for on in BOTH {
        let changes = [
            "UPDATE sign_in_provider SET roles = 'Tipstaff.Officer=administrator'",
            "UPDATE actor_subject SET tag = subject",
            "UPDATE actor_subject SET actor = 1",
            "DELETE FROM actor_subject",
            "UPDATE actor SET roles = 511 WHERE actor = 2",
        ];
        for change in changes {
            let case = new(on).await;
            let provider = allowed(&case.record, MAP).await;
            case.record.admit(&provider, "a-1", "R. Moss", OFFICER, start()).await.unwrap();
            assert_eq!(differences(&case).await, []);
            let store = case.record.database();
            store
                .transaction("tamper", async |mut transaction: Transaction| {
                    transaction.execute(change, &[]).await
                })
                .await
                .unwrap();
            assert!(!differences(&case).await.is_empty(), "{change}");
        }
    }
}

#[test]
fn a_map_says_which_value_gives_which_role_and_nothing_else() {
    let map = RoleMap::parse("b=approver,a=foi-officer,a=auditor,b=approver").unwrap();
    assert_eq!(map.to_string(), "a=foi-officer,a=auditor,b=approver");
    assert_eq!(map.roles(["a", "A", "c"]), Roles::of(&[Role::FoiOfficer, Role::Auditor]));
    assert!(map.roles([]).is_empty());
    assert_eq!(RoleMap::parse(&map.to_string()).unwrap(), map);
    for none in ["", ",", "a", "a=", "=approver", "a=chief", "a b=approver", "a,=approver", "é=approver"] {
        assert!(RoleMap::parse(none).is_err(), "{none}");
    }
    assert!(RoleMap::parse(&format!("{}=approver", "a".repeat(121))).is_err());
}

proptest::proptest! {
    #[test]
    fn any_text_is_a_map_that_reads_back_the_same_or_none(text in "([A-Za-z.]{0,4}(=(approver|auditor|x))?,?){0,6}|\\PC{0,40}") {
        if let Ok(map) = RoleMap::parse(&text) {
            proptest::prop_assert_eq!(RoleMap::parse(&map.to_string()).unwrap(), map.clone());
            proptest::prop_assert!(!map.all().is_empty());
        }
    }
}
