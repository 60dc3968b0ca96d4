use plaza_core::Cx;
use plaza_professionals_api::events::LocationUpdated;

use super::http::MyPlace;
use crate::app::App;
use crate::change;
use crate::domain::blur::blur;
use crate::domain::check;
use crate::domain::geo::Point;
use crate::error::{Error, Result};
use crate::record::Placed;
use crate::view::ProfessionalProfile;

/// Sets where the asker works; others are told about where.
///
/// # Errors
/// As [`change::own`].
pub async fn set(app: &App, cx: &Cx, mut body: MyPlace) -> Result<ProfessionalProfile> {
    check::line("city", &mut body.city, 1, 100)?;
    if body.country.len() != 2 || !body.country.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Err(Error::invalid("country", "is two capital letters of ISO 3166-1, such as ES"));
    }
    let exact = point(body.latitude, body.longitude)?;
    let mut changed = change::own(app, cx, body.version, |professional| {
        let near = blur(exact, app.blur.expose().as_bytes(), professional.id.uuid());
        professional.place = Some(Placed { city: body.city, country: body.country, exact, near });
        Ok(())
    })
    .await?;
    let facts = changed.professional.facts(changed.professional.updated_at);
    changed.tx.emit(&LocationUpdated(facts));
    changed.shown().await
}

fn point(latitude: f64, longitude: f64) -> Result<Point> {
    if Point::new(latitude, 0.0).is_none() {
        return Err(Error::invalid("latitude", "is degrees north, -90 to 90"));
    }
    Point::new(latitude, longitude).ok_or_else(|| Error::invalid("longitude", "is degrees east, -180 to 180"))
}
