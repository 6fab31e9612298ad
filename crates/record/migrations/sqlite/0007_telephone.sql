-- Telephones that answer for officers in the check from both sides. Comments are part of the schema, as in the first step.

-- Where the check from both sides is: its pages, the relay between them, and the list of telephones.
CREATE TABLE card_meeting (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    page TEXT NOT NULL, -- address of the page of whoever asks
    telephone TEXT NOT NULL, -- address of the page of telephones
    relay TEXT NOT NULL, -- address of the relay
    list TEXT NOT NULL -- address of the status list of telephones
) STRICT;

-- Telephones that answer for somebody in the check from both sides; a row that has ended is one that does not any more.
CREATE TABLE card_telephone (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    person INTEGER NOT NULL, -- number of the person
    kind TEXT NOT NULL, -- what kind of holder: constable, community-support or staff
    last_day TEXT NOT NULL, -- last day on which it answers, as in 2029-12-31
    request TEXT NOT NULL, -- number of the request, as the telephone showed it
    list TEXT NOT NULL, -- address of the status list that has its places
    places BLOB NOT NULL -- its places in the status list: JSON, sealed, because they tell which answers are of one telephone
) STRICT;

CREATE INDEX card_telephone_person ON card_telephone (person);
