//! A log that does not exist, for the targets that read what logs and witnesses say.

/// A signed and cosigned checkpoint of an invented log.
pub const NOTE: &str = "police.example/log\n\
    5\n\
    pVnyiChYhweilZFQLzf2Edu7iWBox3aqBDEa6M9tA9k=\n\
    \n\
    — police.example/log 55XYfZaa6lJFhI32twGu8dM3siCSp5XsogB+O0kCujYbEOVh356+8srUehUwaMucXMnSDTNbyR/+3lpcA8yiE0rukA8=\n\
    — audit.example/w L2tXvQAAAABq/YbAGMVJ09cGKsUGw6LooXYAdHbvK12AdN+VPLIJfUzPK6eM4vUuzV8IqucorwFMf9YP+njAR7V2gNnr4W2GOU7qBw==\n\
    ";
/// The log's key.
pub const LOG: &str = "police.example/log+e795d87d+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs";
/// The key of its witness.
pub const WITNESS: &str = "audit.example/w+2f6b57bd+BO1JKMYo0cLG6ukDOJBZlWEpWSc6XGP5NjbBRhSshzfR";
/// The key of another witness.
pub const OTHER: &str = "audit.example/w+9ac5d193+BMqTrBcFGHBx1nuDx/8O/oEI6OxFMFdddyaHkzPb2r58";
