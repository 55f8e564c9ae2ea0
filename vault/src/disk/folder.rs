//! One open folder: every system call of a write goes through it by name, never by path.
//!
//! A folder that is open stays the same folder, whatever is renamed or linked around it.

use std::ffi::{OsStr, OsString};
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use rustix::fs::{AtFlags, CWD, FileType, FlockOperation, Mode, OFlags, RenameFlags, Stat};
use rustix::io::Errno;

/// The result of a system call.
pub(super) type Result<T, E = Errno> = std::result::Result<T, E>;

/// How temporary files of a save are named; dot names are no part of a vault.
const TEMP_PREFIX: &str = ".throughline-";
const TEMP_SUFFIX: &str = ".tmp";

/// How often a call that a signal interrupted is tried again.
const INTERRUPTIONS: u32 = 100;

/// A folder, held open.
#[derive(Debug)]
pub(super) struct Folder {
    fd: OwnedFd,
}

/// A new file that vanishes unless it is renamed to its place.
#[derive(Debug)]
pub(super) struct Temp<'f> {
    folder: &'f Folder,
    name: OsString,
    fd: OwnedFd,
    placed: bool,
}

impl Folder {
    /// Holds a folder that was opened for reading.
    pub(super) fn new(fd: OwnedFd) -> Self {
        Self { fd }
    }

    /// Opens a folder by its path.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        retry(|| rustix::fs::openat(CWD, path, flags, Mode::empty())).map(Self::new)
    }

    /// Returns what stands under this name, a link being itself; none where nothing does.
    pub(super) fn find(&self, name: &OsStr) -> Result<Option<Stat>> {
        let found = retry(|| rustix::fs::statat(&self.fd, name, AtFlags::SYMLINK_NOFOLLOW));
        match found {
            Err(Errno::NOENT) => Ok(None),
            found => found.map(Some),
        }
    }

    /// Opens a plain file for reading; never waits for a pipe, never follows a link.
    pub(super) fn open_file(&self, name: &OsStr) -> Result<OwnedFd> {
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        retry(|| rustix::fs::openat(&self.fd, name, flags | OFlags::NOCTTY, Mode::empty()))
    }

    /// Opens a plain file for writing over it where it stands.
    pub(super) fn open_for_writing(&self, name: &OsStr) -> Result<OwnedFd> {
        let flags = OFlags::WRONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        retry(|| rustix::fs::openat(&self.fd, name, flags | OFlags::NOCTTY, Mode::empty()))
    }

    /// Opens a folder in this folder, never through a link.
    pub(super) fn open_folder(&self, name: &OsStr) -> Result<Self> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        retry(|| rustix::fs::openat(&self.fd, name, flags, Mode::empty())).map(Self::new)
    }

    /// Makes a folder; one that is there already is no error. Returns true for a new one.
    pub(super) fn create_folder(&self, name: &OsStr) -> Result<bool> {
        match retry(|| rustix::fs::mkdirat(&self.fd, name, Mode::from_raw_mode(0o777))) {
            Ok(()) => Ok(true),
            Err(Errno::EXIST) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Makes a temporary file here and takes its lock, which says that its writer is alive.
    pub(super) fn create_temp(&self, mode: u32) -> Result<Temp<'_>> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let flags =
            OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let process = std::process::id();
        for _ in 0..1000 {
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let name = OsString::from(format!("{TEMP_PREFIX}{process:x}-{number:x}{TEMP_SUFFIX}"));
            let mode = Mode::from_raw_mode(mode);
            match retry(|| rustix::fs::openat(&self.fd, &name, flags, mode)) {
                Ok(fd) => {
                    // Where the disk knows no locks, the sweep cannot take one either.
                    let _ = rustix::fs::flock(&fd, FlockOperation::NonBlockingLockExclusive);
                    return Ok(Temp { folder: self, name, fd, placed: false });
                }
                Err(Errno::EXIST) => {}
                Err(error) => return Err(error),
            }
        }
        Err(Errno::EXIST)
    }

    /// Renames over whatever stands there.
    pub(super) fn rename_over(&self, from: &OsStr, to: &OsStr) -> Result<()> {
        retry(|| rustix::fs::renameat(&self.fd, from, &self.fd, to))
    }

    /// Renames into another folder, or this one, where nothing of that name stands.
    pub(super) fn rename_new(&self, from: &OsStr, folder: &Self, to: &OsStr) -> Result<()> {
        let flags = RenameFlags::NOREPLACE;
        match retry(|| rustix::fs::renameat_with(&self.fd, from, &folder.fd, to, flags)) {
            // Some network and user-space disks do not know the flag.
            Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => self.link_new(from, folder, to),
            done => done,
        }
    }

    /// Removes a file or link.
    pub(super) fn remove(&self, name: &OsStr) -> Result<()> {
        retry(|| rustix::fs::unlinkat(&self.fd, name, AtFlags::empty()))
    }

    /// Removes a folder that holds nothing.
    pub(super) fn remove_folder(&self, name: &OsStr) -> Result<()> {
        retry(|| rustix::fs::unlinkat(&self.fd, name, AtFlags::REMOVEDIR))
    }

    /// Returns once the names in this folder would outlive a power cut.
    pub(super) fn sync(&self) -> Result<()> {
        match retry(|| rustix::fs::fsync(&self.fd)) {
            // Some disks cannot sync a folder and need not.
            Err(Errno::INVAL) => Ok(()),
            done => done,
        }
    }

    /// Returns the names in this folder, in their order.
    pub(super) fn names(&self) -> Result<Vec<OsString>> {
        use std::os::unix::ffi::OsStrExt;
        let mut names = Vec::new();
        for entry in rustix::fs::Dir::read_from(&self.fd)? {
            let entry = entry?;
            let name = OsStr::from_bytes(entry.file_name().to_bytes());
            if name != "." && name != ".." {
                names.push(name.to_owned());
            }
        }
        names.sort();
        Ok(names)
    }

    /// Removes a temporary file that no living writer holds. Returns true where it did.
    pub(super) fn sweep(&self, name: &OsStr) -> bool {
        let Ok(fd) = self.open_file(name) else { return false };
        let free = rustix::fs::flock(&fd, FlockOperation::NonBlockingLockExclusive);
        free.is_ok() && self.remove(name).is_ok()
    }

    /// Puts a second name in place, which fails where one stands, then takes the first away.
    fn link_new(&self, from: &OsStr, folder: &Self, to: &OsStr) -> Result<()> {
        let linked = retry(|| rustix::fs::linkat(&self.fd, from, &folder.fd, to, AtFlags::empty()));
        match linked {
            Ok(()) => self.remove(from),
            Err(Errno::PERM | Errno::OPNOTSUPP | Errno::NOSYS | Errno::MLINK) => {
                self.reserve_new(from, folder, to)
            }
            Err(error) => Err(error),
        }
    }

    /// Takes the name with an empty file, which fails where one stands, then renames over it.
    fn reserve_new(&self, from: &OsStr, folder: &Self, to: &OsStr) -> Result<()> {
        let stat = self.find(from)?.ok_or(Errno::NOENT)?;
        if is_folder(&stat) {
            retry(|| rustix::fs::mkdirat(&folder.fd, to, Mode::from_raw_mode(0o777)))?;
        } else {
            let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC;
            let mode = Mode::from_raw_mode(0o666);
            retry(|| rustix::fs::openat(&folder.fd, to, flags, mode))?;
        }
        retry(|| rustix::fs::renameat(&self.fd, from, &folder.fd, to))
    }
}

impl AsFd for Folder {
    fn as_fd(&self) -> std::os::fd::BorrowedFd<'_> {
        self.fd.as_fd()
    }
}

impl Temp<'_> {
    /// Returns the open file.
    pub(super) fn fd(&self) -> &OwnedFd {
        &self.fd
    }

    /// Renames the file over `name`.
    pub(super) fn place_over(&mut self, name: &OsStr) -> Result<()> {
        self.folder.rename_over(&self.name, name)?;
        self.placed = true;
        Ok(())
    }

    /// Renames the file to `name`, where nothing may stand.
    pub(super) fn place_new(&mut self, name: &OsStr) -> Result<()> {
        self.folder.rename_new(&self.name, self.folder, name)?;
        self.placed = true;
        Ok(())
    }
}

impl Drop for Temp<'_> {
    fn drop(&mut self) {
        if !self.placed {
            // Nothing more can be done here; the next walk sweeps what is left.
            let _ = self.folder.remove(&self.name);
        }
    }
}

/// Returns true for the name of a save's temporary file.
pub(super) fn is_temp_name(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.starts_with(TEMP_PREFIX.as_bytes()) && name.ends_with(TEMP_SUFFIX.as_bytes())
}

/// Returns true for a plain file.
pub(super) fn is_file(stat: &Stat) -> bool {
    FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile
}

/// Returns true for a folder.
pub(super) fn is_folder(stat: &Stat) -> bool {
    FileType::from_raw_mode(stat.st_mode) == FileType::Directory
}

/// Returns true for a symbolic link.
pub(super) fn is_link(stat: &Stat) -> bool {
    FileType::from_raw_mode(stat.st_mode) == FileType::Symlink
}

/// Writes all bytes, the first at offset `start`, however the system splits them.
pub(super) fn write_all(fd: &OwnedFd, start: u64, mut bytes: &[u8]) -> Result<()> {
    // Past the limit the system would end this program with a signal instead of an error.
    let limit = rustix::process::getrlimit(rustix::process::Resource::Fsize).current;
    if limit.is_some_and(|limit| start.saturating_add(bytes.len() as u64) > limit) {
        return Err(Errno::FBIG);
    }
    while !bytes.is_empty() {
        let written = retry(|| rustix::io::write(fd, bytes))?;
        if written == 0 {
            return Err(Errno::IO);
        }
        bytes = bytes.get(written..).unwrap_or_default();
    }
    Ok(())
}

/// Makes a call again as long as a signal interrupts it, though not for ever.
pub(super) fn retry<T>(mut call: impl FnMut() -> Result<T>) -> Result<T> {
    for _ in 0..INTERRUPTIONS {
        match call() {
            Err(Errno::INTR) => {}
            done => return done,
        }
    }
    Err(Errno::INTR)
}
