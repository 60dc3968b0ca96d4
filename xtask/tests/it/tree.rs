//! The workspace's own code, as syntax.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};

/// Whoever looks at texts in code, those in macros included.
pub trait Strings {
    fn see(&mut self, text: &str);

    fn see_tokens(&mut self, tokens: TokenStream) {
        let mut in_attribute = false;
        for token in tokens {
            match token {
                // What is written in a document or another attribute is no text of the code.
                TokenTree::Group(group) => {
                    if !std::mem::take(&mut in_attribute) {
                        self.see_tokens(group.stream());
                    }
                }
                TokenTree::Literal(literal) => {
                    if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                        self.see(&text.value());
                    }
                }
                TokenTree::Punct(mark) => in_attribute = mark.as_char() == '#' || in_attribute && mark.as_char() == '!',
                TokenTree::Ident(_) => {}
            }
        }
    }
}

/// The workspace's folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Names of the services.
pub fn services() -> Vec<String> {
    let folders =
        fs::read_dir(root().join("services")).unwrap().filter_map(Result::ok).filter(|entry| entry.path().is_dir());
    folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// A file as syntax.
pub fn parse(path: &Path) -> syn::File {
    let text = fs::read_to_string(path).unwrap();
    syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files of Rust under a folder that are no tests.
pub fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().filter_map(Result::ok) {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() && !["tests", "target", "testkit"].contains(&name.as_str()) {
            found.extend(sources(&path));
        } else if name.ends_with(".rs") && !name.ends_with("tests.rs") {
            found.push(path);
        }
    }
    found
}

/// Whether attributes say `#[cfg(test)]`.
pub fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        matches!(&attribute.meta, syn::Meta::List(list) if list.path.is_ident("cfg") && list.tokens.to_string() == "test")
    })
}
