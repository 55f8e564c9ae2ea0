//! The house rules that a compiler does not know: module order, purity, file headers, docs.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    reason = "a test reads the sources"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules of the core in their order; a module imports only what stands before it.
const ORDER: [&str; 15] = [
    "path", "text", "facts", "parse", "names", "resolve", "graph", "thesis", "cluster", "index",
    "query", "edit", "disk", "vault", "api",
];

/// The modules that never see a file, the environment or a clock.
const PURE: [&str; 9] =
    ["path", "text", "facts", "parse", "names", "resolve", "graph", "thesis", "cluster"];

#[test]
fn a_module_imports_only_those_above_it() {
    let mut wrong = Vec::new();
    for (file, text) in core_sources() {
        let Some(own) = module_of(&file) else { continue };
        let Some(rank) = ORDER.iter().position(|module| *module == own) else { continue };
        for imported in imported_modules(&text) {
            let later = ORDER.iter().position(|module| *module == imported);
            if later.is_some_and(|later| later > rank) {
                wrong.push(format!("{}: {own} imports {imported}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "upward imports:\n{}", wrong.join("\n"));
}

#[test]
fn every_module_is_in_the_order() {
    let known: BTreeSet<&str> = ORDER.into_iter().chain(["error", "lib"]).collect();
    for (file, _) in core_sources() {
        let module = module_of(&file).unwrap_or_default();
        assert!(known.contains(module.as_str()), "{} has no place in the order", file.display());
    }
}

#[test]
fn pure_modules_see_no_file_environment_or_clock() {
    let banned = ["std::fs", "std::env", "SystemTime::now", "Instant::now", "std::net"];
    let mut wrong = Vec::new();
    for (file, text) in core_sources() {
        if !module_of(&file).is_some_and(|module| PURE.contains(&module.as_str())) {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        for word in banned.iter().filter(|word| code.contains(**word)) {
            wrong.push(format!("{}: {word}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "impure:\n{}", wrong.join("\n"));
}

#[test]
fn every_source_file_says_what_it_is_for() {
    let mut silent = Vec::new();
    for folder in ["vault", "src-tauri", "xtask", "tests"] {
        for file in files_below(&project().join(folder), &["rs"]) {
            if !read(&file).trim_start().starts_with("//!") {
                silent.push(file.display().to_string());
            }
        }
    }
    for file in files_below(&project().join("ui/src"), &["ts", "svelte", "css"]) {
        let text = read(&file);
        let opening = text.trim_start();
        if !["//", "/*", "<!--"].iter().any(|mark| opening.starts_with(mark)) {
            silent.push(file.display().to_string());
        }
    }
    assert!(silent.is_empty(), "no word on what they are for:\n{}", silent.join("\n"));
}

#[test]
fn no_module_is_named_after_nothing() {
    let vague = ["core", "common", "utils", "util", "helpers", "helper", "services", "managers"];
    for folder in ["vault", "src-tauri", "ui/src", "xtask", "tests"] {
        for file in files_below(&project().join(folder), &["rs", "ts", "svelte"]) {
            let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or("");
            assert!(!vague.contains(&stem), "{}: a noun is missing", file.display());
        }
    }
}

#[test]
fn the_shell_and_the_command_line_stay_thin() {
    let banned = ["rusqlite", "pulldown_cmark", "SELECT ", "INSERT "];
    for folder in ["src-tauri/src", "vault/cli/src"] {
        for file in files_below(&project().join(folder), &["rs"]) {
            let text = read(&file);
            for word in banned {
                assert!(!text.contains(word), "{} holds {word:?}", file.display());
            }
        }
    }
}

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate lies in the project").into()
}

fn core_sources() -> Vec<(PathBuf, String)> {
    let files = files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &["rs"]);
    files.into_iter().map(|file| (file.clone(), read(&file))).collect()
}

/// Returns the top module of a source file: `parse` for `src/parse.rs` and `src/parse/x.rs`.
fn module_of(file: &Path) -> Option<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let first = file.strip_prefix(source).ok()?.components().next()?;
    Some(first.as_os_str().to_str()?.trim_end_matches(".rs").to_owned())
}

/// Returns the modules named by `crate::…` paths, a brace group's first words included.
fn imported_modules(text: &str) -> BTreeSet<String> {
    let mut modules = BTreeSet::new();
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code = code.collect::<Vec<_>>().join("\n");
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let group = group.split('}').next().unwrap_or("");
            modules.extend(group.split(',').map(|name| first_word(name.trim())));
        } else {
            modules.insert(first_word(rest));
        }
    }
    modules
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

fn files_below(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return found };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name();
        let skipped = ["target", "node_modules", "gen", "dist", "example", "corpus"];
        if path.is_dir() && !skipped.iter().any(|skip| name == *skip) {
            found.extend(files_below(&path, extensions));
        } else if path.extension().is_some_and(|e| extensions.iter().any(|want| e == *want)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
