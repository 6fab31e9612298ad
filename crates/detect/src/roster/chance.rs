//! Whether a table is about one's own people, or only shares some names with them (design note, 7.1 and 7.2).

use super::index::Evidence;

/// Roster sizes at which the chance was simulated.
const SIZES: [f32; 3] = [2_000.0, 9_483.0, 47_000.0];

/// Share of random people of the United Kingdom who share this much with somebody on a roster of each size.
const fn chances(evidence: Evidence) -> [f32; 3] {
    match evidence {
        Evidence::Surname => [0.391, 0.607, 0.792],
        Evidence::Initial => [0.085, 0.237, 0.451],
        Evidence::Initials => [0.009, 0.039, 0.128],
        Evidence::Forename => [0.008, 0.032, 0.108],
        // Six-digit numbers against a roster: the share of the numbers that are in use.
        Evidence::BareNumber => [0.01, 0.05, 0.2],
        // One letter from a name, or half of it: about twice as many people are near a name as have it.
        Evidence::Near => [0.17, 0.47, 0.75],
        Evidence::NearForename => [0.03, 0.1, 0.3],
        Evidence::Number => [1e-5, 5e-5, 2e-4],
    }
}

/// The chance for a roster of a given size, on a straight line in the logarithm of the size.
pub(crate) fn chance(evidence: Evidence, people: u32) -> f32 {
    let chances = chances(evidence);
    #[expect(clippy::cast_precision_loss, reason = "a chance needs no more digits")]
    let size = (people.max(1) as f32).ln();
    let sizes = SIZES.map(f32::ln);
    let segment = usize::from(size > sizes[1]);
    let along = (size - sizes[segment]) / (sizes[segment + 1] - sizes[segment]);
    let value = chances[segment] + along * (chances[segment + 1] - chances[segment]);
    // Small rosters: the chance falls with the size.
    #[expect(clippy::cast_precision_loss, reason = "a chance needs no more digits")]
    let proportional = chances[0] * people as f32 / SIZES[0];
    if people < 2_000 { proportional.max(1e-6) } else { value.clamp(1e-6, 0.95) }
}

/// What the hits of a table mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Decision {
    /// No more hits than any list of people would have.
    Chance,
    /// So many of the hits cannot be chance.
    Some(u64),
    /// The table is about one's own people.
    Ours,
}

/// No number is rarer than this for a decision: rosters are not drawn at random.
pub(crate) const LEAST_CHANCE: f32 = 0.001;

/// Standard deviations by which hits must exceed chance: families and neighbouring towns share names.
const MARGIN: f32 = 4.0;

/// Probability below which hits are no chance, where there are too few rows for deviations to say anything.
const UNLIKELY: f32 = 1e-4;

/// Rows that are too few.
const FEW_ROWS: f32 = 20.0;

/// Share of the rows of a table about one's own people that are found: the rest has left, joined or is misspelt.
const FOUND: f32 = 0.5;

/// Decides for a table of `rows` named rows, of which `hits` meet somebody; `expected` is the sum of the chances of
/// the hits' evidence over all rows.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts of rows"
)]
pub(crate) fn decide(rows: u64, hits: u64, chance: f32) -> Decision {
    let (rows, hits) = (rows as f32, hits as f32);
    if rows < 1.0 || hits < 1.0 {
        return Decision::Chance;
    }
    let mean = rows * chance;
    let deviation = (rows * chance * (1.0 - chance)).sqrt().max(0.5);
    // All of a handful by chance: the probability itself, not its normal approximation.
    let all_by_chance = chance.powf(hits);
    let is_most = hits >= 2.0 && hits * 2.0 >= rows && rows <= FEW_ROWS;
    let is_many = (hits - mean) / deviation >= MARGIN
        || hits >= rows * 0.9 && all_by_chance < UNLIKELY
        || is_most && choices(rows, hits) * all_by_chance < UNLIKELY;
    if !is_many {
        return Decision::Chance;
    }
    let ours = (hits / rows - chance) / (1.0 - chance);
    if ours >= FOUND {
        Decision::Ours
    } else {
        Decision::Some((hits - mean - MARGIN * deviation).max(1.0) as u64)
    }
}

/// In how many ways so many of the rows can be the hits. Times the chance that all of these are hits, it is no less than
/// the chance of so many or more.
fn choices(rows: f32, hits: f32) -> f32 {
    let (mut ways, mut chosen) = (1.0, 0.0);
    while chosen < hits {
        ways *= (rows - chosen) / (chosen + 1.0);
        chosen += 1.0;
    }
    ways
}

/// What the hits of a table mean, and which of them do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ByEvidence {
    pub(crate) decision: Decision,
    /// Hits weaker than this say nothing.
    pub(crate) counts_from: Evidence,
    /// Whether those who are only near in name, with an initial, are certain too.
    pub(crate) is_near_certain: bool,
}

/// Decides by the hits at each level of evidence: a row that shares its forename with somebody is rarer by chance than one
/// that shares a letter, and must not be judged by the chance of the other.
///
/// `bare` is the chance of a number alone, where it is known how many numbers like it are in use.
pub(crate) fn by_evidence(rows: u64, hits: &[u64], people: u32, bare: Option<f32>) -> ByEvidence {
    let chance = |level: Evidence| match bare {
        Some(bare) if level == Evidence::BareNumber => bare.clamp(LEAST_CHANCE, 1.0),
        _ => chance(level, people),
    };
    let at_least = |level: Evidence| hits.iter().skip(level as usize).sum::<u64>();
    let is_met = |level: &Evidence| hits.get(*level as usize).is_some_and(|hits| *hits > 0);
    // What is near counts only where that is asked for: otherwise it would come on top of the chance of the others.
    let near = [Evidence::NearForename, Evidence::Near];
    let of_near = |level: Evidence| {
        near.iter().filter(|near| **near >= level).map(|near| hits[*near as usize]).sum::<u64>()
    };
    let exact = |level: Evidence| decide(rows, at_least(level) - of_near(level), chance(level));
    let levels = || Evidence::ALL.into_iter().filter(|level| is_met(level) && !near.contains(level));
    let ours = |is_near_certain| ByEvidence {
        decision: Decision::Ours,
        counts_from: Evidence::Surname,
        is_near_certain,
    };
    if levels().any(|level| exact(level) == Decision::Ours) {
        return ours(false);
    }
    let with_near = |level: Evidence| decide(rows, at_least(level), chance(level));
    if near.into_iter().any(|level| is_met(&level) && with_near(level) == Decision::Ours) {
        return ours(is_met(&Evidence::Near) && with_near(Evidence::NearForename) != Decision::Ours);
    }
    let mut best =
        ByEvidence { decision: Decision::Chance, counts_from: Evidence::Number, is_near_certain: false };
    for level in levels() {
        if let Decision::Some(some) = exact(level)
            && !matches!(best.decision, Decision::Some(more) if more >= some)
        {
            best = ByEvidence { decision: Decision::Some(some), counts_from: level, is_near_certain: false };
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_simulated_chances_are_met() {
        assert!((chance(Evidence::Initial, 9_483) - 0.237).abs() < 0.001);
        assert!((chance(Evidence::Forename, 47_000) - 0.108).abs() < 0.001);
        assert!(chance(Evidence::Initial, 200) < 0.02);
    }

    #[test]
    fn a_table_is_judged_as_a_whole() {
        let initial = chance(Evidence::Initial, 9_483);
        assert_eq!(decide(9_276, 9_200, initial), Decision::Ours);
        assert_eq!(decide(1_230, 290, initial), Decision::Chance);
        assert_eq!(decide(20, 20, initial), Decision::Ours);
        assert_eq!(decide(3, 3, initial), Decision::Chance);
        assert!(matches!(decide(1_000, 400, initial), Decision::Some(_)));
    }

    /// Two of three by their whole names were four deviations less a hair from chance.
    #[test]
    fn of_a_handful_most_are_enough_where_they_are_rare() {
        assert_eq!(decide(3, 2, chance(Evidence::Forename, 200)), Decision::Ours);
        assert!(matches!(decide(4, 2, chance(Evidence::Forename, 200)), Decision::Some(1)));
        for (rows, hits, evidence, people) in [
            (3, 1, Evidence::Forename, 200),
            (2, 1, Evidence::Forename, 60),
            (3, 2, Evidence::Forename, 9_483),
            (3, 2, Evidence::Initial, 200),
            (5, 2, Evidence::Forename, 200),
        ] {
            assert_eq!(decide(rows, hits, chance(evidence, people)), Decision::Chance, "{hits} of {rows}");
        }
    }
}
