//! Checkpoints, the cosignatures under them, statements, and the keys of logs and witnesses.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tipstaff_fuzz::{
    look,
    notes::{LOG, NOTE, WITNESS},
    seeds,
};
use tlog::{Checkpoint, VerifierKey, cosignature, is_canonical, open_statement};

const OWN: [&[u8]; 4] =
    [NOTE.as_bytes(), LOG.as_bytes(), WITNESS.as_bytes(), b"{\"a\":[1,-0.5,null,\"\\u0007\"]}"];

fuzz_target!(init: seeds::if_asked(&[], seeds::as_it_is, &OWN), |data: &[u8]| {
    look::soon(data.len(), || {
        let text = String::from_utf8_lossy(data);
        if let Ok(key) = text.parse::<VerifierKey>() {
            assert_eq!(key.to_string(), text, "a key can be written in one way only");
        }
        if is_canonical(data) {
            assert!(data.len() <= tlog::MAX_LEAF);
        }
        if let Ok(log) = LOG.parse() {
            assert!(open_statement(data, &log).is_err(), "nobody has signed a statement, and a checkpoint is none");
        }
        let Ok(checkpoint) = Checkpoint::parse(data) else { return };
        assert!(checkpoint.text().ends_with('\n') && checkpoint.size() <= tlog::MAX_SIZE);
        let written = checkpoint.to_bytes();
        assert_eq!(Checkpoint::parse(&written).ok().as_ref(), Some(&checkpoint));
        let (Ok(log), Ok(witness)) = (LOG.parse(), WITNESS.parse()) else { return };
        // Nobody signs here: what verifies is the checkpoint that was signed.
        if checkpoint.verify(&log).is_ok() || matches!(cosignature::verify(&checkpoint, &witness), Ok(Some(_))) {
            assert!(NOTE.starts_with(checkpoint.text()));
        }
    });
});
