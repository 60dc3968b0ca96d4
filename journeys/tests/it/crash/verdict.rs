//! What must be true when the dust has settled.

use std::collections::{BTreeMap, BTreeSet};

use plaza_journeys::{Deployment, Mail, SERVICES, Venue, within};
use serde_json::json;
use sqlx::PgPool;

use super::Kills;
use super::load::{Done, Told};
use crate::race::overlaps;

/// How long late payments, retries and mails may take afterwards.
const QUIET_WITHIN: std::time::Duration = std::time::Duration::from_secs(180);

/// Looks in a row that find nothing: between two, an event may be on its way from one service to another.
const STILL: u32 = 40;

/// Fails with everything that is not as it must be; prints the figures.
pub async fn all_is_well(deployment: &Deployment, venue: &Venue, done: Vec<Done>, rounds: u32, kills: &Kills) {
    let started = std::time::Instant::now();
    let mut wrong = quiet(deployment, venue).await;
    let took = started.elapsed().as_secs();
    let told: Vec<Told> = done.iter().flat_map(|done| done.told.clone()).collect();
    wrong.extend(bookings(deployment, &told).await);
    wrong.extend(books(deployment, venue).await);
    wrong.extend(sagas(deployment).await);
    let (mails, repeats, faults) = mails(deployment, &told).await;
    wrong.extend(faults);
    match overlaps(deployment).await {
        0 => {}
        n => wrong.push(format!("{n} overlaps")),
    }
    wrong.extend(deployment.audit().await.iter().map(|finding| format!("plaza audit: {finding}")));
    let sum = |count: fn(&Done) -> usize| done.iter().map(count).sum::<usize>();
    let mut refused: BTreeMap<&str, usize> = BTreeMap::new();
    done.iter().flat_map(|done| &done.refused).for_each(|code| *refused.entry(code).or_default() += 1);
    eprintln!(
        "crash: {rounds} rounds: plaza killed {} times, PostgreSQL {}; {} requests answered, {} given up with an unknown outcome, {} never answered; \
         {} bookings acknowledged ({} confirmed, {} cancelled); {mails} mails expected and arrived, {repeats} repeated under the same Message-ID; quiet after {took} s; refused: {refused:?}",
        kills.plaza,
        kills.postgres,
        sum(|done| done.answered),
        sum(|done| done.unknown),
        sum(|done| done.unanswered),
        told.len(),
        told.iter().filter(|told| told.status == "confirmed").count(),
        told.iter().filter(|told| told.status == "cancelled").count(),
    );
    if sum(|done| done.unanswered) > 0 {
        wrong.push("requests were never answered though they were repeated".into());
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
}

/// Waits until nothing is under way in any service; answers what still is when the time is over.
async fn quiet(deployment: &Deployment, venue: &Venue) -> Vec<String> {
    let (mut left, mut looks) = (Vec::new(), 0);
    let pools: Vec<(&str, PgPool)> = SERVICES.iter().map(|service| (*service, deployment.sql(service))).collect();
    let settled = within(QUIET_WITHIN, async || {
        give_up_what_waits_for_its_payer(deployment, venue).await;
        left.clear();
        for (service, pool) in &pools {
            left.extend(busy(service, pool).await);
        }
        looks = if left.is_empty() { looks + 1 } else { 0 };
        (looks > STILL).then_some(())
    })
    .await;
    settled.map_or(left, |()| Vec::new())
}

/// Challenges that nobody answered would wait for their payer for twenty minutes.
async fn give_up_what_waits_for_its_payer(deployment: &Deployment, venue: &Venue) {
    let sql = "SELECT id::text FROM bookings WHERE state = 'pending' AND payment_status = 'action_required'";
    let waiting: Vec<String> = sqlx::query_scalar(sql).fetch_all(&deployment.sql("bookings")).await.unwrap();
    for id in waiting {
        // One that was settled meanwhile refuses.
        venue.admin.api.post(&format!("/bookings/{id}/cancel"), json!({})).await;
    }
}

/// Sagas, jobs but those of a far future such as reminders, and events that wait.
async fn busy(service: &str, pool: &PgPool) -> Vec<String> {
    let sql = "SELECT format('%s: saga %s %s step %s: %s', $1, aggregate_id, state, step, last_error) FROM kernel.sagas WHERE state IN ('running', 'undoing')
               UNION ALL SELECT format('%s: job %s, %s attempts: %s', $1, kind, attempts, last_error) FROM kernel.jobs
                         WHERE state = 'ready' AND run_at < now() + interval '10 minutes'
               UNION ALL SELECT format('%s: event for %s, %s attempts: %s', $1, handler, attempts, last_error) FROM kernel.inbox WHERE state = 'waiting'";
    sqlx::query_scalar(sql).bind(service).fetch_all(pool).await.unwrap_or_else(|error| vec![error.to_string()])
}

/// Every acknowledged booking is there, as it was told or later.
async fn bookings(deployment: &Deployment, told: &[Told]) -> Vec<String> {
    let pool = deployment.sql("bookings");
    let rows: Vec<(String, String)> =
        sqlx::query_as("SELECT id::text, state FROM bookings").fetch_all(&pool).await.unwrap();
    let stored: BTreeMap<String, String> = rows.into_iter().collect();
    let mut wrong = Vec::new();
    for booking in told {
        match stored.get(&booking.id) {
            None => wrong.push(format!("booking {} was acknowledged as {} and is lost", booking.id, booking.status)),
            Some(state) if !is_later(booking, state) => {
                wrong.push(format!("booking {} was told to be {} and is {state}", booking.id, booking.status))
            }
            Some(_) => {}
        }
    }
    wrong
}

fn is_later(told: &Told, state: &str) -> bool {
    let allowed: &[&str] = match told.status.as_str() {
        "held" => &["held", "pending", "confirmed", "expired"],
        "pending" => &["confirmed", "cancelled"],
        "confirmed" if told.cancelling => &["confirmed", "cancelled"],
        "confirmed" => &["confirmed"],
        _ => &["cancelled"],
    };
    allowed.contains(&state)
}

/// The ledger sums to zero; the provider holds what bookings say was paid, not a charge more.
async fn books(deployment: &Deployment, venue: &Venue) -> Vec<String> {
    let ledger = venue.admin.api.get("/payments/ledger").await.expect(200);
    let sum: i64 = ledger["balances"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|account| account["balance"]["amount"].as_i64())
        .sum();
    let collected: i64 = sqlx::query_scalar(
        "SELECT ((SELECT coalesce(sum(amount), 0) FROM sandbox_charges WHERE state = 'approved') - (SELECT coalesce(sum(amount), 0) FROM sandbox_refunds))::bigint",
    )
    .fetch_one(&deployment.sql("payments"))
    .await
    .unwrap();
    let paid: i64 = sqlx::query_scalar("SELECT coalesce(sum(paid - refunded), 0)::bigint FROM bookings")
        .fetch_one(&deployment.sql("bookings"))
        .await
        .unwrap();
    let mut wrong = Vec::new();
    if sum != 0 {
        wrong.push(format!("the ledger sums to {sum}"));
    }
    if collected != paid {
        wrong.push(format!("the provider holds {collected}, bookings say {paid}"));
    }
    wrong
}

async fn sagas(deployment: &Deployment) -> Vec<String> {
    let sql = "SELECT state || ' ' || aggregate_id || ' ' || coalesce(last_error, '') FROM kernel.sagas WHERE state NOT IN ('done', 'undone')";
    let open: Vec<String> = sqlx::query_scalar(sql).fetch_all(&deployment.sql("bookings")).await.unwrap();
    open.into_iter().map(|saga| format!("saga has not ended: {saga}")).collect()
}

/// Every mail that had to come has come; a repeat has the same Message-ID.
async fn mails(deployment: &Deployment, told: &[Told]) -> (usize, usize, Vec<String>) {
    let mut wrong = Vec::new();
    let arrived = deployment.mailbox.all();
    let ids: BTreeSet<&str> = arrived.iter().map(|mail| mail.id.as_str()).collect();
    let pool = deployment.sql("notifications");
    let rows: Vec<(String, String, String, Option<String>)> = sqlx::query_as(
        "SELECT n.kind, n.subject_id::text, coalesce(d.state, 'missing'), d.message_id FROM notifications n
         LEFT JOIN deliveries d ON d.org_id = n.org_id AND d.notification_id = n.id AND d.channel = 'mail'",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    let mut expected = 0;
    let mut sent: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (kind, subject, state, id) in &rows {
        let id = id.as_deref().unwrap_or_default().trim_matches(['<', '>']);
        match state.as_str() {
            "suppressed" => {}
            "sent" if ids.contains(id) => {
                expected += 1;
                sent.insert((kind, subject));
            }
            other => wrong.push(format!(
                "mail {kind} of {subject} is {other} and {}",
                if ids.contains(id) { "arrived" } else { "did not arrive" }
            )),
        }
    }
    for booking in told.iter().filter(|booking| booking.status == "confirmed" && !booking.cancelling) {
        if !sent.contains(&("booking_confirmed", booking.id.as_str())) {
            wrong.push(format!("nobody was told by mail that booking {} is confirmed", booking.id));
        }
    }
    for booking in told.iter().filter(|booking| booking.status == "cancelled") {
        if !sent.contains(&("booking_cancelled", booking.id.as_str())) {
            wrong.push(format!("nobody was told by mail that booking {} is cancelled", booking.id));
        }
    }
    wrong.extend(twins(&arrived));
    (expected, arrived.len() - ids.len(), wrong)
}

/// The same mail under two Message-IDs.
fn twins(arrived: &[Mail]) -> Vec<String> {
    let mut first: BTreeMap<(String, String), &Mail> = BTreeMap::new();
    let mut wrong = Vec::new();
    for mail in arrived.iter().filter(|mail| mail.calendar.is_some()) {
        let entry = mail.calendar.clone().unwrap_or_default();
        let lines: Vec<&str> = entry
            .lines()
            .filter(|line| ["UID", "METHOD", "SEQUENCE"].iter().any(|key| line.starts_with(key)))
            .collect();
        let known = first.entry((mail.to.clone(), lines.join(" "))).or_insert(mail);
        if known.id != mail.id {
            wrong.push(format!("{} came as {} and as {}", mail.subject, known.id, mail.id));
        }
    }
    wrong
}
