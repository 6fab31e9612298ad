//! Where requests run.

use crate::error::CopyError;
use std::future::Future;
use std::sync::OnceLock;
use tokio::runtime::Runtime;

/// Made at the first bucket, and never ended: a runtime that is dropped in somebody else's runtime panics.
fn runtime() -> Option<&'static Runtime> {
    static RUNTIME: OnceLock<Option<Runtime>> = OnceLock::new();
    let made = || tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().ok();
    RUNTIME.get_or_init(made).as_ref()
}

/// Runs it, on a thread of its own: whoever asks may be on a thread of another runtime, where waiting for this one panics.
/// A thread costs some 20 µs, a request a hundred times that.
pub(crate) fn blocking<F>(name: &str, work: F) -> Result<F::Output, CopyError>
where
    F: Future + Send,
    F::Output: Send,
{
    let given_up = || CopyError::GivenUp { name: name.to_owned() };
    let runtime = runtime().ok_or_else(given_up)?;
    std::thread::scope(|scope| scope.spawn(|| runtime.block_on(work)).join()).map_err(|_| given_up())
}

/// Lets work go on by itself.
pub(super) fn spawn(work: impl Future<Output = ()> + Send + 'static) {
    if let Some(runtime) = runtime() {
        runtime.spawn(work);
    }
}
