//! What only the database knows: words.

use std::collections::{HashMap, HashSet};

use plaza_core::OrgId;
use plaza_resources_api::{LocationId, ResourceId};
use sqlx::PgPool;

use crate::error::Result;

/// How alike a word and a stretch of text must be, of 1: one slip in six letters passes.
const ALIKE: f64 = 0.4;
/// Words shorter than this are alike to too much.
const SHORTEST: usize = 3;

/// What a text fits and how well: by its words, else letter by letter.
pub async fn ranked(pool: &PgPool, org: OrgId, text: &str) -> Result<HashMap<ResourceId, f64>> {
    let by_words: Vec<(ResourceId, f64)> = sqlx::query_as(
        "SELECT id, ts_rank_cd(search, asked($2))::float8 FROM resources WHERE org_id = $1 AND status <> 'archived' AND search @@ asked($2)",
    )
    .bind(org)
    .bind(text)
    .fetch_all(pool)
    .await?;
    if !by_words.is_empty() {
        return Ok(by_words.into_iter().collect());
    }
    let words: Vec<&str> = text.split_whitespace().filter(|word| word.chars().count() >= SHORTEST).take(12).collect();
    if words.is_empty() {
        return Ok(HashMap::new());
    }
    let by_letters: Vec<(ResourceId, f64)> = sqlx::query_as(
        "SELECT id, likeness FROM (
             SELECT id, (SELECT min(word_similarity(w, search_text)) FROM unnest($2::text[]) AS given (g), plain(g) AS w)::float8 AS likeness
             FROM resources WHERE org_id = $1 AND status <> 'archived') AS all_of_them
         WHERE likeness >= $3",
    )
    .bind(org)
    .bind(words)
    .bind(ALIKE)
    .fetch_all(pool)
    .await?;
    Ok(by_letters.into_iter().collect())
}

/// The locations whose name or address holds a text, else is like it.
pub async fn places(pool: &PgPool, org: OrgId, text: &str) -> Result<HashSet<LocationId>> {
    let holding: Vec<LocationId> =
        sqlx::query_scalar("SELECT id FROM locations WHERE org_id = $1 AND strpos(search_text, plain($2)) > 0")
            .bind(org)
            .bind(text)
            .fetch_all(pool)
            .await?;
    if !holding.is_empty() {
        return Ok(holding.into_iter().collect());
    }
    let alike: Vec<LocationId> = sqlx::query_scalar(
        "SELECT id FROM locations WHERE org_id = $1 AND word_similarity(plain($2), search_text) >= $3",
    )
    .bind(org)
    .bind(text)
    .bind(ALIKE)
    .fetch_all(pool)
    .await?;
    Ok(alike.into_iter().collect())
}
