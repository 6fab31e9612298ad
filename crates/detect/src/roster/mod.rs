//! The list of one's own people, and finding them in a file.

pub mod normalise;
