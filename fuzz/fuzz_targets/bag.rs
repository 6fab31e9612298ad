//! The text files of a bag from outside: manifests and bag-info.txt. What is read is written and read again the same.
#![no_main]

use bag::{Algorithm, decode_path, encode_path, parse_info, parse_manifest, write_info, write_manifest};
use libfuzzer_sys::fuzz_target;
use tipstaff_fuzz::{look, seeds};

const DIGEST: &str = "277089d91c0bdf4f2e6862ba7e4a07605119431f5d13f726dd352b06f1b206a9";

fuzz_target!(
    init: seeds::if_asked(&[], seeds::as_it_is, &[
        format!("{DIGEST}  data/a%25b%0Ac\r\n{DIGEST} *data/d/e\n").as_bytes(),
        format!("{DIGEST}{DIGEST}\tdata/f g").as_bytes(),
        b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        b"Source-Organization: A force\nExternal-Description: long\n   and longer\nPayload-Oxum: 5.1\n",
    ]),
    |data: &[u8]| {
        look::soon(data.len(), || {
            let Ok(text) = std::str::from_utf8(data) else { return };
            for algorithm in Algorithm::ALL {
                let Ok(mut lines) = parse_manifest(text, algorithm, "m") else { continue };
                for line in &lines {
                    assert!(line.path.split('/').all(|part| !matches!(part, "" | "." | "..")), "{:?}", line.path);
                }
                lines.sort();
                assert_eq!(parse_manifest(&write_manifest(&lines), algorithm, "m").expect("its own text"), lines);
            }
            if let Ok(info) = parse_info(text) {
                let written = write_info(&info).expect("what was read can be written");
                assert_eq!(parse_info(&written).expect("its own text"), info);
            }
            if let Some(path) = decode_path(text) {
                assert_eq!(decode_path(&encode_path(&path)), Some(path));
            }
        });
    }
);
