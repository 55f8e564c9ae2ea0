//! Writing a file where it stands, for those that cannot be replaced by another one.
//!
//! A file with several names would fall apart into two, and a folder that takes no new file has
//! no room for a temporary one. Such a write can be torn by a crash, so the old and the new bytes
//! are both kept first, with a note of the write; the next start finds the note and finishes.

use std::os::fd::OwnedFd;

use rustix::fs::FallocateFlags;
use rustix::io::Errno;
use serde::{Deserialize, Serialize};

use super::beneath::Place;
use super::folder::{Result, retry, write_all};
use super::read::{Opened, open, stamp_of};
use super::save::{look_again, not_durable};
use super::{DiskError, RealDisk, Stamp};
use crate::path::VaultPath;
use crate::text::ContentHash;

const FOLDER: &str = "journal";
const PREFIX: &str = "in-place-";

/// The note of a write that is under way.
#[derive(Debug, Serialize, Deserialize)]
struct Intent {
    path: VaultPath,
    old: ContentHash,
    new: ContentHash,
}

/// Writes `bytes` over the file where it stands.
pub(super) fn write(
    disk: &RealDisk,
    path: &VaultPath,
    place: &Place,
    old: &Opened,
    bytes: &[u8],
) -> Result<Stamp, DiskError> {
    let failed = |errno| DiskError::at(path, "write", errno);
    let fd = place.folder.open_for_writing(&place.name).map_err(failed)?;
    let old_hash = ContentHash::of(&old.bytes);
    let note = note_name(path);
    let new = {
        let _held = disk.data().hold();
        disk.data().keep_blob(&old.bytes)?;
        disk.data().keep_blob(bytes)?
    };
    let intent = Intent { path: path.clone(), old: old_hash, new };
    disk.data().write(FOLDER, &note, &to_json(&intent))?;
    // A note that stays says at the next start what the file then says itself.
    let drop_note = || drop(disk.data().remove(FOLDER, &note));
    look_again(path, place, old_hash).inspect_err(|_| drop_note())?;
    if let Err(errno) = overwrite(&fd, &old.bytes, bytes) {
        if look_again(path, place, old_hash).is_err() {
            return Err(DiskError::Torn { path: path.to_string() });
        }
        drop_note();
        return Err(failed(errno));
    }
    drop_note();
    let stat = retry(|| rustix::fs::fstat(&fd)).map_err(|errno| not_durable(path, errno))?;
    Ok(stamp_of(&stat, new))
}

/// Finishes each write that a crash interrupted, and lists the files that were left alone because
/// another program has written to them since.
pub(super) fn recover(disk: &RealDisk) -> Result<Vec<VaultPath>, DiskError> {
    let mut left_alone = Vec::new();
    for name in disk.data().names(FOLDER)? {
        if !name.starts_with(PREFIX) {
            continue;
        }
        let note = disk.data().read(FOLDER, &name)?.unwrap_or_default();
        if let Ok(intent) = serde_json::from_slice::<Intent>(&note)
            && !finish(disk, &intent)?
        {
            left_alone.push(intent.path);
        }
        disk.data().remove(FOLDER, &name)?;
    }
    Ok(left_alone)
}

/// Mends a torn file; returns false for one that another program has written to.
fn finish(disk: &RealDisk, intent: &Intent) -> Result<bool, DiskError> {
    let path = &intent.path;
    let failed = |errno| DiskError::at(path, "write", errno);
    let root = disk.root()?;
    let Ok((place, Some(_))) = root.find_file(path) else { return Ok(false) };
    let now = open(&place).map_err(failed)?;
    let found = ContentHash::of(&now.bytes);
    if found == intent.old || found == intent.new {
        return Ok(true);
    }
    let (old, new) = (disk.data().read_blob(intent.old)?, disk.data().read_blob(intent.new)?);
    if !is_torn(&now.bytes, &old, &new) {
        return Ok(false);
    }
    disk.keep_version(path, &now.bytes)?;
    let fd = place.folder.open_for_writing(&place.name).map_err(failed)?;
    overwrite(&fd, &now.bytes, &new).map_err(failed)?;
    Ok(true)
}

/// Writes `new` over `old`, and `old` back again where that fails.
fn overwrite(fd: &OwnedFd, old: &[u8], new: &[u8]) -> Result<()> {
    let flags = FallocateFlags::KEEP_SIZE;
    match retry(|| rustix::fs::fallocate(fd, flags, 0, new.len().max(1) as u64)) {
        // Disks that cannot reserve room will say on writing that they are full.
        Err(Errno::OPNOTSUPP | Errno::NOSYS | Errno::INVAL) | Ok(()) => {}
        full => return full,
    }
    let written = write_from_start(fd, new);
    if written.is_err() {
        // What fails here is mended at the next start.
        let _ = write_from_start(fd, old);
    }
    written
}

fn write_from_start(fd: &OwnedFd, bytes: &[u8]) -> Result<()> {
    retry(|| rustix::fs::seek(fd, rustix::fs::SeekFrom::Start(0)))?;
    write_all(fd, 0, bytes)?;
    retry(|| rustix::fs::ftruncate(fd, bytes.len() as u64))?;
    retry(|| rustix::fs::fsync(fd))
}

/// Returns true for what a crash can leave: at each place a byte of the old or the new content.
fn is_torn(found: &[u8], old: &[u8], new: &[u8]) -> bool {
    let within = found.len() >= old.len().min(new.len()) && found.len() <= old.len().max(new.len());
    let of_either = |(at, byte): (usize, &u8)| {
        old.get(at) == Some(byte) || new.get(at) == Some(byte) || (*byte == 0 && at >= old.len())
    };
    within && found.iter().enumerate().all(of_either)
}

fn note_name(path: &VaultPath) -> String {
    format!("{PREFIX}{}.json", ContentHash::of(path.as_str().as_bytes()))
}

fn to_json(intent: &Intent) -> Vec<u8> {
    serde_json::to_vec(intent).unwrap_or_default()
}
