//! Plain texts, in every encoding.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tipstaff_fuzz::{look, seeds};

const OWN: [&[u8]; 5] = [
    b"Dear Sir,\nI write about PC Ashworth.\r\n\r\nYours\x0cpage two\rline",
    b"\xff\xfeD\0e\0a\0r\0\n\0\0\xd8S\0",
    b"\0\0\xfe\xff\0\0\0D\0\0\0\n\0\x11\0\0",
    b"M\xfcller and M\xc3\xbcller\x08\x08\0",
    b"TWFycm93YnkgTWFycm93YnkgTWFycm93YnkgTWFycm93YnkgTWFycm93YnkgTWFycm93Ynkg\nTWFycm93YnkgTWFycm93YnkgTWFycm93YnkgTWFycm93YnkgTWFycm93YnkgTWFycm93Ynkg\n",
];

fuzz_target!(init: seeds::if_asked(&["txt", "md"], seeds::of_text, &OWN), |data: &[u8]| {
    look::file(data, "answer.log", false);
});
