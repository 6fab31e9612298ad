//! Everything that was released waits to be checked again, and each is done once, by one node.

use crate::common::{BOTH, Case, at, examined, proposal, rules, start};
use gate::Verdict;
use jiff::Timestamp;
use release::{Queue, Rechecks, Task};
use std::sync::Arc;

/// A case with so many approved releases, the queue of its record, and a second node on the same record.
async fn approved(case: Case, count: u8) -> (Case, Rechecks) {
    for byte in 1..=count {
        let release = case.proposed(&proposal(Vec::new()), &examined(byte, Verdict::Clear, 2, start())).await;
        let (approver, signs) = &case.approver;
        case.releases().approve(approver, signs, release, None, &rules(), start()).await.unwrap();
    }
    let record = Arc::new(record::Record::open(&case.place).await.unwrap());
    let queue = Rechecks::open(record).await.unwrap();
    (case, queue)
}

fn after(seconds: i64) -> Timestamp {
    start() + jiff::SignedDuration::from_secs(seconds)
}

async fn claimed(queue: &Rechecks, node: &str, now: Timestamp) -> Task {
    queue.claim(node, now).await.unwrap().expect("there is something to do")
}

#[tokio::test]
async fn what_was_approved_waits_once_however_often_it_is_asked_for_and_goes_when_it_is_done() {
    for on in BOTH {
        let (case, queue) = approved(Case::new(on).await, 2).await;
        case.proposed(&proposal(Vec::new()), &examined(9, Verdict::Clear, 2, start())).await;
        let (officer, _) = &case.officer;
        let nothing = Queue { waiting: 0, since: None, failed: Vec::new() };
        assert_eq!(queue.queue().await.unwrap(), nothing);
        assert_eq!(queue.ask(officer, None, start()).await.unwrap(), 2, "a proposal was not released");
        assert_eq!(queue.ask(officer, None, after(9)).await.unwrap(), 2);
        assert_eq!(queue.ask(officer, Some(3), after(9)).await.unwrap(), 0);
        let told = queue.queue().await.unwrap();
        assert_eq!((told.waiting, told.since), (2, Some(start())));

        let first = claimed(&queue, "a", start()).await;
        let second = claimed(&queue, "b", start()).await;
        assert_eq!((first.release, second.release, first.actor), (1, 2, officer.number));
        assert_eq!(queue.claim("c", start()).await.unwrap(), None);
        assert!(queue.done(&first).await.unwrap());
        assert!(!queue.done(&first).await.unwrap(), "it is gone");
        assert!(queue.give_back(&second).await.unwrap());
        assert_eq!(claimed(&queue, "c", start()).await.release, 2);
        case.is_sound().await;
    }
}

#[tokio::test]
async fn a_node_that_fell_silent_loses_its_task_and_writes_nothing_when_it_comes_back() {
    for on in BOTH {
        let (case, queue) = approved(Case::new(on).await, 1).await;
        queue.ask(&case.officer.0, None, start()).await.unwrap();
        let lost = claimed(&queue, "a", start()).await;
        assert!(queue.still(&lost, after(30)).await.unwrap());
        assert_eq!(queue.claim("b", after(80)).await.unwrap(), None, "it gave a sign of life");
        let taken = claimed(&queue, "b", after(91)).await;
        for refused in [
            queue.still(&lost, after(92)).await,
            queue.failed(&lost, "x").await,
            queue.give_back(&lost).await,
            queue.done(&lost).await,
        ] {
            assert!(!refused.unwrap());
        }
        assert!(queue.done(&taken).await.unwrap());
    }
}

#[tokio::test]
async fn what_cannot_be_checked_says_why_until_it_is_asked_for_again() {
    for on in BOTH {
        let (case, queue) = approved(Case::new(on).await, 1).await;
        let (officer, _) = &case.officer;
        queue.ask(officer, None, start()).await.unwrap();
        let task = claimed(&queue, "a", start()).await;
        assert!(queue.failed(&task, "its bytes were not kept").await.unwrap());
        let told = queue.queue().await.unwrap();
        assert_eq!((told.waiting, told.failed.len()), (0, 1));
        assert_eq!((told.failed[0].release, told.failed[0].why.as_str()), (1, "its bytes were not kept"));
        assert_eq!(queue.claim("a", after(999)).await.unwrap(), None);

        queue.ask(officer, Some(1), after(1_000)).await.unwrap();
        // A file that ends every node which opens it is not opened for ever.
        for attempt in 0..3 {
            claimed(&queue, "a", after(1_000 + attempt * 100)).await;
        }
        assert_eq!(queue.claim("a", after(2_000)).await.unwrap(), None);
        let told = queue.queue().await.unwrap();
        assert!(told.failed[0].why.contains("several times"), "{told:?}");
    }
}

#[tokio::test]
async fn what_was_known_when_it_left_stands_beside_what_is_known_today() {
    for on in BOTH {
        let (case, _) = approved(Case::new(on).await, 3).await;
        let releases = case.releases();
        let (officer, _) = &case.officer;
        let later = at("2027-01-10T09:00:00Z");
        for (release, verdict, people) in
            [(1, Verdict::Clear, 2), (2, Verdict::Clear, 9), (3, Verdict::Held, 2)]
        {
            let bytes = u8::try_from(release).unwrap();
            releases
                .rechecked(officer, release, &examined(bytes, verdict, people, later), later)
                .await
                .unwrap();
        }
        let told = releases.standings(None, 10).await.unwrap();
        let changed: Vec<(u32, bool)> =
            told.iter().map(|one| (one.release.number, one.has_changed())).collect();
        assert_eq!(changed, [(3, true), (2, true), (1, false)]);
        assert!(told.iter().all(|one| (one.then.verdict, one.then.subjects) == (Verdict::Clear, 2)));
        assert_eq!((told[1].release.subjects, told[1].release.checked), (9, later));
        assert_eq!(releases.standings(Some(2), 10).await.unwrap().len(), 1);

        let checks = releases.checks(2).await.unwrap();
        let said: Vec<(u64, u32)> = checks.iter().map(|check| (check.subjects, check.actor)).collect();
        assert_eq!(said, [(2, officer.number), (9, officer.number)]);
        case.is_sound().await;
    }
}
