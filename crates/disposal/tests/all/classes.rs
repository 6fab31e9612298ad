//! Classes are rows of two people, who see what they take.

use crate::house::{House, days, thirty_one_days};
use disposal::{Action, ClassOrder, Clock, DisposalError, SHIPPED, Terms};
use force_for_tests::{BOTH, On, is_sound};

#[tokio::test(flavor = "multi_thread")]
async fn a_class_says_what_it_would_take_before_two_people_put_it_in_force() {
    for on in BOTH {
        let house = House::new(on).await;
        let disposing = house.disposing().await;
        house.finalised("14XX0000123", &["a.mp4"]).await;
        let (manager, his) = &house.manager;
        let (class, _) = disposing.propose_class(manager, his, thirty_one_days(), days(0)).await.unwrap();
        let simulation = class.simulation().unwrap();
        assert_eq!((simulation.items, simulation.more, simulation.cases), (2, 2, 1), "a and b");
        assert_eq!((simulation.held, simulation.unclear), (0, 1), "of e nobody knows");
        let stores: Vec<_> = simulation.stores.iter().map(|store| (store.store, store.items)).collect();
        assert_eq!(stores, [(house.stores[0].number, 2), (house.stores[1].number, 2)]);
        assert!(disposing.class_in_force("non_evidential").await.unwrap().is_none());
        let again = disposing.propose_class(manager, his, thirty_one_days(), days(0)).await;
        assert!(matches!(again, Err(DisposalError::ClassWaits { .. })), "{again:?}");
        let alone = disposing.approve_class(manager, his, class.number, days(1)).await;
        assert!(alone.is_err(), "who proposed approves nothing");
        let (approver, hers) = &house.approver;
        disposing.approve_class(approver, hers, class.number, days(1)).await.unwrap();
        assert_eq!(disposing.class_in_force("non_evidential").await.unwrap().unwrap().version, 1);

        // A shorter period: the simulation says that it is c that would go too.
        let terms = Terms { days: Some(2), ..thirty_one_days().terms };
        let shorter = ClassOrder { terms, ..thirty_one_days() };
        let (class, _) = disposing.propose_class(manager, his, shorter, days(1)).await.unwrap();
        let simulation = class.simulation().unwrap();
        assert_eq!((simulation.items, simulation.more), (3, 1));
        disposing.approve_class(approver, hers, class.number, days(1)).await.unwrap();
        let in_force = disposing.class_in_force("non_evidential").await.unwrap().unwrap();
        assert_eq!((in_force.version, in_force.terms.days), (2, Some(2)));
        assert_eq!(
            disposing.classes().await.unwrap().len(),
            1,
            "the version before it is in force no longer"
        );
        is_sound(&house.record).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_simulation_is_not_approved() {
    let house = House::new(On::Sqlite).await;
    let disposing = house.disposing().await;
    let (manager, his) = &house.manager;
    let (class, _) = disposing.propose_class(manager, his, thirty_one_days(), days(0)).await.unwrap();
    let (approver, hers) = &house.approver;
    let old = disposing.approve_class(approver, hers, class.number, days(8)).await;
    assert!(matches!(old, Err(DisposalError::OldSimulation { .. })), "{old:?}");
    disposing.refuse_class(approver, class.number, "simulate it anew", days(8)).await.unwrap();
    assert!(disposing.classes().await.unwrap().is_empty());
    is_sound(&house.record).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_is_never_due_for_disposal_by_itself_and_nonsense_is_refused() {
    let house = House::new(On::Sqlite).await;
    let disposing = house.disposing().await;
    let (manager, his) = &house.manager;
    let fine = thirty_one_days();
    let dispose = |days| Terms { clock: Clock::Received, days, action: Action::Dispose };
    for (name, terms) in [
        ("evidential", dispose(Some(31))),
        ("other", dispose(None)),
        ("other", dispose(Some(0))),
        ("Other", dispose(Some(31))),
        ("", dispose(Some(31))),
    ] {
        let refused =
            disposing.propose_class(manager, his, ClassOrder { name, terms, ..fine }, days(0)).await;
        assert!(matches!(refused, Err(DisposalError::Class { .. })), "{name}: {refused:?}");
    }
    let silent = disposing.propose_class(manager, his, ClassOrder { why: " ", ..fine }, days(0)).await;
    assert!(matches!(silent, Err(DisposalError::Missing { .. })), "{silent:?}");
    for shipped in SHIPPED {
        let order =
            ClassOrder { name: shipped.name, terms: shipped.terms, source: shipped.source, why: "ours" };
        disposing.propose_class(manager, his, order, days(0)).await.unwrap();
    }
}
