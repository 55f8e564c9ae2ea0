//! Moving files and folders, and making folders: nothing is ever overwritten.

use std::ffi::{OsStr, OsString};

use rustix::io::Errno;

use super::DiskError;
use super::beneath::{Place, Root, identity_of};
use super::folder::Result;
use crate::path::{VaultPath, fold_name};

/// Moves a file, link or folder; the folders that `to` lies in are made.
pub(super) fn move_to(root: &Root<'_>, from: &VaultPath, to: &VaultPath) -> Result<(), DiskError> {
    if from == to {
        return Ok(());
    }
    if to.is_in(from) {
        let reason = "a folder cannot be moved into itself";
        return Err(DiskError::Name { path: to.to_string(), reason });
    }
    let source = root.locate(from).map_err(|errno| DiskError::at(from, "move", errno))?;
    let found = source.folder.find(&source.name);
    if found.map_err(|errno| DiskError::at(from, "move", errno))?.is_none() {
        return Err(DiskError::at(from, "move", Errno::NOENT));
    }
    let failed = |errno| DiskError::at(to, "move", errno);
    let target = root.locate_new(to).map_err(failed)?;
    rename(&source, &target).map_err(failed)?;
    target
        .folder
        .sync()
        .and_then(|()| source.folder.sync())
        .map_err(|errno| DiskError::NotDurable { path: to.to_string(), source: errno.into() })
}

/// Makes a folder and those it lies in.
pub(super) fn create_folder(root: &Root<'_>, path: &VaultPath) -> Result<(), DiskError> {
    let failed = |errno| DiskError::at(path, "create", errno);
    if path.is_root() {
        return Ok(());
    }
    let place = root.locate_new(path).map_err(failed)?;
    if place.folder.create_folder(&place.name).map_err(failed)? {
        return place.folder.sync().map_err(failed);
    }
    match place.folder.find(&place.name).map_err(failed)? {
        Some(stat) if super::folder::is_folder(&stat) => Ok(()),
        _ => Err(failed(Errno::EXIST)),
    }
}

/// Removes a folder that holds nothing.
pub(super) fn remove_empty_folder(root: &Root<'_>, path: &VaultPath) -> Result<(), DiskError> {
    let failed = |errno| DiskError::at(path, "remove", errno);
    let place = root.locate(path).map_err(failed)?;
    place.folder.remove_folder(&place.name).map_err(failed)?;
    place.folder.sync().map_err(failed)
}

fn rename(source: &Place, target: &Place) -> Result<()> {
    match source.folder.rename_new(&source.name, &target.folder, &target.name) {
        Err(Errno::EXIST) if may_be_same_entry(source, target)? => {
            let names = source.folder.names()?;
            match (names.contains(&source.name), names.contains(&target.name)) {
                (_, false) => respell(source, &target.name),
                (false, true) => Ok(()),
                (true, true) => Err(Errno::EXIST),
            }
        }
        done => done,
    }
}

/// Returns true where both names could be one entry of a disk that ignores case.
fn may_be_same_entry(source: &Place, target: &Place) -> Result<bool> {
    let folder = rustix::fs::fstat(&source.folder)?;
    let same_folder = identity_of(&folder) == identity_of(&rustix::fs::fstat(&target.folder)?);
    Ok(same_folder && fold(&source.name) == fold(&target.name))
}

/// Changes the case of a name on a disk that ignores case.
fn respell(source: &Place, name: &OsStr) -> Result<()> {
    source.folder.rename_over(&source.name, name)?;
    if source.folder.names()?.iter().any(|found| found == name) {
        return Ok(());
    }
    // The disk took both for one name and did nothing: go by a name that differs in more than
    // case, and that a person would still find if the second step never came.
    let mut between = OsString::from(name);
    between.push(" (renaming)");
    source.folder.rename_new(&source.name, &source.folder, &between)?;
    source.folder.rename_new(&between, &source.folder, name)
}

fn fold(name: &OsStr) -> String {
    fold_name(&name.to_string_lossy())
}
