//! The route table.

use std::sync::Arc;

use plaza_web::{OpenApiRouter, routes};

use crate::app::App;
use crate::{amenities, archive, categories, change, locations, photos, publish, search, show};

/// What the service answers over HTTP, described.
pub fn openapi() -> utoipa::openapi::OpenApi {
    table().into_openapi()
}

/// What the service answers over HTTP.
pub fn router(app: Arc<App>) -> axum::Router {
    table().split_for_parts().0.with_state(app)
}

fn table() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(search::http::search, publish::http::publish))
        .routes(routes!(show::http::get, change::http::change, archive::http::archive))
        .routes(routes!(locations::http::list, locations::http::create))
        .routes(routes!(locations::http::get, locations::http::update))
        .routes(routes!(locations::http::add_exception))
        .routes(routes!(locations::http::remove_exception))
        .routes(routes!(categories::http::list, categories::http::create))
        .routes(routes!(amenities::http::list))
        .routes(routes!(photos::http::upload))
        .routes(routes!(photos::http::show))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    fn refs(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                found.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
                fields.values().for_each(|inner| refs(inner, found));
            }
            Value::Array(items) => items.iter().for_each(|inner| refs(inner, found)),
            _ => {}
        }
    }

    #[test]
    fn every_schema_that_is_named_is_there() {
        let document = serde_json::to_value(super::openapi()).unwrap();
        let mut named = Vec::new();
        refs(&document, &mut named);
        assert!(!named.is_empty());
        for reference in named {
            assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
        }
    }
}
