//! The vault in memory, for tests of what stands on a disk; as strict as the real one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::trash::local_name;
use super::{
    Clock, Disk, DiskError, Expected, FileStat, Found, Read, Stamp, TrashKind, Trashed, Version,
    Walk,
};
use crate::path::VaultPath;
use crate::text::ContentHash;

/// A vault's files in memory.
#[derive(Debug)]
pub struct MemoryDisk {
    state: Mutex<State>,
    clock: Clock,
}

#[derive(Debug, Default)]
struct State {
    files: BTreeMap<VaultPath, File>,
    folders: BTreeSet<VaultPath>,
    blobs: BTreeMap<ContentHash, Vec<u8>>,
    versions: Vec<Version>,
    changes: u64,
}

#[derive(Debug, Clone)]
struct File {
    bytes: Vec<u8>,
    inode: u64,
    mtime_ns: i64,
    changed_ns: i64,
}

impl MemoryDisk {
    /// Returns an empty vault.
    pub fn new(clock: Clock) -> Self {
        Self { state: Mutex::default(), clock }
    }

    /// Writes a file the way another program would: no questions, no history.
    pub fn write_from_outside(&self, path: &VaultPath, bytes: &[u8]) {
        let mut state = self.state();
        state.make_folders(&path.folder());
        state.put(path, bytes, self.now_ns());
    }

    /// Removes a file or folder the way another program would.
    pub fn remove_from_outside(&self, path: &VaultPath) {
        let mut state = self.state();
        state.files.retain(|file, _| !file.is_in(path));
        state.folders.retain(|folder| !folder.is_in(path));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn now_ns(&self) -> i64 {
        self.clock.now_ms().saturating_mul(1_000_000)
    }
}

impl State {
    fn put(&mut self, path: &VaultPath, bytes: &[u8], mtime_ns: i64) -> Stamp {
        self.changes += 1;
        let changed_ns = i64::try_from(self.changes).unwrap_or(i64::MAX);
        let inode = self.files.get(path).map_or(self.changes, |file| file.inode);
        let file = File { bytes: bytes.to_vec(), inode, mtime_ns, changed_ns };
        let stamp = file.stamp();
        self.files.insert(path.clone(), file);
        stamp
    }

    fn find(&self, path: &VaultPath) -> Found {
        match self.files.get(path) {
            Some(file) => Found::File(file.stat(path)),
            None if path.is_root() || self.folders.contains(path) => Found::Folder,
            None => Found::Absent,
        }
    }

    fn make_folders(&mut self, folder: &VaultPath) {
        let mut folder = folder.clone();
        while !folder.is_root() {
            let parent = folder.folder();
            self.folders.insert(folder);
            folder = parent;
        }
    }

    /// Fails where a file stands in the way of the folders that `path` lies in.
    fn open_way_to(&self, path: &VaultPath) -> Result<(), DiskError> {
        let mut folder = path.folder();
        while !folder.is_root() {
            if self.files.contains_key(&folder) {
                return Err(gone(path));
            }
            folder = folder.folder();
        }
        Ok(())
    }

    fn keep(&mut self, path: &VaultPath, bytes: &[u8], now_ms: i64) -> ContentHash {
        let hash = ContentHash::of(bytes);
        self.blobs.insert(hash, bytes.to_vec());
        let size = bytes.len() as u64;
        self.versions.push(Version { path: path.clone(), replaced_ms: now_ms, hash, size });
        hash
    }

    fn rename(&mut self, from: &VaultPath, to: &VaultPath) -> Result<(), DiskError> {
        let below = |path: &VaultPath| {
            let rest = path.as_str().strip_prefix(from.as_str()).unwrap_or_default();
            VaultPath::new(format!("{to}{rest}")).map_err(|_| gone(path))
        };
        self.make_folders(&to.folder());
        let files: Vec<_> = self.files.keys().filter(|path| path.is_in(from)).cloned().collect();
        for path in files {
            if let Some(file) = self.files.remove(&path) {
                self.files.insert(below(&path)?, file);
            }
        }
        let folders: Vec<_> = self.folders.iter().filter(|it| it.is_in(from)).cloned().collect();
        for path in folders {
            self.folders.remove(&path);
            self.folders.insert(below(&path)?);
        }
        Ok(())
    }
}

impl File {
    fn stamp(&self) -> Stamp {
        Stamp {
            hash: ContentHash::of(&self.bytes),
            size: self.bytes.len() as u64,
            mtime_ns: self.mtime_ns,
            changed_ns: self.changed_ns,
        }
    }

    fn stat(&self, path: &VaultPath) -> FileStat {
        FileStat {
            path: path.clone(),
            size: self.bytes.len() as u64,
            mtime_ns: self.mtime_ns,
            changed_ns: self.changed_ns,
            inode: self.inode,
            read_only: false,
        }
    }
}

impl Disk for MemoryDisk {
    fn walk_folder(&self, folder: &VaultPath) -> Result<Walk, DiskError> {
        let state = self.state();
        if state.find(folder) != Found::Folder {
            return Err(gone(folder));
        }
        let part = |path: &VaultPath| {
            let rest = path.as_str().strip_prefix(folder.as_str()).unwrap_or_default();
            path != folder && path.is_in(folder) && !rest.split('/').any(|it| it.starts_with('.'))
        };
        let files = state.files.iter().filter(|(path, _)| part(path));
        Ok(Walk {
            files: files.map(|(path, file)| file.stat(path)).collect(),
            folders: state.folders.iter().filter(|path| part(path)).cloned().collect(),
            skipped: Vec::new(),
        })
    }

    fn find(&self, path: &VaultPath) -> Result<Found, DiskError> {
        Ok(self.state().find(path))
    }

    fn read(&self, path: &VaultPath, cap: u64) -> Result<Read, DiskError> {
        let state = self.state();
        if state.find(path) == Found::Folder {
            return Err(DiskError::NotAFile { path: path.to_string() });
        }
        let file = state.files.get(path).ok_or_else(|| gone(path))?;
        let stamp = file.stamp();
        if stamp.size > cap {
            let path = path.to_string();
            return Err(DiskError::TooLarge { path, size: stamp.size, limit: cap });
        }
        Ok(Read { bytes: file.bytes.clone(), stamp })
    }

    fn save(&self, path: &VaultPath, bytes: &[u8], expected: Expected) -> Result<Stamp, DiskError> {
        let (mut state, now) = (self.state(), self.now_ns());
        state.open_way_to(path)?;
        let shown = path.to_string();
        match (state.find(path), expected) {
            (Found::Absent, Expected::Absent) => {
                state.make_folders(&path.folder());
                Ok(state.put(path, bytes, now))
            }
            (_, Expected::Absent) => Err(DiskError::Exists { path: shown }),
            (Found::File(_), Expected::Hash(expected)) => {
                let file = state.files.get(path).cloned().ok_or_else(|| gone(path))?;
                let found = ContentHash::of(&file.bytes);
                if found == ContentHash::of(bytes) {
                    return Ok(file.stamp());
                }
                if found != expected {
                    return Err(DiskError::Conflict { path: shown, found });
                }
                state.keep(path, &file.bytes, self.clock.now_ms());
                Ok(state.put(path, bytes, now))
            }
            (Found::Absent, _) => Err(gone(path)),
            _ => Err(DiskError::NotAFile { path: shown }),
        }
    }

    fn move_to(&self, from: &VaultPath, to: &VaultPath) -> Result<(), DiskError> {
        let mut state = self.state();
        if from == to {
            return Ok(());
        }
        if to.is_in(from) {
            let reason = "a folder cannot be moved into itself";
            return Err(DiskError::Name { path: to.to_string(), reason });
        }
        if state.find(from) == Found::Absent {
            return Err(gone(from));
        }
        state.open_way_to(to)?;
        if state.find(to) != Found::Absent {
            return Err(DiskError::Exists { path: to.to_string() });
        }
        state.rename(from, to)
    }

    fn create_folder(&self, path: &VaultPath) -> Result<(), DiskError> {
        let mut state = self.state();
        state.open_way_to(path)?;
        if state.files.contains_key(path) {
            return Err(DiskError::Exists { path: path.to_string() });
        }
        state.make_folders(path);
        Ok(())
    }

    fn remove_empty_folder(&self, path: &VaultPath) -> Result<(), DiskError> {
        let mut state = self.state();
        if state.find(path) != Found::Folder {
            return Err(gone(path));
        }
        let inside = |found: &VaultPath| found != path && found.is_in(path);
        if state.files.keys().any(inside) || state.folders.iter().any(inside) {
            return Err(DiskError::NotEmpty { path: path.to_string() });
        }
        state.folders.remove(path);
        Ok(())
    }

    fn trash(&self, path: &VaultPath, kind: TrashKind) -> Result<Trashed, DiskError> {
        let mut state = self.state();
        if path.is_root() || state.find(path) == Found::Absent {
            return Err(gone(path));
        }
        let files: Vec<_> = state.files.iter().filter(|(file, _)| file.is_in(path)).collect();
        let files: Vec<_> = files.into_iter().map(|(p, f)| (p.clone(), f.bytes.clone())).collect();
        for (file, bytes) in files {
            state.keep(&file, &bytes, self.clock.now_ms());
        }
        if kind == TrashKind::None {
            state.files.retain(|file, _| !file.is_in(path));
            state.folders.retain(|folder| !folder.is_in(path));
            return Ok(Trashed::Gone);
        }
        // There is no system here, so its trash is never in reach.
        let mut number = 0;
        loop {
            let to = local_name(path, number)?;
            if state.find(&to) == Found::Absent {
                state.rename(path, &to)?;
                return Ok(Trashed::Local(to));
            }
            number += 1;
        }
    }

    fn keep(&self, path: &VaultPath, bytes: &[u8]) -> Result<ContentHash, DiskError> {
        Ok(self.state().keep(path, bytes, self.clock.now_ms()))
    }

    fn versions(&self, path: &VaultPath) -> Result<Vec<Version>, DiskError> {
        let state = self.state();
        let of_path = state.versions.iter().rev().filter(|version| version.path == *path);
        Ok(of_path.cloned().collect())
    }

    fn all_versions(&self) -> Result<Vec<Version>, DiskError> {
        Ok(self.state().versions.clone())
    }

    fn read_version(&self, hash: ContentHash) -> Result<Vec<u8>, DiskError> {
        let state = self.state();
        let bytes = state.blobs.get(&hash).cloned();
        bytes.ok_or_else(|| DiskError::Gone { path: hash.to_string() })
    }

    fn recover(&self) -> Result<Vec<VaultPath>, DiskError> {
        Ok(Vec::new())
    }

    fn is_read_only(&self) -> bool {
        false
    }
}

fn gone(path: &VaultPath) -> DiskError {
    DiskError::Gone { path: path.to_string() }
}
