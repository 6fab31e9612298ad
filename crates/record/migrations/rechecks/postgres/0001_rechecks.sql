-- Rechecks. Comments are part of the schema: a test holds the two folders in step, comments included.

-- A release that is to be checked again; the line goes when that is done.
CREATE TABLE recheck (
    release BIGINT NOT NULL PRIMARY KEY, -- number of the release
    actor BIGINT NOT NULL, -- number of the actor who asked for it
    asked BIGINT NOT NULL, -- when it was asked for, microseconds since 1970 UTC
    state TEXT NOT NULL, -- waiting, running or failed
    attempts BIGINT NOT NULL, -- how often it was begun
    node TEXT, -- who runs it, or ran it last
    leased_until BIGINT, -- until when that node has it for itself, microseconds since 1970 UTC
    why TEXT -- why it failed
);
COMMENT ON TABLE recheck IS 'A release that is to be checked again; the line goes when that is done.';
COMMENT ON COLUMN recheck.release IS 'number of the release';
COMMENT ON COLUMN recheck.actor IS 'number of the actor who asked for it';
COMMENT ON COLUMN recheck.asked IS 'when it was asked for, microseconds since 1970 UTC';
COMMENT ON COLUMN recheck.state IS 'waiting, running or failed';
COMMENT ON COLUMN recheck.attempts IS 'how often it was begun';
COMMENT ON COLUMN recheck.node IS 'who runs it, or ran it last';
COMMENT ON COLUMN recheck.leased_until IS 'until when that node has it for itself, microseconds since 1970 UTC';
COMMENT ON COLUMN recheck.why IS 'why it failed';
CREATE INDEX recheck_by_state ON recheck (state, release);
