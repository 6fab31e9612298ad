//! What cards say of where they come from, and the key that signs it.

use crate::places::{self, Places};
use crate::stored::{from_text, number, to_text};
use crate::{CardError, CardOffice};
use cards::statement::{CardPage, HolderKind, Statement};
use cards::status_list::Slots;
use cards::{Algorithm, IssuerKey, IssuerPublicKey};
use jiff::Timestamp;
use record::{Actor, CARD_ISSUER, CardOfficeSet, Recorded, Signer, Writing};
use store::{Row, Value};

/// What is set up.
#[derive(Debug, Clone)]
pub struct SetUp {
    /// Name of the force, as it stands on cards.
    pub force: String,
    /// Short name, as it stands in each code: `met`.
    pub issuer: String,
    /// Address of the page that checks cards.
    pub page: String,
    /// Name of the list, in the folder of the page: `1`.
    pub list: String,
    /// What somebody does who doubts a card.
    pub contact: String,
    /// How is signed.
    pub algorithm: Algorithm,
    /// Whether a fresh key signs from now on, although there is one.
    pub new_key: bool,
    /// For how many cards over the years a new list has room.
    pub room: u32,
}

/// What cards say of where they come from.
#[derive(Debug)]
pub struct Issuer {
    /// Row of it.
    pub row: u32,
    /// Short name, as it stands in each code.
    pub issuer: String,
    /// Name of the force.
    pub force: String,
    /// The page that checks cards.
    pub page: CardPage,
    /// Address of the status list.
    pub list: String,
    /// What somebody does who doubts a card.
    pub contact: String,
    /// The key that signs.
    pub key: IssuerKey,
    /// Whether this is what cards say today.
    pub is_current: bool,
}

const SELECT: &str =
    "SELECT number, issuer, force, page, list, contact, algorithm, secret, ended FROM card_issuer";

impl CardOffice<'_> {
    /// Sets up what cards say from now on. Cards that are out keep saying what they say: their keys and lists stay published.
    pub async fn set_up(
        &self,
        by: &Actor,
        signer: &Signer,
        set_up: &SetUp,
        now: Timestamp,
    ) -> Result<Recorded, CardError> {
        let page = CardPage::new(&set_up.page)?;
        let list = page.url().join(&set_up.list).map_err(|_| cards::statement::AddressError::Page)?;
        looked_at(set_up, list.as_str())?;
        let mut writing = self.record.begin("set the card office up", now).await?;
        let before = self.newest(&mut writing).await?;
        let kept = before
            .as_ref()
            .filter(|before| !set_up.new_key && before.key.algorithm() == set_up.algorithm)
            .map(|before| IssuerKey::new(before.key.algorithm(), &before.key.secret()));
        let new_key = kept.is_none();
        let key = match kept {
            Some(kept) => kept,
            None => IssuerKey::generate(set_up.algorithm),
        }
        .map_err(|_| CardError::damaged("a key for cards cannot be used"))?;
        // What the longest of its statements would be is tried now, and not when a thousand cards are drawn.
        let last_day = jiff::civil::date(2099, 12, 31);
        Statement::new(&set_up.issuer, HolderKind::Constable, last_day, list.as_str(), u32::MAX)?
            .sign(&key)?;
        if let Some(before) = &before {
            writing.end(&CARD_ISSUER, &[i64::from(before.row)]).await?;
        }
        let number = writing.reserve(&CARD_ISSUER, 1).await?;
        let secret = writing.sealed(&CARD_ISSUER, number, "secret", &to_text(key.secret().as_ref()))?;
        let row: Vec<Value> = vec![
            set_up.issuer.clone().into(),
            set_up.force.trim().into(),
            page.url().as_str().into(),
            list.as_str().into(),
            set_up.contact.trim().into(),
            algorithm_id(key.algorithm()).into(),
            key.public().to_bytes().into(),
            secret.into(),
        ];
        writing.insert(&CARD_ISSUER, number, vec![row]).await?;
        let new_list = places::read(self.record, &mut writing, list.as_str()).await?.is_none();
        if new_list {
            let places = Places {
                row: None,
                address: list.to_string(),
                published: None,
                slots: Slots::for_cards(set_up.room)?,
            };
            places.write(&mut writing).await?;
        }
        let act = CardOfficeSet {
            issuer: set_up.issuer.clone(),
            page: page.url().to_string(),
            list: list.to_string(),
            new_key,
            new_list,
        };
        Ok(writing.commit(&act, by, &[signer]).await?)
    }

    /// What cards say today.
    pub async fn issuer(&self) -> Result<Issuer, CardError> {
        let rows = self.record.read(&format!("{SELECT} WHERE ended IS NULL"), &[]).await?;
        self.read_issuer(rows.first().ok_or(CardError::NotSetUp)?)
    }

    /// What cards say today, and what those said that were made before; the newest first.
    pub async fn issuers(&self) -> Result<Vec<Issuer>, CardError> {
        let rows = self.record.read(&format!("{SELECT} ORDER BY number DESC"), &[]).await?;
        rows.iter().map(|row| self.read_issuer(row)).collect()
    }

    /// Every key that a card or a list may be signed with.
    pub async fn public_keys(&self) -> Result<Vec<IssuerPublicKey>, CardError> {
        let mut keys: Vec<IssuerPublicKey> = Vec::new();
        for issuer in self.issuers().await? {
            let key = issuer.key.public();
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        if keys.is_empty() { Err(CardError::NotSetUp) } else { Ok(keys) }
    }

    pub(crate) async fn newest(&self, writing: &mut Writing<'_>) -> Result<Option<Issuer>, CardError> {
        let rows = writing.read(&format!("{SELECT} WHERE ended IS NULL"), &[]).await?;
        rows.first().map(|row| self.read_issuer(row)).transpose()
    }

    fn read_issuer(self, row: &Row) -> Result<Issuer, CardError> {
        let damaged = || CardError::damaged("the key for cards cannot be read");
        let algorithm = match row.text(6)? {
            "ed25519" => Algorithm::Ed25519,
            "p256" => Algorithm::P256,
            _ => return Err(damaged()),
        };
        let secret = self.record.opened(&CARD_ISSUER, row.integer(0)?, "secret", row.bytes(7)?)?;
        let secret = from_text(&secret)?;
        let secret: &[u8; 32] = secret.as_slice().try_into().map_err(|_| damaged())?;
        Ok(Issuer {
            row: number(row, 0)?,
            issuer: row.text(1)?.to_owned(),
            force: row.text(2)?.to_owned(),
            page: CardPage::new(row.text(3)?)?,
            list: row.text(4)?.to_owned(),
            contact: row.text(5)?.to_owned(),
            key: IssuerKey::new(algorithm, secret).map_err(|_| damaged())?,
            is_current: row.optional_integer(8)?.is_none(),
        })
    }
}

fn algorithm_id(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::Ed25519 => "ed25519",
        Algorithm::P256 => "p256",
    }
}

fn looked_at(set_up: &SetUp, list: &str) -> Result<(), CardError> {
    let fix = "Say it: it stands on each card, or beside it";
    if set_up.force.trim().is_empty() || set_up.force.chars().count() > 80 {
        return Err(CardError::Missing { what: "the name of the force, of at most 80 letters,", fix });
    }
    if set_up.contact.trim().is_empty() || set_up.contact.chars().count() > 200 {
        return Err(CardError::Missing {
            what: "what somebody does who doubts a card, in at most 200 letters,",
            fix,
        });
    }
    let is_plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if set_up.list.is_empty() || set_up.list.len() > 40 || !set_up.list.chars().all(is_plain) {
        return Err(CardError::NoSense {
            what: format!("the list would be published as {list}, which is no plain name"),
            fix: "A list is called by small letters, digits and hyphens, such as 1",
        });
    }
    Ok(())
}
