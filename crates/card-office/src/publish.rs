//! Publishing: the page that checks cards, and the signed list, as files for another host. The public never reaches the server
//! that holds the record.

use crate::{CardError, CardOffice, places};
use cards::check_page::{PublicList, Site};
use cards::status_list::{ListToken, Padding};
use jiff::{SignedDuration, Timestamp};
use record::{Actor, CardListPublished, Recorded};
use std::collections::BTreeSet;
use std::path::Path;

/// How long a list holds.
#[derive(Debug, Clone, Copy)]
pub struct Publication {
    /// For how many hours a telephone may keep it.
    pub keep_hours: u32,
    /// For how many days it can be relied on at most.
    pub days: u32,
}

/// A list lasts a day on a telephone, and a week if nobody publishes another one.
impl Default for Publication {
    fn default() -> Self {
        Self { keep_hours: 24, days: 7 }
    }
}

/// What was published.
#[derive(Debug, Clone)]
pub struct Published {
    /// Names of the files.
    pub files: Vec<String>,
    /// How many bytes somebody downloads who checks a card for the first time.
    pub bytes: u64,
    /// Until when the lists hold.
    pub expires: Timestamp,
    /// Cards and decoys that were revoked since the last time.
    pub changed: Vec<Padding>,
    /// The acts, one for each list.
    pub recorded: Vec<Recorded>,
}

impl CardOffice<'_> {
    /// Signs each list that a card may stand in and writes page and lists into a folder. What is kept is kept before it goes
    /// out.
    pub async fn publish(
        &self,
        by: &Actor,
        folder: &Path,
        publication: Publication,
        now: Timestamp,
    ) -> Result<Published, CardError> {
        let Publication { keep_hours, days } = publication;
        if keep_hours == 0 || days == 0 || days > 90 || keep_hours > 24 * days {
            return Err(CardError::NoSense {
                what: "a list holds for 1 to 90 days, and telephones keep it no longer than that".into(),
                fix: "Say for how long: --days 7 --keep-hours 24",
            });
        }
        let issuer = self.issuer().await?;
        let expires = now
            .checked_add(SignedDuration::from_hours(24 * i64::from(days)))
            .map_err(|_| CardError::damaged("a time is out of range"))?;
        let addresses: BTreeSet<String> =
            self.issuers().await?.into_iter().map(|issuer| issuer.list).collect();
        let (mut lists, mut changed, mut recorded) = (Vec::new(), Vec::new(), Vec::new());
        for address in addresses {
            let mut writing = self.record.begin("publish a status list", now).await?;
            let mut known = places::known(self.record, &mut writing, &address).await?;
            let (list, padding) = known.slots.publish()?;
            known.published = Some(now);
            known.write(&mut writing).await?;
            let token = ListToken {
                address: address.clone(),
                issued: now,
                expires: Some(expires),
                ttl: Some(u64::from(keep_hours) * 3600),
                list,
            }
            .sign(&issuer.key)?;
            let act = CardListPublished {
                list: address.clone(),
                cards: padding.cards,
                decoys: padding.decoys,
                expires: expires.to_string(),
            };
            recorded.push(writing.commit(&act, by, &[]).await?);
            changed.push(padding);
            lists.push(PublicList { address, token });
        }
        let keys = self.public_keys().await?;
        let site = Site::new(&issuer.force, &issuer.issuer, &issuer.contact, &issuer.page, keys, lists)?;
        let written = cards::check_page::publish(&site, folder).map_err(CardError::Unpublished)?;
        Ok(Published { files: written.files, bytes: written.bytes, expires, changed, recorded })
    }

    /// When each list was last published; none: never.
    pub async fn published(&self) -> Result<Vec<(String, Option<Timestamp>)>, CardError> {
        let rows = self
            .record
            .read("SELECT address, published FROM card_list WHERE ended IS NULL ORDER BY address", &[])
            .await?;
        rows.iter()
            .map(|row| {
                let at = row.optional_integer(1)?.map(Timestamp::from_microsecond).transpose();
                Ok((row.text(0)?.to_owned(), at.map_err(|_| CardError::damaged("a time is out of range"))?))
            })
            .collect()
    }
}
