//! Checks run on threads that give way: who opens a page meanwhile does not wait for somebody else's file.

use crate::UploadError;
use tokio::sync::oneshot;

/// How much they give way: beside a request a check gets a third of a core, and all of it where nobody asks for anything.
/// The reader that opens the file is started by the same thread, and gives way as it does.
const NICE: i32 = 5;

/// Does a piece of work on a thread of its own.
pub(crate) async fn giving_way<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, UploadError> {
    let (tell, told) = oneshot::channel();
    let begun = std::thread::Builder::new().name("check".into()).spawn(move || {
        // On Linux this is about the thread, not the process. Where it is refused, the check is only less polite.
        let _ = rustix::process::setpriority_process(None, NICE);
        let _ = tell.send(work());
    });
    begun.map_err(UploadError::Broken)?;
    // A thread that broke has told nothing.
    told.await.map_err(|_| UploadError::Damaged { what: "a check, which broke" })
}
