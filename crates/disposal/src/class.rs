//! Retention classes. They are force policy and no statute, so they are rows that two people write, and not code.

use crate::DisposalError;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $( $(#[$case_doc:meta])* $case:ident $id:literal ),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $( $(#[$case_doc])* $case ),+
        }

        impl $name {
            /// As rows and acts have it.
            pub fn id(self) -> &'static str {
                match self {
                    $( Self::$case => $id ),+
                }
            }

            /// The one of this identifier.
            pub fn named(id: &str) -> Option<Self> {
                [$( Self::$case ),+].into_iter().find(|one| one.id() == id)
            }
        }
    };
}

words! {
    /// From when a period counts.
    Clock {
        /// When it was recorded, as its source says. Of what has no such time nobody knows when it is due.
        Recorded "recorded",
        /// When it was taken in.
        Received "received",
    }
}

words! {
    /// What comes when a period is over.
    Action {
        /// Somebody looks at it, and decides.
        Review "review",
        /// It is due for disposal.
        Dispose "dispose",
    }
}

/// How long a class is kept, and what then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// From when the period counts.
    pub clock: Clock,
    /// Days that it lasts; none: no period.
    pub days: Option<u32>,
    /// What comes then.
    pub action: Action,
}

/// A version of a class that is in force or waits for a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// Number of its row.
    pub number: u32,
    /// Its name, as lists of evidence have it.
    pub name: String,
    /// Which version of this name it is, from 1.
    pub version: u32,
    /// How long it is kept, and what then.
    pub terms: Terms,
    /// Where the rule comes from.
    pub source: String,
    /// Position of the act that proposed it.
    pub proposal: u64,
    /// Whether a second person approved it; otherwise it waits.
    pub is_approved: bool,
    pub(crate) state_row: i64,
    pub(crate) simulated: Vec<u8>,
}

/// A class that Tipstaff brings along: nothing is due by it until two people have approved it as theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shipped {
    /// Its name.
    pub name: &'static str,
    /// How long it is kept, and what then.
    pub terms: Terms,
    /// Where the rule comes from.
    pub source: &'static str,
}

/// The class that never comes up for disposal by itself.
const EVIDENTIAL: &str = "evidential";

/// Classes that Tipstaff brings along.
pub const SHIPPED: &[Shipped] = &[
    Shipped {
        name: "non_evidential",
        terms: Terms { clock: Clock::Recorded, days: Some(31), action: Action::Dispose },
        source: "Body-worn video that is no evidence: 31 days, as Lincolnshire Police publish; force policy, not statute",
    },
    Shipped {
        name: EVIDENTIAL,
        terms: Terms { clock: Clock::Received, days: Some(365), action: Action::Review },
        source: "College of Policing APP, Retention, review and disposal: a decision to retain is recorded",
    },
];

/// Longest name, in characters.
const LONGEST: usize = 64;
/// Longest period, in days: a hundred years.
const MOST_DAYS: u32 = 36_525;

/// Whether somebody may propose a class like this.
pub(crate) fn check(name: &str, terms: Terms) -> Result<(), DisposalError> {
    let refused = |what| Err(DisposalError::Class { what });
    let letters = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    if name.is_empty() || name.len() > LONGEST || !name.chars().all(letters) {
        return refused(
            "its name has small letters, digits and underscores, 64 at most. Spell it as your lists do",
        );
    }
    match (terms.action, terms.days) {
        (Action::Dispose, None) => refused("what is due for disposal has a period. Say it: --days"),
        (_, Some(0)) => refused("a period has a day at the least. Say how many: --days"),
        (_, Some(days)) if days > MOST_DAYS => {
            refused("a period has a hundred years at most. Say fewer: --days")
        }
        (Action::Dispose, _) if name == EVIDENTIAL => {
            refused("evidence comes up for review, never for disposal by itself. Say --action review")
        }
        _ => Ok(()),
    }
}
