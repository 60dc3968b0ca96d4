//! Searching professionals: 200,000 of them in real cities, each filter alone and all together.

use std::time::Duration;

use chrono::SecondsFormat;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::http::Http;
use crate::read;
use crate::server::Server;
use crate::world::World;

const CITIES: &str = include_str!("../../services/professionals/data/cities.txt");
const TRADES: &str = include_str!("../../services/professionals/data/trades.txt");

/// Madrid: where the professionals are whose time is one of the world's resources.
const MADRID: &str = "lat=40.4165&lon=-3.7026";

/// What is asked: its name, and the parameters; `{city}`, `{trade}`, `{word}` and `{free}` change from one to the next.
const ASKED: [(&str, &str); 13] = [
    ("everybody, best first", "limit=20"),
    ("words with a slip", "q={word}"),
    ("trade", "trade={trade}"),
    ("within 25 km, nearest first", "{city}&radiusKm=25"),
    ("price, cheapest first", "minPrice=2000&maxPrice=6000&sort=price"),
    ("rating, best first", "minRating=4.5&sort=rating"),
    ("language", "language=fr,de"),
    ("verified", "verified=true"),
    ("over the net", "remote=true"),
    ("counts of everybody", "facets=true"),
    ("free in an hour, in Madrid", "{madrid}&radiusKm=50&{free}"),
    (
        "all filters and counts",
        "q={word}&trade={trade}&{city}&radiusKm=100&minPrice=1000&maxPrice=9000&minRating=3&language=es,en&verified=true&remote=true&facets=true",
    ),
    (
        "all filters, counts and free",
        "q=profesional&{madrid}&radiusKm=100&minPrice=100&maxPrice=90000&minRating=1&language=es,en&facets=true&{free}",
    ),
];

/// Slips of words that many have.
const WORDS: [&str; 8] =
    ["fotgrafo", "electrcista", "plumer", "carpinteria", "dise%C3%B1ador", "yoga", "traductr", "mecanico"];

/// Fills so many professionals and measures every search at 8 clients.
pub(crate) async fn run(server: &Server, world: &World, count: u64, seconds: u64) -> anyhow::Result<Vec<Value>> {
    let filled = fill(server, world, count).await?;
    println!(
        "\n{count} professionals, found {:.1} s after they were written, {} MiB resident",
        filled.as_secs_f64(),
        server.resident_mib()?
    );
    println!("{:34} {:>10} {:>9} {:>9} {:>12}", "searches, 8 clients", "per second", "p50 ms", "p99 ms", "CPU ms each");
    let mut rows = Vec::new();
    for (name, asked) in ASKED {
        let path = path_of(asked);
        let before = server.cpu_ms()?;
        let load = read::drive(server, &world.token, 8, seconds, path).await?;
        let cpu = (server.cpu_ms()? - before) / (load.per_second * seconds as f64).max(1.0);
        println!("{name:34} {:>10.0} {:>9.2} {:>9.2} {cpu:>12.2}", load.per_second, load.p50, load.p99);
        rows.push(json!({ "what": name, "professionals": count, "perSecond": load.per_second, "p50": load.p50, "p99": load.p99, "cpuMs": cpu, "refused": load.refused }));
    }
    Ok(rows)
}

fn path_of(asked: &'static str) -> impl Fn(usize) -> String + Send + Sync + 'static {
    let (cities, slugs) = (cities(), trades().0);
    let origin = crate::fill::origin();
    move |number| {
        let (_, latitude, longitude) = &cities[number % cities.len()];
        let from = origin + chrono::Duration::hours((9 + number % 7) as i64);
        let text = |at: chrono::DateTime<chrono::Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
        let free = format!("from={}&to={}", text(from), text(from + chrono::Duration::minutes(30)));
        let query = asked
            .replace("{city}", &format!("lat={latitude}&lon={longitude}"))
            .replace("{madrid}", MADRID)
            .replace("{trade}", &slugs[number % slugs.len()])
            .replace("{word}", WORDS[number % WORDS.len()])
            .replace("{free}", &free);
        format!("/api/v1/search/professionals?{query}")
    }
}

/// Writes the rows the search follows, and waits until it has them.
async fn fill(server: &Server, world: &World, count: u64) -> anyhow::Result<Duration> {
    let pool = server.database("professionals").await?;
    let cities = cities();
    let (slugs, names) = trades();
    let resources = world.resources.iter().map(|(id, _)| id.parse()).collect::<Result<Vec<Uuid>, _>>()?;
    sqlx::query("SELECT setseed(0.42)").execute(&pool).await?;
    sqlx::query(
        "INSERT INTO listings (org_id, id, user_id, name, headline, about, trades, languages, hourly_amount, currency, remote, radius_km, city, country,
                               latitude, longitude, rating_sum, rating_count, level, badges, completed, response_minutes, verified_until, resource_id)
         SELECT $1, gen_random_uuid(), gen_random_uuid(), 'Persona ' || n % 5000, t.name || ' en ' || c.name,
                'Profesional con ' || n % 30 || ' años de oficio, presupuesto claro y trabajo con garantía; respondo el mismo día',
                ARRAY[t.slug], CASE n % 5 WHEN 0 THEN ARRAY['es'] WHEN 1 THEN ARRAY['en'] WHEN 2 THEN ARRAY['es', 'en'] WHEN 3 THEN ARRAY['fr', 'en'] ELSE ARRAY['de'] END,
                1000 + (n * 7919) % 9000, 'EUR', n % 3 = 0, 25, c.name, 'ES',
                least(90, greatest(-90, c.latitude + (random() - 0.5) / 5)), least(180, greatest(-180, c.longitude + (random() - 0.5) / 5)),
                n % 50 * 4 + n % 50 / 2, n % 50, 0, '{}', n % 50, n % 300, CASE WHEN n % 2 = 0 THEN now() + interval '300 days' END, $7[n]
         FROM generate_series(1, $6::int) n
         JOIN unnest($2::text[], $3::float8[], $4::float8[]) WITH ORDINALITY AS c (name, latitude, longitude, at)
              ON c.at = CASE WHEN n <= cardinality($7::uuid[]) THEN 1 ELSE 1 + (n * 31) % cardinality($2::text[]) END
         JOIN unnest($5::text[], $8::text[]) WITH ORDINALITY AS t (slug, name, at) ON t.at = 1 + n % cardinality($5::text[])",
    )
    .bind(world.org.parse::<Uuid>()?)
    .bind(cities.iter().map(|city| city.0).collect::<Vec<_>>())
    .bind(cities.iter().map(|city| city.1).collect::<Vec<_>>())
    .bind(cities.iter().map(|city| city.2).collect::<Vec<_>>())
    .bind(&slugs)
    .bind(i32::try_from(count)?)
    .bind(&resources)
    .bind(&names)
    .execute(&pool)
    .await?;
    let written = std::time::Instant::now();
    let mut http = Http::connect(&server.address).await?;
    loop {
        let found = http.get("/api/v1/search/professionals?limit=1", &world.token).await?.expect(200)?;
        if found["total"].as_u64().is_some_and(|total| total >= count) {
            return Ok(written.elapsed());
        }
        anyhow::ensure!(written.elapsed() < Duration::from_secs(120), "the search does not follow: {}", found["total"]);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn cities() -> Vec<(&'static str, f64, f64)> {
    let city = |line: &'static str| {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        Some((*parts.first()?, parts.get(2)?.parse().ok()?, parts.get(3)?.parse().ok()?))
    };
    CITIES.lines().filter(|line| !line.starts_with('#')).filter_map(city).collect()
}

/// Slugs and Spanish names.
fn trades() -> (Vec<String>, Vec<String>) {
    let lines = TRADES.lines().filter(|line| !line.is_empty() && !line.starts_with(['#', '=']));
    let part = |line: &str, at: usize| line.split('|').nth(at).unwrap_or_default().trim().to_owned();
    lines.map(|line| (part(line, 0), part(line, 1))).unzip()
}
