-- Photos of people. Comments are part of the schema, as in the first step.

-- Photos that are or were in use: made anew from their pixels, without anything a camera wrote. What was true when stands
-- in person_value, whose value of the field is the SHA-256 of the photo.
CREATE TABLE person_photo (
    number BIGINT NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act BIGINT NOT NULL, -- position of the act that wrote the row
    ended BIGINT, -- position of the act that ended it
    person BIGINT NOT NULL, -- number of the person
    tag BYTEA NOT NULL, -- keyed hash of the SHA-256 of the photo
    photo BYTEA NOT NULL -- the photo, a JPEG file, sealed under the key of the person
);
COMMENT ON TABLE person_photo IS 'Photos that are or were in use: made anew from their pixels, without anything a camera wrote. What was true when stands in person_value, whose value of the field is the SHA-256 of the photo.';
COMMENT ON COLUMN person_photo.number IS 'number of the row, from 1, never used twice';
COMMENT ON COLUMN person_photo.act IS 'position of the act that wrote the row';
COMMENT ON COLUMN person_photo.ended IS 'position of the act that ended it';
COMMENT ON COLUMN person_photo.person IS 'number of the person';
COMMENT ON COLUMN person_photo.tag IS 'keyed hash of the SHA-256 of the photo';
COMMENT ON COLUMN person_photo.photo IS 'the photo, a JPEG file, sealed under the key of the person';
CREATE INDEX person_photo_person ON person_photo (person);
CREATE INDEX person_photo_tag ON person_photo (tag);
