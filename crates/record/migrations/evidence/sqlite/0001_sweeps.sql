-- Watching stored evidence. Comments are part of the schema: a test holds the two folders in step, comments included.

CREATE TABLE evidence_sweep ( -- When each store was last listed, and what came of it. Acts say it too, whenever it changed.
    store INTEGER NOT NULL PRIMARY KEY, -- number of the store
    at INTEGER NOT NULL, -- when the listing began, microseconds since 1970 UTC
    took INTEGER NOT NULL, -- how long listing and comparing took, in microseconds
    state TEXT NOT NULL, -- green, red or unknown
    why TEXT, -- why it is unknown, without names; null: it is known
    told INTEGER NOT NULL, -- when an act last said how the store stands, microseconds since 1970 UTC
    note BLOB NOT NULL -- the balance as a signed note
) STRICT;
