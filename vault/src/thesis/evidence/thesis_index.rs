//! By which notes and watch items each thesis is to be looked up.

use std::collections::{BTreeMap, BTreeSet};

use super::{Evidence, NoteNumber, ThesisNumber};
use crate::thesis::hint::HintValue;

/// What bears on theses, looked up from either side.
#[derive(Debug, Clone, Default)]
pub(super) struct ThesisIndex {
    /// By the path of a thesis: its watch items, by note and line.
    pub(super) watched: BTreeMap<String, Vec<(NoteNumber, u32)>>,
    /// By note that counts data points: the theses that it pushes or may push.
    pub(super) claiming: BTreeMap<NoteNumber, Vec<ThesisNumber>>,
}

impl ThesisIndex {
    pub(super) fn of(evidence: &Evidence) -> Self {
        let counts = |number: &NoteNumber| {
            let hints = evidence.note(*number).map(|note| &note.bearing.hints);
            let mut hints = hints.into_iter().flatten();
            hints.any(|hint| matches!(hint.value, HintValue::Claim(..)))
        };
        let watches = |number: &NoteNumber| {
            evidence.note(*number).is_some_and(|note| !note.bearing.watch.is_empty())
        };
        let mut index = Self::default();
        let mut pushed: BTreeMap<NoteNumber, BTreeSet<ThesisNumber>> = BTreeMap::new();
        for (thesis, number) in evidence.theses.iter().zip(0..) {
            let notes: BTreeSet<NoteNumber> = thesis.edges.iter().map(|edge| edge.note).collect();
            for note in notes.iter().filter(|note| watches(note)) {
                pushed.entry(*note).or_default().insert(number);
            }
            let proposed = thesis.proposed.iter().map(|edge| edge.note);
            let all: BTreeSet<NoteNumber> = notes.into_iter().chain(proposed).collect();
            for note in all.into_iter().filter(counts) {
                index.claiming.entry(note).or_default().push(number);
            }
        }
        for number in evidence.watching() {
            let theses = pushed.get(number).into_iter().flatten().copied();
            index.watch(evidence, *number, &theses.collect());
        }
        index
    }

    /// Puts the watch items of a note to its theses: the one that it is, those that it pushes, and
    /// those that a clause names.
    fn watch(&mut self, evidence: &Evidence, number: NoteNumber, pushed: &BTreeSet<ThesisNumber>) {
        let Some(note) = evidence.note(number) else { return };
        let own = evidence.by_note.get(&note.path).copied();
        for item in &note.bearing.watch {
            let clauses = item.if_true.iter().chain(&item.if_false);
            let named = clauses
                .filter_map(|clause| note.destination(clause.thesis.as_ref()?))
                .filter_map(|path| evidence.by_note.get(path).copied());
            let theses: BTreeSet<ThesisNumber> =
                pushed.iter().copied().chain(own).chain(named).collect();
            for thesis in theses.into_iter().filter_map(|number| evidence.theses.get(number)) {
                self.watched.entry(thesis.path.clone()).or_default().push((number, item.line));
            }
        }
    }
}
