//! Finds whole phrases in the texts of all notes, for questions that are no search of a person.

use std::ops::Range;

use super::candidates::candidates;
use super::corpus::Corpus;
use super::file_set::FileSet;
use super::matcher::{Matcher, Subject};
use super::tree::Needle;
use crate::index::{IndexError, Snapshot};
use crate::names::FileId;
use crate::query::excluded::Excluded;

/// A text that holds at least one of the phrases.
#[derive(Debug)]
pub(in crate::query) struct PhraseHit {
    pub(in crate::query) file: FileId,
    pub(in crate::query) path: String,
    pub(in crate::query) text: String,
    /// Where the phrases stand, in order and in bytes; of those that overlap, the longest.
    pub(in crate::query) spans: Vec<Range<usize>>,
}

/// Hands every file that holds one of `phrases` to `take`, by number.
///
/// Case and accents are ignored; a phrase is met where no word goes on before or behind it, save
/// in scripts that put nothing between their words.
pub(in crate::query) fn find_phrases(
    snapshot: &Snapshot,
    phrases: &[String],
    excluded: &Excluded,
    mut take: impl FnMut(PhraseHit),
) -> Result<(), IndexError> {
    let corpus = Corpus::new(snapshot, excluded)?;
    let mut files = FileSet::default();
    let mut matchers = Vec::new();
    for phrase in phrases {
        let needle = Needle::Phrase(phrase.clone());
        files.unite(&corpus.reached(&candidates(&needle, false, &corpus.words))?);
        // A phrase is no pattern, so that there is nothing in it that could not be read.
        matchers.extend(Matcher::new(&needle, false));
    }
    for file in files.iter() {
        let Some(body) = corpus.body(file)? else { continue };
        let spans = longest_of(&matchers, &body.text);
        if !spans.is_empty() {
            take(PhraseHit { file, path: body.path, text: body.text, spans });
        }
    }
    Ok(())
}

/// Finds the phrases in one text, as [`find_phrases`] does.
pub(in crate::query) fn find_phrases_in<'p>(
    text: &str,
    phrases: impl IntoIterator<Item = &'p String>,
) -> Vec<Range<usize>> {
    let phrases = phrases.into_iter().map(|phrase| Needle::Phrase(phrase.clone()));
    let matchers: Vec<Matcher> =
        phrases.filter_map(|needle| Matcher::new(&needle, false).ok()).collect();
    longest_of(&matchers, text)
}

fn longest_of(matchers: &[Matcher], text: &str) -> Vec<Range<usize>> {
    let subject = Subject::new(text);
    let mut found: Vec<Range<usize>> =
        matchers.iter().flat_map(|matcher| matcher.find(&subject)).collect();
    found.sort_unstable_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    found.retain(|range| {
        let is_apart = range.start >= end;
        if is_apart {
            end = range.end;
        }
        is_apart
    });
    found
}
