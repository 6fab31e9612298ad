-- Uploads. Comments are part of the schema: a test holds the two folders in step, comments included.

CREATE TABLE upload ( -- A file that somebody put up to be checked; it and everything about it goes when its time is over.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the upload, never used twice
    id TEXT NOT NULL UNIQUE, -- random name in addresses, 32 hexadecimal digits
    actor INTEGER NOT NULL, -- number of the actor who sent it
    name BLOB NOT NULL, -- name of the file, sealed
    blob TEXT NOT NULL, -- name of the sealed bytes
    bytes INTEGER NOT NULL, -- size in bytes
    sha256 BLOB NOT NULL, -- SHA-256 of the bytes
    received INTEGER NOT NULL, -- when it had arrived whole, microseconds since 1970 UTC
    expires INTEGER NOT NULL -- when it is deleted, microseconds since 1970 UTC
) STRICT;
CREATE INDEX upload_by_actor ON upload (actor, number);
CREATE INDEX upload_by_expiry ON upload (expires);

CREATE TABLE upload_job ( -- Something to be done with an upload: to check it, or to make a safe copy.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the job, never used twice; the lowest that waits is next
    upload INTEGER NOT NULL, -- number of the upload
    kind TEXT NOT NULL, -- check or copy
    asked TEXT, -- format asked for a copy: xlsx, ods or csv; null: what fits the original
    state TEXT NOT NULL, -- waiting, running, done or failed
    attempts INTEGER NOT NULL, -- how often it was begun
    node TEXT, -- who runs it, or ran it last
    leased_until INTEGER, -- until when that node has it for itself, microseconds since 1970 UTC
    began INTEGER, -- when it was begun last, microseconds since 1970 UTC
    ended INTEGER, -- when it ended, microseconds since 1970 UTC
    verdict TEXT, -- what the check says, of the file or of its copy
    rules BLOB, -- digest of the rules it was checked by
    result TEXT, -- name of the sealed result
    what TEXT, -- why it failed, what happened
    fix TEXT -- why it failed, what to do
) STRICT;
CREATE UNIQUE INDEX upload_job_by_upload ON upload_job (upload, kind);
CREATE INDEX upload_job_by_state ON upload_job (state, number);

CREATE TABLE upload_copy ( -- A file of a safe copy.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the file, never used twice
    upload INTEGER NOT NULL, -- number of the upload that it is a copy of
    place INTEGER NOT NULL, -- place in the copy, from 0
    name BLOB NOT NULL, -- name of the file, sealed
    blob TEXT NOT NULL, -- name of the sealed bytes
    bytes INTEGER NOT NULL -- size in bytes
) STRICT;
CREATE UNIQUE INDEX upload_copy_by_upload ON upload_copy (upload, place);

CREATE TABLE upload_counter ( -- Numbers that were given out.
    name TEXT NOT NULL PRIMARY KEY, -- of what: upload, upload_job or upload_copy
    next INTEGER NOT NULL -- the number that comes next
) STRICT;
