//! What a watch does beside listing: a share of what is to be read, each hour, and once a day a trial of our own places.

use super::{receive, verify};
use crate::arguments::Common;
use crate::commands::say;
use crate::exit::Failure;
use crate::open;
use evidence::{Evidence, EvidenceStore, Reading, StoreMode};
use gate::Verdict;
use record::Actor;
use std::io::Write;
use std::time::Duration;
use tokio::time::Instant;

const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);

/// When what was last done.
pub struct Tending {
    /// Bytes of each store to be read in a day; none: nothing is read.
    read: Option<u64>,
    read_at: Option<Instant>,
    graded_at: Option<Instant>,
}

impl Tending {
    pub fn new(read: Option<u64>) -> Self {
        Self { read, read_at: None, graded_at: None }
    }

    /// Does what is due. A store that cannot be read or tried does not end the watch over the others.
    pub async fn tend(
        &mut self,
        evidence: &Evidence<'_>,
        by: &Actor,
        stores: &[EvidenceStore],
        common: &Common,
    ) -> Result<Verdict, Failure> {
        let is_due = |at: Option<Instant>, every: Duration| at.is_none_or(|at| at.elapsed() >= every);
        let (mut worse, mut unknown) = (false, false);
        if is_due(self.graded_at, DAY) {
            self.graded_at = Some(Instant::now());
            for store in stores.iter().filter(|store| store.mode == StoreMode::Own) {
                match evidence.grade(by, store, open::now()).await {
                    Ok(graded) if graded.worse.is_empty() => {}
                    Ok(graded) => {
                        worse = true;
                        let broken = graded.worse.join(", ").replace('-', " ");
                        let name = say::plain(&store.name);
                        writeln!(std::io::stdout(), "ALARM    {name} breaks what it kept before: {broken}.")?;
                    }
                    Err(error) => {
                        unknown = true;
                        writeln!(
                            std::io::stderr(),
                            "tipstaff: store {}: {}",
                            store.number,
                            Failure::from(error)
                        )?;
                    }
                }
            }
        }
        if let Some(read) = self.read.filter(|_| is_due(self.read_at, HOUR)) {
            self.read_at = Some(Instant::now());
            for store in stores {
                let watching = receive::Watching::new(common, "read");
                let which = Reading::Budget((read / 24).max(1));
                let progress = |items, bytes| watching.add(items, bytes);
                let report = evidence.read(by, store, which, open::now(), progress).await;
                drop(watching);
                match report {
                    Ok(report) => {
                        let (red, is_unknown) =
                            verify::elsewhere(evidence, by, store, &report, common).await?;
                        worse |= report.damaged > 0 || red;
                        unknown |= report.unreadable > 0 || is_unknown;
                        if report.damaged + report.unreadable + report.found > 0 {
                            verify::tell(store, &report, common)?;
                        }
                    }
                    Err(error) => {
                        unknown = true;
                        writeln!(
                            std::io::stderr(),
                            "tipstaff: store {}: {}",
                            store.number,
                            Failure::from(error)
                        )?;
                    }
                }
            }
        }
        Ok(match (worse, unknown) {
            (true, _) => Verdict::Held,
            (false, true) => Verdict::Unchecked,
            (false, false) => Verdict::Clear,
        })
    }
}
