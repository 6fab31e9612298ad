//! `tipstaff share define`.

use super::{held, tell};
use crate::arguments::{Acting, Common};
use crate::commands::holding::people_of_table;
use crate::commands::say;
use crate::exit::Failure;
use crate::intake;
use crate::open::{self, signing};
use clap::Args;
use gate::Verdict;
use record::Record;
use record::time::Moment;
use roaring::RoaringBitmap;
use share::{Condition, MARKS, Marks, Order, People, Proposed, Shares, Terms};
use std::path::{Path, PathBuf};

pub const EXAMPLE: &str = "\
Example:
  tipstaff share define cards-2023-07 --to \"Card maker\" --fields surname,initials,rank,photo \\
    --purpose 'Printing warrant cards' --basis 'Contract 12; DPA 2018 section 35' \\
    --source people --expires 2024-07-01 --keep-days 30 --as 'R. Quill'

The list is compared with everything that was delivered before, to anybody. If the difference
would single people out, nothing is proposed (exit status 1). Who is in it is asked anew for each
delivery: joiners come in, leavers go.

Exit status: 0 proposed, 1 the difference singles people out, 2 could not be done.";

/// Options of `share define`.
#[derive(Debug, Args)]
pub struct Options {
    /// What it is called
    #[arg(value_name = "NAME")]
    name: String,
    /// Name or number of the holder who gets it
    #[arg(long, value_name = "HOLDER")]
    to: String,
    /// What it is for
    #[arg(long, value_name = "WORDS")]
    purpose: String,
    /// What allows it
    #[arg(long, value_name = "WORDS")]
    basis: String,
    /// Fields of a delivery, with commas: no more than the work needs
    #[arg(long, value_name = "LIST")]
    fields: String,
    /// Whoever stands in this extract (default: in any)
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Only people of whom this is true: rank=Constable, or rank=Constable|Sergeant
    #[arg(long = "where", value_name = "FIELD=VALUE")]
    having: Vec<String>,
    /// Only the people of a table, by a column with their numbers
    #[arg(long, value_name = "FILE")]
    only: Option<PathBuf>,
    /// Not the people of a table
    #[arg(long, value_name = "FILE")]
    without: Option<PathBuf>,
    /// Sensitive people, from the unit that knows them: for the comparison with other lists only, not kept
    #[arg(long, value_name = "FILE")]
    sensitive: Option<PathBuf>,
    /// Why it is right although the difference to another list singles people out
    #[arg(long, value_name = "WORDS")]
    despite: Option<String>,
    /// How deliveries are marked, with commas
    #[arg(long, value_name = "LIST", default_value = "token,order,photo,fictitious")]
    marks: String,
    /// People who do not exist that each delivery carries
    #[arg(long, value_name = "NUMBER", default_value_t = 44)]
    fictitious: u32,
    /// Days after which a delivery has to be destroyed
    #[arg(long, value_name = "DAYS", default_value_t = 30)]
    keep_days: u32,
    /// Days between two deliveries (default: whenever one is ordered)
    #[arg(long, value_name = "DAYS")]
    every_days: Option<u32>,
    /// First day on which nothing may be delivered any more
    #[arg(long, value_name = "DAY")]
    expires: String,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let fields = say::fields(&options.fields)?;
    let marks = marks(&options.marks)?;
    let having = options.having.iter().map(|text| condition(text)).collect::<Result<Vec<_>, _>>()?;
    let expires = Moment::parse(&options.expires)?.first;
    open::wait(async {
        let record = open::record(common).await?;
        let holder = record.holder(&options.to).await?.number;
        let numbers = |people: RoaringBitmap| people.into_iter().collect::<Vec<u32>>();
        let only = people(&record, options.only.as_deref()).await?.map(numbers);
        let without = people(&record, options.without.as_deref()).await?.map(numbers).unwrap_or_default();
        let sensitive = people(&record, options.sensitive.as_deref()).await?;
        let order = Order {
            terms: Terms {
                name: options.name.clone(),
                purpose: options.purpose.clone(),
                basis: options.basis.clone(),
                people: People { source: options.source.clone(), having, only, without },
                despite: options.despite.clone(),
            },
            holder,
            fields,
            marks,
            fictitious: options.fictitious,
            keep_days: options.keep_days,
            every_days: options.every_days,
            expires,
        };
        let (by, signer) = signing(&record, &options.acting).await?;
        let shares = Shares::new(&record);
        match shares.propose(&by, &signer, &order, sensitive.as_ref(), open::now()).await {
            Ok(proposed) => {
                open::publish(&record, common).await;
                told(&proposed, common)?;
                Ok(Verdict::Clear)
            }
            Err(error) => held(error),
        }
    })
}

fn told(proposed: &Proposed, common: &Common) -> Result<(), Failure> {
    let share = proposed.share;
    let people = say::counted(proposed.people, "person", "people");
    let compared = match proposed.differences.len() {
        0 => "nothing was delivered before that it could be compared with".to_owned(),
        1 => "its difference to the one list that somebody has singles nobody out".to_owned(),
        many => format!("its differences to the {many} lists that others have single nobody out"),
    };
    let worst = proposed.differences.iter().map(share::Difference::worst).max().unwrap_or(0);
    let compared = if worst == 0 {
        compared
    } else {
        format!(
            "its difference to an earlier list singles out {}, as was said to be right",
            say::counted(worst, "person", "people")
        )
    };
    let sentence = format!(
        "Share {share} is proposed, about {people} today; {compared}. Somebody else approves it with: tipstaff share approve {share}"
    );
    let document = serde_json::json!({
        "schema": "tipstaff.share/1", "outcome": "proposed", "share": share, "people": proposed.people,
        "compared": proposed.differences.len(), "singled_out": worst, "act": proposed.recorded.position,
    });
    tell(common, &sentence, &document)
}

/// The people of a table.
pub async fn people(record: &Record, path: Option<&Path>) -> Result<Option<RoaringBitmap>, Failure> {
    let Some(path) = path else { return Ok(None) };
    let table = tokio::task::block_in_place(|| intake::read(path))?;
    people_of_table(record, path, &table).await.map(Some)
}

fn marks(list: &str) -> Result<Marks, Failure> {
    let known = || MARKS.iter().map(|row| row.id).collect::<Vec<_>>().join(", ");
    let ids = list.split(',').map(str::trim).filter(|id| !id.is_empty());
    let marks = ids
        .map(|id| {
            MARKS.iter().find(|row| row.id == id).map(|row| row.mark).ok_or_else(|| {
                Failure::new(format!("there is no mark '{id}'"), format!("The marks are: {}", known()))
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Marks::of(&marks))
}

/// A condition, as it is said on the command line.
pub fn condition(text: &str) -> Result<Condition, Failure> {
    let (field, values) = text.split_once('=').ok_or_else(|| {
        Failure::new("a condition names no value", "Write it as FIELD=VALUE, such as --where rank=Constable")
    })?;
    let is = values.split('|').map(|value| value.trim().to_owned()).collect();
    Ok(Condition { field: field.trim().to_owned(), is })
}
