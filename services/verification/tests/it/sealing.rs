//! What is kept of a person is nowhere in plain, and what was changed does not open.

use std::io::Write;
use std::sync::{Arc, Mutex};

use plaza_core::{Cx, Secret};
use plaza_files::Files;
use plaza_jobs::Reconciler;
use plaza_verification::app::App;
use plaza_verification::config::Config;
use plaza_verification::keep::rewrap::Rewrap;
use plaza_verification::seal::Ring;
use serde_json::json;

use crate::world::{KEY, MARKER, NAME, NUMBER, World, jpeg};

/// Remembers every line that is logged, of every level.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The text of every row of every table.
async fn dump(world: &World) -> String {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname IN ('public', 'kernel')",
    )
    .fetch_all(world.stage.pool())
    .await
    .unwrap();
    assert!(tables.contains(&"public.documents".to_owned()) && tables.contains(&"kernel.domain_events".to_owned()));
    let mut text = String::new();
    for table in tables {
        let rows: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(format!("SELECT t::text FROM {table} t")))
            .fetch_all(world.stage.pool())
            .await
            .unwrap();
        text += &rows.join("\n");
    }
    text
}

fn holds(bytes: &[u8], text: &str) -> bool {
    let hexed = hex::encode(text);
    [text.as_bytes(), hexed.as_bytes()].iter().any(|part| bytes.windows(part.len()).any(|window| window == *part))
}

#[tokio::test]
async fn nothing_of_a_person_is_found_on_disk_in_a_dump_in_events_or_in_logs() {
    let log = Log::default();
    let writer = log.clone();
    tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone()).init();
    let world = World::new().await;
    let ana = &world.ana;
    // Everything that can happen to a case, refusals and failures among it.
    let front = world.gather(ana).await;
    world.stage.put(ana, "/verification", json!({"legalName": NAME, "documentNumber": NUMBER})).await;
    let case = world.stage.post_keyed(ana, "key", "/verification/submit", json!({})).await.expect(200);
    let case = case["id"].as_str().unwrap().to_owned();
    world.review(&world.boss, &case, "take", json!({})).await.expect(200);
    assert!(holds(&world.open(&world.boss, &front).await.bytes, MARKER));
    world.stage.get(&world.boss, &format!("/operations/verification/{case}")).await.expect(200);
    let note = json!({"reasons": ["other"], "note": format!("{NAME}: {MARKER}")});
    world.review(&world.boss, &case, "reject", note).await.expect(200);
    std::fs::write(&world.files()[0], b"damaged").unwrap();
    for document in world.mine(ana).await["documents"].as_array().unwrap() {
        world.open(ana, document["id"].as_str().unwrap()).await;
    }
    world.upload(ana, "proof_of_address", jpeg(MARKER)).await.expect(201);
    world.stage.settle().await;

    let dump = dump(&world).await;
    let log = log.0.lock().unwrap().clone();
    assert!(dump.contains(&front) && holds(&log, "cannot be opened"), "there was something to look through");
    for secret in [MARKER, NAME, NUMBER, "Zoraida", "Quintanar", "1988-07-14"] {
        assert!(!holds(dump.as_bytes(), secret), "{secret} is in the database");
        assert!(!holds(&log, secret), "{secret} is in the log");
        for file in world.files() {
            assert!(!holds(&std::fs::read(&file).unwrap(), secret), "{secret} is in {}", file.display());
            assert!(!file.display().to_string().contains(secret));
        }
    }
    world.sound().await;
}

#[tokio::test]
async fn what_was_changed_on_the_disk_does_not_open() {
    let world = World::new().await;
    let front = world.gather(&world.ana).await;
    let path = |id: &str| world.files().into_iter().find(|file| file.display().to_string().contains(id)).unwrap();
    let whole = std::fs::read(path(&front)).unwrap();
    let mut changed = whole.clone();
    *changed.last_mut().unwrap() ^= 1;
    for file in [changed, whole[..whole.len() - 1].to_vec(), Vec::new(), jpeg(MARKER)] {
        std::fs::write(path(&front), file).unwrap();
        let refused = world.open(&world.ana, &front).await;
        assert_eq!((refused.status, refused.code()), (500, "verification.unreadable"));
    }
    // Another document of the same person in its place.
    let selfie = world.mine(&world.ana).await["documents"][2]["id"].as_str().unwrap().to_owned();
    std::fs::copy(path(&selfie), path(&front)).unwrap();
    sqlx::query("UPDATE documents SET sealed_key = (SELECT sealed_key FROM documents WHERE kind = 'selfie') WHERE kind = 'identity_front'")
        .execute(world.stage.pool())
        .await
        .unwrap();
    assert_eq!(world.open(&world.ana, &front).await.code(), "verification.unreadable");
    std::fs::remove_file(path(&front)).unwrap();
    assert_eq!(world.open(&world.ana, &front).await.code(), "verification.unreadable");
    assert_eq!(world.open(&world.ana, &selfie).await.status, 200, "the others still open");
}

fn app_with(world: &World, present: &str, earlier: &str) -> Arc<App> {
    Arc::new(App {
        db: world.stage.db().clone(),
        clock: world.stage.clock.clone(),
        files: Files::local(world.folder.path()).unwrap(),
        ring: Arc::new(Ring::new(&Secret::new("ab".repeat(32)), present, earlier).unwrap()),
        config: Config::default(),
    })
}

#[tokio::test]
async fn keys_are_changed_without_touching_a_file() {
    let world = World::new().await;
    let (case, front) = world.submitted(&world.ana).await;
    world.review(&world.boss, &case, "take", json!({})).await.expect(200);
    let note = json!({"reasons": ["unreadable"], "note": "Again, please."});
    world.review(&world.boss, &case, "reject", note).await.expect(200);
    let files = || world.files().iter().map(|file| std::fs::read(file).unwrap()).collect::<Vec<_>>();
    let before = files();
    let next = "22".repeat(32);

    // Without the earlier key nothing opens, and nothing is spoilt.
    let lost = app_with(&world, &next, "");
    let cx = Cx::service("verification", None);
    Rewrap(lost.clone()).run(&cx).await.unwrap();
    let refused = plaza_verification::documents::open::open(&lost, &world.ana, front.parse().unwrap()).await;
    assert!(refused.is_err());
    assert_eq!(world.open(&world.ana, &front).await.status, 200);

    let changed = app_with(&world, &next, KEY);
    Rewrap(changed.clone()).run(&cx).await.unwrap();
    let alone = app_with(&world, &next, "");
    let opened = plaza_verification::documents::open::open(&alone, &world.ana, front.parse().unwrap()).await.unwrap();
    assert_eq!(opened.content, jpeg(MARKER));
    let kept = plaza_verification::record::of_user(world.stage.pool(), world.org, world.ana.user().unwrap());
    let kept = kept.await.unwrap().unwrap();
    assert_eq!(kept.details(&alone.ring).unwrap().unwrap().legal_name, NAME);
    assert_eq!(kept.note(&alone.ring).unwrap().unwrap(), "Again, please.");
    assert_eq!(files(), before);
    world.sound().await;
}
