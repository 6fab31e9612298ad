//! Criminal cases: their reference, the officer in the case, the next day in court, and the people and items in them.
//! When evidence is lost, or people are affected, they say which cases that touches.

mod import;
mod read;
mod role;

pub use import::{CaseRow, CasesReport, Tie};
pub use read::{Case, CaseCounts};
pub use role::{CASE_ROLES, CaseRole, CaseRoleRow};
