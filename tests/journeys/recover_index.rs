//! The index is a cache: damaged or gone, it is built again, and every answer is as before.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::{TestVault, Window};

#[test]
fn a_damaged_index_is_rebuilt_with_the_same_answers() {
    let vault = TestVault::example();
    let notes = vault.bytes();
    let window = open_and_settle(&vault);
    let answers = ask_much(&window);
    window.kill();
    let damaged = damage(&vault.app_folder("cache"));
    assert!(damaged > 0, "no index was found to damage");

    let window = open_and_settle(&vault);
    let rebuilt = ask_much(&window);
    for ((question, before), (_, after)) in answers.iter().zip(&rebuilt) {
        assert_eq!(before, after, "{question}");
    }
    drop(window);
    assert!(vault.bytes() == notes, "recovering the index changed a note");
}

fn open_and_settle(vault: &TestVault) -> Window {
    let window = Window::open(vault);
    window.wait_for_text("status", "Index", "indexed");
    window
}

/// Asks what panels show, about the whole vault and about one note.
fn ask_much(window: &Window) -> Vec<(Value, Value)> {
    let note = "Theses/Models commoditize, rails keep value.md";
    let questions = [
        json!({ "ask": "files" }),
        json!({ "ask": "tags" }),
        json!({ "ask": "properties" }),
        json!({ "ask": "unresolved" }),
        json!({ "ask": "orphans" }),
        json!({ "ask": "tasks", "open": false }),
        json!({ "ask": "links", "note": note }),
        json!({ "ask": "backlinks", "note": note }),
        json!({ "ask": "outline", "note": note }),
        json!({ "ask": "search", "query": "inference", "limit": 50, "sort": "name" }),
    ];
    questions.into_iter().map(|question| (question.clone(), window.ask(&question))).collect()
}

/// Writes noise over the middle of every database file in a folder, and returns how many it found.
fn damage(folder: &Path) -> usize {
    let mut damaged = 0;
    for path in files_in(folder) {
        let mut bytes = std::fs::read(&path).unwrap();
        if !bytes.starts_with(b"SQLite format 3\0") {
            continue;
        }
        let length = bytes.len();
        bytes.truncate(length * 3 / 4);
        for (at, byte) in bytes.iter_mut().enumerate().skip(512).step_by(7) {
            *byte = u8::try_from(at % 251).unwrap();
        }
        std::fs::write(&path, bytes).unwrap();
        damaged += 1;
    }
    damaged
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = entries.flat_map(|path| if path.is_dir() { files_in(&path) } else { vec![path] });
    // Other programs keep sockets in the cache folder.
    files.filter(|path| path.is_file()).collect()
}
