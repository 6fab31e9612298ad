-- Single sign-on. Comments are part of the schema, as in the first step.

-- Who may tell that somebody has signed in: providers of OpenID Connect that an administrator allowed.
CREATE TABLE sign_in_provider (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    provider BIGINT NOT NULL, -- number of the provider, the same in all its rows
    issuer TEXT NOT NULL, -- its issuer, an address
    client TEXT NOT NULL, -- the identifier under which it knows this Tipstaff
    title TEXT NOT NULL, -- what the button says
    claim TEXT NOT NULL, -- the claim that holds roles
    roles TEXT NOT NULL -- which value of the claim gives which role
);
COMMENT ON TABLE sign_in_provider IS 'Who may tell that somebody has signed in: providers of OpenID Connect that an administrator allowed.';
COMMENT ON COLUMN sign_in_provider.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN sign_in_provider.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN sign_in_provider.ended IS 'position of the act that ended it';
COMMENT ON COLUMN sign_in_provider.provider IS 'number of the provider, the same in all its rows';
COMMENT ON COLUMN sign_in_provider.issuer IS 'its issuer, an address';
COMMENT ON COLUMN sign_in_provider.client IS 'the identifier under which it knows this Tipstaff';
COMMENT ON COLUMN sign_in_provider.title IS 'what the button says';
COMMENT ON COLUMN sign_in_provider.claim IS 'the claim that holds roles';
COMMENT ON COLUMN sign_in_provider.roles IS 'which value of the claim gives which role';

-- Whom a provider knows under which subject. Its actor is that person for ever.
CREATE TABLE actor_subject (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    actor BIGINT NOT NULL, -- number of the actor
    provider BIGINT NOT NULL, -- number of the provider
    subject BYTEA NOT NULL, -- the subject, sealed
    tag BYTEA NOT NULL -- keyed hash of provider and subject, by which it is found
);
COMMENT ON TABLE actor_subject IS 'Whom a provider knows under which subject. Its actor is that person for ever.';
COMMENT ON COLUMN actor_subject.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN actor_subject.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN actor_subject.ended IS 'position of the act that ended it';
COMMENT ON COLUMN actor_subject.actor IS 'number of the actor';
COMMENT ON COLUMN actor_subject.provider IS 'number of the provider';
COMMENT ON COLUMN actor_subject.subject IS 'the subject, sealed';
COMMENT ON COLUMN actor_subject.tag IS 'keyed hash of provider and subject, by which it is found';
CREATE UNIQUE INDEX actor_subject_by_tag ON actor_subject (tag) WHERE ended IS NULL;
CREATE INDEX actor_subject_by_actor ON actor_subject (actor);
