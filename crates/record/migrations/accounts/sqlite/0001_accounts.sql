-- Accounts. Comments are part of the schema: a test holds the two folders in step, comments included.

CREATE TABLE account ( -- Who can sign in: an actor with a signing key, whose passphrase is the account's.
    actor INTEGER NOT NULL PRIMARY KEY, -- number of the actor
    made INTEGER NOT NULL, -- when the account was made, microseconds since 1970 UTC
    public_key BLOB NOT NULL, -- the signing key that the verifier belongs to; when the actor has another one, the verifier is out of date
    verifier TEXT NOT NULL, -- argon2id hash of the passphrase with its parameters, as a PHC string; peppered with a key that is not in the database
    factor BLOB, -- secret of the second factor (RFC 6238), sealed
    factor_begun BLOB, -- secret that was shown and waits for its first code, sealed
    factor_step INTEGER NOT NULL -- time step of the last code that was used; earlier ones and it are refused
) STRICT;

CREATE TABLE account_recovery ( -- Codes for those who have lost their second factor; each is deleted when it is used.
    digest BLOB NOT NULL PRIMARY KEY, -- keyed hash of the code
    actor INTEGER NOT NULL -- number of the actor
) STRICT;
CREATE INDEX account_recovery_by_actor ON account_recovery (actor);

CREATE TABLE account_program ( -- Programs that may ask, each with a token.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the program, never used twice
    digest BLOB NOT NULL UNIQUE, -- SHA-256 of the token
    actor INTEGER NOT NULL, -- number of the actor who answers for it
    name BLOB NOT NULL, -- what it is called, sealed
    scopes INTEGER NOT NULL, -- what it may do, one bit each
    made INTEGER NOT NULL, -- when it was added, microseconds since 1970 UTC
    until INTEGER, -- when the token ends, microseconds since 1970 UTC
    revoked INTEGER -- when it was revoked, microseconds since 1970 UTC
) STRICT;

CREATE TABLE account_counter ( -- Next number of each series.
    name TEXT NOT NULL PRIMARY KEY, -- the series
    next INTEGER NOT NULL -- the number that comes next
) STRICT;

CREATE TABLE account_session ( -- Who is signed in.
    number INTEGER NOT NULL PRIMARY KEY, -- number of the session, never used twice
    digest BLOB NOT NULL UNIQUE, -- SHA-256 of the token
    actor INTEGER NOT NULL, -- number of the actor
    public_key BLOB NOT NULL, -- the signing key that the actor had when signing in; with another one the session is over
    began INTEGER NOT NULL, -- when it began, microseconds since 1970 UTC
    seen INTEGER NOT NULL, -- when it was last used, to the minute, microseconds since 1970 UTC
    proven_until INTEGER, -- until when the passphrase need not be typed again, microseconds since 1970 UTC
    signer BLOB -- the signing key, sealed under a key that comes from the token
) STRICT;
CREATE INDEX account_session_by_actor ON account_session (actor);

CREATE TABLE account_link ( -- Links that let somebody set a first passphrase; each is deleted when it is used.
    digest BLOB NOT NULL PRIMARY KEY, -- SHA-256 of the token
    kind TEXT NOT NULL, -- founder or invitation
    actor INTEGER NOT NULL, -- number of the actor
    made INTEGER NOT NULL, -- when it was made, microseconds since 1970 UTC
    until INTEGER NOT NULL, -- when it ends, microseconds since 1970 UTC
    taken INTEGER -- when somebody began to use it, microseconds since 1970 UTC
) STRICT;

CREATE TABLE account_try ( -- Wrong tries to sign in, by account and by address.
    tag BLOB NOT NULL PRIMARY KEY, -- keyed hash of the name or the address
    wrong INTEGER NOT NULL, -- how many since then
    since INTEGER NOT NULL, -- when counting began, microseconds since 1970 UTC
    last INTEGER NOT NULL, -- when the last one was, microseconds since 1970 UTC
    locked_until INTEGER -- until when every try is refused, microseconds since 1970 UTC
) STRICT;
