-- The record. Comments are part of the schema: a test holds the two folders in step, comments included.

-- The one row that every act locks first: what is the next position.
CREATE TABLE head (
    id INTEGER NOT NULL PRIMARY KEY, -- always 1
    size INTEGER NOT NULL, -- number of leaves, which is the position of the next one
    at INTEGER NOT NULL -- time of the newest act, microseconds since 1970 UTC; never goes back
) STRICT;

-- Next number of each table whose rows acts write.
CREATE TABLE counter (
    name TEXT NOT NULL PRIMARY KEY, -- the table, or another series of numbers
    next INTEGER NOT NULL -- the number that comes next
) STRICT;

-- The acts, as the log publishes them.
CREATE TABLE leaf (
    position INTEGER NOT NULL PRIMARY KEY, -- place in the log, from 0
    at INTEGER NOT NULL, -- when it was recorded, microseconds since 1970 UTC
    body BLOB NOT NULL -- canonical JSON (RFC 8785), at most 65,535 bytes, nothing personal
) STRICT;

-- What each act wrote, row by row; the leaf carries its salted digest.
CREATE TABLE manifest (
    position INTEGER NOT NULL PRIMARY KEY, -- the act
    salt BLOB NOT NULL, -- 32 random bytes
    body BLOB NOT NULL -- JSON, tipstaff.manifest/1
) STRICT;

-- Who does a piece of work that only one may do.
CREATE TABLE lease (
    name TEXT NOT NULL PRIMARY KEY, -- the work
    holder TEXT NOT NULL, -- random identifier of the process that does it
    until INTEGER NOT NULL -- when the lease ends, microseconds since 1970 UTC
) STRICT;

-- Keys of the record as a whole, wrapped by the force key.
CREATE TABLE record_key (
    purpose TEXT NOT NULL PRIMARY KEY, -- what it is for
    wrapped BLOB NOT NULL -- the key, sealed under the force key
) STRICT;

-- One key for each person, wrapped by the force key; erasing it erases the person.
CREATE TABLE person_key (
    person INTEGER NOT NULL PRIMARY KEY, -- number of the person
    wrapped BLOB NOT NULL -- the key, sealed under the force key
) STRICT;

-- Signing keys of actors, each under its own passphrase.
CREATE TABLE actor_secret (
    actor INTEGER NOT NULL PRIMARY KEY, -- number of the actor
    pem TEXT NOT NULL -- PKCS #8 EncryptedPrivateKeyInfo (RFC 5958) in PEM
) STRICT;

-- Who acts.
CREATE TABLE actor (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    actor INTEGER NOT NULL, -- number of the actor; several rows are its versions
    name BLOB NOT NULL, -- name, sealed
    tag BLOB NOT NULL, -- keyed hash of the name, to find it
    roles INTEGER NOT NULL, -- set of roles, one bit each
    public_key BLOB, -- Ed25519 public key, 32 bytes; none until a passphrase was set
    key_by INTEGER -- number of the actor who set the key
) STRICT;

-- People; the number of the row is the number of the person.
CREATE TABLE person (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER -- position of the act that ended it
) STRICT;

-- What is known about a person: one row for each value and each time it was true.
CREATE TABLE person_value (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    person INTEGER NOT NULL, -- number of the person
    field INTEGER NOT NULL, -- bit of the field
    valid_from INTEGER, -- when it became true, microseconds since 1970 UTC; none: not known
    valid_until INTEGER, -- when it ceased to be true; none: not known to have
    value BLOB NOT NULL -- the value, sealed under the key of the person
) STRICT;

-- Keyed hashes of numbers and names, to find people by.
CREATE TABLE person_tag (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    person INTEGER NOT NULL, -- number of the person
    field INTEGER NOT NULL, -- bit of the field
    tag BLOB NOT NULL -- keyed hash of the value
) STRICT;

-- Which extracts a person stands in, and when; who leaves a full extract is in it no longer from then on.
CREATE TABLE person_source (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    person INTEGER NOT NULL, -- number of the person
    source TEXT NOT NULL, -- name of the extract
    valid_from INTEGER, -- since when the person is in it, microseconds since 1970 UTC; none: not known
    valid_until INTEGER -- when the person was no longer in it; none: not known to have left
) STRICT;

-- Two numbers that are one person.
CREATE TABLE person_alias (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    person INTEGER NOT NULL, -- the number that is the other one too
    same_as INTEGER NOT NULL -- the number that stands for both
) STRICT;

-- Who or what holds data.
CREATE TABLE holder (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    holder INTEGER NOT NULL, -- number of the holder; several rows are its versions
    kind TEXT NOT NULL, -- supplier, device, notebook, public, system, evidence-store or person
    name BLOB NOT NULL, -- name, sealed
    tag BLOB NOT NULL -- keyed hash of the name, to find it
) STRICT;

-- A holder has these fields about these subjects from then until then.
CREATE TABLE holding (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    holding INTEGER NOT NULL, -- number of the holding; several rows are its versions
    holder INTEGER NOT NULL, -- number of the holder
    fields INTEGER NOT NULL, -- set of fields, one bit each
    from_earliest INTEGER, -- it may have begun then, microseconds since 1970 UTC; none: not known how early
    from_latest INTEGER NOT NULL, -- it had begun by then
    until_earliest INTEGER, -- it may have ended then; none: it has not ended
    until_latest INTEGER, -- it had ended by then; none: not known to have
    handed BLOB -- SHA-256 of what was handed over
) STRICT;

-- Whom or what a holding is about.
CREATE TABLE subjects (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    holding INTEGER NOT NULL, -- number of the holding
    kind TEXT NOT NULL, -- people, unlisted or items
    definite BLOB, -- people or items for certain: Roaring bitmap in the portable format, 32 or 64 bits; unlisted: their keyed tags, 16 bytes each, sorted
    possible BLOB, -- people who may be in it besides, in the same form
    low INTEGER, -- unlisted people: at least so many
    high INTEGER -- unlisted people: at most so many
) STRICT;

-- Criminal cases.
CREATE TABLE force_case (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    case_number INTEGER NOT NULL, -- number of the case; several rows are its versions
    urn BLOB NOT NULL, -- unique reference number, sealed
    tag BLOB NOT NULL, -- keyed hash of the reference, to find it
    officer INTEGER, -- number of the officer in the case
    court_date INTEGER -- next day in court, microseconds since 1970 UTC
) STRICT;

-- What and who belongs to a case.
CREATE TABLE case_tie (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    case_number INTEGER NOT NULL, -- number of the case
    kind TEXT NOT NULL, -- person or item
    subject INTEGER NOT NULL, -- number of the person or the item
    role TEXT NOT NULL -- victim, witness, suspect, officer or exhibit
) STRICT;

-- Why somebody did something, in their words.
CREATE TABLE act_note (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    text BLOB NOT NULL -- the words, sealed
) STRICT;

CREATE INDEX act_note_act ON act_note (act);
CREATE INDEX leaf_at ON leaf (at);
CREATE INDEX person_value_person ON person_value (person);
CREATE INDEX person_tag_tag ON person_tag (tag);
CREATE INDEX person_tag_person ON person_tag (person);
CREATE INDEX person_source_source ON person_source (source);
CREATE INDEX person_alias_person ON person_alias (person);
CREATE INDEX actor_tag ON actor (tag);
CREATE INDEX holder_tag ON holder (tag);
CREATE INDEX holder_holder ON holder (holder);
CREATE INDEX holding_holder ON holding (holder);
CREATE INDEX holding_holding ON holding (holding);
CREATE INDEX subjects_holding ON subjects (holding);
CREATE INDEX person_ended ON person (ended) WHERE ended IS NOT NULL;
CREATE INDEX holding_ended ON holding (ended) WHERE ended IS NOT NULL;
CREATE INDEX subjects_ended ON subjects (ended) WHERE ended IS NOT NULL;
CREATE INDEX force_case_tag ON force_case (tag);
CREATE INDEX case_tie_case ON case_tie (case_number);
CREATE INDEX case_tie_subject ON case_tie (kind, subject);

INSERT INTO head (id, size, at) VALUES (1, 0, 0);
