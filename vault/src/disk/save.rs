//! The one way a file is written: never in between, never over what was not seen.
//!
//! Each step answers a way to lose bytes. The old bytes go to the history first. The new ones are
//! written beside the file, made durable, and take its name in one step, after one more look at
//! what is there. A file that cannot be replaced so is written where it stands by [`in_place`].

use rustix::fs::{Access, AtFlags, Stat};
use rustix::io::Errno;

use super::beneath::{Place, Root};
use super::folder::{Result, Temp, retry, write_all};
use super::read::{Opened, open, stamp_of};
use super::{DiskError, Expected, RealDisk, Stamp, attributes, in_place};
use crate::path::VaultPath;
use crate::text::ContentHash;

/// Writes the file at `path` whole, if what is there is as expected.
pub(super) fn save(
    disk: &RealDisk,
    path: &VaultPath,
    bytes: &[u8],
    expected: Expected,
) -> Result<Stamp, DiskError> {
    let root = disk.root()?;
    match expected {
        Expected::Absent => create(&root, path, bytes),
        Expected::Hash(expected) => replace(disk, &root, path, bytes, expected),
    }
}

/// Says whether the person may write to the file: a mode without any write bit is a mark that
/// holds for the administrator too.
pub(super) fn is_writable(place: &Place, stat: &Stat) -> bool {
    let flags = AtFlags::EACCESS;
    let access = || rustix::fs::accessat(&place.folder, &place.name, Access::WRITE_OK, flags);
    let denied = || matches!(retry(access), Err(Errno::ACCESS | Errno::ROFS | Errno::PERM));
    !place.stand_in && stat.st_mode & 0o222 != 0 && !denied()
}

fn create(root: &Root<'_>, path: &VaultPath, bytes: &[u8]) -> Result<Stamp, DiskError> {
    let failed = |errno| DiskError::at(path, "create", errno);
    let place = root.locate_new(path).map_err(failed)?;
    if place.folder.find(&place.name).map_err(failed)?.is_some() {
        return Err(failed(Errno::EXIST));
    }
    let mut temp = place.folder.create_temp(0o666).map_err(failed)?;
    write_durably(&temp, bytes).map_err(failed)?;
    temp.place_new(&place.name).map_err(failed)?;
    settle(path, &place, &temp, ContentHash::of(bytes))
}

fn replace(
    disk: &RealDisk,
    root: &Root<'_>,
    path: &VaultPath,
    bytes: &[u8],
    expected: ContentHash,
) -> Result<Stamp, DiskError> {
    let failed = |errno| DiskError::at(path, "write", errno);
    let (place, stat) = root.find_file(path).map_err(failed)?;
    let stat = stat.ok_or_else(|| failed(Errno::NOENT))?;
    let old = open(&place).map_err(failed)?;
    let (found, new) = (ContentHash::of(&old.bytes), ContentHash::of(bytes));
    if found == new {
        return already_there(path, &place, &old, expected);
    }
    if found != expected {
        return Err(DiskError::Conflict { path: path.to_string(), found });
    }
    if !is_writable(&place, &stat) {
        return Err(failed(Errno::ROFS));
    }
    disk.keep_version(path, &old.bytes)?;
    if stat.st_nlink > 1 {
        return in_place::write(disk, path, &place, &old, bytes);
    }
    let mut temp = match place.folder.create_temp(0o600) {
        Err(Errno::ACCESS | Errno::PERM) => {
            return in_place::write(disk, path, &place, &old, bytes);
        }
        temp => temp.map_err(failed)?,
    };
    attributes::copy(&old.fd, &old.stat, temp.fd()).map_err(failed)?;
    write_durably(&temp, bytes).map_err(failed)?;
    look_again(path, &place, expected)?;
    temp.place_over(&place.name).map_err(failed)?;
    settle(path, &place, &temp, new)
}

/// Answers a save of what is there already: nothing is written.
///
/// Where the writer expected something else, an earlier try has placed the bytes and could not
/// make them durable, or another program wrote the very same; they are made durable now.
fn already_there(
    path: &VaultPath,
    place: &Place,
    old: &Opened,
    expected: ContentHash,
) -> Result<Stamp, DiskError> {
    let hash = ContentHash::of(&old.bytes);
    if hash != expected {
        retry(|| rustix::fs::fsync(&old.fd))
            .and_then(|()| place.folder.sync())
            .map_err(|errno| not_durable(path, errno))?;
    }
    Ok(stamp_of(&old.stat, hash))
}

/// Fails unless the file still holds what the writer last saw.
pub(super) fn look_again(
    path: &VaultPath,
    place: &Place,
    expected: ContentHash,
) -> Result<(), DiskError> {
    let now = open(place).map_err(|errno| DiskError::at(path, "read", errno))?;
    let found = ContentHash::of(&now.bytes);
    if found == expected {
        Ok(())
    } else {
        Err(DiskError::Conflict { path: path.to_string(), found })
    }
}

/// Returns the error for bytes that are in place and may not outlive a power cut.
pub(super) fn not_durable(path: &VaultPath, errno: Errno) -> DiskError {
    DiskError::NotDurable { path: path.to_string(), source: errno.into() }
}

fn write_durably(temp: &Temp<'_>, bytes: &[u8]) -> Result<()> {
    write_all(temp.fd(), 0, bytes)?;
    retry(|| rustix::fs::fsync(temp.fd()))
}

fn settle(
    path: &VaultPath,
    place: &Place,
    temp: &Temp<'_>,
    hash: ContentHash,
) -> Result<Stamp, DiskError> {
    let durable = |errno| not_durable(path, errno);
    place.folder.sync().map_err(durable)?;
    let stat = retry(|| rustix::fs::fstat(temp.fd())).map_err(durable)?;
    Ok(stamp_of(&stat, hash))
}
