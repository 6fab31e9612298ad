-- Uploads. Comments are part of the schema: a test holds the two folders in step, comments included.

-- The one row that all changes lock first, so that quotas and the queue are looked at by one at a time.
CREATE TABLE upload_head (
    id BIGINT NOT NULL PRIMARY KEY, -- always 1
    changes BIGINT NOT NULL -- how many changes there were
);
COMMENT ON TABLE upload_head IS 'The one row that all changes lock first, so that quotas and the queue are looked at by one at a time.';
COMMENT ON COLUMN upload_head.id IS 'always 1';
COMMENT ON COLUMN upload_head.changes IS 'how many changes there were';

-- Files that somebody put up to be checked. A row is there only when its sealed file is.
CREATE TABLE upload (
    number BIGINT NOT NULL PRIMARY KEY, -- random, so that it cannot be guessed
    actor BIGINT NOT NULL, -- number of the actor who put it up
    name BYTEA NOT NULL, -- name of the file, sealed under the key of this room
    blob TEXT NOT NULL UNIQUE, -- name of the sealed file
    bytes BIGINT NOT NULL, -- its length in clear
    sha256 BYTEA NOT NULL, -- SHA-256 of it in clear
    received BIGINT NOT NULL, -- when it was there as a whole, microseconds since 1970 UTC
    expires BIGINT NOT NULL -- when it is deleted, microseconds since 1970 UTC
);
COMMENT ON TABLE upload IS 'Files that somebody put up to be checked. A row is there only when its sealed file is.';
COMMENT ON COLUMN upload.number IS 'random, so that it cannot be guessed';
COMMENT ON COLUMN upload.actor IS 'number of the actor who put it up';
COMMENT ON COLUMN upload.name IS 'name of the file, sealed under the key of this room';
COMMENT ON COLUMN upload.blob IS 'name of the sealed file';
COMMENT ON COLUMN upload.bytes IS 'its length in clear';
COMMENT ON COLUMN upload.sha256 IS 'SHA-256 of it in clear';
COMMENT ON COLUMN upload.received IS 'when it was there as a whole, microseconds since 1970 UTC';
COMMENT ON COLUMN upload.expires IS 'when it is deleted, microseconds since 1970 UTC';

-- Work on an upload: the check, and safe copies.
CREATE TABLE upload_job (
    number BIGINT NOT NULL PRIMARY KEY, -- random
    upload BIGINT NOT NULL, -- the upload
    kind TEXT NOT NULL, -- check, or the format of a safe copy: xlsx, ods, csv
    asked BIGINT NOT NULL, -- when it was asked for, microseconds since 1970 UTC
    state TEXT NOT NULL, -- waiting, running, done, failed
    attempts BIGINT NOT NULL, -- how often a node took it on
    node TEXT, -- random identifier of the node that has it
    leased_until BIGINT, -- when another node may take it, microseconds since 1970 UTC
    started BIGINT, -- when the last attempt began, microseconds since 1970 UTC
    ended BIGINT, -- when it was done or failed, microseconds since 1970 UTC
    result TEXT, -- name of the sealed file with the result
    failure BYTEA, -- what happened and what to do, JSON, sealed under the key of this room
    UNIQUE (upload, kind)
);
COMMENT ON TABLE upload_job IS 'Work on an upload: the check, and safe copies.';
COMMENT ON COLUMN upload_job.number IS 'random';
COMMENT ON COLUMN upload_job.upload IS 'the upload';
COMMENT ON COLUMN upload_job.kind IS 'check, or the format of a safe copy: xlsx, ods, csv';
COMMENT ON COLUMN upload_job.asked IS 'when it was asked for, microseconds since 1970 UTC';
COMMENT ON COLUMN upload_job.state IS 'waiting, running, done, failed';
COMMENT ON COLUMN upload_job.attempts IS 'how often a node took it on';
COMMENT ON COLUMN upload_job.node IS 'random identifier of the node that has it';
COMMENT ON COLUMN upload_job.leased_until IS 'when another node may take it, microseconds since 1970 UTC';
COMMENT ON COLUMN upload_job.started IS 'when the last attempt began, microseconds since 1970 UTC';
COMMENT ON COLUMN upload_job.ended IS 'when it was done or failed, microseconds since 1970 UTC';
COMMENT ON COLUMN upload_job.result IS 'name of the sealed file with the result';
COMMENT ON COLUMN upload_job.failure IS 'what happened and what to do, JSON, sealed under the key of this room';

-- Sealed files of safe copies; what they are called and hold is in the result of the job.
CREATE TABLE upload_copy (
    blob TEXT NOT NULL PRIMARY KEY, -- name of the sealed file
    job BIGINT NOT NULL -- the job that made it
);
COMMENT ON TABLE upload_copy IS 'Sealed files of safe copies; what they are called and hold is in the result of the job.';
COMMENT ON COLUMN upload_copy.blob IS 'name of the sealed file';
COMMENT ON COLUMN upload_copy.job IS 'the job that made it';

CREATE INDEX upload_of_actor ON upload (actor, received);
CREATE INDEX upload_job_queue ON upload_job (state, asked, number);
CREATE INDEX upload_copy_of_job ON upload_copy (job);

INSERT INTO upload_head (id, changes) VALUES (1, 0);
