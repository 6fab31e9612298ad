-- The ledger of copies that go. Comments are part of the schema: a test holds the two folders in step, comments included.

-- One row: whoever books copies as going takes turns at it.
CREATE TABLE evidence_ledger (
    id BIGINT NOT NULL PRIMARY KEY, -- always 1
    turn BIGINT NOT NULL -- how often somebody took a turn
);
COMMENT ON TABLE evidence_ledger IS 'One row: whoever books copies as going takes turns at it.';
COMMENT ON COLUMN evidence_ledger.id IS 'always 1';
COMMENT ON COLUMN evidence_ledger.turn IS 'how often somebody took a turn';

-- Copies that are being destroyed or are gone. One whose destruction broke off stays here until it is destroyed, or verified again.
CREATE TABLE evidence_going (
    copy TEXT NOT NULL PRIMARY KEY, -- identity of the item and of the replica, in hexadecimal digits
    item BIGINT NOT NULL, -- number of the item
    store BIGINT NOT NULL, -- number of the store
    act BIGINT NOT NULL, -- position of the act that it stands on: of the disposal that was proposed, or of the permit
    since BIGINT NOT NULL, -- when it was last granted, microseconds since 1970 UTC
    gone BIGINT, -- when it was destroyed, microseconds since 1970 UTC; null: nobody knows
    receipt BYTEA, -- the receipt, as JSON without names; null: none yet
    booked BIGINT -- position of the act that says so in the log; null: none yet
);
COMMENT ON TABLE evidence_going IS 'Copies that are being destroyed or are gone. One whose destruction broke off stays here until it is destroyed, or verified again.';
COMMENT ON COLUMN evidence_going.copy IS 'identity of the item and of the replica, in hexadecimal digits';
COMMENT ON COLUMN evidence_going.item IS 'number of the item';
COMMENT ON COLUMN evidence_going.store IS 'number of the store';
COMMENT ON COLUMN evidence_going.act IS 'position of the act that it stands on: of the disposal that was proposed, or of the permit';
COMMENT ON COLUMN evidence_going.since IS 'when it was last granted, microseconds since 1970 UTC';
COMMENT ON COLUMN evidence_going.gone IS 'when it was destroyed, microseconds since 1970 UTC; null: nobody knows';
COMMENT ON COLUMN evidence_going.receipt IS 'the receipt, as JSON without names; null: none yet';
COMMENT ON COLUMN evidence_going.booked IS 'position of the act that says so in the log; null: none yet';

CREATE INDEX evidence_going_of ON evidence_going (act);

-- Copies that somebody relies on.
CREATE TABLE evidence_lease (
    copy TEXT NOT NULL PRIMARY KEY, -- identity of the item and of the replica, in hexadecimal digits
    item BIGINT NOT NULL, -- number of the item
    until BIGINT NOT NULL -- until when, microseconds since 1970 UTC
);
COMMENT ON TABLE evidence_lease IS 'Copies that somebody relies on.';
COMMENT ON COLUMN evidence_lease.copy IS 'identity of the item and of the replica, in hexadecimal digits';
COMMENT ON COLUMN evidence_lease.item IS 'number of the item';
COMMENT ON COLUMN evidence_lease.until IS 'until when, microseconds since 1970 UTC';

CREATE INDEX evidence_lease_of ON evidence_lease (item);

CREATE INDEX evidence_going_item ON evidence_going (item);
