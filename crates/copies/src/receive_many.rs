//! Many small items, taken in together.

use crate::about::About;
use crate::error::{CopyError, ReceiveError};
use crate::hashing::Digests;
use crate::manifest::ItemManifest;
use crate::place::{Body, Prepared, SMALL};
use crate::receive::{Receipt, as_expected, digests_of, everywhere, given_up, receive_large, usable};
use crate::replica::Replica;
use crate::seal::Seal;
use crate::sinks;
use jiff::Timestamp;
use std::io::Read;

/// Items of a group: of each, three files are open in each replica, and most systems allow 1,024.
const GROUP: usize = 64;
/// Bytes of a group.
const GROUP_BYTES: usize = 16 << 20;

/// A small item that waits for its group.
struct Small {
    about: About,
    bytes: Vec<u8>,
    ready: Result<(ItemManifest, Vec<u8>), ReceiveError>,
}

/// [`crate::receive()`] of many: small items go in groups, of which each file is on the disk before any name is, and all
/// names before the first receipt of the group. `each` gets a receipt or a reason for every item, in their order. Memory
/// does not grow with their number.
pub fn receive_many<R: Read>(
    replicas: &[Replica],
    seal: &dyn Seal,
    items: impl IntoIterator<Item = (About, R)>,
    now: Timestamp,
    each: &mut dyn FnMut(About, Result<Receipt, ReceiveError>),
) {
    let mut group = Vec::with_capacity(GROUP);
    let mut held = 0;
    let mut rooms: Vec<Vec<u8>> = Vec::new();
    for (about, mut source) in items {
        if let Err(error) = usable(replicas) {
            each(about, Err(error));
            continue;
        }
        let mut bytes = rooms.pop().unwrap_or_default();
        bytes.clear();
        let read = read_small(&mut bytes, &mut source);
        if read.is_ok() && bytes.len() >= SMALL {
            // Those before it come first, so that receipts keep their order.
            flush(replicas, seal, &mut group, &mut rooms, now, each);
            held = 0;
            let taken = receive_large(replicas, seal, &about, bytes, &mut source, now);
            each(about, taken);
            continue;
        }
        let ready = match read {
            Ok(()) => prepare(&about, &digests_of(&bytes), seal),
            Err(source) => Err(ReceiveError::Source { read: bytes.len() as u64, source }),
        };
        held += bytes.len();
        group.push(Small { about, bytes, ready });
        if group.len() == GROUP || held >= GROUP_BYTES {
            flush(replicas, seal, &mut group, &mut rooms, now, each);
            held = 0;
        }
    }
    flush(replicas, seal, &mut group, &mut rooms, now, each);
}

/// Reads the whole of a small item, without keeping a megabyte of room for a kilobyte.
fn read_small(bytes: &mut Vec<u8>, source: &mut dyn Read) -> std::io::Result<()> {
    source.take(SMALL as u64 / 16).read_to_end(bytes)?;
    if bytes.len() < SMALL / 16 { Ok(()) } else { sinks::fill(bytes, source) }
}

fn prepare(
    about: &About,
    digests: &Digests,
    seal: &dyn Seal,
) -> Result<(ItemManifest, Vec<u8>), ReceiveError> {
    as_expected(&about.expected, digests)?;
    let manifest = ItemManifest::new(about, digests);
    let sealed = manifest.seal(seal).map_err(|_| CopyError::Seal)?;
    Ok((manifest, sealed))
}

fn flush(
    replicas: &[Replica],
    seal: &dyn Seal,
    group: &mut Vec<Small>,
    rooms: &mut Vec<Vec<u8>>,
    now: Timestamp,
    each: &mut dyn FnMut(About, Result<Receipt, ReceiveError>),
) {
    if group.is_empty() {
        return;
    }
    let said = everywhere(
        replicas,
        |_| {
            let ready = group.iter().filter_map(|one| Some((one, one.ready.as_ref().ok()?)));
            ready
                .map(|(one, (manifest, sealed))| Prepared { manifest, sealed, body: Body::Small(&one.bytes) })
                .collect()
        },
        seal,
    );
    let mut said: Vec<_> = said.into_iter().map(|one| one.map(Vec::into_iter)).collect();
    for one in group.drain(..) {
        let receipt = one.ready.and_then(|(manifest, _)| {
            let said = replicas.iter().zip(&mut said).map(|(replica, said)| {
                let said = said.as_mut().and_then(Iterator::next).unwrap_or_else(|| given_up(replica));
                (replica.clone(), said)
            });
            Receipt::new(manifest, said, now)
        });
        each(one.about, receipt);
        rooms.push(one.bytes);
    }
}
