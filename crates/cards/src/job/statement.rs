//! Signed statements of jobs: notes (C2SP signed-note) of two lines, a schema and canonical JSON.

use super::error::JobError;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tlog::{StatementKey, VerifierKey, open_statement};

/// Signs a statement.
pub(crate) fn sign(schema: &str, said: &impl Serialize, key: &StatementKey) -> Result<String, JobError> {
    let note = key.sign(&text(schema, said)?)?;
    String::from_utf8(note).map_err(|_| JobError::Unwritable)
}

/// Reads a statement that this key signed. Whatever is not written the one way it can be is none.
pub(crate) fn open<T: Serialize + DeserializeOwned>(
    schema: &str,
    note: &str,
    key: &VerifierKey,
) -> Result<T, JobError> {
    let signed = open_statement(note.as_bytes(), key)?;
    let json = signed
        .strip_prefix(schema)
        .and_then(|rest| rest.strip_prefix('\n'))
        .ok_or(JobError::Statement("is about something else"))?;
    let said: T = serde_json::from_str(json.trim_end_matches('\n'))
        .map_err(|_| JobError::Statement("does not say what it has to say"))?;
    if text(schema, &said)? != signed {
        return Err(JobError::Statement("is not written the one way it can be"));
    }
    Ok(said)
}

fn text(schema: &str, said: &impl Serialize) -> Result<String, JobError> {
    let value = serde_json::to_value(said).map_err(|_| JobError::Unwritable)?;
    let json = String::from_utf8(tlog::leaf(&value)?).map_err(|_| JobError::Unwritable)?;
    Ok(format!("{schema}\n{json}\n"))
}
