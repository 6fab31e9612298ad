//! People who do not exist.

use crate::{delivery, innocent};
use marks::{HoneyPerson, NameShown, name_space};
use std::collections::HashSet;

#[test]
fn there_are_more_than_a_hundred_million_names() {
    assert_eq!(name_space(NameShown::Full), 123_501_600);
    assert_eq!(name_space(NameShown::ForenameAndSurname), 6_175_080);
    assert_eq!(name_space(NameShown::Surname), 5_045);
    assert!(name_space(NameShown::InitialAndSurname) < name_space(NameShown::InitialsAndSurname));
    assert!(name_space(NameShown::InitialsAndSurname) < name_space(NameShown::ForenameAndSurname));
}

/// The size of the space is a promise only where no name is in a list twice.
#[test]
fn no_name_is_there_twice() {
    let (mut surnames, mut forenames, mut initials) = (HashSet::new(), HashSet::new(), HashSet::new());
    let key = delivery().honey();
    for person in (0..60_000).filter_map(|draw| key.person(draw)) {
        surnames.insert(person.surname);
        forenames.insert(person.forename);
        initials.insert(person.initial);
    }
    let spaces = [NameShown::Full, NameShown::ForenameAndSurname, NameShown::Surname].map(name_space);
    assert_eq!(initials.len() as u64, spaces[0] / spaces[1]);
    assert_eq!(forenames.len() as u64, spaces[1] / spaces[2]);
    // 12 draws for each surname: one in 150,000 is missed, and a name that stood twice would be missing here.
    assert_eq!(surnames.len() as u64, spaces[2]);
}

#[test]
fn the_same_people_come_again_and_others_in_every_delivery() {
    let people = |key: marks::DeliveryKey| key.honey().people(200, |_| false).unwrap();
    assert_eq!(people(delivery()), people(delivery()));
    let ours: HashSet<HoneyPerson> = people(delivery()).into_iter().collect();
    assert_eq!(ours.len(), 200);
    assert!(people(innocent(0)).iter().all(|person| !ours.contains(person)));
}

#[test]
fn who_has_the_name_of_somebody_real_is_left_out_and_the_others_stay() {
    let all = delivery().honey().people(40, |_| false).unwrap();
    let some = delivery().honey().people(39, |person| person.draw == all[10].draw).unwrap();
    let expected: Vec<HoneyPerson> = all.iter().copied().filter(|person| *person != all[10]).collect();
    assert_eq!(some, expected);
    assert_eq!(delivery().honey().person(all[10].draw), Some(all[10]));
}

#[test]
fn refusing_everybody_ends() {
    let refused = delivery().honey().people(2, |person| person.draw > 0).unwrap_err();
    assert_eq!((refused.found, refused.wanted), (1, 2));
    assert_eq!(delivery().honey().people(0, |_| true).unwrap(), []);
}
