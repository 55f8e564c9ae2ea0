//! Everything that changes a file: saves, plans, unsaved texts.

use serde::{Deserialize, Serialize};

use super::indexer::Message;
use super::{Vault, Working, lock};
use crate::disk::journal::Operation;
use crate::disk::{self, Disk, Expected, Found, TrashKind};
use crate::edit::TextSource;
use crate::edit::plan::Plan;
use crate::error::{Code, Error, Result};
use crate::path::VaultPath;
use crate::query::settings::Trash;
use crate::text::ContentHash;

/// An operation on so many files tells how far it has got.
const TOLD_FROM: usize = 20;

/// Text that is not saved yet, kept outside the vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Draft {
    /// The note it belongs to.
    pub path: VaultPath,
    /// The whole text, as the editor has it.
    pub text: String,
    /// The hash of what the text was based on; empty for a note that was not on disk.
    pub seen: String,
    /// When it was kept, in milliseconds since 1970.
    pub kept: i64,
}

impl Vault {
    /// Writes a file, if it still is what the writer expects, and takes it into the index.
    pub fn save(&self, path: &VaultPath, bytes: &[u8], expected: Expected) -> Result<ContentHash> {
        let stamp = self.0.shared.disk.save(path, bytes, expected)?;
        lock(&self.0.seen).keep(stamp.hash, bytes);
        self.look(vec![path.clone()])?;
        Ok(stamp.hash)
    }

    /// Makes a folder and those it lies in.
    pub fn create_folder(&self, path: &VaultPath) -> Result<()> {
        self.0.shared.disk.create_folder(path)?;
        self.look(vec![path.clone()])
    }

    /// Applies a plan whole, or refuses it whole, as one operation that can be undone.
    pub fn apply(&self, plan: &Plan) -> Result<Operation> {
        let trash = match self.settings().trash {
            Trash::System => TrashKind::System,
            Trash::Local => TrashKind::Local,
            Trash::None => TrashKind::None,
        };
        let shared = &self.0.shared;
        let tell = |done: usize, total: usize| {
            if plan.splices.len() >= TOLD_FROM {
                let (title, done, total) = (plan.title.clone(), done as u64, total as u64);
                self.tell_working(Some(Working { title, done, total }));
            }
        };
        let applied = shared.journal.apply_telling(&*shared.disk, plan, trash, &tell);
        let looked = applied.map_err(Error::from).and_then(|operation| {
            self.look(operation.paths())?;
            Ok(operation)
        });
        self.tell_working(None);
        looked
    }

    /// Tells how far an operation on many files has got.
    fn tell_working(&self, working: Option<Working>) {
        self.0.shared.listeners.update(|status| status.working = working);
    }

    /// Undoes the last operation; every file must still be as it left it.
    pub fn undo(&self) -> Result<Operation> {
        let shared = &self.0.shared;
        let last = shared.journal.last_undoable()?;
        let id = last.as_ref().map_or(0, |operation| operation.id);
        let operation = shared.journal.undo(&*shared.disk, id).map_err(|error| {
            let error = Error::from(error);
            match last.filter(|_| error.code == Code::Conflict) {
                Some(Operation { title, .. }) => changed_since(&title, error),
                None => error,
            }
        })?;
        self.look(operation.paths())?;
        Ok(operation)
    }

    /// Keeps unsaved text safe against a crash.
    pub fn keep_draft(
        &self,
        path: &VaultPath,
        text: &str,
        seen: Option<ContentHash>,
    ) -> Result<()> {
        let shared = &self.0.shared;
        let (path, text, at_ms) = (path.clone(), text.to_owned(), shared.clock.now_ms());
        Ok(shared.drafts.keep(&disk::Draft { path, base: seen, text, at_ms })?)
    }

    /// Forgets the unsaved text of a note.
    pub fn drop_draft(&self, path: &VaultPath) -> Result<()> {
        Ok(self.0.shared.drafts.drop_draft(path)?)
    }

    /// Finds the unsaved text of a note.
    pub fn find_draft(&self, path: &VaultPath) -> Result<Option<Draft>> {
        Ok(self.0.shared.drafts.find(path)?.map(Draft::from))
    }

    /// Lists the unsaved texts by path.
    pub fn drafts(&self) -> Result<Vec<Draft>> {
        Ok(self.0.shared.drafts.list()?.into_iter().map(Draft::from).collect())
    }

    /// Returns the time now, in milliseconds since 1970.
    pub fn now_ms(&self) -> i64 {
        self.0.shared.clock.now_ms()
    }

    /// Has the index look at these paths, and returns when it holds what is there.
    fn look(&self, paths: Vec<VaultPath>) -> Result<()> {
        self.0.ask_indexer(|answer| Message::Look(paths, answer))
    }
}

/// Says that an operation cannot be undone, since a file is not as it left it.
fn changed_since(title: &str, error: Error) -> Error {
    let file = error.path.as_deref().unwrap_or("a file");
    let message =
        format!("“{title}” is not taken back: {file} has changed since; nothing was written");
    Error { message, ..error }.with_hint("the history of the note has its earlier versions")
}

impl From<disk::Draft> for Draft {
    fn from(draft: disk::Draft) -> Self {
        let seen = draft.base.map(|hash| hash.to_string()).unwrap_or_default();
        Self { path: draft.path, text: draft.text, seen, kept: draft.at_ms }
    }
}

impl TextSource for Vault {
    fn read(&self, path: &VaultPath) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.find(path)?.map(|file| file.bytes))
    }

    fn exists(&self, path: &VaultPath) -> bool {
        !matches!(self.0.shared.disk.find(path), Ok(Found::Absent))
    }

    fn is_folder(&self, path: &VaultPath) -> bool {
        matches!(self.0.shared.disk.find(path), Ok(Found::Folder))
    }
}
