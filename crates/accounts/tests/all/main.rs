//! Signing in, told as stories and run on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod house;

mod backups;
mod errors;
mod factors;
mod links;
mod passphrases;
mod programs;
mod proving;
mod schema;
mod sessions;
mod sign_on;
mod signing_in;
mod tokens;
mod tries;
mod two_nodes;

/// Runs each story on both databases.
macro_rules! on_both {
    ($($story:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                super::$story(crate::house::House::new(crate::house::On::Sqlite).await).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                super::$story(crate::house::House::new(crate::house::On::Postgres).await).await;
            })*
        }
    };
}
pub(crate) use on_both;
