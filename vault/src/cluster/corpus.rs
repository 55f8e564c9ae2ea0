//! What clustering reads: the notes of a vault with their terms and what they share.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::signals::Signal;
use super::terms::NoteTerms;

/// The notes of a vault, by path.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    /// By their paths.
    pub notes: Vec<Note>,
    /// What notes can share, by signal and key.
    pub features: Vec<Feature>,
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
    found: BTreeMap<(Signal, String), (String, Vec<u32>)>,
}

impl Features {
    /// Notes that the note of this number has a feature.
    pub fn add(&mut self, note: u32, signal: Signal, key: &str, label: &str) {
        let entry = self.found.entry((signal, key.to_owned()));
        let (shown, notes) = entry.or_insert_with(|| (label.to_owned(), Vec::new()));
        // One label for all: which note came first must not show.
        if label < shown.as_str() {
            label.clone_into(shown);
        }
        if notes.last() != Some(&note) {
            notes.push(note);
        }
    }

    /// Hands the features out to their notes; one that a single note has is dropped.
    pub fn finish(self, notes: &mut [Note]) -> Vec<Feature> {
        let mut features = Vec::new();
        for ((signal, key), (label, mut holders)) in self.found {
            holders.sort_unstable();
            holders.dedup();
            if holders.len() < 2 {
                continue;
            }
            let number = features.len() as u32;
            for holder in holders {
                if let Some(note) = notes.get_mut(holder as usize) {
                    note.features.push(number);
                }
            }
            features.push(Feature { signal, key, label });
        }
        features
    }
}
