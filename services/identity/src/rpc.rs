//! What other services ask of identity.

use plaza_core::{Actor, Cx, Instant, Result, Role, Roles, UserId};
use plaza_identity_api::{DemoOrg, Identity, MailLink, MailSecret, OrgCard, OrgRef, SeedDemo, UserCard};
use serde_json::Value;
use uuid::Uuid;

use crate::account::Account;
use crate::app::App;
use crate::{demo, mail, organisations, people, sessions};

#[async_trait::async_trait]
impl Identity for App {
    async fn jwks(&self, _: &Cx, (): ()) -> Result<Value> {
        Ok(self.keys.set(&self.db).await?)
    }

    async fn organisation(&self, _: &Cx, wanted: OrgRef) -> Result<Option<OrgCard>> {
        Ok(organisations::query::find(self, &wanted).await?)
    }

    // A service on its own account may mail anybody; on a person's behalf it sees that person's organisation.
    async fn users(&self, cx: &Cx, ids: Vec<UserId>) -> Result<Vec<UserCard>> {
        let org = if matches!(cx.actor, Actor::User { .. }) { Some(cx.org()?) } else { None };
        let found = people::store::cards(self.db.pool(), &ids, org).await?;
        Ok(found.into_iter().map(card).collect())
    }

    async fn people_with_role(&self, cx: &Cx, role: Role) -> Result<Vec<UserId>> {
        Ok(people::store::with_role(self.db.pool(), cx.org()?, role).await?)
    }

    async fn roles(&self, cx: &Cx, who: UserId) -> Result<Option<Roles>> {
        Ok(people::store::roles(self.db.pool(), cx.org()?, who).await?)
    }

    async fn mail_link(&self, cx: &Cx, request: MailLink) -> Result<Option<MailSecret>> {
        Ok(mail::command::link(self, cx, &request).await?)
    }

    async fn revoked_sessions(&self, _: &Cx, since: Instant) -> Result<Vec<Uuid>> {
        Ok(sessions::store::revoked_since(self.db.pool(), since).await?)
    }

    async fn seed_demo(&self, cx: &Cx, request: SeedDemo) -> Result<DemoOrg> {
        Ok(demo::command::seed(self, cx, &request).await?)
    }
}

fn card(account: Account) -> UserCard {
    UserCard {
        locale: account.locale(),
        verified: account.verified_at.is_some(),
        id: account.id,
        email: account.email,
        name: account.name,
    }
}
