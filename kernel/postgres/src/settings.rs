//! The server's settings, written before each start.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::place::{PORT, Place};
use crate::{Durability, Error, Options, Result};

/// Writes the settings file, whole or not at all.
pub(crate) fn write(place: &Place, options: &Options) -> Result<()> {
    let path = place.config();
    let new = place.root.join("server.conf.new");
    fs::write(&new, text(place, options)).map_err(Error::io("write", &new))?;
    let_server_read(&new)?;
    fs::rename(&new, &path).map_err(Error::io("write", &path))?;
    let local = place.root.join("local.conf");
    if local.exists() {
        // PostgreSQL passes over a file it may not read, without a word to us.
        let_server_read(&local)?;
    }
    Ok(())
}

/// Opens a settings file to the server's user, whatever our umask is; it holds no secret.
fn let_server_read(file: &Path) -> Result<()> {
    fs::set_permissions(file, fs::Permissions::from_mode(0o644)).map_err(Error::io("set the mode of", file))
}

fn text(place: &Place, options: &Options) -> String {
    let run = quoted(&place.run.to_string_lossy());
    let name = quoted(&place.cluster_name());
    let local = quoted(&place.root.join("local.conf").to_string_lossy());
    let connections = options.max_connections;
    let shared = options.shared_buffers_mb;
    let durability = durability(options.durability);
    format!(
        "# Written by Plaza before each start. Your own settings go into local.conf beside this file.\n\
         listen_addresses = ''\n\
         port = {PORT}\n\
         unix_socket_directories = {run}\n\
         unix_socket_permissions = 0700\n\
         cluster_name = {name}\n\
         max_connections = {connections}\n\
         shared_buffers = {shared}MB\n\
         work_mem = 8MB\n\
         maintenance_work_mem = 128MB\n\
         effective_cache_size = 1GB\n\
         random_page_cost = 1.1\n\
         jit = off\n\
         timezone = 'UTC'\n\
         log_timezone = 'UTC'\n\
         {durability}\
         # To standard error, which is server.log. Neither statements nor the values of a\n\
         # violated key are written: they are people's.\n\
         log_destination = 'stderr'\n\
         logging_collector = off\n\
         log_line_prefix = '%m [%p] %d '\n\
         log_error_verbosity = terse\n\
         log_min_error_statement = panic\n\
         include_if_exists {local}\n"
    )
}

fn durability(durability: Durability) -> &'static str {
    match durability {
        Durability::Durable => {
            "fsync = on\n\
             synchronous_commit = on\n\
             full_page_writes = on\n\
             wal_compression = on\n\
             max_wal_size = 2GB\n"
        }
        Durability::Scratch => {
            "fsync = off\n\
             synchronous_commit = off\n\
             full_page_writes = off\n\
             wal_level = minimal\n\
             max_wal_senders = 0\n\
             checkpoint_timeout = 1h\n\
             max_wal_size = 1GB\n"
        }
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
