//! What can go wrong with signing in. Errors hold no names, no tokens and nothing that was typed.

use crate::event::Event;
use record::RecordError;
use store::StoreError;

/// A refusal to sign in. It reads the same whatever the reason was; the event, for the log, tells more.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "you were not signed in: the name, the passphrase or the code is not right, or there were too many tries. \
     Check all three and try again; after several tries wait 15 minutes, or ask an administrator"
)]
pub struct SignInRefused {
    /// What happened, for the log and for nobody who tries.
    pub event: Event,
}

/// Why something about accounts was not done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AccountsError {
    /// Not signed in, for whatever reason.
    #[error(transparent)]
    SignIn(#[from] SignInRefused),
    /// A passphrase or code of somebody who is signed in was wrong, or there were too many tries.
    #[error(
        "the passphrase or the code is not right, or there were too many tries. Type both again; after several \
         tries wait 15 minutes, or ask an administrator"
    )]
    NotProven(Event),
    /// No session, or one that is over.
    #[error("you are not signed in any more. Sign in again; nothing was changed")]
    NotSignedIn,
    /// The passphrase has to be typed again first.
    #[error("this needs your passphrase again. Type it, then repeat what you did; nothing was changed")]
    ProveFirst,
    /// A link that is none, or was used, or has run out.
    #[error("this link is not good any more. Ask an administrator for a new one")]
    LinkGone,
    /// A first code that does not fit.
    #[error(
        "the code does not fit. Check that the clock of your phone is right, and type the code that the app shows now"
    )]
    CodeWrong,
    /// No second factor was begun, or one is set already.
    #[error("a second factor can be set once. Remove the one there is, or begin again")]
    NoEnrolment,
    /// A second factor has to stay.
    #[error(
        "everybody here needs a second factor, so yours stays. Ask an administrator to reset it for a new phone"
    )]
    FactorRequired,
    /// No role is given by the organisation's own sign-in.
    #[error(
        "your organisation's sign-in gives you no role here. Ask whoever manages it for the one that your work needs"
    )]
    NoRole,
    /// Somebody else came back than who was sent.
    #[error(
        "somebody else signed in than who asked. Sign out at your organisation's sign-in, then begin again; nothing was changed"
    )]
    SomebodyElse,
    /// Nobody is on the way.
    #[error("this sign-in was used already, or took too long. Begin again")]
    SignOnGone,
    /// Not an administrator.
    #[error("this takes another person, who is an administrator. Ask one; nothing was changed")]
    MayNot,
    /// Something that was asked for is not there.
    #[error("there is no such program. Look at the list again; it may have been revoked")]
    NoProgram,
    /// A program without a name or scope, or one that has ended already.
    #[error(
        "a program needs a name, at least one thing that it may do, and an end that lies ahead. Give all three"
    )]
    BadProgram,
    /// Too many sign in at once.
    #[error("too many people sign in at this moment. Wait a minute and try again")]
    Busy,
    /// No random numbers.
    #[error("the system gives no random numbers. Try again; if it stays so, tell whoever runs this machine")]
    NoRandom,
    /// What is stored makes no sense.
    #[error(
        "what is stored about this account is damaged. Tell whoever runs this machine: tipstaff log verify"
    )]
    Damaged,
    /// The record.
    #[error(transparent)]
    Record(#[from] RecordError),
}

impl From<StoreError> for AccountsError {
    fn from(error: StoreError) -> Self {
        Self::Record(error.into())
    }
}

impl From<keyring::KeyError> for AccountsError {
    fn from(error: keyring::KeyError) -> Self {
        Self::Record(error.into())
    }
}
