//! Manifests are sealed under a key of the record that is kept as long as the record.

use copies::{NotSealed, Seal};
use keyring::{Cell, Sealer, SecretKey};

/// Seals manifests.
pub(crate) struct ManifestSeal(Sealer);

impl ManifestSeal {
    pub(crate) fn new(key: &SecretKey) -> Self {
        Self(Sealer::new(key))
    }
}

/// Manifests lie in no table; what they are bound to stands where the column would.
fn bound_to(bound: &str) -> Cell<'_> {
    Cell { table: "evidence manifest", row: 0, column: bound }
}

impl Seal for ManifestSeal {
    fn seal(&self, plain: &[u8], bound: &[u8]) -> Result<Vec<u8>, NotSealed> {
        self.0.seal(bound_to(&crate::stored::hex(bound)), plain).map_err(|_| NotSealed)
    }

    fn open(&self, sealed: &[u8], bound: &[u8]) -> Result<Vec<u8>, NotSealed> {
        let opened = self.0.open(bound_to(&crate::stored::hex(bound)), sealed).map_err(|_| NotSealed)?;
        Ok(opened.to_vec())
    }
}
