use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use plaza_core::{Actor, Cx, Fault, OrgId, Result, Role, Roles, UserId};
use plaza_identity::{Claims, service};
use plaza_identity_api::{Identity, IdentityClient, MailLink, MailPurpose};
use plaza_settings_api::{OrgSettings, Settings, settings_router};
use plaza_testkit::stage::{Answer, Stage};
use serde_json::{Value, json};

/// A password that passes.
pub const PASSWORD: &str = "cuatro perros verdes";

/// Identity on a stage with an organisation in it.
pub struct World {
    pub stage: Stage,
    pub org: OrgId,
    pub settings: Arc<FakeSettings>,
}

/// Settings that give the role `client` to who registers, or are down.
#[derive(Default)]
pub struct FakeSettings {
    pub down: AtomicBool,
}

#[async_trait::async_trait]
impl Settings for FakeSettings {
    async fn settings(&self, _: &Cx, (): ()) -> Result<OrgSettings> {
        if self.down.load(Ordering::SeqCst) {
            return Err(Fault::internal());
        }
        Ok(OrgSettings { registration_role: Role::Client, ..OrgSettings::default() })
    }

    async fn feature(&self, _: &Cx, _: String) -> Result<bool> {
        Ok(false)
    }
}

impl World {
    pub async fn start() -> Self {
        Self::with(&[]).await
    }

    pub async fn with(config: &[(&str, &str)]) -> Self {
        let settings = Arc::new(FakeSettings::default());
        let mut builder = Stage::of(service()).fake("settings", settings_router(settings.clone()));
        for (name, value) in config {
            builder = builder.config(name, value);
        }
        let stage = builder.start().await;
        let org = add_org(&stage, "casa-norte").await;
        Self { stage, org, settings }
    }

    /// Nobody, looking at the organisation.
    pub fn visitor(&self) -> Cx {
        plaza_testkit::people::visitor(self.org)
    }

    pub fn identity(&self) -> IdentityClient {
        self.stage.client()
    }

    pub async fn add_org(&self, slug: &str) -> OrgId {
        add_org(&self.stage, slug).await
    }

    pub async fn user(&self, email: &str) -> UserId {
        sqlx::query_scalar("SELECT id FROM users WHERE lower(email) = lower($1)")
            .bind(email)
            .fetch_one(self.stage.pool())
            .await
            .unwrap()
    }

    /// The secret that a mail would carry.
    pub async fn secret(&self, email: &str, purpose: MailPurpose) -> Option<String> {
        let user = self.user(email).await;
        let cx = Cx::service("notifications", None);
        self.identity().mail_link(&cx, MailLink { user, purpose }).await.unwrap().map(|secret| secret.token)
    }

    pub async fn register_in(&self, cx: &Cx, email: &str) -> Answer {
        let body = json!({ "email": email, "password": PASSWORD, "name": "Ana García" });
        self.stage.post(cx, "/auth/register", body).await
    }

    /// Registers in the organisation and verifies.
    pub async fn person(&self, email: &str) -> UserId {
        self.person_in(&self.visitor(), email).await
    }

    pub async fn person_in(&self, cx: &Cx, email: &str) -> UserId {
        self.register_in(cx, email).await.expect(202);
        let token = self.secret(email, MailPurpose::Verify).await.unwrap();
        self.stage.post(cx, "/auth/verify", json!({ "token": token })).await.expect(200);
        self.user(email).await
    }

    pub async fn try_login(&self, email: &str, password: &str) -> Answer {
        self.stage.post(&self.visitor(), "/auth/login", json!({ "email": email, "password": password })).await
    }

    pub async fn login(&self, email: &str) -> Value {
        self.try_login(email, PASSWORD).await.expect(200)
    }

    pub async fn refresh(&self, token: &str) -> Answer {
        self.stage.post(&self.visitor(), "/auth/refresh", json!({ "refreshToken": token })).await
    }

    /// What an access token says; its signature is the keys' test.
    pub fn claims(&self, tokens: &Value) -> Claims {
        jsonwebtoken::dangerous::insecure_decode::<Claims>(tokens["accessToken"].as_str().unwrap()).unwrap().claims
    }

    /// The context the gateway makes of an access token.
    pub fn cx(&self, tokens: &Value) -> Cx {
        let claims = self.claims(tokens);
        let actor = Actor::User { id: claims.sub, session: claims.sid };
        Cx { actor, org: claims.org, roles: Roles(claims.roles), ..Cx::anonymous() }
    }

    pub async fn give_roles(&self, org: OrgId, user: UserId, roles: &[&str]) {
        sqlx::query(
            "INSERT INTO memberships (org_id, user_id, roles, created_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (org_id, user_id) DO UPDATE SET roles = $3",
        )
        .bind(org)
        .bind(user)
        .bind(roles.iter().map(|role| (*role).to_owned()).collect::<Vec<_>>())
        .bind(self.stage.clock.now())
        .execute(self.stage.pool())
        .await
        .unwrap();
    }

    pub async fn count(&self, kind: &str) -> usize {
        self.stage.published().await.iter().filter(|one| *one == kind).count()
    }
}

async fn add_org(stage: &Stage, slug: &str) -> OrgId {
    let org = OrgId::new();
    sqlx::query("INSERT INTO organisations (id, slug, name, created_at) VALUES ($1, $2, $2, $3)")
        .bind(org)
        .bind(slug)
        .bind(stage.clock.now())
        .execute(stage.pool())
        .await
        .unwrap();
    org
}
