//! Who is printed where: modes A, B and C of the design note, with the reason for each person.
//!
//! Leaving somebody out of what a print service gets can expose them: who is missing there and present in another list is
//! special. So covert and high-risk staff are **set apart among ordinary staff**, drawn at random: printed in the force
//! (mode C), and without a code. Whoever was set apart once stays so, because a new draw each time would leave the special ones
//! as those who are never drawn out.

use crate::random::{NoRandom, below};
use roaring::RoaringBitmap;
use std::collections::BTreeMap;
use std::fmt;

/// Ordinary staff for each covert or high-risk person, at least. With nine, one in ten of the group is special, or fewer.
pub const COVER: u32 = 9;

/// Below so many for each, a plan is refused.
pub const LEAST_COVER: u32 = 3;

/// The smallest group that is set apart; each larger one is twice as large.
pub const SMALLEST_GROUP: u32 = 20;

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
    /// Their role.
    Sensitive,
    /// Drawn as cover for those with such a role.
    Cover,
    /// Set apart before, so that the group does not change.
    Before,
    /// Nothing speaks against a bureau and a code.
    Ordinary,
}

/// Where a card goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// Number in the record.
    pub person: u32,
    /// Whether it is printed in the force.
    pub in_force: bool,
    /// Whether it gets a code to scan. Nobody who is set apart does: if only covert staff had none, a card without a code
    /// would say "covert".
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
        "there are only {cover} ordinary staff to hide {sensitive} covert or high-risk ones among. Add cards of ordinary staff, \
         or print all of these in the force from a template without a code"
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
    /// A code on a card that is to have none.
    #[error("this card gets no code. Take a template without one")]
    NoCode,
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
    /// Decides for these people. `before` are all who were ever [set apart](Self::apart).
    pub fn new(mode: Mode, holders: &[Holder], before: &RoaringBitmap) -> Result<Self, PlanError> {
        let mut reasons = BTreeMap::new();
        let mut ordinary = Vec::new();
        let mut sensitive: u32 = 0;
        // Those of them who were not set apart before: whoever is missing from now on needs others who are missing from now on.
        let mut fresh: u32 = 0;
        let mut cover: u32 = 0;
        for Holder { person, sensitivity } in holders.iter().copied() {
            let reason = if sensitivity != Sensitivity::Ordinary {
                sensitive += 1;
                fresh += u32::from(!before.contains(person));
                Reason::Sensitive
            } else if before.contains(person) {
                cover += 1;
                Reason::Before
            } else {
                ordinary.push(person);
                Reason::Ordinary
            };
            if reasons.insert(person, reason).is_some() {
                return Err(PlanError::Twice);
            }
        }
        let wanted = (group(sensitive) - sensitive).saturating_sub(cover).max(group(fresh) - fresh);
        let mut fresh_cover: u32 = 0;
        for person in drawn(ordinary, wanted as usize)? {
            fresh_cover += 1;
            reasons.insert(person, Reason::Cover);
        }
        cover += fresh_cover;
        if cover < sensitive.saturating_mul(LEAST_COVER) {
            return Err(PlanError::TooLittleCover { sensitive, cover });
        }
        if fresh_cover < fresh.saturating_mul(LEAST_COVER) {
            return Err(PlanError::TooLittleCover { sensitive: fresh, cover: fresh_cover });
        }
        let route = |(person, reason)| {
            let is_apart = reason != Reason::Ordinary;
            (person, Route { person, in_force: is_apart || mode == Mode::Split, code: !is_apart, reason })
        };
        Ok(Self { mode, routes: reasons.into_iter().map(route).collect() })
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

    /// Who is set apart: to be kept with all who were before, for the next plan.
    pub fn apart(&self) -> RoaringBitmap {
        self.routes.values().filter(|route| !route.code).map(|route| route.person).collect()
    }

    /// Refuses a job for a bureau that holds anybody it must not, or whom the plan does not know.
    pub fn check_job(&self, people: impl IntoIterator<Item = u32>) -> Result<(), PlanError> {
        let may = |person| self.routes.get(&person).is_some_and(|route| !route.in_force);
        if people.into_iter().all(may) { Ok(()) } else { Err(PlanError::NotForBureau) }
    }

    /// Refuses a code on the card of anybody who is to have none, or whom the plan does not know.
    pub fn check_code(&self, person: u32) -> Result<(), PlanError> {
        let may = self.routes.get(&person).is_some_and(|route| route.code);
        if may { Ok(()) } else { Err(PlanError::NoCode) }
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

/// How many are set apart together for so many who are special: a number from a short ladder, so that it does not tell how
/// many there are.
fn group(special: u32) -> u32 {
    if special == 0 {
        return 0;
    }
    let least = special.saturating_mul(COVER + 1);
    let mut size = SMALLEST_GROUP;
    while size < least {
        size = size.saturating_mul(2);
    }
    size
}

/// So many of them, each as likely as the others; all where there are not so many.
fn drawn(mut from: Vec<u32>, wanted: usize) -> Result<Vec<u32>, NoRandom> {
    let mut drawn = Vec::new();
    while drawn.len() < wanted && !from.is_empty() {
        drawn.push(from.swap_remove(below(from.len() as u32)? as usize));
    }
    Ok(drawn)
}
