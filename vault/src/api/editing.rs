//! What changes files: properties, tasks, new notes, renames, the trash, undo.

use serde::Serialize;

use super::finding::new_note_place;
use super::notes::{Saved, conflict, not_text, parse_hash, write_bytes};
use crate::edit::append::plan_append;
use crate::edit::create::{
    ImportPlace, NewFile, folder_for_note, path_for_folder, plan_import, plan_linked, plan_note,
};
use crate::edit::duplicate::plan_duplicate;
use crate::edit::link_mention::plan_link;
use crate::edit::plan::{Plan, apply_splices};
use crate::edit::property::{
    plan_remove, plan_rename as plan_rename_property, plan_set, value_from_json,
};
use crate::edit::rename::plan_rename;
use crate::edit::task::plan_toggle;
use crate::edit::trash::{TrashPlan, list_own_attachments, plan_trash};
use crate::edit::{EditError, SeenText};
use crate::error::{Code, Error, Result};
use crate::graph::Graph;
use crate::path::{FileKind, VaultPath};
use crate::query::named_files::FileNames;
use crate::text::moment::Moment;
use crate::text::{ContentHash, LineIndex, Span};
use crate::vault::Vault;

use crate::edit::planned::Moved;
pub use crate::edit::planned::Planned;

/// A file or folder that was made or moved.
#[derive(Debug, Clone, Serialize, ts_rs::TS)]
pub struct Created {
    /// Where it is.
    pub path: String,
}

/// What was, or would be, thrown away.
#[derive(Debug, Clone, Serialize, ts_rs::TS)]
pub struct Trashed {
    /// Where it was.
    pub path: String,
    /// How many links led there from other files.
    pub links: usize,
    /// The attachments that only it used; they stay unless they were named.
    pub attachments: Vec<VaultPath>,
}

/// An operation that was taken back.
#[derive(Debug, Clone, Serialize, ts_rs::TS)]
pub struct Undone {
    /// What taking it back is called, for a person.
    pub title: String,
    /// The files and folders that went back to where they were.
    pub moved: Vec<Moved>,
    /// All files and folders that it changed.
    pub paths: Vec<VaultPath>,
}

/// An attachment that was added.
#[derive(Debug, Clone, Serialize, ts_rs::TS)]
pub struct Imported {
    /// Where it is.
    pub path: String,
    /// The link to it, as the vault writes links.
    pub link: String,
}

/// The largest attachment that is taken in through the page, in bytes.
const LARGEST_IMPORT: usize = 64 << 20;

pub(super) fn set_property(
    vault: &Vault,
    path: String,
    key: String,
    value: serde_json::Value,
    seen: String,
) -> Result<Saved> {
    let value = value_from_json(&value);
    edit_undoably(vault, path, seen, |note| plan_set(note, &key, &value))
}

pub(super) fn remove_property(
    vault: &Vault,
    path: String,
    key: String,
    seen: String,
) -> Result<Saved> {
    edit_undoably(vault, path, seen, |note| plan_remove(note, &key))
}

pub(super) fn rename_property(
    vault: &Vault,
    path: String,
    key: String,
    to: String,
    seen: String,
) -> Result<Saved> {
    edit_undoably(vault, path, seen, |note| plan_rename_property(note, &key, &to))
}

pub(super) fn toggle_task(vault: &Vault, path: String, line: u32, seen: String) -> Result<Saved> {
    edit_one(vault, path, seen, |note| plan_toggle(note, line))
}

pub(super) fn link_mention(
    vault: &Vault,
    path: String,
    from: u32,
    to: u32,
    note: String,
    seen: String,
) -> Result<Saved> {
    let graph = vault.graph()?;
    let destination = vault.find_note(&note)?;
    let missing = || EditError::NotFound(destination.clone());
    let file = graph.names().find_spelled(&destination).ok_or_else(missing)?;
    let format = vault.settings().link_format();
    edit_one(vault, path, seen, |note| {
        let lines = LineIndex::new(&note.text);
        let span = Span { start: lines.byte_of_utf16(from), end: lines.byte_of_utf16(to) };
        plan_link(note, span, graph.names(), file, format)
    })
}

pub(super) fn append(vault: &Vault, note: String, text: String) -> Result<Saved> {
    let path = vault.find_note(&note)?;
    let seen = vault.read(&path)?.hash.to_string();
    edit_one(vault, path.to_string(), seen, |note| plan_append(note, &text))
}

pub(super) fn new_note(
    vault: &Vault,
    folder: Option<String>,
    name: Option<String>,
    text: String,
    source: Option<String>,
) -> Result<Created> {
    let source = source.map(VaultPath::new).transpose()?;
    let graph = vault.graph()?;
    let folder = match folder {
        Some(folder) => VaultPath::new(folder)?,
        None => folder_for_note(&graph, &new_note_place(&vault.settings()), source.as_ref())?,
    };
    let file = plan_note(&graph, vault, &folder, name.as_deref(), &text)?;
    drop(graph);
    create(vault, file)
}

pub(super) fn create_linked(vault: &Vault, target: String, source: String) -> Result<Created> {
    let source = VaultPath::new(source)?;
    let file =
        plan_linked(&*vault.graph()?, vault, &new_note_place(&vault.settings()), &target, &source)?;
    create(vault, file)
}

pub(super) fn new_folder(vault: &Vault, path: String) -> Result<Created> {
    let path = path_for_folder(&*vault.graph()?, vault, &path)?;
    vault.create_folder(&path)?;
    Ok(Created { path: path.to_string() })
}

pub(super) fn rename(vault: &Vault, path: String, to: String, dry_run: bool) -> Result<Planned> {
    let from = VaultPath::new(path)?;
    let proposal = plan_rename(&*vault.graph()?, vault, &from, &to)?;
    if !dry_run {
        vault.apply(&proposal.plan)?;
    }
    Ok(proposal.planned)
}

pub(super) fn duplicate(vault: &Vault, path: String) -> Result<Created> {
    let path = VaultPath::new(path)?;
    let bytes = vault.read(&path)?.bytes;
    let file = plan_duplicate(&*vault.graph()?, vault, &path, bytes)?;
    create(vault, file)
}

pub(super) fn trash(
    vault: &Vault,
    path: String,
    dry_run: bool,
    attachments: Option<Vec<VaultPath>>,
) -> Result<Trashed> {
    let path = VaultPath::new(path)?;
    let graph = vault.graph()?;
    let own = own_attachments(vault, &graph, &path)?;
    let planned = plan_trash(&graph, &path, own, &attachments.unwrap_or_default())?;
    if !dry_run {
        vault.apply(&planned.plan)?;
    }
    let TrashPlan { links, attachments, .. } = planned;
    Ok(Trashed { path: path.to_string(), links, attachments })
}

/// Lists the attachments that nothing else uses, not even in a way that makes no link.
fn own_attachments(vault: &Vault, graph: &Graph, path: &VaultPath) -> Result<Vec<VaultPath>> {
    let mut own = list_own_attachments(graph, path);
    if own.is_empty() {
        return Ok(own);
    }
    let Some(names) = FileNames::new(&own) else { return Ok(Vec::new()) };
    let mut named = names.named_in_notes(&vault.snapshot()?, path)?;
    let files = graph.names().files().map(|(_, file)| &file.path);
    for base in files.filter(|file| file.kind() == FileKind::Base && !file.is_in(path)) {
        named.extend(names.named_in(&String::from_utf8_lossy(&vault.read(base)?.bytes)));
    }
    own.retain(|file| !named.contains(file));
    Ok(own)
}

/// Takes back the last operation and says what it was.
pub(super) fn undo(vault: &Vault) -> Result<Undone> {
    let operation = vault.undo()?;
    let moves = operation.moves().into_iter();
    let moved = moves.map(|(from, to)| Moved { from: from.clone(), to: to.clone() }).collect();
    Ok(Undone { moved, paths: operation.paths(), title: operation.title })
}

pub(super) fn import_attachment(
    vault: &Vault,
    name: String,
    base64: String,
    source: String,
) -> Result<Imported> {
    let source = VaultPath::new(source)?;
    let bytes = decode(&base64, &name)?;
    let settings = vault.settings();
    let place = ImportPlace {
        attachment_folder: &settings.attachment_folder,
        source: &source,
        format: settings.link_format(),
    };
    let time = Moment::of_ms(vault.now_ms()).map(|now| now.format("YYYYMMDDHHmmss"));
    let time = time.unwrap_or_default();
    let (file, link) = plan_import(&*vault.graph()?, vault, place, &name, &time, bytes)?;
    Ok(Imported { path: create(vault, file)?.path, link })
}

/// Applies a plan that changes one note, if that is still what the page has seen.
pub(super) fn edit_one(
    vault: &Vault,
    path: String,
    seen: String,
    plan: impl FnOnce(&SeenText) -> std::result::Result<Plan, EditError>,
) -> Result<Saved> {
    change_one(vault, path, seen, plan, |_, path, bytes, seen| {
        write_bytes(vault, path, bytes, seen)
    })
}

/// The same as one operation, which can be undone.
fn edit_undoably(
    vault: &Vault,
    path: String,
    seen: String,
    plan: impl FnOnce(&SeenText) -> std::result::Result<Plan, EditError>,
) -> Result<Saved> {
    change_one(vault, path, seen, plan, |plan, path, bytes, _| match vault.apply(plan) {
        Ok(_) => {
            vault.drop_draft(path)?;
            Ok(Saved::Saved { hash: ContentHash::of(bytes).to_string() })
        }
        Err(error) if error.code == Code::Conflict => conflict(vault, path),
        Err(error) => Err(error),
    })
}

/// Makes a change of one note that is still as it was seen, and has `write` write it.
fn change_one(
    vault: &Vault,
    path: String,
    seen: String,
    plan: impl FnOnce(&SeenText) -> std::result::Result<Plan, EditError>,
    write: impl FnOnce(&Plan, &VaultPath, &[u8], ContentHash) -> Result<Saved>,
) -> Result<Saved> {
    let path = VaultPath::new(path)?;
    let seen = parse_hash(&seen, &path)?;
    let file = vault.read(&path)?;
    let note = SeenText::new(path.clone(), file.bytes).map_err(|_| not_text(&path))?;
    if note.hash != seen {
        let text = note.text.strip_prefix('\u{feff}').unwrap_or(&note.text).to_owned();
        return Ok(Saved::Conflict { hash: Some(note.hash.to_string()), text });
    }
    let plan = plan(&note)?;
    let Some(splices) = plan.splices.first().filter(|file| !file.splices.is_empty()) else {
        return Ok(Saved::Saved { hash: seen.to_string() });
    };
    let bytes = apply_splices(note.text.as_bytes(), &splices.splices)?;
    write(&plan, &path, &bytes, seen)
}

pub(super) fn create(vault: &Vault, file: NewFile) -> Result<Created> {
    vault.apply(&file.proposal.plan)?;
    Ok(Created { path: file.path.to_string() })
}

fn decode(base64: &str, name: &str) -> Result<Vec<u8>> {
    use base64::Engine;
    if base64.len() / 4 * 3 > LARGEST_IMPORT {
        let message = format!("{name} is larger than {} MB", LARGEST_IMPORT >> 20);
        return Err(Error::new(Code::Invalid, message)
            .with_hint("copy it into the vault's folder with the file manager"));
    }
    base64::engine::general_purpose::STANDARD
        .decode(base64)
        .map_err(|_| Error::new(Code::Invalid, format!("{name} did not arrive whole")))
}
