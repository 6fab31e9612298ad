//! A delivery from its definition to its destruction, as the two sides see it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{BOTH, Case, later, order, person, start};
use record::{Exposure, HoldersAsked, Question};
use share::{
    DeliveryOrder, DeliveryState, FORMS, OpenError, Opened, RecipientSecret, ShareError, Stated, open,
};
use std::fmt::Write;
use std::path::Path;

/// Opens a delivery and gives its table too.
fn opened(file: &Path, secret: &RecipientSecret) -> Result<(Opened, String, Vec<u8>), OpenError> {
    let mut table = (String::new(), Vec::new());
    let opened = open(file, secret, |name, content| {
        name.clone_into(&mut table.0);
        content.read_to_end(&mut table.1).map(|_| ())
    })?;
    Ok((opened, table.0, table.1))
}

fn to<'o>(share: &'o share::Share, form: &'static share::FormRow, target: &'o Path) -> DeliveryOrder<'o> {
    DeliveryOrder { share, form, only: None, target }
}

fn rows(csv: &[u8]) -> Vec<Vec<String>> {
    csv::ReaderBuilder::new()
        .from_reader(&csv[3..])
        .into_records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

async fn people_exposed(case: &Case, from: &str, to: &str) -> u64 {
    let window = record::time::Window::parse(from, to).unwrap();
    let question = Question::new(HoldersAsked::All, window);
    let exposure: Exposure = case.record.exposure(&question).await.unwrap();
    exposure.people.count().definite
}

#[tokio::test]
async fn a_delivery_is_sealed_marked_received_and_destroyed_and_the_record_says_so() {
    for on in BOTH {
        let case = Case::new(on, 200).await;
        let shares = case.shares();
        let holder = case.supplier("Card maker", &case.recipient).await;
        let share = case.approved(&order("cards", holder), start()).await;
        let (by, signer) = &case.sharer;
        for (nth, form) in FORMS.iter().enumerate() {
            let target = case.folder.path().join(format!("batch-{nth}.age"));
            let made = shares
                .deliver(by, signer, to(&share, form, &target), later(1 + i64::try_from(nth).unwrap()))
                .await
                .unwrap();
            assert_eq!((made.people, made.fictitious), (200, 3));
            let (opened, name, table) = opened(&target, &case.recipient).unwrap();
            assert_eq!(name, form.file);
            assert_eq!(opened.parts.rows, 203);
            let known = shares.delivery(made.delivery).await.unwrap();
            assert_eq!(known.content, opened.content);
            assert_eq!(known.state, DeliveryState::Delivered);
            if form.id == "csv" {
                let rows = rows(&table);
                assert_eq!(rows.len(), 203);
                assert!(rows.iter().all(|row| row.len() == 5 && row[0].parse::<marks::Token>().is_ok()));
                // Nobody has the surname and the first letter of somebody; one of both is common.
                let called = |surname: &str, forename: &str| {
                    (surname.to_owned(), forename.chars().next().unwrap_or_default())
                };
                let names: Vec<_> =
                    (1..=200).map(person).map(|person| called(&person[1], &person[2])).collect();
                assert_eq!(
                    rows.iter().filter(|row| !names.contains(&called(&row[1], &row[2]))).count(),
                    3,
                    "three who do not exist"
                );
                assert!(!String::from_utf8_lossy(&table).contains("500001"), "no pay number leaves");
            }
        }
        assert_eq!(
            people_exposed(&case, "2026-11-01", "2026-11-10").await,
            200,
            "nobody counts who does not exist"
        );
        // The recipient signs, with nothing but its own file.
        let file = case.folder.path().join("batch-0.age");
        let (open, _, _) = opened(&file, &case.recipient).unwrap();
        let receipt = open.statement(Stated::Received, "", later(2)).sign(&case.recipient).unwrap();
        shares.receive(by, receipt.as_bytes(), later(2)).await.unwrap();
        assert_eq!(shares.overdue(later(25)).await.unwrap().len(), 0);
        assert_eq!(shares.overdue(later(60)).await.unwrap().len(), 3);
        let destroyed =
            open.statement(Stated::Destroyed, "disks wiped", later(29)).sign(&case.recipient).unwrap();
        let taken = shares.receive(by, destroyed.as_bytes(), later(30)).await.unwrap();
        assert!(!taken.is_late);
        let known = shares.delivery(1).await.unwrap();
        assert_eq!(
            (known.state, known.destroyed, known.received),
            (DeliveryState::Destroyed, Some(later(29)), Some(later(2)))
        );
        assert_eq!(shares.overdue(later(60)).await.unwrap().len(), 2);
        shares.cancel(by, signer, 3, "The disk never left the office", later(31)).await.unwrap();
        assert_eq!(shares.overdue(later(60)).await.unwrap().len(), 1);
        case.is_sound().await;
    }
}

#[tokio::test]
async fn nobody_approves_what_is_their_own_and_nothing_leaves_unapproved() {
    for on in BOTH {
        let case = Case::new(on, 20).await;
        let shares = case.shares();
        let holder = case.supplier("Card maker", &case.recipient).await;
        let both = common::enrolled(
            &case.record,
            "B. Oth",
            &[record::Role::InformationSecurity, record::Role::Approver],
            start(),
        )
        .await;
        let proposed =
            shares.propose(&both.0, &both.1, &order("cards", holder), None, start()).await.unwrap();
        assert!(shares.approve(&both.0, &both.1, proposed.share, start()).await.is_err());
        let share = shares.share("cards").await.unwrap();
        let target = case.folder.path().join("batch.age");
        let (by, signer) = &case.sharer;
        let refused = shares.deliver(by, signer, to(&share, &FORMS[0], &target), later(1)).await.unwrap_err();
        insta::allow_duplicates! { insta::assert_snapshot!(refused, @"share 1 is proposed, so this cannot be done. Only what a second actor approved is delivered: tipstaff share approve"); }
        assert!(!target.exists());
        let (by, signer) = &case.approver;
        shares.refuse(by, signer, proposed.share, "Too many fields", start()).await.unwrap();
        assert!(shares.approve(by, signer, proposed.share, start()).await.is_err());
        case.is_sound().await;
    }
}

#[tokio::test]
async fn what_expired_or_was_approved_for_other_keys_is_not_delivered() {
    for on in BOTH {
        let case = Case::new(on, 20).await;
        let shares = case.shares();
        let holder = case.supplier("Card maker", &case.recipient).await;
        let share = case.approved(&order("cards", holder), start()).await;
        let (by, signer) = &case.sharer;
        let target = case.folder.path().join("batch.age");
        let late = shares.deliver(by, signer, to(&share, &FORMS[0], &target), later(301)).await.unwrap_err();
        assert!(matches!(late, ShareError::Expired { .. }), "{late}");
        case.supplier("Card maker", &RecipientSecret::fresh().unwrap()).await;
        let share = shares.share("cards").await.unwrap();
        let other = shares.deliver(by, signer, to(&share, &FORMS[0], &target), later(1)).await.unwrap_err();
        assert!(matches!(other, ShareError::OtherKeys { .. }), "{other}");
        assert_eq!(std::fs::read_dir(case.folder.path()).unwrap().count(), 2, "no draft is left");
        case.is_sound().await;
    }
}

#[tokio::test]
async fn leaving_people_out_of_one_list_and_not_of_another_is_held() {
    for on in BOTH {
        let case = Case::new(on, 300).await;
        let shares = case.shares();
        let (by, signer) = &case.sharer;
        let cards = case.supplier("Card maker", &case.recipient).await;
        let mut without = order("cards", cards);
        without.terms.people.without = (1..=20).collect();
        let share = case.approved(&without, start()).await;
        let target = case.folder.path().join("batch.age");
        shares.deliver(by, signer, to(&share, &FORMS[0], &target), later(1)).await.unwrap();
        let other = RecipientSecret::fresh().unwrap();
        let phones = case.supplier("Telephone directory", &other).await;
        case.import((1..=20).chain(31..=310), later(5)).await;
        let full = order("phones", phones);
        let refused = shares.propose(by, signer, &full, None, later(6)).await.unwrap_err();
        insta::allow_duplicates! { insta::assert_snapshot!(refused); }
        assert!(refused.is_held());
        // The unit that knows says who is sensitive: two of the thirty who stand in one list only.
        let sensitive = (1..=2).collect();
        let proposed = shares.propose(by, signer, &full, Some(&sensitive), later(6)).await.unwrap();
        let (approves, signs) = &case.approver;
        shares.approve(approves, signs, proposed.share, later(6)).await.unwrap();
        // Whoever delivers does not know who is sensitive, and need not: the approval was for this difference.
        let share = shares.share("phones").await.unwrap();
        let target = case.folder.path().join("phones.age");
        shares.deliver(by, signer, to(&share, &FORMS[0], &target), later(7)).await.unwrap();
        case.is_sound().await;
    }
}

#[tokio::test]
async fn a_receipt_that_is_tampered_with_replayed_or_about_something_else_changes_nothing() {
    for on in BOTH {
        let case = Case::new(on, 20).await;
        let shares = case.shares();
        let (by, signer) = &case.sharer;
        let holder = case.supplier("Card maker", &case.recipient).await;
        let share = case.approved(&order("cards", holder), start()).await;
        let files: Vec<_> = (0..2).map(|nth| case.folder.path().join(format!("{nth}.age"))).collect();
        for (nth, file) in (1..).zip(&files) {
            shares.deliver(by, signer, to(&share, &FORMS[0], file), later(nth)).await.unwrap();
        }
        let (first, _, _) = opened(&files[0], &case.recipient).unwrap();
        let (second, _, _) = opened(&files[1], &case.recipient).unwrap();
        let receipt_of = |opened: &Opened, when| {
            opened.statement(Stated::Received, "", when).sign(&case.recipient).unwrap()
        };
        let receipt = receipt_of(&first, later(3));
        let other = RecipientSecret::fresh().unwrap();
        let mut moved = first.statement(Stated::Received, "", later(3));
        moved.content =
            share::Statement::open(receipt_of(&second, later(3)).as_bytes(), &case.recipient.public())
                .unwrap()
                .content;
        let mut elsewhere = first.statement(Stated::Received, "", later(3));
        elsewhere.record = "ab".repeat(16);
        let wrong: Vec<(&str, String)> = vec![
            ("tampered", receipt.replace("received", "destroyed")),
            ("truncated", receipt[..receipt.len() - 20].to_owned()),
            ("of another delivery's content", moved.sign(&case.recipient).unwrap()),
            ("of another force", elsewhere.sign(&case.recipient).unwrap()),
            ("by another key", first.statement(Stated::Received, "", later(3)).sign(&other).unwrap()),
            ("from the future", receipt_of(&first, later(4))),
            ("from before the delivery", receipt_of(&first, start())),
            ("no receipt", "hello\n".into()),
        ];
        let mut said = String::new();
        for (what, note) in &wrong {
            let error = shares.receive(by, note.as_bytes(), later(3)).await.unwrap_err();
            writeln!(said, "{what}: {error}").unwrap();
        }
        insta::allow_duplicates! { insta::assert_snapshot!(said.replace(&other_name(&said), "NAME")); }
        assert_eq!(shares.delivery(1).await.unwrap().state, DeliveryState::Delivered);
        shares.receive(by, receipt.as_bytes(), later(3)).await.unwrap();
        let replayed = shares.receive(by, receipt.as_bytes(), later(3)).await.unwrap_err();
        assert!(replayed.to_string().contains("received already"), "{replayed}");
        case.is_sound().await;
    }
}

/// The name of the recipient's key, which is another one each time.
fn other_name(said: &str) -> String {
    let at = said.find("tipstaff-recipient/").unwrap_or_default();
    said[at..].chars().take("tipstaff-recipient/".len() + 16).collect()
}

#[tokio::test]
async fn a_delivery_that_was_cut_changed_or_is_somebody_elses_is_not_opened() {
    let case = Case::new(common::On::Sqlite, 50).await;
    let shares = case.shares();
    let (by, signer) = &case.sharer;
    let holder = case.supplier("Card maker", &case.recipient).await;
    let share = case.approved(&order("cards", holder), start()).await;
    let target = case.folder.path().join("batch.age");
    shares.deliver(by, signer, to(&share, &FORMS[0], &target), later(1)).await.unwrap();
    let whole = std::fs::read(&target).unwrap();
    let again = shares.deliver(by, signer, to(&share, &FORMS[0], &target), later(1)).await.unwrap_err();
    assert!(again.to_string().contains("Name a file that is not there yet"), "{again}");
    assert_eq!(std::fs::read(&target).unwrap(), whole, "what was there stays");
    let changed = case.folder.path().join("changed.age");
    for cut in [0, 1, 100, whole.len() / 2, whole.len() - 1] {
        std::fs::write(&changed, &whole[..cut]).unwrap();
        assert!(matches!(opened(&changed, &case.recipient), Err(OpenError::Package { .. })), "cut at {cut}");
    }
    for place in [10, 300, whole.len() - 5] {
        let mut bytes = whole.clone();
        bytes[place] ^= 1;
        std::fs::write(&changed, &bytes).unwrap();
        assert!(
            matches!(opened(&changed, &case.recipient), Err(OpenError::Package { .. })),
            "changed at {place}"
        );
    }
    let other = RecipientSecret::fresh().unwrap();
    assert!(matches!(opened(&target, &other), Err(OpenError::Package { .. })));
}

#[tokio::test]
async fn the_key_of_a_delivery_opens_for_two_and_for_no_one_alone() {
    for on in BOTH {
        let case = Case::new(on, 20).await;
        let shares = case.shares();
        let (by, signer) = &case.sharer;
        let holder = case.supplier("Card maker", &case.recipient).await;
        let share = case.approved(&order("cards", holder), start()).await;
        let target = case.folder.path().join("batch.age");
        shares.deliver(by, signer, to(&share, &FORMS[0], &target), later(1)).await.unwrap();
        assert!(shares.opened_key(1).await.is_err());
        shares.propose_opening(by, signer, 1, "For the expert", later(2)).await.unwrap();
        assert!(shares.opened_key(1).await.is_err());
        assert!(shares.open_delivery(by, signer, 1, later(2)).await.is_err());
        let (other, signs) = &case.approver;
        shares.open_delivery(other, signs, 1, later(2)).await.unwrap();
        let key = shares.opened_key(1).await.unwrap();
        // With the key alone anybody makes the same references.
        let (_, _, table) = opened(&target, &case.recipient).unwrap();
        let tokens: std::collections::BTreeSet<String> =
            rows(&table).into_iter().map(|row| row[0].clone()).collect();
        assert!((1..=20).all(|person| tokens.contains(&key.token().token(marks::Subject::Person(person)).to_string())));
        case.is_sound().await;
    }
}
