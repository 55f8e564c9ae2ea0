//! Old versions of files: what each save replaced, kept outside the vault.

use serde::Serialize;

use super::notes::{Saved, write_bytes};
use crate::error::{Code, Error, Result};
use crate::path::VaultPath;
use crate::text::ContentHash;
use crate::vault::{Expected, Vault};

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

/// The text of an old version.
#[derive(Debug, Clone, Serialize, ts_rs::TS)]
pub struct VersionText {
    /// The text; bytes that are not UTF-8 are shown as `�`.
    pub text: String,
}

/// Lists the old versions of a file, the newest first; also of one that is deleted.
pub(super) fn history(vault: &Vault, note: String) -> Result<Vec<FileVersion>> {
    let versions = vault.versions(&path_of(vault, &note)?)?;
    let row = |version: crate::disk::Version| FileVersion {
        hash: version.hash.to_string(),
        replaced: version.replaced_ms,
        size: version.size,
    };
    Ok(versions.into_iter().map(row).collect())
}

/// Reads an old version.
pub(super) fn version_text(vault: &Vault, note: String, hash: String) -> Result<VersionText> {
    let hash = find_version(vault, &path_of(vault, &note)?, &hash)?;
    let bytes = vault.version_bytes(hash)?;
    Ok(VersionText { text: String::from_utf8_lossy(&bytes).into_owned() })
}

/// Puts an old version in the place of what the file holds, which becomes an old version itself.
pub(super) fn restore(vault: &Vault, note: String, hash: String) -> Result<Saved> {
    let path = path_of(vault, &note)?;
    let bytes = vault.version_bytes(find_version(vault, &path, &hash)?)?;
    match vault.find(&path)? {
        Some(file) => write_bytes(vault, &path, &bytes, file.hash),
        None => {
            let hash = vault.save(&path, &bytes, Expected::Absent)?;
            Ok(Saved::Saved { hash: hash.to_string() })
        }
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
