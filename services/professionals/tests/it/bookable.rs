//! Time to be booked.

use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn somebody_s_time_becomes_one_resource_about_where_they_are() {
    let world = World::new().await;
    let (stage, ana) = (&world.stage, &world.ana);
    let offer = json!({"timeZone": "Europe/Madrid", "hours": {"weekly": [{"day": "Mon", "opens": "09:00:00", "closes": "18:00:00"}]}});
    assert_eq!(stage.post(ana, "/professionals/me/bookable", offer.clone()).await.code(), "professionals.no_profile");
    stage.post(ana, "/professionals/me", json!({})).await.expect(201);
    let refused = stage.post(ana, "/professionals/me/bookable", offer.clone()).await;
    assert_eq!(refused.body["missing"], json!(["location"]));
    let place = json!({"city": "Madrid", "country": "ES", "latitude": 40.4168, "longitude": -3.7038});
    stage.put(ana, "/professionals/me/location", place).await.expect(200);
    let refused = stage.post(ana, "/professionals/me/bookable", json!({"timeZone": "Madrid"})).await;
    assert_eq!(refused.body["errors"][0]["field"], "timeZone");
    let made = stage.post(ana, "/professionals/me/bookable", offer.clone()).await.expect(201);
    assert_eq!(stage.post(ana, "/professionals/me/bookable", offer).await.expect(201), made, "one each");
    let own = stage.get(ana, "/professionals/me").await.expect(200);
    assert_eq!(own["resourceId"], made["resourceId"]);
    {
        let offered = world.resources.offered.lock().unwrap();
        let (person, _) = &offered[0];
        assert_eq!((offered.len(), person.latitude), (1, own["place"]["latitude"].as_f64().unwrap()));
        assert_ne!(person.latitude, 40.4168);
    }
    let off = json!({"timeZone": "Europe/Madrid", "active": false});
    stage.post(ana, "/professionals/me/bookable", off).await.expect(201);
    assert_eq!(stage.get(ana, "/professionals/me").await.expect(200)["resourceId"], json!(null));
}

#[tokio::test]
async fn whether_the_profile_is_shown_is_told_with_the_offer() {
    let world = World::new().await;
    world.publish(&world.ana, |_| {}).await;
    let offer = json!({"timeZone": "Europe/Madrid"});
    world.stage.post(&world.ana, "/professionals/me/bookable", offer.clone()).await.expect(201);
    let id = world.stage.get(&world.ana, "/professionals/me").await.expect(200)["id"].as_str().unwrap().to_owned();
    world.stage.post(&world.boss, &format!("/professionals/{id}/suspend"), json!({"reason": "Spam"})).await.expect(200);
    world.stage.post(&world.ana, "/professionals/me/bookable", offer).await.expect(201);
    {
        let offered = world.resources.offered.lock().unwrap();
        assert!(!offered[0].0.shown && offered[0].0.active);
    }
    // Every change of a profile is told as an update with its status: that is what resources listen to.
    let told: Vec<String> = sqlx::query_scalar(
        "SELECT event_data ->> 'status' FROM kernel.domain_events WHERE event_type = 'professionals.professional.updated.v1' ORDER BY seq",
    )
    .fetch_all(world.stage.pool())
    .await
    .unwrap();
    let last: Vec<&str> = told.iter().map(String::as_str).rev().take(3).collect();
    assert_eq!(last, ["suspended", "suspended", "published"]);
}
