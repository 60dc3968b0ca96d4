//! Pictures: uploaded by operators, shown to everybody.

use axum::http::Method;
use plaza_core::OrgId;
use plaza_testkit::people::{manager, member, visitor};

use crate::fakes::stage;

const JPEG: &[u8] = b"\xFF\xD8\xFF\xE0 the rest of a picture";

#[tokio::test]
async fn an_uploaded_picture_is_shown_to_everybody_and_kept_by_browsers() {
    let (stage, _) = stage().await;
    let org = OrgId::new();
    let upload =
        stage.send_bytes(&manager(org), Method::POST, "/photos", "image/jpeg", JPEG.to_vec()).await.expect(201);
    let path = upload["url"].as_str().unwrap().strip_prefix("/api/v1").unwrap().to_owned();
    for who in [visitor(org), visitor(OrgId::new())] {
        let shown = stage.get(&who, &path).await;
        assert_eq!((shown.status, shown.bytes.as_slice()), (200, JPEG));
        assert_eq!(shown.headers["content-type"], "image/jpeg");
        assert!(shown.headers["cache-control"].to_str().unwrap().contains("immutable"));
    }
    let nothing = format!("/photos/{}", uuid::Uuid::now_v7());
    assert_eq!(stage.get(&visitor(org), &nothing).await.code(), "resources.photo_not_found");
}

#[tokio::test]
async fn what_is_no_picture_or_too_large_is_refused() {
    let (stage, _) = stage().await;
    let boss = manager(OrgId::new());
    let send = async |who, bytes: Vec<u8>| {
        stage.send_bytes(who, Method::POST, "/photos", "image/jpeg", bytes).await.code().to_owned()
    };
    assert_eq!(send(&boss, b"<svg onload=alert(1)>".to_vec()).await, "resources.no_photo");
    let mut large = JPEG.to_vec();
    large.resize(900 * 1024 + 1, 0);
    assert_eq!(send(&boss, large).await, "resources.photo_too_large");
    assert_eq!(send(&member(OrgId::new()), JPEG.to_vec()).await, "auth.role");
}
