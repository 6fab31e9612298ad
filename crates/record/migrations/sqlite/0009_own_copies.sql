-- Our own copies of evidence: what is being taken in, what was, and what each place was seen to do.

CREATE TABLE evidence_batch ( -- Items that are taken in together. Begun: on their way; taken in: the row is ended and another one says what came of it.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    batch INTEGER NOT NULL, -- number of the batch
    source BLOB NOT NULL, -- the account that the items are booked to, sealed
    stores TEXT NOT NULL, -- numbers of the stores that take them in, with commas
    state TEXT NOT NULL, -- begun, or taken-in
    due INTEGER NOT NULL, -- when they have to be there, in microseconds since 1970; 0: they are
    blob TEXT NOT NULL, -- name of the sealed list, by the names that the items came under
    sha256 BLOB NOT NULL, -- SHA-256 of the list
    items INTEGER NOT NULL, -- items in it
    last_item INTEGER NOT NULL, -- highest number of an item in it
    bytes INTEGER NOT NULL -- their bytes
) STRICT;

CREATE INDEX evidence_batch_of ON evidence_batch (batch);

CREATE TABLE evidence_grade ( -- What a place of copies was seen to do.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    store INTEGER NOT NULL, -- number of the store
    grade TEXT NOT NULL, -- A, B, C or W
    observed TEXT NOT NULL -- each promise and whether it was kept, as JSON
) STRICT;

CREATE INDEX evidence_grade_of ON evidence_grade (store);
