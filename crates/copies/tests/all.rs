//! Copies: taken in, looked at, read, destroyed. Each test is a story in a real folder or on a real S3 server.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "all/aside.rs"]
mod aside;
#[path = "all/bucket.rs"]
mod bucket;
#[path = "all/common.rs"]
mod common;
#[path = "all/destroy.rs"]
mod destroy;
#[path = "all/droppers.rs"]
mod droppers;
#[path = "all/equal_bytes.rs"]
mod equal_bytes;
#[path = "all/find.rs"]
mod find;
#[path = "all/grade.rs"]
mod grade;
#[path = "all/lies.rs"]
mod lies;
#[path = "all/model.rs"]
mod model;
#[path = "all/parity.rs"]
mod parity;
#[path = "all/receive.rs"]
mod receive;
#[path = "all/source_walk.rs"]
mod source_walk;
#[path = "all/verify.rs"]
mod verify;
