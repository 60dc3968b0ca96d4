//! Ports for processes that tests start.

use std::fs::{self, File};
use std::net::TcpListener;
use std::sync::{Mutex, PoisonError};

/// Below those that the system gives to whoever connects somewhere: between choosing and listening, none of these is taken
/// by chance.
const FIRST: u16 = 20_000;
const MANY: u16 = 12_000;

/// The locks of the ports given out; they last as long as the test's process.
static GIVEN: Mutex<Vec<File>> = Mutex::new(Vec::new());

/// A loopback address nobody listens on, and that no other test is given.
///
/// # Panics
/// When none is free.
pub fn free_address() -> String {
    let folder = std::env::temp_dir().join("plaza-test-ports");
    fs::create_dir_all(&folder).expect("a folder for the locks of ports");
    let start = (std::process::id() as u16).wrapping_mul(61) % MANY;
    for offset in 0..MANY {
        let port = FIRST + (start + offset) % MANY;
        // The folder is everybody's of the machine: another user's lock can be had, and not be written.
        let path = folder.join(port.to_string());
        let Ok(lock) = File::create(&path).or_else(|_| File::open(&path)) else { continue };
        let address = format!("127.0.0.1:{port}");
        if lock.try_lock().is_ok() && TcpListener::bind(&address).is_ok() {
            GIVEN.lock().unwrap_or_else(PoisonError::into_inner).push(lock);
            return address;
        }
    }
    panic!("no port from {FIRST} on is free");
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_address_is_given_twice() {
        let given: HashSet<String> = (0..50).map(|_| free_address()).collect();
        assert_eq!(given.len(), 50);
    }
}
