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
            $(#[test]
            fn $story() {
                $crate::tell(Box::pin(async { super::$story(crate::place::Place::sqlite()).await }));
            })*
        }
        mod postgres {
            $(#[test]
            fn $story() {
                $crate::tell(Box::pin(async { super::$story(crate::place::Place::postgres()).await }));
            })*
        }
    };
}
pub(crate) use on_both;

/// Tells a story to its end. Boxed: `tokio::test` would build its whole runtime anew for each of them.
fn tell(story: std::pin::Pin<Box<dyn Future<Output = ()>>>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(story);
}
