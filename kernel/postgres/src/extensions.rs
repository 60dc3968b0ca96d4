//! The extensions that Plaza's services create in their databases.

use sqlx::PgConnection;

use crate::{Error, Result};

/// All of them are part of PostgreSQL's contrib package.
const NEEDED: &[&str] = &["btree_gist", "pg_trgm", "cube", "earthdistance", "unaccent"];

/// Refuses a server whose installation lacks one of them.
pub(crate) async fn check(connection: &mut PgConnection) -> Result<()> {
    let query = "select wanted from unnest($1::text[]) as wanted \
                 where wanted not in (select name from pg_available_extensions) order by 1";
    let missing: Vec<String> = sqlx::query_scalar(query).bind(NEEDED).fetch_all(connection).await?;
    if missing.is_empty() {
        return Ok(());
    }
    let missing = missing.join(", ");
    Err(Error::MissingExtensions { missing })
}
