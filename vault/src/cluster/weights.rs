//! How much each term says about its note: TF-IDF, kept up from one corpus to the next.
//!
//! A term's rarity is reckoned from how many notes hold it, and kept until that number has doubled
//! or halved: so a change of one note weighs that note anew, and a few others, not the whole vault.

use super::hashing::{QuickMap, QuickSet};
use super::terms::{TermCount, TermId};

/// The most terms of one note that are compared.
const COMPARED: usize = 128;

/// A term of a note with its weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Weighted {
    /// Which term; terms stand and are added up in this order, whatever came first.
    pub(super) term: TermId,
    /// Its place in the tables of terms, which says when it was first seen.
    pub(super) slot: u32,
    /// Its share of the note; the squares of a note's weights sum to 1.
    pub(super) weight: f32,
}

/// What is known of a term over all notes.
#[derive(Debug, Clone, Copy, Default)]
struct Held {
    /// How many notes hold it.
    notes: u32,
    /// How many did when its rarity was reckoned; 0 for one that is not compared.
    at: u32,
    rarity: f32,
    /// How many notes compare it.
    compared: u32,
    /// Its number of notes changed in this step.
    touched: bool,
}

/// The terms of all notes, weighted.
#[derive(Debug, Default)]
pub(super) struct Vectors {
    /// By note; by term in each.
    pub(super) notes: Vec<Box<[Weighted]>>,
    slots: QuickMap<TermId, u32>,
    held: Vec<Held>,
    touched: Vec<TermId>,
}

/// Returns true where a number is no longer about what it was when something was reckoned by it.
pub(super) fn is_far(at: u32, now: u32) -> bool {
    at != now && (at == 0 || now >= at * 2 || now * 2 <= at)
}

impl Vectors {
    /// Returns how many places the tables of terms have.
    pub(super) fn slots(&self) -> usize {
        self.held.len()
    }

    /// Counts the terms of a note that came, or that goes.
    pub(super) fn count(&mut self, terms: &[TermCount], comes: bool) {
        for term in terms.iter().filter(|term| term.count > 0) {
            let next = self.held.len() as u32;
            let slot = *self.slots.entry(term.term).or_insert(next);
            if slot == next {
                self.held.push(Held::default());
            }
            let Some(held) = self.held.get_mut(slot as usize) else { continue };
            held.notes = if comes { held.notes + 1 } else { held.notes.saturating_sub(1) };
            if !held.touched {
                held.touched = true;
                self.touched.push(term.term);
            }
        }
    }

    /// Reckons the rarity of terms anew whose number of notes is no longer about what it was;
    /// returns those terms. `total` is the number of notes that rarity is measured by.
    pub(super) fn reckon(&mut self, total: usize) -> QuickSet<TermId> {
        let mut reckoned = QuickSet::default();
        for term in std::mem::take(&mut self.touched) {
            let slot = self.slots.get(&term).copied().unwrap_or(u32::MAX);
            let Some(held) = self.held.get_mut(slot as usize) else { continue };
            held.touched = false;
            // A term of one note ties nothing.
            let now = if held.notes > 1 { held.notes } else { 0 };
            if is_far(held.at, now) {
                held.at = now;
                held.rarity = rarity(total, now);
                reckoned.insert(term);
            }
        }
        reckoned
    }

    /// Weighs the terms of a note.
    pub(super) fn weigh(&self, terms: &[TermCount]) -> Box<[Weighted]> {
        let mut weighted: Vec<Weighted> = Vec::with_capacity(terms.len());
        for term in terms.iter().filter(|term| term.count > 0) {
            let Some(slot) = self.slots.get(&term.term).copied() else { continue };
            let rarity = self.held.get(slot as usize).map_or(0.0, |held| held.rarity);
            let often = 1.0 + (f32::from(term.count) / 2.0).max(0.5).ln();
            if rarity > 0.0 {
                let weight = often.max(0.3) * rarity;
                weighted.push(Weighted { term: term.term, slot, weight });
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

    /// Puts the weighed terms of a note in their place; returns those that stood there.
    pub(super) fn put(&mut self, note: usize, terms: Box<[Weighted]>) -> Box<[Weighted]> {
        for term in &terms {
            if let Some(held) = self.held.get_mut(term.slot as usize) {
                held.compared += 1;
            }
        }
        let before = self.notes.get_mut(note).map(|place| std::mem::replace(place, terms));
        let before = before.unwrap_or_default();
        for term in &before {
            if let Some(held) = self.held.get_mut(term.slot as usize) {
                held.compared = held.compared.saturating_sub(1);
            }
        }
        before
    }

    /// Returns how many notes compare a term.
    pub(super) fn compared(&self, slot: u32) -> u32 {
        self.held.get(slot as usize).map_or(0, |held| held.compared)
    }

    /// Returns how alike the texts of two notes are, from 0 to 1.
    pub(super) fn likeness(&self, one: usize, other: usize) -> f32 {
        let (Some(one), Some(other)) = (self.notes.get(one), self.notes.get(other)) else {
            return 0.0;
        };
        let mut sum = 0.0;
        each_shared(one, other, |_, a, b| sum += a.weight * b.weight);
        sum
    }

    /// Returns tables that reckon by the same numbers, and hold no note yet.
    #[cfg(test)]
    pub(super) fn reckoning_alike(&self) -> Self {
        let held = |held: &Held| Held { notes: 0, compared: 0, ..*held };
        Self {
            slots: self.slots.clone(),
            held: self.held.iter().map(held).collect(),
            notes: vec![Box::default(); self.notes.len()],
            ..Self::default()
        }
    }
}

/// Returns how rare a term is that `holders` of `total` notes hold; 0 for one that none compares.
fn rarity(total: usize, holders: u32) -> f32 {
    if holders == 0 {
        return 0.0;
    }
    (1.0 + total.max(1) as f32 / holders as f32).ln() - 2.0_f32.ln()
}

/// Calls `shared` with each term that two notes have, and its place among those of the first.
pub(super) fn each_shared(
    one: &[Weighted],
    other: &[Weighted],
    mut shared: impl FnMut(usize, &Weighted, &Weighted),
) {
    let (mut left, mut right) = (one.iter().enumerate().peekable(), other.iter().peekable());
    while let (Some((at, a)), Some(b)) = (left.peek(), right.peek()) {
        match a.term.cmp(&b.term) {
            std::cmp::Ordering::Less => {
                left.next();
            }
            std::cmp::Ordering::Greater => {
                right.next();
            }
            std::cmp::Ordering::Equal => {
                shared(*at, a, b);
                left.next();
                right.next();
            }
        }
    }
}
