//! Where alarms are sent: an address that takes JSON, as chat rooms, ticket systems and pagers do.

use crate::exit::Failure;
use reqwest::{Client, Url, redirect::Policy};
use serde_json::Value;
use std::time::Duration;

/// How long the address may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often it is tried.
const TRIES: u32 = 3;

/// An address that takes alarms.
pub struct Webhook {
    client: Client,
    url: Url,
}

impl Webhook {
    /// Looks at the address: TLS, or this machine.
    pub fn new(text: &str) -> Result<Self, Failure> {
        let fix = "Write it as https://HOST/PATH; http:// is for this machine only";
        let url = Url::parse(text).map_err(|_| Failure::new("the webhook is no address", fix))?;
        let is_here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        if url.scheme() != "https" && !(url.scheme() == "http" && is_here) {
            return Err(Failure::new("alarms would go over the network in clear", fix));
        }
        let client = Client::builder()
            .redirect(Policy::none())
            .timeout(PATIENCE)
            .build()
            .map_err(|_| Failure::new("no connection could be prepared", "Try again"))?;
        Ok(Self { client, url })
    }

    /// Where it leads.
    pub fn address(&self) -> &str {
        self.url.as_str()
    }

    /// Sends a message. What nobody takes is a failure: an alarm that nobody hears is none. It is on record all the same.
    pub async fn send(&self, message: &Value) -> Result<(), Failure> {
        let body = message.to_string();
        for attempt in 1..=TRIES {
            let sent = self
                .client
                .post(self.url.clone())
                .header("content-type", "application/json")
                .body(body.clone())
                .send()
                .await;
            if sent.is_ok_and(|answer| answer.status().is_success()) {
                return Ok(());
            }
            if attempt < TRIES {
                tokio::time::sleep(Duration::from_secs(u64::from(attempt))).await;
            }
        }
        Err(Failure::new(
            "the webhook did not take a message, which goes out again at the next sweep",
            "See to whoever runs it, and tell by another way: tipstaff evidence balance shows how each store stands",
        ))
    }
}
