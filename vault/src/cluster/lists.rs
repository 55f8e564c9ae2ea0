//! Who holds what: the ways that lead from a note to those it may be tied to.

use super::corpus::Corpus;
use super::places::Places;
use super::signals::Signal;
use super::weights::{Weighted, is_far};

/// How many of a note's terms lead to candidates: those that say most.
const ASKING: usize = 48;

/// How many notes may bear on a thesis that still leads from one to the other.
const MOST_BEARING: usize = 3000;

/// Returns how many of `total` notes may share something that still leads from one to the other:
/// what a large part of the vault has is no way to anybody.
pub(super) fn most(total: usize) -> usize {
    (total / 10).clamp(200, 1500)
}

/// A note in a list, with what it has of the list's thing.
pub(super) type Holder = (u32, f32);

/// Lists of holders in one block of memory.
#[derive(Debug, Default)]
struct Lists {
    ends: Vec<u32>,
    holders: Vec<Holder>,
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

    fn list(&self, number: u32) -> &[Holder] {
        let number = number as usize;
        let end = self.ends.get(number).copied().unwrap_or(0) as usize;
        let start = number.checked_sub(1).and_then(|at| self.ends.get(at)).copied().unwrap_or(0);
        self.holders.get(start as usize..end).unwrap_or_default()
    }
}

/// By term, the notes that ask for others by it.
#[derive(Debug, Default)]
pub(super) struct TermLists {
    /// By the term's slot.
    lists: Vec<Vec<Holder>>,
    /// By slot: few enough notes are in the list.
    leads: Vec<bool>,
    /// By note, which of its weighed terms ask.
    asks: Vec<u128>,
}

impl TermLists {
    /// Takes a note's former terms out.
    pub(super) fn take_out(&mut self, note: u32, terms: &[Weighted]) {
        let asks = self.asks.get_mut(note as usize).map(std::mem::take).unwrap_or_default();
        for term in asking(terms, asks) {
            if let Some(list) = self.lists.get_mut(term.slot as usize)
                && let Some(at) = list.iter().position(|(holder, _)| *holder == note)
            {
                list.swap_remove(at);
            }
        }
    }

    /// Puts a note's terms in.
    pub(super) fn put_in(&mut self, note: u32, terms: &[Weighted], slots: usize) {
        self.lists.resize_with(slots.max(self.lists.len()), Vec::new);
        let asks = most_telling(terms);
        for term in asking(terms, asks) {
            if let Some(list) = self.lists.get_mut(term.slot as usize) {
                list.push((note, term.weight));
            }
        }
        if let Some(place) = self.asks.get_mut(note as usize) {
            *place = asks;
        }
    }

    /// Gives the notes their numbers of now.
    pub(super) fn renumber(&mut self, places: &Places) {
        self.asks = places.moved(std::mem::take(&mut self.asks));
        if places.same {
            return;
        }
        for holder in self.lists.iter_mut().flatten() {
            holder.0 = places.note(holder.0).unwrap_or(u32::MAX);
        }
    }

    /// Settles which lists lead on; lists the notes of those that came to or ceased to.
    pub(super) fn settle(&mut self, most: usize) -> Vec<u32> {
        self.leads.resize(self.lists.len(), true);
        let mut turned = Vec::new();
        for (list, leads) in self.lists.iter().zip(&mut self.leads) {
            if *leads != (list.len() <= most) {
                *leads = !*leads;
                turned.extend(list.iter().map(|(note, _)| *note));
            }
        }
        turned
    }

    /// Calls `found` with each note that has a term of this one, and what the two have of it.
    pub(super) fn ask(&self, note: usize, terms: &[Weighted], mut found: impl FnMut(u32, f32)) {
        for term in asking(terms, self.asks.get(note).copied().unwrap_or_default()) {
            if self.leads.get(term.slot as usize) == Some(&true) {
                for (other, weight) in self.lists.get(term.slot as usize).into_iter().flatten() {
                    found(*other, term.weight * weight);
                }
            }
        }
    }
}

/// Returns the terms of a note that are in this set.
fn asking(terms: &[Weighted], asks: u128) -> impl Iterator<Item = &Weighted> {
    terms.iter().enumerate().filter(move |(at, _)| asks >> at & 1 == 1).map(|(_, term)| term)
}

/// Returns the set of the terms that say most about a note; it has room for all that are compared.
fn most_telling(terms: &[Weighted]) -> u128 {
    let mut order: Vec<(usize, &Weighted)> = terms.iter().enumerate().collect();
    if order.len() > ASKING {
        order.select_nth_unstable_by(ASKING, |(_, a), (_, b)| {
            b.weight.total_cmp(&a.weight).then(a.term.cmp(&b.term))
        });
        order.truncate(ASKING);
    }
    order.iter().fold(0, |asks, (at, _)| asks | 1 << at)
}

/// How a feature counts.
#[derive(Debug, Clone, Copy, Default)]
struct Counted {
    /// How many notes had it when its share was reckoned.
    at: u32,
    share: f32,
    /// Few enough notes have it.
    leads: bool,
}

/// By feature, the notes that have it.
#[derive(Debug, Default)]
pub(super) struct FeatureLists {
    lists: Lists,
    counted: Vec<Counted>,
}

impl FeatureLists {
    /// Takes in the features of a corpus; lists the notes of those that count otherwise now.
    ///
    /// Rarity is measured by `total` notes; what more than `most` have leads nowhere.
    pub(super) fn take_in(
        &mut self,
        before: &Corpus,
        now: &Corpus,
        places: &Places,
        (total, most): (usize, usize),
    ) -> Vec<u32> {
        let earlier = std::mem::take(&mut self.counted);
        self.lists = Lists::new(now.features.len(), |put| {
            for (note, number) in now.notes.iter().zip(0..) {
                for feature in &note.features {
                    put(*feature, number, 1.0);
                }
            }
        });
        let mut turned = Vec::new();
        for (feature, number) in now.features.iter().zip(0_u32..) {
            let holders = self.lists.list(number);
            let place = places.features_before.get(number as usize).copied().flatten();
            let was = place.and_then(|place| earlier.get(place as usize)).copied();
            let mut counted = was.unwrap_or_default();
            let most = if feature.signal == Signal::Thesis { MOST_BEARING } else { most };
            let leads = holders.len() <= most;
            let mut turns = was.is_some_and(|was| was.leads != leads);
            if is_far(counted.at, holders.len() as u32) {
                counted.at = holders.len() as u32;
                turns |= was.is_some();
            }
            let rarity =
                (total as f32 / counted.at as f32).ln() / (total as f32 / 2.0).ln().max(0.1);
            (counted.leads, counted.share) = (leads, feature.signal.share(rarity));
            // Reasons say it otherwise.
            let place = place.and_then(|place| before.features.get(place as usize));
            turns |= place.is_some_and(|place| place.label != feature.label);
            if turns {
                turned.extend(holders.iter().map(|(note, _)| *note));
            }
            self.counted.push(counted);
        }
        turned
    }

    /// Calls `found` with each note that has this feature, and what sharing it says.
    pub(super) fn ask(&self, feature: u32, mut found: impl FnMut(u32, f32)) {
        if let Some(counted) = self.counted.get(feature as usize).filter(|counted| counted.leads) {
            for (other, _) in self.lists.list(feature) {
                found(*other, counted.share);
            }
        }
    }
}

/// By note, those that link to it or that it links to, with what that says: a page that everything
/// links to, and a page that links to everything, say little.
#[derive(Debug, Default)]
pub(super) struct LinkLists {
    lists: Lists,
    /// By note, how many links led out of it and to it when what they say was reckoned.
    degrees: Vec<(u32, u32)>,
}

impl LinkLists {
    /// Takes in the links of a corpus; lists the notes whose links say something else now.
    pub(super) fn take_in(&mut self, now: &Corpus, places: &Places) -> Vec<u32> {
        let mut degrees = places.moved(std::mem::take(&mut self.degrees));
        let mut incoming = vec![0_u32; now.notes.len()];
        for link in now.notes.iter().flat_map(|note| &note.links) {
            if let Some(count) = incoming.get_mut(*link as usize) {
                *count += 1;
            }
        }
        let mut turned = Vec::new();
        for ((degree, note), (into, number)) in
            degrees.iter_mut().zip(&now.notes).zip(incoming.into_iter().zip(0_u32..))
        {
            let out = note.links.len() as u32;
            let far = (is_far(degree.0, out), is_far(degree.1, into));
            degree.0 = if far.0 { out } else { degree.0 };
            degree.1 = if far.1 { into } else { degree.1 };
            if far.0 || far.1 {
                turned.push(number);
            }
        }
        let says = |from: u32, to: u32| {
            let out = degrees.get(from as usize).map_or(0, |degree| degree.0);
            let into = degrees.get(to as usize).map_or(0, |degree| degree.1);
            1.0 / (1.0 + (out.max(into) as f32 - 1.0).max(0.0) / 6.0).sqrt()
        };
        self.lists = Lists::new(now.notes.len(), |put| {
            for (note, from) in now.notes.iter().zip(0..) {
                for to in note.links.iter().copied().filter(|to| *to != from) {
                    let weight = says(from, to);
                    put(from, to, weight);
                    put(to, from, weight);
                }
            }
        });
        self.degrees = degrees;
        turned
    }

    /// Returns those that a note is tied to by links, with what that says.
    pub(super) fn of(&self, note: usize) -> &[Holder] {
        self.lists.list(note as u32)
    }
}

#[cfg(test)]
impl TermLists {
    /// Returns lists for so many notes that ask by nothing yet.
    pub(super) fn of_so_many(notes: usize) -> Self {
        Self { asks: vec![0; notes], ..Self::default() }
    }
}

#[cfg(test)]
impl FeatureLists {
    /// Returns lists that reckon by the same numbers, and hold no note yet.
    pub(super) fn reckoning_alike(&self) -> Self {
        Self { lists: Lists::default(), counted: self.counted.clone() }
    }
}

#[cfg(test)]
impl LinkLists {
    /// Returns lists that reckon by the same numbers, and hold no note yet.
    pub(super) fn reckoning_alike(&self) -> Self {
        Self { lists: Lists::default(), degrees: self.degrees.clone() }
    }
}
