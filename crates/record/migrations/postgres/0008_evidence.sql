-- Stored evidence: what a store has to have, and what it lists.

-- A place of evidence. A change ends a row and writes another one.
CREATE TABLE evidence_store (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    store BIGINT NOT NULL, -- number of the store
    holder BIGINT NOT NULL, -- number of the holder that it is
    mode TEXT NOT NULL, -- watched: somebody else's, or own
    location BYTEA NOT NULL, -- folder or address of the bucket, sealed
    identity BYTEA, -- what tells that it is the same place: file system and folder; null: a bucket
    every_seconds BIGINT NOT NULL -- how often it is listed
);
COMMENT ON TABLE evidence_store IS 'A place of evidence. A change ends a row and writes another one.';
COMMENT ON COLUMN evidence_store.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN evidence_store.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN evidence_store.ended IS 'position of the act that ended it';
COMMENT ON COLUMN evidence_store.store IS 'number of the store';
COMMENT ON COLUMN evidence_store.holder IS 'number of the holder that it is';
COMMENT ON COLUMN evidence_store.mode IS 'watched: somebody else''s, or own';
COMMENT ON COLUMN evidence_store.location IS 'folder or address of the bucket, sealed';
COMMENT ON COLUMN evidence_store.identity IS 'what tells that it is the same place: file system and folder; null: a bucket';
COMMENT ON COLUMN evidence_store.every_seconds IS 'how often it is listed';

CREATE INDEX evidence_store_of ON evidence_store (store);

-- A list of what a store has to have, or no longer has to; together, in order, they are what is expected.
CREATE TABLE evidence_inventory (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    store BIGINT NOT NULL, -- number of the store
    kind TEXT NOT NULL, -- baseline, expected, received, settled, taken-in, read, removed or compacted
    blob TEXT NOT NULL, -- name of the sealed list
    sha256 BYTEA NOT NULL, -- SHA-256 of the list
    items BIGINT NOT NULL, -- items in it
    last_item BIGINT NOT NULL, -- highest number of an item in it; 0: none
    bytes BIGINT NOT NULL, -- their bytes
    digest TEXT NOT NULL, -- digest of names and sizes, in hexadecimal digits
    holding BIGINT -- number of the holding that it opened; null: none
);
COMMENT ON TABLE evidence_inventory IS 'A list of what a store has to have, or no longer has to; together, in order, they are what is expected.';
COMMENT ON COLUMN evidence_inventory.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN evidence_inventory.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN evidence_inventory.ended IS 'position of the act that ended it';
COMMENT ON COLUMN evidence_inventory.store IS 'number of the store';
COMMENT ON COLUMN evidence_inventory.kind IS 'baseline, expected, received, settled, taken-in, read, removed or compacted';
COMMENT ON COLUMN evidence_inventory.blob IS 'name of the sealed list';
COMMENT ON COLUMN evidence_inventory.sha256 IS 'SHA-256 of the list';
COMMENT ON COLUMN evidence_inventory.items IS 'items in it';
COMMENT ON COLUMN evidence_inventory.last_item IS 'highest number of an item in it; 0: none';
COMMENT ON COLUMN evidence_inventory.bytes IS 'their bytes';
COMMENT ON COLUMN evidence_inventory.digest IS 'digest of names and sizes, in hexadecimal digits';
COMMENT ON COLUMN evidence_inventory.holding IS 'number of the holding that it opened; null: none';

CREATE INDEX evidence_inventory_of ON evidence_inventory (store);

-- What differed at an alarm and is in suspense. What is found or settled ends a row; what stays is a new one.
CREATE TABLE evidence_difference (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    store BIGINT NOT NULL, -- number of the store
    alarm BIGINT NOT NULL, -- position of the act that raised the alarm
    kind TEXT NOT NULL, -- missing, surplus or changed
    blob TEXT NOT NULL, -- name of the sealed list
    sha256 BYTEA NOT NULL, -- SHA-256 of the list
    items BIGINT NOT NULL, -- items in it
    bytes BIGINT NOT NULL -- their bytes
);
COMMENT ON TABLE evidence_difference IS 'What differed at an alarm and is in suspense. What is found or settled ends a row; what stays is a new one.';
COMMENT ON COLUMN evidence_difference.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN evidence_difference.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN evidence_difference.ended IS 'position of the act that ended it';
COMMENT ON COLUMN evidence_difference.store IS 'number of the store';
COMMENT ON COLUMN evidence_difference.alarm IS 'position of the act that raised the alarm';
COMMENT ON COLUMN evidence_difference.kind IS 'missing, surplus or changed';
COMMENT ON COLUMN evidence_difference.blob IS 'name of the sealed list';
COMMENT ON COLUMN evidence_difference.sha256 IS 'SHA-256 of the list';
COMMENT ON COLUMN evidence_difference.items IS 'items in it';
COMMENT ON COLUMN evidence_difference.bytes IS 'their bytes';

CREATE INDEX evidence_difference_of ON evidence_difference (store);

-- What was expected of a store and what it listed, whenever that changed, and once an hour.
CREATE TABLE evidence_balance (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    store BIGINT NOT NULL, -- number of the store
    state TEXT NOT NULL, -- green, red or unknown
    expected BIGINT NOT NULL, -- items expected
    expected_bytes BIGINT NOT NULL, -- their bytes
    observed BIGINT NOT NULL, -- items listed
    observed_bytes BIGINT NOT NULL, -- their bytes
    suspense BIGINT NOT NULL, -- items in suspense
    suspense_bytes BIGINT NOT NULL, -- their bytes
    digest TEXT NOT NULL -- digest of the names and sizes that were listed, in hexadecimal digits
);
COMMENT ON TABLE evidence_balance IS 'What was expected of a store and what it listed, whenever that changed, and once an hour.';
COMMENT ON COLUMN evidence_balance.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN evidence_balance.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN evidence_balance.ended IS 'position of the act that ended it';
COMMENT ON COLUMN evidence_balance.store IS 'number of the store';
COMMENT ON COLUMN evidence_balance.state IS 'green, red or unknown';
COMMENT ON COLUMN evidence_balance.expected IS 'items expected';
COMMENT ON COLUMN evidence_balance.expected_bytes IS 'their bytes';
COMMENT ON COLUMN evidence_balance.observed IS 'items listed';
COMMENT ON COLUMN evidence_balance.observed_bytes IS 'their bytes';
COMMENT ON COLUMN evidence_balance.suspense IS 'items in suspense';
COMMENT ON COLUMN evidence_balance.suspense_bytes IS 'their bytes';
COMMENT ON COLUMN evidence_balance.digest IS 'digest of the names and sizes that were listed, in hexadecimal digits';

CREATE INDEX evidence_balance_of ON evidence_balance (store, number);

-- A proposal to settle what is in suspense.
CREATE TABLE evidence_settlement (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    store BIGINT NOT NULL, -- number of the store
    difference BIGINT NOT NULL, -- number of the row of what is in suspense
    gone BIGINT NOT NULL, -- 1: nobody expected it and it is there no longer, so nothing is expected of it; 0: not so
    reason BYTEA NOT NULL -- why, sealed
);
COMMENT ON TABLE evidence_settlement IS 'A proposal to settle what is in suspense.';
COMMENT ON COLUMN evidence_settlement.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN evidence_settlement.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN evidence_settlement.ended IS 'position of the act that ended it';
COMMENT ON COLUMN evidence_settlement.store IS 'number of the store';
COMMENT ON COLUMN evidence_settlement.difference IS 'number of the row of what is in suspense';
COMMENT ON COLUMN evidence_settlement.gone IS '1: nobody expected it and it is there no longer, so nothing is expected of it; 0: not so';
COMMENT ON COLUMN evidence_settlement.reason IS 'why, sealed';

CREATE INDEX evidence_settlement_of ON evidence_settlement (store);

-- What became of a settlement.
CREATE TABLE evidence_settlement_state (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    settlement BIGINT NOT NULL, -- number of the settlement
    state TEXT NOT NULL -- proposed, approved or refused
);
COMMENT ON TABLE evidence_settlement_state IS 'What became of a settlement.';
COMMENT ON COLUMN evidence_settlement_state.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN evidence_settlement_state.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN evidence_settlement_state.ended IS 'position of the act that ended it';
COMMENT ON COLUMN evidence_settlement_state.settlement IS 'number of the settlement';
COMMENT ON COLUMN evidence_settlement_state.state IS 'proposed, approved or refused';

CREATE INDEX evidence_settlement_state_of ON evidence_settlement_state (settlement);

-- A proposal that what comes into a store is booked without an alarm.
CREATE TABLE evidence_rule (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    store BIGINT NOT NULL, -- number of the store
    reason BYTEA NOT NULL -- why, sealed
);
COMMENT ON TABLE evidence_rule IS 'A proposal that what comes into a store is booked without an alarm.';
COMMENT ON COLUMN evidence_rule.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN evidence_rule.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN evidence_rule.ended IS 'position of the act that ended it';
COMMENT ON COLUMN evidence_rule.store IS 'number of the store';
COMMENT ON COLUMN evidence_rule.reason IS 'why, sealed';

CREATE INDEX evidence_rule_of ON evidence_rule (store);

-- What became of it.
CREATE TABLE evidence_rule_state (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    rule BIGINT NOT NULL, -- number of the rule
    state TEXT NOT NULL -- proposed, allowed or ended
);
COMMENT ON TABLE evidence_rule_state IS 'What became of it.';
COMMENT ON COLUMN evidence_rule_state.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN evidence_rule_state.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN evidence_rule_state.ended IS 'position of the act that ended it';
COMMENT ON COLUMN evidence_rule_state.rule IS 'number of the rule';
COMMENT ON COLUMN evidence_rule_state.state IS 'proposed, allowed or ended';

CREATE INDEX evidence_rule_state_of ON evidence_rule_state (rule);
