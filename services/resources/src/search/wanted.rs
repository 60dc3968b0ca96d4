use plaza_core::page::page_limit;
use plaza_core::{Cx, Instant, Slot};

use super::cursor::Place;
use super::http::{SearchResources, Sort};
use crate::body::Status;
use crate::domain::geo::Point;
use crate::domain::words;
use crate::error::{Error, Result};

const DEFAULT_RADIUS_KM: f64 = 25.0;
/// Half the Earth's circumference: everywhere.
const FARTHEST_KM: f64 = 20_040.0;

/// What is looked for, once it is understood.
#[derive(Debug)]
pub struct Wanted {
    /// As it was asked.
    pub asked: SearchResources,
    /// Around where, and how far.
    pub near: Option<(Point, f64)>,
    /// What it must have.
    pub amenities: Vec<String>,
    /// When it must be free.
    pub free: Option<Slot>,
    /// What comes first.
    pub sort: Sort,
    /// Of which status.
    pub status: Status,
    /// After which one.
    pub after: Option<Place>,
    /// How many.
    pub limit: usize,
}

impl Wanted {
    /// Understands a search, or says what in it cannot be.
    pub fn read(cx: &Cx, asked: SearchResources) -> Result<Self> {
        let near = near(&asked)?;
        let sort = sort(&asked)?;
        let status = asked.status.unwrap_or_default();
        if status != Status::Active && !cx.roles.operates() {
            return Err(Error::invalid("status", "is for managers and admins; others find what is active"));
        }
        let after = asked.cursor.as_deref().map(|text| Place::read(text, sort)).transpose()?;
        let amenities = asked
            .amenities
            .as_deref()
            .unwrap_or_default()
            .split(',')
            .map(words::amenity)
            .filter(|amenity| !amenity.is_empty());
        Ok(Self {
            near,
            amenities: amenities.collect(),
            free: free(&asked)?,
            sort,
            status,
            after,
            limit: page_limit(asked.limit),
            asked,
        })
    }
}

fn near(asked: &SearchResources) -> Result<Option<(Point, f64)>> {
    let Some(text) = &asked.near else {
        return if asked.radius_km.is_some() { Err(Error::invalid("radiusKm", "goes with near")) } else { Ok(None) };
    };
    let point = Point::parse(text)
        .ok_or_else(|| Error::invalid("near", "is latitude,longitude in degrees, such as 40.4168,-3.7038"))?;
    let radius = asked.radius_km.unwrap_or(DEFAULT_RADIUS_KM);
    if radius > 0.0 && radius <= FARTHEST_KM {
        Ok(Some((point, radius)))
    } else {
        Err(Error::invalid("radiusKm", "is more than 0 and at most 20040"))
    }
}

fn sort(asked: &SearchResources) -> Result<Sort> {
    let usual = if asked.q.is_some() {
        Sort::Relevance
    } else if asked.near.is_some() {
        Sort::Distance
    } else {
        Sort::Name
    };
    match asked.sort.unwrap_or(usual) {
        Sort::Relevance if asked.q.is_none() => Err(Error::invalid("sort", "relevance goes with q")),
        Sort::Distance if asked.near.is_none() => Err(Error::invalid("sort", "distance goes with near")),
        sort => Ok(sort),
    }
}

fn free(asked: &SearchResources) -> Result<Option<Slot>> {
    let (Some(from), Some(to)) = (&asked.from, &asked.to) else {
        return if asked.from.is_none() && asked.to.is_none() {
            Ok(None)
        } else {
            Err(Error::invalid("from", "and to go together"))
        };
    };
    let slot =
        Slot::new(moment("from", from)?, moment("to", to)?).ok_or_else(|| Error::invalid("to", "is after from"))?;
    if slot.length() > chrono::Duration::days(31) {
        Err(Error::invalid("to", "is at most 31 days after from"))
    } else {
        Ok(Some(slot))
    }
}

fn moment(field: &str, text: &str) -> Result<Instant> {
    // An unescaped plus sign in an address reads as a space.
    let text = text.replace(' ', "+");
    let parsed = chrono::DateTime::parse_from_rfc3339(&text);
    parsed.map(|at| at.to_utc()).map_err(|_| {
        Error::invalid(field, "is an RFC 3339 moment with its offset, such as 2026-03-02T10:00:00+01:00 or …Z")
    })
}
