//! What the person decided that has no place in a note: refused proposals, notes kept apart.
//!
//! A decision names its notes by their paths and goes with them: a rename rewrites it in the same
//! step as the links, and a note that another program moved is found again by its name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::evidence::{Note, NoteNumber};
use super::proposed_edge::proposal_id;
use crate::path::{VaultPath, fold_name};

/// A decision of the person's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum Decision {
    /// A proposal is not to be shown again.
    Refused {
        /// Its id.
        proposal: String,
        /// The note it was about.
        note: VaultPath,
        /// The rule that made it.
        rule: String,
        /// What it said.
        value: String,
    },
    /// Two notes are not one data point.
    Apart {
        /// The one whose path comes first.
        a: VaultPath,
        /// The other.
        b: VaultPath,
    },
}

impl Decision {
    /// Returns the decision that a proposal of a note is not to be shown again.
    pub fn refuse(note: VaultPath, rule: &str, value: &str) -> Self {
        let proposal = proposal_id(note.as_str(), rule, value);
        Self::Refused { proposal, note, rule: rule.to_owned(), value: value.to_owned() }
    }

    /// Returns the decision that two notes are not one data point.
    pub fn keep_apart(a: VaultPath, b: VaultPath) -> Self {
        if a <= b { Self::Apart { a, b } } else { Self::Apart { a: b, b: a } }
    }

    /// Reads a line; none for one that says nothing known.
    pub fn parse(line: &str) -> Option<Self> {
        serde_json::from_str(line).ok()
    }

    /// Returns the decision as it reads when its notes are elsewhere; the same where none is.
    pub fn moved(&self, find: impl Fn(&VaultPath) -> Option<VaultPath>) -> Self {
        let place = |path: &VaultPath| find(path).unwrap_or_else(|| path.clone());
        match self {
            Self::Refused { note, rule, value, .. } => {
                // What an edge says ends with the path of its thesis.
                let is_edge = rule.starts_with("stance.") || rule.starts_with("thesis.");
                let thesis =
                    value.split_once(' ').filter(|_| is_edge).and_then(|(stance, path)| {
                        Some(format!("{stance} {}", find(&VaultPath::new(path).ok()?)?))
                    });
                Self::refuse(place(note), rule, thesis.as_deref().unwrap_or(value))
            }
            Self::Apart { a, b } => Self::keep_apart(place(a), place(b)),
        }
    }

    /// Lists the notes that it names, and what may be the path of a thesis.
    pub fn paths(&self) -> Vec<VaultPath> {
        match self {
            Self::Refused { note, value, .. } => {
                let thesis = value.split_once(' ').and_then(|(_, path)| VaultPath::new(path).ok());
                [note.clone()].into_iter().chain(thesis).collect()
            }
            Self::Apart { a, b } => vec![a.clone(), b.clone()],
        }
    }
}

/// What was decided about the notes that there are.
#[derive(Debug, Clone, Default)]
pub struct Decided {
    /// Proposals that were refused, by id.
    pub refused: BTreeSet<String>,
    /// Notes that are not one data point.
    pub apart: Vec<(NoteNumber, NoteNumber)>,
}

impl Decided {
    /// Finds the notes that decisions are about.
    pub(super) fn new(
        decisions: &BTreeSet<Decision>,
        notes: &[Arc<Note>],
        numbers: &BTreeMap<VaultPath, NoteNumber>,
    ) -> Self {
        let is_gone = |path: &VaultPath| path.is_note() && !numbers.contains_key(path);
        let any_gone = decisions.iter().flat_map(Decision::paths).any(|path| is_gone(&path));
        let named = if any_gone { by_name(notes) } else { BTreeMap::new() };
        let find = |path: &VaultPath| {
            let found = named.get(&fold_name(path.file_name())).filter(|_| is_gone(path))?;
            (*found).cloned()
        };
        let mut decided = Self::default();
        for decision in decisions {
            match decision.moved(find) {
                Decision::Refused { proposal, .. } => {
                    decided.refused.insert(proposal);
                }
                Decision::Apart { a, b } => {
                    if let (Some(a), Some(b)) = (numbers.get(&a), numbers.get(&b)) {
                        decided.apart.push((*a, *b));
                    }
                }
            }
        }
        decided
    }
}

/// Returns the notes by their folded file names; none for a name that several have.
fn by_name(notes: &[Arc<Note>]) -> BTreeMap<String, Option<&VaultPath>> {
    let mut named: BTreeMap<String, Option<&VaultPath>> = BTreeMap::new();
    for note in notes {
        let one = named.entry(fold_name(note.path.file_name())).or_insert(Some(&note.path));
        if one.is_some_and(|path| *path != note.path) {
            *one = None;
        }
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_goes_with_its_notes() {
        let path = |text: &str| VaultPath::new(text).unwrap();
        let moved = |from: &VaultPath| {
            (from.as_str() == "b.md" || from.as_str() == "T.md").then(|| path(&format!("a/{from}")))
        };
        let edge = Decision::refuse(path("b.md"), "stance.cue/1", "supports T.md");
        assert_eq!(
            edge.moved(moved),
            Decision::refuse(path("a/b.md"), "stance.cue/1", "supports a/T.md")
        );
        let apart = Decision::keep_apart(path("b.md"), path("aa.md"));
        assert_eq!(apart.moved(moved), Decision::Apart { a: path("a/b.md"), b: path("aa.md") });
        let line = serde_json::to_string(&apart).unwrap();
        assert_eq!(Decision::parse(&line), Some(apart));
        assert_eq!(Decision::parse("{\"decision\":\"later\"}"), None);
    }
}
