//! Completion while writing: links behind `[[`, tags behind `#`.

use serde::Serialize;

use super::candidates::candidates;
use super::excluded::Excluded;
use super::search::Finder;
use super::switcher::{SwitchHit, list_matches};
use super::tags::{Tag, list_tags};
use crate::error::Result;
use crate::index::Snapshot;
use crate::names::FileId;
use crate::parse::parse;
use crate::path::{VaultPath, fold_name};
use crate::resolve::link_text::{LinkText, heading_in_link, link_text_for, write_link};
use crate::resolve::subpath::list_nameable;
use crate::resolve::{LinkFormat, resolve};
use crate::text::LineIndex;
use crate::text::fold::fold;

/// How many suggestions are offered.
const OFFERED: usize = 50;
/// So much must be typed before blocks of all notes are offered that have no id.
const LEAST_TYPED: usize = 3;
/// So many notes are read for them at most.
const MOST_READ: usize = 300;
/// So many characters of a block are shown.
const LABEL: usize = 100;

/// A link that can be written here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Suggestion {
    /// What it leads to.
    pub kind: SuggestionKind,
    /// What to show: a name, an alias, a heading, the beginning of a block, a tag.
    pub label: String,
    /// What tells it from others of that label: its folder or note, or how many notes have it.
    pub detail: String,
    /// What goes between `[[` and `]]`, or behind `#`.
    pub insert: String,
    /// The file it leads to; nothing for one that is yet to be written.
    pub path: Option<VaultPath>,
    /// A block without an id: naming it first gives what is missing at the end of `insert`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub unnamed: Option<UnnamedBlock>,
}

/// A block that has no id yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct UnnamedBlock {
    /// The line on which it begins, from 1.
    pub line: u32,
    /// What that line says.
    pub starts: String,
}

/// What a suggested link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum SuggestionKind {
    /// A file, by its name.
    File,
    /// A note, by one of its aliases.
    Alias,
    /// A heading.
    Heading,
    /// A block with an id.
    Block,
    /// A name that other links have, without a file.
    Unresolved,
    /// A tag.
    Tag,
}

/// Where a link is being written, and how.
#[derive(Debug, Clone, Copy)]
pub struct Writing<'w> {
    /// The note in which it stands.
    pub source: &'w VaultPath,
    /// How new links are written; always as wikilinks here, whatever `markdown` says.
    pub format: LinkFormat,
    /// Files that come last.
    pub excluded: &'w Excluded,
}

/// Lists the links that `typed`, the text behind `[[`, can become.
///
/// `Note#x` lists the headings of a note, `Note#^x` and `Note^x` its blocks, `Note|x` its
/// aliases; `#x` and `^x` those of the note itself, `##x` and `^^x` those of all notes.
pub fn suggest_links(
    snapshot: &Snapshot,
    typed: &str,
    writing: Writing<'_>,
) -> Result<Vec<Suggestion>> {
    let asked = Asked { snapshot, writing };
    if let Some(text) = typed.strip_prefix("##") {
        return asked.parts("heading", None, text);
    }
    if let Some(text) = typed.strip_prefix("^^") {
        let mut named = asked.parts("block", None, text)?;
        named.extend(asked.unnamed_of_all(text, OFFERED.saturating_sub(named.len()))?);
        return Ok(named);
    }
    if let Some((path, alias)) = typed.split_once('|') {
        return asked.aliases(path, alias);
    }
    let part = typed.split_once('#').map(|(path, rest)| match rest.strip_prefix('^') {
        Some(block) => (path, "block", block),
        None => (path, "heading", rest.rsplit('#').next().unwrap_or(rest)),
    });
    let part = part.or(typed.split_once('^').map(|(path, block)| (path, "block", block)));
    match part {
        Some((path, table, text)) => match asked.find(path)? {
            Some(file) => {
                let mut parts = asked.parts(table, Some(file), text)?;
                if table == "block" {
                    let room = OFFERED.saturating_sub(parts.len());
                    parts.extend(asked.unnamed_of(file, text, room)?);
                }
                Ok(parts)
            }
            None => Ok(Vec::new()),
        },
        None => asked.files(typed),
    }
}

/// Lists the tags that `typed`, the text behind `#`, can become: those that begin with it first,
/// the most frequent first.
pub fn suggest_tags(
    snapshot: &Snapshot,
    typed: &str,
    excluded: &Excluded,
) -> Result<Vec<Suggestion>> {
    let typed = fold_name(typed.trim_start_matches('#'));
    let mut found: Vec<(u8, Tag)> = Vec::new();
    for tag in list_tags(snapshot, excluded)? {
        match fold_name(&tag.tag).find(&typed) {
            Some(0) => found.push((0, tag)),
            Some(_) => found.push((1, tag)),
            None => {}
        }
    }
    found.sort_by_key(|(place, tag)| (*place, std::cmp::Reverse(tag.notes)));
    Ok(found.into_iter().take(OFFERED).map(|(_, tag)| Suggestion::of_tag(tag)).collect())
}

impl Suggestion {
    pub(super) fn new(
        kind: SuggestionKind,
        label: String,
        path: Option<VaultPath>,
        link: &str,
    ) -> Self {
        let inner = link.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"));
        let detail = match (kind, &path) {
            (_, None) => String::new(),
            (SuggestionKind::File, Some(path)) => path.parent().to_owned(),
            (_, Some(path)) => path.without_md().to_owned(),
        };
        Self { kind, label, detail, insert: inner.unwrap_or(link).to_owned(), path, unnamed: None }
    }

    fn of_tag(tag: Tag) -> Self {
        let detail = tag.notes.to_string();
        Self {
            kind: SuggestionKind::Tag,
            label: tag.tag.clone(),
            detail,
            insert: tag.tag,
            path: None,
            unnamed: None,
        }
    }
}

/// One question for suggestions.
pub(super) struct Asked<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) writing: Writing<'a>,
}

impl Asked<'_> {
    pub(super) fn find(&self, path: &str) -> Result<Option<FileId>> {
        if path.is_empty() {
            return Ok(self.snapshot.find_file(self.writing.source)?);
        }
        let names = self.snapshot.names_for([path])?;
        Ok(resolve(&names, self.writing.source, path, self.writing.format.style))
    }

    /// Writes a link; a part of the note itself needs no target.
    pub(super) fn link(
        &self,
        path: &VaultPath,
        subpath: &str,
        display: Option<&str>,
    ) -> Result<String> {
        let format = LinkFormat { markdown: false, ..self.writing.format };
        let own = !subpath.is_empty() && path == self.writing.source;
        let text = if own {
            Some(LinkText { target: String::new(), display: None })
        } else {
            let names = self.snapshot.names_for([path.as_str()])?;
            let file = names.find_spelled(path);
            file.and_then(|file| link_text_for(&names, self.writing.source, file, format))
        };
        Ok(text.map(|text| write_link(&text, subpath, display, format)).unwrap_or_default())
    }

    fn files(&self, typed: &str) -> Result<Vec<Suggestion>> {
        let rows = list_matches(self.snapshot, typed, false, self.writing.excluded)?;
        let mut suggestions = Vec::new();
        for SwitchHit { path, title, alias, .. } in rows {
            let link = self.link(&path, "", alias.as_deref())?;
            let kind = if alias.is_some() { SuggestionKind::Alias } else { SuggestionKind::File };
            let label = alias.unwrap_or(title);
            suggestions.push(Suggestion::new(kind, label, Some(path), &link));
        }
        suggestions.extend(self.unresolved(typed)?);
        Ok(suggestions)
    }

    fn unresolved(&self, typed: &str) -> Result<Vec<Suggestion>> {
        let sql = "SELECT DISTINCT target FROM link WHERE destination IS NULL ORDER BY target";
        let typed = fold(typed);
        let mut suggestions = Vec::new();
        for target in self.snapshot.rows(sql, [], |row| row.get::<_, String>(0))? {
            if suggestions.len() < OFFERED && fold(&target).contains(&*typed) {
                let text = LinkText { target: target.clone(), display: None };
                let link = write_link(&text, "", None, LinkFormat::default());
                let kind = SuggestionKind::Unresolved;
                suggestions.push(Suggestion::new(kind, target, None, &link));
            }
        }
        Ok(suggestions)
    }

    fn aliases(&self, path: &str, typed: &str) -> Result<Vec<Suggestion>> {
        let Some(file) = self.find(path)? else { return Ok(Vec::new()) };
        let typed = fold(typed);
        let candidates = candidates(self.snapshot)?;
        let of_file = candidates.0.iter().find(|candidate| candidate.file == file);
        let mut suggestions = Vec::new();
        if let Some(candidate) = of_file {
            for (alias, folded) in &candidate.aliases {
                if folded.contains(&*typed) {
                    let link = self.link(&candidate.path, "", Some(alias))?;
                    let path = Some(candidate.path.clone());
                    let kind = SuggestionKind::Alias;
                    suggestions.push(Suggestion::new(kind, alias.clone(), path, &link));
                }
            }
        }
        Ok(suggestions)
    }

    /// Lists headings or blocks, of one file or of all.
    fn parts(&self, table: &str, file: Option<FileId>, typed: &str) -> Result<Vec<Suggestion>> {
        let columns =
            if table == "heading" { "heading.text, heading.text" } else { "block.id, block.text" };
        let sql = format!(
            "SELECT path, {columns} FROM {table} JOIN file ON file.id={table}.file
             WHERE ?1 IS NULL OR {table}.file=?1 ORDER BY path, ordinal"
        );
        let typed = fold(typed.trim());
        let mut found = Vec::new();
        self.snapshot.each(&sql, [file.map(|file| file.0)], |row| {
            let (id, text) = (row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_str()?);
            let fits = |text: &str| typed.is_empty() || fold(text).contains(&*typed);
            if found.len() < OFFERED
                && (fits(text) || fits(id))
                && let Some(path) = crate::index::read_path(row)?
            {
                found.push((path, id.to_owned(), text.to_owned()));
            }
            Ok(())
        })?;
        found.into_iter().map(|(path, id, text)| self.part(table, path, &id, text)).collect()
    }

    /// Lists blocks of all notes that have no id; only for a text long enough to tell them apart.
    fn unnamed_of_all(&self, typed: &str, room: usize) -> Result<Vec<Suggestion>> {
        let mut found = Vec::new();
        let typed = typed.trim();
        if typed.chars().count() < LEAST_TYPED {
            return Ok(found);
        }
        let Ok(finder) = Finder::parse_text(typed) else { return Ok(found) };
        let notes = finder.list_candidates(self.snapshot, self.writing.excluded)?;
        for path in notes.into_iter().take(MOST_READ) {
            if found.len() >= room {
                break;
            }
            if let Some(file) = self.snapshot.find_file(&path)? {
                found.extend(self.unnamed_of(file, typed, room - found.len())?);
            }
        }
        Ok(found)
    }

    /// Lists the blocks of a note that have no id.
    fn unnamed_of(&self, file: FileId, typed: &str, room: usize) -> Result<Vec<Suggestion>> {
        let path = self.snapshot.find_path(file)?.filter(VaultPath::is_note);
        let (Some(path), Some(text)) = (path, self.snapshot.find_text(file)?) else {
            return Ok(Vec::new());
        };
        let typed = fold(typed.trim());
        if room == 0 || !(typed.is_empty() || fold(&text).contains(&*typed)) {
            return Ok(Vec::new());
        }
        let facts = parse(&text);
        let lines = LineIndex::new(&text);
        let mut found = Vec::new();
        for block in list_nameable(&facts) {
            let written = block.span.of(&text);
            let fits = typed.is_empty() || fold(written).contains(&*typed);
            if block.id.is_some() || !fits || found.len() >= room {
                continue;
            }
            let link = self.link(&path, "#^", None)?;
            let label = shortened(written);
            let starts = written.lines().next().unwrap_or_default().trim().to_owned();
            let mut offered =
                Suggestion::new(SuggestionKind::Block, label, Some(path.clone()), &link);
            let line = lines.line(block.span.start) + 1;
            offered.unnamed = Some(UnnamedBlock { line, starts });
            found.push(offered);
        }
        Ok(found)
    }

    fn part(&self, table: &str, path: VaultPath, id: &str, title: String) -> Result<Suggestion> {
        let (kind, subpath) = if table == "heading" {
            (SuggestionKind::Heading, format!("#{}", heading_in_link(id)))
        } else {
            (SuggestionKind::Block, format!("#^{id}"))
        };
        let link = self.link(&path, &subpath, None)?;
        Ok(Suggestion::new(kind, title, Some(path), &link))
    }
}

/// Returns the beginning of a block on one line, without the mark of a list item or quote.
fn shortened(block: &str) -> String {
    let plain = block.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = plain.trim_start_matches(['-', '*', '+', '>', ' ']);
    let bare = if bare.is_empty() { plain.as_str() } else { bare };
    match bare.char_indices().nth(LABEL) {
        Some((cut, _)) => format!("{}…", bare.get(..cut).unwrap_or(bare)),
        None => bare.to_owned(),
    }
}
