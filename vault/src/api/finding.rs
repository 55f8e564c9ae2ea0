//! Search, the switcher, completion, and where a link leads.

use serde::Serialize;

use crate::edit::EditError;
use crate::edit::create::{NewNotePlace, path_for_link};
use crate::error::Result;
use crate::index::Snapshot;
use crate::parse::parse;
use crate::path::VaultPath;
use crate::query::excluded::Excluded;
use crate::query::search::{self as searching, SearchAnswer, SearchSort};
use crate::query::settings::{NewFileLocation, Settings};
use crate::query::suggest::{self, Suggestion, Writing};
use crate::query::switcher::{self, SwitchHit};
use crate::resolve::link_text::{link_text_for, write_link};
use crate::resolve::subpath::find_part;
use crate::resolve::{LinkStyle, resolve};
use crate::text::LineIndex;
use crate::vault::Vault;

/// The most names that one answer holds.
const MOST_ROWS: u32 = 10_000;
/// The most notes that a search answers with, as Obsidian stops there too.
const MOST_HITS: u32 = 100_000;

/// Where a link leads.
#[derive(Debug, Clone, Serialize, ts_rs::TS)]
pub struct Destination {
    /// The file; none where the link is unresolved.
    pub path: Option<VaultPath>,
    /// The line of the heading or block that the link names, counted from 1.
    pub line: Option<u32>,
    /// The note that following an unresolved link makes.
    pub creates: Option<VaultPath>,
}

/// A link to a file, as it is written.
#[derive(Debug, Clone, Serialize, ts_rs::TS)]
pub struct FileLink {
    /// The whole of it, without the `!` of an embed.
    pub link: String,
}

/// Writes a link to a file by the vault's settings.
pub(super) fn file_link(vault: &Vault, path: String, source: String) -> Result<FileLink> {
    let (path, source) = (VaultPath::new(path)?, VaultPath::new(source)?);
    let graph = vault.graph()?;
    let names = graph.names();
    let format = vault.settings().link_format();
    let text = names
        .find_spelled(&path)
        .and_then(|file| link_text_for(names, &source, file, format))
        .ok_or(EditError::NotFound(path))?;
    Ok(FileLink { link: write_link(&text, "", None, format) })
}

/// Finds where a link leads, and what following it would make.
pub(super) fn destination(vault: &Vault, target: String, source: String) -> Result<Destination> {
    let source = VaultPath::new(source)?;
    let (linkpath, subpath) = match target.find('#') {
        Some(at) => target.split_at(at),
        None => (target.as_str(), ""),
    };
    let snapshot = vault.snapshot()?;
    let settings = vault.settings();
    let style = settings.link_format().style;
    let Some(path) = resolve_in(&snapshot, &source, linkpath, style)? else {
        let place = new_note_place(&settings);
        let creates = path_for_link(&*vault.graph()?, &place, linkpath, &source).ok();
        return Ok(Destination { path: None, line: None, creates });
    };
    let line = if subpath.is_empty() { None } else { line_of(&snapshot, &path, subpath)? };
    Ok(Destination { path: Some(path), line, creates: None })
}

/// Finds the file that a link in `source` leads to.
pub(super) fn resolve_in(
    snapshot: &Snapshot,
    source: &VaultPath,
    linkpath: &str,
    style: LinkStyle,
) -> Result<Option<VaultPath>> {
    if linkpath.is_empty() {
        return Ok(Some(source.clone()));
    }
    let names = snapshot.names_for([linkpath])?;
    let found = resolve(&names, source, linkpath, style);
    Ok(found.and_then(|file| names.find_path(file).cloned()))
}

/// Finds the line of a heading or block, counted from 1.
fn line_of(snapshot: &Snapshot, path: &VaultPath, subpath: &str) -> Result<Option<u32>> {
    let Some(file) = snapshot.find_file(path)? else { return Ok(None) };
    let Some(text) = snapshot.find_text(file)? else { return Ok(None) };
    let facts = parse(&text);
    let part = find_part(&facts, text.len(), subpath);
    Ok(part.map(|part| LineIndex::new(&text).line(part.span.start) + 1))
}

/// Searches names and contents.
pub(super) fn search(
    vault: &Vault,
    query: String,
    limit: u32,
    sort: SearchSort,
    context: Option<bool>,
) -> Result<SearchAnswer> {
    let limit = limit.min(MOST_HITS) as usize;
    let excluded = Excluded::new(&vault.settings().excluded);
    let snapshot = vault.snapshot()?;
    let mut answer = searching::search(&snapshot, &query, limit, sort, &excluded)?;
    if context == Some(true) {
        searching::add_context(&snapshot, &mut answer)?;
    }
    Ok(answer)
}

/// Says what a query means, in lines; a query that cannot be read says why.
#[allow(clippy::unnecessary_wraps, reason = "as all requests are answered")]
pub(super) fn explain(_: &Vault, query: String) -> Result<String> {
    Ok(match searching::parse_query(&query) {
        Ok(tree) => searching::explain(&tree),
        Err(problem) => problem.describe(&query),
    })
}

/// Returns where the person wants new notes.
pub(super) fn new_note_place(settings: &Settings) -> NewNotePlace {
    match settings.new_file_location {
        NewFileLocation::Root => NewNotePlace::Root,
        NewFileLocation::Current => NewNotePlace::Current,
        NewFileLocation::Folder => NewNotePlace::Folder(settings.new_file_folder.clone()),
    }
}

/// Ranks names against what was typed.
pub(super) fn switch(vault: &Vault, text: String, limit: u32) -> Result<Vec<SwitchHit>> {
    let settings = vault.settings();
    let excluded = Excluded::new(&settings.excluded);
    let unknown = settings.show_unsupported_files;
    let mut rows = switcher::list_matches(&vault.snapshot()?, &text, unknown, &excluded)?;
    rows.truncate(limit.min(MOST_ROWS) as usize);
    Ok(rows)
}

/// Completes a link.
pub(super) fn suggest_links(
    vault: &Vault,
    text: String,
    source: String,
) -> Result<Vec<Suggestion>> {
    let settings = vault.settings();
    let source = VaultPath::new(source)?;
    let excluded = Excluded::new(&settings.excluded);
    let writing = Writing { source: &source, format: settings.link_format(), excluded: &excluded };
    suggest::suggest_links(&vault.snapshot()?, &text, writing)
}

/// Completes a tag.
pub(super) fn suggest_tags(vault: &Vault, text: String) -> Result<Vec<Suggestion>> {
    suggest::suggest_tags(&vault.snapshot()?, &text, &Excluded::new(&vault.settings().excluded))
}
