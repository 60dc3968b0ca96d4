use plaza_core::{Currency, Cx, OrgId};
use plaza_db::Tx;
use plaza_resources_api::events::ResourceCreated;
use plaza_resources_api::{ResourceId, Tax};

use super::store;
use crate::app::App;
use crate::body::{ResourceBody, Status};
use crate::catalogue;
use crate::categories;
use crate::domain::{check, check_money, units, words};
use crate::error::{Error, Result};
use crate::show;
use crate::show::view::ResourceView;

/// What holds where the operator says nothing.
#[derive(Debug, Clone, Copy)]
pub struct Defaults {
    /// Currency of a resource without rates.
    pub currency: Currency,
    /// Tax.
    pub tax: Tax,
}

/// A resource that has been checked.
pub struct Described {
    /// Its body, texts in order.
    pub body: ResourceBody,
    /// Its currency.
    pub currency: Currency,
    /// Its tax.
    pub tax: Tax,
}

/// Publishes a resource.
pub async fn publish(app: &App, cx: &Cx, body: ResourceBody) -> Result<ResourceView> {
    let described = describe(body, Defaults::of(app, cx).await?)?;
    if described.body.version.is_some() {
        return Err(Error::invalid("version", "is for changes only; a new resource has none"));
    }
    let org = cx.org()?;
    let mut tx = app.db.begin(cx).await?;
    let stamp = catalogue::change(&mut tx, org).await?;
    let id = write(&mut tx, org, &described, stamp, None).await?;
    let view = show::store::find(&mut tx, org, id).await?;
    tx.answer(201, &view);
    tx.commit().await?;
    Ok(view)
}

impl Defaults {
    /// The organisation's.
    pub async fn of(app: &App, cx: &Cx) -> Result<Self> {
        let settings = app.settings.settings(cx, ()).await?;
        let tax = Tax { basis_points: settings.tax_basis_points, inclusive: true };
        Ok(Self { currency: settings.currency, tax })
    }
}

/// Checks a resource and fills in what was not said.
pub fn describe(mut body: ResourceBody, defaults: Defaults) -> Result<Described> {
    check::resource(&mut body)?;
    check_money::cancellation(&mut body.cancellation)?;
    let currency = body.currency.or(check_money::currency(&body.rates)).unwrap_or(defaults.currency);
    check_money::rates(&body.rates, currency)?;
    let tax = body.tax.unwrap_or(defaults.tax);
    check_money::tax(tax)?;
    Ok(Described { body, currency, tax })
}

/// Writes a new resource into a change of the catalogue; the one an import key stands for stays as it is.
pub async fn write(
    tx: &mut Tx,
    org: OrgId,
    described: &Described,
    stamp: i64,
    import_key: Option<&str>,
) -> Result<ResourceId> {
    let other_words = other_words(tx, org, &described.body).await?;
    let names = units::names(described.body.units.as_ref(), &[])?;
    let row = store::Row {
        org,
        id: ResourceId::new(),
        described,
        other_words: &other_words,
        status: described.body.status.unwrap_or(Status::Active),
        stamp,
    };
    if !store::insert(tx, &row, import_key).await? {
        return store::imported(tx, org, import_key.unwrap_or_default()).await;
    }
    store::set_units(tx, org, row.id, &names).await?;
    catalogue::make_findable(tx, org, &[row.id]).await?;
    tx.emit(&ResourceCreated { resource_id: row.id, version: 1 });
    Ok(row.id)
}

/// What the resource is called in both languages, besides its name.
pub async fn other_words(tx: &mut Tx, org: OrgId, body: &ResourceBody) -> Result<String> {
    let mut all = vec![words::of_kind(body.kind).to_owned()];
    if let Some(slug) = &body.category {
        let category = categories::store::named(&mut **tx, org, slug).await?;
        all.extend([category.es, category.en]);
    }
    all.extend(body.amenities.iter().map(|amenity| words::of_amenity(amenity)));
    Ok(all.join(" "))
}
