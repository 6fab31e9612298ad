//! The force key file: nobody else reads or replaces it, and it is never half there.

use keyring::{ForceKeyError, ForceKeys};
use std::fs::{self, File, Permissions};
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::path::PathBuf;
use tempfile::TempDir;

struct Place {
    folder: TempDir,
    path: PathBuf,
}

fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("force.key");
    Place { folder, path }
}

fn made() -> Place {
    let place = place();
    ForceKeys::create(&place.path).unwrap();
    place
}

fn mode(path: &std::path::Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

impl Place {
    fn chmod(&self, mode: u32) {
        fs::set_permissions(&self.path, Permissions::from_mode(mode)).unwrap();
    }

    fn refused(&self) -> ForceKeyError {
        ForceKeys::read(&self.path).unwrap_err()
    }

    fn names(&self) -> Vec<String> {
        let names = fs::read_dir(self.folder.path()).unwrap();
        names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }
}

#[test]
fn a_new_file_is_read_by_its_owner_only_and_nothing_lies_beside_it() {
    let place = place();
    let path = place.folder.path().join("etc/tipstaff/force.key");
    let keys = ForceKeys::create(&path).unwrap();
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(path.parent().unwrap()), 0o700);
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    assert_eq!(ForceKeys::read(&path).unwrap().ids(), keys.ids());
}

#[test]
fn a_file_that_is_there_is_never_overwritten() {
    let place = made();
    let before = fs::read(&place.path).unwrap();
    assert!(matches!(ForceKeys::create(&place.path), Err(ForceKeyError::Exists { .. })));
    assert_eq!(fs::read(&place.path).unwrap(), before);

    // Nor is a link that leads nowhere followed.
    let link = place.folder.path().join("link.key");
    symlink(place.folder.path().join("elsewhere.key"), &link).unwrap();
    assert!(matches!(ForceKeys::create(&link), Err(ForceKeyError::Exists { .. })));
    assert_eq!(place.names().len(), 2);
}

/// Two machines that start at once on an empty folder: one makes the key, the other is told that there is one.
#[test]
fn of_many_who_make_the_file_at_once_one_does() {
    let place = place();
    let made: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| ForceKeys::create(&place.path))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let winners: Vec<_> = made.iter().filter_map(|made| made.as_ref().ok()).collect();
    assert_eq!(winners.len(), 1);
    assert_eq!(ForceKeys::read(&place.path).unwrap().ids(), winners[0].ids());
    assert_eq!(place.names(), ["force.key"]);
}

#[test]
fn a_file_that_others_may_read_is_refused() {
    let place = made();
    for open in [0o640, 0o604, 0o620, 0o602, 0o666, 0o610] {
        place.chmod(open);
        assert!(matches!(place.refused(), ForceKeyError::OpenToOthers { mode, .. } if mode == open));
    }
    for closed in [0o600, 0o400] {
        place.chmod(closed);
        assert!(ForceKeys::read(&place.path).is_ok());
    }
}

/// systemd lays out credentials so that they show as readable by the group.
#[test]
fn a_credential_may_be_readable_by_the_group_but_by_nobody_else() {
    let place = made();
    for (mode, fine) in [(0o400, true), (0o440, true), (0o600, false), (0o444, false), (0o460, false)] {
        place.chmod(mode);
        assert_eq!(ForceKeys::read_credential(&place.path).is_ok(), fine, "{mode:o}");
    }
}

#[test]
fn a_folder_in_which_others_could_lay_another_key_is_refused() {
    let place = made();
    let folder = |mode| fs::set_permissions(place.folder.path(), Permissions::from_mode(mode)).unwrap();
    for open in [0o777, 0o770, 0o702] {
        folder(open);
        assert!(matches!(place.refused(), ForceKeyError::FolderOpenToOthers { mode, .. } if mode == open));
        let new = place.folder.path().join("new.key");
        assert!(matches!(ForceKeys::create(new), Err(ForceKeyError::FolderOpenToOthers { .. })));
    }
    // As /tmp is: only the owner of a file may replace it.
    folder(0o1777);
    assert!(ForceKeys::read(&place.path).is_ok());
}

#[test]
fn a_file_or_folder_of_another_user_is_refused() {
    let place = made();
    // Only root can give a file away; for anybody else there is nothing to try.
    if chown(&place.path, Some(12_345), None).is_err() {
        return;
    }
    assert!(matches!(place.refused(), ForceKeyError::OtherOwner { owner: 12_345, .. }));
    chown(&place.path, Some(0), None).unwrap();
    chown(place.folder.path(), Some(12_345), None).unwrap();
    assert!(matches!(place.refused(), ForceKeyError::FolderOpenToOthers { owner: 12_345, .. }));
}

#[test]
fn a_link_is_refused_even_if_it_leads_to_the_right_file() {
    let place = made();
    let link = place.folder.path().join("link.key");
    symlink(&place.path, &link).unwrap();
    assert!(matches!(ForceKeys::read(&link), Err(ForceKeyError::Link { .. })));
    let mut keys = ForceKeys::read(&place.path).unwrap();
    assert!(matches!(keys.rotate_file(&link), Err(ForceKeyError::Link { .. })));
}

#[test]
fn what_is_no_file_is_refused_at_once() {
    let place = made();
    assert!(matches!(ForceKeys::read(place.folder.path()), Err(ForceKeyError::NotAFile { .. })));
    assert!(matches!(ForceKeys::read("/dev/null"), Err(ForceKeyError::NotAFile { .. })));
    let pipe = place.folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").args(["-m", "600"]).arg(&pipe).status().unwrap();
    assert!(made.success());
    assert!(matches!(ForceKeys::read(&pipe), Err(ForceKeyError::NotAFile { .. })));
    let socket = place.folder.path().join("socket");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    assert!(matches!(ForceKeys::read(&socket), Err(ForceKeyError::NotAFile { .. })));
}

#[test]
fn a_missing_file_is_told_and_not_made() {
    let place = place();
    assert!(matches!(place.refused(), ForceKeyError::Missing { .. }));
    assert!(matches!(ForceKeys::read(place.path.join("below")), Err(ForceKeyError::Missing { .. })));
    assert!(place.names().is_empty());
}

#[test]
fn a_large_file_is_no_force_key() {
    let place = made();
    let mut text = fs::read_to_string(&place.path).unwrap();
    text.push_str(&"#".repeat(64 * 1024 - text.len()));
    fs::write(&place.path, &text).unwrap();
    assert!(ForceKeys::read(&place.path).is_ok(), "64 KiB are taken");
    fs::write(&place.path, text + "#").unwrap();
    assert!(matches!(place.refused(), ForceKeyError::TooLarge { .. }));
}

#[test]
fn a_damaged_file_is_told_with_its_path() {
    let place = made();
    let text = fs::read_to_string(&place.path).unwrap();
    fs::write(&place.path, &text[..text.len() / 2]).unwrap();
    let error = place.refused();
    assert!(matches!(error, ForceKeyError::Text { .. }));
    assert!(error.to_string().contains("force.key"));
}

#[test]
fn the_file_is_replaced_as_a_whole_and_stays_closed() {
    let place = made();
    let before = File::open(&place.path).unwrap();
    let mut keys = ForceKeys::read(&place.path).unwrap();
    let old_text = fs::read_to_string(&place.path).unwrap();
    let newest = keys.rotate_file(&place.path).unwrap();
    assert_eq!(mode(&place.path), 0o600);
    assert_eq!(place.names(), ["force.key"]);
    assert_eq!(ForceKeys::read(&place.path).unwrap().newest(), newest);
    // Whoever had the file open still reads the whole old one.
    assert_eq!(std::io::read_to_string(before).unwrap(), old_text);
}

#[test]
fn a_file_that_somebody_else_changed_is_not_changed_again() {
    let place = made();
    let mut ours = ForceKeys::read(&place.path).unwrap();
    let mut theirs = ForceKeys::read(&place.path).unwrap();
    theirs.rotate_file(&place.path).unwrap();
    let before = ours.ids();
    assert!(matches!(ours.rotate_file(&place.path), Err(ForceKeyError::Changed { .. })));
    assert!(matches!(ours.retire(&place.path, &before[0]), Err(ForceKeyError::Changed { .. })));
    assert_eq!(ours.ids(), before, "the list is as it was");
    assert_eq!(ForceKeys::read(&place.path).unwrap().ids(), theirs.ids());
}

#[test]
fn while_another_program_changes_the_file_nobody_else_does() {
    let place = made();
    let mut keys = ForceKeys::read(&place.path).unwrap();
    let other = File::open(&place.path).unwrap();
    other.lock().unwrap();
    assert!(matches!(keys.rotate_file(&place.path), Err(ForceKeyError::Busy { .. })));
    other.unlock().unwrap();
    keys.rotate_file(&place.path).unwrap();
}

/// However many rotate at once, no key that anybody was given is lost.
#[test]
fn of_many_who_rotate_at_once_none_loses_a_key() {
    let place = made();
    let given: Vec<_> = std::thread::scope(|scope| {
        let rotate = || ForceKeys::read(&place.path).unwrap().rotate_file(&place.path).ok();
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(rotate)).collect();
        threads.into_iter().filter_map(|thread| thread.join().unwrap()).collect()
    });
    let there = ForceKeys::read(&place.path).unwrap().ids();
    assert!(!given.is_empty());
    assert_eq!(there.len(), 1 + given.len());
    assert!(given.iter().all(|id| there.contains(id)));
}
