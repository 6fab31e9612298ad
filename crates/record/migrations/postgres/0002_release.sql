-- What leaves. Comments are part of the schema, as in the first step.

-- Files that somebody proposed to release; the number of the row is that of the release.
CREATE TABLE release (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    sha256 BYTEA NOT NULL, -- SHA-256 of the file
    bytes BIGINT NOT NULL, -- its size
    file_name BYTEA NOT NULL, -- its name, sealed
    reference BYTEA NOT NULL, -- of the request, sealed
    recipient BYTEA NOT NULL, -- who gets it, sealed
    what BYTEA NOT NULL, -- what it is, in a few words, sealed
    reasons BYTEA NOT NULL, -- why findings for review may pass: JSON, sealed
    blob BYTEA -- identifier of the sealed bytes, kept to be checked again
);
COMMENT ON TABLE release IS 'Files that somebody proposed to release; the number of the row is that of the release.';
COMMENT ON COLUMN release.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN release.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN release.ended IS 'position of the act that ended it';
COMMENT ON COLUMN release.sha256 IS 'SHA-256 of the file';
COMMENT ON COLUMN release.bytes IS 'its size';
COMMENT ON COLUMN release.file_name IS 'its name, sealed';
COMMENT ON COLUMN release.reference IS 'of the request, sealed';
COMMENT ON COLUMN release.recipient IS 'who gets it, sealed';
COMMENT ON COLUMN release.what IS 'what it is, in a few words, sealed';
COMMENT ON COLUMN release.reasons IS 'why findings for review may pass: JSON, sealed';
COMMENT ON COLUMN release.blob IS 'identifier of the sealed bytes, kept to be checked again';

-- What became of a release; the row that has not ended says what it is now.
CREATE TABLE release_state (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    release BIGINT NOT NULL, -- number of the release
    state TEXT NOT NULL, -- proposed, approved, refused or withdrawn
    listed BIGINT, -- holding of the public about people of the record that was opened
    unlisted BIGINT -- holding of the public about people on no list that was opened
);
COMMENT ON TABLE release_state IS 'What became of a release; the row that has not ended says what it is now.';
COMMENT ON COLUMN release_state.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN release_state.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN release_state.ended IS 'position of the act that ended it';
COMMENT ON COLUMN release_state.release IS 'number of the release';
COMMENT ON COLUMN release_state.state IS 'proposed, approved, refused or withdrawn';
COMMENT ON COLUMN release_state.listed IS 'holding of the public about people of the record that was opened';
COMMENT ON COLUMN release_state.unlisted IS 'holding of the public about people on no list that was opened';

-- What a check said of a release; the row that has not ended is the newest.
CREATE TABLE release_check (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    release BIGINT NOT NULL, -- number of the release
    checked BIGINT NOT NULL, -- when it was checked, microseconds since 1970 UTC
    verdict TEXT NOT NULL, -- clear, review, held or unchecked
    rules BYTEA NOT NULL, -- SHA-256 of the rules and the policy it was checked by
    checker TEXT NOT NULL, -- version of the program
    findings BYTEA NOT NULL, -- salted SHA-256 of the report as JSON
    salt BYTEA NOT NULL, -- the salt, in hexadecimal digits, sealed
    fields BIGINT NOT NULL, -- what is known from it about each person, one bit for each field
    definite BYTEA NOT NULL, -- people of the record who are in it for certain: Roaring bitmap in the portable format
    possible BYTEA NOT NULL, -- people of the record who may be in it besides, in the same form
    low BIGINT NOT NULL, -- people on no list: at least so many
    high BIGINT NOT NULL -- people on no list: at most so many
);
COMMENT ON TABLE release_check IS 'What a check said of a release; the row that has not ended is the newest.';
COMMENT ON COLUMN release_check.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN release_check.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN release_check.ended IS 'position of the act that ended it';
COMMENT ON COLUMN release_check.release IS 'number of the release';
COMMENT ON COLUMN release_check.checked IS 'when it was checked, microseconds since 1970 UTC';
COMMENT ON COLUMN release_check.verdict IS 'clear, review, held or unchecked';
COMMENT ON COLUMN release_check.rules IS 'SHA-256 of the rules and the policy it was checked by';
COMMENT ON COLUMN release_check.checker IS 'version of the program';
COMMENT ON COLUMN release_check.findings IS 'salted SHA-256 of the report as JSON';
COMMENT ON COLUMN release_check.salt IS 'the salt, in hexadecimal digits, sealed';
COMMENT ON COLUMN release_check.fields IS 'what is known from it about each person, one bit for each field';
COMMENT ON COLUMN release_check.definite IS 'people of the record who are in it for certain: Roaring bitmap in the portable format';
COMMENT ON COLUMN release_check.possible IS 'people of the record who may be in it besides, in the same form';
COMMENT ON COLUMN release_check.low IS 'people on no list: at least so many';
COMMENT ON COLUMN release_check.high IS 'people on no list: at most so many';

-- Certificates that a file may leave; a row that has ended was withdrawn.
CREATE TABLE certificate (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    release BIGINT NOT NULL, -- number of the release
    sha256 BYTEA NOT NULL, -- SHA-256 of the file
    issued BIGINT NOT NULL, -- since when, microseconds since 1970 UTC
    expires BIGINT NOT NULL, -- until when, microseconds since 1970 UTC
    note BYTEA NOT NULL -- the certificate: a signed note (C2SP), nothing personal
);
COMMENT ON TABLE certificate IS 'Certificates that a file may leave; a row that has ended was withdrawn.';
COMMENT ON COLUMN certificate.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN certificate.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN certificate.ended IS 'position of the act that ended it';
COMMENT ON COLUMN certificate.release IS 'number of the release';
COMMENT ON COLUMN certificate.sha256 IS 'SHA-256 of the file';
COMMENT ON COLUMN certificate.issued IS 'since when, microseconds since 1970 UTC';
COMMENT ON COLUMN certificate.expires IS 'until when, microseconds since 1970 UTC';
COMMENT ON COLUMN certificate.note IS 'the certificate: a signed note (C2SP), nothing personal';

CREATE INDEX release_state_release ON release_state (release);
CREATE INDEX release_check_release ON release_check (release);
CREATE INDEX certificate_sha256 ON certificate (sha256);
CREATE INDEX certificate_release ON certificate (release);
