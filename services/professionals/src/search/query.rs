use plaza_core::Cx;

use super::cursor;
use super::free::first_free;
use super::http::SearchProfessionals;
use super::view::{FoundCounts, FoundProfessional, FoundProfessionals};
use super::wanted::Wanted;
use crate::app::App;
use crate::error::{Error, Result};

/// Finds professionals, one page of them.
///
/// # Errors
/// [`Error::Invalid`], [`Error::SearchStarting`], [`Error::AvailabilityUnknown`].
pub async fn search(app: &App, cx: &Cx, asked: SearchProfessionals) -> Result<FoundProfessionals, Error> {
    let known = app.index.of(cx.org()?)?;
    let now = app.clock.now();
    let Wanted { query, free } = Wanted::read(asked, &known, now)?;
    let (found, next) = match free {
        Some(slot) => first_free(app, cx, &known, &query, slot).await?,
        None => {
            let found = known.search(&query);
            let next = found.hits.last().filter(|_| found.more).cloned();
            (found, next)
        }
    };
    let available = free.map(|_| true);
    Ok(FoundProfessionals {
        items: found.hits.iter().map(|hit| FoundProfessional::of(hit, now, available)).collect(),
        next: next.map(|last| cursor::write(last.place, query.sort)),
        total: found.total,
        facets: found.facets.as_ref().map(|facets| FoundCounts::of(facets, query.currency)),
    })
}
