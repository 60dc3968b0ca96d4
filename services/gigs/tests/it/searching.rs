//! Finding gigs.

use chrono::Duration;
use plaza_core::{Cx, OrgId};
use plaza_gigs::search::query::BY_LETTERS;
use plaza_gigs_api::{DemoGigs, Gigs, GigsClient};
use plaza_professionals_api::ProfileStatus;
use plaza_testkit::people::{member, visitor};
use serde_json::{Value, json};

use crate::demo::gigs;
use crate::world::{World, gig};

/// Five gigs, a minute apart.
async fn market() -> World {
    let world = World::unmoderated().await;
    let other = |title: &str, price, days, trade: &str, language: &str, description: &str| {
        let mut body = gig(title, price, days);
        (body["trade"], body["language"], body["description"]) = (json!(trade), json!(language), json!(description));
        body["tags"] = json!([]);
        body
    };
    for body in [
        other("Retrato en estudio", 9_000, 7, "photography", "es", "Una sesión de fotografía con luz natural."),
        other("Fotografía de bodas", 90_000, 30, "photography", "es", "Todo el día, con álbum y galería privada."),
        other("Wedding film", 120_000, 45, "video", "en", "A short film of the day, edited with music."),
        other("Logo design", 15_000, 5, "graphic-design", "en", "Three drafts and the final vector files."),
        other(
            "Diseño de cartas",
            20_000,
            3,
            "graphic-design",
            "es",
            "La carta de tu restaurante, lista para imprenta.",
        ),
    ] {
        world.published(&world.lucia, body).await;
        world.stage.advance(Duration::minutes(1));
    }
    world
}

#[tokio::test]
async fn words_are_found_in_both_languages_without_accents_and_with_slips() {
    let world = market().await;
    for (words, first) in [
        ("retrato", "Retrato en estudio"),
        ("retratos", "Retrato en estudio"),
        ("fotografia%20boda", "Fotografía de bodas"),
        ("FOTOGRAFÍA%20bodas", "Fotografía de bodas"),
        ("weddings", "Wedding film"),
        ("designs", "Logo design"),
        ("restaurantes", "Diseño de cartas"),
        // Slips.
        ("retarto", "Retrato en estudio"),
        ("fotografa%20vodas", "Fotografía de bodas"),
        ("weding", "Wedding film"),
        ("graphc", "Logo design"),
    ] {
        let found = world.titles(&format!("q={words}")).await;
        assert_eq!(found.first().map(String::as_str), Some(first), "{words}: {found:?}");
    }
    assert!(world.titles("q=fontanero").await.is_empty());
    assert_eq!(world.titles("q=%20").await.len(), 5, "nothing typed is everything");
    for odd in ["q=%26%26%7C!:*()", "q='';DROP%20TABLE", "q=%25", "q=a"] {
        world.titles(odd).await;
    }
    assert_eq!(world.stage.get(&world.nobody, &format!("/gigs?q={}", "a".repeat(201))).await.status, 400);
}

#[tokio::test]
async fn the_title_counts_more_than_the_description() {
    let world = World::unmoderated().await;
    let mut beside = gig("Sesión de estudio", 900, 1);
    beside["description"] = json!("También hacemos retrato, retrato y retrato de familia.");
    beside["tags"] = json!([]);
    world.published(&world.lucia, beside).await;
    let mut named = gig("Retrato", 900, 1);
    named["tags"] = json!([]);
    world.published(&world.lucia, named).await;
    assert_eq!(world.titles("q=retrato").await, ["Retrato", "Sesión de estudio"]);
}

#[tokio::test]
async fn every_filter_holds() {
    let world = market().await;
    for (query, wanted) in [
        ("trade=video", vec!["Wedding film"]),
        ("trade=video,graphic-design", vec!["Diseño de cartas", "Logo design", "Wedding film"]),
        ("minPrice=15000&maxPrice=90000", vec!["Diseño de cartas", "Logo design", "Fotografía de bodas"]),
        ("maxDays=5", vec!["Diseño de cartas", "Logo design"]),
        ("language=en", vec!["Logo design", "Wedding film"]),
        ("language=es&maxPrice=10000", vec!["Retrato en estudio"]),
        (
            "sort=price",
            vec!["Retrato en estudio", "Logo design", "Diseño de cartas", "Fotografía de bodas", "Wedding film"],
        ),
        ("sort=price&q=diseño", vec!["Diseño de cartas"]),
        (
            "sort=relevance",
            vec!["Diseño de cartas", "Logo design", "Wedding film", "Fotografía de bodas", "Retrato en estudio"],
        ),
    ] {
        assert_eq!(world.titles(query).await, wanted, "{query}");
    }
    assert_eq!(world.titles(&format!("userId={}", world.lucia.user().unwrap())).await.len(), 5);
    assert_eq!(world.titles(&format!("userId={}", world.olivia.user().unwrap())).await.len(), 0);
    let elsewhere = world.stage.get(&visitor(OrgId::new()), "/gigs").await.expect(200);
    assert_eq!(elsewhere["items"], json!([]));
    assert_eq!(world.stage.get(&world.nobody, "/gigs?colour=red").await.status, 400);
}

#[tokio::test]
async fn pages_go_on_where_the_one_before_ended_in_every_order() {
    let world = market().await;
    let other = member(world.org);
    world.profile(&other, "Otra", ProfileStatus::Published);
    // The same price and moment as another: ids tell them apart.
    for _ in 0..4 {
        world.published(&other, gig("Retrato doble", 9_000, 7)).await;
    }
    for query in ["sort=price", "sort=newest", "sort=rating", "q=retrato", "q=retarto", ""] {
        let whole = world.titles(query).await;
        let (mut paged, mut seen, mut cursor) = (Vec::new(), std::collections::HashSet::new(), String::new());
        loop {
            let page = world.stage.get(&world.nobody, &format!("/gigs?limit=2&{query}{cursor}")).await.expect(200);
            for gig in page["items"].as_array().unwrap() {
                paged.push(gig["title"].as_str().unwrap().to_owned());
                assert!(seen.insert(gig["id"].clone()), "{query}: twice");
            }
            match &page["next"] {
                Value::String(next) => cursor = format!("&cursor={next}"),
                _ => break,
            }
        }
        assert_eq!(paged, whole, "{query}");
        assert!(paged.len() >= 4);
    }
    let page = world.stage.get(&world.nobody, "/gigs?limit=2&sort=price").await.expect(200);
    let other_order = format!("/gigs?sort=rating&cursor={}", page["next"].as_str().unwrap());
    assert_eq!(world.stage.get(&world.nobody, &other_order).await.status, 400);
}

#[tokio::test]
async fn a_row_says_who_sells_and_what_it_costs() {
    let world = market().await;
    let found = world.stage.get(&world.nobody, "/gigs?q=logo").await.expect(200);
    let row = &found["items"][0];
    assert_eq!((&row["seller"]["name"], &row["seller"]["rating"]), (&json!("Lucía Prat"), &json!(null)));
    assert_eq!(
        (&row["price"]["amount"], &row["deliveryDays"], &row["image"]),
        (&json!(15_000), &json!(5), &json!(null))
    );
}

#[tokio::test]
async fn slips_are_looked_for_in_an_index() {
    let world = World::new().await;
    let cx = Cx::service("demo", Some(world.org));
    for some in gigs(2_000).gigs.chunks(500) {
        let some = DemoGigs { gigs: some.to_vec() };
        world.stage.client::<GigsClient>().seed_demo(&cx, some).await.unwrap();
    }
    let mut connection = world.stage.pool().acquire().await.unwrap();
    sqlx::query("ANALYZE gigs, sellers").execute(&mut *connection).await.unwrap();
    // As a statement that was prepared long ago is planned, too: whatever the words.
    for mode in ["force_custom_plan", "force_generic_plan"] {
        sqlx::query("SELECT set_config('plan_cache_mode', $1, false)")
            .bind(mode)
            .execute(&mut *connection)
            .await
            .unwrap();
        let plan: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(format!("EXPLAIN {BY_LETTERS}")))
            .bind(world.org)
            .bind(["numro"; 6].map(str::to_owned).to_vec())
            .bind(Vec::<String>::new())
            .bind(None::<uuid::Uuid>)
            .bind(None::<i64>)
            .bind(None::<i64>)
            .bind(None::<i32>)
            .bind(None::<String>)
            .bind("relevance")
            .bind(None::<f64>)
            .bind(None::<uuid::Uuid>)
            .bind(21_i64)
            .fetch_all(&mut *connection)
            .await
            .unwrap();
        assert!(plan.iter().any(|line| line.contains("gigs_by_letters")), "{mode}: {plan:#?}");
    }
    drop(connection);
    assert_eq!(world.titles("q=numro%20417x").await.first().unwrap(), "Retrato número 417");
}

#[tokio::test]
async fn a_long_question_is_looked_for_by_its_first_words_and_letters() {
    let world = market().await;
    // Six words that are there with slips; what comes after them is not looked for by its letters.
    let six = "weding%20weding%20weding%20weding%20weding%20weding";
    assert_eq!(world.titles(&format!("q={six}")).await, ["Wedding film"]);
    assert_eq!(world.titles(&format!("q={six}%20fontanero")).await, ["Wedding film"]);
    assert!(world.titles(&format!("q=fontanero%20{six}")).await.is_empty());
    assert!(world.titles(&format!("q={}", "x".repeat(200))).await.is_empty());
    assert_eq!(world.titles("q=***%20weding").await, ["Wedding film"], "signs are no words");
}

#[tokio::test]
async fn a_search_that_takes_too_long_is_given_up() {
    let world = market().await;
    let mut other = world.stage.pool().acquire().await.unwrap();
    for statement in ["BEGIN", "LOCK TABLE gigs IN ACCESS EXCLUSIVE MODE"] {
        sqlx::query(statement).execute(&mut *other).await.unwrap();
    }
    let answer = world.stage.get(&world.nobody, "/gigs?q=retarto").await;
    assert_eq!((answer.status, answer.code()), (503, "gigs.search_too_long"));
    sqlx::query("ROLLBACK").execute(&mut *other).await.unwrap();
    drop(other);
    assert_eq!(world.titles("q=retarto").await, ["Retrato en estudio"]);
}

#[tokio::test]
async fn what_cannot_be_looked_for_is_refused_by_its_field() {
    let world = market().await;
    for (query, field) in [
        ("minPrice=-1", "minPrice"),
        ("maxPrice=-1", "maxPrice"),
        ("trade=alchemist", "trade"),
        ("trade=video,alchemist", "trade"),
    ] {
        let refused = world.stage.get(&world.nobody, &format!("/gigs?{query}")).await;
        assert_eq!((refused.status, &refused.body["errors"][0]["field"]), (400, &json!(field)), "{query}");
    }
    assert_eq!(world.titles("trade=&minPrice=0").await.len(), 5);
}
