//! Somebody with a browser: cookies, forms, files.

use crate::common::desk::PASSPHRASE;
use reqwest::{Client, RequestBuilder, Response, StatusCode, header};
use serde_json::Value;
use std::time::Duration;

/// Somebody who has signed in, or who tries.
#[derive(Clone)]
pub struct Visitor {
    client: Client,
    /// The server that is asked.
    pub origin: String,
    cookie: String,
}

/// A client that follows nothing by itself.
pub fn client() -> Client {
    Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build().unwrap()
}

/// The same on another machine, as far as the server can see.
pub fn client_at(address: &str) -> Client {
    let client = Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy();
    client.local_address(address.parse::<std::net::IpAddr>().unwrap()).build().unwrap()
}

/// The boundary of the forms.
pub const EDGE: &str = "edge-of-a-part";

/// The body of a form with one file.
pub fn form_of(name: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!(
        "--{EDGE}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    [head.as_bytes(), bytes, format!("\r\n--{EDGE}--\r\n").as_bytes()].concat()
}

impl Visitor {
    /// Nobody yet.
    pub fn nobody(origin: &str) -> Self {
        Self { client: client(), origin: origin.to_owned(), cookie: String::new() }
    }

    /// Signs somebody in.
    pub async fn sign_in(origin: &str, name: &str) -> Self {
        Self::nobody(origin).signed_in(name).await
    }

    /// The same with a client of one's own.
    pub fn with(client: Client, origin: &str) -> Self {
        Self { client, origin: origin.to_owned(), cookie: String::new() }
    }

    /// Signs in.
    pub async fn signed_in(mut self, name: &str) -> Self {
        let answer = self.try_sign_in(name, PASSPHRASE, &[]).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let cookie = answer.headers()[header::SET_COOKIE].to_str().unwrap();
        cookie.split(';').next().unwrap().clone_into(&mut self.cookie);
        self
    }

    /// Tries to.
    pub async fn try_sign_in(&self, name: &str, passphrase: &str, headers: &[(&str, &str)]) -> Response {
        let mut request = self.form("/sign-in", &[("name", name), ("passphrase", passphrase)]);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send().await.unwrap()
    }

    /// The same visitor at another server.
    pub fn at(&self, origin: &str) -> Self {
        Self { origin: origin.to_owned(), ..self.clone() }
    }

    /// The cookie of the session.
    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Result<Response, reqwest::Error> {
        self.dressed(self.client.get(format!("{}{path}", self.origin))).send().await
    }

    /// The words of a page that must be there.
    pub async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.text().await.unwrap()
    }

    /// A document that must be there.
    pub async fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.page(path).await).unwrap()
    }

    /// A form, to be sent.
    pub fn form(&self, path: &str, fields: &[(&str, &str)]) -> RequestBuilder {
        let fields = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.dressed(self.client.post(format!("{}{path}", self.origin)))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(fields)
    }

    /// A file, to be sent.
    pub fn file(&self, name: &str, bytes: &[u8]) -> RequestBuilder {
        self.dressed(self.client.post(format!("{}/checks", self.origin)))
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={EDGE}"))
            .header(header::ACCEPT, "application/json")
            .body(form_of(name, bytes))
    }

    fn dressed(&self, request: RequestBuilder) -> RequestBuilder {
        let request = request.header("sec-fetch-site", "same-origin");
        if self.cookie.is_empty() { request } else { request.header(header::COOKIE, &self.cookie) }
    }

    /// Sends a file; the identifier of its check.
    pub async fn send(&self, name: &str, bytes: &[u8]) -> Result<String, String> {
        let answer = self.file(name, bytes).send().await.map_err(|error| error.to_string())?;
        let status = answer.status();
        let text = answer.text().await.map_err(|error| error.to_string())?;
        if status != StatusCode::CREATED {
            return Err(format!("{status}: {text}"));
        }
        let answer: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        Ok(answer["checks"][0].as_str().unwrap().to_owned())
    }

    /// The identifiers of all that was sent and is there.
    pub async fn sent(&self) -> Vec<String> {
        let mut ids = Vec::new();
        for page in 1.. {
            let words = self.page(&format!("/checks?page={page}")).await;
            let found: Vec<String> = words
                .split("href=\"/checks/")
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
                .filter(|id| {
                    id.len() > 10
                        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
                })
                .map(ToOwned::to_owned)
                .filter(|id| !ids.contains(id))
                .collect();
            if found.is_empty() {
                break;
            }
            ids.extend(found);
        }
        ids.sort();
        ids.dedup();
        ids
    }

    /// Waits until a check has ended, and reads its report.
    pub async fn report(&self, id: &str) -> Value {
        for _ in 0..900 {
            let state = self.json(&format!("/checks/{id}/state")).await;
            if state["stage"] == "checked" {
                return self.json(&format!("/checks/{id}/report.json")).await;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("{id} is not checked");
    }

    /// SHA-256 of a file as its report gives it.
    pub async fn sha256(&self, id: &str) -> String {
        let report = self.report(id).await;
        let file = &report["files"][0];
        assert_ne!(file["verdict"], "unchecked", "{report:#}");
        file["sha256"].as_str().unwrap_or_else(|| panic!("{report:#}")).to_owned()
    }
}
