//! What every store must do, told as stories and run on both databases.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod place;

mod answers;
mod backups;
mod errors;
mod migrations;
mod postgres_server;
mod schema;
mod snapshots;
mod sqlite_file;
mod transactions;
mod values;
mod writers;

/// Runs each story on both databases.
macro_rules! on_both {
    ($($story:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                super::$story(crate::place::Place::sqlite()).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                super::$story(crate::place::Place::postgres()).await;
            })*
        }
    };
}
pub(crate) use on_both;
