//! How a telephone gets its enrolments: it makes keys and asks, the card office answers.
//!
//! The [request](EnrolmentRequest) holds public keys, each with a proof that its private half is there. It comes by mail or on a
//! stick, so the card office compares its [number](EnrolmentRequest::number) with the one that the telephone shows before it
//! [answers](enrol).

mod answer;
mod error;
mod grant;
mod request;

pub use answer::EnrolmentAnswer;
pub use error::{EnrolError, RequestError};
pub use grant::{Grant, enrol};
pub use request::{EnrolmentRequest, MOST_KEYS};
