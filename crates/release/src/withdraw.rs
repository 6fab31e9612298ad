//! Certificates that are good no longer.

use crate::examined::hex;
use crate::stored::{integer, narrow};
use crate::{ReleaseError, Releases};
use jiff::Timestamp;
use record::{Actor, CERTIFICATE, CertificateWithdrawn, Recorded, Signer, Writing};

impl Releases<'_> {
    /// Withdraws all certificates of these bytes, whoever got them. `why` is kept, sealed.
    pub async fn withdraw_certificate(
        &self,
        by: &Actor,
        signer: &Signer,
        sha256: &[u8; 32],
        why: &str,
        now: Timestamp,
    ) -> Result<Recorded, ReleaseError> {
        if why.trim().is_empty() {
            return Err(ReleaseError::Missing { what: "why the certificate is withdrawn" });
        }
        let mut writing = self.record.begin("withdraw a certificate", now).await?;
        let certificates = end(&mut writing, sha256).await?;
        if certificates.is_empty() {
            return Err(ReleaseError::NoCertificate);
        }
        writing.note(why.trim()).await?;
        let act = CertificateWithdrawn { sha256: hex(sha256), certificates };
        Ok(writing.commit(&act, by, &[signer]).await?)
    }
}

/// Ends all certificates of these bytes; gives their numbers.
pub(crate) async fn end(writing: &mut Writing<'_>, sha256: &[u8]) -> Result<Vec<u32>, ReleaseError> {
    let sql = "SELECT number FROM certificate WHERE sha256 = $1 AND ended IS NULL ORDER BY number";
    let rows = writing.read(sql, &[sha256.into()]).await?;
    let numbers = rows.iter().map(|row| integer(row, 0)).collect::<Result<Vec<i64>, _>>()?;
    writing.end(&CERTIFICATE, &numbers).await?;
    numbers.into_iter().map(narrow).collect()
}
