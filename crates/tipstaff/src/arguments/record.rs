//! Options about the record: where it lies, and who acts.

use clap::Args;
use std::path::PathBuf;

/// Where the record lies.
#[derive(Debug, Clone, Args)]
#[expect(clippy::doc_markdown, reason = "these lines are the help on a terminal")]
#[command(next_help_heading = "The record")]
pub struct RecordPlace {
    /// The data folder (default: TIPSTAFF_DATA, or this user's folder for data)
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// A PostgreSQL database instead of SQLite in the data folder: postgres://...
    #[arg(long, global = true, value_name = "URL", env = "TIPSTAFF_DATABASE", hide_env_values = true)]
    pub database: Option<String>,
    /// A place on S3 for tiles and other blobs instead of the data folder: s3://BUCKET/PREFIX
    #[arg(long, global = true, value_name = "URL", env = "TIPSTAFF_BLOBS")]
    pub blobs: Option<String>,
    /// The file with the record's key (default: TIPSTAFF_KEY_FILE, or this user's folder for settings)
    #[arg(long, global = true, value_name = "FILE")]
    pub key_file: Option<PathBuf>,
}

/// Who acts.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Who acts")]
pub struct Acting {
    /// Name of the actor (default: the only one there is)
    #[arg(long = "as", value_name = "ACTOR", env = "TIPSTAFF_ACTOR")]
    pub actor: Option<String>,
    /// Read the passphrase from this file descriptor, up to the end of the line
    #[arg(long, value_name = "NUMBER")]
    pub passphrase_fd: Option<u32>,
}
