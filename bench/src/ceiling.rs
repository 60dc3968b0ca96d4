use std::io::Write;
use std::process::Command;

use anyhow::Context;

use crate::server::Server;

/// The same rows that one booking writes (claim, booking, history, event, key), as one
/// statement without anything around it: what this PostgreSQL can do at best.
const SCRIPT: &str = r#"
WITH n AS (SELECT nextval('bench_numbers') AS n),
wanted AS (
    SELECT gen_random_uuid() AS id, u.id AS unit, timestamptz '2040-01-01' + (n.n / 500) * interval '15 minutes' AS start
    FROM n JOIN bench_units u ON u.n = n.n % 500
), claim AS (
    INSERT INTO claims (org_id, unit_id, during, kind, booking_id)
    SELECT bench_org(), unit, tstzrange(start, start + interval '15 minutes'), 'booking', id FROM wanted
    ON CONFLICT DO NOTHING RETURNING unit_id
), booking AS (
    INSERT INTO bookings (org_id, id, user_id, booked_by, resource_id, unit_id, state, starts_at, ends_at, claimed, time_zone,
                          purpose, attendee_ids, people, currency, total, quote, policy, notice_start, version, created_at, updated_at)
    SELECT bench_org(), w.id, bench_org(), 'user:01a20000-0000-7000-8000-000000000000', w.unit, w.unit, 'confirmed', w.start, w.start + interval '15 minutes',
           tstzrange(w.start, w.start + interval '15 minutes'), 'UTC', 'bench', '{}', 1, 'EUR', 0,
           '{"lines": [], "net": {"amount": 0, "currency": "EUR"}, "taxAmount": {"amount": 0, "currency": "EUR"}, "tax": {"basisPoints": 0, "inclusive": true}, "total": {"amount": 0, "currency": "EUR"}}', '{"name": "moderate", "tiers": [{"hoursBefore": 24, "refundPercent": 100}]}',
           w.start, 1, w.start, w.start
    FROM wanted w, claim
), history AS (
    INSERT INTO booking_history (org_id, booking_id, version, to_state, at, actor)
    SELECT bench_org(), w.id, 1, 'confirmed', w.start, 'user:01a20000-0000-7000-8000-000000000000' FROM wanted w, claim
), event AS (
    INSERT INTO kernel.domain_events (id, org_id, aggregate_type, aggregate_id, event_type, event_data, version, metadata, created_at, correlation_id)
    SELECT gen_random_uuid(), bench_org(), 'bench', w.id, 'bench.booking.confirmed.v1',
           jsonb_build_object('bookingId', w.id, 'resourceId', w.unit, 'startDateTime', w.start, 'status', 'confirmed'),
           1, '{"actor": "bench"}', w.start, w.id
    FROM wanted w, claim
)
INSERT INTO kernel.idempotency_keys (actor, key, fingerprint, status, body, created_at)
SELECT 'bench', w.id::text, md5(w.id::text) || md5(w.unit::text), 201,
       jsonb_build_object('id', w.id, 'status', 'confirmed', 'resourceId', w.unit, 'startDateTime', w.start, 'price', jsonb_build_object('amount', 0, 'currency', 'EUR')), w.start
FROM wanted w, claim;
"#;

const SETUP: [&str; 3] = [
    "CREATE SEQUENCE IF NOT EXISTS bench_numbers",
    "CREATE TABLE IF NOT EXISTS bench_units AS SELECT n, gen_random_uuid() AS id FROM generate_series(0, 499) n",
    "CREATE OR REPLACE FUNCTION bench_org() RETURNS uuid IMMUTABLE LANGUAGE sql AS $$ SELECT '01a20000-0000-7000-8000-000000000001'::uuid $$",
];

/// Transactions a second that pgbench reaches with this statement.
pub(crate) async fn run(server: &Server, clients: usize, seconds: u64) -> anyhow::Result<f64> {
    for statement in SETUP {
        sqlx::query(statement).execute(&server.bookings).await?;
    }
    let mut script = tempfile::NamedTempFile::new()?;
    script.write_all(SCRIPT.as_bytes())?;
    let output = Command::new(pgbench()?)
        .args(["-n", "-M", "prepared", "-U", "plaza", "-h"])
        .arg(server.sockets())
        .args(["-c", &clients.to_string(), "-j", &clients.min(2).to_string(), "-T", &seconds.max(1).to_string(), "-f"])
        .arg(script.path())
        .arg("plaza_bookings")
        .output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    anyhow::ensure!(output.status.success(), "pgbench: {}", String::from_utf8_lossy(&output.stderr));
    let line = text.lines().find(|line| line.starts_with("tps = ")).context("pgbench printed no tps")?;
    Ok(line.split_whitespace().nth(2).context("tps")?.parse()?)
}

fn pgbench() -> anyhow::Result<std::path::PathBuf> {
    let folders =
        std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
    let mut found: Vec<_> = folders.map(|folder| folder.join("pgbench")).filter(|path| path.exists()).collect();
    found.sort();
    Ok(found.pop().unwrap_or_else(|| "pgbench".into()))
}
