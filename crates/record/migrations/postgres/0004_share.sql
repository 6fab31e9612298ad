-- What is handed to recipients such as suppliers. Comments are part of the schema, as in the first step.

-- Holders who get deliveries, with the keys they showed; the row that has not ended is the one that holds.
CREATE TABLE recipient (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    holder BIGINT NOT NULL, -- number of the holder
    seal_key TEXT NOT NULL, -- what deliveries are sealed to: a public key of age (C2SP)
    receipt_key BYTEA NOT NULL -- what receipts and certificates are signed by: Ed25519 public key, 32 bytes
);
COMMENT ON TABLE recipient IS 'Holders who get deliveries, with the keys they showed; the row that has not ended is the one that holds.';
COMMENT ON COLUMN recipient.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN recipient.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN recipient.ended IS 'position of the act that ended it';
COMMENT ON COLUMN recipient.holder IS 'number of the holder';
COMMENT ON COLUMN recipient.seal_key IS 'what deliveries are sealed to: a public key of age (C2SP)';
COMMENT ON COLUMN recipient.receipt_key IS 'what receipts and certificates are signed by: Ed25519 public key, 32 bytes';

-- What may be delivered to a recipient; the number of the row is that of the share.
CREATE TABLE share (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    recipient BIGINT NOT NULL, -- row of the recipient: other keys are another recipient
    holder BIGINT NOT NULL, -- number of the holder
    fields BIGINT NOT NULL, -- what may be in a delivery, one bit for each field
    marks BIGINT NOT NULL, -- how deliveries are marked, one bit for each channel
    fictitious BIGINT NOT NULL, -- people who do not exist that each delivery carries
    keep_days BIGINT NOT NULL, -- days after which a delivery has to be destroyed
    every_days BIGINT, -- days between two deliveries; none: whenever one is ordered
    expires BIGINT NOT NULL, -- when nothing may be delivered any more, microseconds since 1970 UTC
    terms BYTEA NOT NULL -- name, purpose, legal basis and who is in it: JSON, sealed
);
COMMENT ON TABLE share IS 'What may be delivered to a recipient; the number of the row is that of the share.';
COMMENT ON COLUMN share.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN share.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN share.ended IS 'position of the act that ended it';
COMMENT ON COLUMN share.recipient IS 'row of the recipient: other keys are another recipient';
COMMENT ON COLUMN share.holder IS 'number of the holder';
COMMENT ON COLUMN share.fields IS 'what may be in a delivery, one bit for each field';
COMMENT ON COLUMN share.marks IS 'how deliveries are marked, one bit for each channel';
COMMENT ON COLUMN share.fictitious IS 'people who do not exist that each delivery carries';
COMMENT ON COLUMN share.keep_days IS 'days after which a delivery has to be destroyed';
COMMENT ON COLUMN share.every_days IS 'days between two deliveries; none: whenever one is ordered';
COMMENT ON COLUMN share.expires IS 'when nothing may be delivered any more, microseconds since 1970 UTC';
COMMENT ON COLUMN share.terms IS 'name, purpose, legal basis and who is in it: JSON, sealed';

-- What became of a share; the row that has not ended says what it is now.
CREATE TABLE share_state (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    share BIGINT NOT NULL, -- number of the share
    state TEXT NOT NULL -- proposed, approved, refused or ended
);
COMMENT ON TABLE share_state IS 'What became of a share; the row that has not ended says what it is now.';
COMMENT ON COLUMN share_state.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN share_state.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN share_state.ended IS 'position of the act that ended it';
COMMENT ON COLUMN share_state.share IS 'number of the share';
COMMENT ON COLUMN share_state.state IS 'proposed, approved, refused or ended';

-- What was delivered, as a recipe: nothing of the content is kept; the number of the row is that of the delivery.
CREATE TABLE delivery (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    share BIGINT NOT NULL, -- number of the share
    holder BIGINT NOT NULL, -- number of the holder who got it
    holding BIGINT NOT NULL, -- number of the holding that it opened
    known BIGINT NOT NULL, -- position of the log up to which acts were known to it
    valid BIGINT NOT NULL, -- when its values were true, microseconds since 1970 UTC
    fields BIGINT NOT NULL, -- what is in it, one bit for each field
    people BYTEA NOT NULL, -- who is in it: Roaring bitmap in the portable format
    is_part BIGINT NOT NULL, -- 1: only those of the share's people whom an order named; 0: all of them
    marks BIGINT NOT NULL, -- how it was marked, one bit for each channel
    format TEXT NOT NULL, -- csv, xlsx or jsonl
    key_commitment BYTEA NOT NULL, -- SHA-256 of the key of its marks
    content BYTEA NOT NULL, -- SHA-256 of its list of parts and what is in them, before it was sealed
    sha256 BYTEA NOT NULL, -- SHA-256 of the sealed file
    bytes BIGINT NOT NULL, -- size of the sealed file
    destroy_by BIGINT NOT NULL -- until when the recipient has to destroy it, microseconds since 1970 UTC
);
COMMENT ON TABLE delivery IS 'What was delivered, as a recipe: nothing of the content is kept; the number of the row is that of the delivery.';
COMMENT ON COLUMN delivery.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN delivery.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN delivery.ended IS 'position of the act that ended it';
COMMENT ON COLUMN delivery.share IS 'number of the share';
COMMENT ON COLUMN delivery.holder IS 'number of the holder who got it';
COMMENT ON COLUMN delivery.holding IS 'number of the holding that it opened';
COMMENT ON COLUMN delivery.known IS 'position of the log up to which acts were known to it';
COMMENT ON COLUMN delivery.valid IS 'when its values were true, microseconds since 1970 UTC';
COMMENT ON COLUMN delivery.fields IS 'what is in it, one bit for each field';
COMMENT ON COLUMN delivery.people IS 'who is in it: Roaring bitmap in the portable format';
COMMENT ON COLUMN delivery.is_part IS '1: only those of the share''s people whom an order named; 0: all of them';
COMMENT ON COLUMN delivery.marks IS 'how it was marked, one bit for each channel';
COMMENT ON COLUMN delivery.format IS 'csv, xlsx or jsonl';
COMMENT ON COLUMN delivery.key_commitment IS 'SHA-256 of the key of its marks';
COMMENT ON COLUMN delivery.content IS 'SHA-256 of its list of parts and what is in them, before it was sealed';
COMMENT ON COLUMN delivery.sha256 IS 'SHA-256 of the sealed file';
COMMENT ON COLUMN delivery.bytes IS 'size of the sealed file';
COMMENT ON COLUMN delivery.destroy_by IS 'until when the recipient has to destroy it, microseconds since 1970 UTC';

-- What became of a delivery; the row that has not ended says what it is now.
CREATE TABLE delivery_state (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    delivery BIGINT NOT NULL, -- number of the delivery
    state TEXT NOT NULL, -- delivered, received, destroyed or cancelled
    stated BIGINT, -- when, as the recipient says, microseconds since 1970 UTC
    statement BYTEA -- what the recipient signed
);
COMMENT ON TABLE delivery_state IS 'What became of a delivery; the row that has not ended says what it is now.';
COMMENT ON COLUMN delivery_state.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN delivery_state.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN delivery_state.ended IS 'position of the act that ended it';
COMMENT ON COLUMN delivery_state.delivery IS 'number of the delivery';
COMMENT ON COLUMN delivery_state.state IS 'delivered, received, destroyed or cancelled';
COMMENT ON COLUMN delivery_state.stated IS 'when, as the recipient says, microseconds since 1970 UTC';
COMMENT ON COLUMN delivery_state.statement IS 'what the recipient signed';

-- People who do not exist, one delivery each.
CREATE TABLE fictitious (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    delivery BIGINT NOT NULL, -- number of the delivery
    place BIGINT NOT NULL, -- their number within it
    kind TEXT NOT NULL, -- fictitious or specimen
    name BYTEA NOT NULL, -- what they are called: JSON, sealed
    tag BYTEA NOT NULL -- keyed hash of surname and forename, by which they are found
);
COMMENT ON TABLE fictitious IS 'People who do not exist, one delivery each.';
COMMENT ON COLUMN fictitious.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN fictitious.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN fictitious.ended IS 'position of the act that ended it';
COMMENT ON COLUMN fictitious.delivery IS 'number of the delivery';
COMMENT ON COLUMN fictitious.place IS 'their number within it';
COMMENT ON COLUMN fictitious.kind IS 'fictitious or specimen';
COMMENT ON COLUMN fictitious.name IS 'what they are called: JSON, sealed';
COMMENT ON COLUMN fictitious.tag IS 'keyed hash of surname and forename, by which they are found';

-- Opened keys of deliveries: with one, anybody can recompute its marks.
CREATE TABLE opened_delivery (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    delivery BIGINT NOT NULL, -- number of the delivery
    state TEXT NOT NULL -- proposed or opened
);
COMMENT ON TABLE opened_delivery IS 'Opened keys of deliveries: with one, anybody can recompute its marks.';
COMMENT ON COLUMN opened_delivery.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN opened_delivery.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN opened_delivery.ended IS 'position of the act that ended it';
COMMENT ON COLUMN opened_delivery.delivery IS 'number of the delivery';
COMMENT ON COLUMN opened_delivery.state IS 'proposed or opened';

CREATE INDEX recipient_holder ON recipient (holder);
CREATE INDEX share_state_share ON share_state (share);
CREATE INDEX delivery_share ON delivery (share);
CREATE INDEX delivery_holder ON delivery (holder);
CREATE INDEX delivery_sha256 ON delivery (sha256);
CREATE INDEX delivery_state_delivery ON delivery_state (delivery);
CREATE INDEX fictitious_delivery ON fictitious (delivery);
CREATE INDEX fictitious_tag ON fictitious (tag);
CREATE INDEX opened_delivery_delivery ON opened_delivery (delivery);
