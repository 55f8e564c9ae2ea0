//! What a step will find when those before it have been taken, known without taking them.

use super::step::Step;
use crate::disk::{Disk, DiskError, Found, NO_CAP};
use crate::path::VaultPath;
use crate::text::ContentHash;

/// What stands at a path after some steps.
enum Then {
    /// What stands now at this path.
    OnDisk(VaultPath),
    /// Something that one of the steps has made.
    New,
    /// Nothing: one of the steps has taken it away.
    Gone,
}

/// Fails unless `step` can be taken after the `earlier` ones.
pub(super) fn check(disk: &dyn Disk, earlier: &[Step], step: &Step) -> Result<(), DiskError> {
    match step {
        Step::Write { path, old, .. } | Step::Remove { path, old } => match then(earlier, path) {
            Then::OnDisk(now) => check_hash(disk, &now, *old),
            _ => Err(gone(path)),
        },
        Step::Move { from, to } => {
            let moved = match then(earlier, from) {
                Then::OnDisk(now) => disk.find(&now)?,
                _ => Found::Absent,
            };
            match moved {
                Found::Absent => Err(gone(from)),
                moved => check_free(disk, earlier, to, &moved),
            }
        }
        Step::Create { path, .. } => check_free(disk, earlier, path, &Found::Absent),
        Step::CreateFolder { .. } | Step::RemoveFolder { .. } | Step::Trash { .. } => Ok(()),
    }
}

/// Fails unless each of these steps can be taken after those before it.
pub(super) fn check_all(disk: &dyn Disk, steps: &[Step]) -> Result<(), DiskError> {
    for (number, step) in steps.iter().enumerate() {
        check(disk, steps.get(..number).unwrap_or_default(), step)?;
    }
    Ok(())
}

/// Returns true where something will stand at `path` after the `earlier` steps.
pub(super) fn will_exist(
    disk: &dyn Disk,
    earlier: &[Step],
    path: &VaultPath,
) -> Result<bool, DiskError> {
    match then(earlier, path) {
        Then::OnDisk(now) => Ok(disk.find(&now)? != Found::Absent),
        Then::New => Ok(true),
        Then::Gone => Ok(false),
    }
}

/// Fails unless the file holds what is expected.
pub(super) fn check_hash(
    disk: &dyn Disk,
    path: &VaultPath,
    expected: ContentHash,
) -> Result<(), DiskError> {
    let found = disk.read(path, NO_CAP)?.stamp.hash;
    if found == expected {
        Ok(())
    } else {
        Err(DiskError::Conflict { path: path.to_string(), found })
    }
}

/// Returns the path under `to` of what was at `path`, in or at `from`.
pub(super) fn moved(path: &VaultPath, from: &VaultPath, to: &VaultPath) -> Option<VaultPath> {
    let rest = path.as_str().strip_prefix(from.as_str()).filter(|_| path.is_in(from))?;
    VaultPath::new(format!("{to}{rest}")).ok()
}

fn then(earlier: &[Step], path: &VaultPath) -> Then {
    let mut path = path.clone();
    for step in earlier.iter().rev() {
        match step {
            Step::Move { from, to } => {
                if let Some(origin) = moved(&path, to, from) {
                    path = origin;
                } else if path.is_in(from) {
                    return Then::Gone;
                }
            }
            Step::Create { path: made, .. } | Step::CreateFolder { path: made } => {
                if path == *made {
                    return Then::New;
                }
            }
            Step::Remove { path: gone, .. }
            | Step::RemoveFolder { path: gone }
            | Step::Trash { path: gone, .. } => {
                if path.is_in(gone) {
                    return Then::Gone;
                }
            }
            Step::Write { .. } => {}
        }
    }
    Then::OnDisk(path)
}

/// Fails where something else than `moved` itself will stand at `path`.
fn check_free(
    disk: &dyn Disk,
    earlier: &[Step],
    path: &VaultPath,
    moved: &Found,
) -> Result<(), DiskError> {
    let free = match then(earlier, path) {
        Then::Gone => true,
        Then::New => false,
        Then::OnDisk(now) => match (disk.find(&now)?, moved) {
            (Found::Absent, _) => true,
            // A change of case, on a disk that takes both for one name.
            (Found::File(found), Found::File(moved)) => found.inode == moved.inode,
            _ => false,
        },
    };
    if free { Ok(()) } else { Err(DiskError::Exists { path: path.to_string() }) }
}

fn gone(path: &VaultPath) -> DiskError {
    DiskError::Gone { path: path.to_string() }
}
