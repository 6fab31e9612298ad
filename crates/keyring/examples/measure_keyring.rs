//! How many values are sealed and opened in a second, and keys made, wrapped and unwrapped:
//! `cargo run --release -p keyring --example measure_keyring`. One thread; the middle of five runs.
#![allow(clippy::print_stdout, clippy::cast_precision_loss, reason = "an example says what it measured")]

use keyring::{ActorKey, Cell, ForceKeys, IndexKey, KeyError, Passphrase, Sealer, SecretKey};
use std::time::Instant;

const RUNS: usize = 5;
const MANY: i64 = 200_000;
const FEW: i64 = 2_000;

fn cell(row: i64) -> Cell<'static> {
    Cell { table: "person_value", row, column: "surname" }
}

fn measure<E>(what: &str, count: i64, mut run: impl FnMut(i64) -> Result<(), E>) -> Result<(), E> {
    let mut rates = Vec::new();
    for _ in 0..RUNS {
        let begun = Instant::now();
        (0..count).try_for_each(&mut run)?;
        rates.push(count as f64 / begun.elapsed().as_secs_f64());
    }
    rates.sort_unstable_by(f64::total_cmp);
    let middle = rates.get(RUNS / 2).copied().unwrap_or_default();
    println!("{what:<44} {middle:>12.0} a second");
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let value = b"Ashworth-Fanshaw";
    let person = SecretKey::fresh()?;
    let sealer = Sealer::new(&person);
    measure("seal 16 bytes", MANY, |row| sealer.seal(cell(row), value).map(drop))?;
    let name = sealer.seal(cell(7), value)?;
    measure("open 16 bytes", MANY, |_| sealer.open(cell(7), &name).map(drop))?;
    measure("seal 16 bytes, a sealer for each", MANY, |row| {
        Sealer::new(&person).seal(cell(row), value).map(drop)
    })?;

    let keys = ForceKeys::fresh()?;
    measure("wrap a key", MANY, |row| keys.wrap(cell(row), &person).map(drop))?;
    let wrapped = keys.wrap(cell(7), &person)?;
    measure("unwrap a key", MANY, |_| keys.unwrap(cell(7), &wrapped).map(drop))?;

    measure("fresh keys, one by one", MANY, |_| SecretKey::fresh().map(drop))?;
    let begun = Instant::now();
    let many = SecretKey::many(500_000)?;
    println!(
        "{:<44} {:>12.0} a second",
        "fresh keys, 500,000 at once",
        many.len() as f64 / begun.elapsed().as_secs_f64()
    );

    let index = IndexKey::derive(&person, "people");
    measure("tag a value", MANY, |_| {
        std::hint::black_box(index.tag("surname", value));
        Ok::<_, KeyError>(())
    })?;
    let actor = ActorKey::fresh()?;
    measure("sign", FEW, |_| {
        std::hint::black_box(actor.sign(value));
        Ok::<_, KeyError>(())
    })?;
    let (public, signature) = (actor.public(), actor.sign(value));
    measure("verify", FEW, |_| public.verify(value, &signature))?;
    let passphrase = Passphrase::new("four random words")?;
    let pem = actor.to_pem(&passphrase)?;
    measure("open a signing key", 2, |_| ActorKey::from_pem(&pem, &passphrase).map(drop))?;
    Ok(())
}
