//! Trust policies of logs, and the weight of a checkpoint by them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use tipstaff_fuzz::{
    look,
    notes::{LOG, NOTE, OTHER, WITNESS},
    seeds,
};
use tlog::{Checkpoint, Policy};

static OWN: LazyLock<Vec<u8>> = LazyLock::new(|| {
    format!(
        "# who counts\nlog {LOG} https://police.example/\nwitness a {WITNESS}\nwitness b {OTHER} https://b.example/\n\
         group g 1 a b\ngroup h all g\nquorum h\n"
    )
    .into_bytes()
});

fuzz_target!(
    init: seeds::if_asked(&[], seeds::as_it_is, &[OWN.as_slice(), b"quorum none\n", b"group g any x\nquorum g\n"]),
    |data: &[u8]| {
        look::soon(data.len(), || {
            let Ok(policy) = Policy::parse(data) else { return };
            let Ok(checkpoint) = Checkpoint::parse(NOTE.as_bytes()) else { return };
            if let Ok(quorum) = policy.weigh(&checkpoint) {
                assert_eq!(quorum.by.len() + quorum.missing.len(), policy.witnesses().len());
                assert!(quorum.met || policy.asks_for_witnesses());
                assert!(!quorum.met || !policy.asks_for_witnesses() || !quorum.by.is_empty());
            }
        });
    }
);
