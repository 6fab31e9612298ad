//! Reading a blob.

use crate::error::BlobError;
use crate::head;
use crate::id::BlobId;
use crate::keys::Keys;
use age::{DecryptError, Decryptor, Identity};
use bytes::Bytes;
use futures::io::{AsyncRead, AsyncReadExt};
use futures::stream::{self, Stream, TryStreamExt};
use object_store::GetResult;
use std::io;
use std::pin::Pin;

/// Bytes that are handed over at once, at most: a chunk of the format.
const PIECE: usize = 64 << 10;

/// A blob, in clear, as it streams in. Each piece was proved to be what was sealed at this place before it is given; that
/// nothing is missing at the end is known only when [`Reader::next`] has said `None`.
pub struct Reader {
    id: BlobId,
    clear: Pin<Box<dyn AsyncRead + Send>>,
    ended: bool,
}

impl Reader {
    pub(crate) async fn new(id: BlobId, found: GetResult, keys: &Keys) -> Result<Self, BlobError> {
        let sealed = found.into_stream().map_err(io::Error::other).into_async_read();
        let decryptor = Decryptor::new_async_buffered(sealed).await.map_err(|error| refused(id, error))?;
        let identities = keys.identities.iter().map(|identity| identity as &dyn Identity);
        let clear = decryptor.decrypt_async(identities).map_err(|error| refused(id, error))?;
        let mut clear: Pin<Box<dyn AsyncRead + Send>> = Box::pin(clear);
        let expected = head::of(&id);
        let mut found = vec![0; expected.len()];
        clear.read_exact(&mut found).await.map_err(|error| broken(id, error))?;
        if found != expected.as_bytes() {
            return Err(BlobError::Changed { id });
        }
        Ok(Self { id, clear, ended: false })
    }

    /// The next piece, at most 64 KiB; none when the whole blob was read and proved.
    pub async fn next(&mut self) -> Result<Option<Bytes>, BlobError> {
        if self.ended {
            return Ok(None);
        }
        let mut piece = vec![0; PIECE];
        let read = self.clear.read(&mut piece).await.map_err(|error| broken(self.id, error))?;
        piece.truncate(read);
        self.ended = read == 0;
        Ok((read > 0).then(|| piece.into()))
    }

    /// The pieces as a stream, which ends after an error.
    pub fn into_stream(self) -> impl Stream<Item = Result<Bytes, BlobError>> + Send {
        stream::try_unfold(self, async |mut reader| Ok(reader.next().await?.map(|piece| (piece, reader))))
    }
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Reader({})", self.id)
    }
}

/// Why the header does not open.
pub(crate) fn refused(id: BlobId, error: DecryptError) -> BlobError {
    match error {
        DecryptError::NoMatchingKeys => BlobError::WrongKey { id },
        DecryptError::Io(error) => broken(id, error),
        _ => BlobError::Changed { id },
    }
}

/// Whether the place failed, or what lies there is not what was sealed.
fn broken(id: BlobId, error: io::Error) -> BlobError {
    let source = error.into_inner().and_then(|inner| inner.downcast::<object_store::Error>().ok());
    source.map_or(BlobError::Changed { id }, |source| BlobError::Place { what: "read", source: *source })
}
