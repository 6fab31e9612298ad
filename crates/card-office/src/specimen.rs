//! How a design looks, before anything is ordered: the card of nobody.

use crate::face::drawn_specimen;
use crate::{CardError, CardOffice};
use cards::face::BureauProfile;
use cards::job::CardFiles;
use jiff::Timestamp;
use jiff::civil::Date;

impl CardOffice<'_> {
    /// Both faces of a design as a specimen. Its code says that it is one, and until when it does: a year.
    pub async fn specimen(
        &self,
        design: &str,
        profile: &BureauProfile,
        now: Timestamp,
    ) -> Result<CardFiles, CardError> {
        let (design, issuer) = (self.design(design).await?, self.issuer().await?);
        let damaged = |_| CardError::damaged("a time is out of range");
        let today: Date = now.in_tz("Europe/London").map_err(damaged)?.date();
        let last_day = today.checked_add(jiff::Span::new().years(1)).map_err(damaged)?;
        let profile = profile.clone();
        let drawing =
            tokio::task::spawn_blocking(move || drawn_specimen(&design, &issuer, last_day, &profile));
        drawing.await.map_err(|_| CardError::BrokeOff)?
    }
}
