//! With the keys at hand: each key opens what it must, and nobody has a key who should have none.

use super::difference::Differences;
use super::fault::Fault;
use crate::RecordError;
use crate::keys::{Keys, PURPOSES, person_key_cell};
use crate::table::{self, Kind, TABLES};
use keyring::{Cell, Sealer};
use roaring::RoaringBitmap;
use store::{Row, Snapshot, StoreError};

/// Checks the keys of people, actors and the record. `deep` opens every sealed value instead of one for each person.
pub(super) async fn check(
    snapshot: &mut Snapshot,
    keys: &Keys,
    deep: bool,
    found: &mut Differences,
) -> Result<u64, RecordError> {
    record_keys(snapshot, found).await?;
    actors(snapshot, found).await?;
    let mut opened = people(snapshot, keys, deep, found).await?;
    if deep {
        opened += photos(snapshot, keys, found).await?;
        opened += own_values(snapshot, keys, found).await?;
    }
    Ok(opened)
}

async fn record_keys(snapshot: &mut Snapshot, found: &mut Differences) -> Result<(), RecordError> {
    let rows = snapshot.read("SELECT purpose FROM record_key ORDER BY purpose", &[]).await?;
    for row in &rows {
        let purpose = row.text(0)?;
        if !PURPOSES.contains(&purpose) {
            found.add(
                Fault::KeyExtra,
                "record_key",
                None,
                format!("There is a key '{purpose}' that nothing uses."),
            );
        }
    }
    Ok(())
}

async fn actors(snapshot: &mut Snapshot, found: &mut Differences) -> Result<(), RecordError> {
    let sql = "SELECT s.actor, s.pem, a.public_key FROM actor_secret s \
               LEFT JOIN actor a ON a.actor = s.actor AND a.ended IS NULL ORDER BY s.actor";
    for row in snapshot.read(sql, &[]).await? {
        let actor = row.integer(0)?;
        let Ok(Some(public)) = row.optional_bytes(2) else {
            found.add(
                Fault::KeyExtra,
                "actor_secret",
                Some(actor),
                format!("There is a signing key of actor {actor}, who has none."),
            );
            continue;
        };
        // The key itself is under a passphrase; the line before it names its public key.
        let digits = <&[u8; 32]>::try_from(public)
            .ok()
            .and_then(|bytes| keyring::ActorPublicKey::from_bytes(bytes).ok())
            .map(|key| key.to_string());
        if digits.is_none_or(|digits| !row.text(1).is_ok_and(|pem| pem.contains(&digits))) {
            found.add(
                Fault::KeyWrong,
                "actor_secret",
                Some(actor),
                format!("The signing key of actor {actor} is not the one enrolled."),
            );
        }
    }
    let sql = "SELECT a.actor FROM actor a WHERE a.ended IS NULL AND a.public_key IS NOT NULL \
               AND NOT EXISTS (SELECT 1 FROM actor_secret s WHERE s.actor = a.actor) ORDER BY a.actor";
    for row in snapshot.read(sql, &[]).await? {
        let actor = row.integer(0)?;
        found.add(
            Fault::KeyMissing,
            "actor_secret",
            Some(actor),
            format!("The signing key of actor {actor} is missing."),
        );
    }
    Ok(())
}

/// The person whose values are being opened.
struct Person {
    number: i64,
    sealer: Option<Sealer>,
}

async fn people(
    snapshot: &mut Snapshot,
    keys: &Keys,
    deep: bool,
    found: &mut Differences,
) -> Result<u64, RecordError> {
    // Whoever is not ended is not erased and has a key; whoever is, has none.
    let mut unerased = RoaringBitmap::new();
    snapshot
        .for_each("SELECT number FROM person WHERE ended IS NULL", &[], |row| {
            unerased.extend(u32::try_from(row.integer(0)?));
            Ok(())
        })
        .await?;
    let sql = if deep {
        "SELECT k.person, k.wrapped, v.number, v.value FROM person_key k \
         LEFT JOIN person_value v ON v.person = k.person ORDER BY k.person, v.number"
    } else {
        "SELECT k.person, k.wrapped, v.number, v.value FROM person_key k \
         LEFT JOIN person_value v ON v.number = (SELECT MIN(f.number) FROM person_value f WHERE f.person = k.person) \
         ORDER BY k.person"
    };
    let mut current = Person { number: 0, sealer: None };
    let mut opened = 0;
    let mut keyed = RoaringBitmap::new();
    snapshot
        .for_each(sql, &[], |row| {
            let person = row.integer(0)?;
            if person != current.number {
                let number = u32::try_from(person).unwrap_or(0);
                keyed.insert(number);
                if !unerased.contains(number) {
                    let what = format!("There is a key of person {person}, who was erased or never was.");
                    found.add(Fault::KeyExtra, "person_key", Some(person), what);
                }
                current = Person { number: person, sealer: person_sealer(keys, number, &row) };
                if current.sealer.is_none() {
                    let what = format!(
                        "The key of person {person} does not unwrap: it was changed, or is another person's."
                    );
                    found.add(Fault::KeyWrong, "person_key", Some(person), what);
                }
            }
            if let (Some(sealer), Some(number)) = (&current.sealer, row.optional_integer(2)?) {
                let cell = Cell { table: table::PERSON_VALUE.name, row: number, column: "value" };
                opened += 1;
                if !row.bytes(3).is_ok_and(|sealed| sealer.open(cell, sealed).is_ok()) {
                    found.at_row(
                        Fault::ValueUnreadable,
                        "person_value",
                        number,
                        "does not open under its person's key",
                    );
                }
            }
            Ok(())
        })
        .await?;
    for person in (unerased - keyed).iter().take(1000) {
        let what = format!("The key of person {person} is missing.");
        found.add(Fault::KeyMissing, "person_key", Some(person.into()), what);
    }
    Ok(opened)
}

fn person_sealer(keys: &Keys, person: u32, row: &Row) -> Option<Sealer> {
    let wrapped = row.bytes(1).ok()?;
    keys.force().unwrap(person_key_cell(person), wrapped).ok().map(|key| Sealer::new(&key))
}

/// Photos, which the keys of people seal as their values.
async fn photos(snapshot: &mut Snapshot, keys: &Keys, found: &mut Differences) -> Result<u64, RecordError> {
    let mut current = Person { number: 0, sealer: None };
    let mut opened = 0;
    snapshot
        .for_each(
            "SELECT p.person, k.wrapped, p.number, p.photo FROM person_photo p \
             LEFT JOIN person_key k ON k.person = p.person ORDER BY p.person, p.number",
            &[],
            |row| {
                let person = row.integer(0)?;
                if person != current.number {
                    let number = u32::try_from(person).unwrap_or(0);
                    current = Person { number: person, sealer: person_sealer(keys, number, &row) };
                }
                let number = row.integer(2)?;
                let cell = Cell { table: table::PERSON_PHOTO.name, row: number, column: "photo" };
                opened += 1;
                let sealed = row.bytes(3);
                let opens = current
                    .sealer
                    .as_ref()
                    .zip(sealed.ok())
                    .is_some_and(|(sealer, sealed)| sealer.open(cell, sealed).is_ok());
                if !opens {
                    found.at_row(
                        Fault::ValueUnreadable,
                        table::PERSON_PHOTO.name,
                        number,
                        "does not open under its person's key",
                    );
                }
                Ok::<(), StoreError>(())
            },
        )
        .await?;
    Ok(opened)
}

/// Tables whose values the keys of people seal.
const OF_PEOPLE: [&str; 2] = [table::PERSON_VALUE.name, table::PERSON_PHOTO.name];

/// Values that the record's own key seals: names of actors and holders, notes, references.
async fn own_values(
    snapshot: &mut Snapshot,
    keys: &Keys,
    found: &mut Differences,
) -> Result<u64, RecordError> {
    let mut opened = 0;
    for table in TABLES.iter().filter(|table| !OF_PEOPLE.contains(&table.name)) {
        // Tags are hashes: there is nothing to open.
        let sealed =
            table.columns.iter().filter(|column| column.kind == Kind::Sealed && column.name != "tag");
        for column in sealed {
            let sql = format!("SELECT number, {} FROM {} ORDER BY number", column.name, table.name);
            snapshot
                .for_each(&sql, &[], |row| {
                    let number = row.integer(0)?;
                    opened += 1;
                    let opens = row
                        .bytes(1)
                        .is_ok_and(|sealed| keys.open_value(table, number, column.name, sealed).is_ok());
                    if !opens {
                        found.at_row(
                            Fault::ValueUnreadable,
                            table.name,
                            number,
                            "does not open under the record's key",
                        );
                    }
                    Ok::<(), StoreError>(())
                })
                .await?;
        }
    }
    Ok(opened)
}
