//! A private PostgreSQL server for tests, gone with the test.
//!
//! [`Cluster::shared`] starts one server per test process, in a temporary folder, reachable only through a socket in that
//! folder; [`Cluster::database`] makes a fresh database in it. The server ends with the process, also when that is killed.
//! Tests of crashes start a server of their own, [`Cluster::kill`] it and [`Cluster::restart`] it.
//!
//! Nothing here handles errors: a machine on which PostgreSQL does not start cannot run the test, and the panic says why.
#![cfg(unix)]
#![allow(clippy::panic, clippy::expect_used, clippy::missing_panics_doc)]

mod account;
mod cluster;
mod folder;
mod programs;
mod server;
mod template;

pub use cluster::{Cluster, Durability};
pub use folder::above;
