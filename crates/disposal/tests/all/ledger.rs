//! The ledger on the database grants what is covered, and remembers what it has granted.

use crate::house::{House, NOON, days};
use copies::{Ask, AuthorityName, Denied, Ledger, ReplicaId, Verified};
use disposal::Disposing;
use disposal::ledger::{Place, RecordLedger};
use evidence::Evidence;
use force_for_tests::{BOTH, On, at};
use jiff::SignedDuration;
use record::Record;
use roaring::RoaringTreemap;
use store::Value;

/// Permits are written by acts of whoever migrates; here by hand.
pub async fn permit(record: &Record, act: i64, store: u32, items: &[u64]) -> AuthorityName {
    let items: RoaringTreemap = items.iter().copied().collect();
    let mut bytes = Vec::new();
    items.serialize_into(&mut bytes).unwrap();
    let mut writing = record.database().begin("permit").await.unwrap();
    let sql = "INSERT INTO evidence_permit (number, act, store, items, survivors, ends) VALUES ($1, $1, $2, $3, 1, $4)";
    let values: [Value; 4] = [
        act.into(),
        i64::from(store).into(),
        bytes.into(),
        (at(NOON) + SignedDuration::from_hours(24)).as_microsecond().into(),
    ];
    writing.execute(sql, &values).await.unwrap();
    writing.finish().await.unwrap();
    AuthorityName::Permit(act.cast_unsigned())
}

pub fn places(house: &House) -> Vec<Place> {
    let place = |store: &evidence::EvidenceStore| Place {
        store: store.number,
        holder: store.holder,
        replica: store.replica.unwrap(),
    };
    house.stores.iter().map(place).collect()
}

fn ask(
    ledger: &RecordLedger<'_>,
    house: &House,
    from: usize,
    survivors: &[ReplicaId],
    authority: AuthorityName,
) -> Ask {
    Ask {
        item: ledger.knows(house.item("a.mp4")),
        blake3: copies::Blake3::of(b"footage of a.mp4"),
        from: house.stores[from].replica.unwrap(),
        authority,
        survivors: survivors.to_vec(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_permit_lets_one_copy_go_and_the_other_stays() {
    for on in BOTH {
        let house = House::new(on).await;
        let disposing = house.disposing().await;
        let ledger = RecordLedger::new(&disposing, places(&house));
        let [first, second] = [0, 1].map(|store| house.stores[store].replica.unwrap());
        let a = house.item("a.mp4");
        let one = permit(&house.record, 9_001, house.stores[0].number, &[a]).await;
        let other = permit(&house.record, 9_002, house.stores[1].number, &[a]).await;
        let now = at(NOON) + SignedDuration::from_mins(5);

        let lonely = ask(&ledger, &house, 0, &[], one);
        assert_eq!(ledger.grant(&lonely, now).await, Err(Denied::NoSurvivor), "one has to survive");
        let elsewhere = ask(&ledger, &house, 1, &[first], one);
        assert_eq!(
            ledger.grant(&elsewhere, now).await,
            Err(Denied::NoAuthority),
            "it is for the other store"
        );
        let itself = ask(&ledger, &house, 0, &[first], one);
        assert_eq!(ledger.grant(&itself, now).await, Err(Denied::NoSurvivor));
        let of_another =
            Ask { item: ledger.knows(house.item("b.mp4")), ..ask(&ledger, &house, 0, &[second], one) };
        assert_eq!(ledger.grant(&of_another, now).await, Err(Denied::NoAuthority));
        let unknown = Ask { item: copies::ItemId([7; 16]), ..of_another };
        assert_eq!(ledger.grant(&unknown, now).await, Err(Denied::NoAuthority));
        let no_act = ask(&ledger, &house, 0, &[second], AuthorityName::Permit(77));
        assert_eq!(ledger.grant(&no_act, now).await, Err(Denied::NoAuthority));
        let ended = ask(&ledger, &house, 0, &[second], one);
        assert!(matches!(ledger.grant(&ended, days(2)).await, Err(Denied::NotNow(_))));

        let granted = ledger.grant(&ended, now).await.unwrap();
        assert_eq!(granted.leases.len(), 1);
        assert!(granted.until.duration_since(now) > copies::MARGIN);
        let relied_on = ask(&ledger, &house, 1, &[first], other);
        assert_eq!(ledger.grant(&relied_on, now).await, Err(Denied::ReliedOn));
        // Nobody knows whether the first copy went: it counts for nothing, however long ago that was.
        let much_later = now + SignedDuration::from_hours(20);
        assert_eq!(ledger.grant(&relied_on, much_later).await, Err(Denied::NoSurvivor));
        // The same once more finishes it.
        ledger.grant(&ended, much_later).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_broke_off_is_there_again_once_it_was_read_after_the_grant() {
    let house = House::new(On::Sqlite).await;
    let disposing = house.disposing().await;
    let ledger = RecordLedger::new(&disposing, places(&house));
    let [first, second] = [0, 1].map(|store| house.stores[store].replica.unwrap());
    let a = house.item("a.mp4");
    let one = permit(&house.record, 9_001, house.stores[0].number, &[a]).await;
    let other = permit(&house.record, 9_002, house.stores[1].number, &[a]).await;
    let now = at(NOON) + SignedDuration::from_mins(5);
    ledger.grant(&ask(&ledger, &house, 0, &[second], one), now).await.unwrap();
    let read = async |minutes: i64| -> Verified {
        let evidence = Evidence::open(&house.record).await.unwrap();
        let replica = evidence.replica(&house.stores[0]).await.unwrap();
        let (item, at) = (evidence.item_id(a), now + SignedDuration::from_mins(minutes));
        let blake3 = copies::Blake3::of(b"footage of a.mp4");
        tokio::task::spawn_blocking(move || copies::read_back(&replica, &item, &blake3, at))
            .await
            .unwrap()
            .unwrap()
    };
    assert!(!ledger.there_again(&read(11).await).await.unwrap(), "whoever was to destroy it may be at it");
    assert!(ledger.there_again(&read(12).await).await.unwrap());
    let later = now + SignedDuration::from_mins(13);
    ledger.grant(&ask(&ledger, &house, 1, &[first], other), later).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hold_denies_a_permit_too() {
    for on in BOTH {
        let house = House::new(on).await;
        let disposing: Disposing<'_> = house.disposing().await;
        let ledger = RecordLedger::new(&disposing, places(&house));
        let second = house.stores[1].replica.unwrap();
        let one = permit(&house.record, 9_001, house.stores[0].number, &[house.item("a.mp4")]).await;
        // The case is that of what a.mp4 was made from, and comes later.
        let (evidence, made) = (Evidence::open(&house.record).await.unwrap(), [house.item("a.mp4")]);
        evidence.book_derived(&house.manager.0, house.item("b.mp4"), &made, days(0)).await.unwrap();
        house.case("14XX0000123", &["b.mp4"]).await;
        let asked = ask(&ledger, &house, 0, &[second], one);
        assert_eq!(ledger.grant(&asked, at(NOON) + SignedDuration::from_mins(5)).await, Err(Denied::Held));
        house.case("14XX0000123", &["a.mp4"]).await;
        assert_eq!(ledger.grant(&asked, at(NOON) + SignedDuration::from_mins(5)).await, Err(Denied::Held));
    }
}
