-- Derived items: what was made from what. Comments are part of the schema, as in the first step.

CREATE TABLE evidence_derived ( -- An item that was made from another one, by repair, cutting or redaction: no original.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    original INTEGER NOT NULL, -- number of the item that it was made from
    item INTEGER NOT NULL -- number of the item that was made
) STRICT;

CREATE INDEX evidence_derived_of ON evidence_derived (item);
