//! A canvas in its view: opening it, changing it, making one.

use serde::Serialize;

use super::editing::Created;
use super::finding::new_note_place;
use super::notes::{Saved, not_text, parse_hash, write_bytes};
use crate::edit::canvas::{CanvasChange, CanvasError, change_canvas, touches_what_changed};
use crate::edit::create::{folder_for_note, plan_canvas};
use crate::edit::save::editor_text;
use crate::error::{Code, Error, Result};
use crate::parse::BrokenCanvas;
use crate::path::{FileKind, VaultPath};
use crate::query::canvas::{CanvasShapes, list_shapes};
use crate::text::ContentHash;
use crate::vault::{Draft, NoteFile, Vault};

/// A canvas for its view.
#[derive(Debug, Clone, Serialize, ts_rs::TS)]
pub struct OpenedCanvas {
    /// Where it is.
    pub path: VaultPath,
    /// What its bytes were; a change names it.
    pub hash: String,
    /// What it shows; nothing where it is broken.
    pub shapes: CanvasShapes,
    /// Why and where it cannot be read.
    pub broken: Option<BrokenCanvas>,
    /// The text of the file where it is broken; else empty.
    pub text: String,
    /// It can be changed and saved.
    pub editable: bool,
    /// Why it cannot, in a sentence; empty where it can.
    pub reason: String,
    /// The file with changes that could not be saved.
    pub draft: Option<Draft>,
}

/// What became of a change.
#[derive(Debug, Clone, Serialize, ts_rs::TS)]
pub struct CanvasSaved {
    /// The outcome, as of any save; a merge shows the whole file.
    pub saved: Saved,
    /// For each change, in its order, the changes that take it back.
    pub inverse: Vec<Vec<CanvasChange>>,
    /// In a conflict, the file as it would be with these changes alone; else empty.
    pub mine: String,
}

/// Reads a canvas.
pub(super) fn canvas(vault: &Vault, path: String) -> Result<OpenedCanvas> {
    let path = canvas_path(path)?;
    let file = vault.read(&path)?;
    let utf8 = std::str::from_utf8(&file.bytes).is_ok();
    let text = String::from_utf8_lossy(&file.bytes);
    let (shapes, broken) = match list_shapes(&text) {
        Ok(shapes) => (shapes, None),
        Err(broken) => (CanvasShapes::default(), Some(broken)),
    };
    let reason = match (utf8, &broken) {
        (false, _) => "This canvas is not UTF-8 text. It is never written.".to_owned(),
        (_, Some(_)) => {
            "This canvas is not valid. It is shown as text and never written.".to_owned()
        }
        _ => vault.why_not_writable(&path),
    };
    let shown = broken.as_ref().map(|_| text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned());
    Ok(OpenedCanvas {
        hash: file.hash.to_string(),
        shapes,
        broken,
        text: shown.unwrap_or_default(),
        editable: reason.is_empty(),
        reason,
        draft: vault.find_draft(&path)?,
        path,
    })
}

/// Writes changes into a canvas and leaves every other byte.
///
/// Where the file has changed since it was seen, the changes are made to what it is now, unless
/// both sides changed the same value. Changes that cannot be written are kept as a draft.
pub(super) fn edit_canvas(
    vault: &Vault,
    path: String,
    changes: Vec<CanvasChange>,
    seen: String,
) -> Result<CanvasSaved> {
    let path = canvas_path(path)?;
    let seen = parse_hash(&seen, &path)?;
    let edit = Edit { vault, path: &path, changes: &changes, seen };
    match vault.find(&path)? {
        None => edit.refuse(None),
        Some(file) if file.hash == seen => edit.write(&file, |hash, _| Saved::Saved { hash }),
        Some(file) if edit.is_disputed(&file)? => edit.refuse(Some(file)),
        Some(file) => edit.write(&file, |hash, text| Saved::Merged { hash, text }),
    }
}

/// Makes an empty canvas under the first free "Untitled".
pub(super) fn new_canvas(
    vault: &Vault,
    folder: Option<String>,
    source: Option<String>,
) -> Result<Created> {
    let source = source.map(VaultPath::new).transpose()?;
    let file = {
        let graph = vault.graph()?;
        let folder = match folder {
            Some(folder) => VaultPath::new(folder)?,
            None => folder_for_note(&graph, &new_note_place(&vault.settings()), source.as_ref())?,
        };
        plan_canvas(&graph, vault, &folder)?
    };
    vault.apply(&file.proposal.plan)?;
    Ok(Created { path: file.path.to_string() })
}

/// Changes on their way into a canvas.
struct Edit<'e> {
    vault: &'e Vault,
    path: &'e VaultPath,
    changes: &'e [CanvasChange],
    seen: ContentHash,
}

impl Edit<'_> {
    fn write(
        &self,
        file: &NoteFile,
        saved: impl FnOnce(String, String) -> Saved,
    ) -> Result<CanvasSaved> {
        let text = std::str::from_utf8(&file.bytes).map_err(|_| not_text(self.path))?;
        let changed = change_canvas(text, self.changes).map_err(|error| error.about(self.path))?;
        let inverse = changed.inverse;
        if changed.text == text {
            let hash = file.hash.to_string();
            return Ok(CanvasSaved {
                saved: saved(hash, changed.text),
                inverse,
                mine: String::new(),
            });
        }
        let written = write_bytes(self.vault, self.path, changed.text.as_bytes(), file.hash);
        match written {
            Ok(Saved::Saved { hash }) => {
                let saved = saved(hash, changed.text);
                Ok(CanvasSaved { saved, inverse, mine: String::new() })
            }
            Ok(conflict) => Ok(CanvasSaved { saved: conflict, inverse, mine: changed.text }),
            Err(error) => {
                self.vault.keep_draft(self.path, &changed.text, Some(file.hash))?;
                Err(error)
            }
        }
    }

    /// Returns true where the file has changed in what these changes are about.
    fn is_disputed(&self, file: &NoteFile) -> Result<bool> {
        let base =
            self.vault.seen_bytes(self.seen)?.and_then(|bytes| String::from_utf8(bytes).ok());
        let now = std::str::from_utf8(&file.bytes).map_err(|_| not_text(self.path))?;
        let Some(base) = base else { return Ok(true) };
        // What is no canvas any more cannot take changes: the person decides.
        Ok(touches_what_changed(&base, now, self.changes).unwrap_or(true))
    }

    fn refuse(&self, file: Option<NoteFile>) -> Result<CanvasSaved> {
        let base =
            self.vault.seen_bytes(self.seen)?.and_then(|bytes| String::from_utf8(bytes).ok());
        let mine = match base {
            Some(base) => {
                change_canvas(&base, self.changes)
                    .map_err(|error: CanvasError| error.about(self.path))?
                    .text
            }
            None => String::new(),
        };
        let hash = file.as_ref().map(|file| file.hash.to_string());
        let text = file.and_then(|file| editor_text(&file.bytes)).unwrap_or_default();
        Ok(CanvasSaved { saved: Saved::Conflict { hash, text }, inverse: vec![], mine })
    }
}

fn canvas_path(path: String) -> Result<VaultPath> {
    let path = VaultPath::new(path)?;
    if path.kind() == FileKind::Canvas {
        return Ok(path);
    }
    let error = Error::new(Code::Invalid, format!("{path} is no canvas"));
    Err(error.with_path(&path).with_hint("name a file that ends in .canvas"))
}
