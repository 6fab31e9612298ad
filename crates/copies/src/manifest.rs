//! What a manifest says.

use crate::about::{About, CameraFrame};
use crate::hashing::Digests;
use crate::id::{Blake3, ItemId, Sha256};
use crate::seal::{NotSealed, Seal};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What lies sealed beside an object: everything that the catalogue needs of it. JSON inside the seal; other programs may
/// read `format` 1 for as long as there are any.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemManifest {
    /// 1.
    pub format: u8,
    /// The item.
    pub item: ItemId,
    /// SHA-256 of its bytes.
    pub sha256: Sha256,
    /// BLAKE3 of its bytes.
    pub blake3: Blake3,
    /// Its size in bytes.
    pub size: u64,
    /// The account that it is booked to.
    pub source: String,
    /// The camera and its count.
    pub camera: Option<CameraFrame>,
    /// When it was recorded, as its source says.
    #[serde(with = "crate::when")]
    pub recorded_at: Option<Timestamp>,
    /// Its retention class when it was taken in; later classes are acts of the record.
    pub class: String,
    /// Salted commitments to its cases, 64 hexadecimal digits each.
    pub cases: Vec<Blake3>,
    /// The item that it was made from.
    pub derived_from: Option<ItemId>,
}

impl ItemManifest {
    pub(crate) fn new(about: &About, digests: &Digests) -> Self {
        Self {
            format: 1,
            item: about.item,
            sha256: digests.sha256,
            blake3: digests.blake3,
            size: digests.size,
            source: about.source.clone(),
            camera: about.camera.clone(),
            recorded_at: about.recorded_at,
            class: about.class.clone(),
            cases: about.cases.iter().copied().map(Blake3).collect(),
            derived_from: about.derived_from,
        }
    }

    /// The same again, for another replica.
    pub fn about(&self) -> About {
        About {
            item: self.item,
            source: self.source.clone(),
            camera: self.camera.clone(),
            recorded_at: self.recorded_at,
            class: self.class.clone(),
            cases: self.cases.iter().map(|case| case.0).collect(),
            derived_from: self.derived_from,
            expected: crate::about::Expected {
                size: Some(self.size),
                sha256: Some(self.sha256),
                blake3: Some(self.blake3),
            },
        }
    }

    pub(crate) fn seal(&self, with: &dyn Seal) -> Result<Vec<u8>, NotSealed> {
        let plain = serde_json::to_vec(self).map_err(|_| NotSealed)?;
        with.seal(&plain, &bound(&self.blake3, &self.item))
    }

    /// Opens a manifest that lies under the names of these bytes and this item, and that says the same inside.
    pub fn open(sealed: &[u8], blake3: &Blake3, item: &ItemId, with: &dyn Seal) -> Result<Self, NotSealed> {
        let plain = with.open(sealed, &bound(blake3, item))?;
        let says: Self = serde_json::from_slice(&plain).map_err(|_| NotSealed)?;
        if says.format == 1 && says.blake3 == *blake3 && says.item == *item {
            Ok(says)
        } else {
            Err(NotSealed)
        }
    }
}

/// What a manifest is bound to: 22 bytes of purpose, 32 of BLAKE3, 16 of the item.
fn bound(blake3: &Blake3, item: &ItemId) -> Vec<u8> {
    [b"tipstaff/manifest/1\0\0\0".as_slice(), &blake3.0, &item.0].concat()
}

/// Sources may name people.
impl fmt::Debug for ItemManifest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "ItemManifest({}, {} bytes, {})", self.item, self.size, self.blake3)
    }
}
