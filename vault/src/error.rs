//! The one error that leaves the core: a stable code, a message that names the file, a hint.

use std::fmt;

use serde::Serialize;

/// What went wrong, for programs. The words are stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ErrorCode")]
pub enum Code {
    /// No file, note or vault of that name.
    NotFound,
    /// A name fits more than one note.
    Ambiguous,
    /// The request itself makes no sense.
    Invalid,
    /// A file of that name is there already.
    Exists,
    /// The file is not what the writer last saw; nothing was written.
    Conflict,
    /// The folder or file may only be read.
    ReadOnly,
    /// The system refused access.
    Denied,
    /// The disk is full or a quota is reached.
    DiskFull,
    /// The note is not UTF-8 or too large to be edited.
    NotText,
    /// Another window or program holds the vault.
    Locked,
    /// Any other failure of the disk or the index.
    Failed,
}

/// An error at the edge of the core: lower case, no final period, names the file and what to do.
#[derive(Debug, Clone, Serialize, ts_rs::TS, thiserror::Error)]
#[ts(rename = "ApiError")]
pub struct Error {
    /// What went wrong, for programs.
    pub code: Code,
    /// What went wrong, for a person.
    pub message: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub hint: Option<String>,
    /// The file it is about, relative to the vault where it lies in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub path: Option<String>,
}

/// The core's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Returns an error without hint or path.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: None, path: None }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds the file it is about.
    #[must_use]
    pub fn with_path(mut self, path: impl fmt::Display) -> Self {
        self.path = Some(path.to_string());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
