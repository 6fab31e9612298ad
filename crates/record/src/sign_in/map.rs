//! Which value of a provider's tokens gives which role.

use crate::role::{ROLES, Role, Roles};
use std::fmt;

/// Most lines of a map.
const MOST: usize = 100;
/// Longest value, in bytes.
const LONGEST: usize = 120;

/// Which value gives which role, in a fixed order. As text: `Tipstaff.Approver=approver,Tipstaff.Officer=foi-officer`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleMap(Vec<(String, Role)>);

/// Why a text is no map.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RoleMapError {
    /// Nothing stands in it.
    #[error(
        "no role is given to anybody. Write at least one value, such as Tipstaff.Approver, beside a role"
    )]
    Empty,
    /// Too many lines.
    #[error("more than 100 values are given roles. Use fewer app roles; one can give several roles here")]
    TooMany,
    /// A value that a provider cannot send as an app role.
    #[error(
        "a value has characters that app roles do not have, or is longer than 120. Use letters, digits and . _ : / @ -"
    )]
    Value,
    /// No such role, or no `=`.
    #[error("a value stands beside a role that is not known. The roles are: {0}")]
    Role(String),
}

impl RoleMap {
    /// Reads pairs of a value and the identifier of a role. What stands twice counts once.
    pub fn of<'t>(pairs: impl IntoIterator<Item = (&'t str, &'t str)>) -> Result<Self, RoleMapError> {
        let mut map = Vec::new();
        for (value, role) in pairs {
            if map.len() == MOST {
                return Err(RoleMapError::TooMany);
            }
            if !is_value(value) {
                return Err(RoleMapError::Value);
            }
            map.push((value.to_owned(), named(role)?));
        }
        map.sort_by(|one, other| (&one.0, one.1 as u32).cmp(&(&other.0, other.1 as u32)));
        map.dedup();
        if map.is_empty() { Err(RoleMapError::Empty) } else { Ok(Self(map)) }
    }

    /// Reads it as text.
    pub fn parse(text: &str) -> Result<Self, RoleMapError> {
        Self::of(text.split(',').filter(|line| !line.is_empty()).map(|line| {
            let (value, role) = line.rsplit_once('=').unwrap_or((line, ""));
            (value, role)
        }))
    }

    /// The roles that these values give: exactly these, whatever else a provider sends.
    pub fn roles<'v>(&self, values: impl IntoIterator<Item = &'v str>) -> Roles {
        let mut roles = Roles::NONE;
        for value in values {
            for (_, role) in self.0.iter().filter(|(known, _)| known == value) {
                roles = roles.with(*role);
            }
        }
        roles
    }

    /// Every role that it can give.
    pub fn all(&self) -> Roles {
        self.0.iter().fold(Roles::NONE, |roles, (_, role)| roles.with(*role))
    }

    /// The values that give a role.
    pub fn values(&self, role: Role) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(_, given)| *given == role).map(|(value, _)| value.as_str())
    }
}

fn is_value(value: &str) -> bool {
    !value.is_empty()
        && value.len() <= LONGEST
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._:/@-".contains(&byte))
}

fn named(id: &str) -> Result<Role, RoleMapError> {
    ROLES
        .iter()
        .find(|row| row.id == id)
        .map(|row| row.role)
        .ok_or_else(|| RoleMapError::Role(ROLES.iter().map(|row| row.id).collect::<Vec<_>>().join(", ")))
}

impl fmt::Display for RoleMap {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (value, role)) in self.0.iter().enumerate() {
            let id = ROLES.iter().find(|row| row.role == *role).map_or("", |row| row.id);
            write!(out, "{}{value}={id}", if place == 0 { "" } else { "," })?;
        }
        Ok(())
    }
}
