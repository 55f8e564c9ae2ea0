//! Writes the app's permissions and resources, and stands in for a page that is not built yet.

#![allow(clippy::disallowed_methods, reason = "a build script has no notes to spoil")]

use std::path::Path;
use std::{fs, io};

/// Every command of the shell; each gets a permission `allow-…` that a capability must grant.
const COMMANDS: &[&str] = &[
    "ask",
    "start",
    "open_vault",
    "open_example",
    "close_vault",
    "remember",
    "open_external",
    "reveal",
    "open_in_system",
    "save_as",
    "read_document",
    "user_guide",
    "page_ready",
];

/// Shown when the core is built before the page, so that `cargo build` works on a fresh clone.
const UNBUILT: &str = "<!doctype html><meta charset=\"utf-8\"><title>Throughline</title>\
    <p>The page is not built. Run <code>cargo xtask run</code>.</p>\n";

fn main() {
    println!("cargo:rerun-if-changed=ui/dist");
    println!("cargo:rerun-if-changed=src-tauri/example");
    if let Err(error) = stand_in(Path::new("ui/dist/index.html")) {
        println!("cargo:warning=ui/dist/index.html cannot be written: {error}");
    }
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("src-tauri/capabilities/*.json")
        .app_manifest(tauri_build::AppManifest::new().commands(COMMANDS));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo:warning={error:#}");
        std::process::exit(1);
    }
}

fn stand_in(index: &Path) -> io::Result<()> {
    if index.exists() {
        return Ok(());
    }
    if let Some(folder) = index.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(index, UNBUILT)
}
