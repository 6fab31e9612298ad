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
    /// Came from it and was not let in: without a role, or as somebody else than who was asked.
    NotAdmitted,
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
    /// Signed out, here or everywhere.
    SignedOut,
    /// Looked at the page of a person of the record: which fields are known, and who holds what.
    SawPerson,
    /// Took along who holds what about a person of the record.
    TookHoldings,
}

/// Every kind with its identifier and its words. The trail is written and shown by this table.
pub const KINDS: [(What, &str, &str); 18] = [
    (What::SignedIn, "signed-in", "Signed in"),
    (What::SignedInByRecovery, "signed-in-by-recovery", "Signed in with a recovery code"),
    (What::SignedInThroughProvider, "signed-in-through-provider", "Signed in through the organisation"),
    (What::Admitted, "admitted", "Signed in through the organisation for the first time"),
    (What::Confirmed, "confirmed", "Confirmed with the organisation's sign-in"),
    (What::NotAdmitted, "not-admitted", "Came from the organisation's sign-in and was not let in"),
    (What::Wrong, "wrong", "A wrong name, passphrase or code"),
    (What::LockedOut, "locked-out", "Locked out after wrong tries"),
    (What::TooOften, "too-often", "Tried again too soon"),
    (What::Proven, "proven", "Typed the passphrase again"),
    (What::Joined, "joined", "Chose a first passphrase"),
    (What::PassphraseChanged, "passphrase-changed", "Changed the passphrase"),
    (What::Unlocked, "unlocked", "Unlocked by an administrator"),
    (What::FactorSet, "factor-set", "Set up a second factor"),
    (What::FactorRemoved, "factor-removed", "Lost the second factor"),
    (What::SignedOut, "signed-out", "Signed out"),
    (What::SawPerson, "saw-person", "Looked at the page of a person"),
    (What::TookHoldings, "took-holdings", "Took along who holds what about a person"),
];

impl What {
    /// Its stable identifier.
    pub fn id(self) -> &'static str {
        KINDS.iter().find(|(what, ..)| *what == self).map_or("", |(_, id, _)| id)
    }

    /// In words.
    pub fn title(self) -> &'static str {
        KINDS.iter().find(|(what, ..)| *what == self).map_or("", |(.., title)| title)
    }

    /// By its identifier.
    pub fn named(id: &str) -> Option<Self> {
        KINDS.iter().find(|(_, known, _)| *known == id).map(|(what, ..)| *what)
    }
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
    pub fn of(what: What, actor: u32) -> Self {
        Self { what, actor: Some(actor), from: None }
    }
}
