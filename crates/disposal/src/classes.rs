//! Changing or adding a class takes two people, who see what it would take.

use crate::class::{self, Action, Class, Clock, Terms};
use crate::simulation::Simulation;
use crate::stored::{count, hex, narrow, number};
use crate::{DisposalError, Disposing, words};
use jiff::{SignedDuration, Timestamp};
use record::{
    Actor, EVIDENCE_CLASS, EVIDENCE_CLASS_STATE, EvidenceClassApproved, EvidenceClassProposed,
    EvidenceClassRefused, Recorded, Signer, Writing,
};
use sha2::{Digest, Sha256};
use store::Row;

/// What somebody proposes.
#[derive(Clone, Copy)]
pub struct ClassOrder<'o> {
    /// Its name, as lists of evidence have it.
    pub name: &'o str,
    /// How long it is kept, and what then.
    pub terms: Terms,
    /// Where the rule comes from; kept sealed.
    pub source: &'o str,
    /// Why; kept sealed.
    pub why: &'o str,
}

/// Days that a simulation is good for.
const SIMULATION_DAYS: i64 = 7;

const SELECT: &str = "SELECT c.number, c.name, c.version, c.clock, c.days, c.action, c.source, c.simulated, c.act, \
     t.state, t.number FROM evidence_class c JOIN evidence_class_state t ON t.class = c.number AND t.ended IS NULL \
     WHERE t.state IN ('proposed', 'approved')";

impl Class {
    /// What it would have taken at once when it was proposed.
    pub fn simulation(&self) -> Result<Simulation, DisposalError> {
        Simulation::parse(&self.simulated)
    }

    fn of(record: &record::Record, row: &Row) -> Result<Self, DisposalError> {
        let damaged = || DisposalError::damaged("a retention class makes no sense");
        let days = row.optional_integer(4)?.map(u32::try_from).transpose().map_err(|_| damaged())?;
        let terms = Terms {
            clock: Clock::named(row.text(3)?).ok_or_else(damaged)?,
            days,
            action: Action::named(row.text(5)?).ok_or_else(damaged)?,
        };
        let source = record.opened(&EVIDENCE_CLASS, row.integer(0)?, "source", row.bytes(6)?)?;
        Ok(Self {
            number: number(row, 0)?,
            name: row.text(1)?.to_owned(),
            version: number(row, 2)?,
            terms,
            source: source.to_string(),
            proposal: count(row, 8)?,
            is_approved: row.text(9)? == "approved",
            state_row: row.integer(10)?,
            simulated: row.bytes(7)?.to_vec(),
        })
    }

    async fn turns(&self, writing: &mut Writing<'_>, state: &str) -> Result<(), DisposalError> {
        writing.end(&EVIDENCE_CLASS_STATE, &[self.state_row]).await?;
        let row = vec![i64::from(self.number).into(), state.into()];
        writing.insert_one(&EVIDENCE_CLASS_STATE, row).await?;
        Ok(())
    }
}

impl Disposing<'_> {
    /// Classes that are in force or wait for a decision.
    pub async fn classes(&self) -> Result<Vec<Class>, DisposalError> {
        let rows = self.record().read(&format!("{SELECT} ORDER BY c.number"), &[]).await?;
        rows.iter().map(|row| Class::of(self.record(), row)).collect()
    }

    /// The version of a class that is in force.
    pub async fn class_in_force(&self, name: &str) -> Result<Option<Class>, DisposalError> {
        Ok(newest(self.classes().await?, name))
    }

    /// Proposes how long a class is kept. What that would take at once is simulated first, and is part of what is proposed.
    pub async fn propose_class(
        &self,
        by: &Actor,
        signer: &Signer,
        order: ClassOrder<'_>,
        now: Timestamp,
    ) -> Result<(Class, Recorded), DisposalError> {
        class::check(order.name, order.terms)?;
        let why = words::said(order.why, "why the class is to be kept so long")?;
        let source = words::said(order.source, "where the rule comes from")?;
        let simulation = self.simulate(order.name, order.terms, now).await?;
        let simulated = simulation.to_bytes()?;
        let mut writing = self.record().begin("propose a retention class", now).await?;
        let rows = writing.read(&format!("{SELECT} AND c.name = $1"), &[order.name.into()]).await?;
        for row in &rows {
            let other = Class::of(self.record(), row)?;
            if !other.is_approved {
                return Err(DisposalError::ClassWaits { class: other.number });
            }
        }
        let version = "SELECT COALESCE(MAX(version), 0) FROM evidence_class WHERE name = $1";
        let rows = writing.read(version, &[order.name.into()]).await?;
        let version = rows.first().map_or(Ok(0), |row| row.integer(0))? + 1;
        let row = writing.reserve(&EVIDENCE_CLASS, 1).await?;
        let Terms { clock, days, action } = order.terms;
        let columns = vec![
            order.name.into(),
            version.into(),
            clock.id().into(),
            days.map(i64::from).into(),
            action.id().into(),
            writing.sealed(&EVIDENCE_CLASS, row, "source", source)?.into(),
            simulated.clone().into(),
            writing.sealed(&EVIDENCE_CLASS, row, "reason", why)?.into(),
        ];
        writing.insert(&EVIDENCE_CLASS, row, vec![columns]).await?;
        writing.insert_one(&EVIDENCE_CLASS_STATE, vec![row.into(), "proposed".into()]).await?;
        let act = EvidenceClassProposed {
            class: narrow(row)?,
            name: order.name.into(),
            version: narrow(version)?,
            clock: clock.id().into(),
            days,
            action: action.id().into(),
            items: simulation.items,
            bytes: simulation.bytes,
            cases: simulation.cases,
            simulation: hex(&Sha256::digest(&simulated)),
        };
        let recorded = writing.commit(&act, by, &[signer]).await?;
        let wanted = "was just proposed";
        let class = self.classes().await?.into_iter().find(|class| class.number == act.class);
        let class = class.ok_or(DisposalError::NoClass { class: act.class.to_string(), wanted })?;
        Ok((class, recorded))
    }

    /// Approves a class that somebody else proposed, with what it would take. The version before it is in force no longer.
    pub async fn approve_class(
        &self,
        by: &Actor,
        signer: &Signer,
        class: u32,
        now: Timestamp,
    ) -> Result<Recorded, DisposalError> {
        let mut writing = self.record().begin("approve a retention class", now).await?;
        let standing = self.waiting(&mut writing, class).await?;
        let (leaf, act) = writing
            .act_at::<EvidenceClassProposed>(standing.proposal)
            .await?
            .ok_or_else(|| DisposalError::damaged(format!("class {class} was never proposed")))?;
        let simulation = hex(&Sha256::digest(&standing.simulated));
        let is_it = (act.class, &act.name, act.version) == (class, &standing.name, standing.version)
            && (act.clock.as_str(), act.days, act.action.as_str())
                == (standing.terms.clock.id(), standing.terms.days, standing.terms.action.id())
            && act.simulation == simulation;
        if !is_it {
            return Err(DisposalError::damaged(format!("class {class} is not as it was proposed")));
        }
        let age = now.duration_since(standing.simulation()?.at);
        if age > SignedDuration::from_hours(24 * SIMULATION_DAYS) {
            return Err(DisposalError::OldSimulation { days: SIMULATION_DAYS });
        }
        writing.is_somebody_else(&leaf, by).await?;
        let rows =
            writing.read(&format!("{SELECT} AND c.name = $1"), &[standing.name.as_str().into()]).await?;
        for row in &rows {
            let other = Class::of(self.record(), row)?;
            if other.is_approved {
                writing.end(&EVIDENCE_CLASS_STATE, &[other.state_row]).await?;
            }
        }
        standing.turns(&mut writing, "approved").await?;
        let act = EvidenceClassApproved {
            class,
            proposal: standing.proposal,
            name: act.name,
            version: act.version,
            clock: act.clock,
            days: act.days,
            action: act.action,
            simulation,
        };
        Ok(writing.commit(&act, by, &[signer]).await?)
    }

    /// Refuses or takes back what was proposed. `why` is kept, sealed.
    pub async fn refuse_class(
        &self,
        by: &Actor,
        class: u32,
        why: &str,
        now: Timestamp,
    ) -> Result<Recorded, DisposalError> {
        let why = words::said(why, "the reason of the refusal")?;
        let mut writing = self.record().begin("refuse a retention class", now).await?;
        let standing = self.waiting(&mut writing, class).await?;
        standing.turns(&mut writing, "refused").await?;
        writing.note(why).await?;
        let act = EvidenceClassRefused { class, proposal: standing.proposal };
        Ok(writing.commit(&act, by, &[]).await?)
    }

    async fn waiting(&self, writing: &mut Writing<'_>, class: u32) -> Result<Class, DisposalError> {
        let rows = writing.read(&format!("{SELECT} AND c.number = $1"), &[i64::from(class).into()]).await?;
        let standing = rows.first().map(|row| Class::of(self.record(), row)).transpose()?;
        let wanted = "waits for a decision";
        standing
            .filter(|class| !class.is_approved)
            .ok_or(DisposalError::NoClass { class: class.to_string(), wanted })
    }
}

/// The version of a name that is in force.
fn newest(classes: Vec<Class>, name: &str) -> Option<Class> {
    let of_name = classes.into_iter().filter(|class| class.is_approved && class.name == name);
    of_name.max_by_key(|class| class.version)
}
