//! `tipstaff card revoke`.

use super::{job, tell};
use crate::arguments::{Acting, Common};
use crate::commands::say;
use crate::exit::Failure;
use crate::open::{self, signing};
use card_office::{CardOffice, Which};
use cards::job::Serial;
use clap::Args;
use gate::Verdict;
use record::time::Moment;

pub const EXAMPLE: &str = "\
Example:
  tipstaff card revoke 7QK2M9XD --why 'reported lost'
  tipstaff card revoke --job 7 --why 'the print service was broken into' --reissue
  tipstaff card revoke --from 2026-07-01 --to 2026-08-26 --why 'the print service was broken into'

Revoked is for good. The public sees it once the list is published: tipstaff card publish DIR.";

/// Options of `card revoke`.
#[derive(Debug, Args)]
pub struct Options {
    /// Serials of cards
    #[arg(value_name = "SERIAL", required_unless_present_any = ["job", "from"], conflicts_with_all = ["job", "from"])]
    serials: Vec<Serial>,
    /// All cards of a job; may be said several times
    #[arg(long, value_name = "JOB", conflicts_with = "from")]
    job: Vec<String>,
    /// All cards of jobs that a print service had after this time
    #[arg(long, value_name = "TIME", requires = "to")]
    from: Option<String>,
    /// And before the end of this time
    #[arg(long, value_name = "TIME", requires = "from")]
    to: Option<String>,
    /// Why; kept sealed
    #[arg(long, value_name = "WORDS")]
    why: String,
    /// Order them again, whoever is at risk first
    #[arg(long)]
    reissue: bool,
    /// Last day of the new cards (default: that of the old ones)
    #[arg(long, value_name = "DAY", requires = "reissue")]
    until: Option<jiff::civil::Date>,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let office = CardOffice::new(&record);
        let which = match (&options.from, &options.to) {
            (Some(from), Some(to)) => Which::Window(Moment::parse(from)?.first, Moment::parse(to)?.after),
            _ if options.job.is_empty() => Which::Serials(options.serials.clone()),
            _ => {
                let mut jobs = Vec::new();
                for named in &options.job {
                    jobs.push(job(&office, named).await?.number);
                }
                Which::Jobs(jobs)
            }
        };
        let now = open::now();
        if options.reissue {
            // Revoked is for good: what would hinder the new ones is told before.
            let plan = office.to_revoke(&which).await?;
            office.may_reissue(&plan.orders, options.until, now).await?;
        }
        let (by, signer) = signing(&record, &options.acting).await?;
        let revoked = office.revoke(&by, &signer, &which, &options.why, now).await?;
        // What was revoked stays so, and is published, whatever becomes of the new order.
        let reissued = if options.reissue {
            office.reissue(&by, &signer, &revoked.cards, options.until, now).await.map(Some)
        } else {
            Ok(None)
        };
        open::publish(&record, common).await;
        let count = say::counted(revoked.cards.len() as u64, "card", "cards");
        let position = revoked.recorded.position;
        let reissued = reissued.map_err(|error| {
            Failure::new(
                format!("{count} revoked (act {position}), and no new ones could be ordered: {error}"),
                "Publish the list now (tipstaff card publish), then order cards anew",
            )
        })?;
        let (orders, failed) =
            reissued.map(|reissued| (reissued.orders, reissued.failed)).unwrap_or_default();
        let numbers: Vec<u32> = orders.iter().map(|ordered| ordered.order).collect();
        if let Some(error) = failed {
            let numbers = numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
            return Err(Failure::new(
                format!(
                    "{count} revoked (act {position}), new ones ordered in order {numbers}, and no more could be: {error}"
                ),
                "Publish the list now (tipstaff card publish), then order cards for the others",
            ));
        }
        let fresh = match numbers.as_slice() {
            [] => String::new(),
            _ => format!(
                " New cards are ordered, whoever is at risk first: order {}.",
                numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")
            ),
        };
        let sentence = format!(
            "{count} revoked: act {position}. A print service can have seen {} of them.{fresh} The public sees it once the list \
             is published: tipstaff card publish DIR.",
            say::count(revoked.exposed)
        );
        let document = serde_json::json!({
            "schema": "tipstaff.cards-revoked/1", "cards": revoked.cards.len(), "jobs": revoked.jobs,
            "exposed": revoked.exposed, "orders": numbers, "act": position,
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}
