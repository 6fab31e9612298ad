//! Listings that are not so: the same four lies about each of three kinds of listing.

use super::{Inner, LyingS3};
use crate::lie::{Lie, told};
use s3s::dto::*;
use s3s::{S3, S3Request, S3Response, S3Result};

/// A token that leads nowhere.
const AGAIN: &str = "once-more";

impl<S: Inner> LyingS3<S> {
    fn stale(&self, prefix: &str) -> Option<std::sync::Arc<dyn S3>> {
        self.lies.about(prefix, |lie| {
            if let Lie::StaleListing(then) = lie { Some(then.store.clone()) } else { None }
        })
    }

    fn truncated(&self, prefix: &str) -> Option<usize> {
        self.lies.about(prefix, |lie| if let Lie::TruncatedListing(keys) = lie { Some(*keys) } else { None })
    }

    pub(super) async fn lie_about_objects(
        &self,
        prefix: &str,
        mut request: S3Request<ListObjectsInput>,
    ) -> S3Result<S3Response<ListObjectsOutput>> {
        let looping = told!(self.lies, prefix, Lie::LoopingListing);
        if looping {
            request.input.marker = None;
        }
        let mut response = match self.stale(prefix) {
            Some(then) => then.list_objects(request).await?,
            None => self.inner.list_objects(request).await?,
        };
        let output = &mut response.output;
        if let Some(keys) = self.truncated(prefix) {
            output.contents.iter_mut().for_each(|contents| contents.truncate(keys));
            (output.is_truncated, output.next_marker) = (Some(false), None);
        }
        if told!(self.lies, prefix, Lie::UnsortedListing) {
            output.contents.iter_mut().for_each(|contents| contents.reverse());
        }
        if looping {
            (output.is_truncated, output.next_marker) = (Some(true), Some(AGAIN.into()));
        }
        Ok(response)
    }

    pub(super) async fn lie_about_objects_v2(
        &self,
        prefix: &str,
        mut request: S3Request<ListObjectsV2Input>,
    ) -> S3Result<S3Response<ListObjectsV2Output>> {
        let looping = told!(self.lies, prefix, Lie::LoopingListing);
        if looping {
            request.input.continuation_token = None;
        }
        let mut response = match self.stale(prefix) {
            Some(then) => then.list_objects_v2(request).await?,
            None => self.inner.list_objects_v2(request).await?,
        };
        let output = &mut response.output;
        if let Some(keys) = self.truncated(prefix) {
            output.contents.iter_mut().for_each(|contents| contents.truncate(keys));
            (output.is_truncated, output.next_continuation_token) = (Some(false), None);
            output.key_count = output.contents.as_ref().map(|contents| contents.len() as i32);
        }
        if told!(self.lies, prefix, Lie::UnsortedListing) {
            output.contents.iter_mut().for_each(|contents| contents.reverse());
        }
        if looping {
            (output.is_truncated, output.next_continuation_token) = (Some(true), Some(AGAIN.into()));
        }
        Ok(response)
    }

    pub(super) async fn lie_about_versions(
        &self,
        prefix: &str,
        mut request: S3Request<ListObjectVersionsInput>,
    ) -> S3Result<S3Response<ListObjectVersionsOutput>> {
        let looping = told!(self.lies, prefix, Lie::LoopingListing);
        if looping {
            (request.input.key_marker, request.input.version_id_marker) = (None, None);
        }
        let mut response = match self.stale(prefix) {
            Some(then) => then.list_object_versions(request).await?,
            None => self.inner.list_object_versions(request).await?,
        };
        let output = &mut response.output;
        if let Some(keys) = self.truncated(prefix) {
            output.versions.iter_mut().for_each(|versions| versions.truncate(keys));
            output.delete_markers = None;
            (output.is_truncated, output.next_key_marker, output.next_version_id_marker) =
                (Some(false), None, None);
        }
        if told!(self.lies, prefix, Lie::UnsortedListing) {
            output.versions.iter_mut().for_each(|versions| versions.reverse());
        }
        if looping {
            (output.is_truncated, output.next_key_marker) = (Some(true), Some(AGAIN.into()));
        }
        Ok(response)
    }
}
