//! Where leaves come from. The log knows no database.

use std::error::Error;

use futures::future::BoxFuture;

/// Whatever the source of leaves has to say about its failure.
pub type LeavesError = Box<dyn Error + Send + Sync>;

/// The leaves of a log, numbered from 0 without gaps: rows of a database, in the order in which they were committed.
/// A leaf, once counted by [`Leaves::size`], never changes.
///
/// Boxed futures and not `async fn`: whoever verifies may have no database at hand, and says so with `None`.
pub trait Leaves: Send + Sync {
    /// How many leaves there are.
    fn size(&self) -> BoxFuture<'_, Result<u64, LeavesError>>;

    /// The leaves from number `from` until before number `until`, in order. A row that is not there is left out and is
    /// no error: whoever asks counts.
    fn leaves(&self, from: u64, until: u64) -> BoxFuture<'_, Result<Vec<Vec<u8>>, LeavesError>>;
}

/// Leaves held in memory, for tests and small tools.
impl Leaves for Vec<Vec<u8>> {
    fn size(&self) -> BoxFuture<'_, Result<u64, LeavesError>> {
        Box::pin(async { Ok(self.len() as u64) })
    }

    fn leaves(&self, from: u64, until: u64) -> BoxFuture<'_, Result<Vec<Vec<u8>>, LeavesError>> {
        Box::pin(async move {
            let range = usize::try_from(from)?..usize::try_from(until)?;
            self.get(range).map(<[Vec<u8>]>::to_vec).ok_or_else(|| "there are not as many leaves".into())
        })
    }
}
