//! The two-sided check, for lone or plain-clothes stops: the citizen's page shows six digits, the officer types them into an
//! enrolled telephone, which signs what the page asked, and the page turns green. No name is told to anybody.
//!
//! The page believes the issuer's key alone: a telephone's key is **enrolled** by a statement of the issuer, and the page
//! made up the number that is signed. The relay in between only carries: it can lose a check, and make none. It stands on a
//! host of its own, knows no record, and forgets everything after [`LIFE_SECONDS`]; nothing on it can reach the force.
//!
//! ```text
//! page                      relay                     telephone
//!  │ nonce ──────────────────▶│                            │
//!  │ ◀──────── token, digits  │                            │
//!  │      (the citizen reads the digits out)               │
//!  │                          │ ◀──────────────── digits   │
//!  │                          │ nonce ────────────────────▶│
//!  │                          │ ◀─── enrolment, presence   │
//!  │ token ──────────────────▶│                            │
//!  │ ◀── enrolment, presence  │                            │
//! ```
//!
//! A telephone that answers twice with one enrolment can be recognised by whoever saw both. It therefore holds a handful of
//! enrolments, each with a key of its own, and uses each once.

mod digits;
mod enrol;
mod enrolment;
mod pages;
mod presence;
mod relay;
#[cfg(feature = "relay")]
mod router;
#[cfg(feature = "relay")]
mod serve;

pub use crate::publishing::{PublicList, PublishError, Published};
pub use digits::{Digits, DigitsError};
pub use enrol::{EnrolError, EnrolmentAnswer, EnrolmentRequest, Grant, MOST_KEYS, RequestError, enrol};
pub use enrolment::{Enrolment, EnrolmentError};
pub use pages::{Meeting, RelayAddress, RelayAddressError, publish, publish_telephone};
pub use presence::{Checked, Presence, PresenceError, check};
pub use relay::{Answered, Begun, Relay, RelayError};
#[cfg(feature = "relay")]
pub use router::{Peer, router};
#[cfg(feature = "relay")]
pub use serve::{PageAddressError, RelayHost, serve};

/// For how long a check can be answered.
pub const LIFE_SECONDS: i64 = 90;
