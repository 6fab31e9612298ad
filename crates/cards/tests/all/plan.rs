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
    let apart = plan.apart();
    // Three with nine each would be thirty: a number from the ladder, which four have too.
    assert_eq!(apart.len(), 40);
    for person in special {
        assert_eq!(plan.route(person).unwrap().reason, Reason::Sensitive);
        assert_eq!(plan.check_job([person]), Err(PlanError::NotForBureau));
        assert_eq!(plan.check_code(person), Err(PlanError::NoCode));
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
    let second = Plan::new(Mode::SealedJob, &staff(1000, &special), &first.apart()).unwrap();
    assert_eq!(second.apart(), first.apart());
    // Whoever is covert no longer stays among those who were printed in the force, and nobody is drawn out by that.
    let third = Plan::new(Mode::SealedJob, &staff(1000, &[3]), &first.apart()).unwrap();
    assert_eq!(third.apart(), first.apart());
    assert_eq!(third.route(77).unwrap().reason, Reason::Before);
    // One more, and cover for them is drawn in addition.
    let new = (0..1000).find(|person| !first.apart().contains(*person)).unwrap();
    let fourth = Plan::new(Mode::SealedJob, &staff(1000, &[3, 77, 400, new]), &first.apart()).unwrap();
    assert!(fourth.apart().is_superset(&first.apart()));
    assert!(fourth.apart().len() >= first.apart().len() + u64::from(COVER));
}

#[test]
fn whoever_is_set_apart_anew_is_so_among_others_who_are_however_many_were_before() {
    let many: Vec<u32> = (0..20).collect();
    let before = Plan::new(Mode::SealedJob, &staff(1000, &many), &RoaringBitmap::new()).unwrap().apart();
    let special = (20..1000).find(|person| !before.contains(*person)).unwrap();
    // Only one of those at risk is left, with hundreds who were set apart before: enough cover as a number, and none for a
    // person whose card the print service still made last year.
    let plan = Plan::new(Mode::SealedJob, &staff(1000, &[special]), &before).unwrap();
    assert!((&plan.apart() - &before).len() >= u64::from(COVER + 1));
    let mut all_others: RoaringBitmap = (0..1000).collect();
    all_others.remove(special);
    let refused = Plan::new(Mode::SealedJob, &staff(1000, &[special]), &all_others);
    assert!(matches!(refused, Err(PlanError::TooLittleCover { sensitive: 1, cover: 0 })), "{refused:?}");
}

#[test]
fn the_size_of_the_group_does_not_tell_how_many_are_at_risk() {
    let size = |special: u32| {
        let special: Vec<u32> = (0..special).collect();
        Plan::new(Mode::SealedJob, &staff(2000, &special), &RoaringBitmap::new()).unwrap().apart().len()
    };
    let sizes: Vec<u64> = [0, 1, 2, 3, 4, 5, 8, 9, 16].into_iter().map(size).collect();
    assert_eq!(sizes, [0, 20, 20, 40, 40, 80, 80, 160, 160]);
}

#[test]
fn a_plan_with_too_little_cover_is_refused() {
    let refused = Plan::new(Mode::SealedJob, &staff(6, &[0, 1]), &RoaringBitmap::new()).unwrap_err();
    insta::assert_snapshot!(refused, @"there are only 4 ordinary staff to hide 2 covert or high-risk ones among. Add cards of ordinary staff, or print all of these in the force from a template without a code");
    assert!(Plan::new(Mode::SealedJob, &staff(8, &[0, 1]), &RoaringBitmap::new()).is_ok());
    assert!(Plan::new(Mode::SealedJob, &staff(5, &[]), &RoaringBitmap::new()).is_ok());
}

#[test]
fn with_blanks_all_faces_stay_in_the_force_and_no_card_without_a_code_says_covert() {
    let plan = Plan::new(Mode::Split, &staff(100, &[4, 5]), &RoaringBitmap::new()).unwrap();
    assert!(plan.routes().all(|route| route.in_force));
    assert_eq!(plan.apart().len(), 20);
    assert_eq!(plan.check_code(4), Err(PlanError::NoCode));
    assert_eq!(plan.check_code(5000), Err(PlanError::NoCode));
    let ordinary = plan.routes().find(|route| route.reason == Reason::Ordinary).unwrap().person;
    assert_eq!(plan.check_code(ordinary), Ok(()));
    assert_eq!(plan.check_job([ordinary]), Err(PlanError::NotForBureau));
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
