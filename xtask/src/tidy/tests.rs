use super::*;

fn rust(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned(), declared_for_tests: false }
}

fn lines_of(breaches: Vec<Breach>) -> Vec<usize> {
    breaches.into_iter().map(|breach| breach.line).collect()
}

#[test]
fn the_workspace_is_tidy() {
    let breaches = check(&crate::root()).unwrap();
    let text: Vec<String> = breaches.iter().map(Breach::to_string).collect();
    assert!(text.is_empty(), "\n{}\n", text.join("\n"));
}

#[test]
fn long_files_are_found_and_tests_are_not_measured() {
    let long = "//\n".repeat(401);
    assert_eq!(text::check(&rust("a/src/book.rs", &long)).len(), 1);
    assert_eq!(text::check(&rust("a/src/book.rs", &long[3..])).len(), 0);
    for path in ["a/src/tests.rs", "a/src/book/tests.rs", "a/tests/it/book.rs", "a/src/x.gen.rs"] {
        assert_eq!(text::check(&rust(path, &long)).len(), 0, "{path}");
    }
}

#[test]
fn drains_and_marks_are_found() {
    assert_eq!(text::check(&rust("a/src/utils.rs", "")).len(), 1);
    assert_eq!(text::check(&rust("a/src/common/x.rs", "")).len(), 1);
    assert_eq!(text::check(&rust("a/src/commons.rs", "")).len(), 0);
    let mark = ["// TO", "DO: later\nlet x = 1;\n// FIX", "ME\n// MASTO", "DON\n"].concat();
    assert_eq!(lines_of(text::check(&rust("a/src/x.rs", &mark))), [1, 3]);
}

#[test]
fn long_functions_are_found_where_they_begin() {
    let body = "    x();\n".repeat(59);
    let long = format!("/// Doc.\n\nfn long() {{\n{body}}}\n");
    assert_eq!(lines_of(source::check(&rust("a/src/x.rs", &long)).unwrap()), [3]);
    let body = "        x();\n".repeat(58);
    let fits = format!("impl A {{\n    fn fits() {{\n{body}    }}\n}}\n");
    assert!(source::check(&rust("a/src/x.rs", &fits)).unwrap().is_empty());
}

#[test]
fn what_panics_is_found_outside_tests() {
    let text = "fn a() {\n    b.unwrap();\n    panic!();\n    c.unwrap_or(1);\n}\n\
        #[cfg(test)]\nmod tests {\n    #[test]\n    fn t() { b.unwrap(); }\n}\n\
        #[tokio::test]\nasync fn u() { b.expect(\"\"); }\n";
    assert_eq!(lines_of(source::check(&rust("a/src/x.rs", text)).unwrap()), [2, 3]);
}

#[test]
fn modules_declared_for_tests_are_known_by_their_files() {
    let declared = "#[cfg(test)]\nmod samples;\n#[cfg(test)]\n#[path = \"odd.rs\"]\nmod t;\nmod real;\n";
    let found = |path: &str| source::declared_for_tests(&[rust(path, declared)]).unwrap();
    let in_lib = found("a/src/lib.rs");
    assert!(in_lib.contains("a/src/samples.rs") && in_lib.contains("a/src/odd.rs"));
    assert!(!in_lib.contains("a/src/real.rs"));
    assert!(found("a/src/book.rs").contains("a/src/book/samples.rs"));
}

#[test]
fn each_layer_depends_on_what_it_may() {
    let package = |name: &str, path: &str, dependencies: &[(&str, bool)]| layers::Package {
        name: name.to_owned(),
        manifest_path: format!("/w/{path}/Cargo.toml"),
        dependencies: dependencies
            .iter()
            .map(|(name, optional)| layers::Dependency { name: (*name).to_owned(), kind: None, optional: *optional })
            .collect(),
    };
    let workspace = layers::Workspace {
        workspace_root: "/w".to_owned(),
        packages: vec![
            package("core", "kernel/core", &[("sqlx", true), ("utoipa", false), ("tokio", true)]),
            package("rpc", "kernel/rpc", &[("tokio", false), ("a-api", false)]),
            package("a", "services/a", &[("a-api", false), ("b-api", false), ("b", false)]),
            package("a-api", "services/a/api", &[("core", false), ("b", false), ("b-api", false)]),
            package("b", "services/b", &[]),
            package("b-api", "services/b/api", &[]),
            package("b-played", "services/b/played", &[("b-api", false), ("b", false)]),
            package("c", "services/c", &[("b-played", false)]),
            package("plaza", "plaza", &[("a", false), ("b", false)]),
        ],
    };
    let found: Vec<String> = layers::check(&workspace).iter().map(Breach::to_string).collect();
    let starts = [
        "kernel/core/Cargo.toml: the core is pure: `utoipa`",
        "kernel/core/Cargo.toml: the core is pure: `tokio`",
        "kernel/rpc/Cargo.toml: the kernel knows no service: drop `a-api`",
        "services/a/Cargo.toml: a service depends on another's contract only: use `b-api`",
        "services/a/api/Cargo.toml: a contract depends on no service: use `b-api`",
        "services/b/played/Cargo.toml: a contract depends on no service: use `b-api`",
        "services/c/Cargo.toml: `b-played` is for tests: make it a dev-dependency",
    ];
    assert_eq!(found.len(), starts.len(), "{found:#?}");
    for (found, start) in found.iter().zip(starts) {
        assert!(found.starts_with(start), "{found}");
    }
}

#[test]
fn decisions_are_numbered_without_gaps() {
    let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    assert!(folders::numbering(&names(&["0001-a.md", "0002-b.md", "README.md"])).is_empty());
    for wrong in [&["0002-b.md"][..], &["0001-a.md", "0001-b.md"], &["0001-a.md", "0003-c.md"]] {
        assert_eq!(folders::numbering(&names(wrong)).len(), 1, "{wrong:?}");
    }
}
