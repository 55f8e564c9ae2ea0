//! Roots: which notes are one data point, by what rule, and how certain that is.
//!
//! 1 a note's `origin`; 2 the canonical address of its source; 3 the same publisher or site and a
//! title that holds the other's words; 4 nearly the same text. The first two are certain, the
//! others are proposals that count until they are refused: counting too little is the safe error.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::address::{canonical_address, find_address, host_of, telling_words};
use super::clock::{Basis, Clock};
use super::decision::Decided;
use super::evidence::{Note, NoteNumber};
use super::reading::Reference;
use super::settings::ThesisSettings;
use crate::path::{VaultPath, fold_name};

/// By what two notes were found to be one data point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "RootRule")]
pub enum Rule {
    /// One names the other, or both name the same address, as `origin`.
    Origin,
    /// The same address.
    Address,
    /// The same publisher or site, and the words of the title, within some days.
    Title,
    /// Nearly the same text.
    Text,
}

impl Rule {
    /// Returns true for what is certain and not a proposal.
    pub fn is_certain(self) -> bool {
        matches!(self, Self::Origin | Self::Address)
    }
}

/// Two notes that are one data point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// The one whose path comes first.
    pub a: NoteNumber,
    /// The other.
    pub b: NoteNumber,
    /// By what.
    pub rule: Rule,
    /// In words.
    pub reason: String,
}

/// Some notes that are one data point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// What it is called: the address of its head, else its path.
    pub key: String,
    /// The note that the others go back to: the first published.
    pub head: NoteNumber,
    /// All its notes, by path.
    pub notes: Vec<NoteNumber>,
    /// Why they are one.
    pub merges: Vec<Merge>,
}

/// Which notes are one data point.
#[derive(Debug, Clone, Default)]
pub struct Roots {
    of: Vec<usize>,
    roots: Vec<Root>,
}

impl Roots {
    /// Returns the number of a note's root; notes with the same number are one data point.
    pub fn of(&self, note: NoteNumber) -> usize {
        self.of.get(note).copied().unwrap_or(note)
    }

    /// Returns a root by its number.
    pub fn find_root(&self, root: usize) -> Option<&Root> {
        self.roots.get(root)
    }

    /// Lists all roots, by their first note's path.
    pub fn all(&self) -> &[Root] {
        &self.roots
    }

    pub(super) fn find(
        notes: &[Arc<Note>],
        numbers: &BTreeMap<VaultPath, NoteNumber>,
        decided: &Decided,
        settings: &ThesisSettings,
    ) -> Self {
        let mut finding = Finding::new(notes, numbers, settings);
        finding.by_origin();
        finding.by_address();
        finding.settle_refusals(&decided.apart);
        finding.by_title();
        finding.by_text();
        finding.finish()
    }
}

/// The share of their text that two notes on one item have in common.
const ALIKE: f64 = 0.6;

/// The rules under way.
struct Finding<'n> {
    notes: &'n [Arc<Note>],
    numbers: &'n BTreeMap<VaultPath, NoteNumber>,
    settings: &'n ThesisSettings,
    /// For each note a note of the same group, itself for the group's first.
    parents: Vec<NoteNumber>,
    /// Notes that say themselves where they come from.
    decided: BTreeSet<NoteNumber>,
    merges: Vec<Merge>,
    /// Notes that the person keeps apart, save those that a certain rule has joined.
    apart: Vec<(NoteNumber, NoteNumber)>,
}

impl<'n> Finding<'n> {
    fn new(
        notes: &'n [Arc<Note>],
        numbers: &'n BTreeMap<VaultPath, NoteNumber>,
        settings: &'n ThesisSettings,
    ) -> Self {
        Self {
            notes,
            numbers,
            settings,
            parents: (0..notes.len()).collect(),
            decided: BTreeSet::new(),
            merges: Vec::new(),
            apart: Vec::new(),
        }
    }

    fn by_origin(&mut self) {
        let notes = self.notes;
        let mut elsewhere: BTreeMap<String, NoteNumber> = BTreeMap::new();
        let mut holders: BTreeMap<&str, NoteNumber> = BTreeMap::new();
        for (number, note) in notes.iter().enumerate() {
            if let Some(address) = &note.item().address {
                holders.entry(address).or_insert(number);
            }
        }
        for (number, note) in notes.iter().enumerate() {
            let Some(origin) = &note.bearing.fields.origin else { continue };
            if let Some(path) = note.destination(origin) {
                self.decided.insert(number);
                if let Some(other) = self.numbers.get(path).filter(|other| **other != number) {
                    self.join(number, *other, Rule::Origin, "one names the other as its origin");
                }
            } else if let Some(address) = find_address(&origin.text).map(canonical_address) {
                // An address that a note has itself is found by the next rule.
                self.decided.insert(number);
                let holder = holders.get(address.as_str()).copied();
                let holder = holder.filter(|other| *other != number);
                let first = *elsewhere.entry(address).or_insert(holder.unwrap_or(number));
                if first != number {
                    self.join(number, first, Rule::Origin, "both go back to one address");
                }
            } else if origin.link.is_some() && !origin.text.is_empty() {
                // A root that has no note yet is one all the same.
                self.decided.insert(number);
                let key = format!("[[{}]]", fold_name(&origin.text));
                let first = *elsewhere.entry(key).or_insert(number);
                if first != number {
                    self.join(number, first, Rule::Origin, "both name one origin");
                }
            }
        }
    }

    fn by_address(&mut self) {
        let mut first: BTreeMap<&str, NoteNumber> = BTreeMap::new();
        let notes = self.notes;
        for (number, note) in notes.iter().enumerate() {
            if self.decided.contains(&number) {
                continue;
            }
            let Some(address) = note.item().address.as_deref() else { continue };
            // A site's front page is where many different things are read.
            if host_of(address) == address {
                continue;
            }
            let reason = format!("the same address, {address}");
            let other = *first.entry(address).or_insert(number);
            if other != number {
                self.join(other, number, Rule::Address, &reason);
            }
        }
    }

    /// Takes in what the person keeps apart, as far as no certain rule says otherwise.
    fn settle_refusals(&mut self, apart: &[(NoteNumber, NoteNumber)]) {
        let loose = apart.iter().filter(|(a, b)| self.group(*a) != self.group(*b));
        self.apart = loose.copied().collect();
    }

    fn by_title(&mut self) {
        let names = Names::of(self.notes);
        let titled: Vec<Titled<'_>> = (self.notes.par_iter().enumerate())
            .filter(|(number, note)| note.bearing.is_data_point() && !self.decided.contains(number))
            .filter_map(|(number, note)| Titled::new(number, note, &names, self))
            .collect();
        let mut by_word: FxHashMap<(&str, &str), Vec<usize>> = FxHashMap::default();
        for (at, titled) in titled.iter().enumerate() {
            for place in &titled.places {
                for word in &titled.words {
                    by_word.entry((place, word)).or_default().push(at);
                }
            }
        }
        let mut found = Vec::new();
        for a in titled.iter().filter(|titled| titled.title.len() >= 2) {
            for place in &a.places {
                // The rarest word of the title leaves the fewest notes to look at.
                let lists = a.title.iter().filter_map(|word| by_word.get(&(*place, word.as_str())));
                let Some(rarest) = lists.min_by_key(|list| list.len()) else { continue };
                let others = rarest.iter().filter_map(|at| titled.get(*at));
                found.extend(others.filter_map(|b| a.meets(b, self.settings)));
            }
        }
        // Pairs of notes that count come first, so that what is only suggested never stands
        // between them.
        let suggested = |number: &NoteNumber| {
            self.notes.get(*number).is_none_or(|note| note.bearing.edges.is_empty())
        };
        found.sort_by_cached_key(|(a, b, reason)| {
            (suggested(a) || suggested(b), *a, *b, reason.clone())
        });
        found.dedup();
        for (a, b, reason) in found {
            self.propose(a, b, Rule::Title, &reason);
        }
    }

    fn by_text(&mut self) {
        let notes = self.notes;
        let sketch = |number: NoteNumber| notes.get(number).map(|note| &note.bearing.sketch);
        let mut shelved: Vec<(usize, &[u16], NoteNumber)> = Vec::new();
        for (number, note) in notes.iter().enumerate() {
            if !self.decided.contains(&number) {
                shelved.extend(note.bearing.sketch.keys().map(|(band, key)| (band, key, number)));
            }
        }
        shelved.par_sort_unstable();
        // Each is compared with the one before it on its shelf: what is alike stands together.
        let pair = |both: &[(usize, &[u16], NoteNumber)]| match both {
            [a, b] if (a.0, a.1) == (b.0, b.1) => Some((a.2, b.2)),
            _ => None,
        };
        let pairs: BTreeSet<(NoteNumber, NoteNumber)> =
            shelved.windows(2).filter_map(pair).collect();
        for (a, b) in pairs {
            let likeness = match (sketch(a), sketch(b)) {
                (Some(a), Some(b)) => a.likeness(b),
                _ => 0.0,
            };
            if likeness >= ALIKE {
                let reason = format!("nearly the same text, {:.0}% of it", likeness * 100.0);
                self.propose(a, b, Rule::Text, &reason);
            }
        }
    }

    /// Joins two groups unless the person keeps a note of the one apart from one of the other.
    fn propose(&mut self, a: NoteNumber, b: NoteNumber, rule: Rule, reason: &str) {
        let (first, second) = (self.group(a), self.group(b));
        let parts = |(x, y): &(NoteNumber, NoteNumber)| {
            let (x, y) = (self.group(*x), self.group(*y));
            (x, y) == (first, second) || (y, x) == (first, second)
        };
        if !self.apart.iter().any(parts) {
            self.join(a, b, rule, reason);
        }
    }

    fn group(&self, mut number: NoteNumber) -> NoteNumber {
        while let Some(parent) = self.parents.get(number).filter(|parent| **parent != number) {
            number = *parent;
        }
        number
    }

    fn join(&mut self, a: NoteNumber, b: NoteNumber, rule: Rule, reason: &str) {
        let (first, second) = (self.group(a).min(self.group(b)), self.group(a).max(self.group(b)));
        if first == second {
            return;
        }
        if let Some(parent) = self.parents.get_mut(second) {
            *parent = first;
        }
        let (a, b) = (a.min(b), a.max(b));
        self.merges.push(Merge { a, b, rule, reason: reason.to_owned() });
    }

    fn finish(self) -> Roots {
        let mut roots: Vec<Root> = Vec::new();
        let mut of = Vec::with_capacity(self.notes.len());
        for number in 0..self.notes.len() {
            let group = self.group(number);
            // A group's first note comes before its others.
            let root =
                if group == number { roots.len() } else { of.get(group).copied().unwrap_or(0) };
            of.push(root);
            match roots.get_mut(root) {
                Some(found) => found.notes.push(number),
                None => roots.push(Root {
                    key: String::new(),
                    head: number,
                    notes: vec![number],
                    merges: Vec::new(),
                }),
            }
        }
        let mut roots = Roots { of, roots };
        for merge in &self.merges {
            let root = roots.of(merge.a);
            if let Some(root) = roots.roots.get_mut(root) {
                root.merges.push(merge.clone());
            }
        }
        for root in &mut roots.roots {
            root.merges.sort_by_key(|merge| (merge.a, merge.b));
            root.head = self.head(&root.notes, &root.merges);
            root.key = self.key(root.head);
        }
        roots
    }

    /// Returns the note that others name as their origin, else the first published.
    fn head(&self, notes: &[NoteNumber], merges: &[Merge]) -> NoteNumber {
        let first = notes.first().copied().unwrap_or_default();
        if notes.len() == 1 {
            return first;
        }
        let named = merges.iter().filter(|merge| merge.rule == Rule::Origin);
        let named = named.flat_map(|merge| [merge.a, merge.b]);
        if let Some(head) = named.filter(|number| !self.decided.contains(number)).min() {
            return head;
        }
        let when = |number: &NoteNumber| {
            let note = self.notes.get(*number)?;
            note.date_on(Clock::Published)?.span.anchor()
        };
        let suggested = |number: &NoteNumber| {
            self.notes.get(*number).is_none_or(|note| note.bearing.edges.is_empty())
        };
        let order = |number: &&NoteNumber| {
            (suggested(number), when(number).is_none(), when(number), **number)
        };
        notes.iter().min_by_key(order).copied().unwrap_or(first)
    }

    fn key(&self, head: NoteNumber) -> String {
        let Some(note) = self.notes.get(head) else { return String::new() };
        note.item().address.clone().unwrap_or_else(|| note.path.to_string())
    }
}

/// The telling words of each name of a publisher.
struct Names(BTreeMap<String, (String, BTreeSet<String>)>);

impl Names {
    fn of(notes: &[Arc<Note>]) -> Self {
        let mut names = BTreeMap::new();
        for note in notes.iter().filter(|note| note.bearing.is_data_point()) {
            for name in publishers(note) {
                if !names.contains_key(name) {
                    names.insert(name.to_owned(), (fold_name(name), telling_words(name)));
                }
            }
        }
        Self(names)
    }
}

/// Lists the names of those that a note comes from.
fn publishers(note: &Note) -> impl Iterator<Item = &str> {
    let name = |publisher| {
        let publisher: &Reference = publisher;
        note.destination(publisher).map_or(publisher.name(), VaultPath::title)
    };
    let by_text = note.bearing.text_source().filter(|_| note.item().address.is_none());
    references(note).map(name).chain(by_text)
}

/// Lists the references to those that a note comes from: an address is none.
fn references(note: &Note) -> impl Iterator<Item = &Reference> {
    let fields = &note.bearing.fields;
    let named = note.item().address.is_none();
    fields.publishers.iter().chain(fields.source.iter().filter(move |_| named))
}

/// A note as the third rule sees it.
struct Titled<'n> {
    number: NoteNumber,
    /// Its publishers and sites, in order.
    places: Vec<&'n str>,
    title: &'n BTreeSet<String>,
    /// The words of its title and its site, in order.
    words: Vec<&'n str>,
    when: Option<super::date::DateSpan>,
    shown: &'n str,
}

impl<'n> Titled<'n> {
    fn new(
        number: NoteNumber,
        note: &'n Note,
        names: &'n Names,
        finding: &Finding<'n>,
    ) -> Option<Self> {
        let (item, fields) = (note.item(), &note.bearing.fields);
        let mut places: Vec<&str> = Vec::new();
        let mut words: Vec<&str> =
            item.title.iter().chain(&item.site).map(String::as_str).collect();
        for (folded, telling) in publishers(note).filter_map(|name| names.0.get(name)) {
            places.push(folded);
            words.extend(telling.iter().map(String::as_str));
        }
        let theirs = references(note).filter_map(|publisher| note.destination(publisher));
        let theirs = theirs.filter_map(|path| finding.notes.get(*finding.numbers.get(path)?));
        places.extend(theirs.filter_map(|note| Some(host_of(note.item().home.as_deref()?))));
        places.extend(item.address.as_deref().map(host_of));
        if places.is_empty() {
            return None;
        }
        for list in [&mut places, &mut words] {
            list.sort_unstable();
            list.dedup();
        }
        let by_text = || note.date_on(Clock::Published).filter(|dated| dated.basis == Basis::Text);
        let when = fields.published.or(fields.occurred);
        let when = when.or_else(|| by_text().map(|dated| dated.span));
        Some(Self { number, places, title: &item.title, words, when, shown: note.path.title() })
    }

    /// Returns the pair in the order of their paths, with the reason, where this title's words
    /// stand in the other's title and site and both are of about the same time.
    fn meets(&self, other: &Self, settings: &ThesisSettings) -> Option<(usize, usize, String)> {
        let says = |word: &String| other.words.binary_search(&word.as_str()).is_ok();
        if self.number == other.number || !self.title.iter().all(says) {
            return None;
        }
        let days = match (self.when, other.when) {
            (Some(a), Some(b)) => a.gap(b),
            _ => None,
        };
        if days.is_some_and(|days| days > settings.windows.same_item) {
            return None;
        }
        let when = match days {
            Some(0) => "at the same time".to_owned(),
            Some(1) => "1 day apart".to_owned(),
            Some(days) => format!("{days} days apart"),
            None => "one of them not dated".to_owned(),
        };
        let place = self.places.iter().find(|place| other.places.contains(place))?;
        let reason = format!(
            "both from {place}, {when}, and {:?} says the words of {:?}",
            other.shown, self.shown
        );
        Some((self.number.min(other.number), self.number.max(other.number), reason))
    }
}
