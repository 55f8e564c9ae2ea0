//! Reading a file whole, without waiting for pipes and without leaving the vault.

use std::fs::File;
use std::os::fd::OwnedFd;

use rustix::fs::Stat;
use rustix::io::Errno;

use super::beneath::{Place, Root};
use super::folder::{Result, is_file, retry};
use super::{DiskError, Read, Stamp};
use crate::path::VaultPath;
use crate::text::ContentHash;

/// How often a file that is being written while it is read is read again.
const TRIES: u32 = 3;

/// A file, open, with its content and what the disk said of it.
#[derive(Debug)]
pub(super) struct Opened {
    /// The open file.
    pub(super) fd: OwnedFd,
    /// The whole content.
    pub(super) bytes: Vec<u8>,
    /// What the disk says of it.
    pub(super) stat: Stat,
}

/// Reads the file at `path`, of at most `cap` bytes.
pub(super) fn read(root: &Root<'_>, path: &VaultPath, cap: u64) -> Result<Read, DiskError> {
    let failed = |errno| DiskError::at(path, "read", errno);
    let (place, stat) = root.find_file(path).map_err(failed)?;
    let size = stat.ok_or_else(|| failed(Errno::NOENT))?.st_size.unsigned_abs();
    if size > cap {
        return Err(DiskError::TooLarge { path: path.to_string(), size, limit: cap });
    }
    let opened = open(&place).map_err(failed)?;
    let stamp = stamp_of(&opened.stat, ContentHash::of(&opened.bytes));
    Ok(Read { bytes: opened.bytes, stamp })
}

/// Opens the plain file at `path`, wherever a link inside the vault leads to.
pub(super) fn open_file(root: &Root<'_>, path: &VaultPath) -> Result<File, DiskError> {
    let failed = |errno| DiskError::at(path, "read", errno);
    let (place, _) = root.find_file(path).map_err(failed)?;
    let fd = place.folder.open_file(&place.name).map_err(failed)?;
    let stat = retry(|| rustix::fs::fstat(&fd)).map_err(failed)?;
    if is_file(&stat) { Ok(File::from(fd)) } else { Err(failed(Errno::ISDIR)) }
}

/// Opens the plain file at `place` and reads it whole.
pub(super) fn open(place: &Place) -> Result<Opened> {
    let fd = place.folder.open_file(&place.name)?;
    let mut stat = retry(|| rustix::fs::fstat(&fd))?;
    if !is_file(&stat) {
        return Err(Errno::ISDIR);
    }
    for _ in 0..TRIES {
        let bytes = read_all(&fd, stat.st_size)?;
        let after = retry(|| rustix::fs::fstat(&fd))?;
        let still = same_record(&stat, &after);
        stat = after;
        if still {
            return Ok(Opened { fd, bytes, stat });
        }
    }
    // It never rests; what was read last is as good as what would be read next.
    let bytes = read_all(&fd, stat.st_size)?;
    Ok(Opened { fd, bytes, stat })
}

/// Returns what the content is known by.
pub(super) fn stamp_of(stat: &Stat, hash: ContentHash) -> Stamp {
    Stamp {
        hash,
        size: stat.st_size.unsigned_abs(),
        mtime_ns: mtime_ns(stat),
        changed_ns: changed_ns(stat),
    }
}

/// Returns when the content last changed, in nanoseconds since 1970.
pub(super) fn mtime_ns(stat: &Stat) -> i64 {
    nanoseconds(stat.st_mtime, stat.st_mtime_nsec)
}

/// Returns when the disk last touched the file's record, in nanoseconds since 1970.
pub(super) fn changed_ns(stat: &Stat) -> i64 {
    nanoseconds(stat.st_ctime, stat.st_ctime_nsec)
}

fn nanoseconds(seconds: i64, rest: impl TryInto<i64>) -> i64 {
    seconds.saturating_mul(1_000_000_000).saturating_add(rest.try_into().unwrap_or(0))
}

fn same_record(a: &Stat, b: &Stat) -> bool {
    let record = |stat: &Stat| (stat.st_size, mtime_ns(stat), changed_ns(stat));
    record(a) == record(b)
}

fn read_all(fd: &OwnedFd, size: i64) -> Result<Vec<u8>> {
    // One byte more than the size, so that the end is seen without another round.
    let mut bytes = vec![0; usize::try_from(size).unwrap_or(0).saturating_add(1)];
    let mut filled = 0;
    loop {
        let free = bytes.get_mut(filled..).unwrap_or_default();
        let read = retry(|| rustix::io::pread(fd, &mut *free, filled as u64))?;
        if read == 0 {
            bytes.truncate(filled);
            return Ok(bytes);
        }
        filled += read;
        if filled == bytes.len() {
            bytes.resize(filled * 2, 0);
        }
    }
}
