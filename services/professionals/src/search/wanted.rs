use chrono::DateTime;
use plaza_core::{Currency, Instant, Slot};

use super::cursor;
use super::http::{SearchProfessionals, Sort};
use super::index::{LanguageCode, OrgIndex, Query};
use crate::domain::check::is_language;
use crate::domain::geo::Point;
use crate::domain::taxonomy::{TradeNumber, taxonomy};
use crate::domain::words;
use crate::error::{Error, Result};

/// The farthest two points can be from each other, km.
const FARTHEST: f64 = 20_038.0;

/// What is looked for, checked.
pub struct Wanted {
    /// What the index is asked.
    pub query: Query,
    /// When they must be free.
    pub free: Option<Slot>,
}

impl Wanted {
    /// Checks what was asked against what there is.
    ///
    /// # Errors
    /// [`Error::Invalid`] names the parameter.
    pub fn read(asked: SearchProfessionals, known: &OrgIndex, now: Instant) -> Result<Self> {
        let words = asked.q.as_deref().map(words::asked).unwrap_or_default();
        let near = near(&asked)?;
        let free = free(&asked)?;
        let sort = sort(&asked, near, &words)?;
        let priced = asked.min_price.is_some() || asked.max_price.is_some() || sort == Sort::Price;
        let after = asked.cursor.as_deref().map(|text| cursor::read(text, sort)).transpose()?;
        if asked.min_rating.is_some_and(|least| !(1.0..=5.0).contains(&least)) {
            return Err(Error::invalid("minRating", "is 1 to 5 stars"));
        }
        for (field, price) in [("minPrice", asked.min_price), ("maxPrice", asked.max_price)] {
            if price.is_some_and(|price| price < 0) {
                return Err(Error::invalid(field, "is an amount of minor units, 0 or more"));
            }
        }
        let query = Query {
            asked_words: words.len(),
            words: known.read(words),
            trades: trades(asked.trade.as_deref())?,
            near,
            radius_km: asked.radius_km,
            reaches: asked.reaches,
            min_price: asked.min_price,
            max_price: asked.max_price,
            currency: currency(asked.currency, known, priced)?,
            min_rating: asked.min_rating,
            languages: languages(asked.language.as_deref())?,
            verified: asked.verified,
            remote: asked.remote,
            bookable: free.is_some(),
            sort,
            after,
            limit: asked.limit.unwrap_or(20).clamp(1, 50) as usize,
            facets: asked.facets.unwrap_or(false),
            now,
        };
        Ok(Self { query, free })
    }
}

fn near(asked: &SearchProfessionals) -> Result<Option<Point>> {
    let near = match (asked.lat, asked.lon) {
        (Some(latitude), Some(longitude)) => Some(
            Point::new(latitude, longitude)
                .ok_or_else(|| Error::invalid("lat", "is -90 to 90 degrees, and lon -180 to 180"))?,
        ),
        (None, None) => None,
        (Some(_), None) => return Err(Error::invalid("lon", "is needed with lat")),
        (None, Some(_)) => return Err(Error::invalid("lat", "is needed with lon")),
    };
    match asked.radius_km {
        Some(_) if near.is_none() => Err(Error::invalid("radiusKm", "needs lat and lon")),
        None if near.is_none() && asked.reaches.is_some() => Err(Error::invalid("reaches", "needs lat and lon")),
        Some(radius) if !(radius > 0.0 && radius <= FARTHEST) => {
            Err(Error::invalid("radiusKm", format!("is above 0, at most {FARTHEST} km")))
        }
        _ => Ok(near),
    }
}

fn sort(asked: &SearchProfessionals, near: Option<Point>, words: &[String]) -> Result<Sort> {
    match asked.sort {
        Some(Sort::Distance) if near.is_none() => Err(Error::invalid("sort", "distance needs lat and lon")),
        Some(sort) => Ok(sort),
        None if near.is_some() && words.is_empty() => Ok(Sort::Distance),
        None => Ok(Sort::Relevance),
    }
}

fn free(asked: &SearchProfessionals) -> Result<Option<Slot>> {
    let instant = |field: &str, text: &str| {
        // A plus sign that nobody encoded comes as a space.
        let read = DateTime::parse_from_rfc3339(&text.replace(' ', "+"));
        read.map(|at| at.to_utc()).map_err(|_| Error::invalid(field, "is RFC 3339, such as 2026-03-02T10:00:00Z"))
    };
    match (asked.from.as_deref(), asked.to.as_deref()) {
        (Some(from), Some(to)) => {
            let slot = Slot::new(instant("from", from)?, instant("to", to)?);
            slot.map(Some).ok_or_else(|| Error::invalid("to", "is after from"))
        }
        (None, None) => Ok(None),
        (Some(_), None) => Err(Error::invalid("to", "is needed with from")),
        (None, Some(_)) => Err(Error::invalid("from", "is needed with to")),
    }
}

fn trades(list: Option<&str>) -> Result<Vec<TradeNumber>> {
    let number = |slug: &str| {
        let known = taxonomy().number(slug);
        known.ok_or_else(|| Error::invalid("trade", format!("'{slug}' is no trade; GET /trades lists them")))
    };
    parts(list).map(number).collect()
}

fn languages(list: Option<&str>) -> Result<Vec<LanguageCode>> {
    let code = |text: &str| {
        let code = is_language(text).then(|| text.as_bytes().try_into().ok()).flatten();
        code.ok_or_else(|| Error::invalid("language", "is two letters of ISO 639-1 each, such as es,en"))
    };
    parts(list).map(code).collect()
}

fn parts(list: Option<&str>) -> impl Iterator<Item = &str> {
    list.unwrap_or_default().split(',').map(str::trim).filter(|part| !part.is_empty())
}

/// The currency that prices are compared in: the one told, or the only one there is.
fn currency(told: Option<Currency>, known: &OrgIndex, needed: bool) -> Result<Option<Currency>> {
    let all = known.currencies();
    if told.is_some() || all.len() <= 1 {
        return Ok(told.or_else(|| all.first().copied()));
    }
    if !needed {
        return Ok(None);
    }
    let list: Vec<String> = all.iter().map(Currency::to_string).collect();
    Err(Error::invalid("currency", format!("is needed with prices: there are some in {}", list.join(", "))))
}
