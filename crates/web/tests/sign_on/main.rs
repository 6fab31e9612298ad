//! Signing in through an organisation's own sign-in, with a real provider (npm `oidc-provider`) in a process of its own.
//! Where it cannot be had, each story says so and is skipped, unless `SIGN_ON=must`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

mod browser;
mod confirming;
mod entering;
mod provider;
mod refusing;
mod settings;
mod station;

/// Tells a story on both databases.
#[macro_export]
macro_rules! on_both {
    ($($story:ident),+ $(,)?) => {
        mod on {
            $( mod $story {
                #[tokio::test]
                async fn sqlite() {
                    let Some(provider) = $crate::provider::Provider::started() else { return };
                    super::super::$story($crate::station::Station::new(false, provider).await).await;
                }
                #[tokio::test]
                async fn postgres() {
                    let Some(provider) = $crate::provider::Provider::started() else { return };
                    super::super::$story($crate::station::Station::new(true, provider).await).await;
                }
            } )+
        }
    };
}
