//! A listing that somebody else makes, such as of copies whose names say more than a folder would.

use crate::coverage::{ListOptions, Reason};
use crate::error::Trouble;
use crate::item::Listed;
use crate::listing::{Lister, Listing, Unheard};
use tokio::sync::mpsc;

/// Batches that wait for whoever listens.
const WAITING: usize = 4;

/// Takes the items of a listing, in strictly ascending order of their keys.
pub struct Retelling {
    lister: Lister,
    is_heard: bool,
}

impl Retelling {
    /// Takes an item; false if nobody listens any more, and whoever tells may stop.
    pub fn item(&mut self, item: Listed) -> bool {
        if self.is_heard && self.lister.item(item) {
            self.is_heard = !matches!(self.lister.blocking_send(), Err(Unheard));
        }
        self.is_heard
    }
}

impl Listing {
    /// A listing that `tell` makes, on a thread of its own. An error means that not all was told, and so does a panic.
    pub fn retold(
        options: &ListOptions,
        tell: impl FnOnce(&mut Retelling) -> Result<(), Trouble> + Send + 'static,
    ) -> Self {
        let (to, messages) = mpsc::channel(WAITING);
        let lister = Lister::new(to, options);
        let work = move || {
            let mut retelling = Retelling { lister, is_heard: true };
            let told = tell(&mut retelling);
            if !retelling.is_heard {
                return;
            }
            if let Err(trouble) = told {
                let after = retelling.lister.count();
                retelling.lister.because(Reason::Ended { trouble, after });
            }
            retelling.lister.blocking_done();
        };
        // Without a thread the channel closes, and the listing is incomplete.
        let _ = std::thread::Builder::new().name("listing".into()).spawn(work);
        Self::new(messages)
    }
}

impl std::fmt::Debug for Retelling {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Retelling({} items)", self.lister.count())
    }
}
