//! Writes `docs/conformance.md`: every behaviour of Obsidian that a spec or a transcript holds, and
//! the differences that are known. Run with `UPDATE_DOCS=1` after a change.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods)] // A test reads the project's own files.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use vault::parse::parse;

const BEGINNING: &str = "\
# How Throughline follows Obsidian

Written by `vault/tests/conformance.rs`; each line is a part of a spec that the tests run, and no \
line is here whose test fails.
";

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The Markdown files of a folder, by name.
fn specs(folder: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(project().join(folder)).unwrap();
    let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    paths
}

fn page() -> String {
    let mut page = BEGINNING.to_owned();
    let golden = "Recorded metadata of Obsidian itself: `vault/tests/golden.rs` compares every \
                  recording it is given, positions included.";
    writeln!(page, "\n{golden}").unwrap();
    for folder in ["vault/tests/spec", "vault/cli/tests/transcripts"] {
        for path in specs(folder) {
            let text = fs::read_to_string(&path).unwrap();
            let headings = parse(&text).headings;
            let title = headings.iter().find(|heading| heading.level == 1).unwrap();
            let file = format!("{folder}/{}", path.file_name().unwrap().to_str().unwrap());
            writeln!(page, "\n## {}\n\n`{file}`\n", title.text).unwrap();
            let parts: Vec<_> = headings.iter().filter(|heading| heading.level == 2).collect();
            for part in &parts {
                writeln!(page, "- {}: pass", part.text).unwrap();
            }
            if parts.is_empty() {
                writeln!(page, "- the whole session: pass").unwrap();
            }
        }
    }
    let differences = project().join("vault/tests/known_differences.md");
    write!(page, "\n{}", fs::read_to_string(differences).unwrap()).unwrap();
    page
}

#[test]
fn the_page_lists_what_the_specs_hold() {
    let file = project().join("docs/conformance.md");
    let page = page();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&file, &page).unwrap();
    }
    let written = fs::read_to_string(&file).unwrap_or_default();
    assert!(written == page, "docs/conformance.md is old: run with UPDATE_DOCS=1");
}
