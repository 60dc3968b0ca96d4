//! Finding gigs: by words in both languages, and by letters when no word is found.

use plaza_core::{Cx, UserId};
use plaza_db::{Db, Tx};
use sqlx::FromRow;

use super::cursor::{By, Place};
use super::http::GigSort;
use crate::error::{Error, Result};
use crate::record::Gig;

/// How alike a word and a stretch of text must be, of 1: two letters swapped in a word of seven pass.
const ALIKE: &str = "0.35";
/// Words with fewer letters and digits than this are alike to too much, or to nothing.
const SHORTEST: usize = 3;
/// Of longer words so many characters are looked for.
const LONGEST: usize = 40;
/// So many words are looked for letter by letter, the first ones.
const MOST: usize = 6;
/// How long one statement of a search may take, milliseconds.
const PATIENCE: &str = "2000";
/// What PostgreSQL calls a statement that took too long (appendix A, `query_canceled`).
const CANCELED: &str = "57014";

/// What is looked for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// What somebody typed.
    pub words: Option<String>,
    /// Any of these; all when empty.
    pub trades: Vec<String>,
    /// Of this person.
    pub user: Option<UserId>,
    /// The cheapest package, minor units.
    pub min_price: Option<i64>,
    /// The cheapest package, minor units.
    pub max_price: Option<i64>,
    /// The fastest package, days.
    pub max_days: Option<i32>,
    /// Written in.
    pub language: Option<String>,
    /// What comes first.
    pub sort: GigSort,
    /// Where the page before ended.
    pub after: Option<Place>,
    /// How many; one more is fetched.
    pub limit: usize,
}

/// What was found.
pub struct Found {
    /// How the words were looked for.
    pub by: By,
    /// In order, one more than asked for if there are more.
    pub gigs: Vec<Ranked>,
}

/// A gig and where it stands.
#[derive(FromRow)]
pub struct Ranked {
    /// The gig.
    #[sqlx(flatten)]
    pub gig: Gig,
    /// What the order goes by, smallest first.
    pub rank: f64,
}

/// Finds by words; the first page of what no word finds is looked for letter by letter, and so are those after it.
///
/// # Errors
/// [`Error::SearchTooLong`]; as the database fails.
pub async fn search(db: &Db, cx: &Cx, wanted: &Wanted) -> Result<Found> {
    let by = wanted.after.map_or(By::Words, |place| place.by);
    // Only read: it ends with the search, and what is set with it.
    let mut tx = db.begin(cx).await?;
    sqlx::query(
        "SELECT set_config('statement_timeout', $1, true), set_config('pg_trgm.word_similarity_threshold', $2, true)",
    )
    .bind(PATIENCE)
    .bind(ALIKE)
    .execute(&mut *tx)
    .await?;
    let gigs = page(&mut tx, cx, wanted, by).await?;
    if gigs.is_empty() && wanted.after.is_none() && wanted.words.is_some() {
        return Ok(Found { by: By::Letters, gigs: page(&mut tx, cx, wanted, By::Letters).await? });
    }
    Ok(Found { by, gigs })
}

async fn page(tx: &mut Tx, cx: &Cx, wanted: &Wanted, by: By) -> Result<Vec<Ranked>> {
    let (org, text) = (cx.org()?, wanted.words.as_deref());
    let letters = letters(text.unwrap_or_default());
    if by == By::Letters && letters.is_empty() {
        return Ok(Vec::new());
    }
    let found = sqlx::query_as(match by {
        By::Words => BY_WORDS,
        By::Letters => BY_LETTERS,
    });
    let found = match by {
        By::Words => found.bind(org).bind(text),
        By::Letters => found.bind(org).bind(letters),
    };
    let found = found
        .bind(&wanted.trades)
        .bind(wanted.user)
        .bind(wanted.min_price)
        .bind(wanted.max_price)
        .bind(wanted.max_days)
        .bind(&wanted.language)
        .bind(order(wanted.sort))
        .bind(wanted.after.map(|place| place.rank))
        .bind(wanted.after.map(|place| place.id))
        .bind(i64::try_from(wanted.limit).unwrap_or(50) + 1);
    found.fetch_all(&mut **tx).await.map_err(|error| {
        let too_long = error.as_database_error().and_then(|known| known.code()).is_some_and(|code| code == CANCELED);
        if too_long { Error::SearchTooLong } else { error.into() }
    })
}

/// What is looked for letter by letter: always so many words, the last one again where there are fewer, because only a
/// condition that names each of them uses the index.
fn letters(text: &str) -> Vec<String> {
    let enough = |word: &&str| word.chars().filter(|c| c.is_alphanumeric()).count() >= SHORTEST;
    let first = text.split_whitespace().filter(enough).take(MOST);
    let mut words: Vec<String> = first.map(|word| word.chars().take(LONGEST).collect()).collect();
    if let Some(last) = words.last().cloned() {
        words.resize(MOST, last);
    }
    words
}

fn order(sort: GigSort) -> &'static str {
    match sort {
        GigSort::Relevance => "relevance",
        GigSort::Price => "price",
        GigSort::Newest => "newest",
        GigSort::Rating => "rating",
    }
}

/// The two searches: all that is the same in them, around how well a gig fits and whether it does.
macro_rules! searching {
    ($fit:literal, $fits:literal) => {
        concat!(
            "WITH fitting AS (
                 SELECT g.id, g.price, g.published_at, s.rating_sum, s.rating_count, ",
            $fit,
            // Of a smaller type the order of the others would lose its last digits.
            "::float8 AS fit
                 FROM gigs g JOIN sellers s ON s.org_id = g.org_id AND s.user_id = g.user_id
                 WHERE g.org_id = $1 AND g.status = 'published' AND s.published
                   AND (cardinality($3::text[]) = 0 OR g.trade = ANY($3))
                   AND ($4::uuid IS NULL OR g.user_id = $4)
                   AND ($5::bigint IS NULL OR g.price >= $5)
                   AND ($6::bigint IS NULL OR g.price <= $6)
                   AND ($7::int IS NULL OR g.delivery_days <= $7)
                   AND ($8::text IS NULL OR g.language = $8)
                   AND ",
            $fits,
            "), ranked AS (
                 SELECT id, (CASE $9::text
                     WHEN 'relevance' THEN -fit
                     WHEN 'price' THEN price
                     WHEN 'rating' THEN -((rating_sum + 17.5) / (rating_count + 5))
                     ELSE -extract(epoch FROM published_at) END)::float8 AS rank
                 FROM fitting),
             page AS (
                 SELECT id, rank FROM ranked
                 WHERE $10::float8 IS NULL OR (rank, id) > ($10, $11::uuid)
                 ORDER BY rank, id LIMIT $12)
             SELECT c.*, page.rank FROM page JOIN cards c ON c.org_id = $1 AND c.id = page.id ORDER BY page.rank, page.id"
        )
    };
}

// What somebody typed is read once for the whole search: hence the selects that depend on no row.
const BY_WORDS: &str = searching!(
    "coalesce(ts_rank_cd(g.search, (SELECT asked($2))), 0)",
    "($2::text IS NULL OR g.search @@ (SELECT asked($2)))"
);

/// By letters, for the plan of it: the words are `$2`, the rest is as in the search by words.
pub const BY_LETTERS: &str = searching!(
    "(SELECT min(word_similarity(w, g.search_text)) FROM unnest((SELECT array_agg(DISTINCT plain(given)) FROM unnest($2::text[]) AS given)) AS w)",
    "g.search_text %> (SELECT plain(($2::text[])[1])) AND g.search_text %> (SELECT plain(($2::text[])[2]))
                   AND g.search_text %> (SELECT plain(($2::text[])[3])) AND g.search_text %> (SELECT plain(($2::text[])[4]))
                   AND g.search_text %> (SELECT plain(($2::text[])[5])) AND g.search_text %> (SELECT plain(($2::text[])[6]))"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_words_of_forty_characters_are_looked_for_by_their_letters() {
        let (short, long) = ("de & *** retarto", "é".repeat(50));
        assert_eq!(letters(short), ["retarto"; MOST], "as often as the statement names a word");
        assert_eq!(letters(&long)[0].chars().count(), LONGEST);
        assert_eq!(letters("uno dos tres cuatro cinco seis siete ocho").last().unwrap(), "seis");
        assert!(letters("a de !!! --- 12").is_empty());
    }
}
