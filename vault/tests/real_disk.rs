//! What only a real disk has: links, pipes, permissions, odd bytes in names, a vault that vanishes.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::fs::{CWD, RenameFlags, XattrFlags, getxattr, renameat_with, setxattr};
use vault::disk::{
    Clock, DataFolder, Disk, DiskError, Expected, Found, NO_CAP, RealDisk, SkipReason, TrashKind,
    Trashed, lock,
};
use vault::path::VaultPath;
use vault::text::ContentHash;

struct Case {
    disk: RealDisk,
    folder: tempfile::TempDir,
}

impl Case {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("vault")).unwrap();
        let disk = open(folder.path()).unwrap();
        Self { disk, folder }
    }

    fn vault(&self) -> PathBuf {
        self.folder.path().join("vault")
    }

    fn write(&self, path: &str, text: &str) -> PathBuf {
        let full = self.folder.path().join(path);
        std::fs::create_dir_all(full.parent().unwrap()).unwrap();
        std::fs::write(&full, text).unwrap();
        full
    }

    fn files(&self) -> Vec<String> {
        let walk = self.disk.walk().unwrap();
        walk.files.into_iter().map(|file| file.path.to_string()).collect()
    }

    fn skipped(&self) -> Vec<(String, SkipReason)> {
        let walk = self.disk.walk().unwrap();
        walk.skipped.into_iter().map(|skipped| (skipped.shown, skipped.reason)).collect()
    }

    fn save(&self, path: &str, old: &str, new: &str) -> Result<(), DiskError> {
        let seen = Expected::Hash(ContentHash::of(old.as_bytes()));
        self.disk.save(&at(path), new.as_bytes(), seen).map(|_| ())
    }
}

fn open(folder: &Path) -> Result<RealDisk, DiskError> {
    let data = DataFolder::open(folder.join("data"))?;
    RealDisk::open(&folder.join("vault"), data, Clock::new(|| 0))
}

fn at(path: &str) -> VaultPath {
    VaultPath::new(path).unwrap()
}

fn mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

fn run(program: &str, arguments: &[&OsStr]) -> bool {
    let run = std::process::Command::new(program).args(arguments).output();
    run.is_ok_and(|run| run.status.success())
}

#[test]
fn what_is_no_file_is_skipped_and_nothing_hangs() {
    let case = Case::new();
    case.write("vault/n.md", "n");
    assert!(run("mkfifo", &[case.vault().join("pipe.md").as_os_str()]));
    let _socket = std::os::unix::net::UnixListener::bind(case.vault().join("socket.md")).unwrap();
    assert_eq!(case.files(), ["n.md"]);
    let expected = [("pipe.md", SkipReason::NotAFile), ("socket.md", SkipReason::NotAFile)];
    assert_eq!(case.skipped(), expected.map(|(path, reason)| (path.to_owned(), reason)));
    let error = case.disk.read(&at("pipe.md"), NO_CAP).unwrap_err();
    assert!(matches!(error, DiskError::NotAFile { .. }), "{error}");
    assert!(case.save("pipe.md", "", "x").is_err());
    assert_eq!(case.disk.find(&at("pipe.md")).unwrap(), Found::Skipped(SkipReason::NotAFile));
}

#[test]
fn links_are_followed_to_files_of_the_vault_and_no_further() {
    let case = Case::new();
    case.write("vault/real/n.md", "n");
    case.write("vault/.hidden/secret.md", "s");
    case.write("outside/secret.md", "s");
    let link = |target: &str, name: &str| symlink(target, case.vault().join(name)).unwrap();
    let absolute = case.vault().join("real/n.md");
    symlink(&absolute, case.vault().join("absolute.md")).unwrap();
    link("real/n.md", "linked.md");
    link("real", "linked folder");
    link("..", "parent");
    link(".", "itself");
    link("loop", "loop");
    link("nowhere", "broken.md");
    link("../outside", "outside");
    link("../outside/secret.md", "secret.md");
    link(".hidden/secret.md", "hidden.md");
    link("/etc/passwd", "passwd.md");
    assert_eq!(case.files(), ["absolute.md", "linked.md", "real/n.md"]);
    let expected = [
        ("broken.md", SkipReason::BrokenLink),
        ("hidden.md", SkipReason::LinkOutside),
        ("itself", SkipReason::LinkLoop),
        ("linked folder", SkipReason::LinkedFolder),
        ("loop", SkipReason::LinkLoop),
        ("outside", SkipReason::LinkOutside),
        ("parent", SkipReason::LinkLoop),
        ("passwd.md", SkipReason::LinkOutside),
        ("secret.md", SkipReason::LinkOutside),
    ];
    assert_eq!(case.skipped(), expected.map(|(path, reason)| (path.to_owned(), reason)));
    for path in ["secret.md", "passwd.md", "outside/secret.md", "parent/outside/secret.md"] {
        let error = case.disk.read(&at(path), NO_CAP).unwrap_err();
        assert!(matches!(error, DiskError::NotAFile { .. }), "{path}: {error}");
        assert!(case.save(path, "s", "x").is_err());
        assert!(case.disk.save(&at(path), b"x", Expected::Absent).is_err());
    }
    let error = case.disk.save(&at("outside/new.md"), b"x", Expected::Absent).unwrap_err();
    assert!(matches!(error, DiskError::NotAFile { .. }), "{error}");
    assert!(case.disk.move_to(&at("real/n.md"), &at("outside/n.md")).is_err());
    assert_eq!(std::fs::read_dir(case.folder.path().join("outside")).unwrap().count(), 1);
}

#[test]
fn a_save_through_a_link_keeps_the_link() {
    let case = Case::new();
    case.write("vault/real/n.md", "old");
    symlink("real/n.md", case.vault().join("linked.md")).unwrap();
    symlink(case.vault().join("real/n.md"), case.vault().join("absolute.md")).unwrap();
    case.save("linked.md", "old", "new").unwrap();
    case.save("absolute.md", "new", "newer").unwrap();
    assert_eq!(std::fs::read_link(case.vault().join("linked.md")).unwrap(), Path::new("real/n.md"));
    assert_eq!(std::fs::read(case.vault().join("real/n.md")).unwrap(), b"newer");
}

#[test]
fn a_file_with_two_names_stays_one() {
    let case = Case::new();
    let one = case.write("vault/n.md", "the old text, which is longer");
    let other = case.folder.path().join("other");
    std::fs::hard_link(&one, &other).unwrap();
    case.save("n.md", "the old text, which is longer", "new").unwrap();
    case.save("n.md", "new", "and now a text that is much longer than both").unwrap();
    assert_eq!(std::fs::read(&other).unwrap(), b"and now a text that is much longer than both");
    assert_eq!(std::fs::metadata(&one).unwrap().nlink(), 2);
    assert_eq!(case.disk.versions(&at("n.md")).unwrap().len(), 2);
}

#[test]
fn a_save_keeps_mode_and_extended_attributes() {
    let case = Case::new();
    let note = case.write("vault/n.md", "old");
    mode(&note, 0o640);
    let set = setxattr(&note, "user.tag", b"blue", XattrFlags::empty());
    let owner = std::fs::metadata(&note).unwrap();
    case.save("n.md", "old", "new").unwrap();
    let after = std::fs::metadata(&note).unwrap();
    assert_eq!(after.mode() & 0o7777, 0o640);
    assert_eq!((after.uid(), after.gid()), (owner.uid(), owner.gid()));
    match set {
        Ok(()) => {
            let mut value = [0; 8];
            let length = getxattr(&note, "user.tag", &mut value).unwrap();
            assert_eq!(&value[..length], b"blue");
        }
        Err(error) => println!("skipped: this disk has no extended attributes: {error}"),
    }
}

#[test]
fn a_new_file_has_the_mode_of_any_new_file() {
    let case = Case::new();
    let plain = case.write("plain", "x");
    case.disk.save(&at("n.md"), b"x", Expected::Absent).unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().mode();
    assert_eq!(mode(&case.vault().join("n.md")), mode(&plain));
}

#[test]
fn names_that_are_not_utf_8_are_listed_and_read_and_never_written() {
    let case = Case::new();
    let name = OsStr::from_bytes(b"caf\xE9.md");
    let folder = case.vault().join(OsStr::from_bytes(b"f\xFF"));
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(case.vault().join(name), "one").unwrap();
    std::fs::write(folder.join(name), "two").unwrap();
    assert_eq!(case.files(), ["caf\u{FFFD}E9.md", "f\u{FFFD}FF/caf\u{FFFD}E9.md"]);
    let walk = case.disk.walk().unwrap();
    assert!(walk.files.iter().all(|file| file.read_only));
    assert_eq!(walk.folders, [at("f\u{FFFD}FF")]);
    for (path, text) in [("caf\u{FFFD}E9.md", "one"), ("f\u{FFFD}FF/caf\u{FFFD}E9.md", "two")] {
        assert_eq!(case.disk.read(&at(path), NO_CAP).unwrap().bytes, text.as_bytes());
        let Found::File(found) = case.disk.find(&at(path)).unwrap() else { panic!() };
        assert!(walk.files.contains(&found));
        let error = case.save(path, text, "new").unwrap_err();
        assert!(matches!(error, DiskError::ReadOnly { .. }), "{error}");
    }
    // It can still be given a name that is one.
    case.disk.move_to(&at("caf\u{FFFD}E9.md"), &at("café.md")).unwrap();
    assert_eq!(std::fs::read(case.vault().join("café.md")).unwrap(), b"one");
}

#[test]
fn a_file_marked_as_read_only_is_not_written() {
    let case = Case::new();
    let note = case.write("vault/n.md", "old");
    mode(&note, 0o444);
    assert!(case.disk.walk().unwrap().files[0].read_only);
    let error = case.save("n.md", "old", "new").unwrap_err();
    assert!(matches!(error, DiskError::ReadOnly { .. }), "{error}");
    assert_eq!(case.disk.read(&at("n.md"), NO_CAP).unwrap().bytes, b"old");
    assert!(!case.disk.is_read_only());
    mode(&case.vault(), 0o555);
    assert!(case.disk.is_read_only());
    mode(&case.vault(), 0o755);
}

#[test]
fn an_edit_of_the_same_size_with_the_time_put_back_is_found() {
    let case = Case::new();
    let note = case.write("vault/n.md", "abc");
    let before = case.disk.walk().unwrap().files[0].clone();
    let time = std::fs::metadata(&note).unwrap().modified().unwrap();
    std::fs::write(&note, "xyz").unwrap();
    let file = std::fs::File::options().write(true).open(&note).unwrap();
    file.set_modified(time).unwrap();
    let after = case.disk.walk().unwrap().files[0].clone();
    assert_eq!((before.size, before.mtime_ns), (after.size, after.mtime_ns));
    assert!(matches!(case.save("n.md", "abc", "new"), Err(DiskError::Conflict { .. })));
    assert_eq!(std::fs::read(&note).unwrap(), b"xyz");
}

#[test]
fn a_vault_that_is_moved_or_replaced_is_gone_and_nothing_is_made() {
    let case = Case::new();
    case.write("vault/n.md", "old");
    let elsewhere = case.folder.path().join("elsewhere");
    std::fs::rename(case.vault(), &elsewhere).unwrap();
    let check = || {
        let gone = |result: Result<(), DiskError>| {
            assert!(matches!(result, Err(DiskError::VaultGone { .. })), "{result:?}");
        };
        gone(case.disk.walk().map(|_| ()));
        gone(case.save("n.md", "old", "new"));
        gone(case.disk.save(&at("new.md"), b"x", Expected::Absent).map(|_| ()));
        gone(case.disk.find(&at("n.md")).map(|_| ()));
        gone(case.disk.create_folder(&at("a")));
        gone(case.disk.trash(&at("n.md"), TrashKind::Local).map(|_| ()));
    };
    check();
    assert!(!case.vault().exists());
    // As under the place where a disk was mounted.
    std::fs::create_dir(case.vault()).unwrap();
    check();
    assert_eq!(std::fs::read_dir(case.vault()).unwrap().count(), 0);
    std::fs::remove_dir(case.vault()).unwrap();
    std::fs::rename(&elsewhere, case.vault()).unwrap();
    case.save("n.md", "old", "new").unwrap();
}

#[test]
fn a_walk_sweeps_what_a_killed_save_left_and_nothing_else() {
    let case = Case::new();
    case.write("vault/a/.throughline-1a2b-0.tmp", "half");
    case.write("vault/.throughline-1a2b-1.tmp", "half");
    let others = ["vault/.other.tmp", "vault/throughline-1.tmp", "vault/.git/.throughline-1-0.tmp"];
    for path in others {
        case.write(path, "kept");
    }
    assert_eq!(case.files(), ["throughline-1.tmp"]);
    for path in others {
        assert!(case.folder.path().join(path).exists(), "{path}");
    }
    assert!(!case.vault().join("a/.throughline-1a2b-0.tmp").exists());
    assert!(!case.vault().join(".throughline-1a2b-1.tmp").exists());
}

#[test]
fn the_data_folder_lies_outside_the_vault() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("vault")).unwrap();
    let data = DataFolder::open(folder.path().join("vault/data")).unwrap();
    let opened = RealDisk::open(&folder.path().join("vault"), data, Clock::new(|| 0));
    assert!(matches!(opened, Err(DiskError::Name { .. })));
}

#[test]
fn opening_and_reading_a_vault_writes_nothing_into_it() {
    let case = Case::new();
    case.write("vault/a/n.md", "n");
    let before = case.disk.walk().unwrap();
    let times = |path: &str| std::fs::metadata(case.vault().join(path)).unwrap().mtime_nsec();
    let folders = (times(""), times("a"));
    let disk = open(case.folder.path()).unwrap();
    disk.read(&at("a/n.md"), NO_CAP).unwrap();
    assert_eq!(disk.walk().unwrap(), before);
    assert_eq!((times(""), times("a")), folders);
}

#[test]
fn one_program_at_a_time_holds_a_vault() {
    let case = Case::new();
    let locks = case.folder.path().join("locks");
    let held = lock(&locks, &case.vault(), "Throughline").unwrap();
    let error = lock(&locks, &case.vault(), "tl").unwrap_err();
    let DiskError::Locked { holder, .. } = error else { panic!("{error}") };
    assert_eq!(holder, format!("Throughline (process {})", std::process::id()));
    std::fs::create_dir(case.folder.path().join("other")).unwrap();
    let other = lock(&locks, &case.folder.path().join("other"), "Throughline").unwrap();
    drop((held, other));
    lock(&locks, &case.vault(), "tl").unwrap();
}

/// A folder and a link to a place outside change names as fast as they can, while files in the
/// folder are read and written: not one byte of the place outside is read or changed.
#[test]
fn no_race_leads_outside() {
    let case = Case::new();
    case.write("vault/folder/n.md", "inside");
    let secret = case.write("outside/n.md", "outside");
    let (vault, stop) = (case.vault(), AtomicBool::new(false));
    symlink("../outside", vault.join("link")).unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let (one, other) = (vault.join("folder"), vault.join("link"));
            while !stop.load(Ordering::Relaxed) {
                renameat_with(CWD, &one, CWD, &other, RenameFlags::EXCHANGE).unwrap();
            }
        });
        let mut read = 0;
        for number in 0..500 {
            if let Ok(found) = case.disk.read(&at("folder/n.md"), NO_CAP) {
                assert_ne!(found.bytes, b"outside");
                read += 1;
            }
            let name = at(&format!("folder/{number}.md"));
            let _ = case.disk.save(&name, b"new", Expected::Absent);
            let _ = case.save("folder/n.md", "outside", "overwritten");
        }
        stop.store(true, Ordering::Relaxed);
        assert!(read > 0, "the folder was never there");
    });
    assert_eq!(std::fs::read(secret).unwrap(), b"outside");
    assert_eq!(std::fs::read_dir(case.folder.path().join("outside")).unwrap().count(), 1);
}

const INSIDE: &str = "THROUGHLINE_TEST_FOLDER";

/// Runs one of the tests below in a program of its own, with this home or under this user.
fn run_inside(case: &Case, test: &str, command: &mut std::process::Command) -> bool {
    let itself = std::env::current_exe().unwrap();
    let run = command
        .arg(itself)
        .args(["--exact", test, "--include-ignored", "--nocapture"])
        .env(INSIDE, case.folder.path())
        .output();
    match run {
        Ok(run) if run.status.success() => true,
        Ok(run) if run.status.code() == Some(101) => {
            panic!("{}", String::from_utf8_lossy(&run.stderr))
        }
        other => {
            eprintln!("skipped: {other:?}");
            false
        }
    }
}

fn inside() -> PathBuf {
    PathBuf::from(std::env::var_os(INSIDE).unwrap())
}

#[test]
fn the_system_trash_takes_what_is_deleted() {
    // Below the home of the one who runs the test: a disk has one trash, and this must be it.
    let case = Case::new();
    case.write("vault/a/n.md", "text");
    case.write("vault/m.md", "text");
    let home = case.folder.path().join("home");
    std::fs::create_dir(&home).unwrap();
    let mut command = std::process::Command::new("env");
    command.arg(format!("XDG_DATA_HOME={}", home.display()));
    if run_inside(&case, "trash_with_a_home", &mut command) {
        let trashed = home.join("Trash/files");
        assert_eq!(std::fs::read(trashed.join("a/n.md")).unwrap(), b"text");
        assert_eq!(std::fs::read(trashed.join("m.md")).unwrap(), b"text");
        assert_eq!(case.files(), Vec::<String>::new());
    }
    case.write("vault/m.md", "again");
    let mut command = std::process::Command::new("env");
    // A home that is a file has room for no trash.
    command.arg(format!("XDG_DATA_HOME={}", case.write("file", "").display()));
    if run_inside(&case, "trash_without_a_home", &mut command) {
        assert_eq!(std::fs::read(case.vault().join(".trash/m.md")).unwrap(), b"again");
    }
}

#[test]
#[ignore = "run by the_system_trash_takes_what_is_deleted"]
fn trash_with_a_home() {
    let disk = open(&inside()).unwrap();
    assert_eq!(disk.trash(&at("a"), TrashKind::System).unwrap(), Trashed::System);
    assert_eq!(disk.trash(&at("m.md"), TrashKind::System).unwrap(), Trashed::System);
    assert_eq!(disk.versions(&at("a/n.md")).unwrap().len(), 1);
}

#[test]
#[ignore = "run by the_system_trash_takes_what_is_deleted"]
fn trash_without_a_home() {
    let disk = open(&inside()).unwrap();
    let trashed = disk.trash(&at("m.md"), TrashKind::System).unwrap();
    assert_eq!(trashed, Trashed::Local(at(".trash/m.md")));
}

#[test]
fn without_permission_files_are_skipped_and_written_where_they_stand() {
    let case = Case::new();
    case.write("vault/open/n.md", "old");
    mode(&case.write("vault/closed.md", "secret"), 0o000);
    case.write("vault/closed/n.md", "secret");
    mode(&case.write("vault/foreign.md", "read"), 0o644);
    mode(&case.vault().join("open/n.md"), 0o666);
    mode(&case.vault().join("open"), 0o555);
    mode(&case.vault().join("closed"), 0o000);
    let data = case.folder.path().join("data");
    assert!(run("chmod", &[OsStr::new("-R"), OsStr::new("777"), data.as_os_str()]));
    mode(case.folder.path(), 0o755);
    let mut command = std::process::Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
    if run_inside(&case, "with_few_permissions", &mut command) {
        assert_eq!(std::fs::read(case.vault().join("open/n.md")).unwrap(), b"new");
    }
    mode(&case.vault().join("closed"), 0o755);
}

#[test]
#[ignore = "run by without_permission_files_are_skipped_and_written_where_they_stand"]
fn with_few_permissions() {
    let disk = open(&inside()).unwrap();
    assert!(disk.is_read_only());
    let walk = disk.walk().unwrap();
    let skipped = ["closed", "closed.md"].map(|path| (path.to_owned(), SkipReason::Unreadable));
    let found: Vec<_> = walk.skipped.iter().map(|it| (it.shown.clone(), it.reason)).collect();
    assert_eq!(found, skipped);
    let files: Vec<_> = walk.files.iter().map(|it| (it.path.as_str(), it.read_only)).collect();
    assert_eq!(files, [("foreign.md", true), ("open/n.md", false)]);
    assert!(matches!(disk.read(&at("closed.md"), NO_CAP), Err(DiskError::Denied { .. })));
    let seen = |text: &[u8]| Expected::Hash(ContentHash::of(text));
    disk.save(&at("open/n.md"), b"new", seen(b"old")).unwrap();
    let error = disk.save(&at("foreign.md"), b"new", seen(b"read")).unwrap_err();
    assert!(matches!(error, DiskError::ReadOnly { .. }), "{error}");
    let error = disk.save(&at("new.md"), b"new", Expected::Absent).unwrap_err();
    assert!(matches!(error, DiskError::Denied { .. }), "{error}");
}
