//! Leaving somebody out can expose them: whoever has two lists has their difference.
//!
//! If covert staff are absent from one list and present in another, the second minus the first names them. So each list is
//! compared with everything that was delivered before, to anybody, and it is said whom the difference would single out:
//! those who were there for both lists and stand in one only. Who joined or left in between is in the difference too, and is
//! the cover that those who were left out have. (Correspondence attacks: Fung, Wang, Chen, Yu, *Privacy-preserving data
//! publishing*, ACM Computing Surveys 42(4), 2010.)

use roaring::RoaringBitmap;

/// Largest part of a difference that may be sensitive people: one in ten.
pub const LARGEST_PART: f64 = 0.1;
/// Where nobody says who is sensitive: those who were left out are cover enough for one another if they are at least this
/// part of the staff. In the force of the design note 400 of 47,000 are sensitive; among a tenth of the staff they are one
/// in twelve.
pub const LEAST_LEFT_OUT: f64 = 0.1;

/// A list that somebody has.
#[derive(Debug, Clone)]
pub struct List {
    /// Number of the delivery.
    pub delivery: u32,
    /// Number of the holder.
    pub holder: u32,
    /// Who is in it.
    pub people: RoaringBitmap,
    /// Who was there when it was made, in it or not.
    pub staff: RoaringBitmap,
}

/// What the difference of two lists says.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Number of the delivery that was compared.
    pub delivery: u32,
    /// Number of the holder.
    pub holder: u32,
    /// People in the one list and not in the other, those who were there for both, by which list has them.
    pub singled_out: [u64; 2],
    /// Everybody in the one list and not in the other: the cover, and whom it covers.
    pub difference: [u64; 2],
    /// People who were there for both lists, in them or not.
    pub staff: u64,
    /// Sensitive people among the difference, where a list of sensitive people was given.
    pub sensitive: Option<[u64; 2]>,
}

impl Difference {
    /// Compares a list that is about to be given with one that somebody has. `sensitive` comes from the unit that knows, for
    /// this comparison only.
    pub fn between(
        new: &RoaringBitmap,
        staff: &RoaringBitmap,
        list: &List,
        sensitive: Option<&RoaringBitmap>,
    ) -> Self {
        let only = [&list.people - new, new - &list.people];
        let both = staff & &list.staff;
        let count = |people: &RoaringBitmap| people.intersection_len(&both);
        let hidden = |people: &RoaringBitmap| sensitive.map_or(0, |set| people.intersection_len(set));
        Self {
            delivery: list.delivery,
            holder: list.holder,
            singled_out: [count(&only[0]), count(&only[1])],
            difference: [only[0].len(), only[1].len()],
            staff: both.len(),
            sensitive: sensitive.map(|_| [hidden(&only[0]), hidden(&only[1])]),
        }
    }

    /// People of whom the worse side of the difference says something.
    pub fn worst(&self) -> u64 {
        let exposed = |(chosen, all)| if self.is_exposed(chosen, all) { chosen } else { 0 };
        self.sides().map(exposed).max().unwrap_or(0)
    }

    /// The largest part of a side that is chosen, or sensitive where that is known; 0 where the lists are the same.
    pub fn part(&self) -> f64 {
        self.sides().map(|(chosen, all)| if all == 0 { 0.0 } else { ratio(chosen, all) }).fold(0.0, f64::max)
    }

    /// Whether so many among so many are more than cover hides.
    fn is_exposed(&self, chosen: u64, all: u64) -> bool {
        let is_cover = self.sensitive.is_none() && ratio(chosen, self.staff.max(1)) >= LEAST_LEFT_OUT;
        chosen > 0 && ratio(chosen, all) > LARGEST_PART && !is_cover
    }

    /// Of each side, how many are chosen, and how many there are.
    fn sides(&self) -> impl Iterator<Item = (u64, u64)> {
        self.sensitive.unwrap_or(self.singled_out).into_iter().zip(self.difference)
    }
}

#[expect(clippy::cast_precision_loss, reason = "numbers of people are far below 2^52")]
fn ratio(part: u64, all: u64) -> f64 {
    part as f64 / all as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn set(range: std::ops::Range<u32>) -> RoaringBitmap {
        range.collect()
    }

    #[test]
    fn the_difference_of_two_lists_names_those_who_were_left_out_of_one() {
        // 47,000 staff of whom 400 are sensitive and left out; a month later a full list, with 270 joiners.
        let staff = set(0..47_000);
        let sensitive = set(0..400);
        let first = List { delivery: 1, holder: 1, people: &staff - &sensitive, staff: staff.clone() };
        let now = set(0..47_270);
        let found = Difference::between(&now, &now, &first, Some(&sensitive));
        assert_eq!((found.difference, found.singled_out), ([0, 670], [0, 400]));
        assert_eq!(found.worst(), 400);
        assert!((found.part() - 400.0 / 670.0).abs() < 1e-9);
        // With 3,600 ordinary people left out too, nine of a hundred are sensitive.
        let covered = List { people: &first.people - set(400..4_000), ..first };
        let found = Difference::between(&now, &now, &covered, Some(&sensitive));
        assert_eq!(found.difference, [0, 4_270]);
        assert!(found.part() < LARGEST_PART && found.worst() == 0);
        // Without knowing who is sensitive, all who were left out count, unless they are a tenth of the staff.
        assert_eq!(Difference::between(&now, &now, &covered, None).worst(), 4_000);
        let half = List { people: set(0..20_000), ..covered };
        assert_eq!(Difference::between(&now, &now, &half, None).worst(), 0);
    }

    proptest! {
        #[test]
        fn joiners_and_leavers_alone_single_nobody_out(leavers in 0_u32..500, joiners in 0_u32..500) {
            let before = set(0..5_000);
            let after = set(leavers..5_000 + joiners);
            let list = List { delivery: 1, holder: 1, people: before.clone(), staff: before };
            let found = Difference::between(&after, &after, &list, None);
            prop_assert_eq!(found.singled_out, [0, 0]);
            prop_assert_eq!(found.worst(), 0);
            prop_assert_eq!(found.difference, [u64::from(leavers), u64::from(joiners)]);
        }
    }
}
