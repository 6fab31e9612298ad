-- Disposal: holds, classes, and what is destroyed by whose approval. Comments are part of the schema, as in the first step.

CREATE TABLE evidence_hold ( -- Nothing that belongs to a case is destroyed while one of these stands.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    case_number INTEGER NOT NULL, -- number of the case
    reason BLOB NOT NULL -- why, sealed
) STRICT;

CREATE INDEX evidence_hold_of ON evidence_hold (case_number);

CREATE TABLE evidence_hold_state ( -- How a hold stands.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    hold INTEGER NOT NULL, -- number of the hold
    state TEXT NOT NULL -- placed, release-proposed or released
) STRICT;

CREATE INDEX evidence_hold_state_of ON evidence_hold_state (hold);

CREATE TABLE evidence_case_end ( -- A case that is finalised. One without a row here that has not ended holds whatever belongs to it.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    case_number INTEGER NOT NULL -- number of the case
) STRICT;

CREATE INDEX evidence_case_end_of ON evidence_case_end (case_number);

CREATE TABLE evidence_class ( -- How long a class of evidence is kept, as somebody proposed it.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    name TEXT NOT NULL, -- name of the class, as lists of evidence have it
    version INTEGER NOT NULL, -- which version of the class of this name, from 1
    clock TEXT NOT NULL, -- from when the period counts: recorded or received
    days INTEGER, -- days that it lasts; null: no period
    action TEXT NOT NULL, -- what comes then: review or dispose
    source BLOB NOT NULL, -- where the rule comes from, sealed
    simulated BLOB NOT NULL, -- what it would have taken at once when it was proposed, as JSON without names
    reason BLOB NOT NULL -- why, sealed
) STRICT;

CREATE INDEX evidence_class_of ON evidence_class (name);

CREATE TABLE evidence_class_state ( -- How a version of a class stands.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    class INTEGER NOT NULL, -- number of the row of the class
    state TEXT NOT NULL -- proposed, approved or refused
) STRICT;

CREATE INDEX evidence_class_state_of ON evidence_class_state (class);

CREATE TABLE evidence_disposal ( -- A proposal to destroy all copies of some items.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    class INTEGER, -- number of the row of the class by which they are due; null: somebody chose them
    blob TEXT NOT NULL, -- name of the sealed list
    sha256 BLOB NOT NULL, -- SHA-256 of the list, which is what is approved
    items INTEGER NOT NULL, -- items in it
    bytes INTEGER NOT NULL, -- their bytes, once
    cases INTEGER NOT NULL, -- cases that they belong to
    held INTEGER NOT NULL, -- items that were left out, because they are held
    chosen BLOB NOT NULL, -- numbers of the items, as a Roaring bitmap of 64 bits
    approvals INTEGER NOT NULL, -- approvals that it takes
    cooling_seconds INTEGER NOT NULL, -- seconds from the last approval until the first copy may go
    last_seconds INTEGER NOT NULL, -- seconds from when the others are gone until the last copy of an item may go
    reason BLOB NOT NULL -- why, sealed
) STRICT;

CREATE TABLE evidence_disposal_state ( -- How a disposal stands.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    disposal INTEGER NOT NULL, -- number of the disposal
    state TEXT NOT NULL -- proposed, approved, refused or done
) STRICT;

CREATE INDEX evidence_disposal_state_of ON evidence_disposal_state (disposal);

CREATE TABLE evidence_disposal_approval ( -- One of the approvals of a disposal.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    disposal INTEGER NOT NULL, -- number of the disposal
    actor INTEGER NOT NULL, -- who approved
    role TEXT NOT NULL -- in which role
) STRICT;

CREATE INDEX evidence_disposal_approval_of ON evidence_disposal_approval (disposal);

CREATE TABLE evidence_disposal_run ( -- Copies that were destroyed and booked together.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    disposal INTEGER NOT NULL, -- number of the disposal
    blob TEXT NOT NULL, -- name of the sealed list of receipts
    sha256 BLOB NOT NULL, -- SHA-256 of that list
    copies INTEGER NOT NULL, -- copies that were destroyed
    bytes INTEGER NOT NULL -- their bytes
) STRICT;

CREATE INDEX evidence_disposal_run_of ON evidence_disposal_run (disposal);

CREATE TABLE evidence_permit ( -- One copy of each of some items is no longer needed where it is, because others are verified elsewhere.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    store INTEGER NOT NULL, -- number of the store whose copies may go
    items BLOB NOT NULL, -- numbers of the items, as a Roaring bitmap of 64 bits
    survivors INTEGER NOT NULL, -- copies that must survive elsewhere, one at the least
    ends INTEGER NOT NULL -- from here on it allows nothing, microseconds since 1970 UTC
) STRICT;

CREATE INDEX evidence_permit_of ON evidence_permit (store);
