//! The second factor.

use crate::house::{House, OTHER_WORDS, On, WORDS, after, desk, minutes, refusal, start};
use crate::on_both;
use accounts::{Accounts, AccountsError, RecoveryCodes, SessionToken, Settings, SignedIn, What};
use jiff::Timestamp;
use record::Role;
use totp_rs::{Builder, Secret, Totp};

on_both!(
    an_app_is_set_up_and_signing_in_takes_its_code,
    a_code_is_good_once,
    a_code_of_the_step_before_or_after_is_good_and_none_further_away,
    a_code_from_before_the_last_one_is_refused_when_the_clock_is_set_back,
    a_recovery_code_is_good_once_in_whatever_spelling,
    a_wrong_code_counts_as_a_wrong_try,
    proving_takes_a_code_too,
    nothing_is_set_up_without_the_passphrase_or_the_right_code,
    beginning_anew_replaces_what_was_begun,
    ones_own_factor_is_removed,
    an_administrator_resets_a_factor,
    the_secret_is_sealed,
);

/// An authenticator app.
fn app(base32: &str) -> Totp {
    Builder::new().with_secret(Secret::try_from_base32(base32).unwrap()).build().unwrap()
}

fn code(app: &Totp, now: Timestamp) -> String {
    app.generate(now.as_second().try_into().unwrap()).to_string()
}

async fn set_up(accounts: &Accounts, token: &SessionToken, now: Timestamp) -> (Totp, RecoveryCodes) {
    let enrolment = accounts.begin_factor(token, now).await.unwrap();
    let app = app(&enrolment.base32);
    let (codes, event) = accounts.confirm_factor(token, &code(&app, now), now).await.unwrap();
    assert_eq!(event.what, What::FactorSet);
    (app, codes)
}

async fn with(house: &House, code: &str, now: Timestamp) -> Result<SignedIn, AccountsError> {
    house.accounts.sign_in("owner", WORDS, Some(code), desk(1), now).await
}

async fn an_app_is_set_up_and_signing_in_takes_its_code(house: House) {
    house.founded().await;
    let token = house.proven(start()).await;
    let enrolment = house.accounts.begin_factor(&token, start()).await.unwrap();
    assert!(enrolment.uri.starts_with("otpauth://totp/Tipstaff:owner?secret="), "{}", *enrolment.uri);
    assert!(enrolment.uri.contains(enrolment.base32.as_str()) && enrolment.uri.ends_with("&issuer=Tipstaff"));
    assert!(enrolment.picture.starts_with("<svg") && enrolment.picture.ends_with("</svg>"));
    let app = app(&enrolment.base32);
    let (codes, _) = house.accounts.confirm_factor(&token, &code(&app, start()), start()).await.unwrap();
    assert_eq!(codes.0.len(), 10);
    let later = minutes(1);
    let session = house.accounts.session(&token, later).await.unwrap().unwrap();
    assert!(session.has_factor);
    refusal(house.tries("owner", WORDS, later).await);
    refusal(with(&house, "", later).await);
    let spaced = code(&app, later);
    let spaced = format!(" {} {} ", &spaced[..3], &spaced[3..]);
    let signed_in = with(&house, &spaced, later).await.unwrap();
    assert_eq!(signed_in.event.what, What::SignedIn);
}

async fn a_code_is_good_once(house: House) {
    house.founded().await;
    let token = house.proven(start()).await;
    let (app, _) = set_up(&house.accounts, &token, start()).await;
    // The one that set it up is used too.
    refusal(with(&house, &code(&app, start()), start()).await);
    let now = after(30);
    let now_code = code(&app, now);
    with(&house, &now_code, now).await.unwrap();
    refusal(with(&house, &now_code, now).await);
    refusal(with(&house, &now_code, after(59)).await);
}

async fn a_code_of_the_step_before_or_after_is_good_and_none_further_away(house: House) {
    house.founded().await;
    let token = house.proven(start()).await;
    let (app, _) = set_up(&house.accounts, &token, start()).await;
    with(&house, &code(&app, minutes(9)), after(9 * 60 + 30)).await.unwrap();
    with(&house, &code(&app, after(20 * 60 + 30)), minutes(20)).await.unwrap();
    refusal(with(&house, &code(&app, minutes(30)), minutes(31)).await);
    refusal(with(&house, &code(&app, minutes(42)), minutes(41)).await);
}

async fn a_code_from_before_the_last_one_is_refused_when_the_clock_is_set_back(house: House) {
    house.founded().await;
    let token = house.proven(start()).await;
    let (app, _) = set_up(&house.accounts, &token, start()).await;
    with(&house, &code(&app, minutes(60)), minutes(60)).await.unwrap();
    refusal(with(&house, &code(&app, minutes(50)), minutes(50)).await);
    refusal(with(&house, &code(&app, minutes(60)), minutes(60)).await);
}

async fn a_recovery_code_is_good_once_in_whatever_spelling(house: House) {
    house.founded().await;
    let token = house.proven(start()).await;
    let (_, codes) = set_up(&house.accounts, &token, start()).await;
    let written = codes.0[3].replace('-', " ").to_lowercase().replace('o', "0").replace('b', "8");
    let signed_in = with(&house, &written, start()).await.unwrap();
    assert_eq!(signed_in.event.what, What::SignedInByRecovery);
    assert_eq!(house.accounts.recovery_codes_left(1).await.unwrap(), 9);
    refusal(with(&house, &codes.0[3], start()).await);
    with(&house, &codes.0[4], after(10)).await.unwrap();
}

async fn a_wrong_code_counts_as_a_wrong_try(house: House) {
    house.founded().await;
    let token = house.proven(start()).await;
    let (app, _) = set_up(&house.accounts, &token, start()).await;
    let now = minutes(5);
    for _ in 0..3 {
        refusal(with(&house, "000000x", now).await);
    }
    match with(&house, &code(&app, now), now).await.unwrap_err() {
        AccountsError::SignIn(refused) => assert_eq!(refused.event.what, What::TooOften),
        other => panic!("{other:?}"),
    }
    assert_eq!(house.count("SELECT COUNT(*) FROM account_session").await, 1);
}

async fn proving_takes_a_code_too(house: House) {
    house.founded().await;
    let token = house.proven(start()).await;
    let (app, _) = set_up(&house.accounts, &token, start()).await;
    let now = minutes(20);
    let without = house.accounts.prove(&token, WORDS, None, now).await;
    assert!(matches!(without, Err(AccountsError::NotProven(_))));
    assert!(house.accounts.signer(&token, now).await.unwrap().is_none());
    house.accounts.prove(&token, WORDS, Some(&code(&app, now)), now).await.unwrap();
    assert!(house.accounts.signer(&token, now).await.unwrap().is_some());
    let again = house.accounts.prove(&token, WORDS, Some(&code(&app, now)), now).await;
    assert!(matches!(again, Err(AccountsError::NotProven(_))));
}

async fn nothing_is_set_up_without_the_passphrase_or_the_right_code(house: House) {
    house.founded().await;
    let token = house.signed_in(start()).await;
    let begun = house.accounts.begin_factor(&token, start()).await;
    assert!(matches!(begun, Err(AccountsError::ProveFirst)));
    house.accounts.prove(&token, WORDS, None, start()).await.unwrap();
    let confirmed = house.accounts.confirm_factor(&token, "123456", start()).await;
    assert!(matches!(confirmed, Err(AccountsError::NoEnrolment)));
    let enrolment = house.accounts.begin_factor(&token, start()).await.unwrap();
    let old = code(&app(&enrolment.base32), minutes(-10));
    let confirmed = house.accounts.confirm_factor(&token, &old, start()).await;
    assert!(matches!(confirmed, Err(AccountsError::CodeWrong)));
    // What was begun asks for nothing.
    house.tries("owner", WORDS, start()).await.unwrap();
}

async fn beginning_anew_replaces_what_was_begun(house: House) {
    house.founded().await;
    let token = house.proven(start()).await;
    let first = house.accounts.begin_factor(&token, start()).await.unwrap();
    let second = house.accounts.begin_factor(&token, start()).await.unwrap();
    let old = house.accounts.confirm_factor(&token, &code(&app(&first.base32), start()), start()).await;
    assert!(matches!(old, Err(AccountsError::CodeWrong)));
    let (_, _) =
        house.accounts.confirm_factor(&token, &code(&app(&second.base32), start()), start()).await.unwrap();
    let third = house.accounts.begin_factor(&token, start()).await;
    assert!(matches!(third, Err(AccountsError::NoEnrolment)));
}

async fn ones_own_factor_is_removed(house: House) {
    house.founded().await;
    let token = house.proven(start()).await;
    set_up(&house.accounts, &token, start()).await;
    let strict = house.another_node(Settings { second_factor_required: true, ..Settings::default() }).await;
    let refused = strict.remove_factor(&token, start()).await;
    assert!(matches!(refused, Err(AccountsError::FactorRequired)));
    assert_eq!(house.accounts.remove_factor(&token, start()).await.unwrap().what, What::FactorRemoved);
    assert_eq!(house.accounts.recovery_codes_left(1).await.unwrap(), 0);
    house.tries("owner", WORDS, start()).await.unwrap();
}

async fn an_administrator_resets_a_factor(house: House) {
    house.founded().await;
    let robin = house.invited("Robin Sample", Role::FoiOfficer).await;
    let token = house.tries("Robin Sample", OTHER_WORDS, start()).await.unwrap().token;
    house.accounts.prove(&token, OTHER_WORDS, None, start()).await.unwrap();
    set_up(&house.accounts, &token, start()).await;
    refusal(house.tries("Robin Sample", OTHER_WORDS, start()).await);
    let (owner, _) = house.owner().await;
    let by_other = house.accounts.reset_factor(&robin, 1).await;
    assert!(matches!(by_other, Err(AccountsError::MayNot)));
    house.accounts.reset_factor(&owner, robin.number).await.unwrap();
    assert!(house.accounts.session(&token, start()).await.unwrap().is_none());
    house.tries("Robin Sample", OTHER_WORDS, after(10)).await.unwrap();
}

async fn the_secret_is_sealed(house: House) {
    house.founded().await;
    let token = house.proven(start()).await;
    let begun = house.accounts.begin_factor(&token, start()).await.unwrap();
    let secret = Secret::try_from_base32(&*begun.base32).unwrap();
    let rows = house.store().read("SELECT factor_begun FROM account", &[]).await.unwrap();
    let stored = rows.first().unwrap().bytes(0).unwrap();
    assert!(!stored.windows(20).any(|part| part == secret.as_bytes()));
    // A sealed secret that is moved to where it would count opens nothing.
    house.tamper("UPDATE account SET factor = factor_begun", &[]).await;
    let outcome = with(&house, "123456", start()).await;
    assert!(matches!(outcome, Err(AccountsError::Record(_))));
}

#[tokio::test]
async fn where_everybody_needs_one_who_has_none_can_only_set_it_up() {
    let settings = Settings { second_factor_required: true, ..Settings::default() };
    for on in [On::Sqlite, On::Postgres] {
        let house = House::with(on, settings.clone()).await;
        house.founded().await;
        let token = house.proven(start()).await;
        assert!(house.accounts.session(&token, start()).await.unwrap().unwrap().must_enrol);
        assert!(house.accounts.signer(&token, start()).await.unwrap().is_none());
        set_up(&house.accounts, &token, start()).await;
        assert!(!house.accounts.session(&token, start()).await.unwrap().unwrap().must_enrol);
        assert!(house.accounts.signer(&token, start()).await.unwrap().is_some());
    }
}
