//! Rules about Rust as syntax: the length of functions, and what may panic.

use std::collections::BTreeSet;

use anyhow::Context;
use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use super::{Breach, Source};

/// The most lines a function may have, from its name to its last brace.
const LONGEST_FUNCTION: usize = 60;

/// Methods that panic.
const PANICKING_METHODS: &[&str] = &["unwrap", "expect", "unwrap_err", "expect_err"];

/// Macros that panic or leave work undone.
const PANICKING_MACROS: &[&str] = &["panic", "todo", "unimplemented"];

pub fn check(source: &Source) -> anyhow::Result<Vec<Breach>> {
    if source.is_test() || source.path.ends_with(".gen.rs") {
        return Ok(Vec::new());
    }
    let file = syn::parse_file(&source.text).with_context(|| source.path.clone())?;
    let mut reader = Reader { path: &source.path, breaches: Vec::new() };
    reader.visit_file(&file);
    Ok(reader.breaches)
}

/// The files of modules that other files declare under `#[cfg(test)]`.
pub fn declared_for_tests(sources: &[Source]) -> anyhow::Result<BTreeSet<String>> {
    let mut files = BTreeSet::new();
    for source in sources.iter().filter(|source| source.path.ends_with(".rs")) {
        if !source.text.contains("cfg(test)") {
            continue;
        }
        let file = syn::parse_file(&source.text).with_context(|| source.path.clone())?;
        for item in &file.items {
            if let syn::Item::Mod(module) = item
                && module.content.is_none()
                && only_for_tests(&module.attrs)
            {
                files.extend(files_of(&source.path, module));
            }
        }
    }
    Ok(files)
}

/// Where the file of a declared module may be.
fn files_of(declared_in: &str, module: &syn::ItemMod) -> Vec<String> {
    let (folder, file) = declared_in.rsplit_once('/').unwrap_or(("", declared_in));
    let chosen = module.attrs.iter().find_map(|attribute| match &attribute.meta {
        syn::Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(path), .. }) => Some(path.value()),
            _ => None,
        },
        _ => None,
    });
    if let Some(path) = chosen {
        return vec![format!("{folder}/{path}")];
    }
    let name = &module.ident;
    let inner = match file {
        "lib.rs" | "main.rs" | "mod.rs" => folder.to_owned(),
        _ => format!("{folder}/{}", file.trim_end_matches(".rs")),
    };
    vec![format!("{inner}/{name}.rs"), format!("{inner}/{name}/mod.rs")]
}

struct Reader<'a> {
    path: &'a str,
    breaches: Vec<Breach>,
}

impl Reader<'_> {
    fn breach(&mut self, span: Span, message: String) {
        let path = self.path.to_owned();
        let line = span.start().line;
        self.breaches.push(Breach { path, line, message });
    }

    fn measure(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let first = signature.span().start().line;
        let last = block.span().end().line;
        let lines = last + 1 - first;
        if lines > LONGEST_FUNCTION {
            let name = &signature.ident;
            let message = format!("`{name}` has {lines} lines; {LONGEST_FUNCTION} is the most");
            self.breach(signature.span(), message);
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !only_for_tests(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        if !only_for_tests(&function.attrs) {
            self.measure(&function.sig, &function.block);
            visit::visit_item_fn(self, function);
        }
    }

    fn visit_item_impl(&mut self, block: &'ast syn::ItemImpl) {
        if !only_for_tests(&block.attrs) {
            visit::visit_item_impl(self, block);
        }
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        if !only_for_tests(&function.attrs) {
            self.measure(&function.sig, &function.block);
            visit::visit_impl_item_fn(self, function);
        }
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        if let Some(block) = &function.default {
            self.measure(&function.sig, block);
        }
        visit::visit_trait_item_fn(self, function);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let name = call.method.to_string();
        if PANICKING_METHODS.contains(&name.as_str()) {
            self.breach(call.method.span(), format!("`{name}` panics; answer with an error"));
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, invoked: &'ast syn::Macro) {
        let Some(last) = invoked.path.segments.last() else {
            return;
        };
        let name = last.ident.to_string();
        if PANICKING_MACROS.contains(&name.as_str()) {
            self.breach(invoked.path.span(), format!("`{name}!` panics; answer with an error"));
        }
    }
}

/// Whether attributes say `#[cfg(test)]` or `#[test]`, of whichever runtime.
fn only_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        syn::Meta::List(list) if list.path.is_ident("cfg") => list.tokens.to_string() == "test",
        meta => meta.path().segments.last().is_some_and(|last| last.ident == "test"),
    })
}
