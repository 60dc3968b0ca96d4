//! The pages behind the links of mails, as a browser uses them.

use axum::body::{Body, to_bytes};
use axum::http::{Method, Request};
use plaza_core::{Cx, Locale, Secret};
use plaza_identity_api::MailPurpose;
use plaza_rpc::{InternalKey, identity};
use tower::ServiceExt;

use crate::world::{PASSWORD, World};

/// Sends a request with any body, signed as the stage's pipes sign.
async fn send(world: &World, cx: &Cx, method: Method, path: &str, form: &str) -> (u16, String) {
    let token = InternalKey::new(&Secret::new("a key of tests only")).sign("gateway", "identity", cx).unwrap();
    let request = Request::builder().method(method).uri(path).header(identity::HEADER, token);
    let request = request.body(Body::from(form.to_owned())).unwrap();
    let response = world.stage.assembly.router.clone().oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn opening_the_link_changes_nothing_and_its_button_verifies() {
    let world = World::start().await;
    let cx = Cx { locale: Locale::Es, ..world.visitor() };
    world.register_in(&cx, "ana@example.org").await.expect(202);
    let token = world.secret("ana@example.org", MailPurpose::Verify).await.unwrap();
    let (status, page) = send(&world, &cx, Method::GET, &format!("/auth/verify?token={token}"), "").await;
    assert_eq!(status, 200);
    assert!(page.contains("lang=\"es\"") && page.contains("Verificar") && page.contains(&token), "{page}");
    assert_eq!(world.try_login("ana@example.org", PASSWORD).await.status, 401);

    let form = format!("token={token}");
    let (status, page) = send(&world, &cx, Method::POST, "/auth/verify/form", &form).await;
    assert_eq!(status, 200);
    assert!(page.contains("está verificada"), "{page}");
    world.login("ana@example.org").await;
    let (status, page) = send(&world, &cx, Method::POST, "/auth/verify/form", "token=nonsense").await;
    assert_eq!(status, 422);
    assert!(page.contains("ya no funciona"), "{page}");
}

#[tokio::test]
async fn the_reset_page_asks_again_until_the_password_is_good() {
    let world = World::start().await;
    let cx = world.visitor();
    world.person("ana@example.org").await;
    let token = world.secret("ana@example.org", MailPurpose::Reset).await.unwrap();
    let (_, page) = send(&world, &cx, Method::GET, &format!("/auth/reset-password?token={token}"), "").await;
    assert!(page.contains("action=\"reset-password/form\"") && page.contains("type=\"password\""), "{page}");
    let easy = format!("token={token}&password=password123");
    let (status, page) = send(&world, &cx, Method::POST, "/auth/reset-password/form", &easy).await;
    assert_eq!(status, 422);
    assert!(page.contains("too easy") && page.contains("action=\"form\"") && page.contains(&token), "{page}");
    let good = format!("token={token}&password=cinco+gatos+azules");
    let (status, _) = send(&world, &cx, Method::POST, "/auth/reset-password/form", &good).await;
    assert_eq!(status, 200);
    world.try_login("ana@example.org", "cinco gatos azules").await.expect(200);
    let (status, page) = send(&world, &cx, Method::POST, "/auth/reset-password/form", &good).await;
    assert_eq!(status, 422);
    assert!(page.contains("does not work any more"), "{page}");
}

#[tokio::test]
async fn a_token_in_the_address_leaves_no_trace() {
    let world = World::start().await;
    let answer = world.stage.get(&world.visitor(), "/auth/verify?token=%22%3E%3Cscript%3E").await;
    assert_eq!(answer.headers["cache-control"], "no-store");
    assert_eq!(answer.headers["referrer-policy"], "no-referrer");
    assert!(!String::from_utf8(answer.bytes).unwrap().contains("<script"));
    assert_eq!(world.stage.get(&world.visitor(), "/auth/verify").await.status, 400);
}
