-- Cards: orders, jobs, and what became of each card. Comments are part of the schema, as in the first step.

-- What the force's cards say of where they come from, and the key that signs it.
CREATE TABLE card_issuer (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    issuer TEXT NOT NULL, -- short name of the force, as it stands in each code
    force TEXT NOT NULL, -- name of the force, as it stands on cards
    page TEXT NOT NULL, -- address of the page that checks cards
    list TEXT NOT NULL, -- address of the status list
    contact TEXT NOT NULL, -- what somebody does who doubts a card
    algorithm TEXT NOT NULL, -- ed25519 or p256
    public_key BLOB NOT NULL, -- the public half of the key that signs
    secret BLOB NOT NULL -- the key that signs: 32 bytes in base64, sealed
) STRICT;

-- Places of a status list: which belong to cards, which to nobody, and which are revoked. A new row for each change.
CREATE TABLE card_list (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    address TEXT NOT NULL, -- address of the list
    capacity INTEGER NOT NULL, -- how many places it has
    published INTEGER, -- when it was last published, microseconds since 1970 UTC
    places BLOB NOT NULL -- the places: JSON, sealed, because only whoever sees it can tell cards from decoys
) STRICT;

-- Who is set apart for good: covert and high-risk staff, and the ordinary ones among whom they cannot be told.
CREATE TABLE card_apart (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    people BLOB NOT NULL -- Roaring bitmap in base64, sealed
) STRICT;

-- Designs of cards that the force brought.
CREATE TABLE card_design (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    name TEXT NOT NULL, -- what it is called
    front BLOB NOT NULL, -- the front, SVG, sealed
    back BLOB NOT NULL -- the back, SVG, sealed
) STRICT;

-- Orders of cards.
CREATE TABLE card_order (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    mode TEXT NOT NULL, -- in-force: all faces are printed in the force; sealed-job: by a print service, but for those set apart
    share INTEGER, -- number of the share under which a print service gets faces
    design TEXT NOT NULL, -- name of the design
    kind TEXT NOT NULL, -- what kind of holder the cards are for: constable, community-support or staff
    last_day TEXT NOT NULL, -- last day of the cards, as in 2029-12-31
    reissue INTEGER NOT NULL, -- 1: the cards take the place of revoked ones; 0: they do not
    people BLOB NOT NULL -- for whom: Roaring bitmap in the portable format
) STRICT;

-- Cards. The link from a card to a person stands here and nowhere else.
CREATE TABLE card (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    card_order INTEGER NOT NULL, -- number of the order
    person INTEGER NOT NULL, -- number of the person
    in_force INTEGER NOT NULL, -- 1: printed in the force; 0: by the print service
    serial BLOB NOT NULL, -- serial, sealed
    tag BLOB NOT NULL, -- keyed hash of the serial, by which the card is found
    place BLOB NOT NULL, -- place in the status list, sealed; nobody knows from it who has no code
    list INTEGER NOT NULL -- row of card_issuer whose list has the place
) STRICT;

-- What became of a card; the row that has not ended says what it is now.
CREATE TABLE card_state (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    card INTEGER NOT NULL, -- number of the card
    state TEXT NOT NULL, -- ordered, sealed, printed, spoiled, destroyed, drawn or revoked
    job INTEGER -- number of the job it is in
) STRICT;

-- Sealed jobs.
CREATE TABLE card_job (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    card_order INTEGER NOT NULL, -- number of the order
    delivery INTEGER NOT NULL, -- number of the delivery that the job is
    job TEXT NOT NULL, -- number of the job, as the print service knows it
    seal_key TEXT NOT NULL, -- one-time key of the print agent; none is taken twice
    agent TEXT NOT NULL, -- verifier key of the print agent
    manifest BLOB NOT NULL, -- serials, sizes and digests: JSON, sealed
    keys BLOB NOT NULL -- the keys of the cards in the manifest's order, in base64, sealed
) STRICT;

-- What happened to a job, in order.
CREATE TABLE card_job_event (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    job INTEGER NOT NULL, -- number of the row of the job
    kind TEXT NOT NULL, -- handed-out, receipt, stopped or closed
    at INTEGER NOT NULL, -- when, microseconds since 1970 UTC
    job_window INTEGER, -- which window's keys were handed out
    note BLOB -- what the print agent signed
) STRICT;

CREATE INDEX card_card_order ON card (card_order);
CREATE INDEX card_person ON card (person);
CREATE INDEX card_tag ON card (tag);
CREATE INDEX card_state_card ON card_state (card);
CREATE INDEX card_state_job ON card_state (job);
CREATE INDEX card_job_order ON card_job (card_order);
CREATE INDEX card_job_delivery ON card_job (delivery);
CREATE INDEX card_job_seal_key ON card_job (seal_key);
CREATE INDEX card_job_event_job ON card_job_event (job);
