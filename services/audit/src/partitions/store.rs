use std::collections::HashSet;

use plaza_core::Instant;
use plaza_db::{Result, Tx};
use sqlx::{AssertSqlSafe, PgPool};

use crate::domain::month::Month;

/// Names of the partitions there are.
pub async fn made(pool: &PgPool) -> Result<HashSet<String>> {
    let query = sqlx::query_scalar(
        "SELECT c.relname::text FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'audit_log'::regclass",
    );
    let names: Vec<String> = query.fetch_all(pool).await?;
    Ok(names.into_iter().collect())
}

/// First instants of the months that have events in the default partition.
pub async fn resting(pool: &PgPool, from: Instant, to: Instant) -> Result<Vec<Instant>> {
    let query = sqlx::query_scalar(
        "SELECT DISTINCT date_trunc('month', at, 'UTC') FROM audit_log_default WHERE at >= $1 AND at < $2",
    );
    Ok(query.bind(from).bind(to).fetch_all(pool).await?)
}

/// Makes a month's partition and moves into it what rests in the default one. Writers of the default
/// partition wait meanwhile; those of the other partitions do not.
pub async fn make(tx: &mut Tx, month: Month) -> Result<()> {
    let (name, from, to) = (month.partition(), month.start().to_rfc3339(), month.later(1).start().to_rfc3339());
    // Only digits and signs of a date are spliced in: a partition's bounds cannot be parameters.
    let steps = [
        // Writers queue up behind a lock that is waited for; better to try again at the next pass.
        "SET LOCAL lock_timeout = '2s'".to_owned(),
        "LOCK TABLE audit_log_default IN ACCESS EXCLUSIVE MODE".to_owned(),
        format!("CREATE TABLE IF NOT EXISTS {name} (LIKE audit_log INCLUDING DEFAULTS INCLUDING CONSTRAINTS)"),
        format!(
            "WITH moved AS (DELETE FROM audit_log_default WHERE at >= '{from}' AND at < '{to}' RETURNING *) INSERT INTO {name} SELECT * FROM moved"
        ),
        format!("ALTER TABLE audit_log ATTACH PARTITION {name} FOR VALUES FROM ('{from}') TO ('{to}')"),
    ];
    for step in steps {
        sqlx::query(AssertSqlSafe(step)).execute(&mut **tx).await?;
    }
    Ok(())
}
