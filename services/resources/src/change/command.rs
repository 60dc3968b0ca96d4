use plaza_core::Cx;
use plaza_resources_api::events::{ResourceArchived, ResourceUpdated};
use plaza_resources_api::{ResourceId, ResourceKind};

use crate::app::App;
use crate::body::{ResourceBody, Status};
use crate::catalogue;
use crate::domain::units;
use crate::error::{Error, Result};
use crate::person;
use crate::publish::{Defaults, Described, describe, other_words, store};
use crate::show;
use crate::show::view::ResourceView;

/// Replaces a resource.
pub async fn change(app: &App, cx: &Cx, id: ResourceId, body: ResourceBody) -> Result<ResourceView> {
    let org = cx.org()?;
    let mut tx = app.db.begin(cx).await?;
    let host = person::host_of(&mut tx, org, id).await?;
    let stamp = catalogue::change(&mut tx, org).await?;
    let before = show::store::find(&mut tx, org, id).await?;
    if body.version.is_some_and(|version| version != before.version) {
        return Err(Error::Stale { now: before.version });
    }
    let described = describe(body, Defaults { currency: before.currency, tax: before.tax })?;
    if host.is_some() {
        must_stay_theirs(&before, &described)?;
    }
    let had: Vec<String> = before.units.into_iter().map(|unit| unit.name).collect();
    let names = units::names(described.body.units.as_ref(), &had)?;
    let other_words = other_words(&mut tx, org, &described.body).await?;
    let status = described.body.status.unwrap_or(before.status);
    let row = store::Row { org, id, described: &described, other_words: &other_words, status, stamp };
    let version = store::update(&mut tx, &row, host.is_none_or(|host| host.shown)).await?;
    store::set_units(&mut tx, org, id, &names).await?;
    catalogue::make_findable(&mut tx, org, &[id]).await?;
    if status == Status::Archived && before.status != Status::Archived {
        tx.emit(&ResourceArchived { resource_id: id, version });
    } else {
        tx.emit(&ResourceUpdated { resource_id: id, version });
    }
    let view = show::store::find(&mut tx, org, id).await?;
    tx.commit().await?;
    Ok(view)
}

/// What an operator leaves as it is of a person's time: that it is one, and what it costs. An hour at nothing would be
/// given away for them.
fn must_stay_theirs(before: &ResourceView, described: &Described) -> Result<()> {
    let body = &described.body;
    if body.kind != ResourceKind::Person {
        return Err(Error::invalid("kind", "is 'person': it is somebody's time"));
    }
    if body.rates != before.rates || described.currency != before.currency {
        return Err(Error::invalid("rates", "are the person's own: they set their price in their profile"));
    }
    if described.tax.basis_points != 0 {
        let why = "is 0 for a person's time: what is paid for it is theirs, and so is the tax in it";
        return Err(Error::invalid("tax.basisPoints", why));
    }
    Ok(())
}
