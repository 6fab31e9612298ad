//! A log that others can check.
