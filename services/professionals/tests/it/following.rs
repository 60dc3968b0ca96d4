//! The index follows its table whatever the order of commits.

use plaza_testkit::people::{member, visitor};
use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn the_search_says_that_it_is_starting_until_it_has_read_everything() {
    let world = World::new().await;
    let early = world.stage.get(&visitor(world.org), "/search/professionals").await;
    assert_eq!((early.status, early.code()), (503, "professionals.search_starting"));
    assert_eq!(world.found("").await.len(), 0);
}

#[tokio::test]
async fn a_transaction_that_began_first_and_ends_last_is_not_missed() {
    let world = World::new().await;
    let bea = member(world.org);
    world.publish(&world.ana, |_| {}).await;
    world.publish(&bea, |sketch| sketch.body["displayName"] = json!("Bea")).await;
    assert_eq!(world.found("").await.len(), 2);
    // It gets its number first …
    let mut slow = world.stage.db().begin(&world.ana).await.unwrap();
    sqlx::query("UPDATE listings SET name = 'Anna', revision = nextval('listing_revisions'), txid = pg_current_xact_id() WHERE user_id = $1")
        .bind(world.ana.user().unwrap())
        .execute(&mut *slow)
        .await
        .unwrap();
    // … a later one is committed and read …
    let mut body = crate::world::profile();
    body["displayName"] = json!("Beatriz");
    world.stage.put(&bea, "/professionals/me", body).await.expect(200);
    let mut names = world.found("").await;
    names.sort();
    assert_eq!(names, ["Ana Soler", "Beatriz"]);
    // … and then it ends.
    slow.commit().await.unwrap();
    let mut names = world.found("").await;
    names.sort();
    assert_eq!(names, ["Anna", "Beatriz"]);
}

#[tokio::test]
async fn rows_of_a_restored_backup_are_renumbered_and_read_once() {
    let world = World::new().await;
    world.publish(&world.ana, |_| {}).await;
    sqlx::query("UPDATE listings SET txid = '9000000000000000000'").execute(world.stage.pool()).await.unwrap();
    assert_eq!(world.found("").await, ["Ana Soler"]);
    let ahead: i64 = sqlx::query_scalar("SELECT count(*) FROM listings WHERE txid = '9000000000000000000'")
        .fetch_one(world.stage.pool())
        .await
        .unwrap();
    assert_eq!(ahead, 0);
}

#[tokio::test]
async fn what_is_changed_at_once_ends_up_as_the_tables_say() {
    let world = World::new().await;
    world.publish(&world.ana, |_| {}).await;
    let (stage, ana) = (&world.stage, &world.ana);
    let changes = (1..=12).map(|number: u32| async move {
        let mut body = crate::world::profile();
        body["radiusKm"] = json!(number);
        stage.put(ana, "/professionals/me", body).await.expect(200);
    });
    futures::future::join_all(changes).await;
    let version: i32 = sqlx::query_scalar("SELECT version FROM professionals").fetch_one(stage.pool()).await.unwrap();
    assert_eq!(version, 16, "none is lost");
    let differ: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM listings l JOIN professionals p ON p.id = l.id WHERE p.radius_km <> l.radius_km",
    )
    .fetch_one(stage.pool())
    .await
    .unwrap();
    assert_eq!(differ, 0);
    world.sound().await;
}
