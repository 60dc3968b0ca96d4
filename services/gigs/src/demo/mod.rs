//! The demo's gigs, in one statement.

use plaza_core::{Cx, Fault, Instant, OrgId};
use plaza_db::Tx;
use plaza_gigs_api::{DemoGig, DemoGigs, DemoPackage, GigId};
use serde_json::{Value, json};

use crate::app::App;
use crate::domain::content::{Content, GigBody, PackageBody};
use crate::error::Result;
use crate::record;

/// Writes gigs as if they had always been there: nobody is told of them. People who have gigs already are left alone.
/// Answers how many were made.
///
/// # Errors
/// Names what of a gig cannot be.
pub async fn seed(app: &App, cx: &Cx, demo: DemoGigs) -> Result<u32> {
    let org = cx.org()?;
    let mut tx = app.db.begin(cx).await?;
    let now = tx.now();
    let rows = demo.gigs.into_iter().enumerate().map(|(at, gig)| row(at, gig, now)).collect::<Result<Vec<_>, _>>()?;
    let rows = Value::Array(rows);
    sellers(&mut tx, org, &rows).await?;
    let made = gigs(&mut tx, org, &rows).await?;
    record::make_findable(&mut tx, org, &made).await?;
    tx.commit().await?;
    Ok(u32::try_from(made.len()).unwrap_or(u32::MAX))
}

fn row(at: usize, gig: DemoGig, now: Instant) -> Result<Value, Fault> {
    let (user, professional) = (gig.user_id, gig.professional_id);
    let seller = json!({"name": gig.professional_name, "sum": gig.rating_sum, "count": gig.rating_count});
    let content = content(gig)?;
    // A minute apart, the first the newest, so that the list has an order.
    let published = now - chrono::Duration::minutes(i64::try_from(at).unwrap_or(0) + 1);
    Ok(json!({
        "id": GigId::new(), "user_id": user, "professional_id": professional, "seller": seller,
        "title": content.title, "description": content.description, "trade": content.trade, "language": content.language,
        "tags": content.tags, "packages": content.packages, "price": content.price().amount,
        "currency": content.price().currency, "delivery_days": content.delivery_days(), "published_at": published,
    }))
}

fn content(gig: DemoGig) -> Result<Content, Fault> {
    let package = |one: DemoPackage| PackageBody {
        id: None,
        name: one.name,
        description: one.description,
        price: one.price,
        delivery_days: one.delivery_days,
        revisions: one.revisions,
    };
    let body = GigBody {
        title: gig.title,
        description: gig.description,
        trade: gig.trade,
        language: gig.language,
        tags: gig.tags,
        packages: gig.packages.into_iter().map(package).collect(),
        extras: Vec::new(),
        questions: Vec::new(),
        version: None,
    };
    body.checked(None)
}

async fn sellers(tx: &mut Tx, org: OrgId, rows: &Value) -> Result<()> {
    sqlx::query(
        "INSERT INTO sellers AS s (org_id, user_id, professional_id, name, published, rating_sum, rating_count)
         SELECT DISTINCT ON (user_id) $1, user_id, professional_id, seller->>'name', true,
                (seller->>'sum')::bigint, (seller->>'count')::bigint
         FROM jsonb_to_recordset($2) AS r (user_id uuid, professional_id uuid, seller jsonb)
         ON CONFLICT (org_id, user_id) DO UPDATE SET professional_id = excluded.professional_id, name = excluded.name, published = true
         WHERE s.professional_id IS NULL",
    )
    .bind(org)
    .bind(rows)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn gigs(tx: &mut Tx, org: OrgId, rows: &Value) -> Result<Vec<GigId>> {
    let made = sqlx::query_scalar(
        "INSERT INTO gigs (org_id, id, user_id, professional_id, status, title, description, trade, language, tags, packages,
                           extras, questions, price, currency, delivery_days, approved, submitted_at, published_at,
                           created_at, updated_at, search, search_text)
         SELECT $1, r.id, r.user_id, r.professional_id, 'published', r.title, r.description, r.trade, r.language,
                ARRAY(SELECT jsonb_array_elements_text(r.tags)), r.packages, '[]', '[]', r.price, r.currency, r.delivery_days,
                true, r.published_at, r.published_at, r.published_at, r.published_at, '', ''
         FROM jsonb_to_recordset($2) AS r (id uuid, user_id uuid, professional_id uuid, title text, description text, trade text,
              language text, tags jsonb, packages jsonb, price bigint, currency text, delivery_days int, published_at timestamptz)
         WHERE NOT EXISTS (SELECT FROM gigs g WHERE g.org_id = $1 AND g.user_id = r.user_id)
         RETURNING id",
    )
    .bind(org)
    .bind(rows)
    .fetch_all(&mut **tx)
    .await?;
    Ok(made)
}
