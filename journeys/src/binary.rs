use std::path::PathBuf;

/// Names another `plaza` than the one that was built beside the tests.
const OVERRIDE: &str = "PLAZA_TEST_BINARY";

/// The `plaza` binary of this build: two folders above the test's own.
///
/// # Panics
/// When it has not been built; says how to.
pub(crate) fn plaza() -> PathBuf {
    if let Some(named) = std::env::var_os(OVERRIDE) {
        return named.into();
    }
    let own = std::env::current_exe().expect("a test has a path");
    let folder = own.parent().and_then(|deps| deps.parent()).expect("tests live in target/<profile>/deps");
    let plaza = folder.join("plaza");
    assert!(
        plaza.is_file(),
        "{} is not there: run 'cargo build -p plaza', or the tests by 'cargo xtask test'",
        plaza.display()
    );
    plaza
}
