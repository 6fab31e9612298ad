//! A disposal that somebody stopped goes no further. What was gone by then is booked; what had broken off is read, and is there
//! again if it can be.

use crate::carry_out::CarriedOut;
use crate::disposals::Disposal;
use crate::going::GoingCopies;
use crate::ledger::{Place, RecordLedger};
use crate::list::DisposalList;
use crate::{DisposalError, Disposing};
use jiff::Timestamp;

impl Disposing<'_> {
    /// Puts in order what a disposal left that was stopped. What broke off and cannot be read stays on the ledger as going, so that
    /// nobody relies on it, and the next sweep misses it.
    pub(crate) async fn stopped(
        &self,
        disposal: Disposal,
        list: &DisposalList,
        going: &GoingCopies,
        now: Timestamp,
        mut done: CarriedOut,
    ) -> Result<CarriedOut, DisposalError> {
        let stores = self.own_stores().await?;
        let place = |store: &evidence::EvidenceStore| {
            Some(Place { store: store.number, holder: store.holder, replica: store.replica? })
        };
        let ledger = RecordLedger::new(self, stores.iter().filter_map(place).collect());
        let mut broken = 0_u64;
        for item in &list.items {
            for number in &item.stores {
                let broke_off = going.get(&(item.item, *number)).is_some_and(|copy| copy.gone.is_none());
                let Some(store) = stores.iter().find(|store| store.number == *number && broke_off) else {
                    continue;
                };
                broken += 1;
                let (name, blake3) = (ledger.knows(item.item), item.blake3);
                let replica = self.evidence().replica(store).await?;
                let read = move || copies::read_back(&replica, &name, &blake3, now);
                match tokio::task::spawn_blocking(read).await.map_err(|_| DisposalError::Stopped)? {
                    Ok(read) if ledger.there_again(&read).await? => {}
                    Ok(_) => {
                        done.fails(
                            item.item,
                            *number,
                            "somebody may be destroying it still. Try again in a quarter of an hour".into(),
                        );
                    }
                    Err(error) => done.fails(item.item, *number, error.to_string()),
                }
            }
        }
        if broken == 0 && done.recorded.is_empty() {
            let wanted = "is approved, and not over";
            return Err(DisposalError::NoDisposal { disposal: disposal.number, wanted });
        }
        Ok(done)
    }
}
