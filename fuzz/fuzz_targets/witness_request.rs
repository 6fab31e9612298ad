//! What a witness is sent, and the proof in it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use tipstaff_fuzz::{look, notes::NOTE, seeds};
use tlog::{EMPTY_ROOT, Head, check_consistency, check_inclusion, witness::Request};

static OWN: LazyLock<[Vec<u8>; 2]> = LazyLock::new(|| {
    let hash = format!("{}=\n", "A".repeat(43));
    [format!("old 0\n\n{NOTE}").into_bytes(), format!("old 3\n{}\n{NOTE}", hash.repeat(4)).into_bytes()]
});

fuzz_target!(init: seeds::if_asked(&[], seeds::as_it_is, &[&OWN[0], &OWN[1]]), |data: &[u8]| {
    look::soon(data.len(), || {
        let Ok(request) = Request::parse(data) else { return };
        assert_eq!(Request::parse(&request.to_bytes()).ok().as_ref(), Some(&request));
        let new = request.checkpoint.head();
        let root = if request.old == 0 { EMPTY_ROOT } else { [7; 32] };
        let held = check_consistency(&request.proof, &Head { size: request.old, root }, &new);
        // No proof leads from an invented root to another one.
        assert!(held.is_err() || request.old == 0 || (request.old == new.size && new.root == root));
        let _ = check_inclusion(&request.proof, &new, request.old, [7; 32]);
    });
});
