//! What pages show of the record: acts, the newest first, and how many holdings each holder has.

use crate::common;
use crate::common::{BOTH, new, start};
use record::time::Moment;
use record::{FieldSet, HolderKind, HoldingOrder, LogQuestion, Subjects};

fn order(holder: u32) -> HoldingOrder {
    HoldingOrder {
        holder,
        fields: FieldSet::named(["surname"]).unwrap(),
        subjects: Subjects::people([1, 2].into_iter().collect()),
        from: Moment::parse("2023-07-01").unwrap().into(),
        until: None,
        handed: None,
        note: None,
    }
}

#[tokio::test]
async fn acts_are_read_newest_first_in_pages_and_one_by_one() {
    for on in BOTH {
        let case = new(on).await;
        let owner = case.record.actor(None).await.unwrap();
        for number in 1..=5 {
            let name = format!("Firm {number}");
            case.record.add_holder(&owner, HolderKind::Supplier, &name, start()).await.unwrap();
        }
        assert_eq!(case.record.acts().await.unwrap(), 6);
        let all = LogQuestion::default();
        let page = case.record.acts_before(&all, None, 4).await.unwrap();
        let positions: Vec<u64> = page.entries.iter().map(|entry| entry.position).collect();
        assert_eq!((positions, page.next), (vec![5, 4, 3, 2], Some(2)));
        let rest = case.record.acts_before(&all, page.next, 4).await.unwrap();
        assert_eq!((rest.entries.len(), rest.next), (2, None));
        let created = LogQuestion { kind: Some("record-created".into()), ..LogQuestion::default() };
        let page = case.record.acts_before(&created, None, 4).await.unwrap();
        assert_eq!((page.entries.len(), page.next), (1, None));
        let act = case.record.act(3).await.unwrap().unwrap();
        assert_eq!(act.entry.kind, "holder-added");
        assert!(act.leaf.contains("\"position\":3") && !act.leaf.contains("Firm"));
        assert!(case.record.act(6).await.unwrap().is_none());
        assert!(case.record.act(u64::MAX).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn holdings_are_counted_by_holder_and_listed_newest_first() {
    for on in BOTH {
        let case = new(on).await;
        common::people::number(&case, 10).await;
        let owner = case.record.actor(None).await.unwrap();
        for name in ["Card maker", "Printer"] {
            case.record.add_holder(&owner, HolderKind::Supplier, name, start()).await.unwrap();
        }
        for holder in [1, 1, 1] {
            case.record.open_holding(&owner, order(holder), start()).await.unwrap();
        }
        let ending = Moment::parse("2023-08-08").unwrap().into();
        case.record.close_holding(&owner, 2, ending, None, start()).await.unwrap();
        let counts = case.record.holdings_by_holder().await.unwrap();
        assert_eq!(counts.len(), 1);
        assert_eq!((counts[0].holder, counts[0].holdings, counts[0].open), (1, 3, 2));
        assert_eq!(case.record.holdings_of(1, 0, 2).await.unwrap(), [3, 2]);
        assert_eq!(case.record.holdings_of(1, 2, 2).await.unwrap(), [1]);
        assert!(case.record.holdings_of(2, 0, 2).await.unwrap().is_empty());
    }
}
