//! Somebody asks that a recipient may get deliveries.

use crate::difference::{Difference, List};
use crate::stored::{instant, integer, narrow};
use crate::{Marks, ShareError, ShareState, Shares, Terms};
use jiff::{SignedDuration, Timestamp};
use record::{Actor, Field, FieldSet, KnownAt, Recorded, SHARE, SHARE_STATE, ShareProposed, Signer, Writing};
use roaring::RoaringBitmap;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use store::Value;
use zeroize::Zeroizing;

/// Fields that no recipient gets, and why: the first thing that a supplier's store should not hold.
pub const NEVER: &[(&str, &str)] = &[
    ("pay-number", "it opens the payroll, and no supplier's work needs it"),
    ("national-insurance", "it opens the payroll, and no supplier's work needs it"),
    ("vetting", "door rules live in the access-control system"),
];
/// Most people who do not exist in one delivery.
const MOST_FICTITIOUS: u32 = 1_000;
/// Longest time for which a share is approved, in days.
const LONGEST_DAYS: i64 = 3 * 366;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Order {
    /// Name, purpose, legal basis, people.
    pub terms: Terms,
    /// Number of the holder who gets it.
    pub holder: u32,
    /// What may be in a delivery.
    pub fields: FieldSet,
    /// How deliveries are marked.
    pub marks: Marks,
    /// People who do not exist that each delivery carries.
    pub fictitious: u32,
    /// Days after which a delivery has to be destroyed.
    pub keep_days: u32,
    /// Days between two deliveries; none: whenever one is ordered.
    pub every_days: Option<u32>,
    /// When nothing may be delivered any more.
    pub expires: Timestamp,
}

/// A share that was proposed.
#[derive(Debug, Clone)]
pub struct Proposed {
    /// Number of the share.
    pub share: u32,
    /// People in it today.
    pub people: u64,
    /// How it differs from each list that somebody has, the worst first.
    pub differences: Vec<Difference>,
    /// The act.
    pub recorded: Recorded,
}

impl Shares<'_> {
    /// Proposes a share. A list whose difference to an earlier delivery singles people out is refused, unless the terms say
    /// why it is right. `sensitive` are people whom the unit that knows gave for this comparison; they are not kept.
    pub async fn propose(
        &self,
        by: &Actor,
        signer: &Signer,
        order: &Order,
        sensitive: Option<&RoaringBitmap>,
        now: Timestamp,
    ) -> Result<Proposed, ShareError> {
        order.looked_at(now)?;
        let people = self.people(&order.terms.people, now, KnownAt::NOW).await?;
        if people.is_empty() {
            return Err(ShareError::Nobody);
        }
        let differences = self.differences(&people, sensitive, now).await?;
        singles_out(&differences, order.terms.despite.is_some())?;
        let chosen = match sensitive {
            Some(_) => worst(&self.differences(&people, None, now).await?),
            None => worst(&differences),
        };
        let terms = Zeroizing::new(
            serde_json::to_string(&order.terms)
                .map_err(|_| ShareError::Unwritten { what: "its terms cannot be written" })?,
        );
        let mut writing = self.record.begin("propose a share", now).await?;
        let recipient = crate::recipients::newest(&mut writing, order.holder)
            .await?
            .ok_or(ShareError::NoRecipient { holder: order.holder })?;
        self.is_free(&order.terms.name).await?;
        let number = writing.reserve(&SHARE, 1).await?;
        let sealed = writing.sealed(&SHARE, number, "terms", &terms)?;
        let row: Vec<Value> = vec![
            i64::from(recipient.row).into(),
            i64::from(order.holder).into(),
            order.fields.bits().into(),
            order.marks.bits().into(),
            i64::from(order.fictitious).into(),
            i64::from(order.keep_days).into(),
            order.every_days.map(i64::from).into(),
            order.expires.as_microsecond().into(),
            sealed.into(),
        ];
        writing.insert(&SHARE, number, vec![row]).await?;
        let share = narrow(number)?;
        becomes(&mut writing, share, None, ShareState::Proposed).await?;
        let act = ShareProposed {
            share,
            holder: order.holder,
            fields: order.fields.to_string(),
            people: people.len(),
            compared: differences.len() as u64,
            singled_out: worst(&differences),
            chosen,
            expires: order.expires.to_string(),
        };
        let recorded = writing.commit(&act, by, &[signer]).await?;
        Ok(Proposed { share, people: people.len(), differences, recorded })
    }

    /// How a list differs from each that somebody has been given, the worst first.
    pub async fn differences(
        &self,
        people: &RoaringBitmap,
        sensitive: Option<&RoaringBitmap>,
        now: Timestamp,
    ) -> Result<Vec<Difference>, ShareError> {
        let rows = self
            .record
            .read(
                "SELECT d.number, d.holder, d.people, d.valid, d.share, d.is_part FROM delivery d \
                 JOIN delivery_state s ON s.delivery = d.number AND s.ended IS NULL \
                 WHERE s.state <> 'cancelled' ORDER BY d.number",
                &[],
            )
            .await?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let aliases = self.record.aliases(KnownAt::NOW).await?;
        let standing = self.record.standing().await?;
        let staff = standing.at(now);
        // Whoever gets jobs has them all: together they are one list.
        let mut jobs: BTreeMap<i64, List> = BTreeMap::new();
        let mut differences = Vec::with_capacity(rows.len());
        for row in &rows {
            let list = List {
                delivery: narrow(integer(row, 0)?)?,
                holder: narrow(integer(row, 1)?)?,
                people: aliases.resolved(&crate::deliveries::people(row, 2)?),
                staff: standing.at(instant(integer(row, 3)?)?),
            };
            if integer(row, 5)? == 0 {
                differences.push(Difference::between(people, &staff, &list, sensitive));
                continue;
            }
            match jobs.entry(integer(row, 4)?) {
                Entry::Vacant(empty) => {
                    empty.insert(list);
                }
                Entry::Occupied(mut known) => {
                    let known = known.get_mut();
                    known.people |= &list.people;
                    known.delivery = list.delivery;
                    known.staff = list.staff;
                }
            }
        }
        differences.extend(jobs.values().map(|list| Difference::between(people, &staff, list, sensitive)));
        differences.sort_by_key(|difference| Reverse((difference.worst(), difference.delivery)));
        Ok(differences)
    }

    /// Refuses a name that a share in force has.
    async fn is_free(&self, name: &str) -> Result<(), ShareError> {
        match self.shares().await?.into_iter().find(|share| share.terms.name == name && share.is_open()) {
            Some(share) => Err(ShareError::NameTaken { share: share.number }),
            None => Ok(()),
        }
    }
}

/// The most people whom one of the differences singles out.
pub(crate) fn worst(differences: &[Difference]) -> u64 {
    differences.iter().map(Difference::worst).max().unwrap_or(0)
}

/// Refuses a list whose difference to another one singles people out.
pub(crate) fn singles_out(differences: &[Difference], is_excused: bool) -> Result<(), ShareError> {
    match differences.iter().find(|difference| difference.worst() > 0) {
        Some(worst) if !is_excused => Err(ShareError::SinglesOut {
            delivery: worst.delivery,
            holder: worst.holder,
            people: worst.worst(),
        }),
        _ => Ok(()),
    }
}

/// What a share is from now on.
pub(crate) async fn becomes(
    writing: &mut Writing<'_>,
    share: u32,
    before: Option<i64>,
    state: ShareState,
) -> Result<(), ShareError> {
    if let Some(row) = before {
        writing.end(&SHARE_STATE, &[row]).await?;
    }
    writing.insert_one(&SHARE_STATE, vec![i64::from(share).into(), state.id().into()]).await?;
    Ok(())
}

impl Order {
    fn looked_at(&self, now: Timestamp) -> Result<(), ShareError> {
        self.terms.looked_at()?;
        if self.fields.is_empty() {
            return Err(ShareError::Missing { what: "which fields are delivered" });
        }
        for (id, why) in NEVER {
            if let Some(field) = Field::named(id).filter(|field| self.fields.contains(*field)) {
                return Err(ShareError::NeverLeaves { title: field.title(), why });
            }
        }
        if self.fictitious > MOST_FICTITIOUS {
            return Err(ShareError::TooLong {
                what: "the list of people who do not exist",
                most: MOST_FICTITIOUS as usize,
            });
        }
        let longest = SignedDuration::from_hours(24 * LONGEST_DAYS);
        if self.expires <= now || self.expires.duration_since(now) > longest {
            return Err(ShareError::Time {
                what: "the share would expire in the past, or after more than three years",
                fix: "a day within the next three years",
            });
        }
        if self.keep_days == 0 || i64::from(self.keep_days) > LONGEST_DAYS || self.every_days == Some(0) {
            return Err(ShareError::Time {
                what: "a delivery has to be destroyed after some days, at most three years",
                fix: "the days for which the recipient needs it",
            });
        }
        Ok(())
    }
}
