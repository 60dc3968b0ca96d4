//! Creating a cluster, once, whole or not at all.

use std::fs::{self, File};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use rustix::process::Signal;

use crate::binaries::Binaries;
use crate::place::Place;
use crate::spawn;
use crate::{Durability, Error, Options, Result};

/// The name of a cluster that is being created begins with it.
const UNFINISHED: &str = "data.new-";

/// The database superuser, who is the only user.
pub(crate) const USER: &str = "plaza";

/// Creates the cluster unless it is there.
///
/// It is made beside its final place and renamed, so that a crash never leaves
/// a half cluster that looks like a whole one.
pub(crate) fn create_if_missing(place: &Place, binaries: &Binaries, options: &Options) -> Result<()> {
    if place.cluster_version().is_some() {
        return Ok(());
    }
    remove_unfinished(&place.root);
    // A name of its own: the `initdb` of a process that died may still be writing.
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("{UNFINISHED}{}-{count}", std::process::id());
    let new = place.root.join(name);
    let mut failure = None;
    for locale in locales(binaries.major) {
        fs::create_dir(&new).map_err(Error::io("create", &new))?;
        place.account.take(&new)?;
        match initdb(place, binaries, options, &new, locale) {
            Ok(()) => return finish(place, &new),
            Err(e) => failure = Some(e),
        }
        fs::remove_dir_all(&new).map_err(Error::io("remove", &new))?;
    }
    Err(failure.unwrap_or(Error::Ended))
}

/// The ways to ask for plain code-point order in UTF-8, the best first.
fn locales(major: u32) -> Vec<&'static [&'static str]> {
    let builtin: &[&str] = &["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
    let mut ways: Vec<&[&str]> = vec![&["--locale=C.UTF-8"], &["--locale=C"]];
    if major >= 17 {
        ways.insert(0, builtin);
    }
    ways
}

fn initdb(place: &Place, binaries: &Binaries, options: &Options, new: &Path, locale: &[&str]) -> Result<()> {
    let program = binaries.initdb();
    let mut command = spawn::command(&program, &place.account, Signal::KILL);
    command
        .arg("-D")
        .arg(new)
        .args(["-U", USER, "-E", "UTF8", "--lc-messages=C"])
        .args(["--auth-local=trust", "--auth-host=reject"])
        .args(["--data-checksums", "--no-instructions"])
        .args(locale);
    if options.durability == Durability::Scratch {
        command.arg("--no-sync");
    }
    let output = command.output().map_err(Error::io("run", &program))?;
    if output.status.success() {
        return Ok(());
    }
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    Err(Error::Program { program: program.display().to_string(), output: text })
}

fn finish(place: &Place, new: &Path) -> Result<()> {
    let data = place.data();
    fs::rename(new, &data).map_err(Error::io("create", &data))?;
    // The rename itself must survive the loss of power, too.
    let synced = File::open(&place.root).and_then(|folder| folder.sync_all());
    synced.map_err(Error::io("sync", &place.root))
}

fn remove_unfinished(root: &Path) {
    let Ok(entries) = fs::read_dir(root) else {
        return;
    };
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
            // What cannot be removed is in nobody's way; the next creation tries again.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
