//! Text that names a note without linking to it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::candidates::candidates;
use super::excluded::Excluded;
use super::row_choice::{LinesAround, PlaceRow};
use super::search::{find_phrases, find_phrases_in};
use crate::error::Result;
use crate::index::{Snapshot, sentence_around};
use crate::names::FileId;
use crate::parse::parse;
use crate::path::{VaultPath, fold_name};
use crate::text::fold::fold;
use crate::text::{LineIndex, Span, utf16_len};

/// A place where another note names this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Mention {
    /// The note that holds it.
    pub source: VaultPath,
    /// The shown name of that note.
    pub title: String,
    /// The line it stands on, from 1.
    pub line: u32,
    /// The name as written there.
    pub text: String,
    /// The sentence around it, on one line.
    pub snippet: String,
    /// Where in the snippet the name stands, in UTF-16 units; empty where the snippet was cut.
    pub spans: Vec<(u32, u32)>,
    /// Where the name starts and ends in the note, in UTF-16 units.
    pub from: u32,
    /// See `from`.
    pub to: u32,
    /// The lines around it, where they were asked for.
    #[serde(flatten)]
    pub around: LinesAround,
}

impl PlaceRow for Mention {
    fn source(&self) -> &VaultPath {
        &self.source
    }

    fn line(&self) -> u32 {
        self.line
    }

    fn set_around(&mut self, around: LinesAround) {
        self.around = around;
    }
}

/// Lists where other notes name this file, by its name or an alias, outside of links and
/// properties; by source, then place.
///
/// Case does not count. In scripts that put blanks between words only whole words count, as in
/// Obsidian. Excluded notes are left out.
pub fn list_mentions(
    snapshot: &Snapshot,
    file: FileId,
    excluded: &Excluded,
) -> Result<Vec<Mention>> {
    let names = names_of(snapshot, file)?;
    let folded: Vec<String> = names.iter().map(|name| fold_name(name)).collect();
    let mut mentions = Vec::new();
    find_phrases(snapshot, &names, excluded, |hit| {
        let Ok(source) = VaultPath::new(hit.path) else { return };
        if hit.file == file || !source.is_note() {
            return;
        }
        // Search takes "Zurich" for "Zürich"; a name does not.
        let is_name = |span: &Span| folded.contains(&fold_name(span.of(&hit.text)));
        let spans = hit.spans.iter().map(|range| Span::new(range.clone())).filter(is_name);
        mentions.extend(unlinked(&hit.text, &source, spans.collect()));
    })?;
    mentions.sort_by(|a, b| (&a.source, a.from).cmp(&(&b.source, b.from)));
    Ok(mentions)
}

/// A place where a note names another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct OutgoingMention {
    /// The file that is named.
    pub destination: VaultPath,
    /// Where and how: its source is the note itself.
    #[serde(flatten)]
    pub mention: Mention,
}

/// Lists where a note names other notes, by name or alias, outside of links and properties; by
/// place. Of names that overlap, the longest counts. Excluded notes are never named.
pub fn list_outgoing_mentions(
    snapshot: &Snapshot,
    file: FileId,
    excluded: &Excluded,
) -> Result<Vec<OutgoingMention>> {
    let (Some(source), Some(text)) = (snapshot.find_path(file)?, snapshot.find_text(file)?) else {
        return Ok(Vec::new());
    };
    let folded = fold(&text);
    let mut named: BTreeMap<String, VaultPath> = BTreeMap::new();
    for candidate in &candidates(snapshot)?.0 {
        let is_other = candidate.file != file && candidate.path.is_note();
        if !is_other || excluded.holds(&candidate.path) {
            continue;
        }
        let title = (candidate.path.title(), &candidate.name);
        let aliases = candidate.aliases.iter().map(|(alias, folded)| (alias.as_str(), folded));
        for (name, key) in std::iter::once(title).chain(aliases) {
            // One letter is no name that anyone would want to link.
            if key.trim().chars().nth(1).is_some() && folded.contains(key.as_str()) {
                named.entry(fold_name(name)).or_insert_with(|| candidate.path.clone());
            }
        }
    }
    let spans = find_phrases_in(&text, named.keys());
    let is_name = |span: &Span| named.contains_key(&fold_name(span.of(&text)));
    let spans = spans.into_iter().map(Span::new).filter(is_name).collect();
    let outgoing = unlinked(&text, &source, spans).into_iter().filter_map(|mention| {
        let destination = named.get(&fold_name(&mention.text))?.clone();
        Some(OutgoingMention { destination, mention })
    });
    Ok(outgoing.collect())
}

/// Returns the file's name and its aliases, without those that are empty.
fn names_of(snapshot: &Snapshot, file: FileId) -> Result<Vec<String>> {
    let path = snapshot.find_path(file)?;
    let mut names: Vec<String> = path.iter().map(|path| path.title().to_owned()).collect();
    snapshot.each("SELECT text FROM alias WHERE file=? ORDER BY ordinal", [file.0], |row| {
        names.push(row.get(0)?);
        Ok(())
    })?;
    names.retain(|name| !name.trim().is_empty());
    Ok(names)
}

/// Returns the mentions among these spans: those outside of links, embeds and frontmatter.
fn unlinked(text: &str, source: &VaultPath, spans: Vec<Span>) -> Vec<Mention> {
    if spans.is_empty() {
        return Vec::new();
    }
    let facts = parse(text);
    let front = facts.frontmatter.iter().map(|front| front.span);
    let taken: Vec<Span> = front.chain(facts.links.iter().map(|link| link.span)).collect();
    let lines = LineIndex::new(text);
    let is_free =
        |span: &Span| !taken.iter().any(|taken| taken.start < span.end && span.start < taken.end);
    // What stands between brackets in code is no link, and must not become one inside another.
    let in_brackets =
        |span: &Span| text.get(..span.start as usize).is_some_and(|before| before.ends_with("[["));
    let free = spans.into_iter().filter(|span| is_free(span) && !in_brackets(span));
    free.map(|span| mention(text, source, span, &lines)).collect()
}

fn mention(text: &str, source: &VaultPath, span: Span, lines: &LineIndex<'_>) -> Mention {
    let written = span.of(text).to_owned();
    let (start, end) = (lines.position(span.start), lines.position(span.end));
    let snippet = sentence_around(text, span.range());
    let at = snippet.find(&written);
    let spans = at.map(|at| {
        let from = utf16_len(snippet.get(..at).unwrap_or("")) as u32;
        (from, from + utf16_len(&written) as u32)
    });
    Mention {
        source: source.clone(),
        title: source.title().to_owned(),
        line: start.line + 1,
        text: written,
        spans: spans.into_iter().collect(),
        snippet,
        from: start.offset,
        to: end.offset,
        around: LinesAround::default(),
    }
}
