-- Telephones that answer for officers in the check from both sides.

-- Where the check from both sides is: its pages, the relay between them, and the list of telephones.
CREATE TABLE card_meeting (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    page TEXT NOT NULL, -- address of the page of whoever asks
    telephone TEXT NOT NULL, -- address of the page of telephones
    relay TEXT NOT NULL, -- address of the relay
    list TEXT NOT NULL -- address of the status list of telephones
);
COMMENT ON TABLE card_meeting IS 'Where the check from both sides is: its pages, the relay between them, and the list of telephones.';
COMMENT ON COLUMN card_meeting.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN card_meeting.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN card_meeting.ended IS 'position of the act that ended it';
COMMENT ON COLUMN card_meeting.page IS 'address of the page of whoever asks';
COMMENT ON COLUMN card_meeting.telephone IS 'address of the page of telephones';
COMMENT ON COLUMN card_meeting.relay IS 'address of the relay';
COMMENT ON COLUMN card_meeting.list IS 'address of the status list of telephones';

-- Telephones that answer for somebody in the check from both sides; a row that has ended is one that does not any more.
CREATE TABLE card_telephone (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    person BIGINT NOT NULL, -- number of the person
    kind TEXT NOT NULL, -- what kind of holder: constable, community-support or staff
    last_day TEXT NOT NULL, -- last day on which it answers, as in 2029-12-31
    request TEXT NOT NULL, -- number of the request, as the telephone showed it
    list TEXT NOT NULL, -- address of the status list that has its places
    places BYTEA NOT NULL -- its places in the status list: JSON, sealed, because they tell which answers are of one telephone
);
COMMENT ON TABLE card_telephone IS 'Telephones that answer for somebody in the check from both sides; a row that has ended is one that does not any more.';
COMMENT ON COLUMN card_telephone.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN card_telephone.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN card_telephone.ended IS 'position of the act that ended it';
COMMENT ON COLUMN card_telephone.person IS 'number of the person';
COMMENT ON COLUMN card_telephone.kind IS 'what kind of holder: constable, community-support or staff';
COMMENT ON COLUMN card_telephone.last_day IS 'last day on which it answers, as in 2029-12-31';
COMMENT ON COLUMN card_telephone.request IS 'number of the request, as the telephone showed it';
COMMENT ON COLUMN card_telephone.list IS 'address of the status list that has its places';
COMMENT ON COLUMN card_telephone.places IS 'its places in the status list: JSON, sealed, because they tell which answers are of one telephone';

CREATE INDEX card_telephone_person ON card_telephone (person);
