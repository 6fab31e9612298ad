-- What leaves. Comments are part of the schema, as in the first step.

-- Files that somebody proposed to release; the number of the row is that of the release.
CREATE TABLE release (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    sha256 BLOB NOT NULL, -- SHA-256 of the file
    bytes INTEGER NOT NULL, -- its size
    file_name BLOB NOT NULL, -- its name, sealed
    reference BLOB NOT NULL, -- of the request, sealed
    recipient BLOB NOT NULL, -- who gets it, sealed
    what BLOB NOT NULL, -- what it is, in a few words, sealed
    reasons BLOB NOT NULL, -- why findings for review may pass: JSON, sealed
    blob BLOB -- identifier of the sealed bytes, kept to be checked again
) STRICT;

-- What became of a release; the row that has not ended says what it is now.
CREATE TABLE release_state (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    release INTEGER NOT NULL, -- number of the release
    state TEXT NOT NULL, -- proposed, approved, refused or withdrawn
    listed INTEGER, -- holding of the public about people of the record that was opened
    unlisted INTEGER -- holding of the public about people on no list that was opened
) STRICT;

-- What a check said of a release; the row that has not ended is the newest.
CREATE TABLE release_check (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    release INTEGER NOT NULL, -- number of the release
    checked INTEGER NOT NULL, -- when it was checked, microseconds since 1970 UTC
    verdict TEXT NOT NULL, -- clear, review, held or unchecked
    rules BLOB NOT NULL, -- SHA-256 of the rules and the policy it was checked by
    checker TEXT NOT NULL, -- version of the program
    findings BLOB NOT NULL, -- salted SHA-256 of the report as JSON
    salt BLOB NOT NULL, -- the salt, in hexadecimal digits, sealed
    fields INTEGER NOT NULL, -- what is known from it about each person, one bit for each field
    definite BLOB NOT NULL, -- people of the record who are in it for certain: Roaring bitmap in the portable format
    possible BLOB NOT NULL, -- people of the record who may be in it besides, in the same form
    low INTEGER NOT NULL, -- people on no list: at least so many
    high INTEGER NOT NULL -- people on no list: at most so many
) STRICT;

-- Certificates that a file may leave; a row that has ended was withdrawn.
CREATE TABLE certificate (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    release INTEGER NOT NULL, -- number of the release
    sha256 BLOB NOT NULL, -- SHA-256 of the file
    issued INTEGER NOT NULL, -- since when, microseconds since 1970 UTC
    expires INTEGER NOT NULL, -- until when, microseconds since 1970 UTC
    note BLOB NOT NULL -- the certificate: a signed note (C2SP), nothing personal
) STRICT;

CREATE INDEX release_state_release ON release_state (release);
CREATE INDEX release_check_release ON release_check (release);
CREATE INDEX certificate_sha256 ON certificate (sha256);
CREATE INDEX certificate_release ON certificate (release);
