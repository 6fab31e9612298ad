//! Sealed blobs: put, read, listed and deleted.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests")]

mod common;

mod memory;
mod s3;
mod sealed;
