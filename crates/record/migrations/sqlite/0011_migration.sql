-- Migrations: what has to be moved, how far that is verified, and how it ended. Comments are part of the schema.

CREATE TABLE evidence_migration ( -- Items that are to be copied from a store that is not ours into our own copies, so that they may be deleted there.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    source INTEGER NOT NULL, -- number of the store that they are copied from
    stores TEXT NOT NULL, -- numbers of the stores that they are copied into, with commas
    blob TEXT NOT NULL, -- name of the sealed list of what has to be copied
    sha256 BLOB NOT NULL, -- SHA-256 of the list
    items INTEGER NOT NULL, -- items in it
    bytes INTEGER NOT NULL, -- their bytes
    reason BLOB NOT NULL -- why, sealed
) STRICT;

CREATE INDEX evidence_migration_of ON evidence_migration (source);

CREATE TABLE evidence_migration_step ( -- How far a migration is.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    migration INTEGER NOT NULL, -- number of the migration
    kind TEXT NOT NULL, -- verified, certificate-proposed or certified
    blob TEXT NOT NULL, -- name of the sealed list: what is verified, or what the certificate excepts
    sha256 BLOB NOT NULL, -- SHA-256 of the list
    items INTEGER NOT NULL, -- items in it
    bytes INTEGER NOT NULL -- their bytes
) STRICT;

CREATE INDEX evidence_migration_step_of ON evidence_migration_step (migration);
