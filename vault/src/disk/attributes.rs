//! What a file carries besides its bytes: mode, owner, group and extended attributes.

use std::ffi::CString;
use std::os::fd::OwnedFd;

use rustix::fs::{Gid, Mode, Stat, Uid, XattrFlags};
use rustix::io::Errno;

use super::folder::{Result, retry};

/// Gives `to` the mode, owner, group and extended attributes of `from`.
///
/// What only the administrator may set is left out where this program is not one.
pub(super) fn copy(from: &OwnedFd, stat: &Stat, to: &OwnedFd) -> Result<()> {
    copy_owner(stat, to)?;
    copy_extended(from, to)?;
    // Last: a change of owner clears some bits of the mode, and an access list rewrites others.
    retry(|| rustix::fs::fchmod(to, Mode::from_raw_mode(stat.st_mode & 0o7777)))
}

fn copy_owner(stat: &Stat, to: &OwnedFd) -> Result<()> {
    let now = retry(|| rustix::fs::fstat(to))?;
    if (now.st_uid, now.st_gid) == (stat.st_uid, stat.st_gid) {
        return Ok(());
    }
    let (user, group) = (Uid::from_raw(stat.st_uid), Gid::from_raw(stat.st_gid));
    match retry(|| rustix::fs::fchown(to, Some(user), Some(group))) {
        // A file of another person, in a folder that we share: the group alone can often be kept.
        Err(Errno::PERM | Errno::INVAL) => {
            let _ = retry(|| rustix::fs::fchown(to, None, Some(group)));
            Ok(())
        }
        done => done,
    }
}

fn copy_extended(from: &OwnedFd, to: &OwnedFd) -> Result<()> {
    for name in list_extended(from)? {
        let value = match read_extended(from, &name) {
            Err(Errno::NODATA) => continue,
            value => value?,
        };
        let set = retry(|| rustix::fs::fsetxattr(to, &name, &value, XattrFlags::empty()));
        match set {
            Err(Errno::PERM | Errno::ACCESS | Errno::OPNOTSUPP | Errno::INVAL) => {}
            done => done?,
        }
    }
    Ok(())
}

fn list_extended(file: &OwnedFd) -> Result<Vec<CString>> {
    let mut list = vec![0; 4096];
    loop {
        match retry(|| rustix::fs::flistxattr(file, list.as_mut_slice())) {
            Ok(length) => {
                list.truncate(length);
                break;
            }
            Err(Errno::RANGE) => list.resize(list.len() * 2, 0),
            Err(Errno::OPNOTSUPP | Errno::NOSYS) => return Ok(Vec::new()),
            Err(error) => return Err(error),
        }
    }
    let names = list.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    Ok(names.filter_map(|name| CString::new(name).ok()).collect())
}

fn read_extended(file: &OwnedFd, name: &CString) -> Result<Vec<u8>> {
    let mut value = vec![0; 1024];
    loop {
        match retry(|| rustix::fs::fgetxattr(file, name, value.as_mut_slice())) {
            Ok(length) => {
                value.truncate(length);
                return Ok(value);
            }
            Err(Errno::RANGE) => value.resize(value.len() * 4, 0),
            Err(error) => return Err(error),
        }
    }
}
