-- Migrations: what has to be moved, how far that is verified, and how it ended. Comments are part of the schema.

-- Items that are to be copied from a store that is not ours into our own copies, so that they may be deleted there.
CREATE TABLE evidence_migration (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    source BIGINT NOT NULL, -- number of the store that they are copied from
    stores TEXT NOT NULL, -- numbers of the stores that they are copied into, with commas
    blob TEXT NOT NULL, -- name of the sealed list of what has to be copied
    sha256 BYTEA NOT NULL, -- SHA-256 of the list
    items BIGINT NOT NULL, -- items in it
    bytes BIGINT NOT NULL, -- their bytes
    reason BYTEA NOT NULL -- why, sealed
);
COMMENT ON TABLE evidence_migration IS 'Items that are to be copied from a store that is not ours into our own copies, so that they may be deleted there.';
COMMENT ON COLUMN evidence_migration.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN evidence_migration.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN evidence_migration.ended IS 'position of the act that ended it';
COMMENT ON COLUMN evidence_migration.source IS 'number of the store that they are copied from';
COMMENT ON COLUMN evidence_migration.stores IS 'numbers of the stores that they are copied into, with commas';
COMMENT ON COLUMN evidence_migration.blob IS 'name of the sealed list of what has to be copied';
COMMENT ON COLUMN evidence_migration.sha256 IS 'SHA-256 of the list';
COMMENT ON COLUMN evidence_migration.items IS 'items in it';
COMMENT ON COLUMN evidence_migration.bytes IS 'their bytes';
COMMENT ON COLUMN evidence_migration.reason IS 'why, sealed';

CREATE INDEX evidence_migration_of ON evidence_migration (source);

-- How far a migration is.
CREATE TABLE evidence_migration_step (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    migration BIGINT NOT NULL, -- number of the migration
    kind TEXT NOT NULL, -- verified, certificate-proposed or certified
    blob TEXT NOT NULL, -- name of the sealed list: what is verified, or what the certificate excepts
    sha256 BYTEA NOT NULL, -- SHA-256 of the list
    items BIGINT NOT NULL, -- items in it
    bytes BIGINT NOT NULL -- their bytes
);
COMMENT ON TABLE evidence_migration_step IS 'How far a migration is.';
COMMENT ON COLUMN evidence_migration_step.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN evidence_migration_step.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN evidence_migration_step.ended IS 'position of the act that ended it';
COMMENT ON COLUMN evidence_migration_step.migration IS 'number of the migration';
COMMENT ON COLUMN evidence_migration_step.kind IS 'verified, certificate-proposed or certified';
COMMENT ON COLUMN evidence_migration_step.blob IS 'name of the sealed list: what is verified, or what the certificate excepts';
COMMENT ON COLUMN evidence_migration_step.sha256 IS 'SHA-256 of the list';
COMMENT ON COLUMN evidence_migration_step.items IS 'items in it';
COMMENT ON COLUMN evidence_migration_step.bytes IS 'their bytes';

CREATE INDEX evidence_migration_step_of ON evidence_migration_step (migration);
