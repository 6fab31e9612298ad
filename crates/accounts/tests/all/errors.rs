//! What people read when something is refused.

use crate::house::desk;
use accounts::{AccountsError, Event, SignInRefused, What};

#[test]
fn errors_say_what_happened_and_what_to_do() {
    let event = Event { what: What::Wrong, actor: Some(1), from: Some(desk(1)) };
    let errors = [
        AccountsError::SignIn(SignInRefused { event }),
        AccountsError::NotProven(event),
        AccountsError::NotSignedIn,
        AccountsError::ProveFirst,
        AccountsError::LinkGone,
        AccountsError::CodeWrong,
        AccountsError::NoEnrolment,
        AccountsError::FactorRequired,
        AccountsError::MayNot,
        AccountsError::NoProgram,
        AccountsError::BadProgram,
        AccountsError::Busy,
        AccountsError::NoRandom,
        AccountsError::Damaged,
    ];
    let told: Vec<_> = errors.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(told.join("\n"));
}
