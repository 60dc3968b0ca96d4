//! Pictures: kept in three sizes, shown to everybody, swept when nobody names them.

use std::io::Cursor;

use axum::http::Method;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use plaza_core::{Cx, OrgId};
use plaza_testkit::people::{member, visitor};
use plaza_testkit::stage::Answer;
use serde_json::{Value, json};

use crate::world::{World, profile};

fn picture(width: u32, height: u32) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let picture = DynamicImage::ImageRgb8(RgbImage::from_pixel(width, height, Rgb([10, 120, 200])));
    picture.write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner()
}

async fn upload(world: &World, who: &Cx, query: &str, bytes: Vec<u8>) -> Answer {
    let path = format!("/professionals/me/portfolio{query}");
    world.stage.send_bytes(who, Method::POST, &path, "image/png", bytes).await
}

fn path(url: &Value) -> String {
    url.as_str().unwrap().strip_prefix("/api/v1").unwrap().to_owned()
}

#[tokio::test]
async fn a_picture_is_kept_in_three_sizes_and_shown_to_everybody() {
    let world = World::new().await;
    let (stage, ana) = (&world.stage, &world.ana);
    assert_eq!(upload(&world, ana, "", picture(9, 9)).await.code(), "professionals.no_profile");
    stage.post(ana, "/professionals/me", profile()).await.expect(201);
    let item = upload(&world, ana, "?title=Boda%20en%20Toledo&trade=wedding-photographer", picture(1_000, 500)).await;
    let item = item.expect(201);
    assert_eq!((&item["title"], &item["trade"]), (&json!("Boda en Toledo"), &json!("wedding-photographer")));
    assert_eq!((&item["width"], &item["height"]), (&json!(1_000), &json!(500)));
    for (size, width) in [("thumb", 320), ("card", 800), ("full", 1_000)] {
        let shown = stage.get(&visitor(OrgId::new()), &path(&item["picture"][size])).await;
        assert_eq!((shown.status, &shown.headers["content-type"]), (200, &"image/jpeg".parse().unwrap()));
        assert!(shown.headers["cache-control"].to_str().unwrap().contains("immutable"));
        assert_eq!(shown.headers["x-content-type-options"], "nosniff");
        assert_eq!(image::load_from_memory(&shown.bytes).unwrap().width(), width);
    }
    let nothing = format!("/professional-files/{}/thumb", uuid::Uuid::now_v7());
    assert_eq!(stage.get(&visitor(world.org), &nothing).await.code(), "professionals.no_such_picture");
    let odd = path(&item["picture"]["thumb"]).replace("thumb", "secret");
    assert_eq!(stage.get(&visitor(world.org), &odd).await.status, 404);
}

#[tokio::test]
async fn what_is_no_picture_is_refused() {
    let world = World::new().await;
    world.stage.post(&world.ana, "/professionals/me", profile()).await.expect(201);
    let code = async |bytes: Vec<u8>| upload(&world, &world.ana, "", bytes).await.code().to_owned();
    assert_eq!(code(b"<svg onload=alert(1)>".to_vec()).await, "professionals.no_picture");
    let mut large = picture(9, 9);
    large.resize(12 * 1024 * 1024 + 1, 0);
    assert_eq!(code(large).await, "professionals.picture_too_large");
    let refused = upload(&world, &world.ana, "?trade=wizard", picture(9, 9)).await;
    assert_eq!(refused.body["errors"][0]["field"], "trade");
}

#[tokio::test]
async fn work_is_described_sorted_and_taken_away_by_its_owner_alone() {
    let world = World::new().await;
    let (stage, ana, bea) = (&world.stage, &world.ana, member(world.org));
    for who in [ana, &bea] {
        stage.post(who, "/professionals/me", profile()).await.expect(201);
    }
    let mut ids = Vec::new();
    for title in ["One", "Two", "Three"] {
        ids.push(upload(&world, ana, &format!("?title={title}"), picture(8, 8)).await.expect(201)["id"].clone());
    }
    let order = json!({"ids": [ids[2], ids[0], ids[1]]});
    let sorted = stage.put(ana, "/professionals/me/portfolio/order", order).await.expect(200);
    assert_eq!(sorted["items"][0]["title"], "Three");
    let partial = stage.put(ana, "/professionals/me/portfolio/order", json!({"ids": [ids[0]]})).await;
    assert_eq!(partial.body["errors"][0]["field"], "ids");
    let one = format!("/professionals/me/portfolio/{}", ids[0].as_str().unwrap());
    for answer in [stage.put(&bea, &one, json!({"title": "Mine"})).await, stage.delete(&bea, &one).await] {
        assert_eq!(answer.code(), "professionals.no_such_item");
    }
    let told = stage.put(ana, &one, json!({"title": "Uno", "description": "La primera."})).await.expect(200);
    assert_eq!(told["title"], "Uno");
    stage.delete(ana, &one).await.expect(204);
    assert_eq!(stage.delete(ana, &one).await.status, 404);
    assert_eq!(stage.get(&visitor(world.org), &path(&told["picture"]["full"])).await.status, 404);
    let left = stage.get(ana, "/professionals/me/portfolio").await.expect(200);
    assert_eq!(left["items"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_portfolio_holds_thirty() {
    let world = World::new().await;
    world.stage.post(&world.ana, "/professionals/me", profile()).await.expect(201);
    for _ in 0..29 {
        upload(&world, &world.ana, "", picture(2, 2)).await.expect(201);
    }
    // Several at once do not all take the last place.
    let tries = (0..4).map(|_| upload(&world, &world.ana, "", picture(2, 2)));
    let answers = futures::future::join_all(tries).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    assert!(answers.iter().all(|answer| answer.status == 201 || answer.code() == "professionals.portfolio_full"));
}

#[tokio::test]
async fn a_new_face_replaces_the_old_and_files_nobody_names_are_swept() {
    let world = World::new().await;
    let (stage, ana) = (&world.stage, &world.ana);
    stage.post(ana, "/professionals/me", profile()).await.expect(201);
    let set = async || {
        let bytes = picture(30, 30);
        stage.send_bytes(ana, Method::PUT, "/professionals/me/avatar", "image/png", bytes).await.expect(200)["avatar"]
            .clone()
    };
    let (old, new) = (set().await, set().await);
    let everybody = visitor(world.org);
    assert_eq!(stage.get(&everybody, &path(&old["full"])).await.status, 404);
    let kept = upload(&world, ana, "", picture(8, 8)).await.expect(201);
    let lost = upload(&world, ana, "", picture(8, 8)).await.expect(201);
    // As a crash between file and row would leave it.
    let id: uuid::Uuid = lost["id"].as_str().unwrap().parse().unwrap();
    sqlx::query("DELETE FROM portfolio WHERE id = $1").bind(id).execute(stage.pool()).await.unwrap();
    // The files' times are the machine's; the stage's clock is moved past them.
    stage.advance(chrono::Duration::days(36_500));
    stage.settle().await;
    assert_eq!(stage.get(&everybody, &path(&lost["picture"]["full"])).await.status, 404);
    for here in [&new["full"], &kept["picture"]["full"]] {
        assert_eq!(stage.get(&everybody, &path(here)).await.status, 200);
    }
}
