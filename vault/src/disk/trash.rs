//! Taking files out of the vault so that the person finds them where they look for them.

use super::folder::is_folder;
use super::{Disk, DiskError, KEPT_WHEN_TRASHED, RealDisk, TrashKind, Trashed, moves};
use crate::path::VaultPath;
use rustix::io::Errno;

/// The vault's own trash, as Obsidian has it.
pub(super) const LOCAL: &str = ".trash";

/// Takes a file or folder out of the vault, its bytes being kept in the history first.
pub(super) fn trash(
    disk: &RealDisk,
    path: &VaultPath,
    kind: TrashKind,
) -> Result<Trashed, DiskError> {
    let failed = |errno| DiskError::at(path, "delete", errno);
    let root = disk.root()?;
    let place = root.locate(path).map_err(failed)?;
    let stat = place.folder.find(&place.name).map_err(failed)?;
    let stat = stat.ok_or_else(|| failed(Errno::NOENT))?;
    keep_bytes(disk, path, is_folder(&stat))?;
    match kind {
        TrashKind::System => {
            let full = disk.path().join(root.real_path(path).0);
            // No trash in reach, or none for this disk: the vault's own one always is.
            if trash::delete(&full).is_ok() { Ok(Trashed::System) } else { to_local(disk, path) }
        }
        TrashKind::Local => to_local(disk, path),
        TrashKind::None => {
            if is_folder(&stat) {
                let full = disk.path().join(root.real_path(path).0);
                std::fs::remove_dir_all(full)
                    .map_err(|error| failed(super::beneath::errno_of(&error)))?;
            } else {
                place.folder.remove(&place.name).map_err(failed)?;
            }
            place.folder.sync().map_err(failed)?;
            Ok(Trashed::Gone)
        }
    }
}

/// Returns `path` under the vault's trash: its name alone, numbered from the second one on.
pub(super) fn local_name(path: &VaultPath, number: u32) -> Result<VaultPath, DiskError> {
    let name = path.file_name();
    let numbered = match (number, name.rsplit_once('.')) {
        (0, _) => name.to_owned(),
        (_, Some((stem, extension))) if !stem.is_empty() => format!("{stem} {number}.{extension}"),
        _ => format!("{name} {number}"),
    };
    VaultPath::new(format!("{LOCAL}/{numbered}")).map_err(|_| DiskError::Name {
        path: path.to_string(),
        reason: "it has no name to keep in the trash",
    })
}

fn to_local(disk: &RealDisk, path: &VaultPath) -> Result<Trashed, DiskError> {
    let root = disk.root()?;
    for number in 0..10_000 {
        let to = local_name(path, number)?;
        match moves::move_to(&root, path, &to) {
            Err(DiskError::Exists { .. }) => {}
            moved => return moved.map(|()| Trashed::Local(to)),
        }
    }
    Err(DiskError::Exists { path: LOCAL.to_owned() })
}

fn keep_bytes(disk: &RealDisk, path: &VaultPath, folder: bool) -> Result<(), DiskError> {
    let files = if folder {
        disk.walk_folder(path)?.files.into_iter().map(|file| file.path).collect()
    } else {
        vec![path.clone()]
    };
    for file in files {
        match disk.read(&file, KEPT_WHEN_TRASHED) {
            Ok(read) => {
                disk.keep_version(&file, &read.bytes)?;
            }
            // Too large to keep, or nothing that holds bytes: the trash alone has it.
            Err(
                DiskError::TooLarge { .. } | DiskError::NotAFile { .. } | DiskError::Gone { .. },
            ) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
