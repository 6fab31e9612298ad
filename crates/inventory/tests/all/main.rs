//! What a store lists, how it is kept, and how two views of it differ: through the public interface.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::cast_precision_loss, clippy::needless_for_each)]

mod common;

mod bucket_sums;
mod buckets;
mod comparing;
mod deltas;
mod digests;
mod files;
mod folders;
mod importing;
mod moving;
mod names;
mod reach;
mod reading;
mod sampling;
mod scrubbing;
mod sequences;
mod sorting;
