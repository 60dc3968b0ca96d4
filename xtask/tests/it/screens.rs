//! The index of the web app's pictures: each that it shows is there, and each that is there is shown.

use std::collections::BTreeSet;
use std::fs;

use crate::tree;

#[test]
fn the_index_shows_every_picture_and_no_other() {
    let folder = tree::root().join("docs/screens");
    let text = fs::read_to_string(folder.join("README.md")).unwrap();
    let shown: BTreeSet<String> =
        text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).map(str::to_owned).collect();
    let kept: BTreeSet<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "README.md")
        .collect();
    assert_eq!(shown, kept);
}
