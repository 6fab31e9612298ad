-- Derived items: what was made from what. Comments are part of the schema, as in the first step.

-- An item that was made from another one, by repair, cutting or redaction: no original.
CREATE TABLE evidence_derived (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    original BIGINT NOT NULL, -- number of the item that it was made from
    item BIGINT NOT NULL -- number of the item that was made
);
COMMENT ON TABLE evidence_derived IS 'An item that was made from another one, by repair, cutting or redaction: no original.';
COMMENT ON COLUMN evidence_derived.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN evidence_derived.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN evidence_derived.ended IS 'position of the act that ended it';
COMMENT ON COLUMN evidence_derived.original IS 'number of the item that it was made from';
COMMENT ON COLUMN evidence_derived.item IS 'number of the item that was made';

CREATE INDEX evidence_derived_of ON evidence_derived (item);
