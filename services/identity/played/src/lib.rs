//! The identity service, played for the tests of others: it knows whom a test tells it of.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use plaza_core::{Cx, Fault, Instant, Locale, OrgId, Result, Role, Roles, UserId};
use plaza_identity_api::{DemoOrg, Identity, MailLink, MailSecret, OrgCard, OrgRef, SeedDemo, UserCard};
use serde_json::Value;
use uuid::Uuid;

/// Until when a secret of a mail is good: two days after the stage's clock begins.
const GOOD_UNTIL: &str = "2026-03-04T09:00:00Z";

/// Identity as a test wants it. By itself it knows nobody; what it knows may change while the test runs.
#[derive(Default)]
pub struct PlayedIdentity {
    /// Name and address of whoever is not listed.
    everybody: Option<(String, String)>,
    /// People who are known by a card of their own.
    pub people: Mutex<Vec<UserCard>>,
    /// People who are not known, even if everybody else is.
    pub strangers: Mutex<Vec<UserId>>,
    /// The organisations; the first is the installation's default.
    pub orgs: Mutex<Vec<OrgCard>>,
    /// What people are in an organisation, where a test says so.
    pub roles: Mutex<HashMap<(OrgId, UserId), Roles>>,
    /// How many secrets for mails it gave out; the last was `secret+<this>`.
    pub secrets: Mutex<u32>,
    /// While true, it does not answer.
    pub away: Mutex<bool>,
}

impl PlayedIdentity {
    /// Knows everybody by one name and address: proved, and reading Spanish.
    pub fn everybody(name: &str, email: &str) -> Self {
        Self { everybody: Some((name.to_owned(), email.to_owned())), ..Self::default() }
    }

    /// From now on somebody has these roles.
    pub fn set_roles(&self, org: OrgId, who: UserId, now: &[Role]) {
        held(&self.roles).insert((org, who), Roles(now.to_vec()));
    }

    fn person(&self, id: UserId) -> Option<UserCard> {
        if held(&self.strangers).contains(&id) {
            return None;
        }
        let listed = held(&self.people).iter().find(|person| person.id == id).cloned();
        let card = |(name, email): (String, String)| UserCard { id, email, name, locale: Locale::Es, verified: true };
        listed.or_else(|| self.everybody.clone().map(card))
    }

    fn answers(&self) -> Result<()> {
        if *held(&self.away) {
            return Err(Fault::unavailable("service.unreachable", "The identity service cannot be reached just now."));
        }
        Ok(())
    }
}

#[async_trait]
impl Identity for PlayedIdentity {
    async fn jwks(&self, _: &Cx, (): ()) -> Result<Value> {
        Err(Fault::internal())
    }

    async fn organisation(&self, _: &Cx, wanted: OrgRef) -> Result<Option<OrgCard>> {
        self.answers()?;
        let orgs = held(&self.orgs);
        Ok(match wanted {
            OrgRef::Id(id) => orgs.iter().find(|org| org.id == id).cloned(),
            OrgRef::Slug(slug) => orgs.iter().find(|org| org.slug == slug).cloned(),
            OrgRef::Default => orgs.first().cloned(),
        })
    }

    async fn users(&self, _: &Cx, ids: Vec<UserId>) -> Result<Vec<UserCard>> {
        self.answers()?;
        Ok(ids.into_iter().filter_map(|id| self.person(id)).collect())
    }

    async fn people_with_role(&self, _: &Cx, _: Role) -> Result<Vec<UserId>> {
        self.answers()?;
        Ok(Vec::new())
    }

    async fn roles(&self, cx: &Cx, who: UserId) -> Result<Option<Roles>> {
        self.answers()?;
        Ok(held(&self.roles).get(&(cx.org()?, who)).cloned())
    }

    /// Whoever has proved their address needs no secret.
    async fn mail_link(&self, _: &Cx, asked: MailLink) -> Result<Option<MailSecret>> {
        self.answers()?;
        if self.person(asked.user).is_none_or(|person| person.verified) {
            return Ok(None);
        }
        let expires_at = GOOD_UNTIL.parse().map_err(|_| Fault::internal())?;
        let mut given = held(&self.secrets);
        *given += 1;
        Ok(Some(MailSecret { token: format!("secret+{given}"), expires_at }))
    }

    async fn revoked_sessions(&self, _: &Cx, _: Instant) -> Result<Vec<Uuid>> {
        self.answers()?;
        Ok(Vec::new())
    }

    async fn seed_demo(&self, _: &Cx, _: SeedDemo) -> Result<DemoOrg> {
        Err(Fault::internal())
    }
}

/// A test that failed while it held a list is told by that test.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
