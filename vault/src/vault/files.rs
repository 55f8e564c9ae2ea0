//! Reading one file through the open vault.

use std::collections::BTreeMap;

use super::{Inner, Vault, lock};
use crate::disk::{Disk, DiskError, Version};
use crate::error::Result;
use crate::path::VaultPath;
use crate::query::find_note;
use crate::text::ContentHash;

/// The largest note that is opened in the editor, in bytes.
const LARGEST_NOTE: u64 = 512 << 20;

/// A file's bytes and the hash that a save names.
#[derive(Debug, Clone)]
pub struct NoteFile {
    /// The whole content.
    pub bytes: Vec<u8>,
    /// The hash of it.
    pub hash: ContentHash,
}

impl Vault {
    /// Finds a note by the name that a link or a person would use, or by its exact path.
    pub fn find_note(&self, name: &str) -> Result<VaultPath> {
        Ok(find_note::find_note(&self.snapshot()?, name)?.1)
    }

    /// Reads a file; one that is not there is an error.
    pub fn read(&self, path: &VaultPath) -> Result<NoteFile> {
        Ok(self.0.read(path)?)
    }

    /// Reads a file, if it is there.
    pub fn find(&self, path: &VaultPath) -> Result<Option<NoteFile>> {
        match self.0.read(path) {
            Ok(file) => Ok(Some(file)),
            Err(DiskError::Gone { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Returns the bytes of a hash that was opened or saved lately, or is in the history.
    pub fn seen_bytes(&self, hash: ContentHash) -> Result<Option<Vec<u8>>> {
        if let Some(bytes) = lock(&self.0.seen).find(hash) {
            return Ok(Some(bytes.to_vec()));
        }
        Ok(self.0.shared.disk.read_version(hash).ok())
    }

    /// Lists the old versions of a file, the newest first.
    pub fn versions(&self, path: &VaultPath) -> Result<Vec<Version>> {
        Ok(self.0.shared.disk.versions(path)?)
    }

    /// Lists the newest version of each file that is no longer there, the last to go first.
    ///
    /// What a rename or move left behind is none: the file went on under another name.
    pub fn deleted_files(&self) -> Result<Vec<Version>> {
        let disk = &self.0.shared.disk;
        let mut newest: BTreeMap<VaultPath, Version> = BTreeMap::new();
        for version in disk.all_versions()? {
            newest.insert(version.path.clone(), version);
        }
        let operations = self.0.shared.journal.operations()?;
        for operation in &operations {
            for (from, _) in operation.moves() {
                newest.retain(|path, version| {
                    !path.is_in(from) || version.replaced_ms > operation.at_ms
                });
            }
        }
        newest.retain(|path, _| matches!(disk.find(path), Ok(crate::disk::Found::Absent)));
        let mut gone: Vec<Version> = newest.into_values().collect();
        gone.sort_by(|a, b| (b.replaced_ms, &a.path).cmp(&(a.replaced_ms, &b.path)));
        Ok(gone)
    }

    /// Reads an old version by its hash.
    pub fn version_bytes(&self, hash: ContentHash) -> Result<Vec<u8>> {
        Ok(self.0.shared.disk.read_version(hash)?)
    }

    /// Returns when a file was made, in milliseconds since 1970, where the disk keeps that.
    ///
    /// A save puts a new file in the place of the old one, so it is the time of the last save of
    /// a file that was saved in this app.
    pub fn created_ms(&self, path: &VaultPath) -> Option<i64> {
        self.0.shared.disk.created_ms(path)
    }

    /// Returns why a file cannot be written, in a sentence; an empty one where it can.
    pub fn why_not_writable(&self, path: &VaultPath) -> String {
        use crate::disk::Found;
        if self.0.shared.disk.is_read_only() {
            return "This vault may only be read.".to_owned();
        }
        match self.0.shared.disk.find(path) {
            Ok(Found::File(file)) if file.read_only => "This file may only be read.".to_owned(),
            _ => String::new(),
        }
    }
}

impl Inner {
    /// Reads a file and remembers its content as seen.
    fn read(&self, path: &VaultPath) -> std::result::Result<NoteFile, DiskError> {
        let read = self.shared.disk.read(path, LARGEST_NOTE)?;
        lock(&self.seen).keep(read.stamp.hash, &read.bytes);
        Ok(NoteFile { bytes: read.bytes, hash: read.stamp.hash })
    }
}
