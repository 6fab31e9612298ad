-- The ledger of copies that go. Comments are part of the schema: a test holds the two folders in step, comments included.

CREATE TABLE evidence_ledger ( -- One row: whoever books copies as going takes turns at it.
    id INTEGER NOT NULL PRIMARY KEY, -- always 1
    turn INTEGER NOT NULL -- how often somebody took a turn
) STRICT;

CREATE TABLE evidence_going ( -- Copies that are being destroyed or are gone. One whose destruction broke off stays here until it is destroyed, or verified again.
    copy TEXT NOT NULL PRIMARY KEY, -- identity of the item and of the replica, in hexadecimal digits
    item INTEGER NOT NULL, -- number of the item
    store INTEGER NOT NULL, -- number of the store
    act INTEGER NOT NULL, -- position of the act that it stands on: of the disposal that was proposed, or of the permit
    since INTEGER NOT NULL, -- when it was last granted, microseconds since 1970 UTC
    gone INTEGER, -- when it was destroyed, microseconds since 1970 UTC; null: nobody knows
    receipt BLOB, -- the receipt, as JSON without names; null: none yet
    booked INTEGER -- position of the act that says so in the log; null: none yet
) STRICT;

CREATE INDEX evidence_going_of ON evidence_going (act);

CREATE TABLE evidence_lease ( -- Copies that somebody relies on.
    copy TEXT NOT NULL PRIMARY KEY, -- identity of the item and of the replica, in hexadecimal digits
    item INTEGER NOT NULL, -- number of the item
    until INTEGER NOT NULL -- until when, microseconds since 1970 UTC
) STRICT;

CREATE INDEX evidence_lease_of ON evidence_lease (item);

CREATE INDEX evidence_going_item ON evidence_going (item);
