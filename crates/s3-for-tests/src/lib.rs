//! A real S3 server inside a test, one that lies on cue, and one of a million objects.
