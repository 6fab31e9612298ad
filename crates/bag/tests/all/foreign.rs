//! Programs that are not ours agree: bagit-python (Library of Congress), `case_validate` (the CASE project's own, with the SHACL
//! shapes of CASE 1.4.0), sha256sum.
//!
//! The Python programs are fetched once, into the target folder. Where they cannot be had, tests say so and are skipped, unless
//! `BAG=must`.

use crate::common::{bagged, said};
use bag::{State, validate};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The Python that has them.
fn tools() -> Option<PathBuf> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let wanted = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/foreign/requirements.txt");
    let (tools, python) = (target.join("bag-tools"), target.join("bag-tools/bin/python"));
    // Tests run beside one another, and one of them fetches.
    let lock = File::create(target.join("bag-tools.lock")).unwrap();
    lock.lock().unwrap();
    let here = tools.join("requirements.txt");
    if fs::read(&here).ok() == fs::read(&wanted).ok() {
        return Some(python);
    }
    let _ = fs::remove_dir_all(&tools);
    let made = Command::new("python3").args(["-m", "venv"]).arg(&tools).output();
    if !made.is_ok_and(|made| made.status.success()) {
        return skip("python3 -m venv does not work (Debian: apt-get install python3-venv)");
    }
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"];
    let fetched = Command::new(&python).args(pip).arg(&wanted).output().unwrap();
    if !fetched.status.success() {
        return skip(&format!(
            "pip could not fetch bagit and case-utils: {}",
            String::from_utf8_lossy(&fetched.stderr)
        ));
    }
    fs::copy(&wanted, here).unwrap();
    Some(python)
}

fn skip(why: &str) -> Option<PathBuf> {
    assert!(std::env::var("BAG").as_deref() != Ok("must"), "{why}");
    eprintln!("NOT TESTED: {why}");
    None
}

#[tokio::test]
async fn bagit_python_agrees() {
    let Some(python) = tools() else { return };
    let folder = tempfile::tempdir().unwrap();
    let bag = folder.path().join("bag");
    bagged(&bag).await;
    let run = || said(&Command::new(&python).args(["-m", "bagit", "--validate"]).arg(&bag).output().unwrap());
    let (status, _, notes) = run();
    assert_eq!(status, 0, "{notes}");
    let clip = bag.join("data/clips/clip.mp4");
    fs::write(&clip, b"some seconds of IT").unwrap();
    assert_eq!(run().0, 1);
    fs::remove_file(clip).unwrap();
    assert_eq!(run().0, 1);
}

#[test]
fn bags_of_bagit_python_are_read() {
    let Some(python) = tools() else { return };
    let folder = tempfile::tempdir().unwrap();
    let bag = folder.path().join("theirs");
    fs::create_dir_all(bag.join("a")).unwrap();
    // BagIt 0.97 leaves a % as it is, and a bag may have names that ours would not.
    for name in ["a/50%25.txt", "a/50%.txt", "two\nlines", "Café"] {
        fs::write(bag.join(name), name).unwrap();
    }
    let made = Command::new(&python)
        .args(["-m", "bagit", "--quiet", "--sha256", "--sha512", "--contact-name", "somebody"])
        .arg(&bag)
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let report = validate(&bag).unwrap();
    assert!(report.is_whole(), "{report:?}");
    assert!(report.info.contains(&("Contact-Name".into(), "somebody".into())));
    fs::write(bag.join("data/Café"), "x").unwrap();
    assert_eq!(validate(&bag).unwrap().of(State::Changed).collect::<Vec<_>>(), ["data/Café"]);
}

#[tokio::test]
async fn case_validate_agrees() {
    let Some(python) = tools() else { return };
    let folder = tempfile::tempdir().unwrap();
    let bag = folder.path().join("bag");
    bagged(&bag).await;
    let run = |graph: &Path| {
        let main = "import sys; from case_utils.case_validate import main; sys.exit(main())";
        let output = Command::new(&python)
            .args(["-c", main, "--built-version", "case-1.4.0"])
            .arg(graph)
            .output()
            .unwrap();
        said(&output)
    };
    let graph = bag.join("tipstaff/case.jsonld");
    let (status, lines, notes) = run(&graph);
    // Words that the ontologies do not have are a warning only.
    assert!(status == 0 && lines.contains("Conforms: True") && notes.is_empty(), "{lines}{notes}");
    let text = fs::read_to_string(&graph).unwrap();
    let wrong = folder.path().join("wrong.jsonld");
    fs::write(&wrong, text.replace("xsd:hexBinary", "xsd:string")).unwrap();
    assert_eq!(run(&wrong).0, 1);
    fs::write(&wrong, text.replace("uco-core:tag", "uco-core:label")).unwrap();
    assert!(run(&wrong).2.contains("uco/core/label"));
}

#[tokio::test]
async fn sha256sum_agrees() {
    let folder = tempfile::tempdir().unwrap();
    let bag = folder.path().join("bag");
    bagged(&bag).await;
    let run = |manifest: &str| {
        let program = if manifest.contains("512") { "sha512sum" } else { "sha256sum" };
        let check = Command::new(program).args(["--check", "--strict", manifest]).current_dir(&bag).output();
        said(&check.unwrap())
    };
    for manifest in
        ["manifest-sha256.txt", "manifest-sha512.txt", "tagmanifest-sha256.txt", "tagmanifest-sha512.txt"]
    {
        let (status, lines, notes) = run(manifest);
        assert_eq!(status, 0, "{manifest}: {lines}{notes}");
    }
    fs::write(bag.join("data/clips/clip.mp4"), b"some seconds of IT").unwrap();
    assert_eq!(run("manifest-sha256.txt").0, 1);
}
