//! The notes of a snapshot as clustering reads them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::bearings::{Bearing, bearings};
use super::own::{self, KnownOwn, Own};
use super::terms::{self, KnownTerms, Listed, list};
use crate::cluster::corpus::{Corpus, Features, Note};
use crate::cluster::signals::Signal;
use crate::cluster::terms::{TermId, terms_of_name};
use crate::index::{IndexError, Snapshot, TermsRow};
use crate::names::FileId;
use crate::path::{VaultPath, fold_name};
use crate::query::excluded::Excluded;
use crate::thesis::Evidence;

/// The notes of a snapshot, ready to be clustered.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// The notes and what they share.
    pub(crate) corpus: Corpus,
    /// By number in the corpus, the note's file.
    pub(crate) files: Vec<FileId>,
    /// Terms that the index does not hold yet.
    pub(crate) fresh: Vec<TermsRow>,
}

/// What is kept of the notes from one time to the next.
#[derive(Debug, Default)]
pub(crate) struct KnownNotes {
    terms: KnownTerms,
    own: KnownOwn,
}

/// Gathers what clustering reads; `known` is kept from one time to the next.
pub(crate) fn gather(
    snapshot: &Snapshot,
    evidence: &Evidence,
    excluded: &Excluded,
    known: &mut KnownNotes,
) -> Result<Gathered, IndexError> {
    let listed = list(snapshot, excluded)?;
    let names = &evidence.property_names;
    let fresh = terms::step(snapshot, &listed, &mut known.terms, names)?;
    own::step(snapshot, &listed, &mut known.own, names)?;
    let bearings = bearings(evidence);
    let mut notes: Vec<Note> =
        listed.iter().map(|note| made(note, &known.terms, &bearings)).collect();
    let numbers: HashMap<FileId, u32> = listed.iter().map(|note| note.file).zip(0..).collect();
    let entities = Entities::find(&listed, &known.own, &bearings);
    let mut features = Features::default();
    for ((listed, note), number) in listed.iter().zip(&mut notes).zip(0..) {
        if let Some(bearing) = bearings.get(&listed.path) {
            add_bearing(&mut features, number, bearing);
            if bearing.is_thesis {
                // A thesis stands among the notes that bear on it.
                let (path, title) = (listed.path.as_str(), listed.path.title());
                features.add(number, Signal::Thesis, path, title);
            }
        }
        if let Some(own) = known.own.get(&listed.file) {
            for (key, label) in &own.tags {
                features.add(number, Signal::Tag, key, label);
            }
            note.links = add_links(&mut features, number, own, &numbers, &entities);
        }
        entities.add_named(&mut features, number, note);
    }
    let features = features.finish(&mut notes);
    let files = listed.into_iter().map(|note| note.file).collect();
    let property_names = names.clone();
    Ok(Gathered { corpus: Corpus { notes, features, property_names }, files, fresh })
}

fn made(note: &Listed, known: &KnownTerms, bearings: &BTreeMap<VaultPath, Bearing>) -> Note {
    let bearing = bearings.get(&note.path);
    let path = note.path.to_string();
    Note {
        title: note.path.title().to_owned(),
        terms: known.get(&note.file).map(|(_, terms)| Arc::clone(terms)).unwrap_or_default(),
        day: bearing.and_then(|bearing| bearing.day),
        is_thesis: bearing.is_some_and(|bearing| bearing.is_thesis),
        root: bearing.and_then(|bearing| bearing.root.clone()).unwrap_or_else(|| path.clone()),
        path,
        ..Note::default()
    }
}

fn add_bearing(features: &mut Features, number: u32, bearing: &Bearing) {
    for (path, title) in &bearing.theses {
        features.add(number, Signal::Thesis, path, title);
    }
    for (key, label) in &bearing.entities {
        features.add(number, Signal::Entity, key, label);
    }
    for (key, label) in &bearing.sources {
        features.add(number, Signal::Source, key, label);
    }
}

/// Takes links to the same place as something that is shared; returns those between notes.
fn add_links(
    features: &mut Features,
    number: u32,
    own: &Own,
    numbers: &HashMap<FileId, u32>,
    entities: &Entities,
) -> Vec<u32> {
    let mut links = Vec::new();
    for link in &own.links {
        let target = &*link.target;
        let Some(to) = link.to else {
            if !target.is_empty() {
                features.add(number, Signal::Target, &fold_name(target), target);
            }
            continue;
        };
        links.extend(numbers.get(&to).copied().filter(|to| *to != number));
        match entities.names.get(&to) {
            Some(name) => features.add(number, Signal::Entity, &fold_name(name), name),
            None => {
                let label = target.rsplit('/').next().unwrap_or(target).trim_end_matches(".md");
                features.add(number, Signal::Target, target, label);
            }
        }
    }
    links.sort_unstable();
    links.dedup();
    links
}

/// The entities that have a note of their own.
#[derive(Debug, Default)]
struct Entities {
    names: HashMap<FileId, String>,
    /// By the first term of a name: all its terms, and what it is called.
    by_term: HashMap<TermId, Vec<(Vec<TermId>, String)>>,
}

impl Entities {
    fn find(listed: &[Listed], own: &KnownOwn, bearings: &BTreeMap<VaultPath, Bearing>) -> Self {
        let mut entities = Self::default();
        for note in listed {
            if !bearings.get(&note.path).is_some_and(|bearing| bearing.is_entity) {
                continue;
            }
            let title = note.path.title().to_owned();
            let aliases = own.get(&note.file).into_iter().flat_map(|own| &own.aliases);
            let names = aliases.chain([&title]);
            for name in names {
                let terms = terms_of_name(name);
                if let Some(first) = terms.first() {
                    entities.by_term.entry(*first).or_default().push((terms, title.clone()));
                }
            }
            entities.names.insert(note.file, title);
        }
        entities
    }

    /// Adds the entities that a note names in its text.
    fn add_named(&self, features: &mut Features, number: u32, note: &Note) {
        if self.by_term.is_empty() {
            return;
        }
        let has =
            |term: &TermId| note.terms.terms.binary_search_by_key(term, |count| count.term).is_ok();
        for count in &note.terms.terms {
            for (terms, name) in self.by_term.get(&count.term).into_iter().flatten() {
                if terms.iter().all(has) {
                    features.add(number, Signal::Entity, &fold_name(name), name);
                }
            }
        }
    }
}
