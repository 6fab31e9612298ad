//! Files with a JSON value in each line, some of the lines broken.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tipstaff_fuzz::{look, seeds};

const OWN: [&[u8]; 4] = [
    b"{\"surname\":\"Ashworth\",\"posts\":[{\"unit\":\"CID\"},{\"unit\":\"TPU\"}]}\n{\"surname\":\"Marrowby\"}\n",
    b"{\"a\":1}\n{\"a\":2, x}\nnothing\n\n[1,2]\n{\"a\":{\"b\":3}}",
    b"{\"a\":\n1}{\"a\":2} {\"a\":3,\"a\":4}\r\n\"text\"\n\xff\n",
    b"\xef\xbb\xbf{\"a\":[{\"b\":[{\"c\":[{\"d\":[1,2,3,4,5,6,7,8,9]}]}]}]}\n",
];

fuzz_target!(init: seeds::if_asked(&["jsonl"], seeds::of_text, &OWN), |data: &[u8]| {
    look::file(data, "answer.jsonl", false);
});
