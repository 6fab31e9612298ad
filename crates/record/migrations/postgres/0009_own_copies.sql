-- Our own copies of evidence: what is being taken in, what was, and what each place was seen to do.

-- Items that are taken in together. Begun: on their way; taken in: the row is ended and another one says what came of it.
CREATE TABLE evidence_batch (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    batch BIGINT NOT NULL, -- number of the batch
    source BYTEA NOT NULL, -- the account that the items are booked to, sealed
    stores TEXT NOT NULL, -- numbers of the stores that take them in, with commas
    state TEXT NOT NULL, -- begun, or taken-in
    due BIGINT NOT NULL, -- when they have to be there, in microseconds since 1970; 0: they are
    blob TEXT NOT NULL, -- name of the sealed list, by the names that the items came under
    sha256 BYTEA NOT NULL, -- SHA-256 of the list
    items BIGINT NOT NULL, -- items in it
    last_item BIGINT NOT NULL, -- highest number of an item in it
    bytes BIGINT NOT NULL -- their bytes
);
COMMENT ON TABLE evidence_batch IS 'Items that are taken in together. Begun: on their way; taken in: the row is ended and another one says what came of it.';
COMMENT ON COLUMN evidence_batch.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN evidence_batch.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN evidence_batch.ended IS 'position of the act that ended it';
COMMENT ON COLUMN evidence_batch.batch IS 'number of the batch';
COMMENT ON COLUMN evidence_batch.source IS 'the account that the items are booked to, sealed';
COMMENT ON COLUMN evidence_batch.stores IS 'numbers of the stores that take them in, with commas';
COMMENT ON COLUMN evidence_batch.state IS 'begun, or taken-in';
COMMENT ON COLUMN evidence_batch.due IS 'when they have to be there, in microseconds since 1970; 0: they are';
COMMENT ON COLUMN evidence_batch.blob IS 'name of the sealed list, by the names that the items came under';
COMMENT ON COLUMN evidence_batch.sha256 IS 'SHA-256 of the list';
COMMENT ON COLUMN evidence_batch.items IS 'items in it';
COMMENT ON COLUMN evidence_batch.last_item IS 'highest number of an item in it';
COMMENT ON COLUMN evidence_batch.bytes IS 'their bytes';

CREATE INDEX evidence_batch_of ON evidence_batch (batch);

-- What a place of copies was seen to do.
CREATE TABLE evidence_grade (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    store BIGINT NOT NULL, -- number of the store
    grade TEXT NOT NULL, -- A, B, C or W
    observed TEXT NOT NULL -- each promise and whether it was kept, as JSON
);
COMMENT ON TABLE evidence_grade IS 'What a place of copies was seen to do.';
COMMENT ON COLUMN evidence_grade.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN evidence_grade.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN evidence_grade.ended IS 'position of the act that ended it';
COMMENT ON COLUMN evidence_grade.store IS 'number of the store';
COMMENT ON COLUMN evidence_grade.grade IS 'A, B, C or W';
COMMENT ON COLUMN evidence_grade.observed IS 'each promise and whether it was kept, as JSON';

CREATE INDEX evidence_grade_of ON evidence_grade (store);
