//! The folders of a vault, each watched on its own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use notify::event::{ModifyKind, RenameMode};
use notify::{ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::Degraded;
use super::pending::{Pending, outermost};
use crate::disk::file_name;
use crate::path::VaultPath;

/// Kinds of disk that other machines, or programs unseen by the kernel, write to: NFS, SMB, CIFS,
/// FUSE, 9P, Ceph, AFS, Coda and the shared folders of VirtualBox.
const REMOTE: [u64; 9] = [
    0x6969,
    0x517B,
    0xFF53_4D42,
    0xFE53_4D42,
    0x6573_5546,
    0x0102_1997,
    0x00C3_6400,
    0x5346_414F,
    0x786F_4256,
];

/// The folder of the settings that are shared with Obsidian.
const SETTINGS: &str = ".obsidian";

/// The watched folders, and those that cannot be.
#[derive(Debug)]
pub(super) struct Tree {
    root: PathBuf,
    watcher: Option<RecommendedWatcher>,
    watched: BTreeSet<VaultPath>,
    unwatched: BTreeMap<VaultPath, Degraded>,
}

impl Tree {
    /// Watches each folder of the vault.
    pub(super) fn watch(
        root: PathBuf,
        handler: impl FnMut(notify::Result<Event>) + Send + 'static,
    ) -> Self {
        let (watched, unwatched) = (BTreeSet::new(), BTreeMap::new());
        let mut tree = Self { root, watcher: None, watched, unwatched };
        tree.restart(handler);
        tree
    }

    /// Forgets all watches and sets them afresh.
    pub(super) fn restart(&mut self, handler: impl FnMut(notify::Result<Event>) + Send + 'static) {
        self.watcher = RecommendedWatcher::new(handler, notify::Config::default()).ok();
        self.watched.clear();
        self.unwatched.clear();
        let root = VaultPath::root();
        if self.watcher.is_none() {
            self.unwatched.insert(root, Degraded::NoWatcher);
            return;
        }
        self.watch_folder(&root);
        self.watch_settings();
        if is_remote(&self.root) {
            self.unwatched.insert(root, Degraded::NoEvents);
        }
    }

    /// Returns true where the system gave out a watcher.
    pub(super) fn has_watcher(&self) -> bool {
        self.watcher.is_some()
    }

    /// Watches a folder and those in it, as far as that is possible.
    pub(super) fn watch_folder(&mut self, folder: &VaultPath) {
        let real = file_name::from_stand_in(folder.as_str());
        let path = self.root.join(real.as_deref().unwrap_or(folder.as_str().as_ref()));
        self.watch_tree(&path, folder.clone());
    }

    /// Returns the folders that cannot be watched, with the reason.
    pub(super) fn unwatched(&self) -> &BTreeMap<VaultPath, Degraded> {
        &self.unwatched
    }

    /// Returns the folders that cannot be watched and lie in no other such folder.
    pub(super) fn unwatched_tops(&self) -> Vec<VaultPath> {
        outermost(self.unwatched.keys().cloned())
    }

    /// Notes what an event says of a path, and watches folders that came.
    pub(super) fn follow(&mut self, path: &Path, kind: &EventKind, pending: &mut Pending) {
        let Ok(relative) = path.strip_prefix(&self.root) else { return };
        let Ok(at) = VaultPath::new(file_name::to_text(relative.as_os_str()).0) else { return };
        if at.is_hidden() {
            return self.follow_settings(path, at, kind, pending);
        }
        if at.is_root() {
            return pending.add_all();
        }
        let was_folder = self.watched.contains(&at) || self.unwatched.contains_key(&at);
        if was_folder && is_departure(kind) {
            self.forget(&at);
        }
        let is_folder = path.symlink_metadata().is_ok_and(|found| found.is_dir());
        if is_folder && is_arrival(kind) {
            // Watched first: what comes while the hint is on its way has a hint of its own.
            self.watch_tree(path, at.clone());
        }
        if was_folder || is_folder { pending.add_folder(at) } else { pending.add_path(at) }
    }

    /// Notes a change of a settings file. The folder's other files, such as which notes Obsidian
    /// shows, change all the time and mean nothing here.
    fn follow_settings(
        &mut self,
        path: &Path,
        at: VaultPath,
        kind: &EventKind,
        pending: &mut Pending,
    ) {
        if at.as_str() == SETTINGS {
            if is_departure(kind) || is_arrival(kind) {
                self.watch_settings();
                let files = path.read_dir().into_iter().flatten().flatten();
                let names = files.map(|file| file_name::to_text(&file.file_name()).0);
                for file in names.filter_map(|name| at.join(&name).ok()).filter(is_settings_file) {
                    pending.add_settings(file);
                }
            }
        } else if is_settings_file(&at) {
            pending.add_settings(at);
        }
    }

    /// Watches the folder of the settings, if there is one; without it they are read when asked.
    fn watch_settings(&mut self) {
        let folder = self.root.join(SETTINGS);
        if let (Some(watcher), true) = (&mut self.watcher, folder.is_dir()) {
            let _ = watcher.watch(&folder, RecursiveMode::NonRecursive);
        }
    }

    fn watch_tree(&mut self, path: &Path, at: VaultPath) {
        let mut waiting = vec![(path.to_owned(), at)];
        while let Some((path, at)) = waiting.pop() {
            self.watch_one(&path, &at);
            // Read only now: a folder made from here on is an event of the one above.
            for entry in path.read_dir().into_iter().flatten().flatten() {
                let (name, _) = file_name::to_text(&entry.file_name());
                let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
                if let (true, false, Ok(below)) = (is_folder, name.starts_with('.'), at.join(&name))
                {
                    waiting.push((entry.path(), below));
                }
            }
        }
    }

    fn watch_one(&mut self, path: &Path, at: &VaultPath) {
        let Some(watcher) = &mut self.watcher else { return };
        match watcher.watch(path, RecursiveMode::NonRecursive) {
            Ok(()) => {
                if self.unwatched.get(at) != Some(&Degraded::NoEvents) {
                    self.unwatched.remove(at);
                }
                self.watched.insert(at.clone());
            }
            Err(error) => match error.kind {
                ErrorKind::MaxFilesWatch => {
                    self.unwatched.insert(at.clone(), Degraded::WatchLimit);
                }
                // It is gone again, or may not be read; the walk says so.
                _ => {
                    self.unwatched.remove(at);
                }
            },
        }
    }

    fn forget(&mut self, folder: &VaultPath) {
        self.watched.retain(|watched| !watched.is_in(folder));
        self.unwatched.retain(|unwatched, _| !unwatched.is_in(folder));
    }
}

fn is_settings_file(path: &VaultPath) -> bool {
    let name = path.file_name();
    path.parent() == SETTINGS
        && path.extension() == "json"
        && !name.starts_with('.')
        && !name.starts_with("workspace")
}

fn is_departure(kind: &EventKind) -> bool {
    let away = EventKind::Modify(ModifyKind::Name(RenameMode::From));
    matches!(kind, EventKind::Remove(_)) || *kind == away
}

fn is_arrival(kind: &EventKind) -> bool {
    let here = EventKind::Modify(ModifyKind::Name(RenameMode::To));
    matches!(kind, EventKind::Create(_)) || *kind == here
}

fn is_remote(root: &Path) -> bool {
    rustix::fs::statfs(root).is_ok_and(|disk| REMOTE.contains(&(disk.f_type as u64 & 0xFFFF_FFFF)))
}
