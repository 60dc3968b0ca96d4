use anyhow::Context;
use serde_json::json;

use crate::http::Http;
use crate::server::Server;

/// How many resources there are.
pub(crate) const RESOURCES: usize = 500;

/// What is measured on: five hundred free resources of one place that never closes.
pub(crate) struct World {
    pub(crate) token: String,
    pub(crate) org: String,
    pub(crate) user: String,
    pub(crate) location: String,
    /// Resource and its one unit.
    pub(crate) resources: Vec<(String, uuid::Uuid)>,
}

impl World {
    pub(crate) async fn make(server: &Server) -> anyhow::Result<Self> {
        let logins = server.demo()?;
        let admin = logins
            .as_array()
            .and_then(|all| all.iter().find(|login| login["role"] == "admin"))
            .context("the demo has an admin")?;
        let mut http = Http::connect(&server.address).await?;
        let login = json!({ "email": admin["email"], "password": admin["password"] });
        let token = text(&http.post("/api/v1/auth/login", "", None, &login).await?.expect(200)?["accessToken"])?;
        let user = text(&http.get("/api/v1/users/profile", &token).await?.expect(200)?["id"])?;
        let place = json!({
            "name": "Bench", "address": { "line1": "1", "city": "Valencia", "country": "ES" },
            "latitude": 39.47, "longitude": -0.37, "timeZone": "UTC"
        });
        let location = text(&http.post("/api/v1/locations", &token, None, &place).await?.expect(201)?["id"])?;
        let mut resources = Vec::new();
        let mut org = String::new();
        for number in 0..RESOURCES {
            let body = json!({
                "locationId": location, "kind": "room", "name": format!("Bench {number}"), "capacity": 4, "units": 1,
                "rules": { "minMinutes": 15, "maxMinutes": 240, "granularityMinutes": 15, "horizonDays": 730 }, "audience": "everyone"
            });
            let made = http.post("/api/v1/resources", &token, None, &body).await?.expect(201)?;
            let unit = made["units"][0]["id"].as_str().context("a unit")?.parse()?;
            resources.push((text(&made["id"])?, unit));
            if org.is_empty() {
                let id: uuid::Uuid =
                    text(&http.get("/api/v1/organisations/current", &token).await?.expect(200)?["id"])?.parse()?;
                org = id.to_string();
            }
        }
        Ok(Self { token, org, user, location, resources })
    }
}

fn text(value: &serde_json::Value) -> anyhow::Result<String> {
    Ok(value.as_str().context("a text was expected")?.to_owned())
}
