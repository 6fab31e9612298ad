//! Who is printed where.

use cards::plan::{COVER, Holder, Mode, Plan, PlanError, Reason, Sensitivity};
use roaring::RoaringBitmap;

fn staff(ordinary: u32, sensitive: &[u32]) -> Vec<Holder> {
    (0..ordinary)
        .map(|person| Holder {
            person,
            sensitivity: match sensitive.iter().position(|special| *special == person) {
                None => Sensitivity::Ordinary,
                Some(at) if at % 2 == 0 => Sensitivity::Covert,
                Some(_) => Sensitivity::HighRisk,
            },
        })
        .collect()
}

#[test]
fn a_bureau_never_gets_covert_or_high_risk_staff_and_cannot_tell_who_is_missing() {
    let special = [3, 77, 400];
    let plan = Plan::new(Mode::SealedJob, &staff(1000, &special), &RoaringBitmap::new()).unwrap();
    let in_force = plan.in_force();
    assert_eq!(in_force.len(), u64::from(3 + 3 * COVER));
    for person in special {
        assert_eq!(plan.route(person).unwrap().reason, Reason::Sensitive);
        assert_eq!(plan.check_job([person]), Err(PlanError::NotForBureau));
    }
    // Nothing on a card printed in the force tells a covert officer's from its cover's.
    let looks: Vec<_> =
        plan.routes().filter(|route| route.in_force).map(|route| (route.code, route.in_force)).collect();
    assert!(looks.iter().all(|look| *look == (false, true)));
    let bureau: Vec<u32> = plan.routes().filter(|route| !route.in_force).map(|route| route.person).collect();
    assert_eq!(plan.check_job(bureau.iter().copied()), Ok(()));
    assert_eq!(plan.check_job([5000]), Err(PlanError::NotForBureau));
    assert!(plan.routes().filter(|route| !route.in_force).all(|route| route.code));
}

#[test]
fn the_group_that_is_printed_in_the_force_stays_the_same() {
    let special = [3, 77, 400];
    let first = Plan::new(Mode::SealedJob, &staff(1000, &special), &RoaringBitmap::new()).unwrap();
    let second = Plan::new(Mode::SealedJob, &staff(1000, &special), &first.in_force()).unwrap();
    assert_eq!(second.in_force(), first.in_force());
    // Whoever is covert no longer stays among those who were printed in the force, and nobody is drawn out by that.
    let third = Plan::new(Mode::SealedJob, &staff(1000, &[3]), &first.in_force()).unwrap();
    assert_eq!(third.in_force(), first.in_force());
    assert_eq!(third.route(77).unwrap().reason, Reason::Before);
    // One more, and cover for them is drawn in addition.
    let fourth = Plan::new(Mode::SealedJob, &staff(1000, &[3, 77, 400, 500]), &first.in_force()).unwrap();
    assert!(fourth.in_force().is_superset(&first.in_force()));
    assert!(fourth.in_force().len() > first.in_force().len());
}

#[test]
fn a_plan_with_too_little_cover_is_refused() {
    let refused = Plan::new(Mode::SealedJob, &staff(6, &[0, 1]), &RoaringBitmap::new()).unwrap_err();
    insta::assert_snapshot!(refused, @"there are only 4 ordinary staff to hide 2 covert or high-risk ones among. Print all of these cards in the force, or add cards of ordinary staff");
    assert!(Plan::new(Mode::SealedJob, &staff(8, &[0, 1]), &RoaringBitmap::new()).is_ok());
    assert!(Plan::new(Mode::SealedJob, &staff(5, &[]), &RoaringBitmap::new()).is_ok());
}

#[test]
fn with_blanks_all_faces_stay_in_the_force_and_covert_staff_have_no_code() {
    let plan = Plan::new(Mode::Split, &staff(10, &[4, 5]), &RoaringBitmap::new()).unwrap();
    assert!(plan.routes().all(|route| route.in_force && route.reason == Reason::AllInForce));
    let without: Vec<u32> = plan.routes().filter(|route| !route.code).map(|route| route.person).collect();
    assert_eq!(without, [4]);
    assert_eq!(plan.check_job([0]), Err(PlanError::NotForBureau));
}

#[test]
fn a_plan_in_a_log_says_nothing_of_anybody() {
    let plan = Plan::new(Mode::SealedJob, &staff(40, &[3]), &RoaringBitmap::new()).unwrap();
    let said = format!("{plan:?} {:?} {:?}", plan.route(3), staff(4, &[3]));
    assert_eq!(said, "Plan { mode: SealedJob, cards: 40 } Some(Route) [Holder, Holder, Holder, Holder]");
}

#[test]
fn somebody_who_is_there_twice_is_found() {
    let twice = [staff(3, &[]), staff(1, &[])].concat();
    assert_eq!(Plan::new(Mode::Split, &twice, &RoaringBitmap::new()), Err(PlanError::Twice));
}
