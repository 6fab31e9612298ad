//! Sealed lists: written by a thread as they come, and only those that have anything in them are kept.

use crate::EvidenceError;
use crate::pipe::{self, Incoming, Waiting};
use crate::stored::stored;
use blobs::{Area, BlobId, Blobs, Stored};
use inventory::delta::{Change, DeltaReader, DeltaWriter};
use inventory::file::{Reader, Writer};
use inventory::{Entry, Totals};
use std::io::{self, Write};
use store::Value;
use tokio::sync::mpsc;

/// Bytes that are handed over at once.
const PIECE: usize = 64 << 10;
/// Pieces that wait to be sealed, of all lists together.
const WAITING: usize = 16;

/// A list that was kept sealed.
#[derive(Debug, Clone)]
pub(crate) struct KeptList {
    pub(crate) stored: Stored,
    pub(crate) totals: Totals,
    /// Highest number of an item in it; 0: none.
    pub(crate) last_item: u64,
}

impl KeptList {
    /// Name, SHA-256, items and bytes, as rows have them.
    pub(crate) fn head(&self) -> [Value; 3] {
        [self.stored.id.to_string().into(), self.stored.sha256.to_vec().into(), stored(self.items()).into()]
    }

    pub(crate) fn items(&self) -> u64 {
        self.totals.all.count
    }

    pub(crate) fn bytes(&self) -> u64 {
        self.totals.all.bytes
    }
}

/// The other end of a list: what is written goes to the task that seals it.
struct Outgoing {
    list: usize,
    pieces: mpsc::Sender<(usize, Vec<u8>)>,
    piece: Vec<u8>,
}

impl Write for Outgoing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.piece.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE));
        self.pieces.blocking_send((self.list, piece)).map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }
}

enum Form {
    Whole(Writer<Outgoing>),
    Delta(DeltaWriter<Outgoing>),
}

/// A list that is being written. It begins with its first item: one without any is no list.
pub(crate) struct ListWriter {
    list: usize,
    is_delta: bool,
    pieces: mpsc::Sender<(usize, Vec<u8>)>,
    form: Option<Form>,
    totals: Totals,
    last_item: u64,
}

impl ListWriter {
    /// Begins the list even if nothing will be in it.
    pub(crate) fn begin(&mut self) -> Result<(), EvidenceError> {
        self.form().map(|_| ())
    }

    /// Adds an item: to a list of items, or as one that came to a list of changes.
    pub(crate) fn add(&mut self, entry: &Entry) -> Result<(), EvidenceError> {
        if self.is_delta {
            return self.change(entry, &Change::Added(entry.clone()));
        }
        if let Form::Whole(writer) = self.form()? {
            writer.push(entry)?;
        }
        self.count(entry);
        Ok(())
    }

    /// Adds a change of an item to a list of changes.
    pub(crate) fn change(&mut self, entry: &Entry, change: &Change) -> Result<(), EvidenceError> {
        if let Form::Delta(writer) = self.form()? {
            writer.push(change)?;
        }
        self.count(entry);
        Ok(())
    }

    fn count(&mut self, entry: &Entry) {
        self.totals.add(entry);
        self.last_item = self.last_item.max(entry.item);
    }

    fn form(&mut self) -> Result<&mut Form, EvidenceError> {
        if self.form.is_none() {
            let to = Outgoing { list: self.list, pieces: self.pieces.clone(), piece: Vec::new() };
            self.form = Some(if self.is_delta {
                Form::Delta(DeltaWriter::new(to)?)
            } else {
                Form::Whole(Writer::new(to)?)
            });
        }
        self.form.as_mut().ok_or(EvidenceError::Stopped)
    }

    fn finish(self) -> Result<Option<(Totals, u64)>, EvidenceError> {
        let Some(form) = self.form else { return Ok(None) };
        let mut to = match form {
            Form::Whole(writer) => writer.finish()?.0,
            Form::Delta(writer) => writer.finish()?.0,
        };
        to.flush().map_err(EvidenceError::list)?;
        Ok(Some((self.totals, self.last_item)))
    }
}

/// What a thread said that wrote lists, and those lists that have something in them, each at its place.
pub(crate) struct Written<T> {
    pub(crate) said: T,
    pub(crate) lists: Vec<Option<KeptList>>,
}

/// Runs `write` on a thread of its own with as many lists as `is_delta` names, and seals what it writes. If anything fails, no
/// list is kept.
pub(crate) async fn write<T, W>(
    blobs: &Blobs,
    is_delta: Vec<bool>,
    write: W,
) -> Result<Written<T>, EvidenceError>
where
    T: Send + 'static,
    W: FnOnce(&mut [ListWriter]) -> Result<T, EvidenceError> + Send + 'static,
{
    let (pieces, mut from) = mpsc::channel::<(usize, Vec<u8>)>(WAITING);
    let count = is_delta.len();
    let thread = tokio::task::spawn_blocking(move || {
        let mut lists: Vec<ListWriter> = is_delta
            .into_iter()
            .enumerate()
            .map(|(list, is_delta)| ListWriter {
                list,
                is_delta,
                pieces: pieces.clone(),
                form: None,
                totals: Totals::default(),
                last_item: 0,
            })
            .collect();
        drop(pieces);
        let said = write(&mut lists)?;
        let ends = lists.into_iter().map(ListWriter::finish).collect::<Result<Vec<_>, _>>()?;
        Ok::<_, EvidenceError>((said, ends))
    });
    let mut sealing: Vec<Option<blobs::Writer>> = (0..count).map(|_| None).collect();
    let mut failed = None;
    while let Some((list, piece)) = from.recv().await {
        if let Err(error) = seal(blobs, &mut sealing, list, &piece).await {
            failed = Some(error);
            break;
        }
    }
    // The thread finds nobody at the other end and stops.
    drop(from);
    let ended = thread.await.map_err(|_| EvidenceError::Stopped)?;
    if let Some(error) = failed {
        return Err(error);
    }
    let (said, ends) = ended?;
    let mut lists = Vec::with_capacity(count);
    for (writer, end) in sealing.into_iter().zip(ends) {
        lists.push(match (writer, end) {
            (Some(writer), Some((totals, last_item))) => {
                Some(KeptList { stored: writer.finish().await?, totals, last_item })
            }
            _ => None,
        });
    }
    Ok(Written { said, lists })
}

async fn seal(
    blobs: &Blobs,
    sealing: &mut [Option<blobs::Writer>],
    list: usize,
    piece: &[u8],
) -> Result<(), EvidenceError> {
    let place = sealing.get_mut(list).ok_or(EvidenceError::Stopped)?;
    if place.is_none() {
        *place = Some(blobs.put(Area::Inventory)?);
    }
    if let Some(writer) = place {
        writer.write(piece).await?;
    }
    Ok(())
}

/// Forgets lists that no row came to name.
pub(crate) async fn forget<'l>(blobs: &Blobs, lists: impl IntoIterator<Item = &'l KeptList>) {
    for list in lists {
        // What stays is swept after a month, like every list that no row names.
        let _ = blobs.delete(&list.stored.id).await;
    }
}

/// A sealed list of items.
pub(crate) async fn read(blobs: &Blobs, id: &BlobId) -> Result<Incoming, EvidenceError> {
    pipe::open(blobs, id, Waiting::FEW_LISTS).await
}

/// One of so many sealed lists that are read at once.
pub(crate) async fn read_beside(blobs: &Blobs, id: &BlobId, lists: usize) -> Result<Incoming, EvidenceError> {
    pipe::open(blobs, id, Waiting::of(lists)).await
}

/// Items of a sealed list, for a thread that reads.
pub(crate) fn items(from: Incoming) -> Result<Reader<Incoming>, EvidenceError> {
    Ok(Reader::new(from)?)
}

/// Changes of a sealed list, for a thread that reads.
pub(crate) fn changes(from: Incoming) -> Result<DeltaReader<Incoming>, EvidenceError> {
    Ok(DeltaReader::new(from)?)
}
