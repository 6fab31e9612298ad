//! Somebody's desk: a home folder of its own, a data folder in it, and commands that are run there.

use super::Folder;
use super::program::{Answer, command, run};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The passphrase of everybody in the tests.
pub const PASSPHRASE: &str = "correct horse battery staple";

/// The desk.
pub struct Desk {
    pub folder: Folder,
}

impl Desk {
    pub fn new() -> Self {
        let folder = Folder::new();
        let script = folder.file("askpass", format!("#!/bin/sh\necho '{PASSPHRASE}'\n"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o700)).unwrap();
        }
        Self { folder }
    }

    /// A file on the desk.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        self.folder.file(name, bytes)
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("d")
    }

    /// The program with the words of a command line, as people type it; words with spaces in quotation marks.
    pub fn command(&self, line: &str) -> Command {
        let mut words = vec![String::new()];
        let mut is_quoted = false;
        for letter in line.chars() {
            match letter {
                '\'' => is_quoted = !is_quoted,
                ' ' if !is_quoted => words.push(String::new()),
                letter => words.last_mut().unwrap().push(letter),
            }
        }
        let mut command = command(words);
        command.current_dir(self.folder.path()).env_clear();
        command.env("HOME", self.folder.path());
        command.env("TIPSTAFF_ASKPASS", self.folder.path().join("askpass"));
        command
    }

    /// What the program says.
    pub fn tipstaff(&self, line: &str) -> Answer {
        run(self.command(line))
    }

    /// The same, which has to succeed.
    #[track_caller]
    pub fn does(&self, line: &str) -> String {
        let answer = self.tipstaff(line);
        assert_eq!(answer.status, Some(0), "{line}\n{}{}", answer.stdout, answer.stderr);
        answer.stdout
    }

    /// The same, which has to fail; without the name of the folder, which is another one each time.
    #[track_caller]
    pub fn refuses(&self, line: &str) -> String {
        let answer = self.tipstaff(line);
        assert_eq!(answer.status, Some(2), "{line}\n{}{}", answer.stdout, answer.stderr);
        assert_eq!(answer.stdout, "", "{line}");
        self.told(&answer.stderr)
    }

    /// A text without the name of the folder.
    pub fn told(&self, text: &str) -> String {
        text.replace(&self.folder.path().display().to_string(), "[desk]")
    }
}

/// All files under a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}
