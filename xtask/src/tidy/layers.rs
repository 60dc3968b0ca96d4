//! Who may depend on whom, read from `cargo metadata`.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, ensure};
use serde::Deserialize;

use super::Breach;

/// The crates of the workspace.
#[derive(Debug, Deserialize)]
pub struct Workspace {
    pub packages: Vec<Package>,
    pub workspace_root: String,
}

/// One crate.
#[derive(Debug, Deserialize)]
pub struct Package {
    pub name: String,
    pub manifest_path: String,
    pub dependencies: Vec<Dependency>,
}

/// What a crate depends on.
#[derive(Debug, Deserialize)]
pub struct Dependency {
    pub name: String,
    /// Nothing for a normal one, else "dev" or "build".
    pub kind: Option<String>,
    pub optional: bool,
}

/// Where a crate belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layer {
    Core,
    Kernel,
    Api,
    /// A service as it is played in the tests of others.
    Played,
    Service,
    /// The gateway, the binary, the journeys and the tasks: they may see everything.
    Top,
}

/// Reads the workspace's crates, without their dependencies' own.
pub fn read(root: &Path) -> anyhow::Result<Workspace> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(root)
        .output()
        .context("cannot run cargo metadata")?;
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "cargo metadata failed: {errors}");
    serde_json::from_slice(&output.stdout).context("cargo metadata answered something else")
}

pub fn check(workspace: &Workspace) -> Vec<Breach> {
    let of_layer = |wanted: &[Layer]| -> BTreeSet<&str> {
        let packages = workspace.packages.iter();
        packages
            .filter(|package| wanted.contains(&layer(workspace, package)))
            .map(|package| package.name.as_str())
            .collect()
    };
    let services = of_layer(&[Layer::Service]);
    let services_and_apis = of_layer(&[Layer::Service, Layer::Api, Layer::Played]);
    let played = of_layer(&[Layer::Played]);
    let mut breaches = Vec::new();
    for package in &workspace.packages {
        let layer = layer(workspace, package);
        for dependency in &package.dependencies {
            let name = dependency.name.as_str();
            let message = match layer {
                Layer::Core if is_heavy(dependency) => {
                    format!("the core is pure: `{name}` must be optional or go")
                }
                Layer::Core | Layer::Kernel if services_and_apis.contains(name) => {
                    format!("the kernel knows no service: drop `{name}`")
                }
                _ if played.contains(name) && dependency.kind.as_deref() != Some("dev") => {
                    format!("`{name}` is for tests: make it a dev-dependency")
                }
                Layer::Api | Layer::Played if services.contains(name) => {
                    format!("a contract depends on no service: use `{name}-api`, or move the type")
                }
                Layer::Service if services.contains(name) => {
                    format!("a service depends on another's contract only: use `{name}-api`")
                }
                _ => continue,
            };
            let path = relative(workspace, package).to_owned();
            breaches.push(Breach { path, line: 0, message });
        }
    }
    breaches
}

fn layer(workspace: &Workspace, package: &Package) -> Layer {
    let path = relative(workspace, package);
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["kernel", "core", _] => Layer::Core,
        ["kernel", ..] => Layer::Kernel,
        ["services", _, "api", _] => Layer::Api,
        ["services", _, "played", _] => Layer::Played,
        ["services", ..] => Layer::Service,
        _ => Layer::Top,
    }
}

fn relative<'a>(workspace: &Workspace, package: &'a Package) -> &'a str {
    let path = package.manifest_path.as_str();
    path.strip_prefix(workspace.workspace_root.as_str()).unwrap_or(path).trim_start_matches('/')
}

/// Whether a dependency brings I/O or a framework to who does not ask for it.
fn is_heavy(dependency: &Dependency) -> bool {
    let normal = dependency.kind.is_none();
    match dependency.name.as_str() {
        "tokio" | "axum" | "hyper" | "reqwest" => normal,
        "sqlx" | "utoipa" => normal && !dependency.optional,
        _ => false,
    }
}
