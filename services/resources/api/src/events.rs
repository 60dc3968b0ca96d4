//! Events of resources. Ids and facts only.

use plaza_core::Event;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{LocationId, ResourceId};

macro_rules! event_of {
    ($(#[$meta:meta])* $name:ident, $kind:literal, $field:ident: $id:ty) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub struct $name {
            /// What it happened to.
            pub $field: $id,
            /// Version after it.
            pub version: i32,
        }
        impl Event for $name {
            const TYPE: &'static str = $kind;
            fn aggregate_id(&self) -> Uuid {
                self.$field.uuid()
            }
            fn aggregate_version(&self) -> i32 {
                self.version
            }
        }
    };
}

event_of! {
    /// A resource was published.
    ResourceCreated, "resources.resource.created.v1", resource_id: ResourceId
}
event_of! {
    /// A resource, or the place it is in, changed (000-97, `resource.updated`).
    ResourceUpdated, "resources.resource.updated.v1", resource_id: ResourceId
}
event_of! {
    /// A resource can no longer be booked.
    ResourceArchived, "resources.resource.archived.v1", resource_id: ResourceId
}
event_of! {
    /// A location was made.
    LocationCreated, "resources.location.created.v1", location_id: LocationId
}
event_of! {
    /// A location's address, hours or zone changed.
    LocationUpdated, "resources.location.updated.v1", location_id: LocationId
}
