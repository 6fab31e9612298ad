-- Stored evidence: what a store has to have, and what it lists. Comments are part of the schema, as in the first step.

CREATE TABLE evidence_store ( -- A place of evidence. A change ends a row and writes another one.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    store INTEGER NOT NULL, -- number of the store
    holder INTEGER NOT NULL, -- number of the holder that it is
    mode TEXT NOT NULL, -- watched: somebody else's, or own
    location BLOB NOT NULL, -- folder or address of the bucket, sealed
    identity BLOB, -- what tells that it is the same place: file system and folder; null: a bucket
    every_seconds INTEGER NOT NULL -- how often it is listed
) STRICT;

CREATE INDEX evidence_store_of ON evidence_store (store);

CREATE TABLE evidence_inventory ( -- A list of what a store has to have, or no longer has to; together, in order, they are what is expected.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    store INTEGER NOT NULL, -- number of the store
    kind TEXT NOT NULL, -- baseline, expected, received, settled, taken-in, read, removed or compacted
    blob TEXT NOT NULL, -- name of the sealed list
    sha256 BLOB NOT NULL, -- SHA-256 of the list
    items INTEGER NOT NULL, -- items in it
    last_item INTEGER NOT NULL, -- highest number of an item in it; 0: none
    bytes INTEGER NOT NULL, -- their bytes
    digest TEXT NOT NULL, -- digest of names and sizes, in hexadecimal digits
    holding INTEGER -- number of the holding that it opened; null: none
) STRICT;

CREATE INDEX evidence_inventory_of ON evidence_inventory (store);

CREATE TABLE evidence_difference ( -- What differed at an alarm and is in suspense. What is found or settled ends a row; what stays is a new one.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    store INTEGER NOT NULL, -- number of the store
    alarm INTEGER NOT NULL, -- position of the act that raised the alarm
    kind TEXT NOT NULL, -- missing, surplus or changed
    blob TEXT NOT NULL, -- name of the sealed list
    sha256 BLOB NOT NULL, -- SHA-256 of the list
    items INTEGER NOT NULL, -- items in it
    bytes INTEGER NOT NULL -- their bytes
) STRICT;

CREATE INDEX evidence_difference_of ON evidence_difference (store);

CREATE TABLE evidence_balance ( -- What was expected of a store and what it listed, whenever that changed, and once an hour.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    store INTEGER NOT NULL, -- number of the store
    state TEXT NOT NULL, -- green, red or unknown
    expected INTEGER NOT NULL, -- items expected
    expected_bytes INTEGER NOT NULL, -- their bytes
    observed INTEGER NOT NULL, -- items listed
    observed_bytes INTEGER NOT NULL, -- their bytes
    suspense INTEGER NOT NULL, -- items in suspense
    suspense_bytes INTEGER NOT NULL, -- their bytes
    digest TEXT NOT NULL -- digest of the names and sizes that were listed, in hexadecimal digits
) STRICT;

CREATE INDEX evidence_balance_of ON evidence_balance (store, number);

CREATE TABLE evidence_settlement ( -- A proposal to settle what is in suspense.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    store INTEGER NOT NULL, -- number of the store
    difference INTEGER NOT NULL, -- number of the row of what is in suspense
    gone INTEGER NOT NULL, -- 1: nobody expected it and it is there no longer, so nothing is expected of it; 0: not so
    reason BLOB NOT NULL -- why, sealed
) STRICT;

CREATE INDEX evidence_settlement_of ON evidence_settlement (store);

CREATE TABLE evidence_settlement_state ( -- What became of a settlement.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    settlement INTEGER NOT NULL, -- number of the settlement
    state TEXT NOT NULL -- proposed, approved or refused
) STRICT;

CREATE INDEX evidence_settlement_state_of ON evidence_settlement_state (settlement);

CREATE TABLE evidence_rule ( -- A proposal that what comes into a store is booked without an alarm.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    store INTEGER NOT NULL, -- number of the store
    reason BLOB NOT NULL -- why, sealed
) STRICT;

CREATE INDEX evidence_rule_of ON evidence_rule (store);

CREATE TABLE evidence_rule_state ( -- What became of it.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    rule INTEGER NOT NULL, -- number of the rule
    state TEXT NOT NULL -- proposed, allowed or ended
) STRICT;

CREATE INDEX evidence_rule_state_of ON evidence_rule_state (rule);
