//! Pieces every operation shares, added once instead of repeated on each.

use serde_json::{Value, json};
use utoipa::openapi::OpenApi;

/// Adds to every operation what all of them may answer: the problem document.
/// Returns the document as JSON, ready to serve and to compare.
pub fn finish(document: &OpenApi) -> Value {
    let mut json = serde_json::to_value(document).unwrap_or_else(|_| json!({}));
    json["components"]["schemas"]["Problem"] = problem_schema();
    json["components"]["responses"]["Problem"] = json!({
        "description": "A refusal (RFC 9457): `code` is stable, `detail` says what to change.",
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } }
    });
    json["components"]["securitySchemes"]["bearer"] = json!({ "type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": "The accessToken of POST /auth/login." });
    name_page_items(&mut json["components"]["schemas"]);
    if let Some(paths) = json["paths"].as_object_mut() {
        for operation in paths
            .values_mut()
            .filter_map(Value::as_object_mut)
            .flat_map(|item| item.values_mut())
            .filter(|op| op.get("responses").is_some())
        {
            operation["responses"]["default"] = json!({ "$ref": "#/components/responses/Problem" });
        }
    }
    json
}

/// Generic pages come with their entry's schema written out; clients' types want its name.
fn name_page_items(schemas: &mut Value) {
    let Some(schemas) = schemas.as_object_mut() else { return };
    let mut entries = Vec::new();
    for (page, schema) in schemas.iter_mut() {
        let Some(name) = page.strip_prefix("Page_") else { continue };
        let items = &mut schema["properties"]["items"]["items"];
        if items.get("$ref").is_none() && !items.is_null() {
            let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
            entries.push((name.to_owned(), std::mem::replace(items, reference)));
        }
    }
    for (name, entry) in entries {
        schemas.entry(name).or_insert(entry);
    }
}

fn problem_schema() -> Value {
    json!({
        "type": "object",
        "required": ["type", "title", "status", "kind", "code", "detail"],
        "properties": {
            "type": { "type": "string", "format": "uri-reference" },
            "title": { "type": "string" },
            "status": { "type": "integer" },
            "kind": { "type": "string", "enum": ["invalid", "unauthenticated", "payment_required", "forbidden", "not_found", "conflict", "refused", "too_large", "rate_limited", "internal", "unavailable", "timeout"] },
            "code": { "type": "string", "description": "Stable: match on it.", "example": "bookings.slot_taken" },
            "detail": { "type": "string" },
            "requestId": { "type": "string", "format": "uuid" }
        },
        "additionalProperties": true
    })
}
