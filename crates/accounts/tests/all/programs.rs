//! Programs that may ask.

use crate::house::{House, minutes, start};
use crate::on_both;
use accounts::{AccountsError, ProgramToken, Scope, Scopes};
use record::{Role, Roles};

on_both!(
    a_program_asks_with_its_token_until_it_ends,
    a_revoked_program_asks_no_more,
    only_an_administrator_adds_and_revokes,
    a_program_needs_a_name_a_scope_and_an_end_that_lies_ahead,
    a_program_of_somebody_who_left_asks_no_more,
    names_are_sealed_and_tokens_are_not_kept,
);

async fn a_program_asks_with_its_token_until_it_ends(house: House) {
    house.founded().await;
    let (owner, _) = house.owner().await;
    let scopes = Scopes::of(&[Scope::Certificates]);
    let (number, token) = house
        .accounts
        .add_program(&owner, " Case  system ", scopes, Some(minutes(60)), start())
        .await
        .unwrap();
    let text = token.expose();
    assert!(text.starts_with("tipstaff_"));
    let token = ProgramToken::parse(&text).unwrap();
    let program = house.accounts.program(&token, minutes(59)).await.unwrap().unwrap();
    assert_eq!((program.number, program.name.as_str(), program.actor.number), (number, "Case system", 1));
    assert!(program.scopes.has(Scope::Certificates) && !program.scopes.has(Scope::Checks));
    assert!(house.accounts.program(&token, minutes(60)).await.unwrap().is_none());
    assert_eq!(house.accounts.programs().await.unwrap().len(), 1);
}

async fn a_revoked_program_asks_no_more(house: House) {
    house.founded().await;
    let (owner, _) = house.owner().await;
    let scopes = Scopes::of(&[Scope::Checks]);
    let (number, token) = house.accounts.add_program(&owner, "Mail", scopes, None, start()).await.unwrap();
    let (other, _) = house.accounts.add_program(&owner, "Mail too", scopes, None, start()).await.unwrap();
    assert_eq!(other, number + 1);
    house.accounts.revoke_program(&owner, number, start()).await.unwrap();
    assert!(house.accounts.program(&token, start()).await.unwrap().is_none());
    let again = house.accounts.revoke_program(&owner, number, start()).await;
    assert!(matches!(again, Err(AccountsError::NoProgram)));
    let list = house.accounts.programs().await.unwrap();
    let revoked: Vec<_> = list.iter().map(|program| program.revoked).collect();
    assert_eq!(revoked, [Some(start()), None]);
}

async fn only_an_administrator_adds_and_revokes(house: House) {
    house.founded().await;
    let robin = house.invited("Robin Sample", Role::FoiOfficer).await;
    let scopes = Scopes::of(&[Scope::Checks]);
    let added = house.accounts.add_program(&robin, "Mail", scopes, None, start()).await;
    assert!(matches!(added, Err(AccountsError::MayNot)));
    let revoked = house.accounts.revoke_program(&robin, 1, start()).await;
    assert!(matches!(revoked, Err(AccountsError::MayNot)));
}

async fn a_program_needs_a_name_a_scope_and_an_end_that_lies_ahead(house: House) {
    house.founded().await;
    let (owner, _) = house.owner().await;
    let checks = Scopes::of(&[Scope::Checks]);
    let long = "n".repeat(101);
    for (name, scopes, until) in [
        (" ", checks, None),
        (long.as_str(), checks, None),
        ("Mail", Scopes::default(), None),
        ("Mail", checks, Some(start())),
    ] {
        let added = house.accounts.add_program(&owner, name, scopes, until, start()).await;
        assert!(matches!(added, Err(AccountsError::BadProgram)));
    }
}

async fn a_program_of_somebody_who_left_asks_no_more(house: House) {
    house.founded().await;
    let robin = house.invited("Robin Sample", Role::Administrator).await;
    let scopes = Scopes::of(&[Scope::Checks]);
    let (_, token) = house.accounts.add_program(&robin, "Mail", scopes, None, start()).await.unwrap();
    let (owner, signer) = house.owner().await;
    house.record.set_roles(&owner, &signer, &robin, Roles::NONE, start()).await.unwrap();
    assert!(house.accounts.program(&token, start()).await.unwrap().is_none());
}

async fn names_are_sealed_and_tokens_are_not_kept(house: House) {
    house.founded().await;
    let (owner, _) = house.owner().await;
    let scopes = Scopes::of(&[Scope::Checks]);
    house.accounts.add_program(&owner, "Mail of somebody", scopes, None, start()).await.unwrap();
    let rows = house.store().read("SELECT name, digest FROM account_program", &[]).await.unwrap();
    let name = rows.first().unwrap().bytes(0).unwrap();
    assert!(!name.windows(8).any(|part| part == b"somebody"));
    assert_eq!(rows.first().unwrap().bytes(1).unwrap().len(), 32);
}
