//! One set of SQL on SQLite and PostgreSQL.
