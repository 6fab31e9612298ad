//! DELETE.

use super::MemoryS3;
use super::state::State;
use s3s::dto::*;
use s3s::{S3Result, s3_error};

impl MemoryS3 {
    pub(super) fn delete(&self, input: &DeleteObjectInput) -> S3Result<DeleteObjectOutput> {
        Self::bucket(&input.bucket)?;
        let (marker, version_id) = self.change().delete(&input.key, input.version_id.as_deref())?;
        Ok(DeleteObjectOutput { delete_marker: marker.then_some(true), version_id, ..Default::default() })
    }

    pub(super) fn delete_all(&self, input: DeleteObjectsInput) -> S3Result<DeleteObjectsOutput> {
        Self::bucket(&input.bucket)?;
        let (mut deleted, mut errors) = (Vec::new(), Vec::new());
        for object in input.delete.objects {
            let result = self.change().delete(&object.key, object.version_id.as_deref());
            match result {
                Ok((marker, id)) => deleted.push(DeletedObject {
                    key: Some(object.key),
                    version_id: object.version_id,
                    delete_marker: marker.then_some(true),
                    delete_marker_version_id: id.filter(|_| marker),
                }),
                Err(error) => errors.push(Error {
                    code: Some(error.code().as_str().to_owned()),
                    message: error.message().map(str::to_owned),
                    key: Some(object.key),
                    version_id: object.version_id,
                }),
            }
        }
        Ok(DeleteObjectsOutput { deleted: Some(deleted), errors: Some(errors), ..Default::default() })
    }
}

impl State {
    /// Whether it concerned a marker, and which version. A DELETE that names no version of a bucket with versions hides what is
    /// there and deletes nothing, locked or not.
    fn delete(&mut self, key: &str, id: Option<&str>) -> S3Result<(bool, Option<String>)> {
        if id.is_none() && self.versioned {
            let number = self.put(key, None);
            return Ok((true, self.version_id(number)));
        }
        let mut versions = self.versions(key);
        let Some(at) = versions.iter().position(|version| version.is(id)) else {
            return Ok((false, id.map(str::to_owned)));
        };
        let until = versions[at].object.as_ref().and_then(|object| object.retain_until.clone());
        if until.is_some_and(|until| until > self.time()) {
            return Err(s3_error!(AccessDenied, "Access Denied because object protected by object lock."));
        }
        let gone = versions.remove(at);
        self.keep(key, versions);
        Ok((gone.object.is_none(), id.map(str::to_owned)))
    }
}
