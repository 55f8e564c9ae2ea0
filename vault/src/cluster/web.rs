//! The web of a vault: what its terms weigh, who holds what, and who is whose neighbour.
//!
//! It is brought from one corpus to the next by what differs. What it reckons by (how many notes
//! hold a term or a feature, how many links lead to a note) is kept while it is about right, so
//! that a change stays where it was made; with the same numbers to reckon by, the web is exactly
//! that which is made from nothing. A vault that changed much is woven anew.

use std::borrow::Cow;

use rayon::prelude::*;

use super::corpus::Corpus;
use super::lists::{self, FeatureLists, LinkLists, TermLists};
use super::neighbours::{Finder, Neighbour, Reached};
use super::places::Places;
use super::repeated::{Lines, Repeated};
use super::scratch::Scratch;
use super::signals::Signals;
use super::terms::TermCount;
use super::weights::{Vectors, Weighted};

/// After a change of a twentieth of its notes a web is woven anew.
const WORN: usize = 20;

/// Where more than a quarter of the notes changed every note looks for its neighbours again.
const MANY: usize = 4;

/// The notes of a vault and what ties them.
#[derive(Debug, Default)]
pub(super) struct Web {
    /// How many notes there were when it was woven.
    total: usize,
    /// How many notes may share something that still leads from one to the other.
    most: usize,
    /// How many notes changed since.
    edited: usize,
    repeated: Repeated,
    pub(super) vectors: Vectors,
    pub(super) terms: TermLists,
    pub(super) features: FeatureLists,
    pub(super) links: LinkLists,
    /// By note, the strongest first.
    pub(super) neighbours: Vec<Vec<Neighbour>>,
    reached: Vec<Reached>,
}

/// What a step changed, by note.
#[derive(Debug, Default)]
pub(super) struct Changed {
    /// Its terms weigh otherwise, or what it shares, links to or its day is different.
    pub(super) notes: Vec<bool>,
    /// Its neighbours, or how strongly it is tied to them.
    pub(super) neighbours: Vec<bool>,
}

/// Reads a note's text by its number.
pub(super) type TextOf<'t> = dyn Fn(usize) -> Option<String> + 't;

impl Web {
    /// Weaves the web of a corpus from nothing.
    pub(super) fn weave(
        corpus: &Corpus,
        signals: Signals,
        texts: (&Lines, &TextOf<'_>),
    ) -> (Self, Changed) {
        let nothing = Corpus::default();
        let total = corpus.notes.len();
        let mut web = Self { total, most: lists::most(total), ..Self::default() };
        let changed = web.step(&nothing, corpus, &Places::new(&nothing, corpus), signals, texts);
        web.edited = 0;
        (web, changed)
    }

    /// Returns true where so much changed that the web should be woven anew.
    pub(super) fn is_worn(&self) -> bool {
        self.edited * WORN > self.total
    }

    /// Returns what need not be read again when the web is woven anew.
    pub(super) fn known_lines(&self) -> Lines {
        self.repeated.known()
    }

    /// Brings the web from one corpus to the next.
    pub(super) fn step(
        &mut self,
        before: &Corpus,
        now: &Corpus,
        places: &Places,
        signals: Signals,
        (lines, text_of): (&Lines, &TextOf<'_>),
    ) -> Changed {
        let mut changed: Vec<bool> = vec![false; now.notes.len()];
        self.renumber(before, places);
        let counted = self.take_texts(before, now, places, (lines, text_of));
        let weigh =
            |(note, terms): &(usize, Cow<'_, [TermCount]>)| (*note, self.vectors.weigh(terms));
        let weighed: Vec<(usize, Box<[Weighted]>)> = counted.par_iter().map(weigh).collect();
        for (note, terms) in weighed {
            self.put(note, terms, &mut changed);
        }
        let turned = self.terms.settle(self.most);
        let turned = turned.into_iter().chain(self.features.take_in(
            before,
            now,
            places,
            (self.total, self.most),
        ));
        for note in turned.chain(self.links.take_in(now, places)) {
            mark(&mut changed, note);
        }
        let mut edited = places.notes.iter().filter(|place| place.is_none()).count();
        for ((note, before_at), changed) in
            now.notes.iter().zip(&places.notes_before).zip(&mut changed)
        {
            let was = before_at.and_then(|at| before.notes.get(at as usize));
            *changed |= was.is_none_or(|was| !places.ties_alike(was, note));
            edited += usize::from(was.is_none_or(|was| was.terms != note.terms));
        }
        self.edited += edited;
        let neighbours = self.look(now, signals, &changed);
        Changed { notes: changed, neighbours }
    }

    /// Takes out the notes that are gone, and gives the others their numbers of now.
    fn renumber(&mut self, before: &Corpus, places: &Places) {
        for ((place, note), number) in places.notes.iter().zip(&before.notes).zip(0_u32..) {
            if place.is_none() {
                self.vectors.count(&self.repeated.without(&note.terms), false);
                let terms = self.vectors.put(number as usize, Box::default());
                self.terms.take_out(number, &terms);
            }
        }
        self.terms.renumber(places);
        self.vectors.notes = places.moved(std::mem::take(&mut self.vectors.notes));
        self.neighbours = places.moved(std::mem::take(&mut self.neighbours));
        self.reached = places.moved(std::mem::take(&mut self.reached));
        if places.same {
            return;
        }
        // One that is gone leaves a number that nobody has: who was tied to it looks again.
        let number = |number: &mut u32| *number = places.note(*number).unwrap_or(u32::MAX);
        self.neighbours.iter_mut().flatten().for_each(|tie| number(&mut tie.note));
        self.reached.iter_mut().flat_map(|reached| &mut reached.notes).for_each(number);
    }

    /// Counts what came and went in the texts; returns the notes that must be weighed again, with
    /// the terms that count.
    fn take_texts<'n>(
        &mut self,
        before: &Corpus,
        now: &'n Corpus,
        places: &Places,
        (lines, text_of): (&Lines, &TextOf<'_>),
    ) -> Vec<(usize, Cow<'n, [TermCount]>)> {
        let was = |number: usize| {
            let place = places.notes_before.get(number).copied().flatten()?;
            before.notes.get(place as usize)
        };
        let mut cut: Vec<bool> = (now.notes.iter().enumerate())
            .map(|(number, note)| was(number).is_none_or(|was| was.terms != note.terms))
            .collect();
        let come = (now.notes.iter().zip(&cut)).filter(|(_, cut)| **cut);
        let come = come.map(|(note, _)| &*note.terms);
        let left = cut.iter().enumerate().filter(|(_, cut)| **cut);
        let left = left.filter_map(|(number, _)| Some(&*was(number)?.terms));
        let gone = (before.notes.iter().zip(&places.notes)).filter(|(_, place)| place.is_none());
        let left = left.chain(gone.map(|(note, _)| &*note.terms));
        let turned = self.repeated.count(left, come, self.total);
        if !turned.is_empty() {
            for (note, cut) in now.notes.iter().zip(&mut cut) {
                *cut |= note.terms.lines.iter().any(|line| turned.binary_search(line).is_ok());
            }
        }
        for (number, _) in cut.iter().enumerate().filter(|(_, cut)| **cut) {
            if let Some(was) = was(number) {
                self.vectors.count(&self.repeated.without(&was.terms), false);
            }
        }
        self.repeated.turn(&turned, lines, now, text_of);
        let counted: Vec<Cow<'n, [TermCount]>> = (now.notes.par_iter().zip(&cut))
            .filter(|(_, cut)| **cut)
            .map(|(note, _)| self.repeated.without(&note.terms))
            .collect();
        for terms in &counted {
            self.vectors.count(terms, true);
        }
        let reckoned = self.vectors.reckon(self.total);
        let mut counted = counted.into_iter();
        let mut weigh = Vec::new();
        for ((note, cut), number) in now.notes.iter().zip(cut).zip(0..) {
            if cut {
                weigh.extend(counted.next().map(|terms| (number, terms)));
            } else if !reckoned.is_empty()
                && note.terms.terms.iter().any(|term| reckoned.contains(&term.term))
            {
                weigh.push((number, self.repeated.without(&note.terms)));
            }
        }
        weigh
    }

    /// Puts the weighed terms of a note in their place.
    fn put(&mut self, note: usize, terms: Box<[Weighted]>, changed: &mut [bool]) {
        if self.vectors.notes.get(note) == Some(&terms) {
            return;
        }
        let before = self.vectors.put(note, terms);
        self.terms.take_out(note as u32, &before);
        if let Some(terms) = self.vectors.notes.get(note) {
            self.terms.put_in(note as u32, terms, self.vectors.slots());
        }
        mark(changed, note as u32);
    }

    /// Has the notes look for their neighbours whose neighbours may be others now; returns those
    /// for which they are.
    fn look(&mut self, now: &Corpus, signals: Signals, changed: &[bool]) -> Vec<bool> {
        let count = now.notes.len();
        let finder = Finder { corpus: now, web: self, signals };
        let looking = finder.looking(changed);
        let looking: Vec<usize> = (0..count).filter(|at| looking.get(*at) == Some(&true)).collect();
        let found: Vec<(Vec<Neighbour>, Reached)> = looking
            .par_iter()
            .with_min_len(32)
            .map_init(|| Scratch::new(count), |scratch, note| finder.neighbours(*note, scratch))
            .collect();
        let mut moved = vec![false; count];
        for (note, (neighbours, reached)) in looking.into_iter().zip(found) {
            if let (Some(place), Some(moved)) = (self.neighbours.get_mut(note), moved.get_mut(note))
            {
                *moved = *place != neighbours;
                *place = neighbours;
            }
            if let Some(place) = self.reached.get_mut(note) {
                *place = reached;
            }
        }
        moved
    }

    /// Returns a web of as many notes, of which nothing is known yet, that reckons by the same
    /// numbers.
    #[cfg(test)]
    fn reckoning_alike(&self) -> Self {
        let count = self.neighbours.len();
        Self {
            total: self.total,
            most: self.most,
            vectors: self.vectors.reckoning_alike(),
            terms: TermLists::of_so_many(count),
            features: self.features.reckoning_alike(),
            links: self.links.reckoning_alike(),
            neighbours: vec![Vec::new(); count],
            reached: vec![Reached::default(); count],
            ..Self::default()
        }
    }
}

impl Finder<'_> {
    /// Returns which notes must look again: those that changed, those that were compared with one
    /// that changed, and those that one that changed comes near enough to be compared with now.
    ///
    /// What the lists say of a pair is the same from both ends, to the bit; so to everybody else
    /// nothing is different.
    fn looking(&self, changed: &[bool]) -> Vec<bool> {
        let count = changed.len();
        let those: Vec<usize> = (0..count).filter(|at| changed.get(*at) == Some(&true)).collect();
        if those.len() * MANY > count {
            return vec![true; count];
        }
        let mut looking = changed.to_vec();
        for (reached, looking) in self.web.reached.iter().zip(&mut looking) {
            // A number that nobody has is that of a note that is gone.
            let differs = |note: &u32| changed.get(*note as usize) != Some(&false);
            *looking |= reached.notes.iter().any(differs);
        }
        let near = |scratch: &mut Scratch, note: &usize| -> Vec<u32> {
            let mut near = Vec::new();
            self.ask(*note, scratch);
            scratch.take_sums(|other, sum| {
                let reached = self.web.reached.get(other as usize);
                if reached.is_some_and(|reached| sum >= reached.least) {
                    near.push(other);
                }
            });
            near
        };
        let near: Vec<Vec<u32>> =
            those.par_iter().with_min_len(8).map_init(|| Scratch::new(count), near).collect();
        for note in near.into_iter().flatten() {
            mark(&mut looking, note);
        }
        looking
    }
}

fn mark(changed: &mut [bool], note: u32) {
    if let Some(changed) = changed.get_mut(note as usize) {
        *changed = true;
    }
}

#[cfg(test)]
mod tests;
