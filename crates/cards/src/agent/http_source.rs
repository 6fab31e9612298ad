//! Requests and answers over HTTPS.

use super::folder_source::MOST_ANSWER;
use super::key_source::{Answer, KeySource, SourceError};
use crate::job::{ClosingBundle, RequestBundle};
use reqwest::{Client, StatusCode};
use std::time::Duration;
use url::Url;

/// The longest refusal that is shown.
const MOST_WORDS: usize = 500;

/// An address that takes requests: 200 with keys, 202 for "not yet", 410 for "stopped", anything else for "refused".
/// It waits by itself, so it is asked from a thread of its own, not from within an async task.
#[derive(Debug)]
pub struct HttpSource {
    address: Url,
    client: Client,
    runtime: tokio::runtime::Runtime,
}

impl HttpSource {
    /// This address. It has to be https, or this machine.
    pub fn new(address: Url) -> Result<Self, SourceError> {
        let is_here = address.host_str().is_some_and(|host| host == "127.0.0.1" || host == "localhost");
        if address.scheme() != "https" && !is_here {
            return Err(network("the address has to begin with https://"));
        }
        let client = Client::builder()
            .timeout(Duration::from_secs(30))
            // A redirection would take the request to somebody else.
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|_| network("there is no TLS here"))?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|_| network("the system gives no threads"))?;
        Ok(Self { address, client, runtime })
    }

    /// Sends the end of a job, to the address beside the one that hands out keys: `…/keys`, `…/certificate`. It can be sent again.
    /// What is said against it is given in words.
    pub fn end(&self, closing: &ClosingBundle) -> Result<Result<(), String>, SourceError> {
        let json = closing.to_json().map_err(|_| SourceError::Unwritable)?;
        let address =
            self.address.join("certificate").map_err(|_| network("the address has no place for it"))?;
        Ok(match self.runtime.block_on(self.send(address, json))? {
            Answer::Keys(_) => Ok(()),
            Answer::Refused(words) => Err(words),
            Answer::NotYet | Answer::Stopped => Err("it was not taken".to_owned()),
        })
    }

    async fn send(&self, address: Url, json: Vec<u8>) -> Result<Answer, SourceError> {
        let sent =
            self.client.post(address).header("content-type", "application/json").body(json).send().await;
        let mut response = sent.map_err(|error| network(kind(&error)))?;
        let mut body = Vec::new();
        while let Some(piece) = response.chunk().await.map_err(|error| network(kind(&error)))? {
            if body.len() as u64 + piece.len() as u64 > MOST_ANSWER {
                return Err(SourceError::TooLong);
            }
            body.extend_from_slice(&piece);
        }
        Ok(match response.status() {
            StatusCode::OK => Answer::Keys(body),
            StatusCode::ACCEPTED => Answer::NotYet,
            StatusCode::GONE => Answer::Stopped,
            // The request was not looked at: asked again later, it may be granted.
            status if status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error() => {
                return Err(network("it is too busy just now"));
            }
            _ => Answer::Refused(words(&body)),
        })
    }
}

/// Why, in words: those of a problem (RFC 9457), or the text as it came.
fn words(body: &[u8]) -> String {
    #[derive(serde::Deserialize)]
    struct Problem {
        title: String,
        detail: String,
    }
    let said = match serde_json::from_slice::<Problem>(body) {
        Ok(problem) => format!("{}. {}", problem.title, problem.detail),
        Err(_) => String::from_utf8_lossy(body).into_owned(),
    };
    said.chars().filter(|letter| !letter.is_control()).take(MOST_WORDS).collect()
}

impl KeySource for HttpSource {
    fn ask(&self, _window: u32, request: &RequestBundle) -> Result<Answer, SourceError> {
        let json = request.to_json().map_err(|_| SourceError::Unwritable)?;
        self.runtime.block_on(self.send(self.address.clone(), json))
    }
}

fn network(what: &str) -> SourceError {
    SourceError::Network { what: what.to_owned() }
}

/// In words without the address, which may have a secret in it.
fn kind(error: &reqwest::Error) -> &'static str {
    if error.is_timeout() {
        "there was no answer in time"
    } else if error.is_connect() {
        "there was no connection"
    } else {
        "the answer broke off"
    }
}
