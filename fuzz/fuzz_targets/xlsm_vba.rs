//! Macros: the streams of the project are mutated, compression, compound file and package are sound.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tipstaff_fuzz::{look, packages, seeds};

/// A project of one module, by [MS-OVBA] 2.3.4.2.
const PROJECT: &[u8] = b"=== ~VBA/dir\n\x01\0\x04\0\0\0\x03\0\0\0\x02\0\x04\0\0\0\x09\x04\0\0\x14\0\x04\0\0\0\x09\x04\0\0\
    \x03\0\x02\0\0\0\xe4\x04\x04\0\x04\0\0\0Proj\x05\0\0\0\0\0\x40\0\0\0\0\0\x06\0\0\0\0\0\x3d\0\0\0\0\0\x07\0\x04\0\0\0\0\0\0\0\
    \x08\0\x04\0\0\0\0\0\0\0\x09\0\x04\0\0\0\x01\0\0\0\x02\0\x0c\0\0\0\0\0\x3c\0\0\0\0\0\
    \x0f\0\x02\0\0\0\x01\0\x13\0\x02\0\0\0\xff\xff\x19\0\x01\0\0\0M\x47\0\x02\0\0\0M\0\x1a\0\x01\0\0\0M\x32\0\x02\0\0\0M\0\
    \x1c\0\0\0\0\0\x48\0\0\0\0\0\x31\0\x04\0\0\0\0\0\0\0\x1e\0\x04\0\0\0\0\0\0\0\x2c\0\x02\0\0\0\xff\xff\x21\0\0\0\0\0\x2b\0\0\0\0\0\
    \x10\0\0\0\0\0\n=== ~VBA/M\nSub Hello()\nEnd Sub\n=== PROJECT\nModule=M\n=== VBA/_VBA_PROJECT\n\xcc\x61\xff\xff\0\0";

fuzz_target!(init: seeds::if_asked(&[], seeds::as_it_is, &[PROJECT]), |data: &[u8]| {
    let project = packages::xls(data, "~VBA/dir");
    look::file(&packages::around("xl/vbaProject.bin", project), "answer.xlsm", false);
});
