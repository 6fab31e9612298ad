//! The schema of both databases, and what verifying the record says about it.

use crate::house::{House, On, start};
use crate::on_both;
use record::{ACCOUNTS, VerifyOptions};
use std::collections::BTreeSet;

on_both!(verifying_knows_these_tables, every_column_is_registered_and_has_a_comment);

async fn verifying_knows_these_tables(house: House) {
    house.founded().await;
    house.signed_in(start()).await;
    let verified = record::verify(&house.place, &VerifyOptions::default(), &mut |_| {}).await.unwrap();
    assert_eq!(verified.differences, []);
    house.tamper("ALTER TABLE account_session ADD COLUMN extra TEXT", &[]).await;
    let verified = record::verify(&house.place, &VerifyOptions::default(), &mut |_| {}).await.unwrap();
    assert_eq!(verified.differences.len(), 1);
}

async fn every_column_is_registered_and_has_a_comment(house: House) {
    let columns = house.store().columns().await.unwrap();
    let is: BTreeSet<_> = columns
        .iter()
        .filter(|column| column.table.starts_with("account"))
        .map(|column| (column.table.clone(), column.name.clone()))
        .collect();
    let mut registered = BTreeSet::new();
    for table in ACCOUNTS.tables {
        registered.extend(table.columns.iter().map(|(name, _)| (table.name.to_owned(), (*name).to_owned())));
    }
    assert_eq!(is, registered);
    let comments = house.store().comments().await.unwrap();
    for (table, column) in &is {
        let is_commented = |about: Option<&str>| {
            comments.iter().any(|comment| &comment.table == table && comment.column.as_deref() == about)
        };
        assert!(is_commented(None) && is_commented(Some(column)), "{table}.{column}");
    }
}

#[tokio::test]
async fn both_databases_have_the_same_columns_and_comments() {
    let (sqlite, postgres) = (House::new(On::Sqlite).await, House::new(On::Postgres).await);
    assert_eq!(sqlite.store().columns().await.unwrap(), postgres.store().columns().await.unwrap());
    let of_accounts = async |house: &House| {
        let mut comments = house.store().comments().await.unwrap();
        comments.retain(|comment| comment.table.starts_with("account"));
        comments
    };
    assert_eq!(of_accounts(&sqlite).await, of_accounts(&postgres).await);
}
