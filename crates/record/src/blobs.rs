//! Where blobs lie: a folder, or S3 through `object_store`.

use crate::place::Place;
use crate::{Record, RecordError};
use ::blobs::Blobs;
use keyring::ForceKeys;
use object_store::ObjectStore;
use std::sync::Arc;
use tlog::Shelf;

/// The shelf of the log. The credentials of S3 come from the environment, as `object_store` documents.
pub(crate) fn shelf(place: &Place, generation: u32) -> Result<Shelf, RecordError> {
    let under = format!("log/{generation}");
    let Some(url) = &place.blobs else {
        return Ok(Shelf::folder(place.blob_folder().join(under))?);
    };
    let (store, prefix) = remote(url)?;
    let prefix = if prefix.is_empty() { under } else { format!("{prefix}/{under}") };
    Ok(Shelf::in_store(store, &prefix))
}

/// Where sealed files lie, beside the log.
const SEALED: &str = "sealed";

impl Record {
    /// Sealed files, in the record's place for blobs, under its force keys. Make it anew after the force key was changed.
    pub fn blobs(&self) -> Result<Blobs, RecordError> {
        self.blobs_under(self.keys().force())
    }

    pub(crate) fn blobs_under(&self, force: &ForceKeys) -> Result<Blobs, RecordError> {
        let place = self.place();
        let Some(url) = &place.blobs else {
            return Ok(Blobs::in_folder(place.blob_folder().join(SEALED), force)?);
        };
        let (store, prefix) = remote(url)?;
        let prefix = if prefix.is_empty() { SEALED.to_owned() } else { format!("{prefix}/{SEALED}") };
        Ok(Blobs::new(store, &prefix, force)?)
    }
}

fn remote(url: &str) -> Result<(Arc<dyn ObjectStore>, String), RecordError> {
    let refused = |what: &str| RecordError::Refused {
        what: format!("the place of blobs {what}"),
        fix: "Write it as s3://BUCKET/PREFIX, with AWS_ENDPOINT, AWS_REGION, AWS_ACCESS_KEY_ID and \
              AWS_SECRET_ACCESS_KEY in the environment"
            .into(),
    };
    let rest = url.strip_prefix("s3://").ok_or_else(|| refused("is not on S3"))?;
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let store = object_store::aws::AmazonS3Builder::from_env()
        .with_bucket_name(bucket)
        .with_conditional_put(object_store::aws::S3ConditionalPut::ETagMatch)
        .build()
        .map_err(|_| refused("cannot be used"))?;
    Ok((Arc::new(store), prefix.trim_matches('/').to_owned()))
}
