//! `/operations/{service}/...`: every service's desk under one roof, for the
//! operators of an organisation: stuck sagas, dead letters, failed jobs.

use serde_json::{Value, json};

/// Turns an operations path into the service and its desk's path.
pub fn target(path: &str) -> Option<(String, String)> {
    let (service, rest) = path.strip_prefix("/operations/")?.split_once('/')?;
    let known = DESK.iter().any(|(_, desk, _, _)| *desk == rest);
    known.then(|| (service.to_owned(), format!("/desk/{rest}")))
}

/// Method, path, summary, body.
const DESK: [(&str, &str, &str, Option<&str>); 9] = [
    ("get", "sagas", "Lists sagas, newest first; `state=stuck` for those that need somebody.", None),
    ("post", "sagas/retry", "Sends a stuck saga on.", Some("id")),
    ("post", "sagas/abandon", "Gives a stuck saga up, with a note.", Some("note")),
    ("get", "dead-letters", "Lists events that could not be handled.", None),
    ("post", "dead-letters/replay", "Handles an event again.", Some("letter")),
    ("post", "dead-letters/discard", "Gives an event up.", Some("letter")),
    ("get", "jobs", "Lists jobs that failed.", None),
    ("post", "jobs/replay", "Runs a job again.", Some("id")),
    ("post", "jobs/discard", "Gives a dead job up.", Some("id")),
];

/// The OpenAPI document of these operations.
pub fn document() -> Value {
    let mut paths = serde_json::Map::new();
    for (method, path, summary, body) in DESK {
        let mut operation = json!({
            "tags": ["operations"],
            "operationId": format!("operations_{}", path.replace(['/', '-'], "_")),
            "summary": summary,
            "security": [{ "bearer": [] }],
            "parameters": [{ "name": "service", "in": "path", "required": true, "schema": { "type": "string", "example": "bookings" } }],
            "responses": {
                "200": { "description": "Done, or the list.", "content": { "application/json": { "schema": {} } } },
                "default": { "$ref": "#/components/responses/Problem" }
            }
        });
        match body {
            Some(body) => {
                operation["requestBody"] =
                    json!({ "required": true, "content": { "application/json": { "schema": schema(body) } } })
            }
            None => operation["parameters"].as_array_mut().into_iter().for_each(|list| list.extend(list_parameters())),
        }
        let item = paths.entry(format!("/operations/{{service}}/{path}")).or_insert_with(|| json!({}));
        item[method] = operation;
    }
    json!({ "paths": paths, "components": {} })
}

fn schema(body: &str) -> Value {
    let text = json!({ "type": "string" });
    let id = json!({ "type": "string", "format": "uuid" });
    match body {
        "letter" => {
            json!({ "type": "object", "required": ["handler", "eventId"], "properties": { "handler": text, "eventId": id } })
        }
        "note" => json!({ "type": "object", "required": ["id", "note"], "properties": { "id": id, "note": text } }),
        _ => json!({ "type": "object", "required": ["id"], "properties": { "id": id } }),
    }
}

fn list_parameters() -> Vec<Value> {
    ["state", "cursor", "limit"].map(|name| json!({ "name": name, "in": "query", "schema": { "type": if name == "limit" { "integer" } else { "string" } } })).to_vec()
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn only_known_desks_are_reached() {
        assert_eq!(target("/operations/bookings/sagas"), Some(("bookings".into(), "/desk/sagas".into())));
        assert_eq!(target("/operations/bookings/rpc/bookings/pay"), None);
        assert_eq!(target("/operations/bookings"), None);
    }
}
