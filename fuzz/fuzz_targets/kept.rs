//! Kept results: whatever is read can be reported on, and is written and read again as it is.
#![no_main]

use gate::report::text::TextOptions;
use gate::{Kept, report};
use libfuzzer_sys::fuzz_target;
use tipstaff_fuzz::{look, seeds};

// What a check of a small table and of a file that could not be read gives.
const OWN: [&[u8]; 2] = [
    include_bytes!("../../crates/gate/tests/open/files/kept-table.json"),
    include_bytes!("../../crates/gate/tests/open/files/kept-unchecked.json"),
];

fuzz_target!(init: seeds::if_asked(&[], seeds::as_it_is, &OWN), |data: &[u8]| {
    look::soon(data.len(), || {
        let Ok(checked) = Kept::read(data) else { return };
        let mut text = String::new();
        let written = report::text::write(&checked, TextOptions { verbose: true, ..TextOptions::default() }, &mut text);
        assert!(written.is_ok() && report::json::line(&checked, true).is_ok());
        assert!(report::sarif::document(std::slice::from_ref(&checked)).is_object());
        let again = Kept::write(&checked).and_then(|bytes| Kept::read(&bytes));
        assert!(again.is_ok_and(|again| format!("{again:?}") == format!("{checked:?}")));
    });
});
