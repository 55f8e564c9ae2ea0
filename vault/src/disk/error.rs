//! What can go wrong with a file, each error naming it and what to do.

use std::fmt;
use std::io;

use rustix::io::Errno;

use crate::error::{Code, Error};
use crate::text::ContentHash;

/// Why a file could not be listed, read or written.
///
/// `path` is relative to the vault for a file in it, else as the system spells it.
#[derive(Debug, thiserror::Error)]
pub enum DiskError {
    /// The file is not what the writer last saw; nothing was written.
    #[error("{path:?} was changed by another program; nothing was written")]
    Conflict {
        /// The file.
        path: String,
        /// What it holds now.
        found: ContentHash,
    },
    /// Something of that name is there already; nothing was written.
    #[error("{path:?} exists already; nothing was written")]
    Exists {
        /// The file or folder that is there.
        path: String,
    },
    /// The file, its folder or the whole disk may only be read.
    #[error("{path:?} may only be read")]
    ReadOnly {
        /// The file or folder.
        path: String,
    },
    /// The system refused access.
    #[error("no permission to {action} {path:?}")]
    Denied {
        /// The file or folder.
        path: String,
        /// What was tried: `read`, `write` …
        action: &'static str,
    },
    /// No space is left; the file is unchanged.
    #[error("the disk is full: {path:?} was not written")]
    DiskFull {
        /// The file.
        path: String,
    },
    /// The person's share of the disk is used up; the file is unchanged.
    #[error("your disk quota is used up: {path:?} was not written")]
    Quota {
        /// The file.
        path: String,
    },
    /// The system lets this program write no file of that size; the file is unchanged.
    #[error("the system's limit on file sizes is reached: {path:?} was not written")]
    SizeLimit {
        /// The file.
        path: String,
    },
    /// The file is larger than may be read.
    #[error("{path:?} is too large: {size} bytes, at most {limit}")]
    TooLarge {
        /// The file.
        path: String,
        /// Its size in bytes.
        size: u64,
        /// The most that is allowed, in bytes.
        limit: u64,
    },
    /// There is no such file; it is never written again unasked.
    #[error("{path:?} is not there")]
    Gone {
        /// The file or folder.
        path: String,
    },
    /// The vault's folder is not there, or another folder is in its place.
    #[error("the vault's folder {path:?} is not there")]
    VaultGone {
        /// The vault's folder.
        path: String,
    },
    /// What is there is a folder, a pipe, a socket, a device, or leads out of the vault.
    #[error("{path:?} is no file of this vault")]
    NotAFile {
        /// What is there.
        path: String,
    },
    /// The folder still holds something.
    #[error("the folder {path:?} is not empty")]
    NotEmpty {
        /// The folder.
        path: String,
    },
    /// The new content is in place, but the disk could not say that a power cut would leave it.
    #[error("{path:?} was written, but the disk failed to make it durable: {source}")]
    NotDurable {
        /// The file.
        path: String,
        /// The system's error.
        source: io::Error,
    },
    /// The file has several names or its folder takes no new files, and the disk failed while it
    /// was written where it stands. Both contents are kept outside the vault.
    #[error("{path:?} was written in part only; nothing is lost, both versions are kept")]
    Torn {
        /// The file.
        path: String,
    },
    /// A name that cannot be used there.
    #[error("{path:?} cannot be used: {reason}")]
    Name {
        /// The name.
        path: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// Another program holds the vault.
    #[error("the vault is open in {holder}")]
    Locked {
        /// The lock file.
        path: String,
        /// Who holds it, for a person.
        holder: String,
    },
    /// A file of the app's own that cannot be understood.
    #[error("{path:?} is damaged: {reason}")]
    Damaged {
        /// The file.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Any other failure of the disk.
    #[error("failed to {action} {path:?}: {source}")]
    Io {
        /// The file or folder.
        path: String,
        /// What was tried: `read`, `write` …
        action: &'static str,
        /// The system's error.
        source: io::Error,
    },
}

impl DiskError {
    /// Returns the error for a system call that failed while trying to `action` this path.
    pub(super) fn at(path: impl fmt::Display, action: &'static str, errno: Errno) -> Self {
        let path = path.to_string();
        match errno {
            Errno::NOSPC => Self::DiskFull { path },
            Errno::DQUOT => Self::Quota { path },
            Errno::FBIG => Self::SizeLimit { path },
            Errno::ROFS => Self::ReadOnly { path },
            Errno::ACCESS | Errno::PERM => Self::Denied { path, action },
            Errno::NOENT | Errno::NOTDIR => Self::Gone { path },
            Errno::EXIST => Self::Exists { path },
            Errno::NOTEMPTY => Self::NotEmpty { path },
            Errno::LOOP | Errno::XDEV | Errno::ISDIR => Self::NotAFile { path },
            Errno::NAMETOOLONG => Self::Name { path, reason: "the name is too long" },
            Errno::INVAL if action == "move" => {
                Self::Name { path, reason: "the disk does not take it" }
            }
            _ => Self::Io { path, action, source: errno.into() },
        }
    }

    /// Returns the error to tell where what had been written was taken back.
    pub(super) fn taken_back(self) -> Self {
        match self {
            Self::NotDurable { path, source } => Self::Io { path, action: "write", source },
            error => error,
        }
    }

    /// Returns the file or folder that it is about.
    pub fn path(&self) -> &str {
        match self {
            Self::Conflict { path, .. }
            | Self::Exists { path }
            | Self::ReadOnly { path }
            | Self::Denied { path, .. }
            | Self::DiskFull { path }
            | Self::Quota { path }
            | Self::SizeLimit { path }
            | Self::TooLarge { path, .. }
            | Self::Gone { path }
            | Self::VaultGone { path }
            | Self::NotAFile { path }
            | Self::NotEmpty { path }
            | Self::NotDurable { path, .. }
            | Self::Torn { path }
            | Self::Name { path, .. }
            | Self::Locked { path, .. }
            | Self::Damaged { path, .. }
            | Self::Io { path, .. } => path,
        }
    }

    fn code(&self) -> Code {
        match self {
            Self::Conflict { .. } => Code::Conflict,
            Self::Exists { .. } => Code::Exists,
            Self::ReadOnly { .. } => Code::ReadOnly,
            Self::Denied { .. } => Code::Denied,
            Self::DiskFull { .. } | Self::Quota { .. } | Self::SizeLimit { .. } => Code::DiskFull,
            Self::TooLarge { .. } => Code::NotText,
            Self::Gone { .. } | Self::VaultGone { .. } => Code::NotFound,
            Self::NotAFile { .. } | Self::NotEmpty { .. } | Self::Name { .. } => Code::Invalid,
            Self::Locked { .. } => Code::Locked,
            Self::NotDurable { .. }
            | Self::Torn { .. }
            | Self::Damaged { .. }
            | Self::Io { .. } => Code::Failed,
        }
    }

    fn hint(&self) -> &'static str {
        match self {
            Self::Conflict { .. } => "compare the two versions, then save again",
            Self::Exists { .. } | Self::Name { .. } => "choose another name",
            Self::ReadOnly { .. } => "allow writing to it, or save under another name",
            Self::Denied { .. } => "check the permissions of the file and its folder",
            Self::DiskFull { .. } => "make room on the disk, then save again",
            Self::Quota { .. } => "delete what you do not need, then save again",
            Self::SizeLimit { .. } => "raise the limit (ulimit -f), then save again",
            Self::TooLarge { .. } => "split the file, or raise the limit",
            Self::Gone { .. } => "it may have been moved or deleted by another program",
            Self::VaultGone { .. } => "connect its disk or open the vault from its new place",
            Self::NotAFile { .. } => "choose a note or another plain file inside the vault",
            Self::NotEmpty { .. } => "move or delete what is in it first",
            Self::NotDurable { .. } => "keep a copy elsewhere and check the disk, then save again",
            Self::Torn { .. } => "check the disk, then open the vault again, which mends the file",
            Self::Locked { .. } => "close it there first",
            Self::Damaged { .. } => "your notes are untouched; move this file away to start afresh",
            Self::Io { .. } => "try again; if it fails once more, check the disk",
        }
    }
}

impl From<DiskError> for Error {
    fn from(error: DiskError) -> Self {
        Self::new(error.code(), error.to_string()).with_hint(error.hint()).with_path(error.path())
    }
}
