-- Disclosure: copies of evidence that were handed over, and to whom. Comments are part of the schema, as in the first step.

-- Items that were handed over together.
CREATE TABLE evidence_disclosure (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    holder BIGINT NOT NULL, -- number of the holder who gets them
    store BIGINT NOT NULL, -- number of the store that they are read from
    reason BYTEA NOT NULL -- why, sealed
);
COMMENT ON TABLE evidence_disclosure IS 'Items that were handed over together.';
COMMENT ON COLUMN evidence_disclosure.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN evidence_disclosure.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN evidence_disclosure.ended IS 'position of the act that ended it';
COMMENT ON COLUMN evidence_disclosure.holder IS 'number of the holder who gets them';
COMMENT ON COLUMN evidence_disclosure.store IS 'number of the store that they are read from';
COMMENT ON COLUMN evidence_disclosure.reason IS 'why, sealed';

CREATE INDEX evidence_disclosure_of ON evidence_disclosure (holder);

-- One of the items, and which bytes it is: whoever gets the row with the log's proof can compare.
CREATE TABLE evidence_disclosed (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    disclosure BIGINT NOT NULL, -- number of the row of the disclosure
    item BIGINT NOT NULL, -- number of the item
    name TEXT NOT NULL, -- name of the item in our own copies, in hexadecimal digits
    bytes BIGINT NOT NULL, -- its size
    sha256 TEXT NOT NULL -- its SHA-256, in hexadecimal digits
);
COMMENT ON TABLE evidence_disclosed IS 'One of the items, and which bytes it is: whoever gets the row with the log''s proof can compare.';
COMMENT ON COLUMN evidence_disclosed.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN evidence_disclosed.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN evidence_disclosed.ended IS 'position of the act that ended it';
COMMENT ON COLUMN evidence_disclosed.disclosure IS 'number of the row of the disclosure';
COMMENT ON COLUMN evidence_disclosed.item IS 'number of the item';
COMMENT ON COLUMN evidence_disclosed.name IS 'name of the item in our own copies, in hexadecimal digits';
COMMENT ON COLUMN evidence_disclosed.bytes IS 'its size';
COMMENT ON COLUMN evidence_disclosed.sha256 IS 'its SHA-256, in hexadecimal digits';

CREATE INDEX evidence_disclosed_of ON evidence_disclosed (disclosure);
