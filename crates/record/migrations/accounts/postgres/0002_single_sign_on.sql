-- Single sign-on. Comments are part of the schema, as in the first step.

-- Who is on the way to an organisation's own sign-in and back; each is deleted when it is used.
CREATE TABLE account_sign_on (
    digest BYTEA NOT NULL PRIMARY KEY, -- SHA-256 of the token in the browser's cookie
    session BIGINT, -- number of the session that is to be confirmed; none: somebody signs in
    made BIGINT NOT NULL, -- when it was made, microseconds since 1970 UTC
    until BIGINT NOT NULL, -- when it ends, microseconds since 1970 UTC
    kept BYTEA NOT NULL -- where to go afterwards, and what was typed, sealed under a key that comes from the token
);
COMMENT ON TABLE account_sign_on IS 'Who is on the way to an organisation''s own sign-in and back; each is deleted when it is used.';
COMMENT ON COLUMN account_sign_on.digest IS 'SHA-256 of the token in the browser''s cookie';
COMMENT ON COLUMN account_sign_on.session IS 'number of the session that is to be confirmed; none: somebody signs in';
COMMENT ON COLUMN account_sign_on.made IS 'when it was made, microseconds since 1970 UTC';
COMMENT ON COLUMN account_sign_on.until IS 'when it ends, microseconds since 1970 UTC';
COMMENT ON COLUMN account_sign_on.kept IS 'where to go afterwards, and what was typed, sealed under a key that comes from the token';
