//! Text that is typed and not saved yet: what a crash would otherwise take.

use serde::{Deserialize, Serialize};

use super::{DataFolder, DiskError};
use crate::path::VaultPath;
use crate::text::ContentHash;

const FOLDER: &str = "drafts";

/// The unsaved text of one note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The note.
    pub path: VaultPath,
    /// What the note held when editing began; none for a note that is not on the disk yet.
    pub base: Option<ContentHash>,
    /// The text in the editor.
    pub text: String,
    /// When it was kept, in milliseconds since 1970.
    pub at_ms: i64,
}

/// The unsaved texts of one vault; each note has at most one.
#[derive(Debug, Clone)]
pub struct Drafts {
    data: DataFolder,
}

impl Drafts {
    /// Keeps drafts in the app's own folder for the vault.
    pub fn new(data: DataFolder) -> Self {
        Self { data }
    }

    /// Keeps a draft durably in place of the one before.
    pub fn keep(&self, draft: &Draft) -> Result<(), DiskError> {
        let name = name_of(&draft.path);
        let json = serde_json::to_vec(draft).map_err(|error| DiskError::Damaged {
            path: self.data.shown(FOLDER, &name),
            reason: error.to_string(),
        })?;
        self.data.write(FOLDER, &name, &json)
    }

    /// Lists all drafts in the order of their paths.
    ///
    /// One that cannot be understood is left where it is and left out.
    pub fn list(&self) -> Result<Vec<Draft>, DiskError> {
        let mut drafts: Vec<Draft> = Vec::new();
        for name in self.data.names(FOLDER)? {
            let bytes = self.data.read(FOLDER, &name)?.unwrap_or_default();
            drafts.extend(serde_json::from_slice::<Draft>(&bytes).ok());
        }
        drafts.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(drafts)
    }

    /// Finds the draft of a note.
    pub fn find(&self, path: &VaultPath) -> Result<Option<Draft>, DiskError> {
        let bytes = self.data.read(FOLDER, &name_of(path))?;
        Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    }

    /// Drops the draft of a note that is saved or given up.
    pub fn drop_draft(&self, path: &VaultPath) -> Result<(), DiskError> {
        self.data.remove(FOLDER, &name_of(path))
    }
}

fn name_of(path: &VaultPath) -> String {
    format!("{}.json", ContentHash::of(path.as_str().as_bytes()))
}
