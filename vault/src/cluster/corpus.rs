//! What clustering reads: the notes of a vault with their terms and what they share.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::signals::Signal;
use super::terms::NoteTerms;
use crate::thesis::property_names::PropertyNames;

/// The notes of a vault, by path.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    /// By their paths.
    pub notes: Vec<Note>,
    /// What notes can share, by signal and key.
    pub features: Vec<Feature>,
    /// The names under which notes say what they bear on.
    pub property_names: PropertyNames,
}

/// One note.
#[derive(Debug, Clone, Default)]
pub struct Note {
    /// Its path; notes are told apart and put in order by it.
    pub path: String,
    /// Its shown name.
    pub title: String,
    /// Its words.
    pub terms: Arc<NoteTerms>,
    /// Numbers of the notes that it links to or embeds, each once.
    pub links: Vec<u32>,
    /// Numbers of what it shares with others, in order, each once.
    pub features: Vec<u32>,
    /// The day that it is about, counted from any day.
    pub day: Option<i32>,
    /// It is a thesis.
    pub is_thesis: bool,
    /// What it derives from; notes of one root count once.
    pub root: String,
}

/// Something that several notes can share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feature {
    /// The signal that it counts for.
    pub signal: Signal,
    /// What makes it the same in two notes.
    pub key: String,
    /// How it is shown.
    pub label: String,
}

/// Numbers what notes share, in an order that does not depend on the order of the notes.
#[derive(Debug, Default)]
pub struct Features {
    found: BTreeMap<Signal, HashMap<String, Found>>,
}

/// One label for all notes that have a feature, and those notes.
#[derive(Debug, Default)]
struct Found {
    label: String,
    notes: Vec<u32>,
}

impl Features {
    /// Notes that the note of this number has a feature.
    pub fn add(&mut self, note: u32, signal: Signal, key: &str, label: &str) {
        let found = self.found.entry(signal).or_default();
        if let Some(found) = found.get_mut(key) {
            // Which note came first must not show.
            if label < found.label.as_str() {
                label.clone_into(&mut found.label);
            }
            if found.notes.last() != Some(&note) {
                found.notes.push(note);
            }
            return;
        }
        found.insert(key.to_owned(), Found { label: label.to_owned(), notes: vec![note] });
    }

    /// Hands the features out to their notes; one that a single note has is dropped.
    pub fn finish(self, notes: &mut [Note]) -> Vec<Feature> {
        let mut features = Vec::new();
        for (signal, found) in self.found {
            let mut found: Vec<(String, Found)> = found.into_iter().collect();
            for (_, Found { notes, .. }) in &mut found {
                notes.sort_unstable();
                notes.dedup();
            }
            found.retain(|(_, found)| found.notes.len() > 1);
            found.sort_unstable_by(|a, b| a.0.cmp(&b.0));
            for (key, Found { label, notes: holders }) in found {
                let number = features.len() as u32;
                for holder in holders {
                    if let Some(note) = notes.get_mut(holder as usize) {
                        note.features.push(number);
                    }
                }
                features.push(Feature { signal, key, label });
            }
        }
        features
    }
}
