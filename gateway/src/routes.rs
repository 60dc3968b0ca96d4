//! Which service answers a path, read from the services' OpenAPI documents.

use anyhow::Context;
use matchit::Router;
use plaza_service::Service;

/// Other spellings of the seeds (decision X3), without version: alias, then ours.
const ALIASES: [(&str, &str); 4] = [
    ("/users/me", "/users/profile"),
    ("/payment", "/payments"),
    ("/notify", "/notifications"),
    ("/rooms", "/resources"),
];

/// Where a request goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The service.
    pub service: &'static str,
    /// The operation's path as documented, for limits and metrics.
    pub template: String,
}

/// The routes of every service.
pub struct Routes(Router<Route>);

impl Routes {
    /// Reads the documents.
    ///
    /// # Errors
    /// When two services document the same path.
    pub fn of(services: &[Service]) -> anyhow::Result<Self> {
        let mut router = Router::new();
        for service in services {
            for template in (service.openapi)().paths.paths.keys() {
                let route = Route { service: service.name, template: template.clone() };
                router
                    .insert(template.clone(), route)
                    .with_context(|| format!("{} documents {template}, which another service has", service.name))?;
            }
        }
        Ok(Self(router))
    }

    /// The route of a path without version.
    pub fn find(&self, path: &str) -> Option<&Route> {
        self.0.at(path).ok().map(|found| found.value)
    }
}

/// The path without version, its alias replaced: `/api/v1/users/me` and `/v1/users/me` are `/users/profile`. None for what is no API path.
pub fn canonical(path: &str) -> Option<String> {
    let rest =
        ["/api/v1", "/v1"].iter().find_map(|prefix| path.strip_prefix(prefix)).filter(|rest| rest.starts_with('/'))?;
    let swap = |(alias, ours): &(&str, &str)| {
        rest.strip_prefix(alias)
            .filter(|tail| tail.is_empty() || tail.starts_with('/'))
            .map(|tail| format!("{ours}{tail}"))
    };
    Some(ALIASES.iter().find_map(swap).unwrap_or_else(|| rest.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn every_spelling_comes_to_one_path() {
        for (given, ours) in [
            ("/api/v1/bookings", "/bookings"),
            ("/v1/users/profile", "/users/profile"),
            ("/api/v1/users/me", "/users/profile"),
            ("/api/v1/users/meat", "/users/meat"),
            ("/v1/payment/webhook", "/payments/webhook"),
            ("/api/v1/notify/preferences", "/notifications/preferences"),
        ] {
            assert_eq!(canonical(given).as_deref(), Some(ours));
        }
        assert_eq!(canonical("/index.html"), None);
        assert_eq!(canonical("/api/v10/x"), None);
    }
}
