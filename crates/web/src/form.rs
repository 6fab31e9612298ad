//! Forms as browsers send them: pairs of names and values, within limits.

use crate::patience::Patience;
use crate::problem::Problem;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use zeroize::Zeroizing;

/// Most fields of a form.
const MOST_FIELDS: usize = 400;
/// Longest value, in bytes.
const LONGEST: usize = 16_384;

/// Fields that are kept nowhere, not even sealed for the minute in which somebody confirms who they are: they have to be typed
/// again. Who is at risk is one.
#[cfg(feature = "oidc")]
const NEVER_KEPT: [&str; 1] = ["sensitive"];

/// The fields of a form. Values can be passphrases or names, so they are wiped, and never shown by `Debug`.
pub struct Form {
    fields: Vec<(String, Zeroizing<String>)>,
    #[cfg_attr(not(feature = "oidc"), expect(dead_code, reason = "where it is sent again"))]
    action: String,
}

impl Form {
    /// The value of a field without spaces around it; empty if it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// The value of a field as it was typed: spaces can belong to a passphrase.
    pub fn raw(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str())
    }

    /// All values of a field that can be sent several times.
    pub fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.trim())
    }

    /// Fields whose names begin so, with what follows.
    pub fn beginning<'f>(&'f self, prefix: &'f str) -> impl Iterator<Item = (&'f str, &'f str)> {
        self.fields.iter().filter_map(move |(field, value)| Some((field.strip_prefix(prefix)?, value.trim())))
    }

    /// Every field with its value.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(field, value)| (field.as_str(), value.trim()))
    }

    /// The same without a field.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(field, _)| field != name);
        self
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        !self.raw(name).is_empty()
    }

    /// From the words of a query or a body.
    pub fn parse(text: &[u8]) -> Result<Self, Problem> {
        let wrong = |what: &str| Problem::bad_request(format!("The form {what}"), "Fill it in again");
        let mut fields = Vec::new();
        for (name, value) in url::form_urlencoded::parse(text) {
            if fields.len() == MOST_FIELDS {
                return Err(wrong("has too many fields"));
            }
            if value.len() > LONGEST {
                return Err(wrong("has a field that is too long"));
            }
            fields.push((name.into_owned(), Zeroizing::new(value.into_owned())));
        }
        Ok(Self { fields, action: String::new() })
    }

    /// Where it was sent to, and what it holds, as it was sent: to be sent again.
    #[cfg(feature = "oidc")]
    pub fn to_keep(&self) -> Zeroizing<String> {
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.fields.iter().filter(|(name, _)| !NEVER_KEPT.contains(&name.as_str())) {
            body.append_pair(name, value);
        }
        Zeroizing::new(format!("{}\n{}", self.action, Zeroizing::new(body.finish()).as_str()))
    }
}

impl std::fmt::Debug for Form {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Form({} fields)", self.fields.len())
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let is_form = kind.is_some_and(|kind| {
            kind.split(';')
                .next()
                .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded"))
        });
        if !is_form {
            return Err(Problem::bad_request("This is not a form", "Send it from the page"));
        }
        let action = request.uri().path().to_owned();
        let patience = request.extensions().get::<Patience>().copied().unwrap_or_default();
        let body = tokio::time::timeout(patience.form, Bytes::from_request(request, state))
            .await
            .map_err(|_| Problem::too_slow())?
            .map_err(|_| Problem::bad_request("The form did not arrive whole", "Send it again"))?;
        Ok(Self { action, ..Self::parse(&body)? })
    }
}

/// A query (`?state=approved&page=2`) under the same limits.
#[derive(Debug)]
pub struct Query(pub Form);

impl<S: Send + Sync> axum::extract::FromRequestParts<S> for Query {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut axum::http::request::Parts, _: &S) -> Result<Self, Problem> {
        Form::parse(parts.uri.query().unwrap_or_default().as_bytes()).map(Self)
    }
}
