//! Who asks, and what that one may do.

use s3s::access::{S3Access, S3AccessContext};
use s3s::auth::SimpleAuth;
use s3s::{S3Result, s3_error};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// Whose key a client signs with. Every server knows all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    /// May do everything.
    Owner,
    /// May put and read, and delete nothing: the everyday identity of somebody who keeps evidence.
    Keeper,
    /// May list and get: whoever watches a store that is not theirs.
    Reader,
}

impl Identity {
    const ALL: [Self; 3] = [Self::Owner, Self::Keeper, Self::Reader];

    /// The public half of the key.
    pub fn access_key(self) -> &'static str {
        match self {
            Self::Owner => "invented",
            Self::Keeper => "invented-keeper",
            Self::Reader => "invented-reader",
        }
    }

    /// The other half.
    pub fn secret(self) -> &'static str {
        "invented-too"
    }

    fn of(access_key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|identity| identity.access_key() == access_key)
    }

    fn may(self, operation: &str) -> bool {
        let reads = ["Get", "Head", "List"].iter().any(|verb| operation.starts_with(verb));
        match self {
            Self::Owner => true,
            // Whoever may shorten a retention or switch versions off may delete in two steps.
            Self::Keeper => {
                reads
                    || matches!(
                        operation,
                        "PutObject"
                            | "CopyObject"
                            | "CreateMultipartUpload"
                            | "UploadPart"
                            | "CompleteMultipartUpload"
                            | "AbortMultipartUpload"
                    )
            }
            Self::Reader => reads,
        }
    }
}

/// Everybody's keys.
pub(crate) fn keys() -> SimpleAuth {
    let mut auth = SimpleAuth::new();
    for identity in Identity::ALL {
        auth.register(identity.access_key().into(), identity.secret().into());
    }
    auth
}

/// How often each operation was asked for, refused or not.
pub(crate) type Asked = Arc<Mutex<HashMap<String, usize>>>;

/// Refuses what an identity may not do, and counts.
pub(crate) struct Gate(pub(crate) Asked);

#[async_trait::async_trait]
impl S3Access for Gate {
    async fn check(&self, context: &mut S3AccessContext<'_>) -> S3Result<()> {
        let operation = context.s3_op().name();
        *self.0.lock().unwrap().entry(operation.to_owned()).or_default() += 1;
        let identity = context.credentials().and_then(|credentials| Identity::of(&credentials.access_key));
        match identity {
            Some(identity) if identity.may(operation) => Ok(()),
            _ => Err(s3_error!(AccessDenied, "this identity may not do that")),
        }
    }
}
