-- Cards: orders, jobs, and what became of each card.

-- What the force's cards say of where they come from, and the key that signs it.
CREATE TABLE card_issuer (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    issuer TEXT NOT NULL, -- short name of the force, as it stands in each code
    force TEXT NOT NULL, -- name of the force, as it stands on cards
    page TEXT NOT NULL, -- address of the page that checks cards
    list TEXT NOT NULL, -- address of the status list
    contact TEXT NOT NULL, -- what somebody does who doubts a card
    algorithm TEXT NOT NULL, -- ed25519 or p256
    public_key BYTEA NOT NULL, -- the public half of the key that signs
    secret BYTEA NOT NULL -- the key that signs: 32 bytes in base64, sealed
);
COMMENT ON TABLE card_issuer IS 'What the force''s cards say of where they come from, and the key that signs it.';
COMMENT ON COLUMN card_issuer.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN card_issuer.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN card_issuer.ended IS 'position of the act that ended it';
COMMENT ON COLUMN card_issuer.issuer IS 'short name of the force, as it stands in each code';
COMMENT ON COLUMN card_issuer.force IS 'name of the force, as it stands on cards';
COMMENT ON COLUMN card_issuer.page IS 'address of the page that checks cards';
COMMENT ON COLUMN card_issuer.list IS 'address of the status list';
COMMENT ON COLUMN card_issuer.contact IS 'what somebody does who doubts a card';
COMMENT ON COLUMN card_issuer.algorithm IS 'ed25519 or p256';
COMMENT ON COLUMN card_issuer.public_key IS 'the public half of the key that signs';
COMMENT ON COLUMN card_issuer.secret IS 'the key that signs: 32 bytes in base64, sealed';

-- Places of a status list: which belong to cards, which to nobody, and which are revoked. A new row for each change.
CREATE TABLE card_list (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    address TEXT NOT NULL, -- address of the list
    capacity BIGINT NOT NULL, -- how many places it has
    published BIGINT, -- when it was last published, microseconds since 1970 UTC
    places BYTEA NOT NULL -- the places: JSON, sealed, because only whoever sees it can tell cards from decoys
);
COMMENT ON TABLE card_list IS 'Places of a status list: which belong to cards, which to nobody, and which are revoked. A new row for each change.';
COMMENT ON COLUMN card_list.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN card_list.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN card_list.ended IS 'position of the act that ended it';
COMMENT ON COLUMN card_list.address IS 'address of the list';
COMMENT ON COLUMN card_list.capacity IS 'how many places it has';
COMMENT ON COLUMN card_list.published IS 'when it was last published, microseconds since 1970 UTC';
COMMENT ON COLUMN card_list.places IS 'the places: JSON, sealed, because only whoever sees it can tell cards from decoys';

-- Who is set apart for good: covert and high-risk staff, and the ordinary ones among whom they cannot be told.
CREATE TABLE card_apart (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    people BYTEA NOT NULL -- Roaring bitmap in base64, sealed
);
COMMENT ON TABLE card_apart IS 'Who is set apart for good: covert and high-risk staff, and the ordinary ones among whom they cannot be told.';
COMMENT ON COLUMN card_apart.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN card_apart.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN card_apart.ended IS 'position of the act that ended it';
COMMENT ON COLUMN card_apart.people IS 'Roaring bitmap in base64, sealed';

-- Designs of cards that the force brought.
CREATE TABLE card_design (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    name TEXT NOT NULL, -- what it is called
    front BYTEA NOT NULL, -- the front, SVG, sealed
    back BYTEA NOT NULL -- the back, SVG, sealed
);
COMMENT ON TABLE card_design IS 'Designs of cards that the force brought.';
COMMENT ON COLUMN card_design.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN card_design.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN card_design.ended IS 'position of the act that ended it';
COMMENT ON COLUMN card_design.name IS 'what it is called';
COMMENT ON COLUMN card_design.front IS 'the front, SVG, sealed';
COMMENT ON COLUMN card_design.back IS 'the back, SVG, sealed';

-- Orders of cards.
CREATE TABLE card_order (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    mode TEXT NOT NULL, -- in-force: all faces are printed in the force; sealed-job: by a print service, but for those set apart
    share BIGINT, -- number of the share under which a print service gets faces
    design TEXT NOT NULL, -- name of the design
    kind TEXT NOT NULL, -- what kind of holder the cards are for: constable, community-support or staff
    last_day TEXT NOT NULL, -- last day of the cards, as in 2029-12-31
    reissue BIGINT NOT NULL, -- 1: the cards take the place of revoked ones; 0: they do not
    people BYTEA NOT NULL -- for whom: Roaring bitmap in the portable format
);
COMMENT ON TABLE card_order IS 'Orders of cards.';
COMMENT ON COLUMN card_order.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN card_order.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN card_order.ended IS 'position of the act that ended it';
COMMENT ON COLUMN card_order.mode IS 'in-force: all faces are printed in the force; sealed-job: by a print service, but for those set apart';
COMMENT ON COLUMN card_order.share IS 'number of the share under which a print service gets faces';
COMMENT ON COLUMN card_order.design IS 'name of the design';
COMMENT ON COLUMN card_order.kind IS 'what kind of holder the cards are for: constable, community-support or staff';
COMMENT ON COLUMN card_order.last_day IS 'last day of the cards, as in 2029-12-31';
COMMENT ON COLUMN card_order.reissue IS '1: the cards take the place of revoked ones; 0: they do not';
COMMENT ON COLUMN card_order.people IS 'for whom: Roaring bitmap in the portable format';

-- Cards. The link from a card to a person stands here and nowhere else.
CREATE TABLE card (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    card_order BIGINT NOT NULL, -- number of the order
    person BIGINT NOT NULL, -- number of the person
    in_force BIGINT NOT NULL, -- 1: printed in the force; 0: by the print service
    serial BYTEA NOT NULL, -- serial, sealed
    tag BYTEA NOT NULL, -- keyed hash of the serial, by which the card is found
    place BYTEA NOT NULL, -- place in the status list, sealed; nobody knows from it who has no code
    list BIGINT NOT NULL -- row of card_issuer whose list has the place
);
COMMENT ON TABLE card IS 'Cards. The link from a card to a person stands here and nowhere else.';
COMMENT ON COLUMN card.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN card.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN card.ended IS 'position of the act that ended it';
COMMENT ON COLUMN card.card_order IS 'number of the order';
COMMENT ON COLUMN card.person IS 'number of the person';
COMMENT ON COLUMN card.in_force IS '1: printed in the force; 0: by the print service';
COMMENT ON COLUMN card.serial IS 'serial, sealed';
COMMENT ON COLUMN card.tag IS 'keyed hash of the serial, by which the card is found';
COMMENT ON COLUMN card.place IS 'place in the status list, sealed; nobody knows from it who has no code';
COMMENT ON COLUMN card.list IS 'row of card_issuer whose list has the place';

-- What became of a card; the row that has not ended says what it is now.
CREATE TABLE card_state (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    card BIGINT NOT NULL, -- number of the card
    state TEXT NOT NULL, -- ordered, sealed, printed, spoiled, destroyed, drawn or revoked
    job BIGINT -- number of the job it is in
);
COMMENT ON TABLE card_state IS 'What became of a card; the row that has not ended says what it is now.';
COMMENT ON COLUMN card_state.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN card_state.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN card_state.ended IS 'position of the act that ended it';
COMMENT ON COLUMN card_state.card IS 'number of the card';
COMMENT ON COLUMN card_state.state IS 'ordered, sealed, printed, spoiled, destroyed, drawn or revoked';
COMMENT ON COLUMN card_state.job IS 'number of the job it is in';

-- Sealed jobs.
CREATE TABLE card_job (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    card_order BIGINT NOT NULL, -- number of the order
    delivery BIGINT NOT NULL, -- number of the delivery that the job is
    job TEXT NOT NULL, -- number of the job, as the print service knows it
    seal_key TEXT NOT NULL, -- one-time key of the print agent; none is taken twice
    agent TEXT NOT NULL, -- verifier key of the print agent
    manifest BYTEA NOT NULL, -- serials, sizes and digests: JSON, sealed
    keys BYTEA NOT NULL -- the keys of the cards in the manifest's order, in base64, sealed
);
COMMENT ON TABLE card_job IS 'Sealed jobs.';
COMMENT ON COLUMN card_job.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN card_job.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN card_job.ended IS 'position of the act that ended it';
COMMENT ON COLUMN card_job.card_order IS 'number of the order';
COMMENT ON COLUMN card_job.delivery IS 'number of the delivery that the job is';
COMMENT ON COLUMN card_job.job IS 'number of the job, as the print service knows it';
COMMENT ON COLUMN card_job.seal_key IS 'one-time key of the print agent; none is taken twice';
COMMENT ON COLUMN card_job.agent IS 'verifier key of the print agent';
COMMENT ON COLUMN card_job.manifest IS 'serials, sizes and digests: JSON, sealed';
COMMENT ON COLUMN card_job.keys IS 'the keys of the cards in the manifest''s order, in base64, sealed';

-- What happened to a job, in order.
CREATE TABLE card_job_event (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    job BIGINT NOT NULL, -- number of the row of the job
    kind TEXT NOT NULL, -- handed-out, receipt, stopped or closed
    at BIGINT NOT NULL, -- when, microseconds since 1970 UTC
    job_window BIGINT, -- which window's keys were handed out
    note BYTEA -- what the print agent signed
);
COMMENT ON TABLE card_job_event IS 'What happened to a job, in order.';
COMMENT ON COLUMN card_job_event.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN card_job_event.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN card_job_event.ended IS 'position of the act that ended it';
COMMENT ON COLUMN card_job_event.job IS 'number of the row of the job';
COMMENT ON COLUMN card_job_event.kind IS 'handed-out, receipt, stopped or closed';
COMMENT ON COLUMN card_job_event.at IS 'when, microseconds since 1970 UTC';
COMMENT ON COLUMN card_job_event.job_window IS 'which window''s keys were handed out';
COMMENT ON COLUMN card_job_event.note IS 'what the print agent signed';

CREATE INDEX card_card_order ON card (card_order);
CREATE INDEX card_person ON card (person);
CREATE INDEX card_tag ON card (tag);
CREATE INDEX card_state_card ON card_state (card);
CREATE INDEX card_state_job ON card_state (job);
CREATE INDEX card_job_order ON card_job (card_order);
CREATE INDEX card_job_delivery ON card_job (delivery);
CREATE INDEX card_job_seal_key ON card_job (seal_key);
CREATE INDEX card_job_event_job ON card_job_event (job);
