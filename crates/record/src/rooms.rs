//! Rooms: other crates' tables in the record's database. No act writes them; but verifying has to know that they are
//! ours, and a backup takes along those that have to last.

use crate::RecordError;
use crate::table::Kind;
use store::{Migration, Migrations, Store};

/// A room.
#[derive(Debug)]
pub struct Room {
    /// Its schema, with a ledger of its own.
    pub migrations: Migrations,
    /// Its tables.
    pub tables: &'static [RoomTable],
    ledger: RoomTable,
}

/// A table of a room.
#[derive(Debug)]
pub struct RoomTable {
    /// Its name.
    pub name: &'static str,
    /// Its columns; the first one is its key.
    pub columns: &'static [(&'static str, Kind)],
    /// Whether a backup takes it along.
    pub is_kept: bool,
}

/// Every room. They are opened by whoever needs them; a database may have some and not others.
pub static ROOMS: &[&Room] = &[&ACCOUNTS, &TRAIL, &UPLOADS, &RECHECKS, &EVIDENCE, &DISPOSAL];

/// Signing in (crate `accounts`). Sessions, links and wrong tries belong to one moment: a backup has none of them, so
/// restoring one signs nobody in.
pub static ACCOUNTS: Room = Room {
    migrations: Migrations {
        ledger: "schema_migration_accounts",
        sqlite: &[
            Migration {
                version: 1,
                name: "accounts",
                sql: include_str!("../migrations/accounts/sqlite/0001_accounts.sql"),
            },
            Migration {
                version: 2,
                name: "single_sign_on",
                sql: include_str!("../migrations/accounts/sqlite/0002_single_sign_on.sql"),
            },
        ],
        postgres: &[
            Migration {
                version: 1,
                name: "accounts",
                sql: include_str!("../migrations/accounts/postgres/0001_accounts.sql"),
            },
            Migration {
                version: 2,
                name: "single_sign_on",
                sql: include_str!("../migrations/accounts/postgres/0002_single_sign_on.sql"),
            },
        ],
    },
    tables: &[
        kept(
            "account",
            &[
                ("actor", Kind::Integer),
                ("made", Kind::Integer),
                ("public_key", Kind::Bytes),
                ("verifier", Kind::Text),
                ("factor", Kind::Bytes),
                ("factor_begun", Kind::Bytes),
                ("factor_step", Kind::Integer),
            ],
        ),
        kept("account_recovery", &[("digest", Kind::Bytes), ("actor", Kind::Integer)]),
        kept(
            "account_program",
            &[
                ("number", Kind::Integer),
                ("digest", Kind::Bytes),
                ("actor", Kind::Integer),
                ("name", Kind::Bytes),
                ("scopes", Kind::Integer),
                ("made", Kind::Integer),
                ("until", Kind::Integer),
                ("revoked", Kind::Integer),
            ],
        ),
        kept("account_counter", &[("name", Kind::Text), ("next", Kind::Integer)]),
        passing(
            "account_session",
            &[
                ("number", Kind::Integer),
                ("digest", Kind::Bytes),
                ("actor", Kind::Integer),
                ("public_key", Kind::Bytes),
                ("began", Kind::Integer),
                ("seen", Kind::Integer),
                ("proven_until", Kind::Integer),
                ("signer", Kind::Bytes),
            ],
        ),
        passing(
            "account_link",
            &[
                ("digest", Kind::Bytes),
                ("kind", Kind::Text),
                ("actor", Kind::Integer),
                ("made", Kind::Integer),
                ("until", Kind::Integer),
                ("taken", Kind::Integer),
            ],
        ),
        passing(
            "account_try",
            &[
                ("tag", Kind::Bytes),
                ("wrong", Kind::Integer),
                ("since", Kind::Integer),
                ("last", Kind::Integer),
                ("locked_until", Kind::Integer),
            ],
        ),
        passing(
            "account_sign_on",
            &[
                ("digest", Kind::Bytes),
                ("session", Kind::Integer),
                ("made", Kind::Integer),
                ("until", Kind::Integer),
                ("kept", Kind::Bytes),
            ],
        ),
    ],
    ledger: passing("schema_migration_accounts", LEDGER),
};

/// Who signed in, and who looked at whom (crate `accounts`). A backup takes it along: it is what an auditor reads.
pub static TRAIL: Room = Room {
    migrations: Migrations {
        ledger: "schema_migration_trail",
        sqlite: &[Migration {
            version: 1,
            name: "trail",
            sql: include_str!("../migrations/trail/sqlite/0001_trail.sql"),
        }],
        postgres: &[Migration {
            version: 1,
            name: "trail",
            sql: include_str!("../migrations/trail/postgres/0001_trail.sql"),
        }],
    },
    tables: &[kept(
        "trail_event",
        &[
            ("number", Kind::Integer),
            ("at", Kind::Integer),
            ("what", Kind::Text),
            ("actor", Kind::Integer),
            ("about", Kind::Integer),
            ("address", Kind::Bytes),
        ],
    )],
    ledger: passing("schema_migration_trail", LEDGER),
};

/// Files that wait to be checked, and their results (crate `uploads`). All of it is gone in two weeks, so a backup has none.
pub static UPLOADS: Room = Room {
    migrations: Migrations {
        ledger: "schema_migration_uploads",
        sqlite: &[
            Migration {
                version: 1,
                name: "uploads",
                sql: include_str!("../migrations/uploads/sqlite/0001_uploads.sql"),
            },
            Migration {
                version: 2,
                name: "aside",
                sql: include_str!("../migrations/uploads/sqlite/0002_aside.sql"),
            },
        ],
        postgres: &[
            Migration {
                version: 1,
                name: "uploads",
                sql: include_str!("../migrations/uploads/postgres/0001_uploads.sql"),
            },
            Migration {
                version: 2,
                name: "aside",
                sql: include_str!("../migrations/uploads/postgres/0002_aside.sql"),
            },
        ],
    },
    tables: &[
        passing(
            "upload",
            &[
                ("number", Kind::Integer),
                ("id", Kind::Text),
                ("actor", Kind::Integer),
                ("name", Kind::Bytes),
                ("blob", Kind::Text),
                ("bytes", Kind::Integer),
                ("sha256", Kind::Bytes),
                ("received", Kind::Integer),
                ("expires", Kind::Integer),
            ],
        ),
        passing(
            "upload_job",
            &[
                ("number", Kind::Integer),
                ("upload", Kind::Integer),
                ("kind", Kind::Text),
                ("asked", Kind::Text),
                ("state", Kind::Text),
                ("attempts", Kind::Integer),
                ("node", Kind::Text),
                ("leased_until", Kind::Integer),
                ("began", Kind::Integer),
                ("ended", Kind::Integer),
                ("verdict", Kind::Text),
                ("rules", Kind::Bytes),
                ("result", Kind::Text),
                ("what", Kind::Text),
                ("fix", Kind::Text),
            ],
        ),
        passing(
            "upload_copy",
            &[
                ("number", Kind::Integer),
                ("upload", Kind::Integer),
                ("place", Kind::Integer),
                ("name", Kind::Bytes),
                ("blob", Kind::Text),
                ("bytes", Kind::Integer),
            ],
        ),
        passing("upload_aside", &[("upload", Kind::Integer), ("purpose", Kind::Text)]),
        passing("upload_counter", &[("name", Kind::Text), ("next", Kind::Integer)]),
    ],
    ledger: passing("schema_migration_uploads", LEDGER),
};

/// Releases that wait to be checked again (crate `release`). What comes of it are acts; a backup has none of the waiting.
pub static RECHECKS: Room = Room {
    migrations: Migrations {
        ledger: "schema_migration_rechecks",
        sqlite: &[Migration {
            version: 1,
            name: "rechecks",
            sql: include_str!("../migrations/rechecks/sqlite/0001_rechecks.sql"),
        }],
        postgres: &[Migration {
            version: 1,
            name: "rechecks",
            sql: include_str!("../migrations/rechecks/postgres/0001_rechecks.sql"),
        }],
    },
    tables: &[passing(
        "recheck",
        &[
            ("release", Kind::Integer),
            ("actor", Kind::Integer),
            ("asked", Kind::Integer),
            ("state", Kind::Text),
            ("attempts", Kind::Integer),
            ("node", Kind::Text),
            ("leased_until", Kind::Integer),
            ("why", Kind::Text),
        ],
    )],
    ledger: passing("schema_migration_rechecks", LEDGER),
};

/// When stores of evidence were last listed (crate `evidence`). What comes of it are acts; a restored record lists them anew.
pub static EVIDENCE: Room = Room {
    migrations: Migrations {
        ledger: "schema_migration_evidence",
        sqlite: &[
            Migration {
                version: 1,
                name: "sweeps",
                sql: include_str!("../migrations/evidence/sqlite/0001_sweeps.sql"),
            },
            Migration {
                version: 2,
                name: "outbox",
                sql: include_str!("../migrations/evidence/sqlite/0002_outbox.sql"),
            },
            Migration {
                version: 3,
                name: "arriving",
                sql: include_str!("../migrations/evidence/sqlite/0003_arriving.sql"),
            },
        ],
        postgres: &[
            Migration {
                version: 1,
                name: "sweeps",
                sql: include_str!("../migrations/evidence/postgres/0001_sweeps.sql"),
            },
            Migration {
                version: 2,
                name: "outbox",
                sql: include_str!("../migrations/evidence/postgres/0002_outbox.sql"),
            },
            Migration {
                version: 3,
                name: "arriving",
                sql: include_str!("../migrations/evidence/postgres/0003_arriving.sql"),
            },
        ],
    },
    // After a restoration stores are listed anew, and alarms over what is in suspense go out anew.
    tables: &[
        passing(
            "evidence_sweep",
            &[
                ("store", Kind::Integer),
                ("at", Kind::Integer),
                ("took", Kind::Integer),
                ("state", Kind::Text),
                ("why", Kind::Text),
                ("told", Kind::Integer),
                ("note", Kind::Bytes),
            ],
        ),
        passing(
            "evidence_arriving",
            &[
                ("store", Kind::Integer),
                ("at", Kind::Integer),
                ("blob", Kind::Text),
                ("items", Kind::Integer),
            ],
        ),
        passing(
            "evidence_channel",
            &[("channel", Kind::Text), ("first", Kind::Integer), ("busy", Kind::Integer)],
        ),
        passing(
            "evidence_alarm_told",
            &[("channel", Kind::Text), ("alarm", Kind::Integer), ("at", Kind::Integer)],
        ),
        passing(
            "evidence_standing_told",
            &[
                ("channel", Kind::Text),
                ("store", Kind::Integer),
                ("standing", Kind::Text),
                ("at", Kind::Integer),
            ],
        ),
    ],
    ledger: passing("schema_migration_evidence", LEDGER),
};

/// Copies that are going or gone, and copies that are relied on (crate `disposal`). A backup takes along what is gone: a restored
/// record must not rely on it.
pub static DISPOSAL: Room = Room {
    migrations: Migrations {
        ledger: "schema_migration_disposal",
        sqlite: &[Migration {
            version: 1,
            name: "ledger",
            sql: include_str!("../migrations/disposal/sqlite/0001_ledger.sql"),
        }],
        postgres: &[Migration {
            version: 1,
            name: "ledger",
            sql: include_str!("../migrations/disposal/postgres/0001_ledger.sql"),
        }],
    },
    tables: &[
        passing("evidence_ledger", &[("id", Kind::Integer), ("turn", Kind::Integer)]),
        kept(
            "evidence_going",
            &[
                ("copy", Kind::Text),
                ("item", Kind::Integer),
                ("store", Kind::Integer),
                ("act", Kind::Integer),
                ("since", Kind::Integer),
                ("gone", Kind::Integer),
                ("receipt", Kind::Bytes),
                ("booked", Kind::Integer),
            ],
        ),
        passing("evidence_lease", &[("copy", Kind::Text), ("item", Kind::Integer), ("until", Kind::Integer)]),
    ],
    ledger: passing("schema_migration_disposal", LEDGER),
};

/// Columns of the table in which a schema's steps are kept.
const LEDGER: &[(&str, Kind)] = &[("version", Kind::Integer), ("name", Kind::Text), ("digest", Kind::Text)];

const fn kept(name: &'static str, columns: &'static [(&'static str, Kind)]) -> RoomTable {
    RoomTable { name, columns, is_kept: true }
}

const fn passing(name: &'static str, columns: &'static [(&'static str, Kind)]) -> RoomTable {
    RoomTable { name, columns, is_kept: false }
}

impl Room {
    /// Its tables, and the one in which the steps of its schema are kept.
    pub(crate) fn all_tables(&self) -> impl Iterator<Item = &RoomTable> {
        self.tables.iter().chain([&self.ledger])
    }
}

/// The rooms that this database has.
pub(crate) async fn opened(store: &Store) -> Result<Vec<&'static Room>, RecordError> {
    let mut opened = Vec::new();
    for room in ROOMS {
        if store.schema_version(room.migrations.ledger).await? > 0 {
            opened.push(*room);
        }
    }
    Ok(opened)
}

/// Makes the schema of rooms.
pub(crate) async fn migrate(store: &Store, rooms: &[&'static Room]) -> Result<(), RecordError> {
    for room in rooms {
        store.migrate(&room.migrations).await?;
    }
    Ok(())
}
