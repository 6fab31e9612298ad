//! How many acts a second: `appends ACTS TASKS [POSTGRES-URL]` enters holders one by one, each act durable before its task
//! goes on, and prints JSON. `bench/record/run appends` calls it.
#![allow(clippy::print_stdout, reason = "a program for a terminal")]

use record::{HolderKind, Place, Record, RecordError};
use std::sync::Arc;
use std::time::Instant;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let acts: usize = arguments.next().ok_or("how many acts?")?.parse()?;
    let tasks: usize = arguments.next().ok_or("how many tasks?")?.parse()?;
    // Not in /tmp, which may be memory.
    let folder = tempfile::tempdir_in(std::env::current_dir()?)?;
    let mut place = Place::folder(folder.path().join("data"));
    place.key_file = Some(folder.path().join("keys").join("force.key"));
    place.database = arguments.next();
    let record = Arc::new(Record::create(&place, jiff::Timestamp::now()).await?);
    let owner = record.actor(None).await?;
    let kind = HolderKind::named("supplier").ok_or("no such kind")?;

    let begun = Instant::now();
    let running: Vec<_> = (0..tasks)
        .map(|task| {
            let (record, owner) = (Arc::clone(&record), owner.clone());
            tokio::spawn(async move {
                for act in 0..acts / tasks {
                    let name = format!("holder {task} {act}");
                    record.add_holder(&owner, kind, &name, jiff::Timestamp::now()).await?;
                }
                Ok::<_, RecordError>(())
            })
        })
        .collect();
    for running in running {
        running.await??;
    }
    let appended = begun.elapsed().as_secs_f64();

    let begun = Instant::now();
    let size = record.publish().await?.size();
    let published = begun.elapsed().as_secs_f64();
    println!(r#"{{"acts": {acts}, "leaves": {size}, "seconds": {appended}, "publish": {published}}}"#);
    Ok(())
}
