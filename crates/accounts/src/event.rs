//! What happened, for the log of who signs in.

use std::net::IpAddr;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Signed in.
    SignedIn,
    /// Signed in with a recovery code, which is now used up.
    SignedInByRecovery,
    /// Signed in through an organisation's own sign-in.
    SignedInThroughProvider,
    /// The same, for the first time.
    Admitted,
    /// Proved to the organisation's own sign-in, anew, who they are.
    Confirmed,
    /// Name, passphrase or code was wrong.
    Wrong,
    /// Wrong once too often: locked out from now on.
    LockedOut,
    /// Not even looked at: too soon after the last try, or locked out.
    TooOften,
    /// The passphrase was typed again, and was right.
    Proven,
    /// Set a first passphrase of their own.
    Joined,
    /// Changed the passphrase.
    PassphraseChanged,
    /// Unlocked by an administrator.
    Unlocked,
    /// The second factor was set.
    FactorSet,
    /// The second factor was removed, by its owner or an administrator.
    FactorRemoved,
}

/// An event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// What happened.
    pub what: What,
    /// Whose account it was about, if there is one of that name.
    pub actor: Option<u32>,
    /// Where it came from, if that is known.
    pub from: Option<IpAddr>,
}

impl Event {
    /// About an actor.
    pub(crate) fn of(what: What, actor: u32) -> Self {
        Self { what, actor: Some(actor), from: None }
    }
}
