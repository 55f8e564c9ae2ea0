//! How the edges of all notes are put to their theses, and what is odd about them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Edge, EdgeProblem, Named, Note, NoteNumber, Thesis, ThesisNumber};
use crate::path::{VaultPath, fold_name};
use crate::thesis::decision::Decided;
use crate::thesis::edge::{Place, WrittenEdge};
use crate::thesis::kind::Kind;
use crate::thesis::proposed_edge::{ProposedEdge, ThesisNames, propose_edges};
use crate::thesis::reading::Reference;
use crate::thesis::stance::{Reliability, Review, Stance};

/// The edges while they are gathered.
pub(super) struct Gathering<'n> {
    notes: &'n [Arc<Note>],
    numbers: &'n BTreeMap<VaultPath, NoteNumber>,
    pub(super) theses: Vec<Thesis>,
    pub(super) by_note: BTreeMap<VaultPath, ThesisNumber>,
    unresolved: BTreeMap<String, ThesisNumber>,
    pub(super) problems: Vec<(NoteNumber, EdgeProblem)>,
    named: &'n Named,
}

impl<'n> Gathering<'n> {
    pub(super) fn new(
        notes: &'n [Arc<Note>],
        numbers: &'n BTreeMap<VaultPath, NoteNumber>,
        named: &'n Named,
    ) -> Self {
        let mut gathering = Self {
            notes,
            numbers,
            named,
            theses: Vec::new(),
            by_note: BTreeMap::new(),
            unresolved: BTreeMap::new(),
            problems: Vec::new(),
        };
        // All theses come first and by path, so that an edge to one never changes their order.
        let mut leading: Vec<&VaultPath> = Vec::new();
        for note in notes {
            if note.bearing.kind == Kind::Thesis {
                leading.push(&note.path);
            }
            let aims = note.bearing.edges.iter().filter_map(|edge| note.destination(&edge.thesis));
            leading.extend(aims.filter(|path| **path != note.path && numbers.contains_key(*path)));
        }
        leading.sort();
        leading.dedup();
        for path in leading {
            let thesis = Thesis {
                note: numbers.get(path).copied(),
                path: path.to_string(),
                title: path.title().to_owned(),
                edges: Vec::new(),
                proposed: Vec::new(),
            };
            gathering.by_note.insert(path.clone(), gathering.theses.len());
            gathering.theses.push(thesis);
        }
        gathering.list_unresolved();
        gathering
    }

    fn list_unresolved(&mut self) {
        let mut targets: BTreeMap<String, &str> = BTreeMap::new();
        for note in self.notes {
            for edge in &note.bearing.edges {
                if note.destination(&edge.thesis).is_none() && !edge.thesis.text.is_empty() {
                    targets.entry(fold_name(&edge.thesis.text)).or_insert(&edge.thesis.text);
                }
            }
        }
        for (key, target) in targets {
            self.unresolved.insert(key, self.theses.len());
            self.theses.push(Thesis {
                note: None,
                path: target.to_owned(),
                title: target.to_owned(),
                edges: Vec::new(),
                proposed: Vec::new(),
            });
        }
    }

    pub(super) fn add_edges(&mut self, number: NoteNumber) {
        let Some(note) = self.notes.get(number) else { return };
        self.check_near_edges(number, note);
        let mut aimed: Vec<(ThesisNumber, &WrittenEdge)> = Vec::new();
        for edge in &note.bearing.edges {
            match self.aim(note, edge) {
                Ok(thesis) => aimed.push((thesis, edge)),
                Err(problem) => self.problems.push((number, problem)),
            }
        }
        let key = |thesis: ThesisNumber, edge: &WrittenEdge| {
            (thesis, edge.thesis.block.as_deref().map(str::to_lowercase))
        };
        for (thesis, edge) in &aimed {
            let same = || {
                aimed
                    .iter()
                    .filter(|(other, edge_there)| key(*other, edge_there) == key(*thesis, edge))
            };
            // A line in the text overrides the property for the same thesis and pillar.
            if same().any(|(_, other)| other.place < edge.place) {
                continue;
            }
            let level = || same().filter(|(_, other)| other.place == edge.place);
            let disputed = level().any(|(_, other)| other.stance != edge.stance);
            if disputed && level().next().is_some_and(|(_, first)| std::ptr::eq(*first, *edge)) {
                self.problems.push((number, two_stances(edge)));
            }
            self.check_pillar(number, *thesis, edge);
            let edge = self.finish(number, note, edge, disputed);
            if let Some(thesis) = self.theses.get_mut(*thesis) {
                thesis.edges.push(edge);
            }
        }
    }

    /// Reports fields that lead to a thesis and nearly say which way.
    fn check_near_edges(&mut self, number: NoteNumber, note: &Note) {
        for near in &note.bearing.near_edges {
            let there = note.destination(&near.thesis).and_then(|path| self.numbers.get(path));
            let there = there.and_then(|number| self.notes.get(*number));
            if there.is_some_and(|there| there.bearing.page.is_some()) {
                let message = format!(
                    "{:?} is no stance, so this is no edge: write supports, contradicts or context",
                    near.word
                );
                let problem = EdgeProblem { kind: "unknown-stance", message, line: near.line };
                self.problems.push((number, problem));
            }
        }
    }

    /// Finds the thesis that an edge is about.
    fn aim(&self, note: &Note, edge: &WrittenEdge) -> Result<ThesisNumber, EdgeProblem> {
        let problem = |kind, message: String| EdgeProblem { kind, message, line: edge.line };
        match note.destination(&edge.thesis) {
            Some(path) if *path == note.path => Err(problem(
                "self-edge",
                "a note cannot be evidence for itself; it does not count".into(),
            )),
            Some(path) => self.by_note.get(path).copied().ok_or_else(|| {
                problem("edge-to-no-note", format!("{path} is no note; link to the thesis's note"))
            }),
            None if edge.thesis.text.is_empty() => Err(problem(
                "self-edge",
                "a note cannot be evidence for itself; it does not count".into(),
            )),
            None => self
                .unresolved
                .get(&fold_name(&edge.thesis.text))
                .copied()
                .ok_or_else(|| problem("unresolved-thesis", edge.thesis.text.clone())),
        }
    }

    /// Adds the edges that notes' words suggest.
    pub(super) fn propose(&mut self, decided: &Decided) -> Vec<ProposedEdge> {
        let names = ThesisNames::new(&self.theses, self.notes);
        let mut proposed = Vec::new();
        for (number, note) in self.notes.iter().enumerate() {
            if !note.bearing.hints.is_empty() {
                proposed.extend(propose_edges(number, note, &self.theses, &names));
            }
        }
        proposed.retain(|edge| !decided.refused.contains(&edge.id));
        for edge in &proposed {
            let Some(note) = self.notes.get(edge.note) else { continue };
            let made = Edge {
                note: edge.note,
                pillar: None,
                stance: edge.stance,
                strength: edge.strength,
                reliability: note.bearing.fields.reliability.or_else(|| self.inherited(note)),
                reason: String::new(),
                review: Review::Draft,
                place: Place::Proposal,
                line: edge.line,
                disputed: false,
            };
            if let Some(thesis) = self.theses.get_mut(edge.thesis) {
                thesis.proposed.push(made);
            }
        }
        proposed
    }

    fn check_pillar(&mut self, number: NoteNumber, thesis: ThesisNumber, edge: &WrittenEdge) {
        let Some(found) = self.theses.get(thesis) else { return };
        let Some(page_note) = found.note.and_then(|at| self.notes.get(at)) else {
            let message = format!(
                "no note is named {:?}; the edge is kept, and counts when the thesis is written",
                edge.thesis.text
            );
            let problem = EdgeProblem { kind: "unresolved-thesis", message, line: edge.line };
            self.problems.push((number, problem));
            return;
        };
        let title = &found.title;
        let message = match (&page_note.bearing.page, &edge.thesis.block) {
            (None, _) if edge.stance != Stance::Context => {
                format!("{title} is no thesis; set its type to thesis if it is one")
            }
            (Some(page), Some(id))
                if !page.pillars.iter().any(|pillar| pillar.id.eq_ignore_ascii_case(id)) =>
            {
                format!("{title} has no pillar ^{id}; add it below its heading Pillars")
            }
            _ => return,
        };
        let kind =
            if page_note.bearing.page.is_none() { "edge-to-no-thesis" } else { "unknown-pillar" };
        self.problems.push((number, EdgeProblem { kind, message, line: edge.line }));
    }

    fn finish(&self, number: NoteNumber, note: &Note, edge: &WrittenEdge, disputed: bool) -> Edge {
        let fields = &note.bearing.fields;
        Edge {
            note: number,
            pillar: edge.thesis.block.clone(),
            stance: edge.stance,
            strength: edge.strength.or(fields.strength),
            reliability: fields.reliability.or_else(|| self.inherited(note)),
            reason: edge.reason.clone(),
            review: edge.review.unwrap_or_else(|| fields.default_review()),
            place: edge.place,
            line: edge.line,
            disputed,
        }
    }

    /// Returns the quality of the first publisher, source or author that has one, whether the note
    /// links to it or only names it.
    fn inherited(&self, note: &Note) -> Option<Reliability> {
        let fields = &note.bearing.fields;
        let sources = fields.publishers.iter().chain(&fields.source).chain(&fields.authors);
        let number = |reference: &Reference| match note.destination(reference) {
            Some(path) => self.numbers.get(path).copied(),
            None => [Kind::Source, Kind::Entity]
                .into_iter()
                .find_map(|kind| self.named.get(&(kind, fold_name(reference.name()))).copied()),
        };
        sources
            .filter_map(number)
            .filter_map(|number| self.notes.get(number))
            .find_map(|source| source.bearing.fields.reliability)
    }
}

fn two_stances(edge: &WrittenEdge) -> EdgeProblem {
    let message = format!(
        "two stances for one thesis, {}: both are kept, and neither wins; keep one of them",
        edge.thesis.name()
    );
    EdgeProblem { kind: "two-stances", message, line: edge.line }
}
