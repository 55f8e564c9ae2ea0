//! Orders what was found: BM25 over the texts, with the title before headings before the body,
//! whole words before parts of words, and a little for what was changed lately.
//!
//! A query that most of a vault answers is ranked in two steps: tables and full text choose the
//! files that are worth a look, and only these are read.

use std::ops::Range;

use super::candidates::Candidates;
use super::corpus::{Corpus, Record};
use super::document::Document;
use super::file_set::FileSet;
use super::matcher::{Matcher, Subject};
use super::prepare::Prepared;
use crate::index::IndexError;
use crate::names::FileId;
use crate::text::words::is_word;

/// BM25's saturation and its weight of the length.
const SATURATION: f64 = 1.2;
const LENGTH: f64 = 0.75;
/// What a part of a word counts, beside a whole word.
const PART: f64 = 0.35;
const IN_TITLE: f64 = 4.0;
const IS_TITLE: f64 = 4.0;
const IN_HEADING: f64 = 1.5;
/// The most that a late change adds, and the days in which that falls to a third.
const LATELY: f64 = 0.5;
const LATELY_DAYS: f64 = 60.0;
/// A leaf that stands in a text more often counts as this often.
const MOST_COUNTED: usize = 200;

/// What the score of each file is measured against.
#[derive(Debug)]
pub(super) struct Ranking<'r> {
    corpus: &'r Corpus<'r>,
    prepared: &'r Prepared,
    /// How much each leaf tells: its inverse document frequency; 0 for one below a `-`.
    weights: Vec<f64>,
    mean_size: f64,
    latest: i64,
}

impl<'r> Ranking<'r> {
    pub(super) fn new(corpus: &'r Corpus<'r>, prepared: &'r Prepared) -> Self {
        let files = corpus.texts.len() as f64;
        let weights = prepared.leaves.iter().map(|leaf| {
            let holds = leaf.bounds.maybe.len() as f64;
            let rarity = ((files - holds).max(0.0) + 0.5) / (holds + 0.5);
            if leaf.positive { rarity.ln_1p() } else { 0.0 }
        });
        let records = || corpus.texts.iter().map(|file| corpus.record(file));
        let size: f64 = records().map(|record| f64::from(record.size)).sum();
        Self {
            corpus,
            prepared,
            weights: weights.collect(),
            mean_size: (size / files.max(1.0)).max(1.0),
            latest: records().map(|record| record.modified).max().unwrap_or_default(),
        }
    }

    /// Returns the score of a file that was read.
    pub(super) fn score(&self, file: FileId, document: &Document<'_>) -> f64 {
        let record = self.corpus.record(file);
        let leaves = self.prepared.leaves.iter().zip(&self.weights).enumerate();
        let texts = leaves.filter(|(_, (leaf, _))| leaf.positive).map(|(at, (leaf, weight))| {
            let spans = document.found(at);
            let in_text = weight * self.text_score(document.text.text, spans, record);
            let heading = spans.iter().take(MOST_COUNTED);
            let in_heading = heading.clone().any(|span| in_heading(document.text.text, span));
            let in_title =
                if leaf.in_name { title_score(&leaf.matcher, &document.title) } else { 0.0 };
            let outstanding = in_title + if in_heading { IN_HEADING } else { 0.0 };
            in_text + (1.0 + weight) * outstanding
        });
        texts.sum::<f64>() + self.lately(record)
    }

    fn text_score(&self, text: &str, spans: &[Range<usize>], record: Record) -> f64 {
        let counted = spans.iter().take(MOST_COUNTED);
        let count: f64 = counted.map(|span| if is_whole(text, span) { 1.0 } else { PART }).sum();
        let length = 1.0 - LENGTH + LENGTH * f64::from(record.size) / self.mean_size;
        count * (SATURATION + 1.0) / (count + SATURATION * length)
    }

    fn lately(&self, record: Record) -> f64 {
        // In whole days: notes written one after the other count the same.
        let days = (self.latest - record.modified).max(0) / 86_400_000;
        LATELY * (-(days as f64) / LATELY_DAYS).exp()
    }

    /// Returns the `limit` files that are most worth being read.
    pub(super) fn choose(&self, files: &FileSet, limit: usize) -> Result<Vec<FileId>, IndexError> {
        if files.len() <= limit {
            return Ok(files.iter().collect());
        }
        let outstanding = self.outstanding()?;
        let score = |file: FileId| {
            let in_them = outstanding.iter().filter(|(files, _)| files.contains(file));
            in_them.map(|(_, score)| score).sum::<f64>() + self.lately(self.corpus.record(file))
        };
        let mut scored: Vec<(f64, FileId)> = files.iter().map(|file| (score(file), file)).collect();
        let best_first =
            |a: &(f64, FileId), b: &(f64, FileId)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if limit > 0 && limit < scored.len() {
            scored.select_nth_unstable_by(limit - 1, best_first);
        }
        scored.truncate(limit);
        scored.sort_unstable_by(best_first);
        Ok(scored.into_iter().map(|(_, file)| file).collect())
    }

    /// Lists the files that have a leaf in their title or headings, with what that counts.
    fn outstanding(&self) -> Result<Vec<(FileSet, f64)>, IndexError> {
        let mut sets = Vec::new();
        let leaves = self.prepared.leaves.iter().zip(&self.weights);
        for (leaf, weight) in leaves.filter(|(leaf, _)| leaf.positive) {
            if leaf.in_name {
                let paths = self.corpus.paths().iter();
                let named =
                    paths.filter(|(_, path)| leaf.matcher.is_in(&Subject::new(path.title())));
                let named = named.map(|(file, _)| *file).collect();
                sets.push((named, (1.0 + weight) * IN_TITLE));
            }
            if let Candidates::Matching { expression, .. } = &leaf.candidates {
                let headings = self.corpus.matching(&format!("headings : ({expression})"))?;
                sets.push((headings, (1.0 + weight) * IN_HEADING));
            }
        }
        Ok(sets)
    }
}

fn title_score(matcher: &Matcher, title: &Subject<'_>) -> f64 {
    let spans = matcher.find(title);
    if spans.is_empty() {
        return 0.0;
    }
    let whole = spans.iter().any(|span| is_whole(title.text, span));
    let all = if matcher.is_all_of(title) { IS_TITLE } else { 0.0 };
    all + if whole { IN_TITLE } else { IN_TITLE * PART }
}

/// True where no word goes on at either end.
fn is_whole(text: &str, span: &Range<usize>) -> bool {
    let before = text.get(..span.start).and_then(|before| before.chars().next_back());
    let behind = text.get(span.end..).and_then(|behind| behind.chars().next());
    !before.is_some_and(is_word) && !behind.is_some_and(is_word)
}

/// True in a line that begins with one to six `#` and a blank.
fn in_heading(text: &str, span: &Range<usize>) -> bool {
    let start = text.get(..span.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let line = text.get(start..).unwrap_or("");
    let marks = line.bytes().take_while(|byte| *byte == b'#').count();
    (1..=6).contains(&marks) && line.as_bytes().get(marks) == Some(&b' ')
}
