//! What leaves the force: proposed, approved by somebody else, certified, on record as a holding of the public.

pub mod known_people;
