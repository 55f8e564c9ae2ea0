//! The notes of a snapshot as clustering reads them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::bearings::{Bearing, bearings, is_bearing_place};
use super::terms::{KnownTerms, Listed, list, step};
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

/// Gathers what clustering reads; `known` is kept from one time to the next.
pub(crate) fn gather(
    snapshot: &Snapshot,
    evidence: &Evidence,
    excluded: &Excluded,
    known: &mut KnownTerms,
) -> Result<Gathered, IndexError> {
    let listed = list(snapshot, excluded)?;
    let fresh = step(snapshot, &listed, known)?;
    let bearings = bearings(evidence);
    let numbers: HashMap<FileId, u32> = listed.iter().map(|note| note.file).zip(0..).collect();
    let mut notes: Vec<Note> = listed.iter().map(|note| made(note, known, &bearings)).collect();
    let mut features = Features::default();
    for (note, number) in listed.iter().zip(0..) {
        if let Some(bearing) = bearings.get(&note.path) {
            add_bearing(&mut features, number, bearing);
            if bearing.is_thesis {
                // A thesis stands among the notes that bear on it.
                features.add(number, Signal::Thesis, note.path.as_str(), note.path.title());
            }
        }
    }
    let entities = Entities::find(snapshot, &listed, &bearings)?;
    add_tags(snapshot, &numbers, &mut features)?;
    add_links(snapshot, &numbers, &entities, &mut notes, &mut features)?;
    entities.add_named(&notes, &mut features);
    let features = features.finish(&mut notes);
    let files = listed.into_iter().map(|note| note.file).collect();
    Ok(Gathered { corpus: Corpus { notes, features }, files, fresh })
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

fn add_tags(
    snapshot: &Snapshot,
    numbers: &HashMap<FileId, u32>,
    features: &mut Features,
) -> Result<(), IndexError> {
    snapshot.each("SELECT file, key, spelling FROM tag", [], |row| {
        if let Some(number) = numbers.get(&FileId(row.get(0)?)) {
            let (key, label) = (row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_str()?);
            features.add(*number, Signal::Tag, key, label);
        }
        Ok(())
    })
}

/// Takes links: between notes as such, and to the same place as something that is shared.
fn add_links(
    snapshot: &Snapshot,
    numbers: &HashMap<FileId, u32>,
    entities: &Entities,
    notes: &mut [Note],
    features: &mut Features,
) -> Result<(), IndexError> {
    let sql = "SELECT l.file, l.destination, l.target, d.path, l.place, l.kind
        FROM link l LEFT JOIN file d ON d.id=l.destination ORDER BY l.file, l.ordinal";
    snapshot.each(sql, [], |row| {
        let Some(number) = numbers.get(&FileId(row.get(0)?)).copied() else { return Ok(()) };
        let place: Option<&str> = row.get_ref(4)?.as_str_or_null()?;
        if place.is_some_and(is_bearing_place) {
            return Ok(());
        }
        let destination: Option<u32> = row.get(1)?;
        let Some(destination) = destination.map(FileId) else {
            let target = row.get_ref(2)?.as_str()?;
            if !target.is_empty() {
                features.add(number, Signal::Target, &fold_name(target), target);
            }
            return Ok(());
        };
        let to = numbers.get(&destination).copied();
        if let (Some(to), Some(note)) =
            (to.filter(|to| *to != number), notes.get_mut(number as usize))
        {
            note.links.push(to);
        }
        match entities.names.get(&destination) {
            Some(name) => features.add(number, Signal::Entity, &fold_name(name), name),
            None => {
                let path = row.get_ref(3)?.as_str_or_null()?.unwrap_or("");
                let label = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".md");
                features.add(number, Signal::Target, path, label);
            }
        }
        Ok(())
    })?;
    for note in notes {
        note.links.sort_unstable();
        note.links.dedup();
    }
    Ok(())
}

/// The entities that have a note of their own.
#[derive(Debug, Default)]
struct Entities {
    names: HashMap<FileId, String>,
    /// By the first term of a name: all its terms, and what it is called.
    by_term: HashMap<TermId, Vec<(Vec<TermId>, String)>>,
}

impl Entities {
    fn find(
        snapshot: &Snapshot,
        listed: &[Listed],
        bearings: &BTreeMap<VaultPath, Bearing>,
    ) -> Result<Self, IndexError> {
        let mut entities = Self::default();
        let mut aliases: HashMap<FileId, Vec<String>> = HashMap::new();
        snapshot.each("SELECT file, text FROM alias ORDER BY file, ordinal", [], |row| {
            aliases.entry(FileId(row.get(0)?)).or_default().push(row.get(1)?);
            Ok(())
        })?;
        for note in listed {
            if !bearings.get(&note.path).is_some_and(|bearing| bearing.is_entity) {
                continue;
            }
            let title = note.path.title().to_owned();
            let names = aliases.get(&note.file).into_iter().flatten().chain([&title]);
            for name in names {
                let terms = terms_of_name(name);
                if let Some(first) = terms.first() {
                    entities.by_term.entry(*first).or_default().push((terms, title.clone()));
                }
            }
            entities.names.insert(note.file, title);
        }
        Ok(entities)
    }

    /// Adds the entities that notes name in their text.
    fn add_named(&self, notes: &[Note], features: &mut Features) {
        if self.by_term.is_empty() {
            return;
        }
        for (note, number) in notes.iter().zip(0..) {
            let has = |term: &TermId| {
                note.terms.terms.binary_search_by_key(term, |count| count.term).is_ok()
            };
            for count in &note.terms.terms {
                for (terms, name) in self.by_term.get(&count.term).into_iter().flatten() {
                    if terms.iter().all(has) {
                        features.add(number, Signal::Entity, &fold_name(name), name);
                    }
                }
            }
        }
    }
}
