-- Single sign-on. Comments are part of the schema, as in the first step.

-- Who may tell that somebody has signed in: providers of OpenID Connect that an administrator allowed.
CREATE TABLE sign_in_provider (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    provider INTEGER NOT NULL, -- number of the provider, the same in all its rows
    issuer TEXT NOT NULL, -- its issuer, an address
    client TEXT NOT NULL, -- the identifier under which it knows this Tipstaff
    title TEXT NOT NULL, -- what the button says
    claim TEXT NOT NULL, -- the claim that holds roles
    roles TEXT NOT NULL -- which value of the claim gives which role
) STRICT;

-- Whom a provider knows under which subject. Its actor is that person for ever.
CREATE TABLE actor_subject (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    actor INTEGER NOT NULL, -- number of the actor
    provider INTEGER NOT NULL, -- number of the provider
    subject BLOB NOT NULL, -- the subject, sealed
    tag BLOB NOT NULL -- keyed hash of provider and subject, by which it is found
) STRICT;
CREATE UNIQUE INDEX actor_subject_by_tag ON actor_subject (tag) WHERE ended IS NULL;
CREATE INDEX actor_subject_by_actor ON actor_subject (actor);
