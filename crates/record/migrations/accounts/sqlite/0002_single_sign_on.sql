-- Single sign-on. Comments are part of the schema, as in the first step.

CREATE TABLE account_sign_on ( -- Who is on the way to an organisation's own sign-in and back; each is deleted when it is used.
    digest BLOB NOT NULL PRIMARY KEY, -- SHA-256 of the token in the browser's cookie
    session INTEGER, -- number of the session that is to be confirmed; none: somebody signs in
    made INTEGER NOT NULL, -- when it was made, microseconds since 1970 UTC
    until INTEGER NOT NULL, -- when it ends, microseconds since 1970 UTC
    kept BLOB NOT NULL -- where to go afterwards, and what was typed, sealed under a key that comes from the token
) STRICT;
