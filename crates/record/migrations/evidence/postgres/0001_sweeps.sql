-- Watching stored evidence. Comments are part of the schema: a test holds the two folders in step, comments included.

-- When each store was last listed, and what came of it. Acts say it too, whenever it changed.
CREATE TABLE evidence_sweep (
    store BIGINT NOT NULL PRIMARY KEY, -- number of the store
    at BIGINT NOT NULL, -- when the listing began, microseconds since 1970 UTC
    took BIGINT NOT NULL, -- how long listing and comparing took, in microseconds
    state TEXT NOT NULL, -- green, red or unknown
    why TEXT, -- why it is unknown, without names; null: it is known
    told BIGINT NOT NULL, -- when an act last said how the store stands, microseconds since 1970 UTC
    note BYTEA NOT NULL -- the balance as a signed note
);
COMMENT ON TABLE evidence_sweep IS 'When each store was last listed, and what came of it. Acts say it too, whenever it changed.';
COMMENT ON COLUMN evidence_sweep.store IS 'number of the store';
COMMENT ON COLUMN evidence_sweep.at IS 'when the listing began, microseconds since 1970 UTC';
COMMENT ON COLUMN evidence_sweep.took IS 'how long listing and comparing took, in microseconds';
COMMENT ON COLUMN evidence_sweep.state IS 'green, red or unknown';
COMMENT ON COLUMN evidence_sweep.why IS 'why it is unknown, without names; null: it is known';
COMMENT ON COLUMN evidence_sweep.told IS 'when an act last said how the store stands, microseconds since 1970 UTC';
COMMENT ON COLUMN evidence_sweep.note IS 'the balance as a signed note';
