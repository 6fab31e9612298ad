//! A delivery is made: read, marked, sealed, committed to, on record as a holding, and only then given its name on the disk.
//!
//! Sealing comes first and the act second: a machine that stops in between leaves a draft that nobody is told of. The act
//! comes before the file gets its name: a machine that stops then leaves a holding of a file that may not have left, which
//! `tipstaff share cancel` closes. So the record may say too much for a moment, and never too little.

mod fictitious;
mod package;
mod packing;
mod photos;
mod specimen;

pub use fictitious::Nobody;
pub use packing::{CARD_JOB_FORM, Packed, Packing, PhotoMark};
pub(crate) use specimen::NUMBER as SPECIMEN;

use crate::decide::Standing;
use crate::define::{singles_out, worst};
use crate::deliveries::written;
use crate::form::FormRow;
use crate::register::Share;
use crate::stored::{integer, narrow};
use crate::{DeliveryState, Mark, Marks, ShareError, ShareState, Shares};
use fictitious::Likeness;
use jiff::Timestamp;
use marks::{DeliveryKey, DeliveryName, Subject};
use package::{Package, Sealed};
use receipts::{PARTS_SCHEMA, Parts, hex};
use record::{
    Actor, Beginning, DELIVERY, DELIVERY_STATE, Delivered, FICTITIOUS, Field, FieldSet, HoldingOrder,
    KnownAt, Recorded, ShareProposed, Signer, Subjects, Writing,
};
use roaring::RoaringBitmap;
use std::collections::BTreeMap;
use std::path::Path;
use store::Value;
use tempfile::NamedTempFile;
use zeroize::Zeroizing;

/// Label of the key that all marks come from.
pub(crate) const MASTER: &str = "share marks/1";
/// Heading of the column with references.
pub const REFERENCE: &str = "Reference";

/// What was delivered.
#[derive(Debug, Clone)]
pub struct Made {
    /// Number of the delivery.
    pub delivery: u32,
    /// Number of the holding.
    pub holding: u32,
    /// People in it.
    pub people: u64,
    /// People in it who do not exist.
    pub fictitious: u64,
    /// SHA-256 of the sealed file.
    pub sha256: [u8; 32],
    /// Size of the sealed file.
    pub bytes: u64,
    /// Until when it has to be destroyed.
    pub destroy_by: Timestamp,
    /// The act.
    pub recorded: Recorded,
}

/// A row that will be written.
struct DeliveredRow {
    subject: Subject,
    /// Its reference: the token, or where it stands.
    reference: Zeroizing<String>,
    values: BTreeMap<Field, Zeroizing<String>>,
}

/// What all of a delivery stands on.
struct Basis<'s> {
    share: &'s Share,
    number: u32,
    known: KnownAt,
    position: i64,
    now: Timestamp,
    people: RoaringBitmap,
    is_part: bool,
    key: DeliveryKey,
}

/// What is to be delivered.
#[derive(Debug, Clone, Copy)]
pub struct DeliveryOrder<'o> {
    /// The share.
    pub share: &'o Share,
    /// Form of the table.
    pub form: &'static FormRow,
    /// Only these of the share's people, as for a job of cards; none: all of them.
    pub only: Option<&'o RoaringBitmap>,
    /// Where the sealed file is written. No file may be there.
    pub target: &'o Path,
}

impl Shares<'_> {
    /// The key of a delivery's marks.
    pub(crate) fn delivery_key(self, holder: u32, share: u32, delivery: u32) -> DeliveryKey {
        let purpose = format!("share {share}");
        let name = DeliveryName { recipient: holder, purpose: &purpose, delivery };
        DeliveryKey::derive(&self.record.room_key(MASTER), &name)
    }

    /// Makes a delivery under a share.
    pub async fn deliver(
        &self,
        by: &Actor,
        signer: &Signer,
        order: DeliveryOrder<'_>,
        now: Timestamp,
    ) -> Result<Made, ShareError> {
        let DeliveryOrder { share, form, target, .. } = order;
        let basis = self.basis(share, order.only, now).await?;
        let recipient = self.recipient(share.recipient).await?.keys.recipient()?;
        let (rows, nobodies) = self.rows(&basis).await?;
        let draft = draft_beside(target)?;
        let destroy_by = packing::destroy_by(share, now)?;
        let mut package = Package::begin(&draft, &recipient)?;
        package.part(form.file, |out| table(&basis, form, &rows, out))?;
        self.photos(&basis, &rows, &mut package).await?;
        let count = rows.len() as u64;
        let sealed = package.end(|parts| Parts {
            schema: PARTS_SCHEMA.into(),
            record: self.record.id().to_owned(),
            delivery: basis.number,
            made: now.to_string(),
            destroy_by: destroy_by.to_string(),
            key_commitment: hex(&basis.key.commitment()),
            rows: count,
            parts,
        })?;
        let mut writing = self.record.begin("deliver", now).await?;
        let (number, holding) =
            write(&mut writing, &basis, Contents::of(&basis, form, &sealed), destroy_by).await?;
        write_nobodies(&mut writing, number, &nobodies).await?;
        let act = Delivered {
            delivery: number,
            share: share.number,
            holder: share.holder,
            holding,
            fields: share.fields.to_string(),
            people: basis.people.len(),
            fictitious: nobodies.len() as u64,
            key_commitment: hex(&basis.key.commitment()),
            content: hex(&sealed.content),
            sha256: hex(&sealed.sha256),
            bytes: sealed.bytes,
            destroy_by: destroy_by.to_string(),
        };
        let recorded = writing.commit(&act, by, &[signer]).await?;
        draft.persist_noclobber(target).map_err(|error| ShareError::File {
            what: "the delivery is on record, and could not be put at",
            path: target.to_owned(),
            kind: error.error.kind(),
            fix: "Cancel it (tipstaff share cancel), and deliver again to another place",
        })?;
        Ok(Made {
            delivery: number,
            holding,
            people: basis.people.len(),
            fictitious: nobodies.len() as u64,
            sha256: sealed.sha256,
            bytes: sealed.bytes,
            destroy_by,
            recorded,
        })
    }

    /// Whether anything may be delivered now, and about whom.
    async fn basis<'s>(
        &self,
        share: &'s Share,
        only: Option<&RoaringBitmap>,
        now: Timestamp,
    ) -> Result<Basis<'s>, ShareError> {
        may_deliver(share, now)?;
        let rows = self
            .record
            .read("SELECT h.size, (SELECT c.next FROM counter c WHERE c.name = 'delivery') FROM head h", &[])
            .await?;
        let row = rows.first().ok_or_else(|| ShareError::damaged("the head of the log is missing"))?;
        let position = integer(row, 0)?;
        let number = narrow(crate::stored::optional(row, 1)?.unwrap_or(1))?;
        let known = KnownAt::before(u64::try_from(position).unwrap_or_default());
        let mut people = self.people(&share.terms.people, now, known).await?;
        // Who approved saw the differences of that day. Those of today may be worse.
        let differences = self.differences(&people, None, now).await?;
        if worst(&differences) > self.chosen_when_proposed(share).await? {
            singles_out(&differences, share.terms.despite.is_some())?;
        }
        if let Some(only) = only {
            people &= self.record.aliases(known).await?.resolved(only);
        }
        if people.is_empty() {
            return Err(ShareError::Nobody);
        }
        let key = self.delivery_key(share.holder, share.number, number);
        Ok(Basis { share, number, known, position, now, people, is_part: only.is_some(), key })
    }

    /// Of how many people who were chosen the worst difference told, on the day the share was proposed.
    async fn chosen_when_proposed(&self, share: &Share) -> Result<u64, ShareError> {
        let position = i64::try_from(share.proposal).map_err(|_| ShareError::damaged("a position"))?;
        let rows = self.record.read("SELECT body FROM leaf WHERE position = $1", &[position.into()]).await?;
        let row = rows.first().ok_or_else(|| ShareError::damaged("a proposal is missing"))?;
        let leaf = record::Leaf::parse(crate::stored::bytes(row, 0)?)?;
        let act: ShareProposed = serde_json::from_value(leaf.body)
            .map_err(|_| ShareError::damaged("a proposal makes no sense"))?;
        Ok(act.chosen)
    }

    /// Every row, in the order in which it is delivered.
    async fn rows(&self, basis: &Basis<'_>) -> Result<(Vec<DeliveredRow>, Vec<Nobody>), ShareError> {
        let fields = basis.share.fields;
        let mut likeness = Likeness::default();
        let mut rows = Vec::with_capacity(basis.people.len() as usize);
        self.record
            .names(&basis.people, fields, basis.now, basis.known, |person, values| {
                likeness.take(values);
                let values = values.iter().cloned().collect();
                rows.push(DeliveredRow {
                    subject: Subject::Person(person),
                    reference: Zeroizing::default(),
                    values,
                });
                Ok(())
            })
            .await?;
        let nobodies = if basis.share.marks.has(Mark::Fictitious) {
            self.nobodies(basis, &likeness).await?
        } else {
            Vec::new()
        };
        for (place, nobody) in (0_u32..).zip(&nobodies) {
            let values = nobody
                .values
                .iter()
                .filter_map(|(id, text)| Some((Field::named(id)?, Zeroizing::new(text.clone()))))
                .collect();
            rows.push(DeliveredRow {
                subject: Subject::Fictitious(place),
                reference: Zeroizing::default(),
                values,
            });
        }
        rows.extend(specimen::row(basis.share));
        if basis.share.marks.has(Mark::Order) {
            let order = basis.key.order();
            rows.sort_by_cached_key(|row| order.place(row.subject));
        } else {
            // The order in which people were numbered would tell who joined when, and that the last ones are nobody.
            rows.sort_by_cached_key(|row| {
                row.values.values().map(|text| text.to_string()).collect::<Vec<_>>()
            });
        }
        let tokens = basis.share.marks.has(Mark::Token).then(|| basis.key.token());
        for (place, row) in (1_u32..).zip(&mut rows) {
            *row.reference = match &tokens {
                Some(tokens) => tokens.token(row.subject).to_string(),
                None => format!("{place:06}"),
            };
        }
        Ok((rows, nobodies))
    }
}

fn may_deliver(share: &Share, now: Timestamp) -> Result<(), ShareError> {
    if share.state != ShareState::Approved {
        return Err(ShareError::WrongState {
            share: share.number,
            state: share.state,
            fix: "Only what a second actor approved is delivered: tipstaff share approve",
        });
    }
    if now >= share.expires {
        return Err(ShareError::Expired { share: share.number });
    }
    if share.has_other_keys {
        return Err(ShareError::OtherKeys { share: share.number });
    }
    Ok(())
}

/// A draft in the folder of the target: only its owner reads it, and it goes when it is dropped.
fn draft_beside(target: &Path) -> Result<NamedTempFile, ShareError> {
    let refused = |kind, fix| ShareError::File {
        what: "could not write the delivery to",
        path: target.to_owned(),
        kind,
        fix,
    };
    if target.symlink_metadata().is_ok() {
        return Err(refused(std::io::ErrorKind::AlreadyExists, "Name a file that is not there yet"));
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    tempfile::Builder::new()
        .prefix(".tipstaff-")
        .suffix(".draft")
        .tempfile_in(folder)
        .map_err(|error| refused(error.kind(), "Name a folder that is there and can be written"))
}

/// Writes the table.
fn table(
    basis: &Basis<'_>,
    form: &FormRow,
    rows: &[DeliveredRow],
    out: &mut dyn std::io::Write,
) -> Result<(), ShareError> {
    let has_tokens = basis.share.marks.has(Mark::Token);
    let photo = Field::named("photo").filter(|photo| basis.share.fields.contains(*photo));
    let fields: Vec<Field> = basis.share.fields.iter().filter(|field| Some(*field) != photo).collect();
    let mut headings: Vec<String> = fields.iter().map(|field| field.title().to_owned()).collect();
    if has_tokens {
        headings.insert(0, REFERENCE.to_owned());
    }
    if let Some(photo) = photo {
        headings.push(photo.title().to_owned());
    }
    let mut table = form.begin(&headings)?;
    for row in rows {
        let mut cells: Vec<&str> = Vec::with_capacity(headings.len());
        if has_tokens {
            cells.push(&row.reference);
        }
        cells.extend(fields.iter().map(|field| row.values.get(field).map_or("", |text| text.as_str())));
        let file = match photo {
            Some(photo) if row.values.contains_key(&photo) => photos::name_of(&row.reference),
            _ => String::new(),
        };
        if photo.is_some() {
            cells.push(&file);
        }
        table.row(&cells, out)?;
    }
    table.end(out)
}

/// What goes on record of what was packed.
struct Contents {
    fields: FieldSet,
    marks: Marks,
    form: &'static str,
    content: [u8; 32],
    sha256: [u8; 32],
    bytes: u64,
    subjects: Subjects,
}

impl Contents {
    fn of(basis: &Basis<'_>, form: &'static FormRow, sealed: &Sealed) -> Self {
        Self {
            fields: basis.share.fields,
            marks: basis.share.marks,
            form: form.id,
            content: sealed.content,
            sha256: sealed.sha256,
            bytes: sealed.bytes,
            subjects: Subjects::people(basis.people.clone()),
        }
    }
}

/// Holding, recipe and state.
async fn write(
    writing: &mut Writing<'_>,
    basis: &Basis<'_>,
    contents: Contents,
    destroy_by: Timestamp,
) -> Result<(u32, u32), ShareError> {
    let share = basis.share;
    // The share as it is now, and not as it was when this began.
    let standing = Standing::read(writing, share.number).await?;
    if standing.state != ShareState::Approved {
        let fix = "It was ended while this was made. Nothing was delivered";
        return Err(ShareError::WrongState { share: share.number, state: standing.state, fix });
    }
    let number = writing.reserve(&DELIVERY, 1).await?;
    if number != i64::from(basis.number) {
        return Err(ShareError::Meanwhile);
    }
    let from = writing.at();
    let order = HoldingOrder {
        holder: share.holder,
        fields: contents.fields,
        subjects: contents.subjects,
        from: Beginning { earliest: Some(from), latest: from },
        until: None,
        handed: Some(contents.sha256),
        note: None,
    };
    let holding = writing.open_holding(order).await?;
    let row: Vec<Value> = vec![
        i64::from(share.number).into(),
        i64::from(share.holder).into(),
        i64::from(holding).into(),
        basis.position.into(),
        basis.now.as_microsecond().into(),
        contents.fields.bits().into(),
        written(&basis.people)?.into(),
        i64::from(basis.is_part).into(),
        contents.marks.bits().into(),
        contents.form.into(),
        basis.key.commitment().to_vec().into(),
        contents.content.to_vec().into(),
        contents.sha256.to_vec().into(),
        i64::try_from(contents.bytes).unwrap_or(i64::MAX).into(),
        destroy_by.as_microsecond().into(),
    ];
    writing.insert(&DELIVERY, number, vec![row]).await?;
    let state: Vec<Value> =
        vec![number.into(), DeliveryState::Delivered.id().into(), None::<i64>.into(), None::<Vec<u8>>.into()];
    writing.insert_one(&DELIVERY_STATE, state).await?;
    Ok((narrow(number)?, holding))
}

/// Puts on record who does not exist.
async fn write_nobodies(
    writing: &mut Writing<'_>,
    delivery: u32,
    nobodies: &[Nobody],
) -> Result<(), ShareError> {
    if nobodies.is_empty() {
        return Ok(());
    }
    let first = writing.reserve(&FICTITIOUS, nobodies.len()).await?;
    let mut rows = Vec::with_capacity(nobodies.len());
    for ((number, place), nobody) in (first..).zip(0_i64..).zip(nobodies) {
        let name = Zeroizing::new(
            serde_json::to_string(nobody)
                .map_err(|_| ShareError::Unwritten { what: "a name cannot be written" })?,
        );
        let sealed = writing.sealed(&FICTITIOUS, number, "name", &name)?;
        let tag = writing.record().fictitious_tag(&nobody.surname, &nobody.forename);
        rows.push(vec![
            i64::from(delivery).into(),
            place.into(),
            "fictitious".into(),
            sealed.into(),
            tag.to_vec().into(),
        ]);
    }
    writing.insert(&FICTITIOUS, first, rows).await?;
    Ok(())
}
