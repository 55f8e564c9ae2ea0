//! Looking at a vault changes nothing in it: not a byte, not a time, not a file.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde_json::json;
use vault::api::ask;
use vault::vault::{Clock, Options, Phase, Vault};

const NOTES: usize = 500;

/// The text of a note, as awkward as notes of many programs and years are.
fn note(number: usize) -> Vec<u8> {
    let link = format!("[[Note {}#Part|shown]] and ![[Note {}]]", number * 7 % NOTES, number / 2);
    let text = format!(
        "---\ntags: [a,   b] # kept\nup:  \"[[Note {}]]\"\nodd: &x 1\n---\n# Note {number}\n\n{link}  \n\n- [ ] task #t{}\n\t- deeper ^id-{number}\n\n## Part\n\n> [!note] Callout\n> $x$ and `code`\n\n| a | b |\n| -- | -- |\n| 1 | [[Note 1\\|x]] |\n",
        number % 50,
        number % 9
    );
    let text = match number % 7 {
        0 => text.replace('\n', "\r\n"),
        1 => format!("\u{feff}{text}"),
        2 => text.trim_end().to_owned(),
        3 => format!("{text}   \n\n\n"),
        4 => text.replacen("\n\n", "\r\n\n", 2),
        5 => text.replace("---\n", "--\n"),
        _ => text,
    };
    let mut bytes = text.into_bytes();
    if number.is_multiple_of(31) {
        bytes.extend([0xff, 0x00, 0xe9, b'\r']);
    }
    bytes
}

type Content = BTreeMap<PathBuf, (Vec<u8>, SystemTime, SystemTime)>;

fn content(folder: &Path, files: &mut Content) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            content(&entry.path(), files);
        } else {
            let times = entry.metadata().unwrap();
            let record = (
                fs::read(entry.path()).unwrap(),
                times.modified().unwrap(),
                times.created().unwrap_or(SystemTime::UNIX_EPOCH),
            );
            files.insert(entry.path(), record);
        }
    }
}

fn all(folder: &Path) -> Content {
    let mut files = Content::new();
    content(folder, &mut files);
    files
}

#[test]
fn opening_reading_and_rendering_every_note_changes_nothing() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("vault");
    for number in 0..NOTES {
        let place = folder.join(format!("Folder {}", number % 20));
        fs::create_dir_all(&place).unwrap();
        fs::write(place.join(format!("Note {number}.md")), note(number)).unwrap();
    }
    fs::create_dir_all(folder.join(".obsidian")).unwrap();
    fs::write(folder.join(".obsidian/app.json"), "{ \"unknown\" : 1 }").unwrap();
    let before = all(&folder);
    let options = Options {
        folder: folder.clone(),
        cache: scratch.path().join("cache"),
        data: scratch.path().join("data"),
        clock: Clock::new(|| 7),
        watch: false,
        holder: "test".to_owned(),
        share: false,
    };
    let vault = Vault::open(options).unwrap();
    vault.wait_for(Phase::Ready).unwrap();
    for number in 0..NOTES {
        let note = format!("Folder {}/Note {number}.md", number % 20);
        for question in [
            "open",
            "read",
            "metadata",
            "note_properties",
            "outline",
            "links",
            "backlinks",
            "history",
        ] {
            let request = json!({"ask": question, "note": note});
            ask(&vault, serde_json::from_value(request).unwrap()).unwrap();
        }
        let render = json!({"ask": "render", "note": note, "text": null, "subpath": ""});
        ask(&vault, serde_json::from_value(render).unwrap()).unwrap();
    }
    for request in [
        json!({"ask": "replace", "find": "Note", "to": "x", "match_case": false, "dry_run": true}),
        json!({"ask": "rename", "path": "Folder 1", "to": "Other", "dry_run": true}),
        json!({"ask": "rename_tag", "tag": "a", "to": "z", "dry_run": true}),
        json!({"ask": "deleted_files"}),
        json!({"ask": "check"}),
    ] {
        ask(&vault, serde_json::from_value(request).unwrap()).unwrap();
    }
    drop(vault);
    assert!(all(&folder) == before, "a file of the vault is not what it was");
}
