//! JSON documents, under names that say so and under others.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tipstaff_fuzz::{look, seeds};

const NAMES: [&str; 3] = ["answer.json", "answer", "answer.txt"];

const OWN: [&[u8]; 6] = [
    b"\0{\"generated\":\"2026\",\"people\":[{\"surname\":\"Ashworth\",\"cards\":[{\"n\":1},{\"n\":2}]},{\"surname\":null}]}",
    b"\0[{\"a\":1,\"a\":2},[1,2,3],7,[],{}] // remark",
    b"\0{\"0\":{},\"1\":{},\"2\":{},\"3\":{},\"4\":{},\"5\":{},\"6\":{},\"7\":{},\"8\":{\"x\":[[[1]]]}}",
    b"\x01[[[[{\"q\":1}],[{\"q\":2}]]]] [1]",
    b"\x02\xff\xfe[\0{\0\"\0a\0\"\0:\0\"\0b\0\"\0}\0]\0",
    b"\0[\"\\ud83d\\ude00\",\"\\u0000\",1e-400,true,NaN]",
];

/// The first byte chooses the name.
fn named(bytes: &[u8]) -> Vec<u8> {
    [&[0], seeds::of_text(bytes).as_slice()].concat()
}

fuzz_target!(init: seeds::if_asked(&["json"], named, &OWN), |data: &[u8]| {
    let Some((name, text)) = data.split_first() else { return };
    look::file(text, NAMES[usize::from(*name) % NAMES.len()], false);
});
