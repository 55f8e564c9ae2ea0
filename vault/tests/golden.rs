//! Compares the metadata of recorded notes with what Obsidian itself recorded for them.
//!
//! The recordings lie beside the project, or in the folder that `RECORDINGS` names; where they are
//! absent the test says so and is skipped.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout)]

use std::path::{Path, PathBuf};

use serde_json::Value;

#[allow(clippy::disallowed_methods)] // A test reads its own switches.
fn recordings() -> Option<Vec<PathBuf>> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/golden/metadata");
    let folder = std::env::var_os("RECORDINGS").map_or(beside, PathBuf::from);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: no recordings in {}", folder.display());
        return None;
    };
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    Some(files)
}

/// Takes columns out: those that the recordings hold for indented list items are odd.
fn without_columns(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if object.contains_key("offset") {
                object.remove("col");
            }
            object.values_mut().for_each(without_columns);
        }
        Value::Array(items) => items.iter_mut().for_each(without_columns),
        _ => {}
    }
}

#[allow(clippy::disallowed_methods)] // A test reads its own input.
fn read(file: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

#[test]
fn metadata_equals_what_obsidian_recorded() {
    let Some(files) = recordings() else { return };
    assert!(!files.is_empty());
    let mut wrong = Vec::new();
    for file in &files {
        let mut recorded = read(file);
        let text = recorded["fileContents"].as_str().unwrap().to_owned();
        let facts = vault::parse::parse(&text);
        let metadata = vault::query::metadata::metadata(&text, &facts);
        let mut ours = serde_json::to_value(&metadata).unwrap();
        let theirs = &mut recorded["cachedMetadata"];
        without_columns(&mut ours);
        without_columns(theirs);
        let mut keys: Vec<String> = theirs.as_object().unwrap().keys().cloned().collect();
        keys.extend(ours.as_object().unwrap().keys().cloned());
        for key in keys {
            let (theirs, ours) = (theirs.get(&key), ours.get(&key));
            if theirs != ours {
                wrong.push(format!("{}: {key}\n  {theirs:?}\n  {ours:?}", file.display()));
            }
        }
        let tags = serde_json::to_value(facts.all_tags()).unwrap();
        if tags != recorded["getAllTags"] {
            wrong.push(format!("{}: tags {tags}", file.display()));
        }
        let written = facts.frontmatter_tags();
        let theirs = recorded["parseFrontMatterTags"].clone();
        let ours = serde_json::to_value(&written).unwrap();
        if ours != theirs && !(theirs.is_null() && written.is_empty()) {
            wrong.push(format!("{}: frontmatter tags {ours} for {theirs}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
    println!("{} recordings agree", files.len());
}
