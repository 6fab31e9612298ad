//! What the rights to the record have in common: who acts, and what of an error of the record is for the caller.

use super::Caller;
use crate::page::error_summary::Errors;
use crate::problem::Problem;
use accounts::Session;
use axum::http::StatusCode;
use record::words::what_and_fix;
use record::{Actor, RecordError};

/// The session of a caller who is a person.
pub(super) fn session(caller: &Caller) -> Result<&Session, Problem> {
    match caller {
        Caller::Person(session) => Ok(session),
        _ => Err(Problem::unknown_caller()),
    }
}

/// The actor in whose name it is written.
pub(super) fn actor(caller: &Caller) -> Result<&Actor, Problem> {
    Ok(&session(caller)?.actor)
}

/// What an error of the record is to the caller. Whatever is not about the request itself goes to the log only.
pub(super) fn told(during: &'static str, error: &RecordError) -> Problem {
    let status = match error {
        RecordError::Unknown { .. } => StatusCode::NOT_FOUND,
        RecordError::MayNot { needed, .. } => return Problem::forbidden(needed),
        RecordError::Refused { .. }
        | RecordError::NoTime { .. }
        | RecordError::NoField { .. }
        | RecordError::EmptyWindow
        | RecordError::Limit { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        other => return Problem::failed(during, other),
    };
    let (what, fix) = what_and_fix(error);
    let fix = if fix.is_empty() { "Look at what you entered again".to_owned() } else { fix };
    let code = if status == StatusCode::NOT_FOUND { "not-found" } else { "refused" };
    Problem::new(status, code, crate::words::sentence(&what), fix)
}

/// What is wrong with what was entered, for the form; everything else is a problem.
pub(super) fn entered<T>(
    during: &'static str,
    field: &'static str,
    outcome: Result<T, RecordError>,
) -> Result<Result<T, Errors>, Problem> {
    match outcome {
        Ok(done) => Ok(Ok(done)),
        Err(error) => {
            let problem = told(during, &error);
            if problem.status == StatusCode::UNPROCESSABLE_ENTITY {
                Ok(Err(Errors::of(field, format!("{}. {}", problem.what, problem.fix))))
            } else {
                Err(problem)
            }
        }
    }
}
