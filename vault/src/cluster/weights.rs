//! How much each term says about its note: TF-IDF, with the lines that many notes repeat taken out.

use std::borrow::Cow;
use std::sync::Arc;

use rayon::prelude::*;

use super::corpus::Corpus;
use super::hashing::QuickMap;
use super::terms::{NoteTerms, TermCount, TermId, terms_of_line};

/// The most terms of one note that are compared.
const COMPARED: usize = 128;

/// A line that fewer notes repeat is theirs.
const REPEATED: u32 = 4;

/// A term of a note with its weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Weighted {
    /// The term's number in this vault.
    pub(super) term: u32,
    /// Its share of the note; the squares of a note's weights sum to 1.
    pub(super) weight: f32,
}

/// The terms of all notes, weighted.
#[derive(Debug, Default)]
pub(super) struct Vectors {
    /// By note; by term in each.
    pub(super) notes: Vec<Box<[Weighted]>>,
    /// By number, the terms that more than one note has, in order.
    pub(super) terms: Vec<TermId>,
}

impl Vectors {
    /// Weighs the terms of every note; `text_of` reads a note's text by its number.
    pub(super) fn new(corpus: &Corpus, repeated: &Repeated) -> Self {
        let total = corpus.notes.len().max(1) as f32;
        let counted: Vec<Cow<'_, [TermCount]>> =
            corpus.notes.par_iter().map(|note| repeated.without(&note.terms)).collect();
        let mut holders: QuickMap<u32, u32> = QuickMap::default();
        for note in &counted {
            for term in note.iter().filter(|term| term.count > 0) {
                *holders.entry(term.term.0).or_default() += 1;
            }
        }
        let mut kept: Vec<(u32, u32)> = holders.into_iter().filter(|(_, n)| *n > 1).collect();
        kept.sort_unstable();
        let numbers: QuickMap<u32, u32> =
            kept.iter().zip(0..).map(|((term, _), number)| (*term, number)).collect();
        let rarity: Vec<f32> =
            kept.iter().map(|(_, n)| (1.0 + total / *n as f32).ln() - 2.0_f32.ln()).collect();
        let notes = counted.par_iter().map(|note| weigh(note, &numbers, &rarity)).collect();
        let terms = kept.iter().map(|(term, _)| TermId(*term)).collect();
        Self { notes, terms }
    }

    /// Returns how alike the texts of two notes are, from 0 to 1.
    pub(super) fn likeness(&self, one: usize, other: usize) -> f32 {
        let (Some(one), Some(other)) = (self.notes.get(one), self.notes.get(other)) else {
            return 0.0;
        };
        let mut sum = 0.0;
        each_shared(one, other, |a, b| sum += a.weight * b.weight);
        sum
    }
}

/// Calls `shared` with each term that two notes have.
pub(super) fn each_shared(
    one: &[Weighted],
    other: &[Weighted],
    mut shared: impl FnMut(&Weighted, &Weighted),
) {
    let (mut left, mut right) = (one.iter().peekable(), other.iter().peekable());
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        match a.term.cmp(&b.term) {
            std::cmp::Ordering::Less => {
                left.next();
            }
            std::cmp::Ordering::Greater => {
                right.next();
            }
            std::cmp::Ordering::Equal => {
                shared(a, b);
                left.next();
                right.next();
            }
        }
    }
}

fn weigh(terms: &[TermCount], numbers: &QuickMap<u32, u32>, rarity: &[f32]) -> Box<[Weighted]> {
    let mut weighted: Vec<Weighted> = Vec::with_capacity(terms.len());
    for term in terms.iter().filter(|term| term.count > 0) {
        let Some(number) = numbers.get(&term.term.0) else { continue };
        let rarity = rarity.get(*number as usize).copied().unwrap_or(0.0);
        let often = 1.0 + (f32::from(term.count) / 2.0).max(0.5).ln();
        if rarity > 0.0 {
            weighted.push(Weighted { term: *number, weight: often.max(0.3) * rarity });
        }
    }
    if weighted.len() > COMPARED {
        weighted.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.term.cmp(&b.term)));
        weighted.truncate(COMPARED);
        weighted.sort_unstable_by_key(|weighted| weighted.term);
    }
    let length = weighted.iter().map(|w| w.weight * w.weight).sum::<f32>().sqrt();
    for weighted in &mut weighted {
        weighted.weight /= length.max(f32::MIN_POSITIVE);
    }
    weighted.into()
}

/// The lines that many notes repeat, with the terms in them; kept from one run to the next.
#[derive(Debug, Clone, Default)]
pub struct Repeated {
    lines: QuickMap<u32, Arc<[TermCount]>>,
}

impl Repeated {
    /// Finds the lines that many notes repeat; `text_of` reads a note's text by its number.
    ///
    /// What was found before need not be read again.
    pub(super) fn find(
        corpus: &Corpus,
        before: &Self,
        text_of: &dyn Fn(usize) -> Option<String>,
    ) -> Self {
        let mut holders: QuickMap<u32, (u32, u32)> = QuickMap::default();
        for (note, number) in corpus.notes.iter().zip(0..) {
            for line in &note.terms.lines {
                holders.entry(*line).or_insert((0, number)).0 += 1;
            }
        }
        let least = REPEATED.max((corpus.notes.len() / 500) as u32);
        let mut repeated: Vec<(u32, u32)> = holders
            .into_iter()
            .filter(|(_, (count, _))| *count >= least)
            .map(|(line, (_, first))| (line, first))
            .collect();
        repeated.sort_unstable();
        let mut lines = QuickMap::default();
        for (line, first) in repeated {
            let terms = before.lines.get(&line).cloned().unwrap_or_else(|| {
                text_of(first as usize)
                    .map(|text| terms_of_line(&text, line))
                    .unwrap_or_default()
                    .into()
            });
            lines.insert(line, terms);
        }
        Self { lines }
    }

    /// Returns the terms of a note without those of lines that many notes repeat.
    fn without<'n>(&self, note: &'n NoteTerms) -> Cow<'n, [TermCount]> {
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
