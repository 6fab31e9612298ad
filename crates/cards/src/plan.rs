//! Who is printed where: modes A, B and C of the design note, with the reason for each person.
//!
//! Leaving somebody out of what a print service gets can expose them: who is missing there and present in another list is
//! special. So covert and high-risk staff are printed in the force **among ordinary staff**, drawn at random; and whoever was
//! printed in the force once stays there, because a new draw each time would leave the special ones as those who are never
//! drawn out.

use crate::random::{NoRandom, below};
use roaring::RoaringBitmap;
use std::collections::BTreeMap;
use std::fmt;

/// Ordinary staff for each covert or high-risk person. With nine, one in ten of the group is special.
pub const COVER: u32 = 9;

/// Below so many for each, a plan is refused.
pub const LEAST_COVER: u32 = 3;

/// Where faces are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// A: a bureau supplies numbered blanks, and all faces are printed in the force. No personal data leaves.
    Split,
    /// B: a sealed job to a bureau; covert and high-risk staff are printed in the force, with cover.
    SealedJob,
}

/// How sensitive somebody's role is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sensitivity {
    /// Not.
    Ordinary,
    /// At special risk.
    HighRisk,
    /// Covert.
    Covert,
}

/// Somebody who gets a card.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    /// Number in the record.
    pub person: u32,
    /// How sensitive their role is.
    pub sensitivity: Sensitivity,
}

/// Why somebody's card goes where it goes. For the eyes of those who may see who is covert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// All faces are printed in the force.
    AllInForce,
    /// Their role.
    Sensitive,
    /// Drawn as cover for those with such a role.
    Cover,
    /// Printed in the force before, so that the group does not change.
    Before,
    /// Nothing against a bureau.
    Ordinary,
}

/// Where a card goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// Number in the record.
    pub person: u32,
    /// Whether it is printed in the force.
    pub in_force: bool,
    /// Whether it gets a code to scan. Nobody whose card is printed in the force under mode B gets one: if only covert staff
    /// had none, a card without a code would say "covert".
    pub code: bool,
    /// Why.
    pub reason: Reason,
}

/// Why there is no plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// Too few ordinary staff.
    #[error(
        "there are only {cover} ordinary staff to hide {sensitive} covert or high-risk ones among. Print all of these cards in \
         the force, or add cards of ordinary staff"
    )]
    TooLittleCover {
        /// How many are special.
        sensitive: u32,
        /// How many ordinary ones there are.
        cover: u32,
    },
    /// Somebody is there twice.
    #[error("somebody is in the list of cards twice. Each person gets one card of a plan")]
    Twice,
    /// A covert person in a job for a bureau.
    #[error("the job holds somebody whose card is printed in the force only. Make the job from the plan")]
    NotForBureau,
    /// Randomness.
    #[error(transparent)]
    NoRandom(#[from] NoRandom),
}

/// A plan: shown, then carried out.
#[derive(Clone, PartialEq, Eq)]
pub struct Plan {
    mode: Mode,
    routes: BTreeMap<u32, Route>,
}

impl Plan {
    /// Decides for these people. `before` are all whose cards were ever printed in the force under mode B.
    pub fn new(mode: Mode, holders: &[Holder], before: &RoaringBitmap) -> Result<Self, PlanError> {
        let mut routes = BTreeMap::new();
        let mut ordinary = Vec::new();
        let mut sensitive: u32 = 0;
        let mut cover = 0;
        for Holder { person, sensitivity } in holders.iter().copied() {
            let is_covert = sensitivity == Sensitivity::Covert;
            let route = match (mode, sensitivity) {
                (Mode::Split, _) => {
                    Route { person, in_force: true, code: !is_covert, reason: Reason::AllInForce }
                }
                (Mode::SealedJob, Sensitivity::Ordinary) if before.contains(person) => {
                    cover += 1;
                    Route { person, in_force: true, code: false, reason: Reason::Before }
                }
                (Mode::SealedJob, Sensitivity::Ordinary) => {
                    ordinary.push(person);
                    Route { person, in_force: false, code: true, reason: Reason::Ordinary }
                }
                (Mode::SealedJob, _) => {
                    sensitive += 1;
                    Route { person, in_force: true, code: false, reason: Reason::Sensitive }
                }
            };
            if routes.insert(person, route).is_some() {
                return Err(PlanError::Twice);
            }
        }
        let wanted = sensitive.saturating_mul(COVER).saturating_sub(cover);
        for person in drawn(ordinary, wanted as usize)? {
            cover += 1;
            routes.insert(person, Route { person, in_force: true, code: false, reason: Reason::Cover });
        }
        if cover < sensitive.saturating_mul(LEAST_COVER) {
            return Err(PlanError::TooLittleCover { sensitive, cover });
        }
        Ok(Self { mode, routes })
    }

    /// Which mode.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Where each card goes.
    pub fn routes(&self) -> impl Iterator<Item = &Route> {
        self.routes.values()
    }

    /// Where somebody's card goes.
    pub fn route(&self, person: u32) -> Option<&Route> {
        self.routes.get(&person)
    }

    /// Who is printed in the force: to be kept, for the next plan.
    pub fn in_force(&self) -> RoaringBitmap {
        self.routes.values().filter(|route| route.in_force).map(|route| route.person).collect()
    }

    /// Refuses a job for a bureau that holds anybody it must not, or whom the plan does not know.
    pub fn check_job(&self, people: impl IntoIterator<Item = u32>) -> Result<(), PlanError> {
        let may = |person| self.routes.get(&person).is_some_and(|route| !route.in_force);
        if people.into_iter().all(may) { Ok(()) } else { Err(PlanError::NotForBureau) }
    }
}

/// Who is covert is told to those who ask for it, and to no log.
impl fmt::Debug for Holder {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Holder")
    }
}

impl fmt::Debug for Route {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Route")
    }
}

impl fmt::Debug for Plan {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Plan").field("mode", &self.mode).field("cards", &self.routes.len()).finish()
    }
}

/// So many of them, each as likely as the others; all where there are not so many.
fn drawn(mut from: Vec<u32>, wanted: usize) -> Result<Vec<u32>, NoRandom> {
    let mut drawn = Vec::new();
    while drawn.len() < wanted && !from.is_empty() {
        drawn.push(from.swap_remove(below(from.len() as u32)? as usize));
    }
    Ok(drawn)
}
