-- Disposal: holds, classes, and what is destroyed by whose approval. Comments are part of the schema, as in the first step.

-- Nothing that belongs to a case is destroyed while one of these stands.
CREATE TABLE evidence_hold (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    case_number BIGINT NOT NULL, -- number of the case
    reason BYTEA NOT NULL -- why, sealed
);
COMMENT ON TABLE evidence_hold IS 'Nothing that belongs to a case is destroyed while one of these stands.';
COMMENT ON COLUMN evidence_hold.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN evidence_hold.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN evidence_hold.ended IS 'position of the act that ended it';
COMMENT ON COLUMN evidence_hold.case_number IS 'number of the case';
COMMENT ON COLUMN evidence_hold.reason IS 'why, sealed';

CREATE INDEX evidence_hold_of ON evidence_hold (case_number);

-- How a hold stands.
CREATE TABLE evidence_hold_state (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    hold BIGINT NOT NULL, -- number of the hold
    state TEXT NOT NULL -- placed, release-proposed or released
);
COMMENT ON TABLE evidence_hold_state IS 'How a hold stands.';
COMMENT ON COLUMN evidence_hold_state.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN evidence_hold_state.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN evidence_hold_state.ended IS 'position of the act that ended it';
COMMENT ON COLUMN evidence_hold_state.hold IS 'number of the hold';
COMMENT ON COLUMN evidence_hold_state.state IS 'placed, release-proposed or released';

CREATE INDEX evidence_hold_state_of ON evidence_hold_state (hold);

-- A case that is finalised. One without a row here that has not ended holds whatever belongs to it.
CREATE TABLE evidence_case_end (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    case_number BIGINT NOT NULL -- number of the case
);
COMMENT ON TABLE evidence_case_end IS 'A case that is finalised. One without a row here that has not ended holds whatever belongs to it.';
COMMENT ON COLUMN evidence_case_end.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN evidence_case_end.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN evidence_case_end.ended IS 'position of the act that ended it';
COMMENT ON COLUMN evidence_case_end.case_number IS 'number of the case';

CREATE INDEX evidence_case_end_of ON evidence_case_end (case_number);

-- How long a class of evidence is kept, as somebody proposed it.
CREATE TABLE evidence_class (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    name TEXT NOT NULL, -- name of the class, as lists of evidence have it
    version BIGINT NOT NULL, -- which version of the class of this name, from 1
    clock TEXT NOT NULL, -- from when the period counts: recorded or received
    days BIGINT, -- days that it lasts; null: no period
    action TEXT NOT NULL, -- what comes then: review or dispose
    source BYTEA NOT NULL, -- where the rule comes from, sealed
    simulated BYTEA NOT NULL, -- what it would have taken at once when it was proposed, as JSON without names
    reason BYTEA NOT NULL -- why, sealed
);
COMMENT ON TABLE evidence_class IS 'How long a class of evidence is kept, as somebody proposed it.';
COMMENT ON COLUMN evidence_class.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN evidence_class.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN evidence_class.ended IS 'position of the act that ended it';
COMMENT ON COLUMN evidence_class.name IS 'name of the class, as lists of evidence have it';
COMMENT ON COLUMN evidence_class.version IS 'which version of the class of this name, from 1';
COMMENT ON COLUMN evidence_class.clock IS 'from when the period counts: recorded or received';
COMMENT ON COLUMN evidence_class.days IS 'days that it lasts; null: no period';
COMMENT ON COLUMN evidence_class.action IS 'what comes then: review or dispose';
COMMENT ON COLUMN evidence_class.source IS 'where the rule comes from, sealed';
COMMENT ON COLUMN evidence_class.simulated IS 'what it would have taken at once when it was proposed, as JSON without names';
COMMENT ON COLUMN evidence_class.reason IS 'why, sealed';

CREATE INDEX evidence_class_of ON evidence_class (name);

-- How a version of a class stands.
CREATE TABLE evidence_class_state (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    class BIGINT NOT NULL, -- number of the row of the class
    state TEXT NOT NULL -- proposed, approved or refused
);
COMMENT ON TABLE evidence_class_state IS 'How a version of a class stands.';
COMMENT ON COLUMN evidence_class_state.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN evidence_class_state.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN evidence_class_state.ended IS 'position of the act that ended it';
COMMENT ON COLUMN evidence_class_state.class IS 'number of the row of the class';
COMMENT ON COLUMN evidence_class_state.state IS 'proposed, approved or refused';

CREATE INDEX evidence_class_state_of ON evidence_class_state (class);

-- A proposal to destroy all copies of some items.
CREATE TABLE evidence_disposal (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    class BIGINT, -- number of the row of the class by which they are due; null: somebody chose them
    blob TEXT NOT NULL, -- name of the sealed list
    sha256 BYTEA NOT NULL, -- SHA-256 of the list, which is what is approved
    items BIGINT NOT NULL, -- items in it
    bytes BIGINT NOT NULL, -- their bytes, once
    cases BIGINT NOT NULL, -- cases that they belong to
    held BIGINT NOT NULL, -- items that were left out, because they are held
    chosen BYTEA NOT NULL, -- numbers of the items, as a Roaring bitmap of 64 bits
    approvals BIGINT NOT NULL, -- approvals that it takes
    cooling_seconds BIGINT NOT NULL, -- seconds from the last approval until the first copy may go
    last_seconds BIGINT NOT NULL, -- seconds from when the others are gone until the last copy of an item may go
    reason BYTEA NOT NULL -- why, sealed
);
COMMENT ON TABLE evidence_disposal IS 'A proposal to destroy all copies of some items.';
COMMENT ON COLUMN evidence_disposal.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN evidence_disposal.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN evidence_disposal.ended IS 'position of the act that ended it';
COMMENT ON COLUMN evidence_disposal.class IS 'number of the row of the class by which they are due; null: somebody chose them';
COMMENT ON COLUMN evidence_disposal.blob IS 'name of the sealed list';
COMMENT ON COLUMN evidence_disposal.sha256 IS 'SHA-256 of the list, which is what is approved';
COMMENT ON COLUMN evidence_disposal.items IS 'items in it';
COMMENT ON COLUMN evidence_disposal.bytes IS 'their bytes, once';
COMMENT ON COLUMN evidence_disposal.cases IS 'cases that they belong to';
COMMENT ON COLUMN evidence_disposal.held IS 'items that were left out, because they are held';
COMMENT ON COLUMN evidence_disposal.chosen IS 'numbers of the items, as a Roaring bitmap of 64 bits';
COMMENT ON COLUMN evidence_disposal.approvals IS 'approvals that it takes';
COMMENT ON COLUMN evidence_disposal.cooling_seconds IS 'seconds from the last approval until the first copy may go';
COMMENT ON COLUMN evidence_disposal.last_seconds IS 'seconds from when the others are gone until the last copy of an item may go';
COMMENT ON COLUMN evidence_disposal.reason IS 'why, sealed';

-- How a disposal stands.
CREATE TABLE evidence_disposal_state (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    disposal BIGINT NOT NULL, -- number of the disposal
    state TEXT NOT NULL -- proposed, approved, refused or done
);
COMMENT ON TABLE evidence_disposal_state IS 'How a disposal stands.';
COMMENT ON COLUMN evidence_disposal_state.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN evidence_disposal_state.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN evidence_disposal_state.ended IS 'position of the act that ended it';
COMMENT ON COLUMN evidence_disposal_state.disposal IS 'number of the disposal';
COMMENT ON COLUMN evidence_disposal_state.state IS 'proposed, approved, refused or done';

CREATE INDEX evidence_disposal_state_of ON evidence_disposal_state (disposal);

-- One of the approvals of a disposal.
CREATE TABLE evidence_disposal_approval (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    disposal BIGINT NOT NULL, -- number of the disposal
    actor BIGINT NOT NULL, -- who approved
    role TEXT NOT NULL -- in which role
);
COMMENT ON TABLE evidence_disposal_approval IS 'One of the approvals of a disposal.';
COMMENT ON COLUMN evidence_disposal_approval.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN evidence_disposal_approval.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN evidence_disposal_approval.ended IS 'position of the act that ended it';
COMMENT ON COLUMN evidence_disposal_approval.disposal IS 'number of the disposal';
COMMENT ON COLUMN evidence_disposal_approval.actor IS 'who approved';
COMMENT ON COLUMN evidence_disposal_approval.role IS 'in which role';

CREATE INDEX evidence_disposal_approval_of ON evidence_disposal_approval (disposal);

-- Copies that were destroyed and booked together.
CREATE TABLE evidence_disposal_run (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    disposal BIGINT NOT NULL, -- number of the disposal
    blob TEXT NOT NULL, -- name of the sealed list of receipts
    sha256 BYTEA NOT NULL, -- SHA-256 of that list
    copies BIGINT NOT NULL, -- copies that were destroyed
    bytes BIGINT NOT NULL -- their bytes
);
COMMENT ON TABLE evidence_disposal_run IS 'Copies that were destroyed and booked together.';
COMMENT ON COLUMN evidence_disposal_run.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN evidence_disposal_run.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN evidence_disposal_run.ended IS 'position of the act that ended it';
COMMENT ON COLUMN evidence_disposal_run.disposal IS 'number of the disposal';
COMMENT ON COLUMN evidence_disposal_run.blob IS 'name of the sealed list of receipts';
COMMENT ON COLUMN evidence_disposal_run.sha256 IS 'SHA-256 of that list';
COMMENT ON COLUMN evidence_disposal_run.copies IS 'copies that were destroyed';
COMMENT ON COLUMN evidence_disposal_run.bytes IS 'their bytes';

CREATE INDEX evidence_disposal_run_of ON evidence_disposal_run (disposal);

-- One copy of each of some items is no longer needed where it is, because others are verified elsewhere.
CREATE TABLE evidence_permit (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    store BIGINT NOT NULL, -- number of the store whose copies may go
    items BYTEA NOT NULL, -- numbers of the items, as a Roaring bitmap of 64 bits
    survivors BIGINT NOT NULL, -- copies that must survive elsewhere, one at the least
    ends BIGINT NOT NULL -- from here on it allows nothing, microseconds since 1970 UTC
);
COMMENT ON TABLE evidence_permit IS 'One copy of each of some items is no longer needed where it is, because others are verified elsewhere.';
COMMENT ON COLUMN evidence_permit.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN evidence_permit.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN evidence_permit.ended IS 'position of the act that ended it';
COMMENT ON COLUMN evidence_permit.store IS 'number of the store whose copies may go';
COMMENT ON COLUMN evidence_permit.items IS 'numbers of the items, as a Roaring bitmap of 64 bits';
COMMENT ON COLUMN evidence_permit.survivors IS 'copies that must survive elsewhere, one at the least';
COMMENT ON COLUMN evidence_permit.ends IS 'from here on it allows nothing, microseconds since 1970 UTC';

CREATE INDEX evidence_permit_of ON evidence_permit (store);
