-- What files were set aside for. Comments are part of the schema, as in the first step.

CREATE TABLE upload_aside ( -- A file that is not checked, and what it was set aside for.
    upload INTEGER NOT NULL PRIMARY KEY, -- number of the upload
    purpose TEXT NOT NULL -- extract, leak or trace
) STRICT;

-- Until now everything without a job was an extract.
INSERT INTO upload_aside (upload, purpose)
SELECT number, 'extract' FROM upload WHERE NOT EXISTS (SELECT 1 FROM upload_job WHERE upload_job.upload = upload.number);
