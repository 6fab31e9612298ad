//! What can go wrong, and what to do then.

use std::path::PathBuf;

/// Why a store did not do what it was asked.
///
/// An error is made of fixed words, names of the schema, paths and codes. It never holds a statement, a value, an
/// address of a server or a password, and it keeps no cause inside that could. That is why there is no
/// `source()` to ask: the drivers' own messages quote what they were given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The folder of a SQLite file is not there.
    #[error(
        "there is no folder for the database {}. Check the path, or create the folder and try again",
        path.display()
    )]
    NotFound {
        /// The file that was asked for.
        path: PathBuf,
    },
    /// A SQLite file, or what SQLite keeps beside it, cannot be opened.
    #[error(
        "the database {} cannot be opened. It must be a file, in a folder on a local disk that the account running \
         Tipstaff may read and write; check its owner and mode",
        path.display()
    )]
    CannotOpen {
        /// The file that was asked for.
        path: PathBuf,
    },
    /// A PostgreSQL server did not let us in.
    #[error("the PostgreSQL database cannot be reached: {0}")]
    CannotConnect(Connecting),
    /// The database, its disk or its folder may not be written.
    #[error(
        "the database can be read but not written, and nothing was changed. Check that its files, folder and disk are \
         writable for the account running Tipstaff; on PostgreSQL, that this is not a read-only standby"
    )]
    ReadOnly,
    /// No space is left where the database lives.
    #[error(
        "the database has no space left, and nothing was changed. Free some space on its disk and try again"
    )]
    Full,
    /// Others held the database for longer than we waited.
    #[error(
        "the database was busy with other work for too long, and nothing was changed. Try again; if it happens often, \
         look for another program that keeps the database locked"
    )]
    Busy,
    /// The schema was written by a newer Tipstaff.
    #[error(
        "this database was last used by a newer Tipstaff (its schema is version {found}, this program knows {known}). \
         Nothing was changed. Update Tipstaff on this machine"
    )]
    Newer {
        /// The version that the database has.
        found: i64,
        /// The highest version that this program has.
        known: i64,
    },
    /// A step of the schema is not the one that this program would have taken.
    #[error(
        "step {version} of this database's schema is not the one that this Tipstaff knows. Nothing was changed. Use the \
         Tipstaff that made the database, and report this: released steps must never change"
    )]
    Altered {
        /// The step.
        version: i64,
    },
    /// What lies in the file is not a sound database.
    #[error(
        "the database is damaged, or its file is not a database. Do not go on working with it: keep a copy for \
         investigation and restore the last good backup"
    )]
    Damaged,
    /// A rule of the schema forbids the change.
    #[error("the database refused a change, because {rule}{}. Nothing was changed", in_brackets(name))]
    Refused {
        /// The kind of rule.
        rule: Rule,
        /// The rule's name or its `table.column`, empty where the database does not tell.
        name: String,
    },
    /// A text contains U+0000, which PostgreSQL cannot hold.
    #[error(
        "a text contains the character U+0000, which a database cannot hold. Nothing was changed. Look for it in the data \
         that were to be stored, and remove it there"
    )]
    ZeroCharacter,
    /// A statement, a value or a row does not have the form that was agreed. A defect of the program.
    #[error("{0}. This is a defect of Tipstaff: please report it")]
    Shape(Shape),
    /// The connection ended before a commit was asked for.
    #[error(
        "the connection to the database was lost, and nothing was changed. Check the database server and try again"
    )]
    Lost,
    /// The connection ended while a commit was under way.
    #[error(
        "the connection to the database was lost while a change was being made permanent: all of it is stored or none of \
         it. Look whether the change is there before doing it again"
    )]
    CommitUnknown,
    /// What the caller wanted is another program's job.
    #[error(
        "a PostgreSQL database is not backed up as one file by Tipstaff. Use pg_dump for the database, or Tipstaff's own \
         backup of the record"
    )]
    UsePgDump,
    /// The target of a backup is the database itself.
    #[error("a backup cannot replace the database that it is made of. Choose another file as its target")]
    OntoItself,
    /// A backup could not be written.
    #[error(
        "the backup {} could not be written; an earlier one of that name is untouched. Check the folder, its owner and \
         the space on its disk",
        path.display()
    )]
    CannotBackUp {
        /// The target.
        path: PathBuf,
    },
    /// Something that none of the others describes.
    #[error(
        "the database reported error {code}, and nothing was changed. Look the code up in the manual of SQLite or \
         PostgreSQL, or report it"
    )]
    Other {
        /// SQLite's result code, PostgreSQL's SQLSTATE, or a word for what failed in between.
        code: String,
    },
}

/// What stood between us and a PostgreSQL database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Connecting {
    /// The address is malformed or has a parameter that we do not know.
    #[error(
        "its address is not of the form postgres://user@host/database, or has a setting after the ? that is not known. \
         Correct the address"
    )]
    Address,
    /// Nobody answers.
    #[error("no server answers there. Check the address, the network and that the server is running")]
    Unreachable,
    /// No trusted encrypted connection came about.
    #[error(
        "no encrypted connection to a server with a trusted certificate came about. Check the server's certificate, or \
         name its authority with sslrootcert"
    )]
    Encryption,
    /// The server does not accept the user or the password.
    #[error("the server does not accept this user or password. Check both")]
    SignIn,
    /// There is no such database.
    #[error("the server has no database of that name. Check the name, or create the database")]
    Database,
}

/// The kind of rule that forbids a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Rule {
    /// A primary key or unique index.
    #[error("there is already an entry with the same key")]
    Unique,
    /// A foreign key.
    #[error("it refers to an entry that does not exist, or removes one that others refer to")]
    Reference,
    /// `NOT NULL`.
    #[error("something that must be given is missing")]
    Missing,
    /// `CHECK`.
    #[error("something is outside what is allowed")]
    Check,
    /// A trigger, a column's type, or a rule of a later kind.
    #[error("a rule of the database forbids it")]
    Other,
}

/// What does not fit. Columns are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Shape {
    /// The row has no such column.
    #[error("column {0} was asked for, which the answer does not have")]
    NoColumn(usize),
    /// The column holds null.
    #[error("column {0} of an answer is empty where it must not be")]
    Null(usize),
    /// The column holds a value of another kind.
    #[error("column {0} of an answer holds another kind of value than was asked for")]
    Kind(usize),
    /// The column holds something that is none of the four kinds.
    #[error("column {0} of an answer holds something that is neither a whole number nor text nor bytes")]
    Foreign(usize),
    /// `$1`, `$2`, … and the values do not match.
    #[error("a statement has {placeholders} placeholders but {values} values were given")]
    Placeholders {
        /// The highest `$n` of the statement.
        placeholders: usize,
        /// How many values came with it.
        values: usize,
    },
    /// The text is no statement that both databases share.
    #[error("a statement is not written in the form that both databases share")]
    Statement,
    /// A row to insert is wider or narrower than announced.
    #[error("a row to insert has {found} values instead of {columns}")]
    Width {
        /// How many columns were announced.
        columns: usize,
        /// How many values the row has.
        found: usize,
    },
    /// More than one row answers a question that has one answer.
    #[error("a question that has one answer has several")]
    Several,
    /// A transaction was ended although a statement of it had been given up half-way.
    #[error("a change was to be made permanent although a step of it had been given up half-way")]
    Unfinished,
    /// Versions of migrations do not rise one by one from 1.
    #[error("the steps of a schema are not numbered 1, 2, 3, …")]
    Versions,
    /// A ledger of migrations has a name that is none.
    #[error("the ledger of a schema is not named schema_migration, or schema_migration_ and a room")]
    Ledger,
    /// A column of the schema has a type outside the shared vocabulary.
    #[error("a table has a column of a type that the two databases do not share")]
    ColumnType,
}

fn in_brackets(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!(" ({name})") }
}

impl From<Shape> for StoreError {
    fn from(shape: Shape) -> Self {
        Self::Shape(shape)
    }
}

impl StoreError {
    /// Whether the same work, begun again, may well succeed: nothing is wrong but the moment.
    pub(crate) fn is_momentary(&self) -> bool {
        matches!(self, Self::Busy)
    }

    /// The same failure, when it happened while committing.
    pub(crate) fn while_committing(self) -> Self {
        match self {
            Self::Lost => Self::CommitUnknown,
            other => other,
        }
    }
}
