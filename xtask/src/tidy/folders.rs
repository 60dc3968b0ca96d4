//! Rules about folders: what each service has, and how decisions are numbered.

use std::fs;
use std::path::Path;

use anyhow::Context;

use super::Breach;

/// The files at the top of every service, so that each is read in the same order.
const OF_A_SERVICE: &[&str] = &["app.rs", "config.rs", "error.rs", "http.rs", "lib.rs"];

pub fn check(root: &Path) -> anyhow::Result<Vec<Breach>> {
    let mut breaches = Vec::new();
    for service in names(&root.join("services"))? {
        for file in OF_A_SERVICE {
            let path = format!("services/{service}/src/{file}");
            if !root.join(&path).exists() {
                let message = "every service has this file".to_owned();
                breaches.push(Breach { path, line: 0, message });
            }
        }
    }
    let decisions = names(&root.join("docs/decisions"))?;
    breaches.extend(numbering(&decisions));
    Ok(breaches)
}

/// Decisions are `0001-what.md` and on, without gaps or repeats.
pub fn numbering(names: &[String]) -> Vec<Breach> {
    let mut names: Vec<&String> = names.iter().filter(|name| *name != "README.md").collect();
    names.sort();
    let mut breaches = Vec::new();
    for (index, name) in names.into_iter().enumerate() {
        let expected = format!("{:04}-", index + 1);
        if !name.starts_with(&expected) || !name.ends_with(".md") {
            let path = format!("docs/decisions/{name}");
            let message = format!("decisions are numbered without gaps: `{expected}….md` is next");
            breaches.push(Breach { path, line: 0, message });
            break;
        }
    }
    breaches
}

fn names(folder: &Path) -> anyhow::Result<Vec<String>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}
