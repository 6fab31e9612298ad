//! What leaves: one proposes, another one approves, and the public holds it from then on.

use crate::common::{BOTH, Case, at, enrolled, examined, finding, proposal, reason, rules, start};
use gate::Verdict;
use record::{HoldingFilter, RecordError, Role};
use release::{Answer, Filter, ReleaseError, State};

async fn holdings(case: &Case) -> Vec<record::Holding> {
    let mut found = Vec::new();
    case.record
        .each_holding(HoldingFilter::default(), |holding| {
            found.push(holding);
            Ok(())
        })
        .await
        .unwrap();
    found
}

#[tokio::test]
async fn one_proposes_another_one_approves_and_the_public_holds_it_from_then_on() {
    for on in BOTH {
        let case = Case::new(on).await;
        let releases = case.releases();
        let check = examined(7, Verdict::Clear, 14, start());
        let release = case.proposed(&proposal(Vec::new()), &check).await;
        let sha256 = check.sha256().unwrap();
        assert_eq!(releases.door().ask(&sha256, start()).await.unwrap(), Answer::None);
        assert!(holdings(&case).await.is_empty());

        let (officer, officer_signs) = &case.officer;
        let own = releases.approve(officer, officer_signs, release, None, &rules(), start()).await;
        assert!(
            matches!(own, Err(ReleaseError::Record(RecordError::SamePerson | RecordError::MayNot { .. }))),
            "{own:?}"
        );
        let (approver, signs) = &case.approver;
        let later = at("2026-11-26T11:00:00Z");
        let done = releases.approve(approver, signs, release, None, &rules(), later).await.unwrap();
        assert_eq!(done.recorded.at, later);

        let [holding] = <[_; 1]>::try_from(holdings(&case).await).unwrap();
        assert_eq!(done.holdings, [holding.number]);
        assert_eq!((holding.subjects.kind, holding.subjects.certain), ("unlisted", 14));
        assert_eq!(holding.handed, Some(sha256));
        let from = holding.life.from().unwrap();
        assert_eq!((from.earliest, from.latest), (Some(later), later));
        let holder = case.record.holder(&holding.holder.to_string()).await.unwrap();
        assert_eq!(holder.public_name(), Some(release::THE_PUBLIC));

        let Answer::Certified { note, until } = releases.door().ask(&sha256, later).await.unwrap() else {
            panic!("it is certified");
        };
        assert_eq!(until, done.expires);
        let certificate =
            release::Certificate::open(note.as_bytes(), &releases.door().key().unwrap()).unwrap();
        assert!(certificate.certifies(&sha256, later) && !certificate.certifies(&[0; 32], later));
        assert_eq!((certificate.proposed_by, certificate.approved_by), (officer.number, approver.number));
        let after = at("2027-03-01T00:00:00Z");
        assert_eq!(releases.door().ask(&sha256, after).await.unwrap(), Answer::Expired { since: until });

        let again = releases.approve(approver, signs, release, None, &rules(), later).await;
        assert!(matches!(again, Err(ReleaseError::Answered { state: State::Approved, .. })), "{again:?}");
        case.is_sound().await;
    }
}

#[tokio::test]
async fn nobody_in_it_is_no_holding_and_still_an_act_and_a_certificate() {
    for on in BOTH {
        let case = Case::new(on).await;
        let check = examined(8, Verdict::Clear, 0, start());
        let release = case.proposed(&proposal(Vec::new()), &check).await;
        let (approver, signs) = &case.approver;
        let done = case.releases().approve(approver, signs, release, None, &rules(), start()).await.unwrap();
        assert!(done.holdings.is_empty() && holdings(&case).await.is_empty());
        let answer = case.releases().door().ask(&check.sha256().unwrap(), start()).await.unwrap();
        assert_eq!(answer.id(), "certified");
        case.is_sound().await;
    }
}

#[tokio::test]
async fn what_is_held_or_unchecked_never_leaves_and_what_is_for_review_needs_a_reason() {
    for on in BOTH {
        let case = Case::new(on).await;
        let releases = case.releases();
        let (officer, signs) = &case.officer;
        for verdict in [Verdict::Held, Verdict::Unchecked] {
            let check = examined(1, verdict, 3, start());
            let said = vec![reason("visible-people", "they asked")];
            let refused = releases.propose(officer, signs, &proposal(said), &check, start()).await;
            assert!(matches!(refused, Err(ReleaseError::MayNotLeave { .. })), "{refused:?}");
        }
        let mut check = examined(1, Verdict::Review, 3, start());
        check.checked.findings.push(finding("visible-identifiers", "sheet 'Answer'"));
        let one = vec![reason("visible-individuals", "wards have thousands of people")];
        let refused = releases.propose(officer, signs, &proposal(one.clone()), &check, start()).await;
        let Err(ReleaseError::NoReason { rules: missing }) = refused else { panic!("{refused:?}") };
        assert_eq!(missing, ["visible-identifiers"]);
        for said in [reason("visible-identifiers", " "), reason("shoe", "x")] {
            let refused = releases.propose(officer, signs, &proposal(vec![said]), &check, start()).await;
            assert!(matches!(refused, Err(ReleaseError::EmptyReason { .. } | ReleaseError::NoRule { .. })));
        }
        let mut both = one;
        both.push(reason("visible-identifiers", "published by the council"));
        let release = case.proposed(&proposal(both.clone()), &check).await;
        let kept = releases.get(release).await.unwrap();
        assert_eq!(kept.reasons, both);
        case.is_sound().await;
    }
}

#[tokio::test]
async fn a_check_that_is_old_worse_or_of_another_file_approves_nothing() {
    for on in BOTH {
        let case = Case::new(on).await;
        let releases = case.releases();
        let (approver, signs) = &case.approver;
        let said = vec![reason("visible-individuals", "wards have thousands of people")];
        let release = case.proposed(&proposal(said), &examined(7, Verdict::Review, 3, start())).await;
        let later = at("2026-11-28T09:00:00Z");

        let old = releases.approve(approver, signs, release, None, &rules(), later).await;
        assert!(matches!(old, Err(ReleaseError::Stale { .. })), "{old:?}");
        let other_rules = releases.approve(approver, signs, release, None, &[0; 32], start()).await;
        assert!(matches!(other_rules, Err(ReleaseError::Stale { .. })), "{other_rules:?}");
        let other = examined(8, Verdict::Clear, 0, later);
        let other = releases.approve(approver, signs, release, Some(&other), &rules(), later).await;
        assert!(matches!(other, Err(ReleaseError::OtherBytes)), "{other:?}");
        let worse = examined(7, Verdict::Held, 9, later);
        let worse = releases.approve(approver, signs, release, Some(&worse), &rules(), later).await;
        assert!(matches!(worse, Err(ReleaseError::Worse { .. })), "{worse:?}");
        let mut more = examined(7, Verdict::Review, 3, later);
        more.checked.findings.push(finding("visible-identifiers", "sheet 'Answer'"));
        let more = releases.approve(approver, signs, release, Some(&more), &rules(), later).await;
        assert!(matches!(more, Err(ReleaseError::NoReason { .. })), "{more:?}");
        assert!(holdings(&case).await.is_empty());
        assert_eq!(releases.get(release).await.unwrap().state, State::Proposed);

        let fresh = examined(7, Verdict::Review, 5, later);
        releases.approve(approver, signs, release, Some(&fresh), &rules(), later).await.unwrap();
        assert_eq!(holdings(&case).await[0].subjects.certain, 5, "what the fresh check found counts");
        case.is_sound().await;
    }
}

#[tokio::test]
async fn who_was_enrolled_by_the_proposer_or_after_the_proposal_approves_nothing() {
    for on in BOTH {
        let case = Case::new(on).await;
        let release = case.proposed(&proposal(Vec::new()), &examined(7, Verdict::Clear, 1, start())).await;
        let (late, signs) = enrolled(&case.record, "B. Hart", &[Role::Approver], start()).await;
        let refused = case.releases().approve(&late, &signs, release, None, &rules(), start()).await;
        assert!(matches!(refused, Err(ReleaseError::Record(RecordError::Refused { .. }))), "{refused:?}");
        case.is_sound().await;
    }
}

#[tokio::test]
async fn a_proposal_is_refused_with_a_reason_or_taken_back_by_who_made_it() {
    for on in BOTH {
        let case = Case::new(on).await;
        let releases = case.releases();
        let ((officer, officer_signs), (approver, signs)) = (&case.officer, &case.approver);
        let one = case.proposed(&proposal(Vec::new()), &examined(7, Verdict::Clear, 1, start())).await;
        let two = case.proposed(&proposal(Vec::new()), &examined(8, Verdict::Clear, 1, start())).await;
        assert!(matches!(
            releases.refuse(approver, signs, one, " ", start()).await,
            Err(ReleaseError::Missing { .. })
        ));
        releases.refuse(approver, signs, one, "the recipient is not the requester", start()).await.unwrap();
        let other = releases.withdraw(approver, signs, two, start()).await;
        assert!(matches!(other, Err(ReleaseError::NotYours { .. })), "{other:?}");
        releases.withdraw(officer, officer_signs, two, start()).await.unwrap();
        for release in [one, two] {
            let answered = releases.approve(approver, signs, release, None, &rules(), start()).await;
            assert!(matches!(answered, Err(ReleaseError::Answered { .. })), "{answered:?}");
        }
        let states: Vec<State> =
            releases.list(&Filter::default()).await.unwrap().iter().map(|one| one.state).collect();
        assert_eq!(states, [State::Withdrawn, State::Refused]);
        let unknown = releases.get(99).await;
        assert!(matches!(unknown, Err(ReleaseError::Unknown { .. })));
        case.is_sound().await;
    }
}

#[tokio::test]
async fn a_withdrawn_certificate_opens_no_door_until_the_file_is_approved_anew() {
    for on in BOTH {
        let case = Case::new(on).await;
        let releases = case.releases();
        let (approver, signs) = &case.approver;
        let check = examined(7, Verdict::Clear, 1, start());
        let sha256 = check.sha256().unwrap();
        let nothing = releases.withdraw_certificate(approver, signs, &sha256, "a mistake", start()).await;
        assert!(matches!(nothing, Err(ReleaseError::NoCertificate)));
        for _ in 0..2 {
            let release = case.proposed(&proposal(Vec::new()), &check).await;
            releases.approve(approver, signs, release, None, &rules(), start()).await.unwrap();
        }
        releases.withdraw_certificate(approver, signs, &sha256, "a mistake", start()).await.unwrap();
        assert_eq!(releases.door().ask(&sha256, start()).await.unwrap(), Answer::Withdrawn);
        let release = case.proposed(&proposal(Vec::new()), &check).await;
        releases.approve(approver, signs, release, None, &rules(), start()).await.unwrap();
        assert_eq!(releases.door().ask(&sha256, start()).await.unwrap().id(), "certified");
        releases
            .samples_shown(approver, signs, &sha256, 12, "looked whether wards are named", start())
            .await
            .unwrap();
        case.is_sound().await;
    }
}

#[tokio::test]
async fn a_later_check_that_finds_more_corrects_the_holding_from_the_release_on() {
    for on in BOTH {
        let case = Case::new(on).await;
        let releases = case.releases();
        let (approver, signs) = &case.approver;
        let (officer, _) = &case.officer;
        let check = examined(7, Verdict::Clear, 0, start());
        let sha256 = check.sha256().unwrap();
        let release = case.proposed(&proposal(Vec::new()), &check).await;
        let early = releases.rechecked(officer, release, &check, start()).await;
        assert!(matches!(early, Err(ReleaseError::NotReleased { .. })), "{early:?}");
        let done = releases.approve(approver, signs, release, None, &rules(), start()).await.unwrap();

        let later = at("2027-01-10T09:00:00Z");
        let same = releases.rechecked(officer, release, &examined(7, Verdict::Clear, 0, later), later).await;
        assert!(!same.unwrap().is_news() && holdings(&case).await.is_empty());
        for people in [4, 9, 2] {
            let more = examined(7, Verdict::Clear, people, later);
            let told = releases.rechecked(officer, release, &more, later).await.unwrap();
            assert_eq!(told.is_news(), people != 2, "{told:?}");
            let [holding] = <[_; 1]>::try_from(holdings(&case).await).unwrap();
            assert_eq!(holding.subjects.certain, people.max(told.known), "nobody is taken out again");
            assert_eq!(holding.life.from().unwrap().latest, done.recorded.at, "valid from the release on");
        }
        assert_eq!(releases.door().ask(&sha256, later).await.unwrap().id(), "certified");
        let held = examined(7, Verdict::Held, 9, later);
        let told = releases.rechecked(officer, release, &held, later).await.unwrap();
        assert_eq!((told.now, told.withdrawn.len()), (Verdict::Held, 1));
        assert_eq!(releases.door().ask(&sha256, later).await.unwrap(), Answer::Withdrawn);
        let line = releases.get(release).await.unwrap();
        assert_eq!((line.verdict, line.subjects, line.holdings.len()), (Verdict::Held, 9, 1));
        assert_eq!(line.decided.unwrap().actor, approver.number);
        case.is_sound().await;
    }
}
