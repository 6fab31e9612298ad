//! Somebody orders cards: it is decided who is printed where, and each card gets a serial and a place in the list.

use crate::kind::KindRow;
use crate::places;
use crate::stored::{bytes_of, narrow};
use crate::{CardError, CardOffice, CardState, Mode, apart};
use cards::job::Serial;
use cards::plan::{Holder, Plan, Sensitivity};
use jiff::Timestamp;
use jiff::civil::Date;
use record::{Actor, CARD, CARD_ORDER, CARD_STATE, CardsOrdered, KnownAt, Recorded, Signer, Writing};
use roaring::RoaringBitmap;
use share::Shares;
use std::collections::BTreeSet;
use store::Value;

/// The most cards of one order.
const MOST_CARDS: u64 = 200_000;
/// Serials that are looked up together.
const AT_ONCE: usize = 500;
/// For how many years a card may be valid.
const MOST_YEARS: i16 = 15;

/// What the unit that knows says of who is at risk. It is used, and those whom it names are set apart for good with others,
/// among whom they cannot be told.
#[derive(Clone)]
pub enum SensitivePeople {
    /// These.
    These(RoaringBitmap),
    /// Nobody in this order is: somebody said so.
    Nobody,
}

/// Never who.
impl std::fmt::Debug for SensitivePeople {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("SensitivePeople")
    }
}

/// What is ordered.
#[derive(Debug, Clone)]
pub struct CardOrder {
    /// Where faces are printed.
    pub mode: Mode,
    /// Number of the share of the print service, for sealed jobs.
    pub share: Option<u32>,
    /// Name of the design.
    pub design: String,
    /// What kind of holder the cards are for.
    pub kind: &'static KindRow,
    /// Last day of the cards.
    pub last_day: Date,
    /// For whom.
    pub people: RoaringBitmap,
    /// Who is at risk.
    pub sensitive: SensitivePeople,
}

/// What was ordered.
#[derive(Debug, Clone)]
pub struct Ordered {
    /// Number of the order.
    pub order: u32,
    /// How many cards.
    pub cards: u64,
    /// How many of them are printed in the force.
    pub in_force: u64,
    /// The act.
    pub recorded: Recorded,
}

impl CardOffice<'_> {
    /// Orders a card for each of these people.
    pub async fn order(
        &self,
        by: &Actor,
        signer: &Signer,
        order: &CardOrder,
        now: Timestamp,
    ) -> Result<Ordered, CardError> {
        self.order_in(by, signer, order, &[], now).await
    }

    /// The same; people in `first` get their cards before all others, in this order. With any of them it is a reissue.
    pub(crate) async fn order_in(
        &self,
        by: &Actor,
        signer: &Signer,
        order: &CardOrder,
        first: &[u32],
        now: Timestamp,
    ) -> Result<Ordered, CardError> {
        looked_at(order, now)?;
        self.design(&order.design).await?;
        let aliases = self.record.aliases(KnownAt::NOW).await?;
        let people = aliases.resolved(&order.people);
        if people.is_empty() {
            return Err(CardError::Nobody);
        }
        if people.len() > MOST_CARDS {
            return Err(CardError::NoSense {
                what: "an order has at most 200,000 cards".into(),
                fix: "Order for fewer people at once",
            });
        }
        if let Some(share) = order.share {
            self.is_allowed(share, &people, now).await?;
        }
        let sensitive = match &order.sensitive {
            SensitivePeople::These(people) => aliases.resolved(people),
            SensitivePeople::Nobody => RoaringBitmap::new(),
        };
        let mut writing = self.record.begin("order cards", now).await?;
        let issuer = self.newest(&mut writing).await?.ok_or(CardError::NotSetUp)?;
        let group = apart::read(self.record, &mut writing).await?;
        let holders: Vec<Holder> = people
            .iter()
            .map(|person| {
                let is_sensitive = sensitive.contains(person);
                let sensitivity = if is_sensitive { Sensitivity::Covert } else { Sensitivity::Ordinary };
                Holder { person, sensitivity }
            })
            .collect();
        let plan = Plan::new(order.mode.plan(), &holders, &aliases.resolved(&group.people))?;
        group.grow(&mut writing, &plan.apart()).await?;
        let mut places = places::known(self.record, &mut writing, &issuer.list).await?;
        let number = writing.reserve(&CARD_ORDER, 1).await?;
        let row: Vec<Value> = vec![
            order.mode.id().into(),
            order.share.map(i64::from).into(),
            order.design.clone().into(),
            order.kind.id.into(),
            order.last_day.to_string().into(),
            i64::from(!first.is_empty()).into(),
            bytes_of(&people)?.into(),
        ];
        writing.insert(&CARD_ORDER, number, vec![row]).await?;
        let in_force = |person| plan.route(person).is_none_or(|route| route.in_force);
        let cards =
            write_cards(&mut writing, &mut places, number, issuer.row, &sequence(&people, first), in_force)
                .await?;
        places.write(&mut writing).await?;
        let inside = people.iter().filter(|person| in_force(*person)).count() as u64;
        let act = CardsOrdered {
            order: narrow(number)?,
            mode: order.mode.id().into(),
            share: order.share,
            cards,
            in_force: inside,
            design: order.design.clone(),
            last_day: order.last_day.to_string(),
            reissue: !first.is_empty(),
        };
        let recorded = writing.commit(&act, by, &[signer]).await?;
        Ok(Ordered { order: narrow(number)?, cards, in_force: inside, recorded })
    }

    /// Whether a share may give faces of these people to a print service: it is approved, and about all of them.
    async fn is_allowed(&self, share: u32, people: &RoaringBitmap, now: Timestamp) -> Result<(), CardError> {
        let shares = Shares::new(self.record);
        let share = shares.share(&share.to_string()).await?;
        // What may not be delivered today is told before cards are numbered for it.
        shares.packing(&share, people, now).await?;
        let allowed = shares.people(&share.terms.people, now, KnownAt::NOW).await?;
        let others = people.len() - people.intersection_len(&allowed);
        if others > 0 {
            return Err(CardError::NoSense {
                what: format!("{others} of these people are not in share {}", share.number),
                fix: "Order for people of the share, or have a share approved that has them",
            });
        }
        Ok(())
    }
}

/// Those who come first, then everybody else by number.
fn sequence(people: &RoaringBitmap, first: &[u32]) -> Vec<u32> {
    let mut left = people.clone();
    let mut all: Vec<u32> = first.iter().copied().filter(|person| left.remove(*person)).collect();
    all.extend(left);
    all
}

/// Serials that no card has. They are short enough that two of fifty thousand are alike once in a thousand forces.
async fn fresh_serials(writing: &mut Writing<'_>, count: usize) -> Result<BTreeSet<Serial>, CardError> {
    let mut fresh = BTreeSet::new();
    while fresh.len() < count {
        let mut drawn = BTreeSet::new();
        while drawn.len() < (count - fresh.len()).min(AT_ONCE) {
            drawn.insert(Serial::generate().map_err(cards::job::JobError::from)?);
        }
        let record = writing.record();
        let tags: Vec<Value> =
            drawn.iter().map(|serial| record.card_tag(&serial.to_string()).to_vec().into()).collect();
        let list = (1..=tags.len()).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ");
        let taken = writing.read(&format!("SELECT tag FROM card WHERE tag IN ({list})"), &tags).await?;
        for row in &taken {
            let tag = row.bytes(0)?;
            drawn.retain(|serial| record.card_tag(&serial.to_string()) != tag);
        }
        fresh.extend(drawn);
    }
    Ok(fresh)
}

async fn write_cards(
    writing: &mut Writing<'_>,
    places: &mut places::Places,
    order: i64,
    issuer: u32,
    people: &[u32],
    in_force: impl Fn(u32) -> bool,
) -> Result<u64, CardError> {
    let serials = fresh_serials(writing, people.len()).await?;
    let first = writing.reserve(&CARD, people.len()).await?;
    let mut rows = Vec::with_capacity(people.len());
    let mut states = Vec::with_capacity(people.len());
    for ((number, person), serial) in (first..).zip(people.iter().copied()).zip(serials) {
        let serial = serial.to_string();
        let place = places.slots.allot()?.to_string();
        let row: Vec<Value> = vec![
            order.into(),
            i64::from(person).into(),
            i64::from(in_force(person)).into(),
            writing.sealed(&CARD, number, "serial", &serial)?.into(),
            writing.record().card_tag(&serial).to_vec().into(),
            writing.sealed(&CARD, number, "place", &place)?.into(),
            i64::from(issuer).into(),
        ];
        rows.push(row);
        let state: Vec<Value> = vec![number.into(), CardState::Ordered.id().into(), None::<i64>.into()];
        states.push(state);
    }
    let count = rows.len() as u64;
    writing.insert(&CARD, first, rows).await?;
    let first = writing.reserve(&CARD_STATE, states.len()).await?;
    writing.insert(&CARD_STATE, first, states).await?;
    Ok(count)
}

fn looked_at(order: &CardOrder, now: Timestamp) -> Result<(), CardError> {
    match (order.mode, order.share) {
        (Mode::SealedJob, None) => {
            return Err(CardError::Missing {
                what: "the share under which the print service gets faces",
                fix: "Define one and have it approved: tipstaff share define",
            });
        }
        (Mode::InForce, Some(_)) => {
            return Err(CardError::NoSense {
                what: "nothing leaves when all faces are printed in the force, so there is no share".into(),
                fix: "Leave the share out, or have the cards printed by the print service",
            });
        }
        _ => {}
    }
    is_last_day(order.last_day, now)
}

/// Refuses a day that is over, or that nobody means.
pub(crate) fn is_last_day(last_day: Date, now: Timestamp) -> Result<(), CardError> {
    let today = now.in_tz("Europe/London").map_err(|_| CardError::damaged("a time is out of range"))?.date();
    let years = last_day.year() - today.year();
    if last_day <= today || years > MOST_YEARS {
        return Err(CardError::NoSense {
            what: "the last day of the cards is over already, or more than fifteen years away".into(),
            fix: "Say a day within the next years, such as 2029-12-31",
        });
    }
    Ok(())
}
