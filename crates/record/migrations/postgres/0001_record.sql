-- The record. Comments are part of the schema: a test holds the two folders in step, comments included.

-- The one row that every act locks first: what is the next position.
CREATE TABLE head (
    id BIGINT NOT NULL PRIMARY KEY, -- always 1
    size BIGINT NOT NULL, -- number of leaves, which is the position of the next one
    at BIGINT NOT NULL -- time of the newest act, microseconds since 1970 UTC; never goes back
);
COMMENT ON TABLE head IS 'The one row that every act locks first: what is the next position.';
COMMENT ON COLUMN head.id IS 'always 1';
COMMENT ON COLUMN head.size IS 'number of leaves, which is the position of the next one';
COMMENT ON COLUMN head.at IS 'time of the newest act, microseconds since 1970 UTC; never goes back';

-- Next number of each table whose rows acts write.
CREATE TABLE counter (
    name TEXT NOT NULL PRIMARY KEY, -- the table, or another series of numbers
    next BIGINT NOT NULL -- the number that comes next
);
COMMENT ON TABLE counter IS 'Next number of each table whose rows acts write.';
COMMENT ON COLUMN counter.name IS 'the table, or another series of numbers';
COMMENT ON COLUMN counter.next IS 'the number that comes next';

-- The acts, as the log publishes them.
CREATE TABLE leaf (
    position BIGINT NOT NULL PRIMARY KEY, -- place in the log, from 0
    at BIGINT NOT NULL, -- when it was recorded, microseconds since 1970 UTC
    body BYTEA NOT NULL -- canonical JSON (RFC 8785), at most 65,535 bytes, nothing personal
);
COMMENT ON TABLE leaf IS 'The acts, as the log publishes them.';
COMMENT ON COLUMN leaf.position IS 'place in the log, from 0';
COMMENT ON COLUMN leaf.at IS 'when it was recorded, microseconds since 1970 UTC';
COMMENT ON COLUMN leaf.body IS 'canonical JSON (RFC 8785), at most 65,535 bytes, nothing personal';

-- What each act wrote, row by row; the leaf carries its salted digest.
CREATE TABLE manifest (
    position BIGINT NOT NULL PRIMARY KEY, -- the act
    salt BYTEA NOT NULL, -- 32 random bytes
    body BYTEA NOT NULL -- JSON, tipstaff.manifest/1
);
COMMENT ON TABLE manifest IS 'What each act wrote, row by row; the leaf carries its salted digest.';
COMMENT ON COLUMN manifest.position IS 'the act';
COMMENT ON COLUMN manifest.salt IS '32 random bytes';
COMMENT ON COLUMN manifest.body IS 'JSON, tipstaff.manifest/1';

-- Who does a piece of work that only one may do.
CREATE TABLE lease (
    name TEXT NOT NULL PRIMARY KEY, -- the work
    holder TEXT NOT NULL, -- random identifier of the process that does it
    until BIGINT NOT NULL -- when the lease ends, microseconds since 1970 UTC
);
COMMENT ON TABLE lease IS 'Who does a piece of work that only one may do.';
COMMENT ON COLUMN lease.name IS 'the work';
COMMENT ON COLUMN lease.holder IS 'random identifier of the process that does it';
COMMENT ON COLUMN lease.until IS 'when the lease ends, microseconds since 1970 UTC';

-- Keys of the record as a whole, wrapped by the force key.
CREATE TABLE record_key (
    purpose TEXT NOT NULL PRIMARY KEY, -- what it is for
    wrapped BYTEA NOT NULL -- the key, sealed under the force key
);
COMMENT ON TABLE record_key IS 'Keys of the record as a whole, wrapped by the force key.';
COMMENT ON COLUMN record_key.purpose IS 'what it is for';
COMMENT ON COLUMN record_key.wrapped IS 'the key, sealed under the force key';

-- One key for each person, wrapped by the force key; erasing it erases the person.
CREATE TABLE person_key (
    person BIGINT NOT NULL PRIMARY KEY, -- number of the person
    wrapped BYTEA NOT NULL -- the key, sealed under the force key
);
COMMENT ON TABLE person_key IS 'One key for each person, wrapped by the force key; erasing it erases the person.';
COMMENT ON COLUMN person_key.person IS 'number of the person';
COMMENT ON COLUMN person_key.wrapped IS 'the key, sealed under the force key';

-- Signing keys of actors, each under its own passphrase.
CREATE TABLE actor_secret (
    actor BIGINT NOT NULL PRIMARY KEY, -- number of the actor
    pem TEXT NOT NULL -- PKCS #8 EncryptedPrivateKeyInfo (RFC 5958) in PEM
);
COMMENT ON TABLE actor_secret IS 'Signing keys of actors, each under its own passphrase.';
COMMENT ON COLUMN actor_secret.actor IS 'number of the actor';
COMMENT ON COLUMN actor_secret.pem IS 'PKCS #8 EncryptedPrivateKeyInfo (RFC 5958) in PEM';

-- Who acts.
CREATE TABLE actor (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    actor BIGINT NOT NULL, -- number of the actor; several rows are its versions
    name BYTEA NOT NULL, -- name, sealed
    tag BYTEA NOT NULL, -- keyed hash of the name, to find it
    roles BIGINT NOT NULL, -- set of roles, one bit each
    public_key BYTEA, -- Ed25519 public key, 32 bytes; none until a passphrase was set
    key_by BIGINT -- number of the actor who set the key
);
COMMENT ON TABLE actor IS 'Who acts.';
COMMENT ON COLUMN actor.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN actor.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN actor.ended IS 'position of the act that ended it';
COMMENT ON COLUMN actor.actor IS 'number of the actor; several rows are its versions';
COMMENT ON COLUMN actor.name IS 'name, sealed';
COMMENT ON COLUMN actor.tag IS 'keyed hash of the name, to find it';
COMMENT ON COLUMN actor.roles IS 'set of roles, one bit each';
COMMENT ON COLUMN actor.public_key IS 'Ed25519 public key, 32 bytes; none until a passphrase was set';
COMMENT ON COLUMN actor.key_by IS 'number of the actor who set the key';

-- People; the number of the row is the number of the person.
CREATE TABLE person (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT -- position of the act that ended it
);
COMMENT ON TABLE person IS 'People; the number of the row is the number of the person.';
COMMENT ON COLUMN person.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN person.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN person.ended IS 'position of the act that ended it';

-- What is known about a person: one row for each value and each time it was true.
CREATE TABLE person_value (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    person BIGINT NOT NULL, -- number of the person
    field BIGINT NOT NULL, -- bit of the field
    valid_from BIGINT, -- when it became true, microseconds since 1970 UTC; none: not known
    valid_until BIGINT, -- when it ceased to be true; none: not known to have
    value BYTEA NOT NULL -- the value, sealed under the key of the person
);
COMMENT ON TABLE person_value IS 'What is known about a person: one row for each value and each time it was true.';
COMMENT ON COLUMN person_value.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN person_value.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN person_value.ended IS 'position of the act that ended it';
COMMENT ON COLUMN person_value.person IS 'number of the person';
COMMENT ON COLUMN person_value.field IS 'bit of the field';
COMMENT ON COLUMN person_value.valid_from IS 'when it became true, microseconds since 1970 UTC; none: not known';
COMMENT ON COLUMN person_value.valid_until IS 'when it ceased to be true; none: not known to have';
COMMENT ON COLUMN person_value.value IS 'the value, sealed under the key of the person';

-- Keyed hashes of numbers and names, to find people by.
CREATE TABLE person_tag (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    person BIGINT NOT NULL, -- number of the person
    field BIGINT NOT NULL, -- bit of the field
    tag BYTEA NOT NULL -- keyed hash of the value
);
COMMENT ON TABLE person_tag IS 'Keyed hashes of numbers and names, to find people by.';
COMMENT ON COLUMN person_tag.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN person_tag.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN person_tag.ended IS 'position of the act that ended it';
COMMENT ON COLUMN person_tag.person IS 'number of the person';
COMMENT ON COLUMN person_tag.field IS 'bit of the field';
COMMENT ON COLUMN person_tag.tag IS 'keyed hash of the value';

-- Which extracts a person stands in, and when; who leaves a full extract is in it no longer from then on.
CREATE TABLE person_source (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    person BIGINT NOT NULL, -- number of the person
    source TEXT NOT NULL, -- name of the extract
    valid_from BIGINT, -- since when the person is in it, microseconds since 1970 UTC; none: not known
    valid_until BIGINT -- when the person was no longer in it; none: not known to have left
);
COMMENT ON TABLE person_source IS 'Which extracts a person stands in, and when; who leaves a full extract is in it no longer from then on.';
COMMENT ON COLUMN person_source.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN person_source.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN person_source.ended IS 'position of the act that ended it';
COMMENT ON COLUMN person_source.person IS 'number of the person';
COMMENT ON COLUMN person_source.source IS 'name of the extract';
COMMENT ON COLUMN person_source.valid_from IS 'since when the person is in it, microseconds since 1970 UTC; none: not known';
COMMENT ON COLUMN person_source.valid_until IS 'when the person was no longer in it; none: not known to have left';

-- Two numbers that are one person.
CREATE TABLE person_alias (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    person BIGINT NOT NULL, -- the number that is the other one too
    same_as BIGINT NOT NULL -- the number that stands for both
);
COMMENT ON TABLE person_alias IS 'Two numbers that are one person.';
COMMENT ON COLUMN person_alias.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN person_alias.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN person_alias.ended IS 'position of the act that ended it';
COMMENT ON COLUMN person_alias.person IS 'the number that is the other one too';
COMMENT ON COLUMN person_alias.same_as IS 'the number that stands for both';

-- Who or what holds data.
CREATE TABLE holder (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    holder BIGINT NOT NULL, -- number of the holder; several rows are its versions
    kind TEXT NOT NULL, -- supplier, device, notebook, public, system, evidence-store or person
    name BYTEA NOT NULL, -- name, sealed
    tag BYTEA NOT NULL -- keyed hash of the name, to find it
);
COMMENT ON TABLE holder IS 'Who or what holds data.';
COMMENT ON COLUMN holder.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN holder.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN holder.ended IS 'position of the act that ended it';
COMMENT ON COLUMN holder.holder IS 'number of the holder; several rows are its versions';
COMMENT ON COLUMN holder.kind IS 'supplier, device, notebook, public, system, evidence-store or person';
COMMENT ON COLUMN holder.name IS 'name, sealed';
COMMENT ON COLUMN holder.tag IS 'keyed hash of the name, to find it';

-- A holder has these fields about these subjects from then until then.
CREATE TABLE holding (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    holding BIGINT NOT NULL, -- number of the holding; several rows are its versions
    holder BIGINT NOT NULL, -- number of the holder
    fields BIGINT NOT NULL, -- set of fields, one bit each
    from_earliest BIGINT, -- it may have begun then, microseconds since 1970 UTC; none: not known how early
    from_latest BIGINT NOT NULL, -- it had begun by then
    until_earliest BIGINT, -- it may have ended then; none: it has not ended
    until_latest BIGINT, -- it had ended by then; none: not known to have
    handed BYTEA -- SHA-256 of what was handed over
);
COMMENT ON TABLE holding IS 'A holder has these fields about these subjects from then until then.';
COMMENT ON COLUMN holding.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN holding.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN holding.ended IS 'position of the act that ended it';
COMMENT ON COLUMN holding.holding IS 'number of the holding; several rows are its versions';
COMMENT ON COLUMN holding.holder IS 'number of the holder';
COMMENT ON COLUMN holding.fields IS 'set of fields, one bit each';
COMMENT ON COLUMN holding.from_earliest IS 'it may have begun then, microseconds since 1970 UTC; none: not known how early';
COMMENT ON COLUMN holding.from_latest IS 'it had begun by then';
COMMENT ON COLUMN holding.until_earliest IS 'it may have ended then; none: it has not ended';
COMMENT ON COLUMN holding.until_latest IS 'it had ended by then; none: not known to have';
COMMENT ON COLUMN holding.handed IS 'SHA-256 of what was handed over';

-- Whom or what a holding is about.
CREATE TABLE subjects (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    holding BIGINT NOT NULL, -- number of the holding
    kind TEXT NOT NULL, -- people, unlisted or items
    definite BYTEA, -- people or items for certain: Roaring bitmap in the portable format, 32 or 64 bits; unlisted: their keyed tags, 16 bytes each, sorted
    possible BYTEA, -- people who may be in it besides, in the same form
    low BIGINT, -- unlisted people: at least so many
    high BIGINT -- unlisted people: at most so many
);
COMMENT ON TABLE subjects IS 'Whom or what a holding is about.';
COMMENT ON COLUMN subjects.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN subjects.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN subjects.ended IS 'position of the act that ended it';
COMMENT ON COLUMN subjects.holding IS 'number of the holding';
COMMENT ON COLUMN subjects.kind IS 'people, unlisted or items';
COMMENT ON COLUMN subjects.definite IS 'people or items for certain: Roaring bitmap in the portable format, 32 or 64 bits; unlisted: their keyed tags, 16 bytes each, sorted';
COMMENT ON COLUMN subjects.possible IS 'people who may be in it besides, in the same form';
COMMENT ON COLUMN subjects.low IS 'unlisted people: at least so many';
COMMENT ON COLUMN subjects.high IS 'unlisted people: at most so many';

-- Criminal cases.
CREATE TABLE force_case (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    case_number BIGINT NOT NULL, -- number of the case; several rows are its versions
    urn BYTEA NOT NULL, -- unique reference number, sealed
    tag BYTEA NOT NULL, -- keyed hash of the reference, to find it
    officer BIGINT, -- number of the officer in the case
    court_date BIGINT -- next day in court, microseconds since 1970 UTC
);
COMMENT ON TABLE force_case IS 'Criminal cases.';
COMMENT ON COLUMN force_case.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN force_case.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN force_case.ended IS 'position of the act that ended it';
COMMENT ON COLUMN force_case.case_number IS 'number of the case; several rows are its versions';
COMMENT ON COLUMN force_case.urn IS 'unique reference number, sealed';
COMMENT ON COLUMN force_case.tag IS 'keyed hash of the reference, to find it';
COMMENT ON COLUMN force_case.officer IS 'number of the officer in the case';
COMMENT ON COLUMN force_case.court_date IS 'next day in court, microseconds since 1970 UTC';

-- What and who belongs to a case.
CREATE TABLE case_tie (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    case_number BIGINT NOT NULL, -- number of the case
    kind TEXT NOT NULL, -- person or item
    subject BIGINT NOT NULL, -- number of the person or the item
    role TEXT NOT NULL -- victim, witness, suspect, officer or exhibit
);
COMMENT ON TABLE case_tie IS 'What and who belongs to a case.';
COMMENT ON COLUMN case_tie.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN case_tie.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN case_tie.ended IS 'position of the act that ended it';
COMMENT ON COLUMN case_tie.case_number IS 'number of the case';
COMMENT ON COLUMN case_tie.kind IS 'person or item';
COMMENT ON COLUMN case_tie.subject IS 'number of the person or the item';
COMMENT ON COLUMN case_tie.role IS 'victim, witness, suspect, officer or exhibit';

-- Why somebody did something, in their words.
CREATE TABLE act_note (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    text BYTEA NOT NULL -- the words, sealed
);
COMMENT ON TABLE act_note IS 'Why somebody did something, in their words.';
COMMENT ON COLUMN act_note.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN act_note.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN act_note.ended IS 'position of the act that ended it';
COMMENT ON COLUMN act_note.text IS 'the words, sealed';

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
