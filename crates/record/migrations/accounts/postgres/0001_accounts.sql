-- Accounts. Comments are part of the schema: a test holds the two folders in step, comments included.

-- Who can sign in: an actor with a signing key, whose passphrase is the account's.
CREATE TABLE account (
    actor BIGINT NOT NULL PRIMARY KEY, -- number of the actor
    made BIGINT NOT NULL, -- when the account was made, microseconds since 1970 UTC
    public_key BYTEA NOT NULL, -- the signing key that the verifier belongs to; when the actor has another one, the verifier is out of date
    verifier TEXT NOT NULL, -- argon2id hash of the passphrase with its parameters, as a PHC string; peppered with a key that is not in the database
    factor BYTEA, -- secret of the second factor (RFC 6238), sealed
    factor_begun BYTEA, -- secret that was shown and waits for its first code, sealed
    factor_step BIGINT NOT NULL -- time step of the last code that was used; earlier ones and it are refused
);
COMMENT ON TABLE account IS 'Who can sign in: an actor with a signing key, whose passphrase is the account''s.';
COMMENT ON COLUMN account.actor IS 'number of the actor';
COMMENT ON COLUMN account.made IS 'when the account was made, microseconds since 1970 UTC';
COMMENT ON COLUMN account.public_key IS 'the signing key that the verifier belongs to; when the actor has another one, the verifier is out of date';
COMMENT ON COLUMN account.verifier IS 'argon2id hash of the passphrase with its parameters, as a PHC string; peppered with a key that is not in the database';
COMMENT ON COLUMN account.factor IS 'secret of the second factor (RFC 6238), sealed';
COMMENT ON COLUMN account.factor_begun IS 'secret that was shown and waits for its first code, sealed';
COMMENT ON COLUMN account.factor_step IS 'time step of the last code that was used; earlier ones and it are refused';

-- Codes for those who have lost their second factor; each is deleted when it is used.
CREATE TABLE account_recovery (
    digest BYTEA NOT NULL PRIMARY KEY, -- keyed hash of the code
    actor BIGINT NOT NULL -- number of the actor
);
COMMENT ON TABLE account_recovery IS 'Codes for those who have lost their second factor; each is deleted when it is used.';
COMMENT ON COLUMN account_recovery.digest IS 'keyed hash of the code';
COMMENT ON COLUMN account_recovery.actor IS 'number of the actor';
CREATE INDEX account_recovery_by_actor ON account_recovery (actor);

-- Programs that may ask, each with a token.
CREATE TABLE account_program (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the program, never used twice
    digest BYTEA NOT NULL UNIQUE, -- SHA-256 of the token
    actor BIGINT NOT NULL, -- number of the actor who answers for it
    name BYTEA NOT NULL, -- what it is called, sealed
    scopes BIGINT NOT NULL, -- what it may do, one bit each
    made BIGINT NOT NULL, -- when it was added, microseconds since 1970 UTC
    until BIGINT, -- when the token ends, microseconds since 1970 UTC
    revoked BIGINT -- when it was revoked, microseconds since 1970 UTC
);
COMMENT ON TABLE account_program IS 'Programs that may ask, each with a token.';
COMMENT ON COLUMN account_program.number IS 'number of the program, never used twice';
COMMENT ON COLUMN account_program.digest IS 'SHA-256 of the token';
COMMENT ON COLUMN account_program.actor IS 'number of the actor who answers for it';
COMMENT ON COLUMN account_program.name IS 'what it is called, sealed';
COMMENT ON COLUMN account_program.scopes IS 'what it may do, one bit each';
COMMENT ON COLUMN account_program.made IS 'when it was added, microseconds since 1970 UTC';
COMMENT ON COLUMN account_program.until IS 'when the token ends, microseconds since 1970 UTC';
COMMENT ON COLUMN account_program.revoked IS 'when it was revoked, microseconds since 1970 UTC';

-- Next number of each series.
CREATE TABLE account_counter (
    name TEXT NOT NULL PRIMARY KEY, -- the series
    next BIGINT NOT NULL -- the number that comes next
);
COMMENT ON TABLE account_counter IS 'Next number of each series.';
COMMENT ON COLUMN account_counter.name IS 'the series';
COMMENT ON COLUMN account_counter.next IS 'the number that comes next';

-- Who is signed in.
CREATE TABLE account_session (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the session, never used twice
    digest BYTEA NOT NULL UNIQUE, -- SHA-256 of the token
    actor BIGINT NOT NULL, -- number of the actor
    public_key BYTEA NOT NULL, -- the signing key that the actor had when signing in; with another one the session is over
    began BIGINT NOT NULL, -- when it began, microseconds since 1970 UTC
    seen BIGINT NOT NULL, -- when it was last used, to the minute, microseconds since 1970 UTC
    proven_until BIGINT, -- until when the passphrase need not be typed again, microseconds since 1970 UTC
    signer BYTEA -- the signing key, sealed under a key that comes from the token
);
COMMENT ON TABLE account_session IS 'Who is signed in.';
COMMENT ON COLUMN account_session.number IS 'number of the session, never used twice';
COMMENT ON COLUMN account_session.digest IS 'SHA-256 of the token';
COMMENT ON COLUMN account_session.actor IS 'number of the actor';
COMMENT ON COLUMN account_session.public_key IS 'the signing key that the actor had when signing in; with another one the session is over';
COMMENT ON COLUMN account_session.began IS 'when it began, microseconds since 1970 UTC';
COMMENT ON COLUMN account_session.seen IS 'when it was last used, to the minute, microseconds since 1970 UTC';
COMMENT ON COLUMN account_session.proven_until IS 'until when the passphrase need not be typed again, microseconds since 1970 UTC';
COMMENT ON COLUMN account_session.signer IS 'the signing key, sealed under a key that comes from the token';
CREATE INDEX account_session_by_actor ON account_session (actor);

-- Links that let somebody set a first passphrase; each is deleted when it is used.
CREATE TABLE account_link (
    digest BYTEA NOT NULL PRIMARY KEY, -- SHA-256 of the token
    kind TEXT NOT NULL, -- founder or invitation
    actor BIGINT NOT NULL, -- number of the actor
    made BIGINT NOT NULL, -- when it was made, microseconds since 1970 UTC
    until BIGINT NOT NULL, -- when it ends, microseconds since 1970 UTC
    taken BIGINT -- when somebody began to use it, microseconds since 1970 UTC
);
COMMENT ON TABLE account_link IS 'Links that let somebody set a first passphrase; each is deleted when it is used.';
COMMENT ON COLUMN account_link.digest IS 'SHA-256 of the token';
COMMENT ON COLUMN account_link.kind IS 'founder or invitation';
COMMENT ON COLUMN account_link.actor IS 'number of the actor';
COMMENT ON COLUMN account_link.made IS 'when it was made, microseconds since 1970 UTC';
COMMENT ON COLUMN account_link.until IS 'when it ends, microseconds since 1970 UTC';
COMMENT ON COLUMN account_link.taken IS 'when somebody began to use it, microseconds since 1970 UTC';

-- Wrong tries to sign in, by account and by address.
CREATE TABLE account_try (
    tag BYTEA NOT NULL PRIMARY KEY, -- keyed hash of the name or the address
    wrong BIGINT NOT NULL, -- how many since then
    since BIGINT NOT NULL, -- when counting began, microseconds since 1970 UTC
    last BIGINT NOT NULL, -- when the last one was, microseconds since 1970 UTC
    locked_until BIGINT -- until when every try is refused, microseconds since 1970 UTC
);
COMMENT ON TABLE account_try IS 'Wrong tries to sign in, by account and by address.';
COMMENT ON COLUMN account_try.tag IS 'keyed hash of the name or the address';
COMMENT ON COLUMN account_try.wrong IS 'how many since then';
COMMENT ON COLUMN account_try.since IS 'when counting began, microseconds since 1970 UTC';
COMMENT ON COLUMN account_try.last IS 'when the last one was, microseconds since 1970 UTC';
COMMENT ON COLUMN account_try.locked_until IS 'until when every try is refused, microseconds since 1970 UTC';
