//! From the first day to the last: deliveries, revisions, milestones, more time, silence, ends by agreement, files.

use axum::http::Method;
use chrono::Duration;
use plaza_core::Cx;
use plaza_jobs::Reconciler;
use plaza_orders::files::sweep::pass as sweep;
use plaza_orders::silence::job::CompleteSilent;
use plaza_orders_api::{OrderStatus, Orders, OrdersClient};
use serde_json::json;

use crate::ledger::Account;
use crate::world::{World, path, uuid};

#[tokio::test]
async fn work_is_delivered_revised_accepted_and_released() {
    let world = World::new().await;
    let order = world.delivered(world.terms()).await;
    let change = json!({"message": "Bigger, please"});
    let revised = world.act(&world.client, &order, "request-revision", change.clone()).await.expect(200);
    assert_eq!((revised["status"].clone(), revised["revisionsUsed"].clone()), (json!("revision_requested"), json!(1)));
    world.deliver(&order).await;
    let refused = world.act(&world.client, &order, "request-revision", change).await;
    assert_eq!((refused.status, refused.code()), (422, "orders.no_revisions_left"));
    let done = world.act(&world.client, &order, "complete", json!({})).await.expect(200);
    assert_eq!((done["status"].clone(), done["released"]["amount"].clone()), (json!("completed"), json!(10_000)));
    assert_eq!(world.payments.of_order(uuid(&order)).0, 0, "payments are asked after the decision is kept");
    world.stage.settle().await;
    assert_eq!(world.payments.balance(Account::Payable(world.pro.user().unwrap())), -9_000);
    assert_eq!(world.payments.balance(Account::Commission), -1_000);
    assert_eq!(world.act(&world.client, &order, "complete", json!({})).await.code(), "orders.wrong_state");
    let seen = world.seen(&order).await;
    assert_eq!(seen["deliveries"].as_array().unwrap().len(), 2);
    let actions: Vec<&str> =
        seen["timeline"].as_array().unwrap().iter().map(|one| one["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["order", "fund", "start", "deliver", "request_revision", "deliver", "accept"]);
    assert_eq!(
        (seen["timeline"][4]["side"].clone(), seen["timeline"][4]["note"].clone()),
        (json!("client"), json!("Bigger, please"))
    );
    let client = world.stage.client::<OrdersClient>();
    let card = client.order(&world.pro, order.as_str().unwrap().parse().unwrap()).await.unwrap().unwrap();
    assert_eq!((card.status, card.completed_at), (OrderStatus::Completed, Some(world.now())));
    world.sound().await;
}

#[tokio::test]
async fn milestones_are_paid_one_by_one() {
    let world = World::new().await;
    let order = world.delivered(world.two_parts()).await;
    let parts = world.seen(&order).await["milestones"].clone();
    let second = json!({"milestoneId": parts[1]["id"]});
    let refused = world.act(&world.client, &order, "complete", second.clone()).await.expect(409);
    assert_eq!(
        (refused["code"].clone(), refused["current"].clone()),
        (json!("orders.milestone_not_current"), parts[0]["id"].clone())
    );
    let first = world.act(&world.client, &order, "complete", json!({"milestoneId": parts[0]["id"]})).await.expect(200);
    assert_eq!((first["status"].clone(), first["held"]["amount"].clone()), (json!("in_progress"), json!(7_000)));
    world.stage.settle().await;
    assert_eq!(world.payments.of_order(uuid(&order)).0, 3_000);
    let early = json!({"message": "x", "milestoneId": parts[0]["id"]});
    assert_eq!(world.act(&world.pro, &order, "deliver", early).await.code(), "orders.milestone_not_current");
    world.deliver(&order).await;
    assert_eq!(world.act(&world.client, &order, "complete", second).await.expect(200)["status"], "completed");
    world.stage.settle().await;
    assert_eq!(world.payments.of_order(uuid(&order)).0, 10_000);
    assert!(world.stage.published().await.contains(&"orders.order.milestone_released.v1".to_owned()));
    world.sound().await;
    let content = world.delivered(world.two_parts()).await;
    assert_eq!(
        world.act(&world.client, &content, "complete", json!({"all": true})).await.expect(200)["status"],
        "completed"
    );
    world.stage.settle().await;
    assert_eq!(world.payments.of_order(uuid(&content)).0, 10_000);
    world.sound().await;
}

#[tokio::test]
async fn more_time_is_asked_for_and_given() {
    let world = World::new().await;
    let order = world.funded(world.terms()).await;
    let due = world.seen(&order).await["dueAt"].clone();
    let ask = json!({"days": 4, "reason": "The printer is ill"});
    assert_eq!(world.act(&world.client, &order, "extend", ask.clone()).await.code(), "orders.not_for_you");
    assert_eq!(world.act(&world.client, &order, "extension/accept", json!({})).await.code(), "orders.nothing_asked");
    world.act(&world.pro, &order, "extend", ask.clone()).await.expect(200);
    assert_eq!(world.act(&world.pro, &order, "extend", ask.clone()).await.code(), "orders.asked_already");
    world.act(&world.client, &order, "extension/refuse", json!({})).await.expect(200);
    world.act(&world.pro, &order, "extend", ask).await.expect(200);
    let extended = world.act(&world.client, &order, "extension/accept", json!({})).await.expect(200);
    let moved = |value: &serde_json::Value| value.as_str().unwrap().parse::<plaza_core::Instant>().unwrap();
    assert_eq!(moved(&extended["dueAt"]) - moved(&due), Duration::days(4));
    let none = json!({"days": 0, "reason": "x"});
    assert_eq!(world.act(&world.pro, &order, "extend", none).await.status, 400);
    world.sound().await;
}

#[tokio::test]
async fn silence_counts_as_yes_a_day_after_it_was_announced() {
    let world = World::new().await;
    let order = world.delivered(world.terms()).await;
    world.stage.advance(Duration::days(5));
    world.stage.settle().await;
    assert!(!world.stage.published().await.contains(&"orders.order.completion_near.v1".to_owned()));
    world.stage.advance(Duration::days(1));
    world.stage.settle().await;
    assert_eq!(world.status(&order).await, "delivered");
    let published = world.stage.published().await;
    assert_eq!(published.iter().filter(|name| *name == "orders.order.completion_near.v1").count(), 1);
    world.stage.advance(Duration::days(1));
    world.stage.settle().await;
    assert_eq!(world.status(&order).await, "completed");
    assert_eq!(world.payments.of_order(uuid(&order)).0, 10_000);
    let last = world.seen(&order).await["timeline"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (last["action"].clone(), last["actor"].clone(), last["side"].clone()),
        (json!("accept_by_silence"), json!("service:orders"), json!(null))
    );
    world.sound().await;
}

#[tokio::test]
async fn a_word_in_time_stops_the_silence() {
    let world = World::new().await;
    let order = world.delivered(world.terms()).await;
    world.stage.advance(Duration::days(6) + Duration::hours(1));
    world.stage.settle().await;
    let wish = json!({"reason": "It is not what we agreed"});
    world.act(&world.client, &order, "cancel-request", wish).await.expect(200);
    world.stage.advance(Duration::days(20));
    world.stage.settle().await;
    assert_eq!(world.status(&order).await, "delivered");
    world.act(&world.pro, &order, "cancel-request/refuse", json!({})).await.expect(200);
    world.stage.settle().await;
    assert_eq!(world.status(&order).await, "delivered", "another day, told anew");
    world.stage.advance(Duration::days(1));
    world.stage.settle().await;
    assert_eq!(world.status(&order).await, "completed");
    world.sound().await;
}

#[tokio::test]
async fn before_the_work_starts_either_ends_it_alone() {
    let world = World::new().await;
    for who in [&world.client, &world.pro] {
        let order = world.funded(world.terms()).await;
        let ended = world.act(who, &order, "cancel-request", json!({"reason": "No time"})).await.expect(200);
        assert_eq!((ended["status"].clone(), ended["refunded"]["amount"].clone()), (json!("cancelled"), json!(10_000)));
        world.stage.settle().await;
        assert_eq!(world.payments.of_order(uuid(&order)), (0, 10_000, 0, 10_000));
        world.sound().await;
    }
    assert_eq!(world.payments.balance(Account::Provider), 0);
}

#[tokio::test]
async fn from_then_on_both_have_to_agree_and_what_is_accepted_stays() {
    let world = World::new().await;
    let order = world.delivered(world.two_parts()).await;
    world.act(&world.client, &order, "complete", json!({})).await.expect(200);
    let asked = world.act(&world.pro, &order, "cancel-request", json!({"reason": "I move away"})).await.expect(200);
    assert_eq!(
        (asked["status"].clone(), asked["cancellationBy"].clone()),
        (json!("in_progress"), json!("professional"))
    );
    assert_eq!(world.act(&world.pro, &order, "cancel-request/accept", json!({})).await.code(), "orders.not_for_you");
    let ended = world.act(&world.client, &order, "cancel-request/accept", json!({})).await.expect(200);
    assert_eq!((ended["status"].clone(), ended["refunded"]["amount"].clone()), (json!("cancelled"), json!(7_000)));
    world.stage.settle().await;
    assert_eq!(world.payments.of_order(uuid(&order)), (3_000, 7_000, 0, 10_000));
    world.sound().await;
}

#[tokio::test]
async fn an_order_whose_silence_cannot_be_noted_keeps_no_other_from_it() {
    let world = World::new().await;
    let (broken, other) = (world.delivered(world.terms()).await, world.delivered(world.terms()).await);
    sqlx::query("UPDATE orders SET milestones = '{}', completes_at = completes_at - interval '1 hour' WHERE id = $1")
        .bind(uuid(&broken))
        .execute(world.stage.pool())
        .await
        .unwrap();
    let folder = std::env::temp_dir().join(format!("plaza-orders-{}", uuid::Uuid::now_v7()));
    let job = CompleteSilent(world.app(plaza_files::Files::local(&folder).unwrap()));
    // The notice first, and a day later the silence itself.
    world.stage.advance(Duration::days(60));
    job.run(&Cx::service("orders", None)).await.unwrap_err();
    world.stage.advance(Duration::days(60));
    job.run(&Cx::service("orders", None)).await.unwrap_err();
    assert_eq!(world.status(&other).await, "completed");
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn files_are_for_the_two_and_managers() {
    let world = World::new().await;
    let order = world.funded(world.terms()).await;
    let upload = format!("{}?name=logo%20%C3%B1.png", path("orders", &order, "files"));
    let picture = b"\x89PNG\r\n\x1a\n and what follows".to_vec();
    let kept = world
        .stage
        .send_bytes(&world.pro, Method::POST, &upload, "application/octet-stream", picture.clone())
        .await
        .expect(201);
    assert_eq!((kept["mediaType"].clone(), kept["name"].clone()), (json!("image/png"), json!("logo ñ.png")));
    let read = path("orders", &order, &format!("files/{}", kept["id"].as_str().unwrap()));
    for who in [&world.pro, &world.boss] {
        let answer = world.stage.get(who, &read).await;
        assert_eq!((answer.status, answer.bytes), (200, picture.clone()));
        assert_eq!(answer.headers["content-disposition"], "attachment; filename*=UTF-8''logo%20%C3%B1.png");
        assert_eq!(answer.headers["content-security-policy"], "default-src 'none'; sandbox");
    }
    let early = world.stage.get(&world.client, &read).await;
    assert_eq!((early.status, early.code()), (404, "orders.file_not_found"), "it was not handed over");
    let stranger = plaza_testkit::people::member(world.org);
    assert_eq!(world.stage.get(&stranger, &read).await.code(), "orders.not_found");
    let other = world.funded(world.terms()).await;
    let elsewhere = path("orders", &other, &format!("files/{}", kept["id"].as_str().unwrap()));
    assert_eq!(world.stage.get(&world.client, &elsewhere).await.code(), "orders.file_not_found");
    world.act(&world.pro, &order, "start", json!({})).await.expect(200);
    world.act(&world.pro, &other, "start", json!({})).await.expect(200);
    let handed = json!({"message": "Here", "files": [kept["id"]]});
    assert_eq!(world.act(&world.pro, &other, "deliver", handed.clone()).await.code(), "orders.file_not_found");
    world.act(&world.pro, &order, "deliver", handed).await.expect(200);
    assert_eq!(world.seen(&order).await["deliveries"][0]["fileIds"], json!([kept["id"]]));
    let answer = world.stage.get(&world.client, &read).await;
    assert_eq!((answer.status, answer.bytes), (200, picture.clone()));
    let raw = "application/octet-stream";
    let theirs = world.stage.send_bytes(&world.client, Method::POST, &upload, raw, picture.clone()).await.expect(201);
    let read = path("orders", &order, &format!("files/{}", theirs["id"].as_str().unwrap()));
    assert_eq!(world.stage.get(&world.client, &read).await.status, 200);
    assert_eq!(world.stage.get(&world.pro, &read).await.bytes, picture, "the order is paid: the client sent it");
    let empty = world.stage.send_bytes(&world.pro, Method::POST, &upload, "application/octet-stream", vec![]).await;
    assert_eq!(empty.code(), "orders.file_empty");
    let as_manager =
        world.stage.send_bytes(&world.boss, Method::POST, &upload, "application/octet-stream", picture).await;
    assert_eq!(as_manager.code(), "orders.not_for_you");
    let large = vec![0; 20 * 1_024 * 1_024 + 1];
    let refused = world.stage.send_bytes(&world.pro, Method::POST, &upload, "application/octet-stream", large).await;
    assert_eq!((refused.status, refused.code()), (413, "orders.file_too_large"));
}

#[tokio::test]
async fn each_side_reads_what_the_other_has_sent_and_nothing_before() {
    let world = World::new().await;
    let offer = world.offer(world.terms()).await;
    let order = world.accept(&offer, "tok_second_factor").await.expect(201)["order"]["id"].clone();
    let upload = format!("{}?name=brief.txt", path("orders", &order, "files"));
    let send = async |who: &Cx, text: &'static str| {
        let raw = "application/octet-stream";
        let kept = world.stage.send_bytes(who, Method::POST, &upload, raw, text.as_bytes().to_vec()).await.expect(201);
        kept["id"].as_str().unwrap().to_owned()
    };
    let reads = async |who: &Cx, file: &str| {
        let listed = world.stage.get(who, &path("orders", &order, "")).await.expect(200)["files"].clone();
        let listed = listed.as_array().unwrap().iter().any(|one| one["id"] == file);
        let read = world.stage.get(who, &path("orders", &order, &format!("files/{file}"))).await;
        assert_eq!(listed, read.status == 200, "what is listed is readable");
        listed
    };
    let (brief, draft) = (send(&world.client, "the brief").await, send(&world.pro, "a draft").await);
    assert!(reads(&world.client, &brief).await && reads(&world.boss, &brief).await);
    assert!(!reads(&world.pro, &brief).await, "the order was not paid for");
    world.decide(&order, true).await;
    assert!(reads(&world.pro, &brief).await);
    assert!(reads(&world.pro, &draft).await && !reads(&world.client, &draft).await, "not delivered");
    world.act(&world.pro, &order, "start", json!({})).await.expect(200);
    world.act(&world.pro, &order, "deliver", json!({"message": "Here", "files": [draft]})).await.expect(200);
    let later = send(&world.client, "more").await;
    assert!(reads(&world.client, &draft).await && reads(&world.pro, &later).await);
}

#[tokio::test]
async fn a_file_without_a_row_is_swept_and_one_with_a_row_stays() {
    let world = World::new().await;
    let order = world.funded(world.terms()).await;
    let folder = std::env::temp_dir().join(format!("plaza-orders-{}", uuid::Uuid::now_v7()));
    let files = plaza_files::Files::local(&folder).unwrap();
    let (lost, kept) = (uuid::Uuid::now_v7(), uuid::Uuid::now_v7());
    for id in [lost, kept] {
        files.put(id, "whole", bytes::Bytes::from_static(b"bytes")).await.unwrap();
    }
    sqlx::query("INSERT INTO order_files (org_id, id, order_id, uploaded_by, name, media_type, size, created_at) VALUES ($1, $2, $3, $2, 'x', 'x', 5, $4)")
        .bind(world.org)
        .bind(kept)
        .bind(uuid(&order))
        .bind(world.now())
        .execute(world.stage.pool())
        .await
        .unwrap();
    let app = world.app(files.clone());
    sweep(&app).await.unwrap();
    assert!(files.get(lost, "whole").await.unwrap().is_some(), "it may still be on its way");
    // The files carry the machine's time, the stage's clock is behind it.
    world.stage.advance(Duration::days(3_650));
    sweep(&app).await.unwrap();
    assert!(files.get(lost, "whole").await.unwrap().is_none());
    assert!(files.get(kept, "whole").await.unwrap().is_some());
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn orders_are_listed_by_side_and_state() {
    let world = World::new().await;
    let first = world.funded(world.terms()).await;
    let second = world.delivered(world.terms()).await;
    for (who, query, ids) in [
        (&world.client, "?as=client", vec![&second, &first]),
        (&world.client, "?as=professional", vec![]),
        (&world.pro, "?as=professional&status=delivered,completed", vec![&second]),
        (&world.pro, "?status=funded", vec![&first]),
        (&world.boss, "", vec![]),
    ] {
        let listed = world.stage.get(who, &format!("/orders{query}")).await.expect(200);
        let found: Vec<_> = listed["items"].as_array().unwrap().iter().map(|item| &item["id"]).collect();
        assert_eq!(found, ids, "{query}");
    }
    let page = world.stage.get(&world.client, "/orders?limit=1").await.expect(200);
    let next = format!("/orders?limit=1&cursor={}", page["next"].as_str().unwrap());
    assert_eq!(world.stage.get(&world.client, &next).await.expect(200)["items"][0]["id"], first);
    assert_eq!(world.stage.get(&world.client, "/orders?status=late").await.status, 400);
}
