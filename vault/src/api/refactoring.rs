//! Edits of many notes at once that are no rename of a file: headings, blocks, tags, properties.

use serde::Serialize;

use super::note_composer::NoteComposer;
use crate::edit::SeenText;
use crate::edit::extract::{Extraction, LeftBehind, path_for_extract, plan_extract};
use crate::edit::link_mention::{MentionToLink, plan_links};
use crate::edit::merge_notes::plan_merge;
use crate::edit::name_block::name_block as plan_block_id;
use crate::edit::plan::{FileSplices, Plan};
use crate::edit::planned::{Planned, Proposal};
use crate::edit::property_everywhere::plan_everywhere;
use crate::edit::rename_part::plan_rename_part;
use crate::edit::rename_tag::plan_rename_tag;
use crate::edit::replace::{LeftOut, leave_out, plan_replace};
use crate::edit::save::byte_of_editor;
use crate::error::{Code, Error, Result};
use crate::path::{FileKind, VaultPath};
use crate::query::excluded::Excluded;
use crate::query::properties::list_notes_with_property;
use crate::query::search::{Finder, find_files};
use crate::query::tags::list_notes_with;
use crate::text::{LineIndex, Span};
use crate::vault::Vault;

/// A note that got a part of another one.
#[derive(Debug, Clone, Serialize, ts_rs::TS)]
pub struct Extracted {
    /// Where the text is now.
    pub path: VaultPath,
    /// What changes, or did.
    pub planned: Planned,
}

/// A block with its id.
#[derive(Debug, Clone, Serialize, ts_rs::TS)]
pub struct NamedBlock {
    /// The id, without `^`.
    pub id: String,
    /// Where in the text that was handed in it is to be inserted, in UTF-16 units; nothing where
    /// the block has it already, or the file was written.
    pub at: Option<u32>,
    /// What is to be inserted there.
    pub insert: String,
}

pub(super) fn rename_part(
    vault: &Vault,
    note: String,
    subpath: String,
    line: Option<u32>,
    to: String,
    dry_run: bool,
) -> Result<Planned> {
    let path = vault.find_note(&note)?;
    let part = (subpath.as_str(), line);
    let proposal = plan_rename_part(&*vault.graph()?, vault, &path, part, &to)?;
    apply(vault, proposal, dry_run)
}

pub(super) fn rename_tag(vault: &Vault, tag: String, to: String, dry_run: bool) -> Result<Planned> {
    // Excluded notes are hidden from searches; their tags are renamed like those of all others.
    let mut files = list_notes_with(&vault.snapshot()?, &tag, &Excluded::default())?;
    if files.is_empty() {
        return Err(Error::new(Code::NotFound, format!("no note carries the tag {tag:?}"))
            .with_hint("`tl tags` lists all tags"));
    }
    // Tags of cards are not counted, as in Obsidian, but they are renamed.
    let graph = vault.graph()?;
    let all = graph.names().files().map(|(_, file)| &file.path);
    files.extend(all.filter(|path| path.kind() == FileKind::Canvas).cloned());
    files.sort();
    files.dedup();
    apply(vault, plan_rename_tag(vault, &files, &tag, &to)?, dry_run)
}

pub(super) fn change_property_everywhere(
    vault: &Vault,
    name: String,
    to: Option<String>,
    dry_run: bool,
) -> Result<Planned> {
    let notes = list_notes_with_property(&vault.snapshot()?, &name)?;
    if notes.is_empty() {
        return Err(Error::new(Code::NotFound, format!("no note has a property {name:?}"))
            .with_hint("`tl properties` lists all names"));
    }
    apply(vault, plan_everywhere(vault, &notes, &name, to.as_deref())?, dry_run)
}

#[allow(clippy::too_many_arguments, reason = "the fields of one request")]
pub(super) fn replace(
    vault: &Vault,
    find: String,
    to: String,
    match_case: bool,
    within: Option<String>,
    left_out: Option<Vec<LeftOut>>,
    shown: Option<String>,
    dry_run: bool,
) -> Result<Planned> {
    let invalid = |problem: String| Error::new(Code::Invalid, problem);
    let finder = Finder::parse(&find, match_case)
        .map_err(|problem| invalid(problem).with_hint("a pattern stands between slashes: /a|b/"))?;
    let excluded = Excluded::new(&vault.settings().excluded);
    let snapshot = vault.snapshot()?;
    let mut notes = finder.list_candidates(&snapshot, &excluded)?;
    if let Some(query) = within.filter(|query| !query.trim().is_empty()) {
        let inside = find_files(&snapshot, &query, &excluded)?.map_err(invalid)?;
        notes.retain(|note| inside.contains(note));
    }
    let mut proposal = plan_replace(vault, &notes, &finder, &find, &to)?;
    let digest = proposal.digest().to_string();
    if shown.is_some_and(|shown| shown != digest) {
        return Err(Error::new(Code::Conflict, "the notes have changed since this was shown")
            .with_hint("look at what would change now, and try again"));
    }
    leave_out(vault, &mut proposal, &left_out.unwrap_or_default())?;
    proposal.planned.shown = Some(digest);
    apply(vault, proposal, dry_run)
}

pub(super) fn link_mentions(
    vault: &Vault,
    mentions: Vec<MentionToLink>,
    dry_run: bool,
) -> Result<Planned> {
    let format = vault.settings().link_format();
    apply(vault, plan_links(&*vault.graph()?, vault, &mentions, format)?, dry_run)
}

pub(super) fn name_block(
    vault: &Vault,
    note: String,
    line: u32,
    starts: String,
    text: Option<String>,
) -> Result<NamedBlock> {
    let path = vault.find_note(&note)?;
    let is_open = text.is_some();
    let bytes = match text {
        Some(text) => text.into_bytes(),
        None => vault.read(&path)?.bytes,
    };
    let seen = SeenText::new(path.clone(), bytes)?;
    let block = plan_block_id(&seen, line, &starts)?;
    let mut named = NamedBlock { id: block.id, at: None, insert: String::new() };
    let Some(splice) = block.splice else { return Ok(named) };
    if is_open {
        named.at = Some(LineIndex::new(&seen.text).position(splice.span.start).offset);
        named.insert = splice.text;
        return Ok(named);
    }
    let splices = vec![FileSplices { path, expected: seen.hash, splices: vec![splice] }];
    let title = format!("give a block of {} the id ^{}", seen.path, named.id);
    vault.apply(&Plan { title, splices, ..Plan::default() })?;
    Ok(named)
}

#[allow(clippy::too_many_arguments, reason = "the fields of one request")]
pub(super) fn extract(
    vault: &Vault,
    note: String,
    from: u32,
    until: u32,
    to: String,
    new: bool,
    left: Option<LeftBehind>,
    dry_run: bool,
) -> Result<Extracted> {
    let path = vault.find_note(&note)?;
    let graph = vault.graph()?;
    let seen = SeenText::new(path.clone(), vault.read(&path)?.bytes)?;
    let place = |at| byte_of_editor(&seen.text, at);
    let span = Span { start: place(from.min(until)), end: place(until.max(from)) };
    let to = match new {
        true => path_for_extract(&graph, vault, &path.folder(), &to)?,
        false => vault.find_note(&to)?,
    };
    let composer = NoteComposer::read(vault);
    let extraction = Extraction {
        span,
        to: &to,
        left: left.unwrap_or(composer.left),
        format: vault.settings().link_format(),
        template: if new { composer.template(vault, &path, &to) } else { None },
    };
    let proposal = plan_extract(&graph, vault, &seen, &extraction)?;
    drop(graph);
    let planned = apply(vault, proposal, dry_run)?;
    Ok(Extracted { path: to, planned })
}

pub(super) fn merge_notes(
    vault: &Vault,
    note: String,
    into: String,
    dry_run: bool,
) -> Result<Planned> {
    let (from, into) = (vault.find_note(&note)?, vault.find_note(&into)?);
    let proposal = plan_merge(&*vault.graph()?, vault, &from, &into)?;
    apply(vault, proposal, dry_run)
}

fn apply(vault: &Vault, proposal: Proposal, dry_run: bool) -> Result<Planned> {
    if !dry_run && !proposal.plan.is_empty() {
        vault.apply(&proposal.plan)?;
    }
    Ok(proposal.planned)
}
