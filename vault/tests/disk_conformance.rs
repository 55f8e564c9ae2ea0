//! One suite for every disk: what a vault may rely on, whatever its files lie on.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use vault::disk::{
    Clock, DataFolder, Disk, DiskError, Expected, Found, MemoryDisk, NO_CAP, RealDisk, TrashKind,
    Trashed,
};
use vault::path::VaultPath;
use vault::text::ContentHash;

/// A disk to be examined, and another program that writes to it.
trait Subject {
    fn disk(&self) -> &dyn Disk;
    fn write_from_outside(&self, path: &VaultPath, bytes: &[u8]);
    fn remove_from_outside(&self, path: &VaultPath);
}

struct Memory(MemoryDisk);

struct Real {
    disk: RealDisk,
    _folder: tempfile::TempDir,
}

impl Memory {
    fn new() -> Self {
        Self(MemoryDisk::new(ticking()))
    }
}

impl Subject for Memory {
    fn disk(&self) -> &dyn Disk {
        &self.0
    }
    fn write_from_outside(&self, path: &VaultPath, bytes: &[u8]) {
        self.0.write_from_outside(path, bytes);
    }
    fn remove_from_outside(&self, path: &VaultPath) {
        self.0.remove_from_outside(path);
    }
}

impl Real {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let vault = folder.path().join("vault");
        std::fs::create_dir(&vault).unwrap();
        let data = DataFolder::open(folder.path().join("data")).unwrap();
        let disk = RealDisk::open(&vault, data, ticking()).unwrap();
        Self { disk, _folder: folder }
    }
}

impl Subject for Real {
    fn disk(&self) -> &dyn Disk {
        &self.disk
    }
    fn write_from_outside(&self, path: &VaultPath, bytes: &[u8]) {
        let full = self.disk.path().join(path.as_str());
        std::fs::create_dir_all(full.parent().unwrap()).unwrap();
        std::fs::write(full, bytes).unwrap();
    }
    fn remove_from_outside(&self, path: &VaultPath) {
        let full = self.disk.path().join(path.as_str());
        if full.is_dir() {
            std::fs::remove_dir_all(full).unwrap();
        } else {
            std::fs::remove_file(full).unwrap();
        }
    }
}

fn ticking() -> Clock {
    let now = Arc::new(AtomicI64::new(1_700_000_000_000));
    Clock::new(move || now.fetch_add(1, Ordering::Relaxed))
}

fn at(path: &str) -> VaultPath {
    VaultPath::new(path).unwrap()
}

fn seen(bytes: &[u8]) -> Expected {
    Expected::Hash(ContentHash::of(bytes))
}

fn content(disk: &dyn Disk, path: &str) -> Vec<u8> {
    disk.read(&at(path), NO_CAP).unwrap().bytes
}

fn listed(disk: &dyn Disk) -> (Vec<String>, Vec<String>) {
    let walk = disk.walk().unwrap();
    assert_eq!(walk.skipped, []);
    let files = walk.files.iter().map(|file| file.path.to_string()).collect();
    (files, walk.folders.iter().map(ToString::to_string).collect())
}

macro_rules! conformance {
    ($($name:ident),* $(,)?) => {
        mod memory {
            $(#[test] fn $name() { super::$name(&super::Memory::new()); })*
        }
        mod real {
            $(#[test] fn $name() { super::$name(&super::Real::new()); })*
        }
    };
}

conformance!(
    an_empty_vault_lists_nothing,
    a_new_file_is_listed_and_read_back,
    a_save_replaces_what_was_seen_and_keeps_it,
    a_save_refuses_what_was_not_seen,
    a_save_of_a_deleted_file_writes_nothing,
    a_new_file_never_overwrites,
    a_save_without_change_writes_nothing,
    names_with_a_dot_are_no_part_of_the_vault,
    odd_names_stay_as_they_are,
    a_file_moves_and_never_overwrites,
    a_folder_moves_with_all_that_is_in_it,
    a_folder_does_not_move_into_itself,
    a_change_of_case_is_a_move,
    folders_come_and_go,
    a_file_in_the_way_of_a_folder_is_an_error,
    the_local_trash_numbers_its_names,
    what_is_deleted_for_good_is_in_the_history,
    a_cap_refuses_large_files,
    a_folder_is_no_file,
    the_root_is_a_folder,
    versions_are_listed_newest_first,
);

fn an_empty_vault_lists_nothing(subject: &dyn Subject) {
    assert_eq!(listed(subject.disk()), (vec![], vec![]));
    assert_eq!(subject.disk().find(&at("a.md")).unwrap(), Found::Absent);
    assert_eq!(subject.disk().find(&at("a/b.md")).unwrap(), Found::Absent);
    assert!(!subject.disk().is_read_only());
}

fn a_new_file_is_listed_and_read_back(subject: &dyn Subject) {
    let disk = subject.disk();
    let stamp = disk.save(&at("a/b/Note.md"), b"text", Expected::Absent).unwrap();
    assert_eq!((stamp.hash, stamp.size), (ContentHash::of(b"text"), 4));
    let read = disk.read(&at("a/b/Note.md"), NO_CAP).unwrap();
    assert_eq!((read.bytes.as_slice(), read.stamp), (&b"text"[..], stamp));
    assert_eq!(listed(disk), (vec!["a/b/Note.md".into()], vec!["a".into(), "a/b".into()]));
    let Found::File(found) = disk.find(&at("a/b/Note.md")).unwrap() else { panic!() };
    assert_eq!((found.size, found.mtime_ns, found.read_only), (4, stamp.mtime_ns, false));
    assert_eq!(found, disk.walk().unwrap().files[0]);
    assert_eq!(disk.walk_folder(&at("a")).unwrap().folders, [at("a/b")]);
}

fn a_save_replaces_what_was_seen_and_keeps_it(subject: &dyn Subject) {
    let disk = subject.disk();
    subject.write_from_outside(&at("n.md"), b"old");
    let stamp = disk.save(&at("n.md"), b"new", seen(b"old")).unwrap();
    assert_eq!(content(disk, "n.md"), b"new");
    assert_eq!(disk.read(&at("n.md"), NO_CAP).unwrap().stamp, stamp);
    let versions = disk.versions(&at("n.md")).unwrap();
    assert_eq!(versions.len(), 1);
    assert_eq!(disk.read_version(versions[0].hash).unwrap(), b"old");
}

fn a_save_refuses_what_was_not_seen(subject: &dyn Subject) {
    let disk = subject.disk();
    subject.write_from_outside(&at("n.md"), b"theirs");
    let error = disk.save(&at("n.md"), b"mine", seen(b"base")).unwrap_err();
    let DiskError::Conflict { path, found } = error else { panic!("{error}") };
    assert_eq!((path.as_str(), found), ("n.md", ContentHash::of(b"theirs")));
    assert_eq!(content(disk, "n.md"), b"theirs");
}

fn a_save_of_a_deleted_file_writes_nothing(subject: &dyn Subject) {
    let disk = subject.disk();
    subject.write_from_outside(&at("a/n.md"), b"old");
    subject.remove_from_outside(&at("a/n.md"));
    let error = disk.save(&at("a/n.md"), b"new", seen(b"old")).unwrap_err();
    assert!(matches!(error, DiskError::Gone { .. }), "{error}");
    subject.remove_from_outside(&at("a"));
    let error = disk.save(&at("a/n.md"), b"new", seen(b"old")).unwrap_err();
    assert!(matches!(error, DiskError::Gone { .. }), "{error}");
    assert_eq!(listed(disk), (vec![], vec![]));
}

fn a_new_file_never_overwrites(subject: &dyn Subject) {
    let disk = subject.disk();
    subject.write_from_outside(&at("n.md"), b"theirs");
    for bytes in [b"theirs".as_slice(), b"mine"] {
        let error = disk.save(&at("n.md"), bytes, Expected::Absent).unwrap_err();
        assert!(matches!(error, DiskError::Exists { .. }), "{error}");
    }
    disk.create_folder(&at("f.md")).unwrap();
    let error = disk.save(&at("f.md"), b"mine", Expected::Absent).unwrap_err();
    assert!(matches!(error, DiskError::Exists { .. }), "{error}");
    assert_eq!(content(disk, "n.md"), b"theirs");
}

fn a_save_without_change_writes_nothing(subject: &dyn Subject) {
    let disk = subject.disk();
    subject.write_from_outside(&at("n.md"), b"same");
    let before = disk.walk().unwrap();
    disk.save(&at("n.md"), b"same", seen(b"same")).unwrap();
    // An earlier try has placed the bytes, or another program wrote the very same.
    disk.save(&at("n.md"), b"same", seen(b"before")).unwrap();
    assert_eq!(disk.walk().unwrap(), before);
    assert_eq!(disk.versions(&at("n.md")).unwrap(), []);
}

fn names_with_a_dot_are_no_part_of_the_vault(subject: &dyn Subject) {
    for path in [".obsidian/app.json", ".git/config", "a/.hidden.md", ".hidden.md", "a/b.md"] {
        subject.write_from_outside(&at(path), b"x");
    }
    assert_eq!(listed(subject.disk()), (vec!["a/b.md".into()], vec!["a".into()]));
    assert_eq!(content(subject.disk(), ".obsidian/app.json"), b"x");
    assert_eq!(subject.disk().walk_folder(&at("a")).unwrap().files.len(), 1);
}

fn odd_names_stay_as_they_are(subject: &dyn Subject) {
    let disk = subject.disk();
    let mut names = vec![
        "-rf.md",
        "CON.md",
        "Cafe\u{301}.md",
        "Caf\u{e9}.md",
        "a*?\"<>|:.md",
        "line\nbreak.md",
        "rtl\u{202e}dm.exe",
        "sp  ace .md",
        "trailing.",
        "twin.md",
        "TWIN.md",
        "ΟΔΥΣΣΕΥΣ.md",
    ];
    names.sort_unstable();
    for name in &names {
        disk.save(&at(name), name.as_bytes(), Expected::Absent).unwrap();
    }
    assert_eq!(listed(disk).0, names);
    for name in &names {
        assert_eq!(content(disk, name), name.as_bytes());
        disk.save(&at(name), b"edited", seen(name.as_bytes())).unwrap();
    }
    assert_eq!(listed(disk).0, names);
}

fn a_file_moves_and_never_overwrites(subject: &dyn Subject) {
    let disk = subject.disk();
    subject.write_from_outside(&at("a.md"), b"a");
    subject.write_from_outside(&at("b.md"), b"b");
    let error = disk.move_to(&at("a.md"), &at("b.md")).unwrap_err();
    assert!(matches!(error, DiskError::Exists { .. }), "{error}");
    let error = disk.move_to(&at("none.md"), &at("c.md")).unwrap_err();
    assert!(matches!(error, DiskError::Gone { .. }), "{error}");
    disk.move_to(&at("a.md"), &at("deep/er/c.md")).unwrap();
    disk.move_to(&at("b.md"), &at("b.md")).unwrap();
    assert_eq!((content(disk, "deep/er/c.md"), content(disk, "b.md")), (b"a".into(), b"b".into()));
    assert_eq!(disk.find(&at("a.md")).unwrap(), Found::Absent);
}

fn a_folder_moves_with_all_that_is_in_it(subject: &dyn Subject) {
    let disk = subject.disk();
    subject.write_from_outside(&at("from/in/a.md"), b"a");
    subject.write_from_outside(&at("from x/b.md"), b"b");
    disk.move_to(&at("from"), &at("to/there")).unwrap();
    let files = vec!["from x/b.md".into(), "to/there/in/a.md".into()];
    let folders = ["from x", "to", "to/there", "to/there/in"].map(String::from).to_vec();
    assert_eq!(listed(disk), (files, folders));
    let error = disk.move_to(&at("from x"), &at("to")).unwrap_err();
    assert!(matches!(error, DiskError::Exists { .. }), "{error}");
}

fn a_folder_does_not_move_into_itself(subject: &dyn Subject) {
    subject.write_from_outside(&at("a/n.md"), b"n");
    let error = subject.disk().move_to(&at("a"), &at("a/b")).unwrap_err();
    assert!(matches!(error, DiskError::Name { .. }), "{error}");
    assert_eq!(content(subject.disk(), "a/n.md"), b"n");
}

fn a_change_of_case_is_a_move(subject: &dyn Subject) {
    subject.write_from_outside(&at("note.md"), b"n");
    subject.disk().move_to(&at("note.md"), &at("Note.md")).unwrap();
    assert_eq!(listed(subject.disk()).0, ["Note.md"]);
}

fn folders_come_and_go(subject: &dyn Subject) {
    let disk = subject.disk();
    disk.create_folder(&at("a/b")).unwrap();
    disk.create_folder(&at("a/b")).unwrap();
    assert_eq!(listed(disk).1, ["a", "a/b"]);
    let error = disk.remove_empty_folder(&at("a")).unwrap_err();
    assert!(matches!(error, DiskError::NotEmpty { .. }), "{error}");
    disk.remove_empty_folder(&at("a/b")).unwrap();
    disk.remove_empty_folder(&at("a")).unwrap();
    assert_eq!(listed(disk), (vec![], vec![]));
}

fn a_file_in_the_way_of_a_folder_is_an_error(subject: &dyn Subject) {
    let disk = subject.disk();
    subject.write_from_outside(&at("a"), b"a file");
    assert!(disk.save(&at("a/n.md"), b"n", Expected::Absent).is_err());
    assert!(disk.create_folder(&at("a")).is_err());
    assert!(disk.create_folder(&at("a/b")).is_err());
    assert_eq!(content(disk, "a"), b"a file");
}

fn the_local_trash_numbers_its_names(subject: &dyn Subject) {
    let disk = subject.disk();
    for expected in [".trash/n.md", ".trash/n 1.md", ".trash/n 2.md"] {
        subject.write_from_outside(&at("a/n.md"), expected.as_bytes());
        let trashed = disk.trash(&at("a/n.md"), TrashKind::Local).unwrap();
        assert_eq!(trashed, Trashed::Local(at(expected)));
        assert_eq!(content(disk, expected), expected.as_bytes());
    }
    assert_eq!(disk.trash(&at("a"), TrashKind::Local).unwrap(), Trashed::Local(at(".trash/a")));
    assert_eq!(listed(disk), (vec![], vec![]));
    let error = disk.trash(&at("a"), TrashKind::Local).unwrap_err();
    assert!(matches!(error, DiskError::Gone { .. }), "{error}");
}

fn what_is_deleted_for_good_is_in_the_history(subject: &dyn Subject) {
    let disk = subject.disk();
    subject.write_from_outside(&at("a/b/n.md"), b"text");
    assert_eq!(disk.trash(&at("a"), TrashKind::None).unwrap(), Trashed::Gone);
    assert_eq!(listed(disk), (vec![], vec![]));
    let versions = disk.versions(&at("a/b/n.md")).unwrap();
    assert_eq!(disk.read_version(versions[0].hash).unwrap(), b"text");
}

fn a_cap_refuses_large_files(subject: &dyn Subject) {
    subject.write_from_outside(&at("n.md"), b"12345");
    assert_eq!(subject.disk().read(&at("n.md"), 5).unwrap().bytes, b"12345");
    let error = subject.disk().read(&at("n.md"), 4).unwrap_err();
    assert!(matches!(error, DiskError::TooLarge { size: 5, limit: 4, .. }), "{error}");
}

fn a_folder_is_no_file(subject: &dyn Subject) {
    let disk = subject.disk();
    disk.create_folder(&at("a")).unwrap();
    assert_eq!(disk.find(&at("a")).unwrap(), Found::Folder);
    assert!(matches!(disk.read(&at("a"), NO_CAP).unwrap_err(), DiskError::NotAFile { .. }));
    let error = disk.save(&at("a"), b"x", seen(b"")).unwrap_err();
    assert!(matches!(error, DiskError::NotAFile { .. }), "{error}");
    assert!(disk.walk_folder(&at("none")).is_err());
}

fn the_root_is_a_folder(subject: &dyn Subject) {
    let disk = subject.disk();
    let root = VaultPath::root();
    assert_eq!(disk.find(&root).unwrap(), Found::Folder);
    assert!(disk.read(&root, NO_CAP).is_err());
    assert!(disk.save(&root, b"x", Expected::Absent).is_err());
    assert!(disk.trash(&root, TrashKind::None).is_err());
    disk.create_folder(&root).unwrap();
}

fn versions_are_listed_newest_first(subject: &dyn Subject) {
    let disk = subject.disk();
    disk.save(&at("n.md"), b"1", Expected::Absent).unwrap();
    disk.save(&at("n.md"), b"2", seen(b"1")).unwrap();
    disk.save(&at("n.md"), b"3", seen(b"2")).unwrap();
    disk.keep(&at("other.md"), b"buffer").unwrap();
    let versions = disk.versions(&at("n.md")).unwrap();
    let hashes: Vec<_> = versions.iter().map(|version| version.hash).collect();
    assert_eq!(hashes, [ContentHash::of(b"2"), ContentHash::of(b"1")]);
    assert!(versions[0].replaced_ms > versions[1].replaced_ms);
    assert_eq!(disk.read_version(ContentHash::of(b"buffer")).unwrap(), b"buffer");
}
