-- The trail. Comments are part of the schema: a test holds the two folders in step, comments included.

-- Who signed in and out, who tried to, and who looked at somebody. Rows are added, and deleted when their time is over.
CREATE TABLE trail_event (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the event; there are no gaps
    at BIGINT NOT NULL, -- when it was, microseconds since 1970 UTC
    what TEXT NOT NULL, -- what happened
    actor BIGINT, -- number of the actor who did it, or whose account was tried; none where no account has that name
    about BIGINT, -- number of the person who was looked at
    address BYTEA -- where it came from, sealed
);
COMMENT ON TABLE trail_event IS 'Who signed in and out, who tried to, and who looked at somebody. Rows are added, and deleted when their time is over.';
COMMENT ON COLUMN trail_event.number IS 'number of the event; there are no gaps';
COMMENT ON COLUMN trail_event.at IS 'when it was, microseconds since 1970 UTC';
COMMENT ON COLUMN trail_event.what IS 'what happened';
COMMENT ON COLUMN trail_event.actor IS 'number of the actor who did it, or whose account was tried; none where no account has that name';
COMMENT ON COLUMN trail_event.about IS 'number of the person who was looked at';
COMMENT ON COLUMN trail_event.address IS 'where it came from, sealed';
CREATE INDEX trail_event_by_actor ON trail_event (actor);
