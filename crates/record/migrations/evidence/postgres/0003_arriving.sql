-- What comes into a store by rule waits until two sweeps in a row list it the same: it may be a file that is being copied.

-- What waits in each store. Without it, all of it waits once more.
CREATE TABLE evidence_arriving (
    store BIGINT NOT NULL PRIMARY KEY, -- number of the store
    at BIGINT NOT NULL, -- when the sweep began that found it waiting, microseconds since 1970 UTC
    blob TEXT NOT NULL, -- name of the sealed list of what waits
    items BIGINT NOT NULL -- how many items that are
);
COMMENT ON TABLE evidence_arriving IS 'What waits in each store. Without it, all of it waits once more.';
COMMENT ON COLUMN evidence_arriving.store IS 'number of the store';
COMMENT ON COLUMN evidence_arriving.at IS 'when the sweep began that found it waiting, microseconds since 1970 UTC';
COMMENT ON COLUMN evidence_arriving.blob IS 'name of the sealed list of what waits';
COMMENT ON COLUMN evidence_arriving.items IS 'how many items that are';
