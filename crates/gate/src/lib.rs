//! Placeholder until its turn.
