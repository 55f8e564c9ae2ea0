//! A vault that two programs have open: the second begins with a copy of the first one's index.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods)] // A test writes its own files.

use std::fs;
use std::path::Path;

use vault::disk::Clock;
use vault::error::Code;
use vault::query::excluded::Excluded;
use vault::query::tags;
use vault::vault::{Options, Phase, Vault};

fn options(scratch: &Path, share: bool) -> Options {
    Options {
        folder: scratch.join("vault"),
        cache: scratch.join("cache"),
        data: scratch.join("data"),
        clock: Clock::new(|| 0),
        watch: false,
        holder: "test".to_owned(),
        share,
    }
}

fn tags_of(vault: &Vault) -> Vec<String> {
    let snapshot = vault.snapshot().unwrap();
    let tags = tags::list_tags(&snapshot, &Excluded::default()).unwrap();
    tags.into_iter().map(|tag| tag.tag).collect()
}

#[test]
fn the_second_program_begins_where_the_first_one_is() {
    let scratch = tempfile::tempdir().unwrap();
    fs::create_dir(scratch.path().join("vault")).unwrap();
    fs::write(scratch.path().join("vault/One.md"), "#one").unwrap();
    let owner = Vault::open(options(scratch.path(), false)).unwrap();
    owner.wait_for(Phase::Ready).unwrap();
    let revision = owner.status().revision;

    let refused = Vault::open(options(scratch.path(), false)).unwrap_err();
    assert_eq!(refused.code, Code::Locked, "{refused}");

    fs::write(scratch.path().join("vault/Two.md"), "#two").unwrap();
    let second = Vault::open(options(scratch.path(), true)).unwrap();
    second.wait_for(Phase::Ready).unwrap();
    assert_eq!(tags_of(&second), ["one", "two"]);
    assert_eq!(second.status().revision, revision + 1, "it did not begin with the copy");
    // What the second one took in is its own; the first one's index is as it was.
    assert_eq!(tags_of(&owner), ["one"]);
    drop(second);
    let left: Vec<String> = fs::read_dir(scratch.path().join("cache"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("shared-"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}
