//! The vault on a real disk: one folder, opened afresh for each operation.

use std::fs::File;
use std::path::{Path, PathBuf};

use rustix::fs::{Access, CWD, StatVfsMountFlags};

use super::beneath::{Root, errno_of, identity_of};
use super::folder::is_folder;
use super::rights::Rights;
use super::{
    Clock, DataFolder, Disk, DiskError, Expected, Found, Read, SkipReason, Stamp, TrashKind,
    Trashed, Version, Walk, history, in_place, moves, read, save, trash, walk,
};
use crate::path::VaultPath;
use crate::text::ContentHash;

/// A vault's folder on a real disk.
///
/// The folder is opened anew by each operation and must still be the same one, so that an
/// unmounted or moved vault is noticed and nothing is written in its place.
#[derive(Debug)]
pub struct RealDisk {
    path: PathBuf,
    identity: (u64, u64),
    data: DataFolder,
    clock: Clock,
}

impl RealDisk {
    /// Opens the vault in `folder`; `data` is the app's own folder for it and lies outside.
    ///
    /// Writes nothing into the vault. Call `journal::recover` next, before anything is read.
    pub fn open(folder: &Path, data: DataFolder, clock: Clock) -> Result<Self, DiskError> {
        let gone = |_| DiskError::VaultGone { path: folder.display().to_string() };
        let path = folder.canonicalize().map_err(gone)?;
        let stat = rustix::fs::stat(&path)
            .map_err(|errno| DiskError::at(path.display(), "open", errno))?;
        if !is_folder(&stat) {
            return Err(DiskError::NotAFile { path: path.display().to_string() });
        }
        let data_path = data
            .path()
            .canonicalize()
            .map_err(|error| DiskError::at(data.path().display(), "open", errno_of(&error)))?;
        if data_path.starts_with(&path) {
            let path = data_path.display().to_string();
            return Err(DiskError::Name { path, reason: "it must lie outside the vault" });
        }
        Ok(Self { path, identity: identity_of(&stat), data, clock })
    }

    /// Returns where the vault is, with every link on the way resolved.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the app's own folder for this vault.
    pub fn data(&self) -> &DataFolder {
        &self.data
    }

    /// Opens a plain file for reading, for content that is too large to be read whole.
    pub fn open_file(&self, path: &VaultPath) -> Result<File, DiskError> {
        read::open_file(&self.root()?, path)
    }

    /// Returns when a file was made, in milliseconds since 1970, where the disk keeps that.
    pub fn created_ms(&self, path: &VaultPath) -> Option<i64> {
        let created = self.open_file(path).ok()?.metadata().ok()?.created().ok()?;
        let since = created.duration_since(std::time::SystemTime::UNIX_EPOCH).ok()?;
        i64::try_from(since.as_millis()).ok()
    }

    /// Opens the vault's folder for one operation.
    pub(super) fn root(&self) -> Result<Root<'_>, DiskError> {
        Root::open(&self.path, self.identity)
    }

    /// Keeps bytes that are about to be replaced.
    pub(super) fn keep_version(
        &self,
        path: &VaultPath,
        bytes: &[u8],
    ) -> Result<ContentHash, DiskError> {
        history::keep(&self.data, path, bytes, self.clock.now_ms())
    }

    fn find_at(&self, path: &VaultPath) -> Result<Found, DiskError> {
        let failed = |errno| DiskError::at(path, "read", errno);
        let root = self.root()?;
        let place = match root.locate(path).map_err(failed) {
            Err(DiskError::Gone { .. }) => return Ok(Found::Absent),
            Err(DiskError::NotAFile { .. }) => return Ok(Found::Skipped(SkipReason::LinkOutside)),
            place => place?,
        };
        let Some(stat) = place.folder.find(&place.name).map_err(failed)? else {
            return Ok(Found::Absent);
        };
        let (relative, _) = root.real_path(path);
        match walk::classify(&root, &relative, stat, &Rights::of_this_program()) {
            Err(reason) => Ok(Found::Skipped(reason)),
            Ok(stat) if is_folder(&stat) => Ok(Found::Folder),
            Ok(stat) => {
                let read_only = !save::is_writable(&place, &stat);
                Ok(Found::File(walk::file_stat(path.clone(), &stat, read_only)))
            }
        }
    }
}

impl Disk for RealDisk {
    fn walk_folder(&self, folder: &VaultPath) -> Result<Walk, DiskError> {
        walk::walk(self, folder)
    }

    fn find(&self, path: &VaultPath) -> Result<Found, DiskError> {
        if path.is_root() {
            return self.root().map(|_| Found::Folder);
        }
        self.find_at(path)
    }

    fn read(&self, path: &VaultPath, cap: u64) -> Result<Read, DiskError> {
        read::read(&self.root()?, path, cap)
    }

    fn save(&self, path: &VaultPath, bytes: &[u8], expected: Expected) -> Result<Stamp, DiskError> {
        save::save(self, path, bytes, expected)
    }

    fn move_to(&self, from: &VaultPath, to: &VaultPath) -> Result<(), DiskError> {
        moves::move_to(&self.root()?, from, to)
    }

    fn create_folder(&self, path: &VaultPath) -> Result<(), DiskError> {
        moves::create_folder(&self.root()?, path)
    }

    fn remove_empty_folder(&self, path: &VaultPath) -> Result<(), DiskError> {
        moves::remove_empty_folder(&self.root()?, path)
    }

    fn trash(&self, path: &VaultPath, kind: TrashKind) -> Result<Trashed, DiskError> {
        trash::trash(self, path, kind)
    }

    fn keep(&self, path: &VaultPath, bytes: &[u8]) -> Result<ContentHash, DiskError> {
        self.keep_version(path, bytes)
    }

    fn versions(&self, path: &VaultPath) -> Result<Vec<Version>, DiskError> {
        history::versions(&self.data, path)
    }

    fn all_versions(&self) -> Result<Vec<Version>, DiskError> {
        history::all(&self.data)
    }

    fn read_version(&self, hash: ContentHash) -> Result<Vec<u8>, DiskError> {
        self.data.read_blob(hash)
    }

    fn recover(&self) -> Result<Vec<VaultPath>, DiskError> {
        in_place::recover(self)
    }

    fn is_read_only(&self) -> bool {
        let mounted = rustix::fs::statvfs(&self.path)
            .is_ok_and(|disk| disk.f_flag.contains(StatVfsMountFlags::RDONLY));
        let refused =
            rustix::fs::accessat(CWD, &self.path, Access::WRITE_OK, rustix::fs::AtFlags::EACCESS);
        let unmarked = rustix::fs::stat(&self.path).is_ok_and(|stat| stat.st_mode & 0o222 == 0);
        mounted || unmarked || refused.is_err()
    }
}
