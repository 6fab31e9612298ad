//! PostgreSQL refuses to run as root, so root runs it as somebody else.

use std::{path::Path, process::Command};

/// Who runs the server.
#[derive(Clone, Copy)]
pub(crate) enum Account {
    /// Whoever runs the test.
    Ours,
    /// Another user and group, because the test runs as root.
    Other { user: u32, group: u32 },
}

impl Account {
    pub(crate) fn choose() -> Self {
        if !rustix::process::geteuid().is_root() {
            return Self::Ours;
        }
        let users = std::fs::read_to_string("/etc/passwd").expect("/etc/passwd can be read");
        ["postgres", "nobody"].iter().find_map(|name| numbers(&users, name)).map_or_else(
            || panic!("root needs a user postgres or nobody to run PostgreSQL"),
            |(user, group)| Self::Other { user, group },
        )
    }

    /// Its number.
    pub(crate) fn number(self) -> u32 {
        match self {
            Self::Ours => rustix::process::geteuid().as_raw(),
            Self::Other { user, .. } => user,
        }
    }

    /// A command that this account runs, and that is told to quit when the thread that started it ends.
    pub(crate) fn command(self, program: &Path) -> Command {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "QUIT"]);
        if let Self::Other { user, group } = self {
            command.arg(format!("--reuid={user}")).arg(format!("--regid={group}")).arg("--clear-groups");
        }
        // Not in a folder that the other account may not enter.
        command.arg("--").arg(program).current_dir("/").env_remove("PGDATA").env("LC_ALL", "C");
        command
    }

    /// Hands a folder over.
    pub(crate) fn give(self, path: &Path) {
        if let Self::Other { user, group } = self {
            std::os::unix::fs::chown(path, Some(user), Some(group)).expect("root may give a folder away");
        }
    }
}

/// The numbers of a user and its group in a file of the form of `/etc/passwd`.
fn numbers(users: &str, name: &str) -> Option<(u32, u32)> {
    users.lines().find_map(|line| {
        let mut fields = line.split(':');
        let found = fields.next()? == name;
        let user = fields.nth(1)?.parse().ok()?;
        let group = fields.next()?.parse().ok()?;
        found.then_some((user, group))
    })
}
