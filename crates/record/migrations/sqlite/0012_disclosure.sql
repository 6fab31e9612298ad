-- Disclosure: copies of evidence that were handed over, and to whom. Comments are part of the schema, as in the first step.

CREATE TABLE evidence_disclosure ( -- Items that were handed over together.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    holder INTEGER NOT NULL, -- number of the holder who gets them
    store INTEGER NOT NULL, -- number of the store that they are read from
    reason BLOB NOT NULL -- why, sealed
) STRICT;

CREATE INDEX evidence_disclosure_of ON evidence_disclosure (holder);

CREATE TABLE evidence_disclosed ( -- One of the items, and which bytes it is: whoever gets the row with the log's proof can compare.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    disclosure INTEGER NOT NULL, -- number of the row of the disclosure
    item INTEGER NOT NULL, -- number of the item
    name TEXT NOT NULL, -- name of the item in our own copies, in hexadecimal digits
    bytes INTEGER NOT NULL, -- its size
    sha256 TEXT NOT NULL -- its SHA-256, in hexadecimal digits
) STRICT;

CREATE INDEX evidence_disclosed_of ON evidence_disclosed (disclosure);
