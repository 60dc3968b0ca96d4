//! A new build of the page is a new build of this crate.

fn main() {
    println!("cargo:rerun-if-changed=../dist");
}
