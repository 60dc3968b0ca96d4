//! `docs/errors.md` lists every stable code in the tree, with the status it comes with, and no code that is gone.

use std::collections::BTreeMap;
use std::fs;

use syn::visit::{self, Visit};

use crate::tree::{self, Strings};

/// What stands before the dot of a code, besides the names of services.
const FAMILIES: &[&str] = &[
    "auth",
    "database",
    "event",
    "gateway",
    "idempotency",
    "internal",
    "operations",
    "org",
    "request",
    "rpc",
    "sandbox",
    "service",
    "ws",
];

/// Texts of a code's form that are none.
const NOT_CODES: &[&str] = &[
    // a setting's key
    "notifications.smtp_host",
    // the reason in a booking's history
    "bookings.given_back",
    "bookings.rescheduled",
];

/// Codes that the code puts together, so that they are nowhere in it as they are.
const PUT_TOGETHER: &[&str] = &[
    "internal",
    "payments.card_declined",
    "payments.insufficient_funds",
    "payments.no_such_history",
    "payments.no_such_payout",
    "payments.no_such_payout_account",
    "payments.no_such_plan",
    "payments.no_such_subscription",
    "payments.second_factor_failed",
    "payments.unknown_token",
];

/// Statuses of the constructors and kinds of `plaza_core::Fault`.
const STATUSES: &[(&str, u16)] = &[
    ("conflict", 409),
    ("forbidden", 403),
    ("not_found", 404),
    ("refused", 422),
    ("unauthenticated", 401),
    ("unavailable", 503),
    ("Conflict", 409),
    ("Forbidden", 403),
    ("Internal", 500),
    ("Invalid", 400),
    ("NotFound", 404),
    ("PaymentRequired", 402),
    ("RateLimited", 429),
    ("Refused", 422),
    ("Timeout", 504),
    ("TooLarge", 413),
    ("Unauthenticated", 401),
    ("Unavailable", 503),
];

/// Where a code is, and its status where the place tells it.
#[derive(Debug, Default)]
struct Known {
    place: String,
    statuses: Vec<u16>,
}

#[test]
fn every_code_is_documented_with_its_status_and_none_is_gone() {
    let codes = codes_of_the_tree();
    let documented = documented();
    let missing: Vec<String> = codes
        .iter()
        .filter(|(code, _)| !documented.contains_key(*code))
        .map(|(code, known)| format!("{code} ({})", known.place))
        .collect();
    assert!(missing.is_empty(), "add to docs/errors.md, or to NOT_CODES here what is no code: {missing:#?}");
    let gone: Vec<&String> =
        documented.keys().filter(|code| !codes.contains_key(*code) && !PUT_TOGETHER.contains(&code.as_str())).collect();
    assert!(gone.is_empty(), "take out of docs/errors.md: {gone:#?}");
    for (code, known) in &codes {
        for status in &known.statuses {
            assert!(
                documented[code].contains(status),
                "docs/errors.md says {:?} of {code}; {} answers {status}",
                documented[code],
                known.place
            );
        }
    }
}

/// Codes and statuses of the table's rows: `| code | status | ... |`.
fn documented() -> BTreeMap<String, Vec<u16>> {
    let text = fs::read_to_string(tree::root().join("docs/errors.md")).unwrap();
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.filter_map(|row| {
        let (code, rest) = row.split_once('`')?;
        let statuses = rest.split('|').nth(1)?;
        // The table of kinds has rows of the same form.
        if !code.contains('.') && code != "internal" {
            return None;
        }
        Some((code.to_owned(), statuses.split(',').filter_map(|status| status.trim().parse().ok()).collect()))
    })
    .collect()
}

fn codes_of_the_tree() -> BTreeMap<String, Known> {
    let root = tree::root();
    let mut families: Vec<String> = FAMILIES.iter().map(|family| (*family).to_owned()).collect();
    families.extend(tree::services());
    let mut found = BTreeMap::new();
    for part in ["kernel", "services", "gateway", "plaza"] {
        // A service's `audit.rs` names checks, not codes.
        for path in tree::sources(&root.join(part)).into_iter().filter(|path| !path.ends_with("audit.rs")) {
            let place = path.strip_prefix(&root).unwrap_or(&path).display().to_string();
            Reader { families: &families, place, found: &mut found }.visit_file(&tree::parse(&path));
        }
    }
    found
}

struct Reader<'a> {
    families: &'a [String],
    place: String,
    found: &'a mut BTreeMap<String, Known>,
}

impl Reader<'_> {
    fn keep(&mut self, text: &str, status: Option<u16>) {
        let Some((family, rest)) = text.split_once('.') else { return };
        let formed = !rest.is_empty() && rest.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if !formed || !self.families.iter().any(|known| known == family) || NOT_CODES.contains(&text) {
            return;
        }
        let known = self.found.entry(text.to_owned()).or_default();
        known.place.clone_from(&self.place);
        known.statuses.extend(status);
    }
}

impl Strings for Reader<'_> {
    fn see(&mut self, text: &str) {
        self.keep(text, None);
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !tree::is_for_tests(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {
        // Examples in documents are no codes of ours.
    }

    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        if is_call(call, &["Fault", "invalid"]) || is_call(call, &["Finding", "new"]) {
            // A field's name; a check's name.
            call.args.iter().skip(1).for_each(|argument| self.visit_expr(argument));
            return;
        }
        if let Some((code, status)) = coded(call) {
            self.keep(&code, Some(status));
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_lit_str(&mut self, text: &'ast syn::LitStr) {
        self.see(&text.value());
    }

    fn visit_macro(&mut self, invoked: &'ast syn::Macro) {
        self.see_tokens(invoked.tokens.clone());
    }
}

/// Code and status of `Fault::not_found("code", ..)` and `Fault::new(Kind::NotFound, "code", ..)`.
fn coded(call: &syn::ExprCall) -> Option<(String, u16)> {
    let syn::Expr::Path(path) = call.func.as_ref() else { return None };
    let mut segments = path.path.segments.iter().rev();
    let (constructor, of) = (segments.next()?.ident.to_string(), segments.next()?.ident.to_string());
    if of != "Fault" {
        return None;
    }
    let mut arguments = call.args.iter();
    let kind = if constructor == "new" {
        let syn::Expr::Path(kind) = arguments.next()? else { return None };
        kind.path.segments.last()?.ident.to_string()
    } else {
        constructor
    };
    let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(code), .. }) = arguments.next()? else { return None };
    let (_, status) = STATUSES.iter().find(|(name, _)| *name == kind)?;
    Some((code.value(), *status))
}

fn is_call(call: &syn::ExprCall, path: &[&str]) -> bool {
    let syn::Expr::Path(called) = call.func.as_ref() else { return false };
    let names: Vec<String> = called.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    names.len() >= path.len() && names[names.len() - path.len()..].iter().zip(path).all(|(name, wanted)| name == wanted)
}
