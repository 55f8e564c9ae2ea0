//! The app's own folder for one vault, outside it: kept bytes, logs, journal and unsaved text.
//!
//! Every file in it is written whole, made durable, then renamed into place, or is a log whose
//! last line may be torn and is then left out.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;

use super::DiskError;
use super::beneath::{Place, errno_of};
use super::folder::{Folder, is_temp_name, retry, write_all};
use crate::text::ContentHash;

const BLOBS: &str = "blobs";

/// The folder of one vault's kept bytes, logs, journal and unsaved text.
///
/// Copies of it are the same folder; within this program one change happens at a time.
#[derive(Debug, Clone)]
pub struct DataFolder {
    root: Arc<Path>,
    one_at_a_time: Arc<Mutex<()>>,
}

impl DataFolder {
    /// Opens the folder, making it where it is missing, and sweeps what a crash left half written.
    pub fn open(root: impl Into<PathBuf>) -> Result<Self, DiskError> {
        let root: PathBuf = root.into();
        let opened = Self { root: root.into(), one_at_a_time: Arc::default() };
        for folder in [BLOBS, "journal", "drafts"] {
            opened.create(folder)?;
        }
        for folder in ["", "journal", "drafts"] {
            opened.sweep(folder);
        }
        Ok(opened)
    }

    /// Returns where the folder is.
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// Holds off every other change through this folder until the guard is dropped.
    pub(super) fn hold(&self) -> MutexGuard<'_, ()> {
        self.one_at_a_time.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps bytes under their hash, durably.
    pub(super) fn keep_blob(&self, bytes: &[u8]) -> Result<ContentHash, DiskError> {
        let hash = ContentHash::of(bytes);
        let (folder, name) = blob_place(hash);
        let whole = |found: std::fs::Metadata| found.is_file() && found.len() == bytes.len() as u64;
        if !self.root.join(&folder).join(&name).metadata().is_ok_and(whole) {
            self.create(&folder)?;
            self.write(&folder, &name, bytes)?;
        }
        Ok(hash)
    }

    /// Reads bytes that were kept under this hash.
    pub(super) fn read_blob(&self, hash: ContentHash) -> Result<Vec<u8>, DiskError> {
        let (folder, name) = blob_place(hash);
        let bytes = self
            .read(&folder, &name)?
            .ok_or_else(|| DiskError::Gone { path: self.shown(&folder, &name) })?;
        if ContentHash::of(&bytes) == hash {
            Ok(bytes)
        } else {
            let reason = "its content is not what was kept".to_owned();
            Err(DiskError::Damaged { path: self.shown(&folder, &name), reason })
        }
    }

    /// Removes kept bytes; those that are gone already are no error.
    pub(super) fn remove_blob(&self, hash: ContentHash) -> Result<(), DiskError> {
        let (folder, name) = blob_place(hash);
        self.remove(&folder, &name)
    }

    /// Lists the hashes under which bytes are kept, with their sizes, in no order.
    pub(super) fn list_blobs(&self) -> Result<Vec<(ContentHash, u64)>, DiskError> {
        let mut blobs = Vec::new();
        for part in self.names(BLOBS)? {
            let folder = format!("{BLOBS}/{part}");
            for name in self.names(&folder)? {
                let Ok(hash) = ContentHash::try_from(name.clone()) else { continue };
                let size = self.root.join(&folder).join(&name).metadata().map_or(0, |m| m.len());
                blobs.push((hash, size));
            }
        }
        Ok(blobs)
    }

    /// Writes a file whole and durably: after a crash it is the old or the new one.
    pub(super) fn write(&self, folder: &str, name: &str, bytes: &[u8]) -> Result<(), DiskError> {
        let failed = |errno| DiskError::at(self.shown(folder, name), "write", errno);
        let open = Folder::open(&self.root.join(folder)).map_err(failed)?;
        let mut temp = open.create_temp(0o600).map_err(failed)?;
        write_all(temp.fd(), 0, bytes).map_err(failed)?;
        retry(|| rustix::fs::fsync(temp.fd())).map_err(failed)?;
        temp.place_over(OsStr::new(name)).map_err(failed)?;
        open.sync().map_err(failed)
    }

    /// Adds one line to a log, durably. A torn line before it is closed first.
    pub(super) fn append_line(&self, name: &str, line: &str) -> Result<(), DiskError> {
        let failed = |errno| DiskError::at(self.shown("", name), "write", errno);
        let folder = Folder::open(&self.root).map_err(failed)?;
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::APPEND | OFlags::CLOEXEC;
        let mode = Mode::from_raw_mode(0o600);
        let log = retry(|| rustix::fs::openat(&folder, name, flags, mode)).map_err(failed)?;
        let size = retry(|| rustix::fs::fstat(&log)).map_err(failed)?.st_size.unsigned_abs();
        let mut last = [b'\n'];
        if size > 0 {
            retry(|| rustix::io::pread(&log, &mut last, size - 1)).map_err(failed)?;
        }
        let opening = if last == [b'\n'] { "" } else { "\n" };
        let line = format!("{opening}{line}\n");
        write_all(&log, size, line.as_bytes()).map_err(failed)?;
        retry(|| rustix::fs::fsync(&log)).map_err(failed)?;
        if size == 0 { folder.sync().map_err(failed) } else { Ok(()) }
    }

    /// Reads a file whole; none where there is none.
    pub(super) fn read(&self, folder: &str, name: &str) -> Result<Option<Vec<u8>>, DiskError> {
        let read = Folder::open(&self.root.join(folder)).and_then(|folder| {
            let place = Place { folder, name: name.into(), stand_in: false };
            super::read::open(&place)
        });
        match read {
            Ok(opened) => Ok(Some(opened.bytes)),
            Err(Errno::NOENT) => Ok(None),
            Err(errno) => Err(DiskError::at(self.shown(folder, name), "read", errno)),
        }
    }

    /// Removes a file durably; one that is gone already is no error.
    pub(super) fn remove(&self, folder: &str, name: &str) -> Result<(), DiskError> {
        let failed = |errno| DiskError::at(self.shown(folder, name), "remove", errno);
        let open = Folder::open(&self.root.join(folder)).map_err(failed)?;
        match open.remove(OsStr::new(name)) {
            Err(Errno::NOENT) => Ok(()),
            removed => removed.and_then(|()| open.sync()).map_err(failed),
        }
    }

    /// Lists the names in a folder in their order, half-written files left out.
    pub(super) fn names(&self, folder: &str) -> Result<Vec<String>, DiskError> {
        let failed = |errno| DiskError::at(self.shown(folder, ""), "read", errno);
        let open = Folder::open(&self.root.join(folder)).map_err(failed)?;
        let names = open.names().map_err(failed)?;
        let whole = names.into_iter().filter(|name| !is_temp_name(name));
        Ok(whole.filter_map(|name| name.into_string().ok()).collect())
    }

    /// Returns how a file in here is shown.
    pub(super) fn shown(&self, folder: &str, name: &str) -> String {
        self.root.join(folder).join(name).display().to_string()
    }

    fn create(&self, folder: &str) -> Result<(), DiskError> {
        let path = self.root.join(folder);
        std::fs::create_dir_all(&path)
            .map_err(|error| DiskError::at(path.display(), "create", errno_of(&error)))
    }

    fn sweep(&self, folder: &str) {
        let Ok(open) = Folder::open(&self.root.join(folder)) else { return };
        for name in open.names().unwrap_or_default() {
            if is_temp_name(&name) {
                open.sweep(&name);
            }
        }
    }
}

fn blob_place(hash: ContentHash) -> (String, String) {
    let name = hash.to_string();
    let (part, _) = name.split_at_checked(2).unwrap_or(("", ""));
    (format!("{BLOBS}/{part}"), name)
}
