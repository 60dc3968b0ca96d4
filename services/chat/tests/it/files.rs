//! Files.

use axum::http::Method;
use chrono::Duration;
use plaza_core::Cx;
use plaza_testkit::people::member;
use plaza_testkit::stage::Answer;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::world::{Talk, World};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n";

async fn upload(world: &World, who: &Cx, talk: Talk, name: &str, bytes: &[u8]) -> Answer {
    let path = talk.path(&format!("/files?name={name}"));
    world.stage.send_bytes(who, Method::POST, &path, "application/octet-stream", bytes.to_vec()).await
}

async fn send(world: &World, who: &Cx, talk: Talk, client_id: Uuid, files: &[&Value]) -> Answer {
    world.stage.post(who, &talk.path("/messages"), json!({"clientId": client_id, "attachments": files})).await
}

#[tokio::test]
async fn a_file_goes_with_one_message_to_those_two_only() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    let file = upload(&world, &world.ana, talk, "presupuesto%20a%C3%B1o.pdf", PDF).await.expect(201);
    assert_eq!((&file["mediaType"], &file["name"]), (&json!("application/pdf"), &json!("presupuesto año.pdf")));
    let path = talk.path(&format!("/files/{}", file["fileId"].as_str().unwrap()));
    assert_eq!(world.stage.get(&world.lucia, &path).await.code(), "chat.file_not_found", "not sent yet");
    assert_eq!(send(&world, &world.lucia, talk, Uuid::now_v7(), &[&file["fileId"]]).await.status, 400);
    let id = Uuid::now_v7();
    let sent = send(&world, &world.ana, talk, id, &[&file["fileId"]]).await.expect(201);
    assert_eq!((&sent["kind"], &sent["attachments"]), (&json!("file"), &json!([file])));
    assert_eq!(send(&world, &world.ana, talk, id, &[&file["fileId"]]).await.expect(201), sent, "a repeat");
    assert_eq!(send(&world, &world.ana, talk, Uuid::now_v7(), &[&file["fileId"]]).await.status, 400, "sent once");
    let read = world.stage.get(&world.lucia, &path).await;
    assert_eq!((read.status, read.bytes.as_slice()), (200, PDF));
    for (name, value) in [
        ("content-type", "application/pdf"),
        ("content-disposition", "attachment; filename*=UTF-8''presupuesto%20a%C3%B1o.pdf"),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(read.headers[name], value);
    }
    assert_eq!(world.stage.get(&member(world.org), &path).await.status, 404);
    let other = world.open(&world.ana, &world.boss).await;
    let elsewhere = other.path(&format!("/files/{}", file["fileId"].as_str().unwrap()));
    assert_eq!(world.stage.get(&world.ana, &elsewhere).await.code(), "chat.file_not_found");
    world.sound().await;
}

#[tokio::test]
async fn what_runs_or_is_too_large_is_not_passed_on() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    for bytes in
        [&b"<!DOCTYPE html><script>alert(1)</script>"[..], b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0", b"a\0b"]
    {
        let refused = upload(&world, &world.ana, talk, "picture.png", bytes).await;
        assert_eq!((refused.status, refused.code()), (422, "chat.file_kind"));
    }
    let mut large = PDF.to_vec();
    large.resize(20 * 1024 * 1024, b' ');
    assert_eq!(upload(&world, &world.ana, talk, "large.pdf", &large).await.status, 201);
    large.push(b' ');
    let refused = upload(&world, &world.ana, talk, "larger.pdf", &large).await;
    assert_eq!((refused.status, refused.code()), (413, "chat.file_too_large"));
    assert_eq!(upload(&world, &world.ana, talk, "", PDF).await.status, 400);
}

#[tokio::test]
async fn files_of_no_message_are_removed() {
    let world = World::new().await;
    let talk = world.open(&world.ana, &world.lucia).await;
    let sent = upload(&world, &world.ana, talk, "sent.pdf", PDF).await.expect(201);
    let taken_back = upload(&world, &world.ana, talk, "back.pdf", PDF).await.expect(201);
    let forgotten = upload(&world, &world.ana, talk, "forgotten.pdf", PDF).await.expect(201);
    send(&world, &world.ana, talk, Uuid::now_v7(), &[&sent["fileId"]]).await.expect(201);
    send(&world, &world.ana, talk, Uuid::now_v7(), &[&taken_back["fileId"]]).await.expect(201);
    assert_eq!(world.stage.delete(&world.ana, &talk.path("/messages/2")).await.status, 204);
    let get = async |file: &Value| {
        world.stage.get(&world.ana, &talk.path(&format!("/files/{}", file["fileId"].as_str().unwrap()))).await.status
    };
    assert_eq!(get(&taken_back).await, 404, "at once");
    world.stage.settle().await;
    assert_eq!((get(&sent).await, get(&forgotten).await), (200, 200));
    world.stage.advance(Duration::hours(25));
    world.stage.settle().await;
    assert_eq!((get(&sent).await, get(&forgotten).await), (200, 404));
    let rows: i64 = sqlx::query_scalar("SELECT count(*) FROM files").fetch_one(world.stage.pool()).await.unwrap();
    assert_eq!(rows, 1);
    world.sound().await;
}
