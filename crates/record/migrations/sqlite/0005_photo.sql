-- Photos of people. Comments are part of the schema, as in the first step.

-- Photos that are or were in use: made anew from their pixels, without anything a camera wrote. What was true when stands
-- in person_value, whose value of the field is the SHA-256 of the photo.
CREATE TABLE person_photo (
    number INTEGER NOT NULL PRIMARY KEY, -- number of the row, from 1, never used twice
    act INTEGER NOT NULL, -- position of the act that wrote the row
    ended INTEGER, -- position of the act that ended it
    person INTEGER NOT NULL, -- number of the person
    tag BLOB NOT NULL, -- keyed hash of the SHA-256 of the photo
    photo BLOB NOT NULL -- the photo, a JPEG file, sealed under the key of the person
) STRICT;

CREATE INDEX person_photo_person ON person_photo (person);
CREATE INDEX person_photo_tag ON person_photo (tag);
