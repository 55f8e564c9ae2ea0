//! Lines that many notes repeat: they say nothing about any of them, and are taken out before
//! terms are weighed.

use std::borrow::Cow;
use std::sync::Arc;

use super::corpus::Corpus;
use super::hashing::{QuickMap, QuickSet};
use super::terms::{NoteTerms, TermCount, terms_of_line};

/// A line that fewer notes repeat is theirs.
const REPEATED: u32 = 4;

/// How many notes hold each line, and the terms of those that many notes repeat.
#[derive(Debug, Clone, Default)]
pub(super) struct Repeated {
    holders: QuickMap<u32, u32>,
    lines: QuickMap<u32, Arc<[TermCount]>>,
}

impl Repeated {
    /// Returns the terms of the repeated lines, for counting anew.
    pub(super) fn known(&self) -> Lines {
        Lines(self.lines.clone())
    }

    /// Counts the lines of notes that came and went; returns those that many notes repeat now and
    /// did not before, or the other way.
    pub(super) fn count<'n>(
        &mut self,
        gone: impl Iterator<Item = &'n NoteTerms>,
        come: impl Iterator<Item = &'n NoteTerms>,
        total: usize,
    ) -> Vec<u32> {
        let least = REPEATED.max((total / 500) as u32);
        let mut touched = Vec::new();
        for line in gone.flat_map(|note| &note.lines) {
            if let Some(count) = self.holders.get_mut(line) {
                *count = count.saturating_sub(1);
                if *count == least - 1 {
                    touched.push(*line);
                }
                if *count == 0 {
                    self.holders.remove(line);
                }
            }
        }
        for line in come.flat_map(|note| &note.lines) {
            let count = self.holders.entry(*line).or_insert(0);
            *count += 1;
            if *count == least {
                touched.push(*line);
            }
        }
        touched.sort_unstable();
        touched.dedup();
        touched.retain(|line| {
            let count = self.holders.get(line).copied().unwrap_or(0);
            (count >= least) != self.lines.contains_key(line)
        });
        touched
    }

    /// Takes in lines whose state turned; `text_of` reads a note's text by its number.
    pub(super) fn turn(
        &mut self,
        turned: &[u32],
        known: &Lines,
        corpus: &Corpus,
        text_of: &dyn Fn(usize) -> Option<String>,
    ) {
        let mut fresh: QuickSet<u32> = QuickSet::default();
        for line in turned {
            if self.lines.remove(line).is_none() {
                fresh.insert(*line);
            }
        }
        // The first note by path that holds a line gives its terms.
        for (note, number) in corpus.notes.iter().zip(0..) {
            if fresh.is_empty() {
                break;
            }
            let mut text = None;
            for line in note.terms.lines.iter().filter(|line| fresh.remove(line)) {
                let terms = known.0.get(line).cloned().unwrap_or_else(|| {
                    let text = text.get_or_insert_with(|| text_of(number).unwrap_or_default());
                    terms_of_line(text, *line, &corpus.property_names).into()
                });
                self.lines.insert(*line, terms);
            }
        }
    }

    /// Returns the terms of a note without those of lines that many notes repeat.
    pub(super) fn without<'n>(&self, note: &'n NoteTerms) -> Cow<'n, [TermCount]> {
        let mut left = Cow::Borrowed(note.terms.as_slice());
        for line in note.lines.iter().filter_map(|line| self.lines.get(line)) {
            let left = left.to_mut();
            for taken in line.iter() {
                if let Ok(at) = left.binary_search_by_key(&taken.term, |term| term.term)
                    && let Some(term) = left.get_mut(at)
                {
                    term.count = term.count.saturating_sub(taken.count);
                }
            }
        }
        left
    }
}

/// The terms of lines that were read before, so that they need not be read again.
#[derive(Debug, Clone, Default)]
pub(super) struct Lines(QuickMap<u32, Arc<[TermCount]>>);
