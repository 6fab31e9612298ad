//! What was lost is looked for.

use crate::common::*;
use copies::{Blake3, Sha256, Wanted};

#[test]
fn what_matches_is_found_under_any_name_and_nothing_else_is_said() {
    let places = folders(1);
    let lost: Vec<_> = (0..5).map(|seed| take(&places.replicas, &noise(50_000, seed))).collect();
    let drive = tempfile::tempdir().unwrap();
    let deep = drive.path().join("recovered/lost+found");
    std::fs::create_dir_all(&deep).unwrap();
    std::fs::write(deep.join("FILE0001.CHK"), noise(50_000, 1)).unwrap();
    std::fs::write(drive.path().join("holiday.mp4"), noise(50_000, 77)).unwrap();
    std::fs::write(drive.path().join("again"), noise(50_000, 3)).unwrap();
    std::os::unix::fs::symlink(drive.path(), deep.join("round and round")).unwrap();

    let mut blake3: Vec<Blake3> = lost.iter().map(|one| one.manifest().blake3).collect();
    blake3.sort();
    let mut found = Vec::new();
    let passed = copies::find(drive.path(), Wanted::Blake3(&blake3), &mut |one| found.push(one)).unwrap();
    assert_eq!((passed.files, passed.found, passed.bytes, passed.unreadable), (3, 2, 150_000, 0));
    let mut names: Vec<_> = found.iter().map(|one| one.path.file_name().unwrap().to_owned()).collect();
    names.sort();
    assert_eq!(names, ["FILE0001.CHK", "again"]);
    assert!(!format!("{found:?}").contains("CHK"), "paths may name people");

    let mut sha256: Vec<Sha256> = lost.iter().map(|one| one.manifest().sha256).collect();
    sha256.sort();
    let passed = copies::find(drive.path(), Wanted::Sha256(&sha256), &mut |one| {
        assert!(one.sha256.is_some());
    });
    assert_eq!(passed.unwrap().found, 2);
    assert!(copies::find(&drive.path().join("nowhere"), Wanted::Sha256(&sha256), &mut drop).is_err());
}
