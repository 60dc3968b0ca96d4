use serde_json::{Value, json};
use uuid::Uuid;

use crate::{Api, Deployment, until};

/// The password of everybody in the journeys.
pub const PASSWORD: &str = "correct horse battery";

/// A signed-in person.
#[derive(Clone)]
pub struct Person {
    /// A client that sends the person's token.
    pub api: Api,
    /// Mail address.
    pub email: String,
    /// The account.
    pub id: String,
    /// The tokens of the last sign-in.
    pub tokens: Value,
}

impl Person {
    /// Registers somebody, in an organisation when `api` names one; verifies from the mail; signs in.
    ///
    /// # Panics
    /// When a step is refused or the mail does not come.
    pub async fn register_verified(deployment: &Deployment, api: &Api, name: &str) -> Self {
        let address = format!(
            "{}-{}@example.org",
            name.to_lowercase().replace(' ', "."),
            &Uuid::new_v4().simple().to_string()[..8]
        );
        api.post("/auth/register", json!({ "email": address, "password": PASSWORD, "name": name })).await.expect(202);
        let mail = deployment.mailbox.wait(&address, "the link that verifies", |mail| mail.token().is_some()).await;
        let token = mail.token().unwrap_or_default();
        api.post("/auth/verify", json!({ "token": token })).await.expect(200);
        Self::login(api, &address).await
    }

    /// Signs in.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn login(api: &Api, email: &str) -> Self {
        let tokens = api.post("/auth/login", json!({ "email": email, "password": PASSWORD })).await.expect(200);
        let api = api.with_token(tokens["accessToken"].as_str().unwrap_or_default());
        let profile = api.get("/users/profile").await.expect(200);
        Self { api, email: email.to_owned(), id: text(&profile["id"]), tokens }
    }

    /// Registers somebody who makes an organisation and signs in as its admin; answers it too.
    ///
    /// # Panics
    /// When a step is refused.
    pub async fn admin_of_new_org(deployment: &Deployment, api: &Api, name: &str) -> (Self, Value) {
        let founder = Self::register_verified(deployment, api, name).await;
        let slug = format!("o{}", &Uuid::new_v4().simple().to_string()[..12]);
        let org = founder
            .api
            .post("/organisations", json!({ "name": format!("{name}'s places"), "slug": slug }))
            .await
            .expect(201);
        let tokens = founder.api.post("/auth/switch", json!({ "organisation": slug })).await.expect(200);
        let api = api.with_token(tokens["accessToken"].as_str().unwrap_or_default());
        // Gateways remember what a slug and the default organisation are; another process may still have to hear of it.
        until("the new organisation", async || {
            (api.get("/organisations/current").await.body["id"] == org["id"]).then_some(())
        })
        .await;
        (Self { api, tokens, ..founder }, org)
    }

    /// The same person with other roles, which count from the next token on.
    ///
    /// # Panics
    /// When the admin may not.
    pub async fn with_roles(&self, admin: &Self, visitor: &Api, roles: &[&str]) -> Self {
        admin.api.put(&format!("/users/{}/roles", self.id), json!({ "roles": roles })).await.expect(200);
        Self::login(visitor, &self.email).await
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
