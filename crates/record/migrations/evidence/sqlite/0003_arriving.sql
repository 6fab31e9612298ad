-- What comes into a store by rule waits until two sweeps in a row list it the same: it may be a file that is being copied.

CREATE TABLE evidence_arriving ( -- What waits in each store. Without it, all of it waits once more.
    store INTEGER NOT NULL PRIMARY KEY, -- number of the store
    at INTEGER NOT NULL, -- when the sweep began that found it waiting, microseconds since 1970 UTC
    blob TEXT NOT NULL, -- name of the sealed list of what waits
    items INTEGER NOT NULL -- how many items that are
) STRICT;
