//! Migrations: the kernel's first, then the service's own. Forward only.

use sqlx::PgPool;
use sqlx::migrate::{MigrateError, Migrator};

static KERNEL: Migrator = sqlx::migrate!("./migrations");

/// Brings a service's database up to date. Concurrent callers wait for each
/// other (sqlx takes an advisory lock); an up-to-date database is left alone.
///
/// # Errors
/// When a migration fails or was changed after it was applied.
pub async fn run(pool: &PgPool, service: &Migrator) -> Result<(), MigrateError> {
    // Both sets share one table: each ignores the other's versions. Services number from 1000.
    with_ignored(&KERNEL).run(pool).await?;
    with_ignored(service).run(pool).await
}

/// Versions a service's database should have, for `plaza doctor`.
pub fn expected(service: &Migrator) -> Vec<i64> {
    KERNEL.iter().chain(service.iter()).map(|migration| migration.version).collect()
}

/// Fingerprint of all migrations of a service, so that tests can reuse a migrated template.
pub fn fingerprint(service: &Migrator) -> String {
    use std::fmt::Write;
    let mut text = String::new();
    for migration in KERNEL.iter().chain(service.iter()) {
        for byte in migration.checksum.iter().take(6) {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
    }
    text
}

fn with_ignored(migrator: &Migrator) -> Migrator {
    let mut migrator = Migrator { migrations: migrator.migrations.clone(), ..Migrator::DEFAULT };
    migrator.set_ignore_missing(true);
    migrator
}
