//! The strongest neighbours of a note, found by way of what it shares with others.
//!
//! There is no pass over all pairs. Each note asks the lists of its rarest terms and of the other
//! things it shares who else is there.

use super::corpus::Corpus;
use super::scratch::{Candidates, Scratch};
use super::signals::{Parts, Signal, Signals, strength};
use super::web::Web;

/// How many neighbours a note keeps.
pub(super) const KEPT: usize = 12;

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

/// How far a note looked for neighbours.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Reached {
    /// Those that it was compared with.
    pub(super) notes: Box<[u32]>,
    /// The least that the lists must say of another one to be compared in their stead; nothing
    /// where there is room for more.
    pub(super) least: f32,
}

/// Finds the neighbours of single notes.
pub(super) struct Finder<'w> {
    pub(super) corpus: &'w Corpus,
    pub(super) web: &'w Web,
    pub(super) signals: Signals,
}

impl Finder<'_> {
    /// Finds the strongest neighbours of a note, strongest first.
    pub(super) fn neighbours(
        &self,
        note: usize,
        scratch: &mut Scratch,
    ) -> (Vec<Neighbour>, Reached) {
        self.ask(note, scratch);
        let Candidates { strongest, least } = scratch.take_strongest(note as u32);
        let reached = Reached { notes: strongest.iter().map(|(note, _)| *note).collect(), least };
        let mut found: Vec<Neighbour> =
            strongest.into_iter().map(|(other, parts)| self.tie(note, other, parts)).collect();
        if self.signals.has(Signal::Text) {
            for neighbour in &mut found {
                *neighbour = self.compared(note, *neighbour);
            }
        }
        found.retain(|neighbour| neighbour.strength >= LEAST);
        keep_strongest(&mut found, KEPT);
        // It had room for every candidate.
        found.shrink_to_fit();
        (found, reached)
    }

    /// Adds up in `scratch` what the lists say of all others.
    pub(super) fn ask(&self, note: usize, scratch: &mut Scratch) {
        if self.signals.has(Signal::Text)
            && let Some(terms) = self.web.vectors.notes.get(note)
        {
            self.web.terms.ask(note, terms, |other, value| scratch.add_text(other, value));
        }
        for number in self.corpus.notes.get(note).into_iter().flat_map(|note| &note.features) {
            let Some(feature) = self.corpus.features.get(*number as usize) else { continue };
            if self.signals.has(feature.signal) {
                let signal = feature.signal;
                self.web.features.ask(*number, |other, share| scratch.add(other, signal, share));
            }
        }
        if self.signals.has(Signal::Link) {
            for (other, weight) in self.web.links.of(note) {
                scratch.add(*other, Signal::Link, *weight);
            }
        }
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
            *text = self.web.vectors.likeness(note, neighbour.note as usize);
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
