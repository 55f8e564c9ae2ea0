//! Old versions of files: what each save replaced, kept outside the vault.

use serde::Serialize;

use super::notes::{Saved, write_bytes};
use crate::disk::Version;
use crate::edit::plan::{Create, FileSplices, Plan, Splice};
use crate::error::{Code, Error, Result};
use crate::path::VaultPath;
use crate::text::{ContentHash, Span};
use crate::vault::Vault;

/// What a file once held.
#[derive(Debug, Clone, Serialize, ts_rs::TS)]
pub struct FileVersion {
    /// Names the content; restoring and reading ask for it.
    pub hash: String,
    /// When it was replaced, in milliseconds since 1970.
    pub replaced: i64,
    /// Its size in bytes.
    pub size: u64,
}

/// A file that is no longer in the vault, but in its history.
#[derive(Debug, Clone, Serialize, ts_rs::TS)]
pub struct DeletedFile {
    /// Where it was.
    pub path: VaultPath,
    /// The newest of its versions.
    pub version: FileVersion,
}

/// The text of an old version.
#[derive(Debug, Clone, Serialize, ts_rs::TS)]
pub struct VersionText {
    /// The text; bytes that are not UTF-8 are shown as `�`.
    pub text: String,
}

/// Lists the old versions of a file, the newest first; also of one that is deleted.
pub(super) fn history(vault: &Vault, note: String) -> Result<Vec<FileVersion>> {
    let versions = vault.versions(&path_of(vault, &note)?)?;
    Ok(versions.iter().map(FileVersion::from).collect())
}

/// Lists the files that are gone, the last to go first.
pub(super) fn deleted_files(vault: &Vault) -> Result<Vec<DeletedFile>> {
    let row =
        |version: Version| DeletedFile { version: FileVersion::from(&version), path: version.path };
    Ok(vault.deleted_files()?.into_iter().map(row).collect())
}

/// Reads an old version.
pub(super) fn version_text(vault: &Vault, note: String, hash: String) -> Result<VersionText> {
    let hash = find_version(vault, &path_of(vault, &note)?, &hash)?;
    let bytes = vault.version_bytes(hash)?;
    Ok(VersionText { text: String::from_utf8_lossy(&bytes).into_owned() })
}

/// Puts an old version in the place of what the file holds, which becomes an old version itself.
/// As an operation it can be undone; bytes that are no text are saved without one.
pub(super) fn restore(vault: &Vault, note: String, hash: String) -> Result<Saved> {
    let path = path_of(vault, &note)?;
    let hash = find_version(vault, &path, &hash)?;
    let bytes = vault.version_bytes(hash)?;
    let title = format!("restore {path}");
    let Some(file) = vault.find(&path)? else {
        let creates = vec![Create { path, bytes }];
        vault.apply(&Plan { title, creates, ..Plan::default() })?;
        return Ok(Saved::Saved { hash: hash.to_string() });
    };
    let (now, then) = (String::from_utf8(file.bytes), String::from_utf8(bytes));
    let (Ok(now), Ok(then)) = (now, then) else {
        return write_bytes(vault, &path, &vault.version_bytes(hash)?, file.hash);
    };
    if file.hash != hash {
        let whole = Splice { span: Span::new(0..now.len()), text: then };
        let splices = vec![FileSplices { path, expected: file.hash, splices: vec![whole] }];
        vault.apply(&Plan { title, splices, ..Plan::default() })?;
    }
    Ok(Saved::Saved { hash: hash.to_string() })
}

impl From<&Version> for FileVersion {
    fn from(version: &Version) -> Self {
        Self { hash: version.hash.to_string(), replaced: version.replaced_ms, size: version.size }
    }
}

/// Returns the path of a note by its name, or of a deleted file by its whole path.
fn path_of(vault: &Vault, note: &str) -> Result<VaultPath> {
    let missing = match vault.find_note(note) {
        Ok(path) => return Ok(path),
        Err(error) => error,
    };
    let path = VaultPath::new(note.to_owned())?;
    if vault.versions(&path)?.is_empty() { Err(missing) } else { Ok(path) }
}

/// Finds the version that a hash, or the beginning of one, names.
fn find_version(vault: &Vault, path: &VaultPath, start: &str) -> Result<ContentHash> {
    let versions = vault.versions(path)?;
    let mut found = versions.iter().map(|version| version.hash);
    let named = found.find(|hash| !start.is_empty() && hash.to_string().starts_with(start));
    named.ok_or_else(|| {
        Error::new(Code::NotFound, format!("{path} has no old version {start:?}"))
            .with_path(path)
            .with_hint("`tl history NOTE` lists the versions that are kept")
    })
}
