//! A vault whose folder goes away and comes back, or of which a part cannot be read for a while:
//! what is not seen is not taken for deleted.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout)]
#![allow(clippy::disallowed_methods)] // A test moves its own folders.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use vault::disk::Clock;
use vault::query::excluded::Excluded;
use vault::query::tags;
use vault::vault::{Event, Options, Phase, Vault, VaultStatus};

fn open(scratch: &Path, watch: bool) -> Vault {
    let vault = Vault::open(Options {
        folder: scratch.join("vault"),
        cache: scratch.join("cache"),
        data: scratch.join("data"),
        clock: Clock::new(|| 0),
        watch,
        holder: "test".to_owned(),
        share: false,
    })
    .unwrap();
    vault.wait_for(Phase::Ready).unwrap();
    vault
}

fn seed(scratch: &Path) {
    fs::create_dir_all(scratch.join("vault/part")).unwrap();
    fs::write(scratch.join("vault/One.md"), "#one").unwrap();
    fs::write(scratch.join("vault/part/Two.md"), "#two").unwrap();
}

fn tags_of(vault: &Vault) -> Vec<String> {
    let snapshot = vault.snapshot().unwrap();
    let tags = tags::list_tags(&snapshot, &Excluded::default()).unwrap();
    tags.into_iter().map(|tag| tag.tag).collect()
}

/// Waits for a status that pleases, and fails after half a minute without one.
fn wait_for(vault: &Vault, what: &str, is_it: impl Fn(&VaultStatus) -> bool) {
    let events = vault.subscribe();
    let mut status = vault.status();
    while !is_it(&status) {
        match events.recv_timeout(Duration::from_secs(30)).expect(what) {
            Event::Status(told) => status = told,
            Event::Revision(_) => {}
        }
    }
}

#[test]
fn a_folder_that_is_moved_away_costs_no_note() {
    let scratch = tempfile::tempdir().unwrap();
    seed(scratch.path());
    let vault = open(scratch.path(), false);
    let (place, away) = (scratch.path().join("vault"), scratch.path().join("away"));
    fs::rename(&place, &away).unwrap();
    // Another, empty folder in its place is not the vault either.
    fs::create_dir(&place).unwrap();
    let error = vault.reconcile().unwrap_err();
    assert!(error.to_string().contains("vault"), "{error}");
    assert_eq!(tags_of(&vault), ["one", "two"]);
    assert_eq!(fs::read_dir(&place).unwrap().count(), 0, "something was made in its place");

    fs::remove_dir(&place).unwrap();
    fs::rename(&away, &place).unwrap();
    vault.reconcile().unwrap();
    assert_eq!(tags_of(&vault), ["one", "two"]);
}

#[test]
fn a_watched_folder_that_comes_back_is_followed_again() {
    let scratch = tempfile::tempdir().unwrap();
    seed(scratch.path());
    let vault = open(scratch.path(), true);
    let (place, away) = (scratch.path().join("vault"), scratch.path().join("away"));
    fs::rename(&place, &away).unwrap();
    wait_for(&vault, "word that the folder is gone", |status| !status.watching.is_empty());
    assert_eq!(tags_of(&vault), ["one", "two"]);
    fs::write(away.join("Three.md"), "#three").unwrap();
    fs::rename(&away, &place).unwrap();
    wait_for(&vault, "word that the folder is back", |status| status.watching.is_empty());
    assert_eq!(tags_of(&vault), ["one", "three", "two"]);
}

#[test]
fn a_folder_that_cannot_be_read_keeps_its_notes_in_the_index() {
    let scratch = tempfile::tempdir().unwrap();
    seed(scratch.path());
    let vault = open(scratch.path(), false);
    let part = scratch.path().join("vault/part");
    fs::set_permissions(&part, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read_dir(&part).is_ok() {
        println!("skipped: whoever runs this may read everything");
        return;
    }
    vault.reconcile().unwrap();
    assert_eq!(tags_of(&vault), ["one", "two"]);
    fs::set_permissions(&part, fs::Permissions::from_mode(0o755)).unwrap();
    fs::remove_dir_all(&part).unwrap();
    vault.reconcile().unwrap();
    assert_eq!(tags_of(&vault), ["one"]);
}
