//! Revoking cards: one, those of a job, or those of all jobs of a time; and ordering them again, whoever is at risk first.

use crate::card::turn;
use crate::order::{CardOrder, Ordered, SensitivePeople, is_last_day};
use crate::{Card, CardError, CardOffice, CardState, apart, places};
use cards::job::Serial;
use jiff::Timestamp;
use jiff::civil::Date;
use record::{Actor, CardsRevoked, KnownAt, Recorded, Signer};
use roaring::RoaringBitmap;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Which cards.
#[derive(Debug, Clone)]
pub enum Which {
    /// Those of these serials.
    Serials(Vec<Serial>),
    /// All of these jobs.
    Jobs(Vec<u32>),
    /// All of the jobs that were sealed, or not closed yet, at any time in this window.
    Window(Timestamp, Timestamp),
}

/// What revoking would come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToRevoke {
    /// How many cards.
    pub cards: u64,
    /// Numbers of the jobs.
    pub jobs: Vec<u32>,
    /// How many of the cards a print service can have seen.
    pub exposed: u64,
    /// Numbers of the orders that they are of.
    pub orders: BTreeSet<u32>,
}

/// What was ordered in place of revoked cards.
#[derive(Debug)]
pub struct Reissued {
    /// The orders.
    pub orders: Vec<Ordered>,
    /// Why there are no more; none: there are all.
    pub failed: Option<CardError>,
}

/// What was revoked.
#[derive(Debug, Clone)]
pub struct Revoked {
    /// Numbers of the cards, in the order in which they are to be made again.
    pub cards: Vec<u32>,
    /// Numbers of the jobs.
    pub jobs: Vec<u32>,
    /// How many of them a print service can have seen.
    pub exposed: u64,
    /// The act.
    pub recorded: Recorded,
}

impl CardOffice<'_> {
    /// Revokes cards, for good. The public sees it with the next published list.
    pub async fn revoke(
        &self,
        by: &Actor,
        signer: &Signer,
        which: &Which,
        why: &str,
        now: Timestamp,
    ) -> Result<Revoked, CardError> {
        if why.trim().is_empty() {
            return Err(CardError::Missing {
                what: "why they are revoked",
                fix: "Say it: it is kept, sealed",
            });
        }
        let (cards, jobs, seen) = self.chosen(which).await?;
        let live: Vec<Card> = cards.into_iter().filter(|card| card.state.is_live()).collect();
        if live.is_empty() {
            return Err(CardError::NothingToDo {
                what: "none of these cards is one that somebody may carry",
            });
        }
        let lists: HashMap<u32, String> =
            self.issuers().await?.into_iter().map(|issuer| (issuer.row, issuer.list)).collect();
        let mut writing = self.record.begin("revoke cards", now).await?;
        let mut changed: Vec<(&Card, CardState, Option<u32>)> = Vec::with_capacity(live.len());
        let mut by_list: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for card in &live {
            let list = lists.get(&card.issuer).ok_or_else(|| CardError::damaged("a list is missing"))?;
            by_list.entry(list).or_default().push(card.place);
            changed.push((card, CardState::Revoked, card.job));
        }
        self.are_unchanged(&mut writing, &live).await?;
        for (address, revoked) in by_list {
            let mut known = places::known(self.record, &mut writing, address).await?;
            for place in revoked {
                known.slots.revoke(place)?;
            }
            known.write(&mut writing).await?;
        }
        turn(&mut writing, &changed).await?;
        writing.note(why.trim()).await?;
        let group = apart::read(self.record, &mut writing).await?.people;
        let act = CardsRevoked { cards: live.len() as u64, jobs: jobs.clone() };
        let recorded = writing.commit(&act, by, &[signer]).await?;
        let exposed = live.iter().filter(|card| seen.contains(&card.serial)).count() as u64;
        Ok(Revoked { cards: by_risk(&live, &seen, &group), jobs, exposed, recorded })
    }

    /// What revoking these would come to, as things are: how many cards, of how many jobs, and how many of them a print service
    /// can have seen.
    pub async fn to_revoke(&self, which: &Which) -> Result<ToRevoke, CardError> {
        let (cards, jobs, seen) = self.chosen(which).await?;
        let live: Vec<&Card> = cards.iter().filter(|card| card.state.is_live()).collect();
        if live.is_empty() {
            return Err(CardError::NothingToDo {
                what: "none of these cards is one that somebody may carry",
            });
        }
        let exposed = live.iter().filter(|card| seen.contains(&card.serial)).count() as u64;
        let orders = live.iter().map(|card| card.order).collect();
        Ok(ToRevoke { cards: live.len() as u64, jobs, exposed, orders })
    }

    /// Refuses a last day on which no new cards could be ordered, before anything is revoked.
    pub async fn may_reissue(
        &self,
        orders: &BTreeSet<u32>,
        last_day: Option<Date>,
        now: Timestamp,
    ) -> Result<(), CardError> {
        for number in orders {
            let order = self.order_numbered(*number).await?;
            is_last_day(last_day.unwrap_or(order.last_day), now)?;
        }
        Ok(())
    }

    /// Orders cards again that were revoked: as they had been ordered, with fresh serials and places, whoever is at risk and
    /// whose face a print service can have seen first. Gives one order for each that they came from, and why there are no more.
    pub async fn reissue(
        &self,
        by: &Actor,
        signer: &Signer,
        revoked: &[u32],
        last_day: Option<Date>,
        now: Timestamp,
    ) -> Result<Reissued, CardError> {
        let cards: HashMap<u32, Card> =
            self.cards_numbered(revoked).await?.into_iter().map(|card| (card.number, card)).collect();
        let mut by_order: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for number in revoked {
            let card =
                cards.get(number).ok_or_else(|| CardError::Unknown { what: format!("card {number}") })?;
            if card.state != CardState::Revoked {
                return Err(CardError::WrongState {
                    what: "no other card is made in its place",
                    card: card.number,
                    state: card.state,
                    fix: "Revoke it first: tipstaff card revoke",
                });
            }
            by_order.entry(card.order).or_default().push(card.person);
        }
        // Whoever left meanwhile gets no card.
        let staff = self.record.people_in(None, now, KnownAt::NOW).await?;
        let aliases = self.record.aliases(KnownAt::NOW).await?;
        let mut ordered = Vec::new();
        for (number, first) in by_order {
            let before = self.order_numbered(number).await?;
            let mut people = aliases.resolved(&first.iter().copied().collect::<RoaringBitmap>());
            people &= &staff;
            if people.is_empty() {
                continue;
            }
            let order = CardOrder {
                mode: before.mode,
                share: before.share,
                design: before.design.clone(),
                kind: before.kind,
                last_day: last_day.unwrap_or(before.last_day),
                people,
                // Whoever is at risk was set apart for good when these were ordered the first time.
                sensitive: SensitivePeople::Nobody,
            };
            match self.order_in(by, signer, &order, &first, now).await {
                Ok(one) => ordered.push(one),
                // What was ordered stays so.
                Err(error) if !ordered.is_empty() => {
                    return Ok(Reissued { orders: ordered, failed: Some(error) });
                }
                Err(error) => return Err(error),
            }
        }
        if ordered.is_empty() {
            Err(CardError::Nobody)
        } else {
            Ok(Reissued { orders: ordered, failed: None })
        }
    }

    /// The cards that are meant, the jobs, and the serials that a print service can have seen.
    async fn chosen(&self, which: &Which) -> Result<(Vec<Card>, Vec<u32>, BTreeSet<Serial>), CardError> {
        let mut seen = BTreeSet::new();
        let mut cards = Vec::new();
        let mut jobs = Vec::new();
        match which {
            Which::Serials(serials) => {
                for serial in serials {
                    let card = self.card(*serial).await?;
                    if let Some(job) = card.job {
                        let job = self.job(&job.to_string()).await?;
                        seen.extend(self.desk(&job).await?.exposed().filter(|exposed| exposed == serial));
                    }
                    cards.push(card);
                }
                cards.sort_by_key(|card| card.number);
                cards.dedup_by_key(|card| card.number);
            }
            Which::Jobs(numbers) => {
                let numbers: BTreeSet<u32> = numbers.iter().copied().collect();
                for number in numbers {
                    let job = self.job(&number.to_string()).await?;
                    seen.extend(self.desk(&job).await?.exposed());
                    cards.extend(self.cards_of_job(number).await?);
                    jobs.push(number);
                }
            }
            Which::Window(from, until) => {
                if from >= until {
                    return Err(CardError::NoSense {
                        what: "the window ends before it begins".into(),
                        fix: "Say first when it began: --from 2026-07-01 --to 2026-08-26",
                    });
                }
                for job in self.jobs().await? {
                    let desk = self.desk(&job).await?;
                    let is_over = desk.closed().is_some_and(|closed| closed < *from);
                    if job.at >= *until || is_over || job.is_cancelled {
                        continue;
                    }
                    seen.extend(desk.exposed());
                    cards.extend(self.cards_of_job(job.number).await?);
                    jobs.push(job.number);
                }
                jobs.sort_unstable();
                if jobs.is_empty() {
                    return Err(CardError::NothingToDo { what: "no print service had a job in this window" });
                }
            }
        }
        Ok((cards, jobs, seen))
    }

    /// Nobody has made, printed or revoked any of these meanwhile.
    async fn are_unchanged(
        &self,
        writing: &mut record::Writing<'_>,
        cards: &[Card],
    ) -> Result<(), CardError> {
        let orders: BTreeSet<u32> = cards.iter().map(|card| card.order).collect();
        for order in orders {
            let of_order: Vec<Card> = cards.iter().filter(|card| card.order == order).cloned().collect();
            self.are_still(writing, &of_order).await?;
        }
        Ok(())
    }
}

/// Cards in the order in which they are made again: named and photographed and at risk first, then those whose face can have
/// been seen, then all others.
fn by_risk(cards: &[Card], seen: &BTreeSet<Serial>, apart: &RoaringBitmap) -> Vec<u32> {
    let mut cards: Vec<&Card> = cards.iter().collect();
    cards.sort_by_key(|card| {
        let is_apart = apart.contains(card.person);
        let is_seen = seen.contains(&card.serial);
        (!(is_apart && is_seen), !is_apart, !is_seen, card.number)
    });
    cards.into_iter().map(|card| card.number).collect()
}
