use std::process::ExitCode;

use plaza_db::PoolOptions;
use plaza_service::config::Config;
use plaza_service::{Finding, Plan, Service};
use sqlx::PgPool;

use crate::installation::Installation;

/// `plaza audit`: every service's data against its promises.
pub(crate) async fn run(config: Config, json: bool) -> anyhow::Result<ExitCode> {
    let installation = Installation::open_existing(config).await?;
    let mut findings = Vec::new();
    for service in &installation.plan.services {
        findings.extend(check(&installation.plan, service).await?);
    }
    installation.close().await?;
    let text = if json { serde_json::to_string_pretty(&findings)? } else { in_words(&findings) };
    crate::say(&text)?;
    Ok(if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn check(plan: &Plan, service: &Service) -> anyhow::Result<Vec<Finding>> {
    let pool = plaza_db::connect(&plan.database_of(service.name), service.name, PoolOptions::default())?;
    let mut findings = kernel(&pool, service.name).await?;
    if let Some(audit) = service.audit {
        findings.extend(audit(pool.clone()).await?);
    }
    pool.close().await;
    Ok(findings)
}

/// What holds for every service: an ended saga has come to its end, a dead letter has its event, and no job
/// fails again and again.
async fn kernel(pool: &PgPool, service: &str) -> anyhow::Result<Vec<Finding>> {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "SELECT 'saga_stuck', name || ' ' || id || ': ' || coalesce(last_error, '') FROM kernel.sagas WHERE state = 'stuck'
         UNION ALL SELECT 'dead_letter', handler || ' ' || event_id || ': ' || coalesce(last_error, '') FROM kernel.inbox WHERE state = 'dead'
         UNION ALL SELECT 'dead_job', kind || ' ' || id || ': ' || coalesce(last_error, '') FROM kernel.jobs WHERE state = 'dead'
         UNION ALL SELECT 'failing_job', kind || ' ' || id || ', tried ' || attempts || ' times: ' || coalesce(last_error, '') FROM kernel.jobs WHERE state = 'ready' AND attempts >= 5",
    )
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(|(check, what)| Finding::new(&format!("{service}.{check}"), what)).collect())
}

fn in_words(findings: &[Finding]) -> String {
    if findings.is_empty() {
        return "Every promise is kept: no finding.".into();
    }
    let lines: Vec<String> = findings.iter().map(|finding| format!("{}  {}", finding.check, finding.what)).collect();
    format!("{}\n{} findings.", lines.join("\n"), findings.len())
}
