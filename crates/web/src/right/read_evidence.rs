//! Seeing how stores of evidence stand: counts, and why. Names of items and references of cases are another right.

use super::recording::told as told_record;
use super::{
    App, Caller, Cookies, DecideEvidence, KeepEvidence, LookUpPeople, Names, ReadEvidence, ReadHoldings,
    ReadLog, Right, SeeEvidenceNames,
};
use crate::home::Need;
use crate::page::Viewer;
use crate::problem::Problem;
use crate::words::{counted, sentence};
use evidence::{
    Balance, DifferenceKind, Evidence, EvidenceError, EvidenceStore, InSuspense, Overview, Rule, Settlement,
    StoreState, Stretch,
};
use jiff::Timestamp;
use record::{Actor, Case, RecordError};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// Rows of a balance that a chart is drawn from: a year, told every hour.
const DRAWN: u32 = 9_000;

/// When acts were recorded, and by whom.
pub struct Acts(BTreeMap<u64, (Timestamp, u32)>);

impl Acts {
    /// When.
    pub fn at(&self, position: u64) -> Option<Timestamp> {
        self.0.get(&position).map(|(at, _)| *at)
    }

    /// By whom.
    pub fn actor(&self, position: u64) -> Option<u32> {
        self.0.get(&position).map(|(_, actor)| *actor)
    }
}

/// A store with all that a page says about it.
pub struct StoreShown {
    /// Its balance, counted item by item.
    pub balance: Balance,
    /// How it stands.
    pub overview: Overview,
    /// How it stood.
    pub past: Vec<Stretch>,
    /// How many cases each difference touches, in the order of the balance.
    pub cases: Vec<u64>,
    /// Its rule of additions, or the proposal of one.
    pub rule: Option<Rule>,
    /// Acts that raised alarms and proposed.
    pub acts: Acts,
}

/// A difference with all that a page says about it.
pub struct DifferenceShown {
    /// The store.
    pub store: EvidenceStore,
    /// The difference.
    pub difference: InSuspense,
    /// The cases that it touches, the next day in court first.
    pub cases: Vec<Case>,
    /// The settlement that waits for a decision, and why it was proposed, for who may know.
    pub waiting: Option<(Settlement, Option<Zeroizing<String>>)>,
    /// The acts that raised the alarm and that proposed.
    pub acts: Acts,
}

impl App {
    pub(super) async fn evidence(&self) -> Result<Evidence<'_>, Problem> {
        Evidence::open(&self.0.record).await.map_err(|error| told(&error))
    }

    /// A store by its number: names stand in no address.
    pub(super) async fn evidence_store(&self, number: u32) -> Result<EvidenceStore, Problem> {
        let stores = self.evidence().await?.stores().await.map_err(|error| told(&error))?;
        stores.into_iter().find(|store| store.number == number).ok_or_else(Problem::not_found)
    }

    /// A difference of this store.
    pub(super) async fn evidence_difference(
        &self,
        store: u32,
        number: u32,
    ) -> Result<(EvidenceStore, InSuspense), Problem> {
        let store = self.evidence_store(store).await?;
        let difference = self.evidence().await?.difference(number).await.map_err(|error| told(&error))?;
        if difference.store == store.number { Ok((store, difference)) } else { Err(Problem::not_found()) }
    }

    /// A settlement of this store that waits for a decision.
    pub(super) async fn settlement(
        &self,
        store: u32,
        number: u32,
    ) -> Result<(EvidenceStore, Settlement), Problem> {
        let store = self.evidence_store(store).await?;
        let all = self.evidence().await?.settlements().await.map_err(|error| told(&error))?;
        let found = all.into_iter().find(|one| one.number == number && one.store == store.number);
        let found = found.ok_or_else(Problem::not_found)?;
        if found.waits() {
            return Ok((store, found));
        }
        Err(Problem {
            location: Some(format!("/evidence/{}", store.number)),
            ..Problem::conflict("This settlement was decided", "Look at the store")
        })
    }

    pub(super) async fn acts_at(&self, positions: &[u64]) -> Result<Acts, Problem> {
        let told = self.0.record.acts_told(positions).await;
        let told = told.map_err(|error| told_record("reading acts", &error))?;
        Ok(Acts(told.into_iter().map(|act| (act.position, (act.at, act.actor))).collect()))
    }
}

/// What went wrong with stored evidence, for the caller: refusals are told in their own words.
pub(super) fn told(error: &EvidenceError) -> Problem {
    let conflict = |fix: &str| {
        let words = error.to_string();
        let what = words.split_once(". ").map_or(words.as_str(), |(what, _)| what);
        Problem::conflict(sentence(what), fix)
    };
    match error {
        EvidenceError::NoStore { .. }
        | EvidenceError::NoDifference { .. }
        | EvidenceError::NoSettlement { .. }
        | EvidenceError::NoRule { .. } => Problem::not_found(),
        EvidenceError::Record(RecordError::SamePerson) => super::releases::refusal(&error.to_string()),
        EvidenceError::Record(error) => told_record("stored evidence", error),
        EvidenceError::Moved => {
            conflict("Refuse the settlement, look at what is in suspense now, and propose it anew")
        }
        EvidenceError::Waits { .. } => conflict("It stands on the page of the store, under “Evidence”"),
        EvidenceError::HasRule { .. } => conflict("Nothing is left to do, or end that one first"),
        EvidenceError::Missing { .. } | EvidenceError::TooLong { .. } => {
            conflict("Say it in at most 4,000 characters; whoever decides reads it")
        }
        EvidenceError::Overtaken => Problem::conflict(
            "The store was listed at the same moment, and nothing was written",
            "Look at it, and try again",
        ),
        // These can name files of the server.
        other => Problem::failed("stored evidence", other),
    }
}

/// What of stored evidence waits for somebody, the most pressing first: what is missing, then what nobody knows, then what waits
/// for a decision of theirs.
pub(super) async fn needs(app: &App, actor: &Actor) -> Result<Vec<Need>, Problem> {
    let overviews = overviews(app).await?;
    let mut needs = Vec::new();
    let about = |one: &Overview, words: String| Need {
        words,
        to: format!("/evidence/{}", one.store.number),
        link: "Look at it",
    };
    // Whoever only reads, or only decides, can do nothing about these.
    if SeeEvidenceNames::ROW.admits(actor.roles) {
        for one in &overviews {
            let name = gate::harmless(&one.store.name);
            match one.state {
                StoreState::Green => {}
                StoreState::Red => {
                    let differs = differs(&one.suspense);
                    needs.push(about(one, format!("The evidence store {name} is red: {differs}.")));
                }
                StoreState::Unknown => {
                    let why = one.why.as_deref().unwrap_or("it could not be listed");
                    needs.push(about(
                        one,
                        format!("Nobody knows how the evidence store {name} stands: {why}."),
                    ));
                }
            }
        }
    }
    if DecideEvidence::ROW.admits(actor.roles) {
        let waiting = || overviews.iter().flat_map(|one| one.waiting.iter().map(move |waits| (one, waits)));
        let positions: Vec<u64> = waiting().map(|(_, waits)| waits.proposal).collect();
        let acts = app.acts_at(&positions).await?;
        for (one, waits) in waiting().filter(|(_, waits)| acts.actor(waits.proposal) != Some(actor.number)) {
            needs.push(Need {
                words: format!(
                    "Settlement {} of {} in the evidence store {} waits for a decision.",
                    waits.number,
                    counted(waits.items, "item", "items"),
                    gate::harmless(&one.store.name)
                ),
                to: format!("/evidence/{}/settlements/{}/decide", one.store.number, waits.number),
                link: "Decide",
            });
        }
    }
    Ok(needs)
}

/// "1,141 items are missing, 2 are not as they were".
fn differs(suspense: &[InSuspense]) -> String {
    let mut parts = Vec::new();
    for kind in DifferenceKind::ALL {
        let items: u64 = suspense.iter().filter(|one| one.kind == kind).map(|one| one.items).sum();
        if items > 0 {
            parts.push(format!("{} {}", counted(items, "item", "items"), crate::evidence::verb(kind, items)));
        }
    }
    parts.join(", ")
}

async fn overviews(app: &App) -> Result<Vec<Overview>, Problem> {
    app.evidence().await?.overviews(app.now()).await.map_err(|error| told(&error))
}

impl ReadEvidence {
    /// As pages greet the caller.
    pub fn viewer(&self, cookies: &Cookies) -> Viewer {
        self.caller.viewer(cookies)
    }

    /// The time of this request.
    pub fn now(&self) -> Timestamp {
        self.app.now()
    }

    /// Whether the caller may see names of items and references of cases.
    pub fn may_see_names(&self) -> bool {
        self.caller.may::<SeeEvidenceNames>()
    }

    /// Whether the caller may propose.
    pub fn may_keep(&self) -> bool {
        self.caller.may::<KeepEvidence>()
    }

    /// Whether the caller may look people up.
    pub fn may_look_up(&self) -> bool {
        self.caller.may::<LookUpPeople>()
    }

    /// Whether the caller may see holdings.
    pub fn may_see_holdings(&self) -> bool {
        self.caller.may::<ReadHoldings>()
    }

    /// Whether the caller may read the log.
    pub fn may_read_log(&self) -> bool {
        self.caller.may::<ReadLog>()
    }

    /// Whether the caller may decide on what this act proposed: not on one's own.
    pub fn may_decide(&self, acts: &Acts, proposal: u64) -> bool {
        self.caller.may::<DecideEvidence>() && self.caller.actor() != acts.actor(proposal)
    }

    /// Who is who.
    pub async fn names(&self) -> Result<Names, Problem> {
        self.app.names().await
    }

    /// How every store stands, what needs doing first.
    pub async fn overviews(&self) -> Result<Vec<Overview>, Problem> {
        overviews(&self.app).await
    }

    /// One store.
    pub async fn store(&self, number: u32) -> Result<StoreShown, Problem> {
        let store = self.app.evidence_store(number).await?;
        let (evidence, now) = (self.app.evidence().await?, self.app.now());
        let read = async {
            let balance = evidence.balance(&store, now).await?;
            let past = evidence.history(&store, DRAWN, now).await?;
            let rule = evidence.rules().await?.into_iter().find(|rule| rule.store == number);
            let mut cases = Vec::with_capacity(balance.suspense.len());
            for one in &balance.suspense {
                cases.push(evidence.cases_of(one).await?.len() as u64);
            }
            Ok::<_, EvidenceError>((balance, past, rule, cases))
        };
        let (balance, past, rule, cases) = read.await.map_err(|error| told(&error))?;
        let overview = self.overviews().await?.into_iter().find(|one| one.store.number == number);
        let overview = overview.ok_or_else(Problem::not_found)?;
        let positions: Vec<u64> = balance
            .suspense
            .iter()
            .map(|one| one.alarm)
            .chain(balance.waiting.iter().map(|one| one.proposal))
            .chain(rule.iter().map(|rule| rule.proposal))
            .collect();
        let acts = self.app.acts_at(&positions).await?;
        Ok(StoreShown { balance, overview, past, cases, rule, acts })
    }

    /// One difference.
    pub async fn difference(&self, store: u32, number: u32) -> Result<DifferenceShown, Problem> {
        let (store, difference) = self.app.evidence_difference(store, number).await?;
        let evidence = self.app.evidence().await?;
        let read = async {
            let mut cases = evidence.cases_of(&difference).await?;
            by_court(&mut cases, self.app.now());
            let waiting = evidence.settlements().await?;
            let waiting = waiting.into_iter().find(|one| one.difference == number && one.waits());
            let waiting = match waiting {
                // Words of people can name people.
                Some(one) if self.may_keep() || self.caller.may::<DecideEvidence>() => {
                    let why = evidence.reason_of_settlement(&one).await?;
                    Some((one, Some(why)))
                }
                other => other.map(|one| (one, None)),
            };
            Ok::<_, EvidenceError>((cases, waiting))
        };
        let (cases, waiting) = read.await.map_err(|error| told(&error))?;
        let mut positions = vec![difference.alarm];
        positions.extend(waiting.iter().map(|(one, _)| one.proposal));
        let acts = self.app.acts_at(&positions).await?;
        Ok(DifferenceShown { store, difference, cases, waiting, acts })
    }
}

/// The next day in court first, then those of which none is known, then those whose day is past.
fn by_court(cases: &mut [Case], now: Timestamp) {
    let today = crate::evidence::day_of(now);
    cases.sort_by_key(|case| match case.court_date {
        Some(day) if day >= today => (0, day, case.number),
        None => (1, Timestamp::MIN, case.number),
        Some(day) => (2, day, case.number),
    });
}

impl super::AskBalance {
    /// The balance of every store, by number.
    pub async fn balances(&self) -> Result<Vec<Balance>, Problem> {
        let (evidence, now) = (self.app.evidence().await?, self.app.now());
        let mut balances = Vec::new();
        for store in evidence.stores().await.map_err(|error| told(&error))? {
            balances.push(evidence.balance(&store, now).await.map_err(|error| told(&error))?);
        }
        Ok(balances)
    }
}

/// Whether the caller proposed it.
pub(super) fn is_own(caller: &Caller, acts: &Acts, proposal: u64) -> bool {
    caller.actor().is_some() && caller.actor() == acts.actor(proposal)
}
