//! `tipstaff card order`.

use super::{held, kind, tell};
use crate::arguments::{Acting, Common};
use crate::commands::say;
use crate::commands::share::{condition, people_of_file};
use crate::exit::Failure;
use crate::open::{self, signing};
use card_office::{CardOffice, CardOrder, KindRow, Mode, SensitivePeople};
use clap::Args;
use gate::Verdict;
use record::KnownAt;
use roaring::RoaringBitmap;
use share::{People, Shares};
use std::path::PathBuf;

pub const EXAMPLE: &str = "\
Example:
  tipstaff card order --design warrant-card --kind constable --until 2029-12-31 --share cards-2026 \\
    --sensitive covert.csv --source people --as 'R. Quill'
  tipstaff card order --design staff-pass --kind staff --until 2029-12-31 --in-force --nobody-sensitive

Say who is at risk, or that nobody is: their cards are printed in the force, among those of others who
are drawn at random, and they all stay in that group for good. Nothing tells which of them is at risk,
and the size of the group does not tell how many are.

Exit status: 0 ordered, 1 too few others to hide them among, 2 could not be done.";

/// Options of `card order`.
#[derive(Debug, Args)]
pub struct Options {
    /// Design of the cards
    #[arg(long, value_name = "NAME")]
    design: String,
    /// Kind of holder: constable, community-support or staff
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: &'static KindRow,
    /// Last day of the cards
    #[arg(long, value_name = "DAY")]
    until: jiff::civil::Date,
    /// All of them are printed in the force
    #[arg(long, required_unless_present = "share", conflicts_with = "share")]
    in_force: bool,
    /// A print service prints them, under this share
    #[arg(long, value_name = "SHARE")]
    share: Option<String>,
    /// Who is at risk: a table with their numbers
    #[arg(long, value_name = "FILE", required_unless_present = "nobody_sensitive")]
    sensitive: Option<PathBuf>,
    /// Nobody in this order is at risk: the unit that knows was asked
    #[arg(long, conflicts_with = "sensitive")]
    nobody_sensitive: bool,
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
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let having = options.having.iter().map(|text| condition(text)).collect::<Result<Vec<_>, _>>()?;
    open::wait(async {
        let record = open::record(common).await?;
        let numbers = |people: RoaringBitmap| people.into_iter().collect::<Vec<u32>>();
        let only = people_of_file(&record, options.only.as_deref()).await?.map(numbers);
        let without =
            people_of_file(&record, options.without.as_deref()).await?.map(numbers).unwrap_or_default();
        let sensitive = match people_of_file(&record, options.sensitive.as_deref()).await? {
            Some(people) => SensitivePeople::These(people),
            None => SensitivePeople::Nobody,
        };
        let shares = Shares::new(&record);
        let chosen = People { source: options.source.clone(), having, only, without };
        let now = open::now();
        let people = shares.people(&chosen, now, KnownAt::NOW).await?;
        let share = match &options.share {
            Some(named) => Some(shares.share(named).await?.number),
            None => None,
        };
        let order = CardOrder {
            mode: if options.in_force { Mode::InForce } else { Mode::SealedJob },
            share,
            design: options.design.clone(),
            kind: options.kind,
            last_day: options.until,
            people,
            sensitive,
        };
        let (by, signer) = signing(&record, &options.acting).await?;
        let ordered = match CardOffice::new(&record).order(&by, &signer, &order, now).await {
            Ok(ordered) => ordered,
            Err(error) => return held(error),
        };
        open::publish(&record, common).await;
        let outside = ordered.cards.saturating_sub(ordered.in_force);
        let sentence = format!(
            "Order {} has {}: {} to be printed in the force, {} by the print service. Act {}.",
            ordered.order,
            say::counted(ordered.cards, "card", "cards"),
            say::count(ordered.in_force),
            say::count(outside),
            ordered.recorded.position
        );
        let document = serde_json::json!({
            "schema": "tipstaff.card-ordered/1", "order": ordered.order, "cards": ordered.cards,
            "in_force": ordered.in_force, "act": ordered.recorded.position,
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}
