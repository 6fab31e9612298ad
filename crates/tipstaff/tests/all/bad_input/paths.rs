//! What lies where a file should be.

use crate::common::Folder;
use crate::common::book::Book;
use crate::common::program::{Answer, check, command, run, verdict};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

const READ_IT: &str = "Check that it is a file, that it still exists and that you may read it";

#[test]
fn an_empty_file() {
    let folder = Folder::new();
    verdict(folder.file("answer.xlsx", "")).is_unchecked("The file is empty", "Ask for the file again");
}

#[test]
fn a_file_that_does_not_exist() {
    let folder = Folder::new();
    verdict(folder.path().join("answer.xlsx")).is_unchecked("there is no such file", READ_IT);
}

#[test]
fn links_in_a_circle_and_to_nothing() {
    let folder = Folder::new();
    symlink("two.xlsx", folder.path().join("one.xlsx")).unwrap();
    symlink("one.xlsx", folder.path().join("two.xlsx")).unwrap();
    symlink("nowhere.xlsx", folder.path().join("three.xlsx")).unwrap();
    for name in ["one.xlsx", "two.xlsx", "three.xlsx"] {
        verdict(folder.path().join(name))
            .is_unchecked("it is a link that leads to nothing, or in a circle", READ_IT);
    }
    // In a folder too each of them is named.
    let answer = check([folder.path().as_os_str(), "--format=jsonl".as_ref()]);
    assert_eq!((answer.status, answer.files().len()), (Some(2), 3));
}

#[test]
fn a_link_to_a_file_is_the_file() {
    let folder = Folder::new();
    folder.file("answer.xlsx", Book::plain().bytes());
    symlink("answer.xlsx", folder.path().join("link.xlsx")).unwrap();
    verdict(folder.path().join("link.xlsx")).is_clear();
}

#[test]
fn a_folder_that_holds_itself_is_walked_once() {
    let folder = Folder::new();
    folder.file("deep/answer.xlsx", Book::plain().bytes());
    symlink("..", folder.path().join("deep/up")).unwrap();
    symlink(".", folder.path().join("deep/here")).unwrap();
    let answer = check([folder.path().as_os_str(), "--format=jsonl".as_ref()]);
    assert_eq!((answer.status, answer.files().len()), (Some(0), 1));
}

#[test]
fn a_pipe_is_not_waited_for() {
    let folder = Folder::new();
    let pipe = folder.path().join("answer.xlsx");
    let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, mode, 0).unwrap();
    verdict(&pipe)
        .is_unchecked("it is a pipe, a device or the like, and no file", READ_IT)
        .holds_at_most(100);
}

#[test]
fn devices_without_end_and_without_content() {
    for device in ["/dev/zero", "/dev/null", "/dev/urandom"] {
        verdict(device).is_unchecked("it is a pipe, a device or the like, and no file", READ_IT);
    }
}

#[test]
fn a_file_with_a_slash_behind_it_is_no_folder() {
    let folder = Folder::new();
    let path = folder.file("answer.xlsx", Book::plain().bytes());
    verdict(Path::new(&format!("{}/", path.display()))).is_unchecked("could not be opened or read", READ_IT);
}

#[test]
fn an_empty_folder_is_not_clear() {
    let folder = Folder::new();
    for format in ["text", "json", "jsonl", "sarif"] {
        let answer = check([folder.path().as_os_str(), "--format".as_ref(), format.as_ref()]);
        assert_eq!(answer.status, Some(2));
        assert_eq!(answer.stdout, "", "{format}");
        assert!(answer.stderr.contains("there is no file to check"));
        assert!(answer.stderr.contains("Name a file, or a folder that holds some."));
    }
}

#[test]
fn no_file_at_all_is_a_wrong_command() {
    let answer = run(command(["check"]));
    assert_eq!(answer.status, Some(2));
    assert!(answer.stderr.contains("PATH"), "{}", answer.stderr);
}

#[test]
fn the_same_file_twice_is_told_twice() {
    let folder = Folder::new();
    let path = folder.file("answer.xlsx", Book::plain().bytes());
    let answer = check([path.as_os_str(), path.as_os_str(), "--format=jsonl".as_ref()]);
    let files = answer.files();
    assert_eq!((answer.status, files.len()), (Some(0), 2));
    assert_eq!(files[0], files[1]);
}

#[test]
fn thousands_of_small_files_take_no_more_memory_than_some() {
    let folder = Folder::new();
    let book = Book::plain().bytes();
    for number in 0..3000 {
        folder.file(&format!("{}/{number:04}.xlsx", number % 7), &book);
    }
    let some = check([folder.path().join("0").as_os_str(), "--format=jsonl".as_ref()]);
    let answer = check([folder.path().as_os_str(), "--format=jsonl".as_ref()]);
    let files = answer.files();
    assert_eq!((answer.status, files.len()), (Some(0), 3000));
    // Most of it are the program's own pages, so a seventh of the files needs as much.
    let (most, of_some) = (answer.peak >> 20, some.peak >> 20);
    assert!(most < of_some + 16, "{most} MB, and {of_some} MB for a seventh of them");
    // In the order of the folder.
    let paths: Vec<&str> = files.iter().map(|file| file["path"].as_str().unwrap()).collect();
    assert!(paths.is_sorted());
}

#[test]
fn a_file_larger_than_the_limit_is_not_read_to_its_end() {
    // Four terabytes of nothing: a file with a hole. Hashing it alone would take an hour.
    let folder = Folder::new();
    let path = folder.file("answer.xlsx", "");
    let file = std::fs::File::options().write(true).open(&path).unwrap();
    if file.set_len(4 << 40).is_err() {
        file.set_len(64 << 30).unwrap();
    }
    verdict(&path).is_unchecked("The file is larger than the limit", "Split it").holds_at_most(100);
}

/// Rights bind everybody but root, and tests may run as root. So the program is started as the user whom nobody is: by
/// `setpriv`, from a copy that this user may reach. Started by anybody else, it just runs.
fn as_nobody(folder: &Path, arguments: &[&str]) -> Answer {
    if !rustix::process::geteuid().is_root() {
        return check(arguments);
    }
    std::fs::set_permissions(folder, PermissionsExt::from_mode(0o755)).unwrap();
    let program = folder.join("tipstaff");
    std::fs::copy(env!("CARGO_BIN_EXE_tipstaff"), &program).unwrap();
    std::fs::set_permissions(&program, PermissionsExt::from_mode(0o755)).unwrap();
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"]).arg(&program).arg("check");
    command.args(arguments);
    run(command)
}

#[test]
fn a_file_and_a_folder_without_rights() {
    let folder = Folder::new();
    let file = folder.file("closed.xlsx", Book::plain().bytes());
    folder.file("files/a.xlsx", Book::plain().bytes());
    folder.file("files/locked/b.xlsx", Book::plain().bytes());
    folder.file("files/z.xlsx", Book::plain().bytes());
    let locked = folder.path().join("files/locked");
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o0)).unwrap();
    std::fs::set_permissions(&locked, PermissionsExt::from_mode(0o0)).unwrap();
    let files = folder.path().join("files");

    let answer = as_nobody(folder.path(), &[file.to_str().unwrap(), "--format=jsonl"]);
    assert_eq!(answer.status, Some(2));
    assert!(answer.stdout.contains("you may not read it"), "{}", answer.stdout);

    // The rest of the folder is checked, and what could not be looked into is named.
    let answer = as_nobody(folder.path(), &[files.to_str().unwrap(), "--format=jsonl"]);
    let told: Vec<_> =
        answer.files().iter().map(|file| file["verdict"].as_str().unwrap().to_owned()).collect();
    assert_eq!(
        (answer.status, told),
        (Some(2), ["clear", "unchecked", "clear"].map(ToOwned::to_owned).to_vec())
    );
    assert!(answer.stdout.contains("you may not look into this folder"), "{}", answer.stdout);

    let answer = as_nobody(folder.path(), &[locked.to_str().unwrap()]);
    assert_eq!(answer.status, Some(2));
    assert!(answer.stdout.contains("you may not look into this folder"), "{}", answer.stdout);
    assert!(answer.stdout.contains(READ_IT), "{}", answer.stdout);
    // So that the folder can be removed by whoever runs the tests.
    std::fs::set_permissions(&locked, PermissionsExt::from_mode(0o755)).unwrap();
}
