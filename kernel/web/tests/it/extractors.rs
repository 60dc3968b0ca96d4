//! Policy and form, as signatures state them.

use axum::body::Body;
use axum::http::Request;
use plaza_core::{Cx, OrgId, Role, UserId};
use plaza_testkit::people::{admin, guest, manager, member, person, visitor};
use plaza_testkit::stage::Answer;
use serde_json::{Value, json};
use tower::ServiceExt;
use uuid::Uuid;

use crate::things::{router, stage};

#[tokio::test]
async fn a_signature_says_who_may() {
    let stage = stage().await;
    let org = OrgId::new();
    let of = |role| person(org, UserId::new(), role);
    // Who, then: anybody, signed in, member, operator, admin.
    let table: [(&str, Cx, [u16; 5]); 9] = [
        ("a visitor", visitor(org), [200, 401, 401, 401, 401]),
        ("a service", Cx::service("robots", Some(org)), [200, 401, 401, 401, 401]),
        ("a guest", guest(org), [200, 200, 403, 403, 403]),
        ("a member", member(org), [200, 200, 200, 403, 403]),
        ("a client", of(Role::Client), [200, 200, 200, 403, 403]),
        ("a professional", of(Role::Professional), [200, 200, 200, 403, 403]),
        ("a manager", manager(org), [200, 200, 200, 200, 403]),
        ("an admin", admin(org), [200, 200, 200, 200, 200]),
        ("an admin of nowhere", Cx { org: None, ..admin(org) }, [200, 200, 400, 400, 400]),
    ];
    for (who, cx, wanted) in table {
        let mut got = [0; 5];
        for (at, path) in ["/caller", "/signed-in", "/member", "/operator", "/admin"].into_iter().enumerate() {
            let answer = stage.get(&cx, path).await;
            got[at] = answer.status;
            let code = match answer.status {
                400 => "org.required",
                401 => "auth.required",
                403 => "auth.role",
                _ => "",
            };
            assert_eq!(answer.code(), code, "{who} {path}");
        }
        assert_eq!(got, wanted, "{who}");
    }
}

#[tokio::test]
async fn without_an_identity_nothing_is_answered() {
    let stage = stage().await;
    for path in ["/caller", "/signed-in", "/member", "/operator", "/admin"] {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = router(stage.db().clone()).oneshot(request).await.unwrap();
        assert_eq!(response.status(), 401, "{path}");
    }
}

/// The field that a refused request names.
fn field(answer: &Answer) -> &str {
    assert_eq!((answer.status, answer.code()), (400, "request.invalid"), "{}", answer.body);
    assert_eq!(answer.headers["content-type"], "application/problem+json");
    let field = answer.body["errors"][0]["field"].as_str().unwrap();
    let detail = answer.body["detail"].as_str().unwrap();
    assert!(detail.starts_with(field) && !detail.contains(" line "), "{detail}");
    field
}

#[tokio::test]
async fn a_body_is_refused_by_the_field_that_is_wrong() {
    let stage = stage().await;
    let cx = visitor(OrgId::new());
    let cases = [
        (json!({"name": "a", "colour": 1}), "colour"),
        (json!({"size": 1}), "name"),
        (json!({"name": 5}), "name"),
        (json!({"name": "a", "size": -1}), "size"),
        (json!({"name": "a", "parts": [{"weight": 1}, {"weight": "x"}]}), "parts[1].weight"),
        (json!({"name": "a", "parts": [{}]}), "parts[0].weight"),
        (json!({"name": "a", "parts": [{"weight": 1, "shape": 2}]}), "parts[0].shape"),
        (json!({"name": "a", "parts": {}}), "parts"),
        (json!({"name": "a", "parts": [[1]]}), "parts[0]"),
        (json!([]), "body"),
        (json!("name"), "body"),
    ];
    for (body, wanted) in cases {
        let answer = stage.post(&cx, "/things", body.clone()).await;
        assert_eq!(field(&answer), wanted, "{body}: {}", answer.body);
    }
    // Nothing at all is an empty object.
    let answer = stage.send(&cx, axum::http::Method::POST, "/things", None).await;
    assert_eq!(field(&answer), "name");
}

#[tokio::test]
async fn what_is_no_json_is_refused() {
    let stage = stage().await;
    let router = router(stage.db().clone()).layer(axum::Extension(visitor(OrgId::new())));
    for body in ["{", "name=a", "{\"name\": \"a\"} and more", "{\"name\": \"a\"}{\"name\": \"b\"}", "\u{feff}{}"] {
        let request = Request::post("/things").body(Body::from(body)).unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), 400, "{body}");
    }
    let request = Request::post("/things").body(Body::from(vec![b' '; 3 * 1024 * 1024])).unwrap();
    assert_eq!(router.oneshot(request).await.unwrap().status(), 413);
    assert_eq!(crate::things::things(&stage).await, 0);
}

#[tokio::test]
async fn a_query_is_refused_by_the_parameter_that_is_wrong() {
    let stage = stage().await;
    let cx = visitor(OrgId::new());
    for (query, wanted) in [
        ("colour=red", "colour"),
        ("color=blue", "color"),
        ("limit=many", "limit"),
        ("limit=-1", "limit"),
        ("limit=1&limit=2", "limit"),
        ("limit=1&named=a%00b", "named"),
    ] {
        let answer = stage.get(&cx, &format!("/things?{query}")).await;
        assert_eq!(field(&answer), wanted, "{query}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_good_query_is_read_and_an_empty_parameter_is_none() {
    let stage = stage().await;
    let cx = visitor(OrgId::new());
    let read = async |query: &str| stage.get(&cx, &format!("/things{query}")).await.expect(200);
    assert_eq!(read("?color=green&limit=5&named=a%20%26%20b").await, "Some(Green) Some(5) Some(\"a & b\")");
    assert_eq!(read("?color=&limit=").await, "None None None");
    assert_eq!(read("").await, "None None None");
}

#[tokio::test]
async fn nonsense_in_the_place_of_an_id_is_not_found() {
    let stage = stage().await;
    let (cx, id) = (visitor(OrgId::new()), Uuid::now_v7());
    assert_eq!(stage.get(&cx, &format!("/things/{id}")).await.expect(200), Value::from(id.to_string()));
    for nonsense in ["1", "abc", "%00", "0192f0c1-0000-7000-8000-00000000000g"] {
        let answer = stage.get(&cx, &format!("/things/{nonsense}")).await;
        assert_eq!((answer.status, answer.code()), (404, "request.no_such_id"), "{nonsense}");
    }
}

#[tokio::test]
async fn answers_have_the_status_of_their_sort() {
    let stage = stage().await;
    let cx = visitor(OrgId::new());
    let made = stage.post(&cx, "/things", json!({"name": "a", "size": 2, "parts": [{"weight": 3}]})).await.expect(201);
    assert_eq!(made["weight"], 5);
    assert_eq!(stage.post(&cx, "/later", json!({})).await.expect(202), 7);
    let gone = stage.delete(&cx, &format!("/things/{}", Uuid::now_v7())).await;
    assert_eq!((gone.status, gone.bytes.len()), (204, 0));
}

#[tokio::test]
async fn nothing_of_the_inside_is_told() {
    let stage = stage().await;
    let answer = stage.post(&visitor(OrgId::new()), "/broken", json!({})).await;
    assert_eq!((answer.status, answer.code()), (500, "internal"));
    assert!(!answer.body.to_string().contains("nowhere"), "{}", answer.body);
}
