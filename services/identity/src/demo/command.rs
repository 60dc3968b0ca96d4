use plaza_core::{Cx, OrgId, UserId};
use plaza_db::Tx;
use plaza_identity_api::events::OrganisationCreated;
use plaza_identity_api::{DemoOrg, DemoPerson, SeedDemo};

use super::store;
use crate::account;
use crate::app::App;
use crate::domain::{address, person, slug};
use crate::error::{Error, Result};
use crate::organisations::store as organisations;

/// Makes the demo organisation and its people, who are verified; what is there already stays as it is.
///
/// # Errors
/// [`Error::RealOrganisations`] when another organisation exists and the demo is not there whole, or an account of a demo address that is not of the demo.
pub async fn seed(app: &App, cx: &Cx, request: &SeedDemo) -> Result<DemoOrg> {
    slug::check(&request.slug)?;
    let name = person::name("name", &request.name)?;
    let hashes = hash_missing(app, &request.people).await?;
    let mut tx = app.db.begin(cx).await?;
    store::lock(&mut tx).await?;
    let found = store::find(&mut tx, &request.slug).await?;
    if store::has_real(&mut tx, &request.slug).await? {
        return as_it_is(&mut tx, found, &request.people).await;
    }
    let org = found.unwrap_or_default();
    if found.is_none() {
        organisations::insert(&mut tx, org, &request.slug, &name, true).await?;
    }
    let mut people = Vec::with_capacity(request.people.len());
    for (person, hash) in request.people.iter().zip(hashes) {
        people.push(seed_person(&mut tx, org, person, hash).await?);
    }
    store::insert_extras(&mut tx, org, &request.extras).await?;
    if let (None, Some(first)) = (found, people.first()) {
        tx.emit_in(Some(org), &OrganisationCreated { org_id: org, user_id: *first });
    }
    tx.commit().await?;
    Ok(DemoOrg { org, people, fresh: found.is_none(), grown: false })
}

/// Beside real organisations the demo is only looked up.
async fn as_it_is(tx: &mut Tx, found: Option<OrgId>, wanted: &[DemoPerson]) -> Result<DemoOrg> {
    let org = found.ok_or(Error::RealOrganisations)?;
    let mut people = Vec::with_capacity(wanted.len());
    for person in wanted {
        people.push(store::member(tx, org, &person.email).await?.ok_or(Error::RealOrganisations)?);
    }
    Ok(DemoOrg { org, people, fresh: false, grown: true })
}

/// Hashes only for accounts to be made: a repeat costs nothing.
async fn hash_missing(app: &App, people: &[DemoPerson]) -> Result<Vec<Option<String>>> {
    let mut hashes = Vec::with_capacity(people.len());
    for person in people {
        let known = account::by_email(app.db.pool(), &address::parse(&person.email)?).await?;
        hashes.push(match known {
            Some(_) => None,
            None => Some(app.passwords.hash(&person.password).await?),
        });
    }
    Ok(hashes)
}

async fn seed_person(tx: &mut Tx, org: OrgId, person: &DemoPerson, hash: Option<String>) -> Result<UserId> {
    if let Some(hash) = hash {
        let id = UserId::new();
        if store::insert(tx, id, person, &hash).await? {
            account::join(tx, org, id, person.role).await?;
            return Ok(id);
        }
    }
    store::member(tx, org, &person.email).await?.ok_or(Error::RealOrganisations)
}
