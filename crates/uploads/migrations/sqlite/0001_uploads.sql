-- Uploads. Comments are part of the schema: a test holds the two folders in step, comments included.

CREATE TABLE upload_head ( -- The one row that all changes lock first, so that quotas and the queue are looked at by one at a time.
    id INTEGER NOT NULL PRIMARY KEY, -- always 1
    changes INTEGER NOT NULL -- how many changes there were
) STRICT;

CREATE TABLE upload ( -- Files that somebody put up to be checked. A row is there only when its sealed file is.
    number INTEGER NOT NULL PRIMARY KEY, -- random, so that it cannot be guessed
    actor INTEGER NOT NULL, -- number of the actor who put it up
    name BLOB NOT NULL, -- name of the file, sealed under the key of this room
    blob TEXT NOT NULL UNIQUE, -- name of the sealed file
    bytes INTEGER NOT NULL, -- its length in clear
    sha256 BLOB NOT NULL, -- SHA-256 of it in clear
    received INTEGER NOT NULL, -- when it was there as a whole, microseconds since 1970 UTC
    expires INTEGER NOT NULL -- when it is deleted, microseconds since 1970 UTC
) STRICT;

CREATE TABLE upload_job ( -- Work on an upload: the check, and safe copies.
    number INTEGER NOT NULL PRIMARY KEY, -- random
    upload INTEGER NOT NULL, -- the upload
    kind TEXT NOT NULL, -- check, or the format of a safe copy: xlsx, ods, csv
    asked INTEGER NOT NULL, -- when it was asked for, microseconds since 1970 UTC
    state TEXT NOT NULL, -- waiting, running, done, failed
    attempts INTEGER NOT NULL, -- how often a node took it on
    node TEXT, -- random identifier of the node that has it
    leased_until INTEGER, -- when another node may take it, microseconds since 1970 UTC
    started INTEGER, -- when the last attempt began, microseconds since 1970 UTC
    ended INTEGER, -- when it was done or failed, microseconds since 1970 UTC
    result TEXT, -- name of the sealed file with the result
    failure BLOB, -- what happened and what to do, JSON, sealed under the key of this room
    UNIQUE (upload, kind)
) STRICT;

CREATE TABLE upload_copy ( -- Sealed files of safe copies; what they are called and hold is in the result of the job.
    blob TEXT NOT NULL PRIMARY KEY, -- name of the sealed file
    job INTEGER NOT NULL -- the job that made it
) STRICT;

CREATE INDEX upload_of_actor ON upload (actor, received);
CREATE INDEX upload_job_queue ON upload_job (state, asked, number);
CREATE INDEX upload_copy_of_job ON upload_copy (job);

INSERT INTO upload_head (id, changes) VALUES (1, 0);
