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
            $(#[test]
            fn $story() {
                $crate::tell(Box::pin(async {
                    super::$story(crate::house::House::new(crate::house::On::Sqlite).await).await;
                }));
            })*
        }
        mod postgres {
            $(#[test]
            fn $story() {
                $crate::tell(Box::pin(async {
                    super::$story(crate::house::House::new(crate::house::On::Postgres).await).await;
                }));
            })*
        }
    };
}
pub(crate) use on_both;

/// Tells a story to its end. Boxed: `tokio::test` would build its whole runtime anew for each of them, and the compiler would
/// take a minute and a half.
fn tell(story: std::pin::Pin<Box<dyn Future<Output = ()>>>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(story);
}
