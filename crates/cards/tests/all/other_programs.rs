//! Cards and lists, read by programs that we did not write.

use crate::common::{BOTH, constable, hex, key, list, page};
use cards::statement::Code;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Whether a program that is not there has failed a test.
fn must() -> bool {
    std::env::var("CARDS").is_ok_and(|value| value == "must")
}

/// A Python with the two libraries, made once for each change of their versions.
fn python() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cards-python");
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/other_programs");
    let wanted = std::fs::read_to_string(here.join("requirements.txt")).unwrap();
    let program = folder.join("bin/python");
    if std::fs::read_to_string(folder.join("made-of")).is_ok_and(|made| made == wanted) {
        return Some(program);
    }
    let ran = |command: &mut Command| command.output().is_ok_and(|output| output.status.success());
    let made = ran(Command::new("python3").args(["-m", "venv"]).arg(&folder))
        && ran(Command::new(&program)
            .args(["-m", "pip", "install", "--quiet", "--requirement"])
            .arg(here.join("requirements.txt")));
    if !made {
        assert!(!must(), "python3 -m venv, or pip, could not bring cwt and pycose");
        eprintln!("skipped: python3 -m venv, or pip, could not bring cwt and pycose");
        return None;
    }
    std::fs::write(folder.join("made-of"), wanted).unwrap();
    Some(program)
}

#[test]
fn two_libraries_in_python_read_a_card_and_a_list_and_find_no_other_claims() {
    let Some(python) = python() else { return };
    for algorithm in BOTH {
        let key = key(algorithm, 1);
        let ran = Command::new(&python)
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/other_programs/read.py"))
            .arg(hex(&key.public().to_bytes()))
            .arg(hex(&constable(98_765).sign(&key).unwrap()))
            .arg(hex(&list(&[5, 98_765]).sign(&key).unwrap()))
            .output()
            .unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        let said = String::from_utf8(ran.stdout).unwrap();
        insta::allow_duplicates! {
            insta::assert_snapshot!(said.trim(), @r#"{"issuer": "met", "expires": 1806534000, "kind": 1, "list": "https://cards.met.police.uk/1", "index": 98765, "claims": [-65537, 1, 4, 65535], "type": "application/statuslist+cwt", "subject": "https://cards.met.police.uk/1", "revoked": [5, 98765]}"#);
        }
    }
}

#[test]
fn zbarimg_reads_a_card_at_the_size_at_which_it_is_printed() {
    if Command::new("zbarimg").arg("--version").output().is_err() {
        assert!(!must(), "zbarimg is not there: apt-get install zbar-tools");
        eprintln!("skipped: zbarimg is not there");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for index in [0, 77, 65_536, 131_071] {
        let address = page().address_of(&constable(index).sign(&key(BOTH[0], 1)).unwrap());
        // Five dots of 300 dpi for a module.
        let (pixels, side) = Code::new(&address).unwrap().pixels(5);
        let picture = folder.path().join("code.pgm");
        std::fs::write(&picture, [format!("P5 {side} {side} 255\n").as_bytes(), &pixels].concat()).unwrap();
        let ran = Command::new("zbarimg").args(["--quiet", "--raw"]).arg(&picture).output().unwrap();
        assert_eq!(String::from_utf8(ran.stdout).unwrap().trim_end(), address);
    }
}
