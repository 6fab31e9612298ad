//! Reaching a PostgreSQL server.

use std::{net::IpAddr, str::FromStr as _};

use sqlx::{
    ConnectOptions, Connection, PgConnection, PgPool,
    pool::PoolOptions,
    postgres::{PgConnectOptions, PgSslMode},
};

use super::failure;
use crate::{
    connection::Soon,
    error::{Connecting, StoreError},
    store::WAIT,
};

/// Connections per purpose and node. A server allows 100 in all unless told otherwise.
const CONNECTIONS: u32 = 6;

/// The settings after the `?` of an address. The driver would skip a misspelt one, and log its value.
const SETTINGS: [&str; 15] = [
    "application_name",
    "dbname",
    "host",
    "hostaddr",
    "options",
    "password",
    "port",
    "ssl-ca",
    "ssl-cert",
    "ssl-key",
    "sslcert",
    "sslkey",
    "sslmode",
    "sslrootcert",
    "user",
];

/// The connections to one database.
#[derive(Clone)]
pub(crate) struct Pools {
    pub(crate) writers: PgPool,
    /// The server itself refuses to write on these.
    pub(crate) readers: PgPool,
}

/// Connects once, so that what is wrong is said now and exactly; a pool would wait and then only say that it waited.
pub(crate) fn open(url: &str) -> Soon<'_, Pools> {
    Box::pin(opened(url))
}

async fn opened(url: &str) -> Result<Pools, StoreError> {
    let options = options(url)?;
    let connection = PgConnection::connect_with(&options).await.map_err(|error| match failure(&error) {
        StoreError::Lost => StoreError::CannotConnect(Connecting::Unreachable),
        other => other,
    })?;
    // It only proved that the server is there; that it would not say goodbye is no reason to fail.
    let _ = connection.close().await;
    let readers = options.clone().options([("default_transaction_read_only", "on")]);
    Ok(Pools { writers: pool().connect_lazy_with(options), readers: pool().connect_lazy_with(readers) })
}

fn options(url: &str) -> Result<PgConnectOptions, StoreError> {
    let address = StoreError::CannotConnect(Connecting::Address);
    let parsed = url::Url::parse(url).map_err(|_| address.clone())?;
    let known = |key: &str| SETTINGS.contains(&key) || (key.starts_with("options[") && key.ends_with(']'));
    if !matches!(parsed.scheme(), "postgres" | "postgresql")
        || !parsed.query_pairs().all(|(key, _)| known(&key))
    {
        return Err(address);
    }
    let options = PgConnectOptions::from_str(url).map_err(|_| address)?.disable_statement_logging();
    // PostgreSQL's usual "prefer" goes on in clear text when encryption is refused, and believes any certificate. That
    // is fine inside one machine; between two, only an address that names another sslmode gets less than the full check.
    let lenient = matches!(options.get_ssl_mode(), PgSslMode::Prefer | PgSslMode::Allow);
    Ok(if lenient && !is_local(&options) { options.ssl_mode(PgSslMode::VerifyFull) } else { options })
}

fn is_local(options: &PgConnectOptions) -> bool {
    let host = options.get_host();
    options.get_socket().is_some()
        || host.starts_with('/')
        || host == "localhost"
        || host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn pool() -> PoolOptions<sqlx::Postgres> {
    PoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(WAIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ssl_mode(url: &str) -> String {
        format!("{:?}", options(url).unwrap().get_ssl_mode())
    }

    #[test]
    fn another_machine_must_prove_who_it_is_unless_the_address_says_otherwise() {
        assert_eq!(ssl_mode("postgres://tipstaff@db.example/record"), "VerifyFull");
        assert_eq!(ssl_mode("postgres://tipstaff@db.example/record?sslmode=require"), "Require");
        assert_eq!(ssl_mode("postgres://tipstaff@localhost/record"), "Prefer");
        assert_eq!(ssl_mode("postgres://tipstaff@[::1]/record"), "Prefer");
        assert_eq!(ssl_mode("postgres:///record?host=/run/postgresql"), "Prefer");
    }

    #[test]
    fn an_address_with_an_unknown_setting_is_refused_and_not_repeated() {
        for url in ["postgres://db.example/record?passwrod=hunter2", "mysql://u:hunter2@h/d", "hunter2"] {
            let error = options(url).unwrap_err();
            assert_eq!(error, StoreError::CannotConnect(Connecting::Address));
            assert!(!format!("{error} {error:?}").contains("hunter2"));
        }
    }
}
