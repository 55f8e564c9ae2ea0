//! One program at a time holds a vault.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use super::DiskError;
use super::beneath::errno_of;
use crate::text::ContentHash;

/// A vault that this program holds; given up when dropped, or when the program ends in any way.
#[derive(Debug)]
pub struct VaultLock {
    _file: File,
}

/// Takes the vault in `vault` for this program, or says which one has it.
///
/// The lock file lies in `folder`, one for each vault; `holder` is what others are told, such as
/// `Throughline` or `tl import`.
pub fn lock(folder: &Path, vault: &Path, holder: &str) -> Result<VaultLock, DiskError> {
    let vault_failed = |error| DiskError::at(vault.display(), "open", errno_of(&error));
    let vault = vault.canonicalize().map_err(vault_failed)?;
    let name = format!("{}.lock", ContentHash::of(vault.as_os_str().as_bytes()));
    let path = folder.join(name);
    let failed = |error: std::io::Error| DiskError::at(path.display(), "lock", errno_of(&error));
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut options = OpenOptions::new();
    let mut file =
        options.read(true).write(true).create(true).truncate(false).open(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            return Err(DiskError::Locked {
                path: path.display().to_string(),
                holder: read_holder(&mut file),
            });
        }
        Err(TryLockError::Error(error)) => return Err(failed(error)),
    }
    let told = format!("{holder} (process {})", std::process::id());
    file.set_len(0).and_then(|()| file.rewind()).map_err(failed)?;
    file.write_all(told.as_bytes()).map_err(failed)?;
    Ok(VaultLock { _file: file })
}

fn read_holder(file: &mut File) -> String {
    let mut told = String::new();
    match file.read_to_string(&mut told) {
        Ok(length) if length > 0 => told,
        _ => "another program".to_owned(),
    }
}
