//! Publishing: the page that checks cards, and the signed list, as files for another host. The public never reaches the server
//! that holds the record.

use crate::{CardError, CardOffice, places};
use cards::IssuerKey;
use cards::check_page::{PublicList, Site};
use cards::status_list::{ListToken, Padding};
use jiff::{SignedDuration, Timestamp};
use record::{Actor, CardListPublished, Recorded};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

/// More than pages and lists take, in bytes.
const ROOM: usize = 2 << 20;

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

impl Publication {
    /// For how many hours it may be kept, and when it ends.
    pub(crate) fn until(self, now: Timestamp) -> Result<(u32, Timestamp), CardError> {
        let Self { keep_hours, days } = self;
        if keep_hours == 0 || days == 0 || days > 90 || keep_hours > 24 * days {
            return Err(CardError::NoSense {
                what: "a list holds for 1 to 90 days, and telephones keep it no longer than that".into(),
                fix: "Say for how long: --days 7 --keep-hours 24",
            });
        }
        let expires = now
            .checked_add(SignedDuration::from_hours(24 * i64::from(days)))
            .map_err(|_| CardError::damaged("a time is out of range"))?;
        Ok((keep_hours, expires))
    }
}

/// Refuses a folder without room before anything is put on record: a list that is on record as published and did not go out
/// leaves a revoked card good.
pub(crate) fn can_be_written(folder: &Path) -> Result<(), CardError> {
    let failed = |error: std::io::Error| CardError::File {
        what: "nothing can be published in",
        path: folder.to_owned(),
        kind: error.kind(),
        fix: "Check that it can be written to and has room. Nothing was put on record",
    };
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut trial = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    trial.write_all(&vec![0; ROOM]).and_then(|()| trial.as_file().sync_all()).map_err(failed)
}

/// Lists that were signed.
#[derive(Default)]
pub(crate) struct Signed {
    pub(crate) public: Vec<PublicList>,
    pub(crate) changed: Vec<Padding>,
    pub(crate) recorded: Vec<Recorded>,
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
        let (keep_hours, expires) = publication.until(now)?;
        let issuer = self.issuer().await?;
        can_be_written(folder)?;
        let addresses: BTreeSet<String> =
            self.issuers().await?.into_iter().map(|issuer| issuer.list).collect();
        let lists = self.signed_lists(by, addresses, (&issuer.key, keep_hours, expires), now).await?;
        let keys = self.public_keys().await?;
        let site =
            Site::new(&issuer.force, &issuer.issuer, &issuer.contact, &issuer.page, keys, lists.public)?;
        let written = cards::check_page::publish(&site, folder).map_err(CardError::Unpublished)?;
        let Signed { changed, recorded, .. } = lists;
        Ok(Published { files: written.files, bytes: written.bytes, expires, changed, recorded })
    }

    /// Signs each of these lists as it is now. What is kept is kept before it goes out.
    pub(crate) async fn signed_lists(
        &self,
        by: &Actor,
        addresses: BTreeSet<String>,
        (key, keep_hours, expires): (&IssuerKey, u32, Timestamp),
        now: Timestamp,
    ) -> Result<Signed, CardError> {
        let mut signed = Signed::default();
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
            .sign(key)?;
            let act = CardListPublished {
                list: address.clone(),
                cards: padding.cards,
                decoys: padding.decoys,
                expires: expires.to_string(),
            };
            signed.recorded.push(writing.commit(&act, by, &[]).await?);
            signed.changed.push(padding);
            signed.public.push(PublicList { address, token });
        }
        Ok(signed)
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
