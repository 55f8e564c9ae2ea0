//! Listing all that is in a vault, in parallel, with one look at each file and none inside it.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::{DirEntry, WalkBuilder, WalkParallel, WalkState};
use rustix::fs::Stat;
use rustix::io::Errno;

use super::beneath::Root;
use super::folder::{Folder, is_file, is_folder, is_link, is_temp_name};
use super::read::{changed_ns, mtime_ns};
use super::rights::Rights;
use super::{DiskError, FileStat, RealDisk, SkipReason, Skipped, Walk, file_name};
use crate::path::VaultPath;

/// Lists one folder at any depth, and sweeps what a killed save left in it.
pub(super) fn walk(disk: &RealDisk, folder: &VaultPath) -> Result<Walk, DiskError> {
    let failed = |errno| DiskError::at(folder, "read", errno);
    let root = disk.root()?;
    root.open_folder(folder).map_err(failed)?;
    let start = disk.path().join(root.real_path(folder).0);
    let litter = Arc::default();
    let seen = Seen {
        root: &root,
        path: disk.path(),
        rights: Rights::of_this_program(),
        found: Mutex::default(),
    };
    walker(&start, &litter).run(|| {
        let mut part = Part { seen: &seen, found: Walk::default() };
        Box::new(move |entry| {
            part.add(entry);
            WalkState::Continue
        })
    });
    sweep(&litter);
    // A disk that was taken away meanwhile has shown an empty folder, which is not the truth.
    disk.root()?;
    let mut walk = seen.found.into_inner().unwrap_or_else(PoisonError::into_inner);
    if walk.skipped.iter().any(|skipped| skipped.shown == folder.as_str()) {
        return Err(failed(Errno::ACCESS));
    }
    walk.files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    walk.folders.sort_unstable();
    walk.skipped.sort_unstable();
    Ok(walk)
}

/// Returns what the disk says of a file or folder that is part of the vault, or why it is none.
pub(super) fn classify(
    root: &Root<'_>,
    relative: &OsStr,
    stat: Stat,
    rights: &Rights,
) -> Result<Stat, SkipReason> {
    let stat = if is_link(&stat) { root.link_target(relative)? } else { stat };
    if is_folder(&stat) {
        return Ok(stat);
    }
    if !is_file(&stat) {
        return Err(SkipReason::NotAFile);
    }
    // The mode answers at once for nearly every file; an access list may allow more than it.
    if rights.may_read(&stat) || root.may_read(relative) {
        Ok(stat)
    } else {
        Err(SkipReason::Unreadable)
    }
}

/// What all threads share.
struct Seen<'w> {
    root: &'w Root<'w>,
    path: &'w Path,
    rights: Rights,
    found: Mutex<Walk>,
}

/// What one thread found; handed over when it ends.
struct Part<'w> {
    seen: &'w Seen<'w>,
    found: Walk,
}

impl Part<'_> {
    fn add(&mut self, entry: Result<DirEntry, ignore::Error>) {
        match entry {
            Ok(entry) if entry.depth() == 0 => {}
            Ok(entry) => self.add_entry(&entry),
            Err(error) => self.add_error(&error),
        }
    }

    fn add_entry(&mut self, entry: &DirEntry) {
        let Ok(relative) = entry.path().strip_prefix(self.seen.path) else { return };
        let relative = relative.as_os_str();
        let (shown, stand_in) = file_name::to_text(relative);
        let Ok(path) = VaultPath::new(shown.as_str()) else {
            return self.skip(shown, SkipReason::OddName);
        };
        if entry.file_type().is_some_and(|kind| kind.is_dir()) {
            return self.found.folders.push(path);
        }
        let stat = match self.seen.root.stat(relative) {
            // It was there a moment ago.
            Err(Errno::NOENT) => return,
            Err(_) => return self.skip(shown, SkipReason::Failed),
            Ok(stat) => stat,
        };
        match classify(self.seen.root, relative, stat, &self.seen.rights) {
            Ok(stat) => {
                let read_only = stand_in || !self.seen.rights.may_write(&stat);
                self.found.files.push(file_stat(path, &stat, read_only));
            }
            Err(reason) => self.skip(shown, reason),
        }
    }

    fn add_error(&mut self, error: &ignore::Error) {
        let reason = match error.io_error().map(std::io::Error::kind) {
            Some(std::io::ErrorKind::NotFound) => return,
            Some(std::io::ErrorKind::PermissionDenied) => SkipReason::Unreadable,
            _ => SkipReason::Failed,
        };
        let path = path_of(error).and_then(|path| path.strip_prefix(self.seen.path).ok());
        let shown = path.map(|path| file_name::to_text(path.as_os_str()).0);
        self.skip(shown.unwrap_or_default(), reason);
    }

    fn skip(&mut self, shown: String, reason: SkipReason) {
        self.found.skipped.push(Skipped { shown, reason });
    }
}

impl Drop for Part<'_> {
    fn drop(&mut self) {
        let mut all = self.seen.found.lock().unwrap_or_else(PoisonError::into_inner);
        all.files.append(&mut self.found.files);
        all.folders.append(&mut self.found.folders);
        all.skipped.append(&mut self.found.skipped);
    }
}

/// Returns what is known of a file that was not opened.
pub(super) fn file_stat(path: VaultPath, stat: &Stat, read_only: bool) -> FileStat {
    FileStat {
        path,
        size: stat.st_size.unsigned_abs(),
        mtime_ns: mtime_ns(stat),
        changed_ns: changed_ns(stat),
        inode: stat.st_ino,
        read_only,
    }
}

/// Builds a walker that enters no folder whose name starts with a dot and follows no link.
///
/// Notes that Git ignores are notes, so no ignore file counts.
fn walker(start: &Path, litter: &Arc<Mutex<Vec<PathBuf>>>) -> WalkParallel {
    let litter = Arc::clone(litter);
    let is_part_of_the_vault = move |entry: &DirEntry| {
        let hidden = entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
        if hidden && is_temp_name(entry.file_name()) {
            let mut litter = litter.lock().unwrap_or_else(PoisonError::into_inner);
            litter.push(entry.path().to_owned());
        }
        !hidden
    };
    let mut builder = WalkBuilder::new(start);
    builder.standard_filters(false).follow_links(false).filter_entry(is_part_of_the_vault);
    builder.build_parallel()
}

fn sweep(litter: &Mutex<Vec<PathBuf>>) {
    for path in litter.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else { continue };
        if let Ok(folder) = Folder::open(parent) {
            folder.sweep(name);
        }
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            path_of(err)
        }
        _ => None,
    }
}
