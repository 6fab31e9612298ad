//! Files that are kept sealed: streamed in, streamed out, never in clear on a disk.
