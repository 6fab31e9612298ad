//! Holdings are entered, closed, corrected and read from files; what cannot be so is refused.

use crate::common;
use crate::common::people::number;
use crate::common::{BOTH, Case, at, new, start};
use record::time::{Moment, Window};
use record::{
    Beginning, Ending, FieldSet, HolderKind, HoldersAsked, Holding, HoldingFilter, HoldingOrder,
    ImportedHolder, ImportedHolding, Question, RecordError, Subjects,
};
use roaring::{RoaringBitmap, RoaringTreemap};

fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

/// These people's surname and rank, since that month.
fn order(holder: u32, people: impl IntoIterator<Item = u32>, from: &str) -> HoldingOrder {
    HoldingOrder {
        holder,
        fields: FieldSet::named(["surname", "rank"]).unwrap(),
        subjects: Subjects::people(people.into_iter().collect()),
        from: moment(from).into(),
        until: None,
        handed: None,
        note: None,
    }
}

/// A record with 100 people and a holder.
async fn with_people(on: common::On) -> (Case, record::Actor, u32) {
    let case = new(on).await;
    number(&case, 100).await;
    let owner = case.record.actor(None).await.unwrap();
    let (holder, _) =
        case.record.add_holder(&owner, HolderKind::Supplier, "Card maker", start()).await.unwrap();
    (case, owner, holder.number)
}

async fn all(case: &Case, filter: HoldingFilter) -> Vec<Holding> {
    let mut found = Vec::new();
    case.record
        .each_holding(filter, |holding| {
            found.push(holding);
            Ok(())
        })
        .await
        .unwrap();
    found
}

#[tokio::test]
async fn a_holder_is_found_by_name_or_number_and_a_name_is_given_once_for_each_kind() {
    for on in BOTH {
        let (case, owner, holder) = with_people(on).await;
        let record = &case.record;
        assert_eq!(record.holder("  card   MAKER").await.unwrap().number, holder);
        assert_eq!(record.holder("#1").await.unwrap().name.as_str(), "Card maker");
        let again = record.add_holder(&owner, HolderKind::Supplier, "CARD maker", start()).await;
        assert!(matches!(again, Err(RecordError::Refused { .. })));
        record.add_holder(&owner, HolderKind::System, "Card maker", start()).await.unwrap();
        assert!(
            matches!(record.holder("card maker").await, Err(RecordError::Refused { .. })),
            "which of the two?"
        );
        assert_eq!(record.holder("2").await.unwrap().kind, HolderKind::System);
        assert!(matches!(record.holder("nobody").await, Err(RecordError::Unknown { .. })));
        assert!(record.add_holder(&owner, HolderKind::System, " ", start()).await.is_err());
        assert_eq!(record.holders().await.unwrap().len(), 2);
        // A laptop that is called by a number is not mistaken for a holder of that number.
        record.add_holder(&owner, HolderKind::Device, "2", start()).await.unwrap();
        assert!(record.holder("2").await.is_err());
        assert_eq!(record.holder("#2").await.unwrap().kind, HolderKind::System);
    }
}

#[tokio::test]
async fn a_holding_is_entered_closed_and_corrected_and_each_act_explains_it() {
    for on in BOTH {
        let (case, owner, holder) = with_people(on).await;
        let record = &case.record;
        let mut first = order(holder, 1..=50, "2021-03");
        first.note = Some("the list of March, by mail".to_owned().into());
        first.handed = Some([7; 32]);
        let (number, opened) = record.open_holding(&owner, first, start()).await.unwrap();
        let ending = Ending::from(moment("2023-08-08"));
        let closed = record.close_holding(&owner, number, ending, None, start()).await.unwrap();
        assert!(matches!(
            record.close_holding(&owner, number, ending, None, start()).await,
            Err(RecordError::Refused { .. })
        ));
        let mut better = record.holding_order(number).await.unwrap();
        assert_eq!(better.until, Some(ending));
        better.subjects = Subjects::People { definite: (1..=40).collect(), possible: (30..=60).collect() };
        let corrected = record.correct_holding(&owner, number, better, start()).await.unwrap();

        let [holding] = record.holdings([number], None).await.unwrap().try_into().unwrap();
        assert_eq!(holding.acts, [opened.position, closed.position, corrected.position]);
        assert_eq!((holding.subjects.certain, holding.subjects.besides), (40, 20), "nobody is both");
        assert_eq!(holding.handed, Some([7; 32]));
        assert_eq!(holding.life.from().unwrap(), Beginning::from(moment("2021-03")));
        let [before] = record.holdings([number], Some(closed.at)).await.unwrap().try_into().unwrap();
        assert_eq!((before.subjects.certain, before.acts.len()), (50, 2), "what was known then stays known");
        let [early] = record.holdings([number], Some(opened.at)).await.unwrap().try_into().unwrap();
        assert_eq!(early.life.until().unwrap(), None);
        assert!(record.holdings([number], Some(at("2026-11-26T08:00:00Z"))).await.unwrap().is_empty());

        let told = record.acts_told(&holding.acts).await.unwrap();
        let sentences: Vec<&str> = told.iter().map(|act| act.sentence.as_str()).collect();
        assert_eq!(
            sentences,
            [
                "Holder 1 has surname, rank of 50 subjects: holding 1.",
                "Holding 1 of holder 1 ended between 8 August 2023 at 12:00am and 8 August 2023 at 11:59pm.",
                "Holding 1 of holder 1 was corrected: surname, rank of 40 subjects for certain and 20 perhaps.",
            ]
        );
        assert_eq!(record.notes(opened.position).await.unwrap()[0].as_str(), "the list of March, by mail");
        assert!(all(&case, HoldingFilter { open: true, ..HoldingFilter::default() }).await.is_empty());
        assert_eq!(
            all(&case, HoldingFilter { holder: Some(holder), ..HoldingFilter::default() }).await.len(),
            1
        );
    }
}

#[tokio::test]
async fn what_cannot_be_so_is_refused_and_leaves_nothing() {
    for on in BOTH {
        let (case, owner, holder) = with_people(on).await;
        let changed = |change: fn(&mut HoldingOrder)| {
            let mut order = order(holder, 1..=5, "2021-03");
            change(&mut order);
            order
        };
        let refused = [
            ("a person who is not there", changed(|order| order.subjects = Subjects::people([101].into()))),
            ("nobody's number", changed(|order| order.subjects = Subjects::people([0, 1].into()))),
            ("about nobody", changed(|order| order.subjects = Subjects::people(RoaringBitmap::new()))),
            ("no items", changed(|order| order.subjects = Subjects::Items(RoaringTreemap::new()))),
            ("no field", changed(|order| order.fields = FieldSet::EMPTY)),
            ("in the future", changed(|order| order.from = moment("2027-01").into())),
            ("ends first", changed(|order| order.until = Some(moment("2021-02").into()))),
            ("ends later", changed(|order| order.until = Some(moment("2027-02").into()))),
            ("no such holder", changed(|order| order.holder = 9)),
            (
                "more at least than at most",
                changed(|order| order.subjects = Subjects::Unlisted { low: 3, high: 2, tags: [].into() }),
            ),
        ];
        for (what, order) in refused {
            let outcome = case.record.open_holding(&owner, order.clone(), start()).await;
            let error = outcome.expect_err(what);
            assert!(
                matches!(error, RecordError::Refused { .. } | RecordError::Unknown { .. }),
                "{what}: {error}"
            );
            assert!(case.record.correct_holding(&owner, 1, order, start()).await.is_err(), "{what}");
        }
        assert!(all(&case, HoldingFilter::default()).await.is_empty());
        assert_eq!(case.record.publish().await.unwrap().size(), 2, "no act was written");
    }
}

#[tokio::test]
async fn all_kinds_of_subjects_come_back_as_they_were_entered() {
    for on in BOTH {
        let (case, owner, holder) = with_people(on).await;
        let record = &case.record;
        let tags = ["case 7, victim", "case 8, witness"].map(|text| record.unlisted_tag(text));
        assert_eq!(tags[0], record.unlisted_tag(" Case 7,  VICTIM "));
        let kinds = [
            Subjects::People { definite: (1..=70).collect(), possible: [80, 100].into() },
            Subjects::People { definite: RoaringBitmap::new(), possible: [5].into() },
            Subjects::Unlisted { low: 1_200, high: 1_230, tags: tags.into() },
            Subjects::Items([1, u64::MAX, 1 << 40].into_iter().collect()),
        ];
        for subjects in kinds {
            let mut order = order(holder, [1], "2023-01");
            order.subjects = subjects.clone();
            let (number, _) = record.open_holding(&owner, order, start()).await.unwrap();
            assert_eq!(record.holding_order(number).await.unwrap().subjects, subjects);
        }
    }
}

#[tokio::test]
async fn a_file_of_holdings_is_entered_whole_or_not_at_all() {
    for on in BOTH {
        let (case, owner, holder) = with_people(on).await;
        let record = &case.record;
        let row = |line, holder, people: std::ops::RangeInclusive<u32>| ImportedHolding {
            line,
            holder,
            order: order(0, people, "2022-05"),
        };
        let laptop = |name: &str| ImportedHolder::Named(HolderKind::Device, name.into());
        let bad = vec![row(2, laptop("Laptop 1"), 1..=3), row(3, ImportedHolder::Known(holder), 99..=101)];
        let error = record.import_holdings(&owner, [1; 32], bad, start()).await.unwrap_err();
        assert!(error.to_string().starts_with("row 3: the holding names a person who is not in the record"));
        assert_eq!(record.holders().await.unwrap().len(), 1, "not even the laptop");

        let good = vec![
            row(2, laptop("Laptop 1"), 1..=3),
            row(3, ImportedHolder::Known(holder), 4..=9),
            row(4, laptop("laptop  1"), 10..=12),
            row(5, laptop("Laptop 2"), 2..=3),
        ];
        let (first, recorded) = record.import_holdings(&owner, [1; 32], good, start()).await.unwrap();
        assert_eq!((first, record.holders().await.unwrap().len()), (1, 3));
        let holders: Vec<u32> =
            record.holdings(1..=9, None).await.unwrap().iter().map(|holding| holding.holder).collect();
        assert_eq!(holders, [2, 1, 2, 3]);
        let told = record.acts_told(&[recorded.position]).await.unwrap();
        assert_eq!(told[0].sentence, "4 holdings were read from a file, from number 1 on.");
    }
}

#[tokio::test]
async fn bytes_that_somebody_changed_are_damage_and_never_an_answer() {
    for on in BOTH {
        let (case, owner, holder) = with_people(on).await;
        case.record.open_holding(&owner, order(holder, [1, 5, 9], "2022-05"), start()).await.unwrap();
        let door = common::people::door(&case).await;
        let question = Question::new(HoldersAsked::All, Window::parse("2022-01-01", "2022-12-31").unwrap());
        for (sql, what) in [
            ("UPDATE subjects SET definite = $1", vec![1_u8, 2, 3]),
            ("UPDATE subjects SET definite = $1", vec![0x3a, 0x30, 0, 0, 0xff, 0xff, 0xff, 0xff]),
        ] {
            let mut transaction = door.begin("tamper").await.unwrap();
            transaction.execute(sql, &[what.into()]).await.unwrap();
            transaction.finish().await.unwrap();
            assert!(matches!(case.record.exposure(&question).await, Err(RecordError::Damaged { .. })));
            assert!(matches!(case.record.held_about(1, &question).await, Err(RecordError::Damaged { .. })));
            let index = record::ExposureIndex::load(&case.record, HoldersAsked::All).await;
            assert!(matches!(index, Err(RecordError::Damaged { .. })));
        }
        door.close().await;
    }
}
