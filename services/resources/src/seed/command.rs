use plaza_core::{Cx, Fault, OrgId};
use plaza_db::Tx;
use plaza_resources_api::events::LocationCreated;
use plaza_resources_api::{DemoPlaces, LocationId, ResourceId};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::app::App;
use crate::body::LocationBody;
use crate::catalogue;
use crate::error::{Error, Result};
use crate::locations;
use crate::publish::{Defaults, Described, describe, write};

/// A location and its resources, checked.
struct Planned {
    location: LocationBody,
    resources: Vec<Value>,
}

/// Makes the demo's locations and resources; those made before stay as they are. Answers every resource, in order.
pub async fn seed(app: &App, cx: &Cx, demo: DemoPlaces) -> Result<Vec<ResourceId>> {
    let org = cx.org()?;
    let defaults = Defaults::of(app, cx).await?;
    let planned = demo.locations.into_iter().map(plan).collect::<Result<Vec<_>>>()?;
    let mut tx = app.db.begin(cx).await?;
    let stamp = catalogue::change(&mut tx, org).await?;
    let mut made = Vec::new();
    for Planned { location, resources } in planned {
        let key = format!("demo:{}", location.name);
        let place = place(&mut tx, org, &location, &key).await?;
        for resource in resources {
            let described = resource_at(place, resource, defaults)?;
            let key = format!("{key}/{}", described.body.name);
            made.push(write(&mut tx, org, &described, stamp, Some(&key)).await?);
        }
    }
    tx.commit().await?;
    Ok(made)
}

fn plan(mut value: Value) -> Result<Planned> {
    let resources = value.as_object_mut().and_then(|fields| fields.remove("resources")).unwrap_or_default();
    let mut location: LocationBody = read("locations", value)?;
    locations::prepare(&mut location)?;
    Ok(Planned { location, resources: read("resources", resources)? })
}

async fn place(tx: &mut Tx, org: OrgId, body: &LocationBody, key: &str) -> Result<LocationId> {
    match locations::store::insert(tx, org, LocationId::new(), body, Some(key)).await? {
        Some(view) => {
            tx.emit(&LocationCreated { location_id: view.id, version: view.version });
            Ok(view.id)
        }
        None => locations::store::imported(tx, org, key).await,
    }
}

fn resource_at(place: LocationId, mut value: Value, defaults: Defaults) -> Result<Described> {
    if let Some(fields) = value.as_object_mut() {
        fields.insert("locationId".into(), Value::String(place.to_string()));
    }
    describe(read("resources", value)?, defaults)
}

fn read<T: DeserializeOwned>(field: &str, value: Value) -> Result<T> {
    serde_json::from_value(value).map_err(|error| Error::Other(Fault::invalid(field, error.to_string())))
}
