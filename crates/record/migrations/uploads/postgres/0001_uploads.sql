-- Uploads. Comments are part of the schema: a test holds the two folders in step, comments included.

-- A file that somebody put up to be checked; it and everything about it goes when its time is over.
CREATE TABLE upload (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the upload, never used twice
    id TEXT NOT NULL UNIQUE, -- random name in addresses, 32 hexadecimal digits
    actor BIGINT NOT NULL, -- number of the actor who sent it
    name BYTEA NOT NULL, -- name of the file, sealed
    blob TEXT NOT NULL, -- name of the sealed bytes
    bytes BIGINT NOT NULL, -- size in bytes
    sha256 BYTEA NOT NULL, -- SHA-256 of the bytes
    received BIGINT NOT NULL, -- when it had arrived whole, microseconds since 1970 UTC
    expires BIGINT NOT NULL -- when it is deleted, microseconds since 1970 UTC
);
COMMENT ON TABLE upload IS 'A file that somebody put up to be checked; it and everything about it goes when its time is over.';
COMMENT ON COLUMN upload.number IS 'number of the upload, never used twice';
COMMENT ON COLUMN upload.id IS 'random name in addresses, 32 hexadecimal digits';
COMMENT ON COLUMN upload.actor IS 'number of the actor who sent it';
COMMENT ON COLUMN upload.name IS 'name of the file, sealed';
COMMENT ON COLUMN upload.blob IS 'name of the sealed bytes';
COMMENT ON COLUMN upload.bytes IS 'size in bytes';
COMMENT ON COLUMN upload.sha256 IS 'SHA-256 of the bytes';
COMMENT ON COLUMN upload.received IS 'when it had arrived whole, microseconds since 1970 UTC';
COMMENT ON COLUMN upload.expires IS 'when it is deleted, microseconds since 1970 UTC';
CREATE INDEX upload_by_actor ON upload (actor, number);
CREATE INDEX upload_by_expiry ON upload (expires);

-- Something to be done with an upload: to check it, or to make a safe copy.
CREATE TABLE upload_job (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the job, never used twice; the lowest that waits is next
    upload BIGINT NOT NULL, -- number of the upload
    kind TEXT NOT NULL, -- check or copy
    asked TEXT, -- format asked for a copy: xlsx, ods or csv; null: what fits the original
    state TEXT NOT NULL, -- waiting, running, done or failed
    attempts BIGINT NOT NULL, -- how often it was begun
    node TEXT, -- who runs it, or ran it last
    leased_until BIGINT, -- until when that node has it for itself, microseconds since 1970 UTC
    began BIGINT, -- when it was begun last, microseconds since 1970 UTC
    ended BIGINT, -- when it ended, microseconds since 1970 UTC
    verdict TEXT, -- what the check says, of the file or of its copy
    rules BYTEA, -- digest of the rules it was checked by
    result TEXT, -- name of the sealed result
    what TEXT, -- why it failed, what happened
    fix TEXT -- why it failed, what to do
);
COMMENT ON TABLE upload_job IS 'Something to be done with an upload: to check it, or to make a safe copy.';
COMMENT ON COLUMN upload_job.number IS 'number of the job, never used twice; the lowest that waits is next';
COMMENT ON COLUMN upload_job.upload IS 'number of the upload';
COMMENT ON COLUMN upload_job.kind IS 'check or copy';
COMMENT ON COLUMN upload_job.asked IS 'format asked for a copy: xlsx, ods or csv; null: what fits the original';
COMMENT ON COLUMN upload_job.state IS 'waiting, running, done or failed';
COMMENT ON COLUMN upload_job.attempts IS 'how often it was begun';
COMMENT ON COLUMN upload_job.node IS 'who runs it, or ran it last';
COMMENT ON COLUMN upload_job.leased_until IS 'until when that node has it for itself, microseconds since 1970 UTC';
COMMENT ON COLUMN upload_job.began IS 'when it was begun last, microseconds since 1970 UTC';
COMMENT ON COLUMN upload_job.ended IS 'when it ended, microseconds since 1970 UTC';
COMMENT ON COLUMN upload_job.verdict IS 'what the check says, of the file or of its copy';
COMMENT ON COLUMN upload_job.rules IS 'digest of the rules it was checked by';
COMMENT ON COLUMN upload_job.result IS 'name of the sealed result';
COMMENT ON COLUMN upload_job.what IS 'why it failed, what happened';
COMMENT ON COLUMN upload_job.fix IS 'why it failed, what to do';
CREATE UNIQUE INDEX upload_job_by_upload ON upload_job (upload, kind);
CREATE INDEX upload_job_by_state ON upload_job (state, number);

-- A file of a safe copy.
CREATE TABLE upload_copy (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the file, never used twice
    upload BIGINT NOT NULL, -- number of the upload that it is a copy of
    place BIGINT NOT NULL, -- place in the copy, from 0
    name BYTEA NOT NULL, -- name of the file, sealed
    blob TEXT NOT NULL, -- name of the sealed bytes
    bytes BIGINT NOT NULL -- size in bytes
);
COMMENT ON TABLE upload_copy IS 'A file of a safe copy.';
COMMENT ON COLUMN upload_copy.number IS 'number of the file, never used twice';
COMMENT ON COLUMN upload_copy.upload IS 'number of the upload that it is a copy of';
COMMENT ON COLUMN upload_copy.place IS 'place in the copy, from 0';
COMMENT ON COLUMN upload_copy.name IS 'name of the file, sealed';
COMMENT ON COLUMN upload_copy.blob IS 'name of the sealed bytes';
COMMENT ON COLUMN upload_copy.bytes IS 'size in bytes';
CREATE UNIQUE INDEX upload_copy_by_upload ON upload_copy (upload, place);

-- Numbers that were given out.
CREATE TABLE upload_counter (
    name TEXT NOT NULL PRIMARY KEY, -- of what: upload, upload_job or upload_copy
    next BIGINT NOT NULL -- the number that comes next
);
COMMENT ON TABLE upload_counter IS 'Numbers that were given out.';
COMMENT ON COLUMN upload_counter.name IS 'of what: upload, upload_job or upload_copy';
COMMENT ON COLUMN upload_counter.next IS 'the number that comes next';
