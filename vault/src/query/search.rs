//! Search over names, texts, tags and properties, in Obsidian's query language.
//!
//! A query is read into a tree ([`parse_query`]), which can say what it means ([`explain`]).
//! [`search`] makes the tree ready for a vault, narrows the files down with tables and full text
//! (`bounds`), reads those that are left to be sure (`document`), ranks and cuts out the lines.

mod bounds;
mod candidates;
mod corpus;
mod document;
mod evidence_words;
mod excerpt;
mod explain;
mod file_set;
mod finder;
mod lexer;
mod matcher;
mod parser;
mod parts;
pub(in crate::query) mod pattern;
mod phrases;
mod prepare;
mod rank;
mod sift;
mod tags;
mod tree;
mod values;

#[cfg(test)]
pub(in crate::query) mod fixture;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod parser_tests;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

pub(in crate::query) use excerpt::lines_around;
pub use explain::explain;
pub use finder::Finder;
pub use parser::{QueryProblem, parse_query};
pub(in crate::query) use phrases::{find_phrases, find_phrases_in};
pub use tree::{Comparison, Needle, Node, NodeKind, OPERATORS, Operator, PropertyTest, Query};

use corpus::{Body, Corpus};
use document::Document;
use file_set::FileSet;
use prepare::{Failure, Prepared, prepare};
use rank::Ranking;

use super::excluded::Excluded;
use super::natural_order::NaturalKey;
use crate::index::{IndexError, Snapshot};
use crate::names::FileId;
use crate::path::VaultPath;

/// At most this many lines of one file are shown.
const MOST_LINES: usize = 50;
/// At least this many of the files found are read to be ranked.
const RANKED: usize = 300;

/// The order of what was found. Equal ones are ordered by path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum SearchSort {
    /// What fits best comes first.
    #[default]
    Score,
    /// What was changed last comes first.
    Modified,
    /// What was changed last comes last.
    ModifiedReverse,
    /// By title.
    Name,
    /// By title, from the end.
    NameReverse,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Default, Serialize, ts_rs::TS)]
pub struct SearchAnswer {
    /// The first files found.
    pub hits: Vec<SearchHit>,
    /// How many files were found in all.
    pub total: usize,
    /// True where there are more files than hits.
    pub limited: bool,
    /// Why the query could not be read, and where; nothing was searched then.
    pub problem: Option<String>,
}

/// A file that was found.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct SearchHit {
    /// Its path in the vault.
    pub path: String,
    /// Its shown name.
    pub title: String,
    /// How well it fits; larger is better.
    pub score: f64,
    /// The lines with something found, in order, at most fifty. None where only the name, a tag
    /// in frontmatter or a property was found.
    pub matches: Vec<SearchMatch>,
    /// How many places were found in the text, those of further lines included.
    pub found: usize,
}

/// A line with something found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct SearchMatch {
    /// The line, counted from 1.
    pub line: u32,
    /// The line without indentation; a long one is cut, with `…` where.
    pub text: String,
    /// What was found: start and end in UTF-16 units of `text`.
    pub spans: Vec<(u32, u32)>,
    /// The line above; only where [`add_context`] was asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub above: Option<String>,
    /// The line below; see `above`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub below: Option<String>,
}

/// Searches a vault; returns the first `limit` files in order, and how many there are.
///
/// A query without terms finds nothing. One that cannot be read is an answer with a problem, not
/// an error. Files that are `excluded` are left out.
pub fn search(
    snapshot: &Snapshot,
    query: &str,
    limit: usize,
    sort: SearchSort,
    excluded: &Excluded,
) -> Result<SearchAnswer, IndexError> {
    match find(snapshot, query, limit, sort, excluded) {
        Ok(answer) => Ok(answer),
        Err(Failure::Query(problem)) => {
            Ok(SearchAnswer { problem: Some(problem.describe(query)), ..SearchAnswer::default() })
        }
        Err(Failure::Index(error)) => Err(error),
    }
}

/// Lists the files that meet a query, by number; none where the query has no terms, and so leaves
/// every file. A query that cannot be read is an answer: why, and where.
pub(in crate::query) fn list_found(
    snapshot: &Snapshot,
    query: &str,
    excluded: &Excluded,
) -> Result<Result<Option<Vec<FileId>>, String>, IndexError> {
    let found = || -> Result<Option<Vec<FileId>>, Failure> {
        let Some(root) = parse_query(query)?.root else { return Ok(None) };
        let corpus = Corpus::new(snapshot, excluded)?;
        let prepared = prepare(&root, &corpus)?;
        let found = sift::sift(&prepared, &corpus)?;
        prepared.check_all_was_tried(query)?;
        Ok(Some(found.iter().collect()))
    };
    match found() {
        Ok(found) => Ok(Ok(found)),
        Err(Failure::Query(problem)) => Ok(Err(problem.describe(query))),
        Err(Failure::Index(error)) => Err(error),
    }
}

/// Adds the lines above and below to every line found.
pub fn add_context(snapshot: &Snapshot, answer: &mut SearchAnswer) -> Result<(), IndexError> {
    for hit in &mut answer.hits {
        let Ok(path) = VaultPath::new(hit.path.clone()) else { continue };
        let Some(file) = snapshot.find_file(&path)? else { continue };
        let text = snapshot.find_text(file)?.unwrap_or_default();
        excerpt::add_lines_around(&text, &mut hit.matches);
    }
    Ok(())
}

/// Lists the files that a query finds; `Err` says why it cannot be read.
///
/// A query without terms finds nothing. Files that are `excluded` are left out.
pub fn find_files(
    snapshot: &Snapshot,
    query: &str,
    excluded: &Excluded,
) -> Result<Result<BTreeSet<VaultPath>, String>, IndexError> {
    let found = match list_found(snapshot, query, excluded)? {
        Ok(found) => found.unwrap_or_default(),
        Err(problem) => return Ok(Err(problem)),
    };
    let mut paths = BTreeSet::new();
    for file in found {
        paths.extend(snapshot.find_path(file)?);
    }
    Ok(Ok(paths))
}

fn find(
    snapshot: &Snapshot,
    query: &str,
    limit: usize,
    sort: SearchSort,
    excluded: &Excluded,
) -> Result<SearchAnswer, Failure> {
    let Some(root) = parse_query(query)?.root else { return Ok(SearchAnswer::default()) };
    let corpus = Corpus::new(snapshot, excluded)?;
    let prepared = prepare(&root, &corpus)?;
    let found = sift::sift(&prepared, &corpus)?;
    let hits = hits(&found, limit, sort, &prepared, &corpus)?;
    prepared.check_all_was_tried(query)?;
    let total = found.len();
    Ok(SearchAnswer { limited: total > hits.len(), hits, total, problem: None })
}

fn hits(
    found: &FileSet,
    limit: usize,
    sort: SearchSort,
    prepared: &Prepared,
    corpus: &Corpus<'_>,
) -> Result<Vec<SearchHit>, IndexError> {
    let ranking = Ranking::new(corpus, prepared);
    let chosen = match sort {
        SearchSort::Score => ranking.choose(found, limit.max(RANKED))?,
        SearchSort::Modified => {
            sorted(found, limit, corpus, |file, _| Reverse(corpus.record(file).modified))?
        }
        SearchSort::ModifiedReverse => {
            sorted(found, limit, corpus, |file, _| corpus.record(file).modified)?
        }
        SearchSort::Name => sorted(found, limit, corpus, |_, path| NaturalKey::new(path.title()))?,
        SearchSort::NameReverse => {
            sorted(found, limit, corpus, |_, path| Reverse(NaturalKey::new(path.title())))?
        }
    };
    let mut scored = Vec::with_capacity(chosen.len());
    for file in chosen {
        let Some(body) = corpus.body(file)? else { continue };
        let score = ranking.score(file, &Document::new(&body, prepared));
        scored.push((score, body));
    }
    if sort == SearchSort::Score {
        scored.sort_by(|(a, body_a), (b, body_b)| {
            b.total_cmp(a).then_with(|| body_a.path.cmp(&body_b.path))
        });
        scored.truncate(limit);
    }
    Ok(scored.into_iter().map(|(score, body)| hit(score, body, prepared)).collect())
}

fn hit(score: f64, body: Body, prepared: &Prepared) -> SearchHit {
    let spans = Document::new(&body, prepared).matches(&prepared.test);
    let matches = excerpt::excerpts(&body.text, &spans, MOST_LINES);
    SearchHit { path: body.path, title: body.title, score, matches, found: spans.len() }
}

fn sorted<K: Ord>(
    found: &FileSet,
    limit: usize,
    corpus: &Corpus<'_>,
    key: impl Fn(FileId, &VaultPath) -> K,
) -> Result<Vec<FileId>, IndexError> {
    let paths = corpus.paths().iter().filter(|(file, _)| found.contains(*file));
    let mut keyed: Vec<(K, &VaultPath, FileId)> =
        paths.map(|(file, path)| (key(*file, path), path, *file)).collect();
    keyed.sort_unstable();
    Ok(keyed.into_iter().take(limit).map(|(_, _, file)| file).collect())
}
