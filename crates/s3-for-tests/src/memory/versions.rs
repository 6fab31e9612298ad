//! Listings of everything that is kept, and how long.

use super::MemoryS3;
use super::list::most;
use super::state::State;
use s3s::dto::*;
use s3s::{S3Result, s3_error};
use std::ops::Bound;

impl MemoryS3 {
    pub(super) fn list_versions(&self, input: ListObjectVersionsInput) -> S3Result<ListObjectVersionsOutput> {
        Self::bucket(&input.bucket)?;
        let most = most(input.max_keys);
        let (mut versions, mut markers) = (Vec::new(), Vec::new());
        let (mut last, mut more) = (None, false);
        let state = self.now();
        let key_marker = input.key_marker.clone().unwrap_or_default();
        let bound = match input.version_id_marker {
            Some(_) => Bound::Included(&*key_marker),
            None => Bound::Excluded(&*key_marker),
        };
        'keys: for (key, entry) in state.from(input.prefix.as_deref().unwrap_or_default(), bound) {
            let of_key = entry.versions(key);
            let skip = match &input.version_id_marker {
                Some(id) if key == key_marker => {
                    of_key.iter().position(|version| version.id() == *id).map_or(0, |at| at + 1)
                }
                _ => 0,
            };
            for (at, version) in of_key.into_iter().enumerate().skip(skip) {
                if versions.len() + markers.len() == most {
                    more = true;
                    break 'keys;
                }
                let id = version.id();
                last = Some((key.to_owned(), id.clone()));
                let (is_latest, key, last_modified) =
                    (Some(at == 0), Some(key.to_owned()), Some(version.modified));
                match version.object {
                    Some(object) => versions.push(ObjectVersion {
                        e_tag: Some(ETag::Strong(object.e_tag.clone())),
                        is_latest,
                        key,
                        last_modified,
                        size: Some(object.size() as i64),
                        version_id: Some(id),
                        ..Default::default()
                    }),
                    None => markers.push(DeleteMarkerEntry {
                        is_latest,
                        key,
                        last_modified,
                        version_id: Some(id),
                        ..Default::default()
                    }),
                }
            }
        }
        let (next_key_marker, next_version_id_marker) = last.filter(|_| more).unzip();
        Ok(ListObjectVersionsOutput {
            versions: Some(versions),
            delete_markers: Some(markers),
            is_truncated: Some(more),
            key_marker: input.key_marker,
            version_id_marker: input.version_id_marker,
            max_keys: Some(most as i32),
            name: Some(input.bucket),
            prefix: input.prefix,
            next_key_marker,
            next_version_id_marker,
            ..Default::default()
        })
    }

    pub(super) fn versioning(&self, bucket: &str) -> S3Result<GetBucketVersioningOutput> {
        Self::bucket(bucket)?;
        let enabled = || BucketVersioningStatus::from_static(BucketVersioningStatus::ENABLED);
        Ok(GetBucketVersioningOutput { status: self.now().versioned.then(enabled), ..Default::default() })
    }

    /// Versions can be switched on; off again they cannot, which S3 allows but no test needs.
    pub(super) fn keep_versions(
        &self,
        input: &PutBucketVersioningInput,
    ) -> S3Result<PutBucketVersioningOutput> {
        Self::bucket(&input.bucket)?;
        match input.versioning_configuration.status.as_ref().map(BucketVersioningStatus::as_str) {
            Some(BucketVersioningStatus::ENABLED) => self.change().versioned = true,
            _ => return Err(s3_error!(InvalidBucketState, "versions are not switched off here")),
        }
        Ok(PutBucketVersioningOutput::default())
    }

    pub(super) fn lock_configuration(&self, bucket: &str) -> S3Result<GetObjectLockConfigurationOutput> {
        Self::bucket(bucket)?;
        if !self.now().lock {
            return Err(s3_error!(ObjectLockConfigurationNotFoundError));
        }
        let enabled = ObjectLockEnabled::from_static(ObjectLockEnabled::ENABLED);
        let configuration = ObjectLockConfiguration { object_lock_enabled: Some(enabled), rule: None };
        Ok(GetObjectLockConfigurationOutput { object_lock_configuration: Some(configuration) })
    }

    pub(super) fn retention(&self, input: &GetObjectRetentionInput) -> S3Result<GetObjectRetentionOutput> {
        let version = self.version(&input.bucket, &input.key, input.version_id.as_deref())?;
        let until = version.object.and_then(|object| object.retain_until);
        let until = until.ok_or_else(|| s3_error!(NoSuchObjectLockConfiguration))?;
        let mode = ObjectLockRetentionMode::from_static(ObjectLockRetentionMode::COMPLIANCE);
        let retention = ObjectLockRetention { mode: Some(mode), retain_until_date: Some(until) };
        Ok(GetObjectRetentionOutput { retention: Some(retention) })
    }

    /// Retention in compliance mode can be made longer and never shorter.
    pub(super) fn retain(&self, input: PutObjectRetentionInput) -> S3Result<PutObjectRetentionOutput> {
        let version = self.version(&input.bucket, &input.key, input.version_id.as_deref())?;
        let retention = input.retention.unwrap_or_default();
        let mode = retention.mode.as_ref().map(ObjectLockRetentionMode::as_str);
        let mut state = self.change();
        let until = state.retain_until(mode, retention.retain_until_date)?;
        let now = version.object.and_then(|object| object.retain_until);
        if now.is_some() && until < now {
            return Err(s3_error!(AccessDenied, "retention in compliance mode is never shortened"));
        }
        state.set_retention(&input.key, version.number, until.as_ref());
        Ok(PutObjectRetentionOutput::default())
    }

    /// For [`Lie::IgnoredLock`](crate::Lie::IgnoredLock).
    pub(crate) fn forget_retention(&self, key: &str, version: Option<&str>) {
        let mut state = self.change();
        if let Some(found) = state.versions(key).iter().find(|found| found.is(version)) {
            state.set_retention(key, found.number, None);
        }
    }
}

impl State {
    /// What headers of Object Lock ask for.
    pub(super) fn retain_until(
        &self,
        mode: Option<&str>,
        until: Option<Timestamp>,
    ) -> S3Result<Option<Timestamp>> {
        match (mode, until) {
            (None, None) => Ok(None),
            _ if !self.lock => Err(s3_error!(InvalidRequest, "Bucket is missing Object Lock Configuration")),
            (Some(ObjectLockMode::COMPLIANCE), Some(until)) if until > self.time() => Ok(Some(until)),
            (Some(ObjectLockMode::COMPLIANCE), Some(_)) => {
                Err(s3_error!(InvalidArgument, "The retain until date must be in the future!"))
            }
            (Some(_), Some(_)) => Err(s3_error!(NotImplemented, "only compliance mode is kept here")),
            _ => Err(s3_error!(InvalidArgument, "mode and date of a retention go together")),
        }
    }

    fn set_retention(&mut self, key: &str, number: u64, until: Option<&Timestamp>) {
        let mut versions = self.versions(key);
        for version in &mut versions {
            if let (true, Some(object)) = (version.number == number, version.object.as_mut()) {
                object.retain_until = until.cloned();
            }
        }
        self.keep(key, versions);
    }
}
