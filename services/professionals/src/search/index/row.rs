//! A listing as the search keeps it.

use plaza_core::{Instant, Money, OrgId, UserId};
use plaza_resources_api::ResourceId;
use sqlx::postgres::PgRow;
use sqlx::{FromRow, Row as _};
use uuid::Uuid;

use crate::domain::geo::Point;
use crate::domain::taxonomy::{TradeNumber, taxonomy};
use crate::domain::words::words;
use crate::record::price;

/// Words of an introduction that are searched; the rest repeats itself.
const MOST_WORDS: usize = 150;

/// Two letters of ISO 639-1.
pub type LanguageCode = [u8; 2];

/// A published professional: what a search finds and shows.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its organisation.
    pub org: OrgId,
    /// The profile.
    pub id: Uuid,
    /// Whose.
    pub user: UserId,
    /// Name shown to clients.
    pub name: Box<str>,
    /// What they do, in a line.
    pub headline: Box<str>,
    /// City.
    pub city: Box<str>,
    /// Country.
    pub country: Box<str>,
    /// About where.
    pub point: Point,
    /// How far they travel to work, km.
    pub reach_km: u32,
    /// What they do, the main trade first.
    pub trades: Box<[TradeNumber]>,
    /// Languages they work in.
    pub languages: Box<[LanguageCode]>,
    /// What an hour costs at least.
    pub price: Option<Money>,
    /// Whether they work over the net.
    pub remote: bool,
    /// Sum of stars.
    pub rating_sum: i64,
    /// How many reviews.
    pub rating_count: i64,
    /// 0 (new) to 3 (top).
    pub level: i16,
    /// Badges by code.
    pub badges: Box<[Box<str>]>,
    /// Completed orders.
    pub completed: i64,
    /// Median time to the first answer.
    pub response_minutes: Option<i64>,
    /// Until when who they are counts as proved.
    pub verified_until: Option<Instant>,
    /// Their time, to be booked.
    pub resource: Option<ResourceId>,
    /// Their picture.
    pub avatar: Option<Uuid>,
    /// Whether it is published no longer.
    pub deleted: bool,
    /// Grows with each change.
    pub revision: i64,
    /// The folded words of name, headline, city and introduction, a line each.
    pub words: Box<str>,
}

impl Row {
    /// The lines of [`Row::words`].
    pub fn folded(name: &str, headline: &str, city: &str, about: &str) -> Box<str> {
        let mut about = words(about);
        about.sort_unstable();
        about.dedup();
        about.truncate(MOST_WORDS);
        let lines = [words(name), words(headline), words(city), about].map(|line| line.join(" "));
        lines.join("\n").into_boxed_str()
    }
}

impl<'r> FromRow<'r, PgRow> for Row {
    fn from_row(row: &'r PgRow) -> Result<Self, sqlx::Error> {
        let text = |column: &str| row.try_get::<&str, _>(column);
        let (name, headline, city) = (text("name")?, text("headline")?, text("city")?);
        let trades: Vec<String> = row.try_get("trades")?;
        let languages: Vec<String> = row.try_get("languages")?;
        let badges: Vec<String> = row.try_get("badges")?;
        Ok(Self {
            org: row.try_get("org_id")?,
            id: row.try_get("id")?,
            user: row.try_get("user_id")?,
            words: Self::folded(name, headline, city, text("about")?),
            name: name.into(),
            headline: headline.into(),
            city: city.into(),
            country: text("country")?.into(),
            point: Point { latitude: row.try_get("latitude")?, longitude: row.try_get("longitude")? },
            reach_km: row.try_get::<i32, _>("radius_km")?.unsigned_abs(),
            trades: trades.iter().filter_map(|slug| taxonomy().number(slug)).collect(),
            languages: languages.iter().filter_map(|code| code.as_bytes().try_into().ok()).collect(),
            price: price(row)?,
            remote: row.try_get("remote")?,
            rating_sum: row.try_get("rating_sum")?,
            rating_count: row.try_get("rating_count")?,
            level: row.try_get("level")?,
            badges: badges.into_iter().map(String::into_boxed_str).collect(),
            completed: row.try_get("completed")?,
            response_minutes: row.try_get("response_minutes")?,
            verified_until: row.try_get("verified_until")?,
            resource: row.try_get("resource_id")?,
            avatar: row.try_get("avatar")?,
            deleted: row.try_get("deleted")?,
            revision: row.try_get("revision")?,
        })
    }
}
