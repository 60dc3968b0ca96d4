//! Other people's transactions, open while the tests run.
//!
//! Who reads a feed stays below the oldest open transaction of the whole server. On a quiet machine a test that takes
//! what it wrote for readable at once is right by luck; beside these it fails every time.

use std::convert::Infallible;

use sqlx::{Connection, PgConnection};

/// How long the transactions are open, in seconds, in turn: longer than a request takes, shorter than any patience.
const OPEN_FOR: [f64; 6] = [0.7, 0.02, 1.5, 0.3, 0.1, 1.0];

/// Holds one transaction after the other open on the server, until it is dropped or the server refuses.
pub async fn hold(url: &str) -> anyhow::Result<Infallible> {
    let mut connection = PgConnection::connect(url).await?;
    loop {
        for open_for in OPEN_FOR {
            // One statement is one transaction; asking for its number makes it one that others wait for.
            sqlx::query("SELECT pg_current_xact_id()::text, pg_sleep($1)")
                .bind(open_for)
                .execute(&mut connection)
                .await?;
        }
    }
}
