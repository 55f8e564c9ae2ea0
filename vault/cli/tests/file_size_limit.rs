//! A limit on file sizes: what cannot be written whole is refused, and the note stays as it was.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

use std::fs;
use std::process::Command;

#[test]
fn a_note_beyond_the_limit_is_refused_and_stays_as_it_was() {
    let scratch = tempfile::tempdir().unwrap();
    let vault = scratch.path().join("vault");
    fs::create_dir(&vault).unwrap();
    let text = "A long line of a long note.\n".repeat(100_000);
    fs::write(vault.join("Long.md"), &text).unwrap();
    let output = Command::new("sh")
        // In blocks of 512 bytes: two megabytes, less than the note.
        .args(["-c", "ulimit -f 4096; exec \"$0\" --vault \"$1\" append Long more"])
        .arg(env!("CARGO_BIN_EXE_tl"))
        .arg(&vault)
        .env("XDG_CACHE_HOME", scratch.path().join("cache"))
        .env("XDG_DATA_HOME", scratch.path().join("data"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(complaint.starts_with("error: "), "{complaint}");
    assert_eq!(fs::read_to_string(vault.join("Long.md")).unwrap(), text);
    assert_eq!(fs::read_dir(&vault).unwrap().count(), 1, "something was left behind");
}
