//! Pictures of gigs.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use plaza_core::OrgId;
use plaza_files::Files;
use plaza_testkit::people::visitor;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::world::{World, gig, id, same};

fn picture(width: u32, height: u32) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let drawn = DynamicImage::ImageRgb8(RgbImage::from_pixel(width, height, Rgb([200, 40, 40])));
    drawn.write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner()
}

fn path(image: &Value, size: &str) -> String {
    image[size].as_str().unwrap().strip_prefix("/api/v1").unwrap().to_owned()
}

#[tokio::test]
async fn a_picture_is_kept_in_two_sizes_that_never_change() {
    let world = World::unmoderated().await;
    let made = world.create(&world.lucia, gig("Retrato", 900, 1)).await;
    let image = world.picture(&world.lucia, &made, picture(2_400, 1_200)).await.expect(201);
    assert_eq!((&image["width"], &image["height"]), (&json!(1_200), &json!(600)));
    for (size, width) in [("small", 320), ("large", 1_200)] {
        // By its address alone, as an `<img>` asks.
        let shown = world.stage.get(&visitor(OrgId::new()), &path(&image, size)).await;
        assert_eq!((shown.status, &shown.headers["content-type"]), (200, &"image/jpeg".parse().unwrap()));
        assert_eq!(image::load_from_memory(&shown.bytes).unwrap().width(), width);
        assert!(shown.headers["cache-control"].to_str().unwrap().contains("immutable"));
        assert_eq!(shown.headers["content-security-policy"], "default-src 'none'; sandbox");
    }
    let odd = path(&image, "small").replace("small", "original");
    for nothing in [odd, format!("/gig-files/{}/small", Uuid::now_v7()), "/gig-files/x/small".to_owned()] {
        assert_eq!(world.stage.get(&world.nobody, &nothing).await.code(), "gigs.image_not_found");
    }
    let shown = world.show(&world.lucia, &made).await.expect(200);
    assert_eq!(shown["images"], json!([image]));

    let gone = format!("/gigs/{}/images/{}", id(&made), id(&image));
    world.stage.delete(&world.lucia, &gone).await.expect(204);
    assert_eq!(world.stage.get(&world.nobody, &path(&image, "small")).await.status, 404);
    assert_eq!(world.stage.delete(&world.lucia, &gone).await.code(), "gigs.image_not_found");
}

#[tokio::test]
async fn what_is_no_picture_or_too_much_is_refused() {
    let world = World::unmoderated().await;
    let made = world.create(&world.lucia, gig("Retrato", 900, 1)).await;
    let refused = world.picture(&world.lucia, &made, b"<svg onload=alert(1)>".to_vec()).await;
    assert_eq!((refused.status, refused.code()), (422, "gigs.image_unsupported"));
    let refused = world.picture(&world.lucia, &made, picture(8, 8)[..40].to_vec()).await;
    assert_eq!(refused.code(), "gigs.image_unsupported");
    let mut large = picture(8, 8);
    large.resize(12 * 1024 * 1024 + 1, 0);
    assert_eq!(world.picture(&world.lucia, &made, large.clone()).await.code(), "gigs.image_too_large");
    large.resize(12 * 1024 * 1024 + 9, 0);
    let refused = world.picture(&world.lucia, &made, large).await;
    assert_eq!((refused.status, refused.code()), (413, "gigs.image_too_large"));
}

#[tokio::test]
async fn a_gig_has_at_most_eight_also_when_two_come_at_once() {
    let world = World::unmoderated().await;
    let made = world.create(&world.lucia, gig("Retrato", 900, 1)).await;
    for _ in 0..7 {
        world.picture(&world.lucia, &made, picture(8, 8)).await.expect(201);
    }
    let (one, two) = tokio::join!(
        world.picture(&world.lucia, &made, picture(8, 8)),
        world.picture(&world.lucia, &made, picture(8, 8)),
    );
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 422]);
    assert_eq!(world.picture(&world.lucia, &made, picture(8, 8)).await.code(), "gigs.too_many_images");
    let files = Files::local(world.folder.path()).unwrap();
    assert_eq!(files.older_than(plaza_core::Instant::MAX_UTC).await.unwrap().len(), 8, "nothing is left of the ninth");
    world.sound().await;
}

#[tokio::test]
async fn a_new_picture_of_a_published_gig_is_seen_by_an_operator_first() {
    let world = World::new().await;
    let published = world.published(&world.lucia, gig("Retrato", 900, 1)).await;
    world.picture(&world.lucia, &published, picture(8, 8)).await.expect(201);
    let waits = world.show(&world.lucia, &published).await.expect(200);
    assert_eq!(waits["status"], "in_review");
    assert_eq!(world.approve(&published).await.code(), "gigs.changed_meanwhile", "a picture is a change");
    let approved = world.approve(&waits).await.expect(200);
    let image = format!("/gigs/{}/images/{}", id(&approved), id(&approved["images"][0]));
    world.stage.delete(&world.lucia, &image).await.expect(204);
    assert_eq!(world.titles("").await, ["Retrato"], "one less needs no look");
    world
        .change(&world.lucia, &published, {
            let mut body = same(&published);
            body["version"] = json!(null);
            body
        })
        .await
        .expect(200);
}

#[tokio::test]
async fn pictures_go_with_their_gig_and_orphans_are_swept() {
    let world = World::unmoderated().await;
    let (gone, kept) =
        (world.create(&world.lucia, gig("Uno", 900, 1)).await, world.create(&world.lucia, gig("Dos", 900, 1)).await);
    let one = world.picture(&world.lucia, &gone, picture(8, 8)).await.expect(201);
    let two = world.picture(&world.lucia, &kept, picture(8, 8)).await.expect(201);
    world.stage.delete(&world.lucia, &format!("/gigs/{}", id(&gone))).await.expect(204);
    assert_eq!(world.stage.get(&world.nobody, &path(&one, "large")).await.status, 404);
    let files = Files::local(world.folder.path()).unwrap();
    files.put(Uuid::now_v7(), "small", "left by a crash".into()).await.unwrap();
    // Files carry the machine's time, which is ahead of the test's.
    world.stage.advance(chrono::Duration::days(365 * 20));
    world.stage.settle().await;
    let left = files.older_than(plaza_core::Instant::MAX_UTC).await.unwrap();
    assert_eq!(left.iter().map(|file| file.id.to_string()).collect::<Vec<_>>(), [id(&two)]);
    assert_eq!(world.stage.get(&world.nobody, &path(&two, "large")).await.status, 200);
    world.sound().await;
}
