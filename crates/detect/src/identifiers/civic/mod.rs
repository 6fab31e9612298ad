//! Numbers of schools and elections.

mod electoral_roll;
mod pupil;

pub(crate) use electoral_roll::ELECTORAL_ROLL;
pub(crate) use pupil::PUPIL;
