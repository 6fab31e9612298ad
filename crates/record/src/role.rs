//! What people may do: one table, [`ROLES`], and sets of roles as bits.

use std::fmt;

/// One line of [`ROLES`].
#[derive(Debug)]
pub struct RoleRow {
    /// The role.
    pub role: Role,
    /// Stable identifier.
    pub id: &'static str,
    /// Name for a person.
    pub title: &'static str,
    /// What it is for.
    pub what: &'static str,
}

macro_rules! roles {
    ($( $name:ident $bit:literal $id:literal $title:literal $what:literal; )+) => {
        /// What somebody is there for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Role {
            $( #[doc = $what] $name = $bit, )+
        }

        /// Every role.
        pub static ROLES: &[RoleRow] =
            &[ $( RoleRow { role: Role::$name, id: $id, title: $title, what: $what }, )+ ];
    };
}

roles! {
    Administrator 0 "administrator" "administrator" "Enrols people and sets Tipstaff up";
    DataProtection 1 "data-protection-officer" "data protection officer" "Answers who is affected, and may see names";
    FoiOfficer 2 "foi-officer" "FOI officer" "Checks and proposes releases";
    Approver 3 "approver" "approver" "Approves what somebody else proposed";
    InformationSecurity 4 "information-security" "information security" "Traces leaks, and may see names";
    CardOffice 5 "card-office" "card office" "Orders cards, and may see names";
    EvidenceManager 6 "evidence-manager" "evidence manager" "Keeps the books of stored evidence";
    CovertLiaison 7 "covert-liaison" "covert liaison" "Matches sensitive people blind, under a key of its own";
    Auditor 8 "auditor" "auditor" "Reads and verifies, changes nothing";
}

/// A set of roles, one bit each.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Roles(u32);

impl Roles {
    /// No role.
    pub const NONE: Self = Self(0);

    /// Of these roles.
    pub const fn of(roles: &[Role]) -> Self {
        let mut bits = 0;
        let mut index = 0;
        while index < roles.len() {
            bits |= 1 << roles[index] as u32;
            index += 1;
        }
        Self(bits)
    }

    /// Of stored bits; none if a bit is not known.
    pub fn from_bits(bits: i64) -> Option<Self> {
        let bits = u32::try_from(bits).ok()?;
        let known = ROLES.iter().fold(0, |known, row| known | 1 << row.role as u32);
        (bits & !known == 0).then_some(Self(bits))
    }

    /// As the database keeps it.
    pub fn bits(self) -> i64 {
        i64::from(self.0)
    }

    /// Of identifiers; the first that is unknown is given back.
    pub fn named<'n>(ids: impl IntoIterator<Item = &'n str>) -> Result<Self, &'n str> {
        let mut roles = Self::NONE;
        for id in ids {
            let row = ROLES.iter().find(|row| row.id == id).ok_or(id)?;
            roles = roles.with(row.role);
        }
        Ok(roles)
    }

    /// With one role more.
    #[must_use]
    pub fn with(self, role: Role) -> Self {
        Self(self.0 | 1 << role as u32)
    }

    /// Without some roles.
    #[must_use]
    pub fn without(self, roles: Self) -> Self {
        Self(self.0 & !roles.0)
    }

    /// The roles of both sets together.
    #[must_use]
    pub fn union(self, roles: Self) -> Self {
        Self(self.0 | roles.0)
    }

    /// The roles that both sets have.
    #[must_use]
    pub fn both(self, roles: Self) -> Self {
        Self(self.0 & roles.0)
    }

    /// Whether the two have a role in common.
    pub fn meet(self, roles: Self) -> bool {
        self.0 & roles.0 != 0
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Its lines, in the order of the table.
    pub fn iter(self) -> impl Iterator<Item = &'static RoleRow> {
        ROLES.iter().filter(move |row| self.0 >> row.role as u32 & 1 == 1)
    }

    /// Stable identifiers with commas.
    pub fn ids(self) -> String {
        self.iter().map(|row| row.id).collect::<Vec<_>>().join(",")
    }
}

/// For people: "administrator or auditor".
impl fmt::Display for Roles {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let titles: Vec<&str> = self.iter().map(|row| row.title).collect();
        match titles.split_last() {
            None => out.write_str("no role"),
            Some((last, [])) => out.write_str(last),
            Some((last, rest)) => write!(out, "{} or {last}", rest.join(", ")),
        }
    }
}

impl fmt::Debug for Roles {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Roles({})", self.ids())
    }
}
