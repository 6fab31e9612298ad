-- Rechecks. Comments are part of the schema: a test holds the two folders in step, comments included.

CREATE TABLE recheck ( -- A release that is to be checked again; the line goes when that is done.
    release INTEGER NOT NULL PRIMARY KEY, -- number of the release
    actor INTEGER NOT NULL, -- number of the actor who asked for it
    asked INTEGER NOT NULL, -- when it was asked for, microseconds since 1970 UTC
    state TEXT NOT NULL, -- waiting, running or failed
    attempts INTEGER NOT NULL, -- how often it was begun
    node TEXT, -- who runs it, or ran it last
    leased_until INTEGER, -- until when that node has it for itself, microseconds since 1970 UTC
    why TEXT -- why it failed
) STRICT;
CREATE INDEX recheck_by_state ON recheck (state, release);
