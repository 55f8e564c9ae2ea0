//! The strongest neighbours of each note: a sparse graph, made by way of what notes share.
//!
//! There is no pass over all pairs. Each note asks the lists of its rarest terms and of the other
//! things it shares who else is there; what a large part of the vault has is no way to anybody.

use rayon::prelude::*;

use super::corpus::Corpus;
use super::signals::{COUNTED, Parts, Signal, Signals, strength};
use super::weights::{Vectors, Weighted};

/// How many neighbours a note keeps.
pub(super) const KEPT: usize = 12;

/// How many of a note's terms lead to candidates: those that say most.
const ASKING: usize = 48;

/// How many candidates are compared term by term.
const COMPARED: usize = 40;

/// How many notes may bear on a thesis that still leads from one to the other.
const MOST_BEARING: usize = 3000;

/// By signal, the most that it can add to a pair.
#[expect(clippy::indexing_slicing, reason = "a constant is checked when it is compiled")]
const CAPS: Parts = {
    let mut caps = [0.0; COUNTED];
    let mut at = 0;
    while at < COUNTED {
        caps[at] = Signal::ALL[at].cap();
        at += 1;
    }
    caps
};

/// What a pair must have at least to count as tied at all.
const LEAST: f32 = 0.02;

/// A note that is tied to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Neighbour {
    /// Its number.
    pub note: u32,
    /// How strongly.
    pub strength: f32,
    /// What each signal adds.
    pub parts: Parts,
}

/// Lists of holders in one block of memory.
struct Lists {
    ends: Vec<u32>,
    holders: Vec<(u32, f32)>,
}

impl Lists {
    fn new(count: usize, pairs: impl Fn(&mut dyn FnMut(u32, u32, f32))) -> Self {
        let mut ends = vec![0_u32; count];
        pairs(&mut |list, _, _| {
            if let Some(end) = ends.get_mut(list as usize) {
                *end += 1;
            }
        });
        let mut sum = 0;
        for end in &mut ends {
            let length = *end;
            *end = sum;
            sum += length;
        }
        let mut holders = vec![(0, 0.0); sum as usize];
        pairs(&mut |list, holder, weight| {
            if let Some(end) = ends.get_mut(list as usize)
                && let Some(place) = holders.get_mut(*end as usize)
            {
                *place = (holder, weight);
                *end += 1;
            }
        });
        Self { ends, holders }
    }

    fn list(&self, number: u32) -> &[(u32, f32)] {
        let number = number as usize;
        let end = self.ends.get(number).copied().unwrap_or(0) as usize;
        let start = number.checked_sub(1).and_then(|at| self.ends.get(at)).copied().unwrap_or(0);
        self.holders.get(start as usize..end).unwrap_or_default()
    }
}

/// Finds the strongest neighbours of every note, strongest first.
pub(super) fn find(corpus: &Corpus, vectors: &Vectors, signals: Signals) -> Vec<Vec<Neighbour>> {
    let count = corpus.notes.len();
    let asking: Vec<Vec<Weighted>> = vectors.notes.par_iter().map(|note| asking(note)).collect();
    let terms = Lists::new(vectors.terms.len(), |put| {
        for (note, number) in asking.iter().zip(0..) {
            for term in note {
                put(term.term, number, term.weight);
            }
        }
    });
    let features = Lists::new(corpus.features.len(), |put| {
        for (note, number) in corpus.notes.iter().zip(0..) {
            for feature in &note.features {
                put(*feature, number, 1.0);
            }
        }
    });
    let links = linked(corpus);
    let finder = Finder { corpus, vectors, signals, asking, terms, features, links };
    (0..count)
        .into_par_iter()
        .with_min_len(64)
        .map_init(|| Scratch::new(count), |scratch, note| finder.neighbours(note, scratch))
        .collect()
}

/// Returns the terms of a note that say most about it.
fn asking(note: &[Weighted]) -> Vec<Weighted> {
    let mut terms = note.to_vec();
    terms.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.term.cmp(&b.term)));
    terms.truncate(ASKING);
    terms.sort_unstable_by_key(|term| term.term);
    terms
}

/// Returns for each note those that link to it or that it links to, with what that says: a page
/// that everything links to, and a page that links to everything, say little.
fn linked(corpus: &Corpus) -> Lists {
    let mut incoming = vec![0_u32; corpus.notes.len()];
    for link in corpus.notes.iter().flat_map(|note| &note.links) {
        if let Some(count) = incoming.get_mut(*link as usize) {
            *count += 1;
        }
    }
    let says = |from: u32, to: u32| {
        let out = corpus.notes.get(from as usize).map_or(0, |note| note.links.len());
        let into = incoming.get(to as usize).copied().unwrap_or(0);
        1.0 / (1.0 + (out.max(into as usize) as f32 - 1.0).max(0.0) / 6.0).sqrt()
    };
    Lists::new(corpus.notes.len(), |put| {
        for (note, from) in corpus.notes.iter().zip(0..) {
            for to in note.links.iter().copied().filter(|to| *to != from) {
                let weight = says(from, to);
                put(from, to, weight);
                put(to, from, weight);
            }
        }
    })
}

struct Finder<'c> {
    corpus: &'c Corpus,
    vectors: &'c Vectors,
    signals: Signals,
    asking: Vec<Vec<Weighted>>,
    terms: Lists,
    features: Lists,
    links: Lists,
}

/// What one thread adds up in.
struct Scratch {
    parts: Vec<Parts>,
    touched: Vec<u32>,
    seen: Vec<bool>,
}

impl Scratch {
    fn new(count: usize) -> Self {
        Self { parts: vec![[0.0; COUNTED]; count], touched: Vec::new(), seen: vec![false; count] }
    }

    fn add(&mut self, note: u32, signal: Signal, value: f32) {
        let at = note as usize;
        if let (Some(seen), Some(parts)) = (self.seen.get_mut(at), self.parts.get_mut(at)) {
            if !*seen {
                *seen = true;
                self.touched.push(note);
            }
            if let Some(part) = parts.get_mut(signal.at()) {
                *part += value;
            }
        }
    }

    /// Hands out the candidates that are tied most strongly, and is empty again.
    fn take_strongest(&mut self, own: u32) -> Vec<(u32, Parts)> {
        let sum = |parts: &Parts| -> f32 {
            CAPS.iter().zip(parts).map(|(cap, part)| cap * part.min(1.0)).sum()
        };
        let mut sums: Vec<(f32, u32)> = Vec::with_capacity(self.touched.len());
        for note in self.touched.iter().filter(|note| **note != own) {
            sums.extend(self.parts.get(*note as usize).map(|parts| (sum(parts), *note)));
        }
        let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if sums.len() > COMPARED {
            sums.select_nth_unstable_by(COMPARED, order);
            sums.truncate(COMPARED);
        }
        let parts = |(_, note): &(f32, u32)| Some((*note, *self.parts.get(*note as usize)?));
        let taken = sums.iter().filter_map(parts).collect();
        for note in self.touched.drain(..) {
            let at = note as usize;
            if let (Some(seen), Some(parts)) = (self.seen.get_mut(at), self.parts.get_mut(at)) {
                *seen = false;
                *parts = [0.0; COUNTED];
            }
        }
        taken
    }
}

impl Finder<'_> {
    fn neighbours(&self, note: usize, scratch: &mut Scratch) -> Vec<Neighbour> {
        self.ask_terms(note, scratch);
        self.ask_features(note, scratch);
        if self.signals.has(Signal::Link) {
            for (other, weight) in self.links.list(note as u32) {
                scratch.add(*other, Signal::Link, *weight);
            }
        }
        let mut found: Vec<Neighbour> = scratch
            .take_strongest(note as u32)
            .into_iter()
            .map(|(other, parts)| self.tie(note, other, parts))
            .collect();
        if self.signals.has(Signal::Text) {
            for neighbour in &mut found {
                *neighbour = self.compared(note, *neighbour);
            }
        }
        found.retain(|neighbour| neighbour.strength >= LEAST);
        keep_strongest(&mut found, KEPT);
        // It had room for every candidate.
        found.shrink_to_fit();
        found
    }

    fn ask_terms(&self, note: usize, scratch: &mut Scratch) {
        if !self.signals.has(Signal::Text) {
            return;
        }
        let most = self.most();
        for term in self.asking.get(note).into_iter().flatten() {
            let holders = self.terms.list(term.term);
            if holders.len() <= most {
                for (other, weight) in holders {
                    scratch.add(*other, Signal::Text, term.weight * weight);
                }
            }
        }
    }

    fn ask_features(&self, note: usize, scratch: &mut Scratch) {
        let total = self.corpus.notes.len() as f32;
        let Some(features) = self.corpus.notes.get(note).map(|note| &note.features) else { return };
        for number in features {
            let Some(feature) = self.corpus.features.get(*number as usize) else { continue };
            let holders = self.features.list(*number);
            let most = if feature.signal == Signal::Thesis { MOST_BEARING } else { self.most() };
            if !self.signals.has(feature.signal) || holders.len() > most {
                continue;
            }
            let rarity = (total / holders.len() as f32).ln() / (total / 2.0).ln().max(0.1);
            let share = feature.signal.share(rarity);
            for (other, _) in holders {
                scratch.add(*other, feature.signal, share);
            }
        }
    }

    /// Returns how many notes may share something that still leads from one to the other.
    fn most(&self) -> usize {
        (self.corpus.notes.len() / 10).clamp(200, 1500)
    }

    fn tie(&self, note: usize, other: u32, mut parts: Parts) -> Neighbour {
        let strength = strength(&mut parts, self.days(note, other as usize));
        Neighbour { note: other, strength, parts }
    }

    /// Returns a neighbour with its texts compared by all their terms.
    fn compared(&self, note: usize, neighbour: Neighbour) -> Neighbour {
        let mut parts = neighbour.parts;
        for (signal, part) in Signal::ALL.into_iter().zip(parts.iter_mut()) {
            *part /= signal.cap();
        }
        if let Some(text) = parts.get_mut(Signal::Text.at()) {
            *text = self.vectors.likeness(note, neighbour.note as usize);
        }
        self.tie(note, neighbour.note, parts)
    }

    fn days(&self, note: usize, other: usize) -> Option<i32> {
        if !self.signals.has(Signal::Date) {
            return None;
        }
        let day = |note: usize| self.corpus.notes.get(note).and_then(|note| note.day);
        Some(day(note)?.saturating_sub(day(other)?))
    }
}

fn keep_strongest(found: &mut Vec<Neighbour>, most: usize) {
    let order =
        |a: &Neighbour, b: &Neighbour| b.strength.total_cmp(&a.strength).then(a.note.cmp(&b.note));
    if found.len() > most {
        found.select_nth_unstable_by(most, order);
        found.truncate(most);
    }
    found.sort_unstable_by(order);
}
