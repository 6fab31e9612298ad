//! What somebody or something is in a case: one table, [`CASE_ROLES`].

/// One line of [`CASE_ROLES`].
#[derive(Debug)]
pub struct CaseRoleRow {
    /// The role.
    pub role: CaseRole,
    /// Stable identifier.
    pub id: &'static str,
    /// Whether it is that of an item, and not of a person.
    pub is_item: bool,
}

macro_rules! roles {
    ($( $name:ident $id:literal $is_item:literal $what:literal; )+) => {
        /// What somebody or something is in a case.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum CaseRole {
            $( #[doc = $what] $name, )+
        }

        /// Every role.
        pub static CASE_ROLES: &[CaseRoleRow] =
            &[ $( CaseRoleRow { role: CaseRole::$name, id: $id, is_item: $is_item }, )+ ];
    };
}

roles! {
    Victim "victim" false "A victim";
    Witness "witness" false "A witness";
    Suspect "suspect" false "A suspect or defendant";
    Officer "officer" false "An officer who gives evidence";
    Exhibit "exhibit" true "An item, such as footage";
}

impl CaseRole {
    /// The role of this identifier.
    pub fn named(id: &str) -> Option<Self> {
        CASE_ROLES.iter().find(|row| row.id == id).map(|row| row.role)
    }

    /// Its line.
    pub fn row(self) -> &'static CaseRoleRow {
        &CASE_ROLES[self as usize]
    }
}
