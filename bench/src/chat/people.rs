use anyhow::Context;
use serde_json::{Value, json};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::http::Http;
use crate::server::Server;

/// Log-ins at a time: each takes a core for a moment.
const AT_ONCE: usize = 4;

/// People with tokens.
pub(crate) struct People {
    /// The access token of each.
    pub(crate) tokens: Vec<String>,
    ids: Vec<Uuid>,
    operator: String,
}

/// Makes people of the demo's organisation, beside its own, who have its member's password, and logs them in.
pub(crate) async fn make(server: &Server, count: usize) -> anyhow::Result<People> {
    let logins = server.demo()?;
    let login = |role: &str| {
        let found = logins.as_array().and_then(|all| all.iter().find(|login| login["role"] == role));
        found.cloned().with_context(|| format!("the demo has a {role}"))
    };
    let (admin, member) = (login("admin")?, login("member")?);
    let options = PgConnectOptions::new().socket(server.sockets()).username("plaza").database("plaza_identity");
    let identity = PgPoolOptions::new().max_connections(1).connect_with(options).await?;
    let ids: Vec<Uuid> = (0..count).map(|_| Uuid::now_v7()).collect();
    sqlx::query(
        "WITH pattern AS (
             SELECT u.password_hash, m.org_id FROM users u JOIN memberships m ON m.user_id = u.id WHERE u.email = $2 LIMIT 1
         ), made AS (
             INSERT INTO users (id, email, name, locale, password_hash, verified_at, created_at, updated_at)
             SELECT id, 'crowd-' || id || '@bench.example', 'Somebody', 'en', pattern.password_hash, now(), now(), now()
             FROM pattern, unnest($1::uuid[]) AS id RETURNING id
         )
         INSERT INTO memberships (org_id, user_id, roles, created_at)
         SELECT pattern.org_id, id, ARRAY['member'], now() FROM pattern, unnest($1::uuid[]) AS id",
    )
    .bind(&ids)
    .bind(member["email"].as_str().unwrap_or_default())
    .execute(&identity)
    .await?;
    identity.close().await;
    let mut tokens = vec![String::new(); ids.len()];
    let mut entering = JoinSet::new();
    for lane in 0..AT_ONCE {
        let mine: Vec<(usize, Uuid)> = ids.iter().copied().enumerate().skip(lane).step_by(AT_ONCE).collect();
        let (address, password) = (server.address.clone(), member["password"].clone());
        entering.spawn(async move { log_in(&address, &mine, &password).await });
    }
    while let Some(entered) = entering.join_next().await {
        entered??.into_iter().for_each(|(n, token)| tokens[n] = token);
    }
    let mut http = Http::connect(&server.address).await?;
    let operator = token(&mut http, &admin["email"], &admin["password"]).await?;
    Ok(People { tokens, ids, operator })
}

impl People {
    /// Rooms of so many, each with the tokens of who is in it.
    pub(crate) async fn rooms(&self, server: &Server, size: usize) -> anyhow::Result<Vec<(String, Vec<String>)>> {
        let mut http = Http::connect(&server.address).await?;
        let size = size.min(self.ids.len());
        let mut rooms = Vec::new();
        for (ids, tokens) in self.ids.chunks(size).zip(self.tokens.chunks(size)) {
            let body = json!({ "people": ids, "title": "Bench" });
            let made = http.post("/api/v1/conversations", &self.operator, None, &body).await?.expect(201)?;
            rooms.push((made["id"].as_str().context("an id")?.to_owned(), tokens.to_vec()));
        }
        Ok(rooms)
    }
}

async fn log_in(address: &str, people: &[(usize, Uuid)], password: &Value) -> anyhow::Result<Vec<(usize, String)>> {
    let mut http = Http::connect(address).await?;
    let mut tokens = Vec::with_capacity(people.len());
    for (n, id) in people {
        tokens.push((*n, token(&mut http, &json!(format!("crowd-{id}@bench.example")), password).await?));
    }
    Ok(tokens)
}

async fn token(http: &mut Http, email: &Value, password: &Value) -> anyhow::Result<String> {
    let login = json!({ "email": email, "password": password });
    let answer = http.post("/api/v1/auth/login", "", None, &login).await?.expect(200)?;
    Ok(answer["accessToken"].as_str().context("a token")?.to_owned())
}
