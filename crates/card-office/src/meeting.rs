//! The check from both sides: where its pages lie, and publishing them.

use crate::places::{self, Places};
use crate::publish::can_be_written;
use crate::{CardError, CardOffice, Publication, Published};
use cards::statement::{AddressError, CardPage, HolderKind, Statement};
use cards::status_list::Slots;
use cards::two_sided::{Meeting as Pages, RelayAddress, publish, publish_telephone};
use jiff::Timestamp;
use record::{Actor, CARD_MEETING, CardMeetingSet, Recorded, Signer};
use std::collections::BTreeSet;
use std::path::Path;
use store::Value;

/// Name of the list, in the folder of the page.
const LIST: &str = "1";

/// What is set up.
#[derive(Debug, Clone)]
pub struct MeetingSetUp {
    /// Address of the page of whoever asks.
    pub page: String,
    /// Address of the page of telephones.
    pub telephone: String,
    /// Address of the relay.
    pub relay: String,
    /// For how many places a new list has room: a telephone takes one for each answer that it can give.
    pub room: u32,
}

/// Where the check from both sides is.
#[derive(Debug, Clone)]
pub struct Meeting {
    /// The page of whoever asks.
    pub page: CardPage,
    /// The page of telephones.
    pub telephone: CardPage,
    /// The relay.
    pub relay: RelayAddress,
    /// Address of the status list of telephones.
    pub list: String,
}

/// An address of a folder: its pages and lists lie in it.
fn folder(address: &str) -> String {
    let address = address.trim();
    if address.ends_with('/') { address.to_owned() } else { format!("{address}/") }
}

/// Folders for the two pages: files for any host.
#[derive(Debug, Clone, Copy)]
pub struct MeetingFolders<'f> {
    /// For the page of whoever asks, and the list.
    pub page: &'f Path,
    /// For the page of telephones.
    pub telephone: &'f Path,
}

impl CardOffice<'_> {
    /// Says where the check from both sides is from now on. Telephones that sign for another page have to be enrolled again.
    pub async fn set_meeting(
        &self,
        by: &Actor,
        signer: &Signer,
        set_up: &MeetingSetUp,
        now: Timestamp,
    ) -> Result<Recorded, CardError> {
        let issuer = self.issuer().await?;
        let (page, telephone) =
            (CardPage::new(&folder(&set_up.page))?, CardPage::new(&folder(&set_up.telephone))?);
        let relay = RelayAddress::new(&set_up.relay)?;
        let list = page.url().join(LIST).map_err(|_| AddressError::Page)?.to_string();
        if self.issuers().await?.iter().any(|issuer| issuer.list == list) {
            return Err(CardError::NoSense {
                what: format!("{list} is the list of cards, and telephones have one of their own"),
                fix: "Choose another folder for the page, such as https://cards.example.uk/ask/",
            });
        }
        // What the longest enrolment would say is tried now, and not when somebody stands there with a telephone.
        Statement::new(
            &issuer.issuer,
            HolderKind::Constable,
            jiff::civil::date(2099, 12, 31),
            &list,
            u32::MAX,
        )?
        .sign(&issuer.key)?;
        let mut writing = self.record.begin("set the check from both sides up", now).await?;
        let before = writing.read("SELECT number FROM card_meeting WHERE ended IS NULL", &[]).await?;
        if let Some(row) = before.first() {
            writing.end(&CARD_MEETING, &[row.integer(0)?]).await?;
        }
        let row: Vec<Value> = vec![
            page.url().as_str().into(),
            telephone.url().as_str().into(),
            relay.as_str().into(),
            list.clone().into(),
        ];
        writing.insert_one(&CARD_MEETING, row).await?;
        let new_list = places::read(self.record, &mut writing, &list).await?.is_none();
        if new_list {
            let slots = Slots::for_cards(set_up.room)?;
            Places { row: None, address: list.clone(), published: None, slots }.write(&mut writing).await?;
        }
        let act = CardMeetingSet {
            page: page.url().to_string(),
            telephone: telephone.url().to_string(),
            relay: relay.as_str().to_owned(),
            list,
            new_list,
        };
        Ok(writing.commit(&act, by, &[signer]).await?)
    }

    /// Where the check from both sides is.
    pub async fn meeting(&self) -> Result<Meeting, CardError> {
        let rows = self
            .record
            .read("SELECT page, telephone, relay, list FROM card_meeting WHERE ended IS NULL", &[])
            .await?;
        let row = rows.first().ok_or(CardError::NoMeeting)?;
        Ok(Meeting {
            page: CardPage::new(row.text(0)?)?,
            telephone: CardPage::new(row.text(1)?)?,
            relay: RelayAddress::new(row.text(2)?)?,
            list: row.text(3)?.to_owned(),
        })
    }

    /// Signs the list of telephones and writes both pages into folders.
    pub async fn publish_meeting(
        &self,
        by: &Actor,
        folders: MeetingFolders<'_>,
        publication: Publication,
        now: Timestamp,
    ) -> Result<Published, CardError> {
        let (keep_hours, expires) = publication.until(now)?;
        let (issuer, meeting) = (self.issuer().await?, self.meeting().await?);
        can_be_written(folders.page)?;
        can_be_written(folders.telephone)?;
        let lists = BTreeSet::from([meeting.list.clone()]);
        let signed = self.signed_lists(by, lists, (&issuer.key, keep_hours, expires), now).await?;
        let keys = self.public_keys().await?;
        let pages = Pages::new(
            &issuer.force,
            &issuer.issuer,
            &issuer.contact,
            &meeting.page,
            &meeting.relay,
            keys,
            signed.public,
        )?;
        let asked = publish(&pages, folders.page).map_err(CardError::Unpublished)?;
        let answered = publish_telephone(&pages, folders.telephone).map_err(CardError::Unpublished)?;
        let mut files = asked.files;
        files.extend(answered.files);
        Ok(Published {
            files,
            bytes: asked.bytes + answered.bytes,
            expires,
            changed: signed.changed,
            recorded: signed.recorded,
        })
    }
}
