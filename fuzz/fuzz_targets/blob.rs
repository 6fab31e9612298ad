//! A sealed file: any bytes in its place, and a real one with a byte changed or its end missing. None of them opens.
#![no_main]

use blobs::{Area, BlobId, Blobs};
use keyring::ForceKeys;
use libfuzzer_sys::fuzz_target;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use std::sync::Arc;
use tipstaff_fuzz::{look, seeds};

const FORCE_KEY: &[u8] = b"tipstaff-force-key/1\nkey 221afb34 \
    000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFG\nend 1 ab7467fa\n";

const OWN: [&[u8]; 3] = [
    b"age-encryption.org/v1\n-> X25519 \n\n--- \n",
    b"\0\0\0\x10\x01what is sealed",
    b"\0\0\0\xa0\0what is cut",
];

/// Reads a blob to its end; gives its length.
async fn read(blobs: &Blobs, id: &BlobId) -> Option<u64> {
    let mut reader = blobs.reader(id).await.ok()?;
    let mut length = 0;
    while let Some(piece) = reader.next().await.ok()? {
        length += piece.len() as u64;
    }
    Some(length)
}

async fn story(data: &[u8]) {
    let store = Arc::new(InMemory::new());
    let keys = ForceKeys::parse(FORCE_KEY).expect("it is one of ours");
    let blobs = Blobs::new(Arc::clone(&store) as Arc<dyn ObjectStore>, "", &keys).expect("keys fit");
    let (at, change, content) = match data {
        [a, b, c, d, change, content @ ..] => (u32::from_be_bytes([*a, *b, *c, *d]), *change, content),
        short => (0, 0, short),
    };
    let mut writer = blobs.put(Area::Upload).expect("there is randomness");
    writer.write(content).await.expect("memory takes all");
    let stored = writer.finish().await.expect("memory takes all");
    assert_eq!(read(&blobs, &stored.id).await, Some(content.len() as u64));

    let path = Path::from(stored.id.to_string());
    let mut sealed =
        store.get(&path).await.expect("it is there").bytes().await.expect("it is there").to_vec();
    let at = at as usize % sealed.len();
    match change {
        0 => sealed.truncate(at),
        change => sealed[at] ^= change,
    }
    for bytes in [sealed, data.to_vec()] {
        store.put(&path, bytes.into()).await.expect("memory takes all");
        assert_eq!(read(&blobs, &stored.id).await, None);
        let _ = blobs.is_under_newest(&stored.id).await;
    }
}

fuzz_target!(init: seeds::if_asked(&[], seeds::as_it_is, &OWN), |data: &[u8]| {
    look::soon(data.len(), || {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(story(data));
    });
});
