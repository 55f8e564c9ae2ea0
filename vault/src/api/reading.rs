//! What a panel or a script reads: lists, a note's facts, rendered text.

use serde::Serialize;

use super::theses::State;
use crate::error::{Code, Error, Result};
use crate::index::Snapshot;
use crate::names::FileId;
use crate::parse::{parse, parse_bytes};
use crate::path::VaultPath;
use crate::query::backlinks::{Backlink, add_stances, list_backlinks};
use crate::query::counts::count_rows;
use crate::query::deadends::list_deadends;
use crate::query::excluded::Excluded;
use crate::query::files::{FileRow, list_files};
use crate::query::find_note::find_note;
use crate::query::footnotes::{FootnoteRow, list_footnotes};
use crate::query::graph::{LinkGraph, count_links};
use crate::query::links::{LinkRow, list_links};
use crate::query::mentions::{Mention, OutgoingMention, list_mentions, list_outgoing_mentions};
use crate::query::metadata::metadata as metadata_of;
use crate::query::note_properties::{NoteProperties, note_properties as properties_of};
use crate::query::orphans::list_orphans;
use crate::query::outline::{OutlineRow, list_headings};
use crate::query::problems::{Problem, list_edge_problems, list_problems};
use crate::query::properties::{
    PropertyRow, PropertyValueRow, list_property_names, list_property_values,
};
use crate::query::row_choice::{PlaceRow, RowChoice, choose_rows};
use crate::query::settings::Settings;
use crate::query::tags::{Tag, list_tags};
use crate::query::tasks::{TaskRow, list_tasks};
use crate::query::unresolved::{Unresolved, list_unresolved};
use crate::vault::{Phase, Timings, Vault, VaultStatus};

/// A note's text as it stands on disk.
#[derive(Debug, Clone, Serialize, ts_rs::TS)]
pub struct NoteText {
    /// Where it is.
    pub path: VaultPath,
    /// Its text; bytes that are not UTF-8 are shown as `�`.
    pub text: String,
    /// The hash of its bytes.
    pub hash: String,
}

/// Where an attachment can be loaded from.
#[derive(Debug, Clone, Serialize, ts_rs::TS)]
pub struct AttachmentPlace {
    /// The address, by the window's own scheme.
    pub url: String,
}

/// What the index holds, and how long it took to bring it up to date.
#[derive(Debug, Clone, Serialize, ts_rs::TS)]
pub struct IndexSummary {
    /// Notes in the vault.
    pub notes: u64,
    /// Other files in the vault.
    pub attachments: u64,
    /// Links and embeds, those of properties included.
    pub links: u64,
    /// Links that lead nowhere.
    pub unresolved: u64,
    /// Different tags, parents of nested ones included.
    pub tags: u64,
    /// What is odd in notes, and what of the folder could not be read.
    pub problems: u64,
    /// How long each phase took.
    pub ms: Timings,
}

pub(super) fn attachment(vault: &Vault, path: String) -> Result<AttachmentPlace> {
    Ok(AttachmentPlace { url: vault.attachment_url(&VaultPath::new(path)?) })
}

pub(super) fn status(vault: &Vault) -> Result<VaultStatus> {
    Ok(vault.status())
}

pub(super) fn settings(vault: &Vault) -> Result<Settings> {
    Ok((*vault.refresh_settings()).clone())
}

pub(super) fn files(vault: &Vault) -> Result<Vec<FileRow>> {
    list_files(&vault.snapshot()?, vault.settings().show_unsupported_files)
}

pub(super) fn read(vault: &Vault, note: String) -> Result<NoteText> {
    let path = vault.find_note(&note)?;
    let file = vault.read(&path)?;
    let text = String::from_utf8_lossy(&file.bytes).into_owned();
    Ok(NoteText { path, text, hash: file.hash.to_string() })
}

pub(super) fn metadata(vault: &Vault, note: String) -> Result<serde_json::Value> {
    let path = vault.find_note(&note)?;
    let file = vault.read(&path)?;
    let (text, facts) = parse_bytes(&file.bytes);
    serde_json::to_value(metadata_of(&text, &facts))
        .map_err(|error| Error::new(Code::Failed, error.to_string()).with_path(&path))
}

pub(super) fn links(vault: &Vault, note: String) -> Result<Vec<LinkRow>> {
    of_note(vault, &note, list_links)
}

pub(super) fn backlinks(
    vault: &Vault,
    note: String,
    rows: Option<RowChoice>,
) -> Result<Vec<Backlink>> {
    let mut links = chosen(vault, of_note(vault, &note, list_backlinks)?, rows)?;
    if !links.is_empty() {
        add_stances(&mut links, &State::of(vault)?.evidence, &vault.find_note(&note)?);
    }
    Ok(links)
}

pub(super) fn mentions(
    vault: &Vault,
    note: String,
    rows: Option<RowChoice>,
) -> Result<Vec<Mention>> {
    let excluded = excluded(vault);
    let found = of_note(vault, &note, |snapshot, file| list_mentions(snapshot, file, &excluded))?;
    chosen(vault, found, rows)
}

/// Narrows and orders rows as they are wanted.
fn chosen<R: PlaceRow>(vault: &Vault, rows: Vec<R>, choice: Option<RowChoice>) -> Result<Vec<R>> {
    let Some(choice) = choice else { return Ok(rows) };
    choose_rows(&vault.snapshot()?, rows, &choice, &excluded(vault), |path| vault.created_ms(path))
}

pub(super) fn outgoing_mentions(vault: &Vault, note: String) -> Result<Vec<OutgoingMention>> {
    let excluded = excluded(vault);
    of_note(vault, &note, |snapshot, file| list_outgoing_mentions(snapshot, file, &excluded))
}

pub(super) fn footnotes(vault: &Vault, note: String) -> Result<Vec<FootnoteRow>> {
    of_note(vault, &note, |snapshot, file| {
        let text = snapshot.find_text(file)?.unwrap_or_default();
        Ok(list_footnotes(&text, &parse(&text)))
    })
}

pub(super) fn outline(vault: &Vault, note: String) -> Result<Vec<OutlineRow>> {
    of_note(vault, &note, list_headings)
}

pub(super) fn graph(vault: &Vault) -> Result<LinkGraph> {
    count_links(&vault.snapshot()?)
}

pub(super) fn tags(vault: &Vault) -> Result<Vec<Tag>> {
    list_tags(&vault.snapshot()?, &excluded(vault))
}

pub(super) fn unresolved(vault: &Vault) -> Result<Vec<Unresolved>> {
    list_unresolved(&vault.snapshot()?, &excluded(vault))
}

pub(super) fn orphans(vault: &Vault) -> Result<Vec<VaultPath>> {
    list_orphans(&vault.snapshot()?, &excluded(vault))
}

pub(super) fn deadends(vault: &Vault) -> Result<Vec<VaultPath>> {
    list_deadends(&vault.snapshot()?, &excluded(vault))
}

pub(super) fn tasks(vault: &Vault, open: bool) -> Result<Vec<TaskRow>> {
    list_tasks(&vault.snapshot()?, open, &excluded(vault))
}

pub(super) fn properties(vault: &Vault) -> Result<Vec<PropertyRow>> {
    list_property_names(&vault.snapshot()?, &excluded(vault))
}

pub(super) fn property_values(vault: &Vault, name: String) -> Result<Vec<PropertyValueRow>> {
    list_property_values(&vault.snapshot()?, &name, &excluded(vault))
}

pub(super) fn note_properties(vault: &Vault, note: String) -> Result<NoteProperties> {
    let path = vault.find_note(&note)?;
    let file = vault.read(&path)?;
    let (text, facts) = parse_bytes(&file.bytes);
    Ok(properties_of(&text, &facts, &vault.property_types()))
}

/// Brings the index up to date, or builds it anew, and says what it holds.
pub(super) fn index(vault: &Vault, rebuild: bool) -> Result<IndexSummary> {
    if rebuild {
        vault.rebuild_index()?;
    }
    vault.wait_for(Phase::Ready)?;
    let counts = count_rows(&vault.snapshot()?)?;
    let status = vault.status();
    Ok(IndexSummary {
        notes: status.notes,
        attachments: status.attachments,
        links: counts.links,
        unresolved: counts.unresolved,
        tags: counts.tags,
        problems: counts.problems + status.problems,
        ms: vault.timings(),
    })
}

/// Lists what is odd: in notes, and in the folder itself.
pub(super) fn check(vault: &Vault) -> Result<Vec<Problem>> {
    let mut problems = list_problems(&vault.snapshot()?)?;
    problems.extend(vault.skipped().into_iter().map(|skipped| Problem {
        path: skipped.shown,
        line: 1,
        kind: "skipped".to_owned(),
        message: format!("not read: {}", skipped.reason),
    }));
    problems.extend(list_edge_problems(&State::of(vault)?.evidence));
    problems.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
    Ok(problems)
}

/// Asks about one note, named as a person would.
fn of_note<T>(
    vault: &Vault,
    note: &str,
    ask: impl FnOnce(&Snapshot, FileId) -> Result<T>,
) -> Result<T> {
    let snapshot = vault.snapshot()?;
    let (file, _) = find_note(&snapshot, note)?;
    ask(&snapshot, file)
}

fn excluded(vault: &Vault) -> Excluded {
    Excluded::new(&vault.settings().excluded)
}
