//! Folders that no vault should be, and files that no note should be: a clear answer, no hang, and
//! not one byte or time of change in the vault altered by looking at it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]
#![allow(clippy::disallowed_methods, reason = "the test plays the person with their files")]

mod support;

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};

use support::{Place, Ran, fingerprint};

/// Looks at the vault in every way there is and compares it before and after.
#[track_caller]
fn look(place: &Place) -> serde_json::Value {
    let before = fingerprint(&place.vault());
    let summary = place.json(["index"]);
    for arguments in [
        vec!["index", "--rebuild"],
        vec!["check"],
        vec!["graph"],
        vec!["tags"],
        vec!["properties"],
        vec!["tasks"],
        vec!["orphans"],
        vec!["deadends"],
        vec!["unresolved"],
        vec!["switch", "a"],
    ] {
        let ran = place.run(&arguments);
        assert!(ran.code < 2, "{arguments:?}: {ran:?}");
        assert!(ran.stderr.is_empty(), "{arguments:?}: {ran:?}");
    }
    assert_eq!(fingerprint(&place.vault()), before, "looking changed the vault");
    summary
}

fn problems(place: &Place) -> Vec<(String, String)> {
    let rows = place.json(["check"]);
    let text = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap().to_owned();
    rows.as_array().unwrap().iter().map(|row| (text(row, "path"), text(row, "kind"))).collect()
}

#[track_caller]
fn refused(ran: &Ran, message: &str) {
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.stdout.is_empty(), "{ran:?}");
    let first = ran.stderr.lines().next().unwrap_or_default();
    assert!(first.starts_with("error: ") && first.contains(message), "{ran:?}");
    assert!(ran.stderr.lines().nth(1).is_some_and(|line| line.starts_with("hint: ")), "{ran:?}");
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata("/proc/self").unwrap().uid() == 0
}

#[test]
fn a_folder_that_is_none_is_refused() {
    let place = Place::new();
    place.write("note.md", "x");
    refused(&place.run(["index", "--vault", "none"]), "none does not exist");
    refused(&place.run(["index", "--vault", "note.md"]), "note.md is not a folder");
    refused(&place.run(["index", "--vault", "\u{7}\n"]), "does not exist");
}

#[test]
fn a_folder_without_permission_is_refused() {
    if is_root() {
        println!("skipped: root may read everything");
        return;
    }
    let place = Place::new();
    place.write("note.md", "x");
    fs::set_permissions(place.vault(), fs::Permissions::from_mode(0o0)).unwrap();
    let mut command = place.command();
    command.current_dir(place.root.path()).args(["--vault", "vault", "index"]);
    let ran = support::finish(command);
    fs::set_permissions(place.vault(), fs::Permissions::from_mode(0o700)).unwrap();
    refused(&ran, "permission");
}

#[test]
fn a_read_only_vault_is_read_and_never_written() {
    let place = Place::new();
    place.write("note.md", "[[other]]");
    place.write("other.md", "");
    for (path, mode) in [("note.md", 0o400), ("other.md", 0o400), ("", 0o500)] {
        let path = place.vault().join(path);
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }
    assert_eq!(look(&place)["links"], 1);
    if is_root() {
        println!("skipped in part: root may write everything");
    } else {
        let before = fingerprint(&place.vault());
        for arguments in [
            vec!["append", "note", "x"],
            vec!["rename", "other", "new"],
            vec!["new"],
            vec!["trash", "note"],
        ] {
            let ran = place.run(&arguments);
            assert_eq!(ran.code, 2, "{arguments:?}: {ran:?}");
        }
        assert_eq!(fingerprint(&place.vault()), before);
    }
    fs::set_permissions(place.vault(), fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn an_empty_folder_is_a_vault_without_notes() {
    let place = Place::new();
    fs::remove_dir(place.vault().join(".obsidian")).unwrap();
    let summary = look(&place);
    assert_eq!((&summary["notes"], &summary["links"]), (&0.into(), &0.into()));
    assert!(place.run(["orphans"]).stdout.is_empty());
}

#[test]
fn odd_contents_are_reported_and_the_rest_is_read() {
    let place = Place::new();
    place.write("latin.md", b"caf\xe9 [[good]] #tag");
    place.write("empty.md", "");
    place.write("nul.md", b"a\0b [[good]]");
    place.write("bad yaml.md", "---\na: b: c\n---\n[[good]]");
    place.write("bomb.md", format!("---\na: {}\n---\n[[good]]", "[".repeat(10_000)));
    place.write("unclosed.md", "---\na: 1\n[[good]]");
    place.write("good.md", "---\nb: 1\n---\n# Good");
    place.write("bad.canvas", "{\"nodes\": [");
    place.write("zero.canvas", "");
    let summary = look(&place);
    assert_eq!(summary["notes"], 7);
    let problems = problems(&place);
    let has = |path: &str, kind: &str| problems.contains(&(path.to_owned(), kind.to_owned()));
    assert!(has("latin.md", "not-utf-8"), "{problems:?}");
    assert!(has("bad yaml.md", "invalid-yaml") && has("bomb.md", "invalid-yaml"), "{problems:?}");
    let backlinks = place.json(["backlinks", "good"]);
    let sources: Vec<_> =
        backlinks.as_array().unwrap().iter().map(|row| row["source"].as_str().unwrap()).collect();
    assert_eq!(sources, ["bad yaml.md", "bomb.md", "latin.md", "nul.md", "unclosed.md"]);
    let before = fs::read(place.vault().join("latin.md")).unwrap();
    refused(&place.run(["append", "latin", "x"]), "latin.md is not UTF-8");
    refused(&place.run(["property", "bad yaml", "a", "1"]), "not valid YAML");
    assert_eq!(fs::read(place.vault().join("latin.md")).unwrap(), before);
}

#[test]
fn what_is_no_file_is_left_out_and_hangs_nothing() {
    let place = Place::new();
    place.write("good.md", "[[loop/good]]");
    let vault = place.vault();
    assert!(Command::new("mkfifo").arg(vault.join("x.md")).status().unwrap().success());
    let _socket = std::os::unix::net::UnixListener::bind(vault.join("s.md")).unwrap();
    symlink(".", vault.join("loop")).unwrap();
    symlink("a", vault.join("b")).unwrap();
    symlink("b", vault.join("a")).unwrap();
    symlink("/etc/passwd", vault.join("secret.md")).unwrap();
    symlink("nowhere", vault.join("dangling.md")).unwrap();
    assert_eq!(look(&place)["notes"], 1);
    let read = place.run(["read", "secret"]);
    assert!(!read.stdout.contains("root:"), "{read:?}");
    assert_eq!(place.run(["read", "x"]).code, 2);
}

#[test]
fn odd_names_live_side_by_side() {
    let place = Place::new();
    let names: [&[u8]; 10] = [
        b"line\nbreak.md",
        b"in\xffvalid.md",
        b"Note.md",
        b"note.md",
        "caf\u{e9}.md".as_bytes(),
        "cafe\u{301}.md".as_bytes(),
        b"-rf.md",
        "\u{202e}dm.live.md".as_bytes(),
        b"CON.md",
        b"dot..md",
    ];
    for name in names {
        place.write(Path::new(OsStr::from_bytes(name)), [b"# ", name].concat());
    }
    let summary = look(&place);
    let notes = summary["notes"].as_u64().unwrap();
    let skipped = problems(&place).iter().filter(|(_, kind)| kind == "skipped").count() as u64;
    assert_eq!(notes + skipped, names.len() as u64, "{summary}");
    let orphans = place.run(["orphans"]).stdout;
    assert!(!orphans.contains('\u{202e}'), "{orphans}");
    assert!(orphans.contains(r"line\nbreak.md"), "{orphans}");
    for path in ["Note.md", "note.md", "caf\u{e9}.md", "cafe\u{301}.md"] {
        assert_eq!(place.run(["read", path]).stdout, format!("# {path}"), "{path}");
    }
    assert_eq!(place.run(["read", "--", "-rf"]).stdout, "# -rf.md");
    refused(&place.run(["rename", "note.md", "Note"]), "Note.md exists already");
}

#[test]
fn a_huge_note_does_not_stop_the_rest() {
    let place = Place::new();
    place.write("good.md", "[[huge]]");
    let huge = fs::File::create(place.vault().join("huge.md")).unwrap();
    huge.set_len(200 << 20).unwrap();
    let summary = place.json(["index"]);
    assert_eq!((&summary["notes"], &summary["links"]), (&2.into(), &1.into()));
    let backlinks = place.json(["backlinks", "huge"]);
    assert_eq!(backlinks[0]["source"], "good.md");
    assert!(problems(&place).contains(&("huge.md".to_owned(), "too-large".to_owned())));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let place = Place::new();
    for number in 0..2000 {
        place.write(format!("a note with a rather long name {number}.md"), "");
    }
    let mut child = place.command().arg("orphans").stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
    assert_eq!(ended.status.code(), Some(0));
}

#[test]
fn without_a_home_the_error_says_so() {
    let place = Place::new();
    let mut command = place.command();
    command.env_remove("XDG_CACHE_HOME").env_remove("HOME").arg("index");
    let ran = support::finish(command);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.starts_with("error: neither XDG_CACHE_HOME nor HOME"), "{ran:?}");
}

#[test]
fn the_vault_is_found_from_a_folder_below_it() {
    let place = Place::new();
    place.write("deep/er/note.md", "");
    let mut command = place.command();
    command.current_dir(place.vault().join("deep/er")).args(["index", "--json"]);
    let summary: serde_json::Value =
        serde_json::from_str(&support::finish(command).stdout).unwrap();
    assert_eq!(summary["notes"], 1);
    assert_eq!(place.run(["read", "deep/er/note"]).code, 0);
}
