//! The real watcher over a real folder: every change leads to a hint, and reading to none.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use vault::disk::{
    Clock, DataFolder, Degraded, Disk, Expected, Hint, NO_CAP, RealDisk, Watcher, watch,
};
use vault::path::VaultPath;

/// Far longer than any hint takes; a test that fails waits this long.
const PATIENCE: Duration = Duration::from_secs(10);
/// Longer than a hint takes when the machine is busy; a test that passes waits this long.
const SILENCE: Duration = Duration::from_millis(600);

struct Watched {
    root: PathBuf,
    hints: Receiver<Hint>,
    _watcher: Watcher,
    folder: tempfile::TempDir,
}

impl Watched {
    /// Watches a vault that holds these files.
    fn new(files: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("vault");
        std::fs::create_dir(&root).unwrap();
        for file in files {
            write(&root.join(file), "before");
        }
        let (sender, hints) = channel();
        let watcher = watch(&root, sender).unwrap();
        Self { root, hints, _watcher: watcher, folder }
    }

    /// Waits until every one of these places has been hinted at.
    fn expect(&self, places: &[&str]) {
        let mut left: BTreeSet<&str> = places.iter().copied().collect();
        let end = Instant::now() + PATIENCE;
        while !left.is_empty() {
            let wait = end.saturating_duration_since(Instant::now());
            let hint = self.hints.recv_timeout(wait).unwrap_or_else(|_| panic!("no {left:?}"));
            left.retain(|place| !covers(&hint, &at(place)));
        }
    }

    /// Returns all hints until none comes any more.
    fn rest(&self) -> Vec<Hint> {
        std::iter::from_fn(|| self.hints.recv_timeout(SILENCE).ok()).collect()
    }
}

fn covers(hint: &Hint, place: &VaultPath) -> bool {
    match hint {
        Hint::Paths(paths) | Hint::Settings(paths) => paths.contains(place),
        Hint::Folder(folder) => place.is_in(folder),
        Hint::Rescan => true,
        Hint::Degraded { .. } => false,
    }
}

fn at(path: &str) -> VaultPath {
    VaultPath::new(path).unwrap()
}

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

#[test]
fn a_change_a_new_file_and_a_deletion_are_hinted_at() {
    let vault = Watched::new(&["a/b/n.md", "gone.md"]);
    write(&vault.root.join("a/b/n.md"), "after");
    write(&vault.root.join("new.md"), "new");
    std::fs::remove_file(vault.root.join("gone.md")).unwrap();
    vault.expect(&["a/b/n.md", "new.md", "gone.md"]);
}

#[test]
fn many_writes_to_one_file_are_one_hint() {
    let vault = Watched::new(&["n.md"]);
    for text in ["1", "2", "3"] {
        write(&vault.root.join("n.md"), text);
    }
    assert_eq!(vault.rest(), [Hint::Paths(vec![at("n.md")])]);
}

#[test]
fn a_file_replaced_and_then_deleted_is_not_forgotten() {
    let vault = Watched::new(&["n.md"]);
    write(&vault.root.join(".swap"), "after");
    std::fs::rename(vault.root.join(".swap"), vault.root.join("n.md")).unwrap();
    std::fs::remove_file(vault.root.join("n.md")).unwrap();
    assert_eq!(vault.rest(), [Hint::Paths(vec![at("n.md")])]);
}

#[test]
fn reading_is_no_change() {
    let vault = Watched::new(&["a/n.md"]);
    std::fs::read(vault.root.join("a/n.md")).unwrap();
    vault.root.join("a").read_dir().unwrap().count();
    assert_eq!(vault.rest(), []);
}

#[test]
fn names_with_a_dot_are_no_change() {
    let vault = Watched::new(&["n.md", ".obsidian/workspace.json"]);
    write(&vault.root.join(".obsidian/workspace.json"), "{}");
    write(&vault.root.join(".obsidian/plugins/x/data.json"), "{}");
    write(&vault.root.join(".obsidian/.app.json.tmp"), "{}");
    write(&vault.root.join(".n.md.swp"), "x");
    write(&vault.root.join(".git/objects/ab"), "x");
    assert_eq!(vault.rest(), []);
}

#[test]
fn settings_files_are_hinted_at_apart() {
    let vault = Watched::new(&["n.md", ".obsidian/app.json"]);
    write(&vault.root.join(".obsidian/app.json"), "{}");
    assert_eq!(vault.rest(), [Hint::Settings(vec![at(".obsidian/app.json")])]);
}

#[test]
fn settings_are_followed_from_the_moment_that_their_folder_comes() {
    let vault = Watched::new(&["n.md"]);
    write(&vault.root.join(".obsidian/app.json"), "{}");
    let seen = vault.rest();
    assert!(seen.iter().all(|hint| matches!(hint, Hint::Settings(_))), "{seen:?}");
    write(&vault.root.join(".obsidian/hotkeys.json"), "{}");
    assert_eq!(vault.rest(), [Hint::Settings(vec![at(".obsidian/hotkeys.json")])]);
}

#[test]
fn the_own_save_is_hinted_at_as_any_other() {
    let vault = Watched::new(&[]);
    let data = DataFolder::open(vault.folder.path().join("data")).unwrap();
    let disk = RealDisk::open(&vault.root, data, Clock::new(|| 0)).unwrap();
    disk.save(&at("n.md"), b"1", Expected::Absent).unwrap();
    assert_eq!(vault.rest(), [Hint::Paths(vec![at("n.md")])]);
    let seen = disk.read(&at("n.md"), NO_CAP).unwrap().stamp.hash;
    disk.save(&at("n.md"), b"2", Expected::Hash(seen)).unwrap();
    assert_eq!(vault.rest(), [Hint::Paths(vec![at("n.md")])]);
}

#[test]
fn a_folder_that_is_moved_in_is_looked_at_and_watched() {
    let vault = Watched::new(&[]);
    let outside = vault.folder.path().join("outside");
    write(&outside.join("in/n.md"), "n");
    std::fs::rename(&outside, vault.root.join("came")).unwrap();
    vault.expect(&["came/in/n.md"]);
    write(&vault.root.join("came/in/n.md"), "after");
    vault.expect(&["came/in/n.md"]);
}

#[test]
fn a_renamed_folder_is_watched_under_its_new_name() {
    let vault = Watched::new(&["a/in/n.md", "b/n.md"]);
    std::fs::rename(vault.root.join("a"), vault.root.join("c")).unwrap();
    vault.expect(&["a/in/n.md", "c/in/n.md"]);
    write(&vault.root.join("c/in/n.md"), "after");
    vault.expect(&["c/in/n.md"]);
    write(&vault.root.join("c/new/deep/n.md"), "new");
    vault.expect(&["c/new/deep/n.md"]);
}

#[test]
fn two_folders_that_exchange_their_names_are_both_watched() {
    let vault = Watched::new(&["a/n.md", "b/n.md"]);
    let root = &vault.root;
    std::fs::rename(root.join("a"), root.join("t")).unwrap();
    std::fs::rename(root.join("b"), root.join("a")).unwrap();
    std::fs::rename(root.join("t"), root.join("b")).unwrap();
    vault.expect(&["a/n.md", "b/n.md"]);
    vault.rest();
    write(&root.join("a/n.md"), "after");
    vault.expect(&["a/n.md"]);
    write(&root.join("b/n.md"), "after");
    vault.expect(&["b/n.md"]);
}

#[test]
fn a_folder_made_again_is_watched_again() {
    let vault = Watched::new(&["a/in/n.md"]);
    for _ in 0..20 {
        std::fs::remove_dir_all(vault.root.join("a")).unwrap();
        write(&vault.root.join("a/in/n.md"), "again");
    }
    vault.rest();
    write(&vault.root.join("a/in/n.md"), "after");
    vault.expect(&["a/in/n.md"]);
}

#[test]
fn a_large_checkout_leaves_every_folder_watched() {
    let vault = Watched::new(&["n.md"]);
    for folder in 0..100 {
        for file in 0..100 {
            write(&vault.root.join(format!("f{folder}/in/{file}.md")), "x");
        }
    }
    vault.expect(&["f0/in/0.md", "f50/in/50.md", "f99/in/99.md"]);
    vault.rest();
    for folder in [0, 50, 99] {
        write(&vault.root.join(format!("f{folder}/in/new.md")), "x");
    }
    vault.expect(&["f0/in/new.md", "f50/in/new.md", "f99/in/new.md"]);
}

#[test]
fn a_vault_that_goes_away_is_looked_at() {
    let vault = Watched::new(&["n.md"]);
    std::fs::rename(&vault.root, vault.folder.path().join("elsewhere")).unwrap();
    assert!(vault.rest().contains(&Hint::Rescan));
}

const INSIDE: &str = "THROUGHLINE_TEST_WITH_FEW_WATCHES";

/// Runs itself once more where the system allows four watches.
#[test]
fn a_limit_on_watches_is_told_by_folder() {
    if std::env::var_os(INSIDE).is_some() {
        return;
    }
    let itself = std::env::current_exe().unwrap();
    let script = "echo 4 > /proc/sys/user/max_inotify_watches && exec \"$0\" --exact \
                  with_few_watches --include-ignored";
    let run = std::process::Command::new("unshare")
        .args(["-Ur", "sh", "-c", script])
        .arg(itself)
        .env(INSIDE, "1")
        .output();
    match run {
        Ok(run) if run.status.success() => {}
        Ok(run) if String::from_utf8_lossy(&run.stderr).contains("max_inotify_watches") => {
            println!("skipped: this system does not let a test limit its watches");
        }
        Ok(run) if String::from_utf8_lossy(&run.stderr).contains("unshare") => {
            println!("skipped: this system does not let a test limit its watches");
        }
        Ok(run) => panic!("{}", String::from_utf8_lossy(&run.stdout)),
        Err(error) => println!("skipped: no unshare: {error}"),
    }
}

#[test]
#[ignore = "run by a_limit_on_watches_is_told_by_folder"]
fn with_few_watches() {
    assert!(std::env::var_os(INSIDE).is_some());
    let folders = ["a/n.md", "b/n.md", "c/n.md", "d/n.md", "e/n.md"];
    let vault = Watched::new(&folders);
    let Hint::Degraded { reason, folders } = vault.hints.recv_timeout(PATIENCE).unwrap() else {
        panic!("no word of the limit");
    };
    assert_eq!((reason, folders.len()), (Degraded::WatchLimit, 2));
    // Three are watched still; the others come with every poll.
    for folder in ["a", "b", "c", "d", "e"] {
        write(&vault.root.join(folder).join("n.md"), "after");
    }
    let hints = vault.rest();
    let watched = ["a", "b", "c", "d", "e"].into_iter().filter(|name| !folders.contains(&at(name)));
    for name in watched {
        let place = at(&format!("{name}/n.md"));
        assert!(hints.iter().any(|hint| covers(hint, &place)), "{name} {hints:?}");
    }
}
