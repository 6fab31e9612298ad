//! What a trace finds. Nothing in it is a personal value: people are numbers of the record.

use crate::clock::{ContentClock, DeliveryClock, Window};
use crate::delivery::DeliveryId;
use crate::source::Fit;
use serde::{Deserialize, Serialize};

/// What may be said about where the file came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The bar is cleared and two kinds of marks speak for it: this share leaked.
    Attributed,
    /// Two or more recipients' deliveries are in it, each above the bar.
    Merged,
    /// The bar is cleared, on the word of one kind of mark.
    OneChannel,
    /// Not proven: deliveries are ranked by how they fit.
    Ranked,
    /// It is about our people, and no delivery holds all its columns or its people: another source, perhaps our own system.
    NoDeliveryFits,
    /// It is not about our people, as far as can be told.
    NothingOfOurs,
}

/// What the file is made of.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct FileFound {
    /// Rows of all tables, without headings.
    pub rows: u64,
    /// Rows that are definitely about one of our people.
    pub rows_definite: u64,
    /// Rows that may be about one of several, or about nobody.
    pub rows_possible: u64,
    /// Rows about nobody of the force: strangers, or made up.
    pub rows_about_nobody: u64,
    /// Rows that bear a reference number of ours.
    pub rows_with_token: u64,
    /// Different strings that are reference numbers by their check character.
    pub strings_examined: u64,
    /// Of these, such as belong to no delivery that was tried.
    pub strings_unexplained: u64,
    /// Texts outside tables.
    pub texts: u64,
    /// Photos.
    pub photos: u64,
    /// Photos of which it is known whose they are.
    pub photos_known: u64,
    /// Columns, by table.
    pub columns: Vec<ColumnFound>,
}

impl FileFound {
    /// Photos of which it is not known for certain whose they are.
    pub fn photos_untold(&self) -> u64 {
        self.photos.saturating_sub(self.photos_known)
    }
}

/// What one column holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ColumnFound {
    /// The table, from 1.
    pub table: u32,
    /// The column, from 1.
    pub column: u32,
    /// What it holds.
    pub holds: Holds,
    /// The share of its different texts that the force has.
    pub contained: f64,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holds {
    /// Reference numbers.
    Tokens,
    /// Surnames.
    Surname,
    /// Forenames or initials.
    Forenames,
    /// Surname and forenames in one.
    FullName,
    /// A field of the record, by its bit.
    Field(u8),
}

/// What each kind of mark says about a delivery, as natural logarithms of e-values; nothing where there was nothing to look
/// at.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ChannelValues {
    /// T, before half is bet on it.
    pub token: Option<f64>,
    /// Reference numbers of the delivery that are in the file.
    pub token_matches: u64,
    /// People, fictitious people and specimens in the delivery.
    pub token_subjects: u64,
    /// O.
    pub order: Option<f64>,
    /// Rows whose order was looked at, and Kendall's statistic.
    pub order_rows: u64,
    /// Pairs that stand the other way round.
    pub order_inversions: u64,
    /// Kendall's statistic in standard deviations.
    pub order_z: f64,
    /// P.
    pub photo: Option<f64>,
    /// Photos that were pooled.
    pub photos: u64,
    /// The pooled statistic.
    pub photo_z: f64,
    /// H, before half is bet on it.
    pub honey: Option<f64>,
    /// Fictitious people of the delivery that are in the file.
    pub honey_people: u32,
}

/// One delivery, weighed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeliveryFound {
    /// Which.
    pub id: DeliveryId,
    /// When it was handed over.
    pub delivered: i64,
    /// Which state of the record it shows.
    pub as_of: i64,
    /// The logarithm of its e-value.
    pub ln_e: f64,
    /// Whether that clears the bar of single deliveries.
    pub clears: bool,
    /// Channels that speak for it by themselves.
    pub supporting: Vec<String>,
    /// By channel.
    pub channels: ChannelValues,
    /// How it fits without marks.
    pub fit: Fit,
    /// Other deliveries with the same people, fields and state of the record: only marks tell them apart.
    pub equal: Vec<DeliveryId>,
    /// Rows of the file that are this delivery's, by reference number, or else because only it holds the person.
    pub rows: u64,
}

/// One recipient, weighed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecipientFound {
    /// Which.
    pub recipient: u32,
    /// The logarithm of the average e-value of all its deliveries.
    pub ln_e: f64,
    /// Whether that clears the bar of recipients.
    pub clears: bool,
    /// Channels that speak for it by themselves, for its strongest delivery or for all in the file together.
    pub supporting: Vec<String>,
    /// People of the file who were in any of its deliveries that had all columns of the file.
    pub people_in: u64,
    /// All its deliveries.
    pub deliveries: u32,
    /// Deliveries of which reference numbers are in the file, or that clear the bar.
    pub present: Vec<DeliveryId>,
    /// Fields of those deliveries, as bits: the file may hold more of them than its columns were told to.
    #[serde(default)]
    pub fields: u64,
    /// When the recipient's store was copied, as its deliveries tell.
    pub clock: Option<DeliveryClock>,
    /// The same from specimens alone.
    pub specimens: Option<DeliveryClock>,
    /// When what is in the file was taken from this recipient, if it is above the bar.
    pub window: Window,
}

/// How the rows of the file share out among the recipients that clear the bar.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Split {
    /// By recipient: rows with its reference numbers, and rows about people whom only it holds.
    pub rows: Vec<(u32, u64)>,
    /// Rows about people whom several of them hold.
    pub shared: u64,
    /// Rows about our people whom none of them holds.
    pub unexplained: u64,
}

/// A certificate of destruction that the file contradicts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contradiction {
    /// The delivery that was certified as destroyed.
    pub destroyed: DeliveryId,
    /// When.
    pub certified: i64,
    /// Rows of it that are in the file.
    pub rows: u64,
    /// A delivery that came later, and is in the file too.
    pub later: DeliveryId,
    /// When it came.
    pub delivered: i64,
    /// Rows of that one.
    pub later_rows: u64,
}

/// One person in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonFound {
    /// Number in the record.
    pub person: u32,
    /// Whether a row is about nobody else.
    pub definite: bool,
    /// Fields that are in the file, as bits.
    pub fields: u64,
    /// Of these, fields whose value in the file is not today's, as bits.
    pub stale: u64,
    /// Deliveries in the file that hold the person.
    pub deliveries: Vec<DeliveryId>,
}

/// Work that was done, for whoever wants to know how thoroughly.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Work {
    /// Reference numbers that were computed.
    pub hashes: u64,
    /// Whether every delivery was tried with everybody whom the file may be about.
    pub exhaustive: bool,
    /// Deliveries that were known.
    pub deliveries: u64,
    /// Recipients that were known.
    pub recipients: u64,
}

/// From a leaked file to its source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trace {
    /// What may be said.
    pub verdict: Verdict,
    /// When it was traced.
    pub traced: i64,
    /// What the file is made of.
    pub file: FileFound,
    /// Recipients, likeliest first: all that clear the bar, and some that do not.
    pub recipients: Vec<RecipientFound>,
    /// The logarithm of the bar for recipients.
    pub recipient_bar: f64,
    /// Deliveries, likeliest first.
    pub deliveries: Vec<DeliveryFound>,
    /// The logarithm of the bar for single deliveries.
    pub delivery_bar: f64,
    /// Deliveries against which nothing speaks, marks left aside.
    pub consistent: u64,
    /// How rows share out, if anybody clears the bar.
    pub split: Option<Split>,
    /// Which moment of the record the file shows.
    pub content: Option<ContentClock>,
    /// Whether rows of several moments are in the file, so that the content has no single one.
    pub several_moments: bool,
    /// When it was taken; of a file that was put together, when that can have been.
    pub window: Window,
    /// Certificates that it contradicts.
    pub contradictions: Vec<Contradiction>,
    /// Deliveries in the file that were certified as destroyed, contradicted or not.
    pub certified: Vec<DeliveryId>,
    /// Everybody in it, by number.
    pub people: Vec<PersonFound>,
    /// People of the deliveries in the file who are not in it themselves; of all deliveries to the source, where a photo in the
    /// file may be of anybody.
    pub not_in_file: Vec<u32>,
    /// How thorough it was.
    pub work: Work,
}

impl Trace {
    /// Fields of the deliveries in the file that no column was told to hold, as bits. A column of few different values is not
    /// always told from others, so these may be in it all the same.
    pub fn fields_besides(&self) -> u64 {
        let told = self.people.iter().fold(0, |told, person| told | person.fields);
        let accused = self.recipients.iter().filter(|found| found.clears);
        accused.fold(0, |all, found| all | found.fields) & !told
    }

    /// People who are definitely in the file.
    pub fn definite(&self) -> usize {
        self.people.iter().filter(|person| person.definite).count()
    }

    /// People who may be in it, beside those.
    pub fn possible(&self) -> usize {
        self.people.len() - self.definite()
    }
}
