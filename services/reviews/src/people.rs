//! Names of who wrote: the first name and an initial, enough to know a person one knows.

use std::collections::HashMap;

use plaza_core::{Cx, OrgId, UserId};

use crate::app::App;

/// The short names of people; who cannot be named is left out, and nothing waits for identity to come back.
pub async fn names(app: &App, org: OrgId, ids: impl IntoIterator<Item = UserId>) -> HashMap<UserId, String> {
    let mut ids: Vec<UserId> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return HashMap::new();
    }
    match app.identity.users(&Cx::service("reviews", Some(org)), ids).await {
        Ok(people) => people.into_iter().map(|person| (person.id, short(&person.name))).collect(),
        Err(fault) => {
            tracing::warn!(%fault, "reviews are shown without names");
            HashMap::new()
        }
    }
}

/// The short name of one person; empty when it cannot be told just now.
pub async fn name(app: &App, org: OrgId, id: UserId) -> String {
    names(app, org, [id]).await.remove(&id).unwrap_or_default()
}

fn short(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or_default().to_owned();
    match words.next().and_then(|word| word.chars().next()) {
        Some(initial) => format!("{first} {initial}."),
        None => first,
    }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn names_are_short() {
        assert_eq!([short("Íñigo Ñúñez Marín"), short("Ana"), short("")], ["Íñigo Ñ.", "Ana", ""]);
    }
}
