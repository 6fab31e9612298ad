-- What is handed to recipients such as suppliers. Comments are part of the schema, as in the first step.

-- Holders who get deliveries, with the keys they showed; the row that has not ended is the one that holds.
CREATE TABLE recipient (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    holder INTEGER NOT NULL, -- number of the holder
    seal_key TEXT NOT NULL, -- what deliveries are sealed to: a public key of age (C2SP)
    receipt_key BLOB NOT NULL -- what receipts and certificates are signed by: Ed25519 public key, 32 bytes
) STRICT;

-- What may be delivered to a recipient; the number of the row is that of the share.
CREATE TABLE share (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    recipient INTEGER NOT NULL, -- row of the recipient: other keys are another recipient
    holder INTEGER NOT NULL, -- number of the holder
    fields INTEGER NOT NULL, -- what may be in a delivery, one bit for each field
    marks INTEGER NOT NULL, -- how deliveries are marked, one bit for each channel
    fictitious INTEGER NOT NULL, -- people who do not exist that each delivery carries
    keep_days INTEGER NOT NULL, -- days after which a delivery has to be destroyed
    every_days INTEGER, -- days between two deliveries; none: whenever one is ordered
    expires INTEGER NOT NULL, -- when nothing may be delivered any more, microseconds since 1970 UTC
    terms BLOB NOT NULL -- name, purpose, legal basis and who is in it: JSON, sealed
) STRICT;

-- What became of a share; the row that has not ended says what it is now.
CREATE TABLE share_state (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    share INTEGER NOT NULL, -- number of the share
    state TEXT NOT NULL -- proposed, approved, refused or ended
) STRICT;

-- What was delivered, as a recipe: nothing of the content is kept; the number of the row is that of the delivery.
CREATE TABLE delivery (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    share INTEGER NOT NULL, -- number of the share
    holder INTEGER NOT NULL, -- number of the holder who got it
    holding INTEGER NOT NULL, -- number of the holding that it opened
    known INTEGER NOT NULL, -- position of the log up to which acts were known to it
    valid INTEGER NOT NULL, -- when its values were true, microseconds since 1970 UTC
    fields INTEGER NOT NULL, -- what is in it, one bit for each field
    people BLOB NOT NULL, -- who is in it: Roaring bitmap in the portable format
    is_part INTEGER NOT NULL, -- 1: only those of the share's people whom an order named; 0: all of them
    marks INTEGER NOT NULL, -- how it was marked, one bit for each channel
    format TEXT NOT NULL, -- csv, xlsx or jsonl
    key_commitment BLOB NOT NULL, -- SHA-256 of the key of its marks
    content BLOB NOT NULL, -- SHA-256 of its list of parts and what is in them, before it was sealed
    sha256 BLOB NOT NULL, -- SHA-256 of the sealed file
    bytes INTEGER NOT NULL, -- size of the sealed file
    destroy_by INTEGER NOT NULL -- until when the recipient has to destroy it, microseconds since 1970 UTC
) STRICT;

-- What became of a delivery; the row that has not ended says what it is now.
CREATE TABLE delivery_state (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    delivery INTEGER NOT NULL, -- number of the delivery
    state TEXT NOT NULL, -- delivered, received, destroyed or cancelled
    stated INTEGER, -- when, as the recipient says, microseconds since 1970 UTC
    statement BLOB -- what the recipient signed
) STRICT;

-- People who do not exist, one delivery each.
CREATE TABLE fictitious (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    delivery INTEGER NOT NULL, -- number of the delivery
    place INTEGER NOT NULL, -- their number within it
    kind TEXT NOT NULL, -- fictitious or specimen
    name BLOB NOT NULL, -- what they are called: JSON, sealed
    tag BLOB NOT NULL -- keyed hash of surname and forename, by which they are found
) STRICT;

-- Opened keys of deliveries: with one, anybody can recompute its marks.
CREATE TABLE opened_delivery (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    delivery INTEGER NOT NULL, -- number of the delivery
    state TEXT NOT NULL -- proposed or opened
) STRICT;

CREATE INDEX recipient_holder ON recipient (holder);
CREATE INDEX share_state_share ON share_state (share);
CREATE INDEX delivery_share ON delivery (share);
CREATE INDEX delivery_holder ON delivery (holder);
CREATE INDEX delivery_sha256 ON delivery (sha256);
CREATE INDEX delivery_state_delivery ON delivery_state (delivery);
CREATE INDEX fictitious_delivery ON fictitious (delivery);
CREATE INDEX fictitious_tag ON fictitious (tag);
CREATE INDEX opened_delivery_delivery ON opened_delivery (delivery);
