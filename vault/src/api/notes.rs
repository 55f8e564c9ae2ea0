//! A note in the editor: opening it, saving it, and keeping what is not saved yet.

use serde::Serialize;

use crate::edit::merge::{Merge, merge};
use crate::edit::plan::apply_splices;
use crate::edit::save::{editor_text, plan_save};
use crate::error::{Code, Error, Result};
use crate::path::VaultPath;
use crate::text::ContentHash;
use crate::vault::{Draft, Expected, Vault};

/// The most bytes of a note that the editor shows with live preview.
const LIVE_LIMIT: usize = 2 << 20;

/// A note for the editor.
#[derive(Debug, Clone, Serialize, ts_rs::TS)]
pub struct OpenedNote {
    /// Where it is.
    pub path: String,
    /// Its shown name.
    pub title: String,
    /// Its text with `\n` line ends and without a byte-order mark.
    pub text: String,
    /// What its bytes were; a save names it.
    pub hash: String,
    /// It can be edited and saved.
    pub editable: bool,
    /// Why it cannot, in a sentence; empty where it can.
    pub reason: String,
    /// It is too large for live preview.
    pub plain: bool,
    /// Text that a crash kept from being saved.
    pub draft: Option<Draft>,
}

/// What became of a save.
#[derive(Debug, Clone, Serialize, ts_rs::TS)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Saved {
    /// The text is on disk.
    Saved {
        /// What the bytes are now.
        hash: String,
    },
    /// The file had changed elsewhere; both sides' changes were put together and saved.
    Merged {
        /// What the bytes are now.
        hash: String,
        /// The text with both sides' changes.
        text: String,
    },
    /// The file had changed elsewhere in the same place; nothing was written.
    Conflict {
        /// What the file is now; none where it was deleted.
        hash: Option<String>,
        /// The text on disk.
        text: String,
    },
}

/// Reads a note for the editor.
pub(super) fn open(vault: &Vault, note: String) -> Result<OpenedNote> {
    let path = vault.find_note(&note)?;
    let file = vault.read(&path)?;
    let plain = file.bytes.len() > LIVE_LIMIT;
    let (text, reason) = match editor_text(&file.bytes) {
        Some(text) => (text, vault.why_not_writable(&path)),
        None => (
            String::from_utf8_lossy(&file.bytes).into_owned(),
            "This note is not UTF-8 text. It is shown as well as it can be and never saved.".into(),
        ),
    };
    Ok(OpenedNote {
        title: path.title().to_owned(),
        text,
        hash: file.hash.to_string(),
        editable: reason.is_empty(),
        reason,
        plain,
        draft: vault.find_draft(&path)?,
        path: path.to_string(),
    })
}

/// Saves the editor's text, merging with what another program wrote meanwhile where that is safe.
pub(super) fn save(vault: &Vault, path: String, text: String, seen: String) -> Result<Saved> {
    let path = VaultPath::new(path)?;
    let seen = parse_hash(&seen, &path)?;
    let Some(file) = vault.find(&path)? else {
        return Ok(Saved::Conflict { hash: None, text: String::new() });
    };
    if file.hash == seen {
        return write(vault, &path, &file.bytes, &text, seen);
    }
    let Some(theirs) = editor_text(&file.bytes) else { return Err(not_text(&path)) };
    let base = vault.seen_bytes(seen)?.and_then(|bytes| editor_text(&bytes));
    let merged = base.map(|base| merge(&base, &text, &theirs));
    let Some(Merge::Clean(merged)) = merged else {
        return Ok(Saved::Conflict { hash: Some(file.hash.to_string()), text: theirs });
    };
    match write(vault, &path, &file.bytes, &merged, file.hash)? {
        Saved::Saved { hash } => Ok(Saved::Merged { hash, text: merged }),
        other => Ok(other),
    }
}

/// Saves the editor's text over what the person was shown.
pub(super) fn overwrite(vault: &Vault, path: String, text: String, seen: String) -> Result<Saved> {
    let path = VaultPath::new(path)?;
    if seen.is_empty() {
        let hash = vault.save(&path, text.as_bytes(), Expected::Absent)?;
        vault.drop_draft(&path)?;
        return Ok(Saved::Saved { hash: hash.to_string() });
    }
    let seen = parse_hash(&seen, &path)?;
    let Some(file) = vault.find(&path)? else {
        return Ok(Saved::Conflict { hash: None, text: String::new() });
    };
    if file.hash != seen {
        let Some(theirs) = editor_text(&file.bytes) else { return Err(not_text(&path)) };
        return Ok(Saved::Conflict { hash: Some(file.hash.to_string()), text: theirs });
    }
    write(vault, &path, &file.bytes, &text, seen)
}

/// Keeps unsaved text in the app's data folder, outside the vault.
pub(super) fn keep_draft(vault: &Vault, path: String, text: String, seen: String) -> Result<()> {
    let path = VaultPath::new(path)?;
    let seen = if seen.is_empty() { None } else { Some(parse_hash(&seen, &path)?) };
    vault.keep_draft(&path, &text, seen)
}

/// Forgets the unsaved text of a note.
pub(super) fn drop_draft(vault: &Vault, path: String) -> Result<()> {
    vault.drop_draft(&VaultPath::new(path)?)
}

/// Lists the unsaved texts that a crash left behind.
pub(super) fn drafts(vault: &Vault) -> Result<Vec<Draft>> {
    vault.drafts()
}

/// Maps the editor's text onto the file's bytes and writes it, if there is anything to write.
fn write(
    vault: &Vault,
    path: &VaultPath,
    bytes: &[u8],
    text: &str,
    seen: ContentHash,
) -> Result<Saved> {
    let Some(splices) = plan_save(bytes, text) else { return Err(not_text(path)) };
    if splices.is_empty() {
        vault.drop_draft(path)?;
        return Ok(Saved::Saved { hash: seen.to_string() });
    }
    write_bytes(vault, path, &apply_splices(bytes, &splices)?, seen)
}

/// Writes new bytes over those that were seen; what changed meanwhile is a conflict, not an error.
pub(super) fn write_bytes(
    vault: &Vault,
    path: &VaultPath,
    bytes: &[u8],
    seen: ContentHash,
) -> Result<Saved> {
    match vault.save(path, bytes, Expected::Hash(seen)) {
        Ok(hash) => {
            vault.drop_draft(path)?;
            Ok(Saved::Saved { hash: hash.to_string() })
        }
        Err(error) if error.code == Code::Conflict => conflict(vault, path),
        Err(error) => Err(error),
    }
}

/// Answers that a file is not what was seen, with what it holds now.
pub(super) fn conflict(vault: &Vault, path: &VaultPath) -> Result<Saved> {
    let now = vault.find(path)?;
    Ok(Saved::Conflict {
        hash: now.as_ref().map(|file| file.hash.to_string()),
        text: now.and_then(|file| editor_text(&file.bytes)).unwrap_or_default(),
    })
}

/// Reads a hash as the page hands it back.
pub(super) fn parse_hash(text: &str, path: &VaultPath) -> Result<ContentHash> {
    ContentHash::try_from(text.to_owned()).map_err(|_| {
        Error::new(Code::Invalid, format!("{text:?} is no content hash"))
            .with_path(path)
            .with_hint("open the note again and save with the hash it comes with")
    })
}

/// Returns the refusal to write into a note that is not UTF-8.
pub(super) fn not_text(path: &VaultPath) -> Error {
    Error::new(Code::NotText, format!("{path} is not UTF-8 text, so it is not written to"))
        .with_path(path)
        .with_hint("convert the file to UTF-8 with another program first")
}
