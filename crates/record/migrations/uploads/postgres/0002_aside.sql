-- What files were set aside for. Comments are part of the schema, as in the first step.

-- A file that is not checked, and what it was set aside for.
CREATE TABLE upload_aside (
    upload BIGINT NOT NULL PRIMARY KEY, -- number of the upload
    purpose TEXT NOT NULL -- extract, leak or trace
);
COMMENT ON TABLE upload_aside IS 'A file that is not checked, and what it was set aside for.';
COMMENT ON COLUMN upload_aside.upload IS 'number of the upload';
COMMENT ON COLUMN upload_aside.purpose IS 'extract, leak or trace';

-- Until now everything without a job was an extract.
INSERT INTO upload_aside (upload, purpose)
SELECT number, 'extract' FROM upload WHERE NOT EXISTS (SELECT 1 FROM upload_job WHERE upload_job.upload = upload.number);
