//! Rows and people, each at most once: the largest number of rows that can be about different people.

use hashbrown::HashMap;
use roaring::RoaringBitmap;

/// The size of the largest matching between rows and people. Rows come in groups: how many, and whom each of them can be
/// about.
///
/// Kuhn's algorithm with a list of its own in place of recursion. Rows of a group beyond its candidates can match nobody
/// and are not tried, so that the work is bounded by the roster and not by the table.
pub(crate) fn largest<'g>(groups: impl Iterator<Item = (u64, &'g [u32])>) -> u64 {
    matched(groups.collect()).0
}

/// The size, and the people whom every matching of that size needs: if each row is about a person of its own, these are
/// in the table whichever of its candidates each row is about.
///
/// Whom a matching leaves out could stand in for anybody whose row is about either of them, and they in turn for others;
/// those who cannot be freed in this way are needed.
pub(crate) fn largest_with_needed<'g>(
    groups: impl Iterator<Item = (u64, &'g [u32])>,
) -> (u64, RoaringBitmap) {
    let groups: Vec<(u64, &[u32])> = groups.collect();
    let (size, held_by) = matched(groups.clone());
    let mut needed: RoaringBitmap = held_by.keys().copied().collect();
    let mut asked_for: HashMap<u32, Vec<&[u32]>> = HashMap::new();
    let mut held: HashMap<&[u32], Vec<u32>> = HashMap::new();
    for (_, people) in &groups {
        people.iter().for_each(|person| asked_for.entry(*person).or_default().push(people));
    }
    held_by.iter().for_each(|(person, people)| held.entry(*people).or_default().push(*person));
    let mut free: Vec<u32> = asked_for.keys().copied().filter(|person| !needed.contains(*person)).collect();
    while let Some(person) = free.pop() {
        for people in asked_for.remove(&person).unwrap_or_default() {
            let freed = held.remove(people).unwrap_or_default();
            free.extend(freed.into_iter().filter(|other| needed.remove(*other)));
        }
    }
    (size, needed)
}

/// The size of a largest matching, and the candidates through whom each person of it was met.
fn matched(mut groups: Vec<(u64, &[u32])>) -> (u64, HashMap<u32, &[u32]>) {
    // Those with the least choice first: nearly every row then finds its place at once.
    groups.sort_by_key(|(_, people)| (people.len(), people.first().copied()));
    let mut matching = Matching {
        groups: &groups,
        held_by: HashMap::new(),
        asked_by: HashMap::new(),
        through: HashMap::new(),
    };
    let mut matched = 0;
    for (group, (rows, people)) in groups.iter().enumerate() {
        for _ in 0..(*rows).min(people.len() as u64) {
            if !matching.place(group) {
                break;
            }
            matched += 1;
        }
    }
    let held = matching.held_by.into_iter();
    (matched, held.filter_map(|(person, group)| Some((person, groups.get(group)?.1))).collect())
}

struct Matching<'a, 'g> {
    groups: &'a [(u64, &'g [u32])],
    /// The group that each person is given to.
    held_by: HashMap<u32, usize>,
    /// People whom the search under way has met, and the group that asked for them.
    asked_by: HashMap<u32, usize>,
    /// Groups that the search has met, and the person of theirs who was asked for.
    through: HashMap<usize, u32>,
}

impl Matching<'_, '_> {
    /// Finds a person for one more row of a group, moving other rows to other people where that frees somebody.
    fn place(&mut self, first: usize) -> bool {
        self.asked_by.clear();
        self.through.clear();
        let mut asking = vec![first];
        while let Some(group) = asking.pop() {
            for person in self.groups[group].1.iter().copied() {
                if self.asked_by.contains_key(&person) {
                    continue;
                }
                self.asked_by.insert(person, group);
                let Some(holder) = self.held_by.get(&person).copied() else {
                    self.hand_over(person);
                    return true;
                };
                if holder != first && !self.through.contains_key(&holder) {
                    self.through.insert(holder, person);
                    asking.push(holder);
                }
            }
        }
        false
    }

    /// Gives a free person to the group that asked for them; the person whom that group was asked for is free now, and goes
    /// to the group that asked, and so on back to the first.
    fn hand_over(&mut self, free: u32) {
        let mut person = free;
        while let Some(group) = self.asked_by.remove(&person) {
            self.held_by.insert(person, group);
            match self.through.get(&group) {
                Some(own) => person = *own,
                None => return,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same by trying everything.
    fn by_trying(rows: &[Vec<u32>], taken: &mut Vec<u32>) -> u64 {
        let Some((row, rest)) = rows.split_first() else { return 0 };
        let mut best = by_trying(rest, taken);
        for person in row {
            if !taken.contains(person) {
                taken.push(*person);
                best = best.max(1 + by_trying(rest, taken));
                taken.pop();
            }
        }
        best
    }

    #[test]
    fn rows_move_to_other_people_where_that_frees_somebody() {
        let groups: [(u64, &[u32]); 3] = [(1, &[1, 2]), (1, &[1, 3]), (2, &[1, 2, 3])];
        assert_eq!(largest(groups.into_iter()), 3);
        let groups: [(u64, &[u32]); 3] = [(5, &[7]), (1, &[7, 8]), (1, &[8, 9])];
        assert_eq!(largest(groups.into_iter()), 3);
        assert_eq!(largest(std::iter::empty()), 0);
    }

    proptest! {
        #[test]
        fn it_is_the_largest(groups in prop::collection::btree_set(prop::collection::btree_set(0_u32..7, 1..4), 0..6), rows in prop::collection::vec(1_u64..3, 6)) {
            let groups: Vec<(u64, Vec<u32>)> = rows.into_iter().zip(groups.into_iter().map(|group| group.into_iter().collect())).collect();
            let all: Vec<Vec<u32>> = groups.iter().flat_map(|(rows, people)| vec![people.clone(); *rows as usize]).collect();
            let ours = largest(groups.iter().map(|(rows, people)| (*rows, people.as_slice())));
            prop_assert_eq!(ours, by_trying(&all, &mut Vec::new()));
        }

        #[test]
        fn those_are_needed_without_whom_it_is_smaller(groups in prop::collection::btree_set(prop::collection::btree_set(0_u32..7, 1..4), 0..6), rows in prop::collection::vec(1_u64..3, 6)) {
            let groups: Vec<(u64, Vec<u32>)> = rows.into_iter().zip(groups.into_iter().map(|group| group.into_iter().collect())).collect();
            let all: Vec<Vec<u32>> = groups.iter().flat_map(|(rows, people)| vec![people.clone(); *rows as usize]).collect();
            let (size, needed) = largest_with_needed(groups.iter().map(|(rows, people)| (*rows, people.as_slice())));
            prop_assert_eq!(size, by_trying(&all, &mut Vec::new()));
            for person in 0..7 {
                prop_assert_eq!(needed.contains(person), by_trying(&all, &mut vec![person]) < size);
            }
        }
    }
}
