//! The document: what every operation may answer is in every operation.

use plaza_web::openapi::finish;

use crate::things::document;

#[test]
fn every_operation_may_answer_a_problem() {
    let json = finish(&document());
    let operations: Vec<_> =
        json["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap()).collect();
    assert_eq!(operations.len(), 11);
    for (method, operation) in operations {
        assert_eq!(operation["responses"]["default"]["$ref"], "#/components/responses/Problem", "{method}");
        assert!(operation["responses"].as_object().unwrap().len() > 1, "its own answers are still there");
    }
    let problem = &json["components"]["responses"]["Problem"]["content"]["application/problem+json"]["schema"]["$ref"];
    assert_eq!(problem, "#/components/schemas/Problem");
    assert_eq!(json["components"]["securitySchemes"]["bearer"]["scheme"], "bearer");
    assert!(json["components"]["schemas"]["NewThing"].is_object(), "the service's own schemas are still there");
}

#[test]
fn the_problem_s_kinds_are_the_closed_list() {
    let json = finish(&document());
    let kinds = json["components"]["schemas"]["Problem"]["properties"]["kind"]["enum"].as_array().unwrap().clone();
    for kind in &kinds {
        serde_json::from_value::<plaza_core::Kind>(kind.clone()).unwrap();
    }
    assert_eq!(kinds.len(), 12);
}

#[test]
fn an_empty_document_is_finished_too() {
    let json = finish(&utoipa::openapi::OpenApi::default());
    assert!(json["components"]["schemas"]["Problem"].is_object());
}
