-- The trail. Comments are part of the schema: a test holds the two folders in step, comments included.

CREATE TABLE trail_event ( -- Who signed in and out, who tried to, and who looked at somebody. Rows are added, and deleted when their time is over.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the event; there are no gaps
    at INTEGER NOT NULL, -- when it was, microseconds since 1970 UTC
    what TEXT NOT NULL, -- what happened
    actor INTEGER, -- number of the actor who did it, or whose account was tried; none where no account has that name
    about INTEGER, -- number of the person who was looked at
    address BLOB -- where it came from, sealed
) STRICT;
CREATE INDEX trail_event_by_actor ON trail_event (actor);
