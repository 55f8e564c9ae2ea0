//! The only code that touches the person's files: walk, watch, read, atomic write, trash.
//!
//! [`Disk`] has two kinds, [`RealDisk`] over a folder and [`MemoryDisk`] for tests; one suite,
//! `tests/disk_conformance.rs`, holds both to the same behaviour. Beside the vault lies its
//! [`DataFolder`], outside the vault: old versions, the journal of operations, unsaved text.
//!
//! What holds here: a write names the content it expects and never overwrites anything else; a
//! file is old or new and never in between; nothing outside the vault is opened, whatever links
//! lie in it; names are bytes and are never normalised.
#![allow(clippy::disallowed_methods, reason = "the one module that may touch the person's files")]

mod attributes;
mod beneath;
mod cache_file;
mod data_folder;
mod drafts;
mod error;
mod file_name;
mod folder;
mod history;
mod in_place;
pub mod journal;
mod lock;
mod memory;
mod moves;
mod read;
mod real;
mod rights;
mod save;
mod trash;
mod walk;
mod watch;

use std::fmt;
use std::sync::Arc;

use crate::path::VaultPath;
use crate::text::ContentHash;

pub use cache_file::{read_cached, write_cached};
pub use data_folder::DataFolder;
pub use drafts::{Draft, Drafts};
pub use error::DiskError;
pub use history::Version;
pub use lock::{VaultLock, lock};
pub use memory::MemoryDisk;
pub use real::RealDisk;
pub use watch::{Degraded, Hint, Watcher, watch};

/// A vault's files, on a real disk or in memory.
pub trait Disk: Send + Sync + fmt::Debug {
    /// Lists all that is in the vault, in the order of paths.
    ///
    /// Names that start with a dot are no part of it. Fails only where the vault itself cannot be
    /// read; what else cannot be read is listed as skipped.
    fn walk(&self) -> Result<Walk, DiskError> {
        self.walk_folder(&VaultPath::root())
    }

    /// Lists all that is in one folder, at any depth, in the order of paths.
    fn walk_folder(&self, folder: &VaultPath) -> Result<Walk, DiskError>;

    /// Says what is at `path`; absence is no error.
    fn find(&self, path: &VaultPath) -> Result<Found, DiskError>;

    /// Reads a file of at most `cap` bytes.
    fn read(&self, path: &VaultPath, cap: u64) -> Result<Read, DiskError>;

    /// Writes a file whole: after a crash it is old or new, and never anything else.
    ///
    /// The file must be as `expected`, else nothing is written. The old bytes are kept in the
    /// history first. Writing what is there already touches nothing. Folders of a new file are
    /// made. After an error the file is unchanged, save for [`DiskError::NotDurable`].
    fn save(&self, path: &VaultPath, bytes: &[u8], expected: Expected) -> Result<Stamp, DiskError>;

    /// Moves a file or a folder with all that is in it; never overwrites.
    ///
    /// Folders that `to` lies in are made. A change of case alone works on every disk.
    fn move_to(&self, from: &VaultPath, to: &VaultPath) -> Result<(), DiskError>;

    /// Makes a folder and those it lies in; one that is there already is no error.
    fn create_folder(&self, path: &VaultPath) -> Result<(), DiskError>;

    /// Removes a folder that holds nothing.
    fn remove_empty_folder(&self, path: &VaultPath) -> Result<(), DiskError>;

    /// Takes a file or folder out of the vault and says where it went.
    ///
    /// The bytes of files go to the history first, up to [`KEPT_WHEN_TRASHED`] each.
    fn trash(&self, path: &VaultPath, kind: TrashKind) -> Result<Trashed, DiskError>;

    /// Keeps `bytes` as a version of `path` in the history, durably.
    fn keep(&self, path: &VaultPath, bytes: &[u8]) -> Result<ContentHash, DiskError>;

    /// Lists the old versions of a file, the newest first.
    fn versions(&self, path: &VaultPath) -> Result<Vec<Version>, DiskError>;

    /// Lists the old versions of all files, the oldest first.
    fn all_versions(&self) -> Result<Vec<Version>, DiskError>;

    /// Reads an old version, or any bytes kept under this hash.
    fn read_version(&self, hash: ContentHash) -> Result<Vec<u8>, DiskError>;

    /// Finishes writes that a crash interrupted, and lists files that were left alone because
    /// another program has written to them since. [`journal::Journal::recover`] calls it.
    fn recover(&self) -> Result<Vec<VaultPath>, DiskError>;

    /// Returns true where nothing can be written in the vault at all.
    fn is_read_only(&self) -> bool;
}

/// Files up to this size keep their bytes in the history when they are trashed: 64 MiB.
pub const KEPT_WHEN_TRASHED: u64 = 64 << 20;

/// A cap for [`Disk::read`] that lets every file pass.
pub const NO_CAP: u64 = u64::MAX;

/// The time now, in milliseconds since 1970, passed in by whoever opens the vault.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> i64 + Send + Sync>);

impl Clock {
    /// Returns a clock that asks `now` for milliseconds since 1970.
    pub fn new(now: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// Returns the milliseconds since 1970.
    pub fn now_ms(&self) -> i64 {
        (self.0)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

/// What a walk found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Walk {
    /// The files, in the order of their paths.
    pub files: Vec<FileStat>,
    /// The folders, in the order of their paths, the walked one left out.
    pub folders: Vec<VaultPath>,
    /// What is there but was left out, in the order of their shown paths.
    pub skipped: Vec<Skipped>,
}

/// What the disk says about a file without opening it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileStat {
    /// Where it is. A name that is not UTF-8 shows each odd byte as `�` and two hex digits.
    pub path: VaultPath,
    /// Its size in bytes.
    pub size: u64,
    /// When its content last changed, in nanoseconds since 1970, as any program may set it.
    pub mtime_ns: i64,
    /// When the disk last touched its record, in nanoseconds since 1970; programs cannot set it.
    pub changed_ns: i64,
    /// The file's number on its disk, which a rename keeps.
    pub inode: u64,
    /// True where it may only be read: by its mode, or as its name is not UTF-8.
    pub read_only: bool,
}

/// Something in the vault's folder that is not listed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// Its path in the vault, as well as it can be shown.
    pub shown: String,
    /// Why it is not listed.
    pub reason: SkipReason,
}

/// Why something in the vault's folder is not listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SkipReason {
    /// A link to nothing.
    BrokenLink,
    /// A link that leads back to itself, or to a folder that holds it.
    LinkLoop,
    /// A link to a place outside the vault.
    LinkOutside,
    /// A link to a folder of this vault, whose files are listed there.
    LinkedFolder,
    /// A pipe, socket or device.
    NotAFile,
    /// No permission to read it.
    Unreadable,
    /// The disk reported an error.
    Failed,
    /// The name cannot be a path here: it starts with a backslash.
    OddName,
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BrokenLink => "a link to nothing",
            Self::LinkLoop => "a link that leads back to itself",
            Self::LinkOutside => "a link to a place outside the vault",
            Self::LinkedFolder => "a link to a folder that is listed elsewhere in the vault",
            Self::NotAFile => "a pipe, socket or device",
            Self::Unreadable => "no permission to read it",
            Self::Failed => "the disk reported an error",
            Self::OddName => "its name starts with a backslash",
        })
    }
}

/// What is at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Absent,
    /// A folder.
    Folder,
    /// A file that is part of the vault.
    File(FileStat),
    /// Something that a walk skips.
    Skipped(SkipReason),
}

/// A file's bytes and what they are known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// The whole content.
    pub bytes: Vec<u8>,
    /// What it is known by.
    pub stamp: Stamp,
}

/// What the content of a file is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The hash of its bytes.
    pub hash: ContentHash,
    /// Its size in bytes.
    pub size: u64,
    /// When its content last changed, in nanoseconds since 1970.
    pub mtime_ns: i64,
    /// When the disk last touched its record, in nanoseconds since 1970.
    pub changed_ns: i64,
}

/// What a writer last saw at the place it writes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Nothing: the file is new.
    Absent,
    /// A file with this content.
    Hash(ContentHash),
}

/// Where deleted files go; Obsidian's `trashOption`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrashKind {
    /// The system's trash; where that cannot be used, `.trash` in the vault.
    #[default]
    System,
    /// `.trash` in the vault.
    Local,
    /// Nowhere: the file is gone, but for the history.
    None,
}

/// Where a deleted file went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trashed {
    /// Into the system's trash.
    System,
    /// To this place under `.trash` in the vault.
    Local(VaultPath),
    /// Nowhere.
    Gone,
}
