//! Opening what lies in the vault, and nothing else, whatever links lie in it.
//!
//! The kernel resolves each path below the vault's open folder and refuses to leave it, so that
//! no exchange of a folder for a link, at any instant, leads outside.

use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::os::fd::OwnedFd;
use std::path::{Component, Path};

use rustix::fs::{Access, AtFlags, Mode, OFlags, ResolveFlags, Stat};
use rustix::io::Errno;

use super::folder::{Folder, Result, is_file, is_folder, is_link, retry};
use super::{DiskError, SkipReason, file_name};
use crate::path::VaultPath;

/// The vault's folder, open for one operation.
#[derive(Debug)]
pub(super) struct Root<'d> {
    path: &'d Path,
    folder: Folder,
}

/// Where a file is or will be: its open folder and its name there.
#[derive(Debug)]
pub(super) struct Place {
    /// The folder.
    pub(super) folder: Folder,
    /// The name in it.
    pub(super) name: OsString,
    /// True where the path shows a name that is not UTF-8.
    pub(super) stand_in: bool,
}

impl<'d> Root<'d> {
    /// Opens the vault's folder. `identity` is the device and inode it had when first opened; an
    /// unmounted or replaced folder is another one.
    pub(super) fn open(path: &'d Path, identity: (u64, u64)) -> Result<Self, DiskError> {
        let gone = || DiskError::VaultGone { path: path.display().to_string() };
        let folder = Folder::open(path).map_err(|errno| match errno {
            Errno::NOENT | Errno::NOTDIR => gone(),
            errno => DiskError::at(path.display(), "open", errno),
        })?;
        let stat = rustix::fs::fstat(&folder)
            .map_err(|errno| DiskError::at(path.display(), "open", errno))?;
        if identity_of(&stat) != identity {
            return Err(gone());
        }
        Ok(Self { path, folder })
    }

    /// Returns the folder that `path` lies in, open, and its name there.
    pub(super) fn locate(&self, path: &VaultPath) -> Result<Place> {
        let (real, stand_in) = self.real_path(path);
        let (parent, name) = split(&real);
        if name.is_empty() {
            return Err(Errno::ISDIR);
        }
        let folder = self.open_folder_at(parent)?;
        Ok(Place { folder, name: name.to_owned(), stand_in })
    }

    /// Returns where `path` is, having made the folders it lies in.
    pub(super) fn locate_new(&self, path: &VaultPath) -> Result<Place> {
        match self.locate(path) {
            Err(Errno::NOENT) => {
                let parent = self.locate_new(&path.folder())?;
                if parent.folder.create_folder(&parent.name)? {
                    parent.folder.sync()?;
                }
                self.locate(path)
            }
            found => found,
        }
    }

    /// Opens a folder of the vault.
    pub(super) fn open_folder(&self, path: &VaultPath) -> Result<Folder> {
        self.open_folder_at(&self.real_path(path).0)
    }

    /// Returns the place of a plain file and what the disk says of it, following a link to a file
    /// inside the vault.
    pub(super) fn find_file(&self, path: &VaultPath) -> Result<(Place, Option<Stat>)> {
        let place = self.locate(path)?;
        let stat = place.folder.find(&place.name)?;
        match stat {
            Some(stat) if is_link(&stat) => self.follow(path),
            Some(stat) if !is_file(&stat) => Err(Errno::ISDIR),
            stat => Ok((place, stat)),
        }
    }

    /// Returns the path as the disk spells it; true with it for a name that is not UTF-8.
    pub(super) fn real_path<'p>(&self, path: &'p VaultPath) -> (Cow<'p, OsStr>, bool) {
        let literal = OsStr::new(path.as_str());
        let Some(stood_for) = file_name::from_stand_in(path.as_str()) else {
            return (Cow::Borrowed(literal), false);
        };
        let exists = |name: &OsStr| self.open_at(name, OFlags::PATH | OFlags::NOFOLLOW).is_ok();
        if !exists(literal) && exists(&stood_for) {
            (Cow::Owned(stood_for), true)
        } else {
            (Cow::Borrowed(literal), false)
        }
    }

    /// Returns where a link leads, when that is a plain file inside the vault.
    fn follow(&self, path: &VaultPath) -> Result<(Place, Option<Stat>)> {
        let link = self.path.join(self.real_path(path).0);
        let target = link.canonicalize().map_err(|error| errno_of(&error))?;
        let inside = target.strip_prefix(self.path).map_err(|_| Errno::XDEV)?;
        let (parent, name) = split(inside.as_os_str());
        let folder = self.open_folder_at(parent)?;
        let stat = folder.find(name)?.ok_or(Errno::NOENT)?;
        if !is_file(&stat) {
            return Err(Errno::ISDIR);
        }
        Ok((Place { folder, name: name.to_owned(), stand_in: false }, Some(stat)))
    }

    /// Returns what stands at a path as the disk spells it, a link being itself.
    pub(super) fn stat(&self, relative: &OsStr) -> Result<Stat> {
        retry(|| rustix::fs::statat(&self.folder, relative, AtFlags::SYMLINK_NOFOLLOW))
    }

    /// Asks the disk whether this program may read what is at a path.
    pub(super) fn may_read(&self, relative: &OsStr) -> bool {
        let access = Access::READ_OK;
        rustix::fs::accessat(&self.folder, relative, access, AtFlags::EACCESS).is_ok()
    }

    /// Returns the plain file in the vault that a link leads to, or why it leads to none.
    pub(super) fn link_target(&self, relative: &OsStr) -> Result<Stat, SkipReason> {
        let link = self.path.join(relative);
        let target = link.canonicalize().map_err(|error| match errno_of(&error) {
            Errno::NOENT | Errno::NOTDIR => SkipReason::BrokenLink,
            Errno::LOOP => SkipReason::LinkLoop,
            Errno::ACCESS => SkipReason::Unreadable,
            _ => SkipReason::Failed,
        })?;
        if link.starts_with(&target) {
            return Err(SkipReason::LinkLoop);
        }
        let Ok(inside) = target.strip_prefix(self.path) else {
            return Err(SkipReason::LinkOutside);
        };
        let hidden = |part: Component<'_>| part.as_os_str().as_encoded_bytes().starts_with(b".");
        if inside.components().any(hidden) {
            return Err(SkipReason::LinkOutside);
        }
        let stat = self.stat(inside.as_os_str()).map_err(|_| SkipReason::BrokenLink)?;
        if is_folder(&stat) { Err(SkipReason::LinkedFolder) } else { Ok(stat) }
    }

    fn open_folder_at(&self, relative: &OsStr) -> Result<Folder> {
        self.open_at(relative, OFlags::RDONLY | OFlags::DIRECTORY).map(Folder::new)
    }

    fn open_at(&self, relative: &OsStr, flags: OFlags) -> Result<OwnedFd> {
        let relative = if relative.is_empty() { OsStr::new(".") } else { relative };
        let flags = flags | OFlags::CLOEXEC;
        let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_MAGICLINKS;
        let mode = Mode::empty();
        let opened =
            retry(|| match rustix::fs::openat2(&self.folder, relative, flags, mode, resolve) {
                // The kernel asks for another try when something was renamed meanwhile.
                Err(Errno::AGAIN) => Err(Errno::INTR),
                opened => opened,
            });
        match opened {
            Err(Errno::NOSYS | Errno::PERM) => self.open_stepwise(relative, flags),
            opened => opened,
        }
    }

    /// Opens one segment after the other and follows no link: for kernels before 5.6.
    fn open_stepwise(&self, relative: &OsStr, flags: OFlags) -> Result<OwnedFd> {
        let mut folder: Option<Folder> = None;
        let mut segments = Path::new(relative).components().peekable();
        while let Some(segment) = segments.next() {
            let name = match segment {
                Component::Normal(name) => name,
                Component::CurDir => OsStr::new("."),
                _ => return Err(Errno::XDEV),
            };
            let base = folder.as_ref().unwrap_or(&self.folder);
            if segments.peek().is_none() {
                let flags = flags | OFlags::NOFOLLOW;
                return retry(|| rustix::fs::openat(base, name, flags, Mode::empty()));
            }
            folder = Some(base.open_folder(name)?);
        }
        Err(Errno::NOENT)
    }
}

/// Returns the device and inode: what tells one folder from another of the same name.
pub(super) fn identity_of(stat: &Stat) -> (u64, u64) {
    (stat.st_dev, stat.st_ino)
}

/// Returns the system's number for a standard error.
pub(super) fn errno_of(error: &std::io::Error) -> Errno {
    Errno::from_io_error(error).unwrap_or(Errno::IO)
}

fn split(path: &OsStr) -> (&OsStr, &OsStr) {
    let path = Path::new(path);
    let parent = path.parent().map_or(OsStr::new(""), Path::as_os_str);
    (parent, path.file_name().unwrap_or_default())
}
