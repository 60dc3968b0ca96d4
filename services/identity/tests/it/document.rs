#[test]
fn every_operation_is_documented_and_says_who_may_call_it() {
    let document = serde_json::to_value((plaza_identity::service().openapi)()).unwrap();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let what = format!("{method} {path}");
            assert!(operation["summary"].as_str().is_some_and(|text| !text.is_empty()), "{what} has no summary");
            let open =
                path.starts_with("/auth/") || path.starts_with("/.well-known/") || path == "/organisations/current";
            assert!(open || operation["security"].is_array(), "{what} names no security");
        }
    }
}
