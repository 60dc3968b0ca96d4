//! A profile as the tables have it.

use plaza_core::{Currency, Instant, Money, OrgId, UserId};
use plaza_db::Tx;
use plaza_professionals_api::events::ProfessionalFacts;
use plaza_professionals_api::{ProfessionalCard, ProfessionalId, ProfileStatus};
use sqlx::postgres::PgRow;
use sqlx::types::Json;
use sqlx::{FromRow, PgExecutor, Row};
use uuid::Uuid;

use crate::domain::geo::Point;
use crate::domain::profile::{Described, PractisedTrade, missing};
use crate::error::{Error, Result};

/// A professional with what others say of them.
#[derive(Debug, Clone)]
pub struct Professional {
    /// The profile.
    pub id: ProfessionalId,
    /// Its organisation.
    pub org: OrgId,
    /// Whose.
    pub user: UserId,
    /// Where it is in its life.
    pub status: ProfileStatus,
    /// What it says.
    pub described: Described,
    /// What they do, the main trade first.
    pub trades: Vec<PractisedTrade>,
    /// Where, once told.
    pub place: Option<Placed>,
    /// Their time in the resources service.
    pub resource: Option<Uuid>,
    /// Their picture.
    pub avatar: Option<Uuid>,
    /// Why an operator took it down.
    pub suspended_for: Option<String>,
    /// Counts its changes.
    pub version: i32,
    /// When it was made.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Instant,
    /// When it was first published.
    pub published_at: Option<Instant>,
    /// What others say.
    pub standing: Standing,
}

/// Where somebody works.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// City.
    pub city: String,
    /// Country, ISO 3166-1 alpha-2.
    pub country: String,
    /// Where exactly: for the person alone.
    pub exact: Point,
    /// About where.
    pub near: Point,
}

/// What other services tell of a person.
#[derive(Debug, Clone, Default, PartialEq, FromRow)]
pub struct Standing {
    /// Sum of stars.
    pub rating_sum: i64,
    /// How many reviews.
    pub rating_count: i64,
    /// 0 (new) to 3 (top).
    pub level: i16,
    /// Badges by code.
    pub badges: Vec<String>,
    /// Completed orders.
    pub completed: i64,
    /// Median time to the first answer.
    pub response_minutes: Option<i64>,
    /// Until when who they are counts as proved.
    pub verified_until: Option<Instant>,
    /// Since when they are no member of the organisation; none while they are.
    pub no_member_since: Option<Instant>,
}

impl Standing {
    /// Whether who they are was proved and still counts.
    pub fn is_verified(&self, now: Instant) -> bool {
        self.verified_until.is_some_and(|until| until > now)
    }
}

impl Professional {
    /// What is missing before it can be published.
    pub fn missing(&self) -> Vec<&'static str> {
        let mut missing = missing(&self.described, &self.trades, self.place.is_some());
        missing.extend(self.standing.no_member_since.map(|_| "membership"));
        missing
    }

    /// The facts of its events.
    pub fn facts(&self, now: Instant) -> ProfessionalFacts {
        ProfessionalFacts { professional_id: self.id, user_id: self.user, status: self.status, timestamp: now }
    }

    /// As other services need it.
    pub fn card(&self, now: Instant) -> ProfessionalCard {
        ProfessionalCard {
            id: self.id,
            org_id: self.org,
            user_id: self.user,
            name: self.described.display_name.clone(),
            headline: self.described.headline.clone(),
            status: self.status,
            verified: self.standing.is_verified(now),
            avatar: self.avatar,
        }
    }
}

const WITH_STANDING: &str = "SELECT p.*, coalesce(s.rating_sum, 0) AS rating_sum, coalesce(s.rating_count, 0) AS rating_count,
        coalesce(s.level, 0::smallint) AS level, coalesce(s.badges, '{}') AS badges, coalesce(s.completed, 0) AS completed,
        s.response_minutes, s.verified_until, s.no_member_since
 FROM professionals p LEFT JOIN standings s ON s.org_id = p.org_id AND s.user_id = p.user_id
 WHERE p.org_id = $1 AND ";

/// A professional of the organisation by the profile's id or its owner's, whatever its status.
pub async fn find(db: impl PgExecutor<'_>, org: OrgId, id: Uuid) -> Result<Option<Professional>> {
    let query = sqlx::AssertSqlSafe(format!("{WITH_STANDING} (p.id = $2 OR p.user_id = $2)"));
    Ok(sqlx::query_as(query).bind(org).bind(id).fetch_optional(db).await?)
}

/// A person's own profile.
pub async fn own(db: impl PgExecutor<'_>, org: OrgId, user: UserId) -> Result<Professional> {
    let query = sqlx::AssertSqlSafe(format!("{WITH_STANDING} p.user_id = $2"));
    sqlx::query_as(query).bind(org).bind(user).fetch_optional(db).await?.ok_or(Error::NoProfile)
}

/// A professional to be changed: nobody else changes it, nor what is said of it, until the transaction ends.
pub async fn locked(tx: &mut Tx, org: OrgId, id: Uuid) -> Result<Option<Professional>> {
    // Two statements: what the standing says is read once the lock is had.
    let found: Option<ProfessionalId> =
        sqlx::query_scalar("SELECT id FROM professionals WHERE org_id = $1 AND (id = $2 OR user_id = $2) FOR UPDATE")
            .bind(org)
            .bind(id)
            .fetch_optional(&mut **tx)
            .await?;
    match found {
        Some(id) => find(&mut **tx, org, id.uuid()).await,
        None => Ok(None),
    }
}

/// Adds a profile.
///
/// # Errors
/// [`Error::Exists`] when the person has one.
pub async fn insert(tx: &mut Tx, new: &Professional) -> Result<()> {
    let statement = sqlx::query(
        "INSERT INTO professionals (org_id, id, user_id, status, display_name, headline, about, languages, trades, hourly_amount, currency, radius_km, remote,
                                    city, country, latitude, longitude, near_latitude, near_longitude, resource_id, avatar, suspended_for, version, updated_at,
                                    published_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26)",
    );
    let made = filled(statement, new).bind(new.created_at).execute(&mut **tx).await.map_err(plaza_db::Error::from);
    match made {
        Err(error) if error.is_constraint("professionals_one_each") => Err(Error::Exists),
        other => Ok(other.map(drop)?),
    }
}

/// Writes a locked profile as it is now.
pub async fn save(tx: &mut Tx, changed: &Professional) -> Result<()> {
    let statement = sqlx::query(
        "UPDATE professionals SET status = $4, display_name = $5, headline = $6, about = $7, languages = $8, trades = $9, hourly_amount = $10, currency = $11,
                radius_km = $12, remote = $13, city = $14, country = $15, latitude = $16, longitude = $17, near_latitude = $18, near_longitude = $19,
                resource_id = $20, avatar = $21, suspended_for = $22, version = $23, updated_at = $24, published_at = $25
         WHERE org_id = $1 AND id = $2 AND user_id = $3",
    );
    filled(statement, changed).execute(&mut **tx).await?;
    Ok(())
}

type Statement<'q> = sqlx::query::Query<'q, sqlx::Postgres, sqlx::postgres::PgArguments>;

/// Binds $1 to $25, which both statements share.
fn filled<'q>(statement: Statement<'q>, of: &'q Professional) -> Statement<'q> {
    let described = &of.described;
    let (price, place) = (described.hourly_from, of.place.as_ref());
    statement
        .bind(of.org)
        .bind(of.id)
        .bind(of.user)
        .bind(status_name(of.status))
        .bind(&described.display_name)
        .bind(&described.headline)
        .bind(&described.about)
        .bind(Json(&described.languages))
        .bind(Json(&of.trades))
        .bind(price.map(|price| price.amount))
        .bind(price.map(|price| price.currency.code().to_owned()))
        .bind(i32::try_from(described.radius_km).unwrap_or(i32::MAX))
        .bind(described.remote)
        .bind(place.map(|place| &place.city))
        .bind(place.map(|place| &place.country))
        .bind(place.map(|place| place.exact.latitude))
        .bind(place.map(|place| place.exact.longitude))
        .bind(place.map(|place| place.near.latitude))
        .bind(place.map(|place| place.near.longitude))
        .bind(of.resource)
        .bind(of.avatar)
        .bind(&of.suspended_for)
        .bind(of.version)
        .bind(of.updated_at)
        .bind(of.published_at)
}

/// A status as tables write it.
pub fn status_name(status: ProfileStatus) -> &'static str {
    match status {
        ProfileStatus::Draft => "draft",
        ProfileStatus::Published => "published",
        ProfileStatus::Suspended => "suspended",
    }
}

impl<'r> FromRow<'r, PgRow> for Professional {
    fn from_row(row: &'r PgRow) -> Result<Self, sqlx::Error> {
        let status: String = row.try_get("status")?;
        let all = [ProfileStatus::Draft, ProfileStatus::Published, ProfileStatus::Suspended];
        Ok(Self {
            id: row.try_get("id")?,
            org: row.try_get("org_id")?,
            user: row.try_get("user_id")?,
            status: all.into_iter().find(|one| status_name(*one) == status).unwrap_or(ProfileStatus::Draft),
            described: described(row)?,
            trades: row.try_get::<Json<_>, _>("trades")?.0,
            place: place(row)?,
            resource: row.try_get("resource_id")?,
            avatar: row.try_get("avatar")?,
            suspended_for: row.try_get("suspended_for")?,
            version: row.try_get("version")?,
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
            published_at: row.try_get("published_at")?,
            standing: Standing::from_row(row)?,
        })
    }
}

fn described(row: &PgRow) -> Result<Described, sqlx::Error> {
    Ok(Described {
        display_name: row.try_get("display_name")?,
        headline: row.try_get("headline")?,
        about: row.try_get("about")?,
        languages: row.try_get::<Json<_>, _>("languages")?.0,
        hourly_from: price(row)?,
        radius_km: row.try_get::<i32, _>("radius_km")?.unsigned_abs(),
        remote: row.try_get("remote")?,
    })
}

/// The price columns of a row.
pub fn price(row: &PgRow) -> Result<Option<Money>, sqlx::Error> {
    let amount: Option<i64> = row.try_get("hourly_amount")?;
    let code: Option<String> = row.try_get("currency")?;
    let currency = code.and_then(|code| code.parse::<Currency>().ok());
    Ok(amount.zip(currency).map(|(amount, currency)| Money::new(amount, currency)))
}

fn place(row: &PgRow) -> Result<Option<Placed>, sqlx::Error> {
    let Some(city) = row.try_get::<Option<String>, _>("city")? else { return Ok(None) };
    let degrees = |column: &str| row.try_get::<Option<f64>, _>(column).map(Option::unwrap_or_default);
    Ok(Some(Placed {
        city,
        country: row.try_get::<Option<String>, _>("country")?.unwrap_or_default(),
        exact: Point { latitude: degrees("latitude")?, longitude: degrees("longitude")? },
        near: Point { latitude: degrees("near_latitude")?, longitude: degrees("near_longitude")? },
    }))
}
