//! What one note bears on: its edges, and those that its words suggest.

use serde::Serialize;

use crate::path::VaultPath;
use crate::thesis::Evidence;
use crate::thesis::edge::Place;
use crate::thesis::evidence::{Edge, NoteNumber, Thesis};
use crate::thesis::stance::{Reliability, Review, Stance, Strength};

/// An edge of a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct EdgeRow {
    /// The thesis, by its path; the target as written where no note is there.
    pub thesis: String,
    /// Its shown name.
    pub title: String,
    /// False where the thesis has no note.
    pub exists: bool,
    /// The pillar, by its block id.
    pub pillar: Option<String>,
    /// Which way it pushes.
    pub stance: Stance,
    /// How hard.
    pub strength: Option<Strength>,
    /// The quality of the source, own or inherited.
    pub reliability: Option<Reliability>,
    /// Why.
    pub reason: String,
    /// Whether it counts.
    pub review: Review,
    /// Where it is written; a proposal is not written yet.
    pub place: Place,
    /// The line, from 1.
    pub line: u32,
    /// Two stances stand side by side, and neither wins.
    pub disputed: bool,
    /// By what a proposal is accepted or refused.
    pub proposal: Option<String>,
    /// Other notes that are one data point with this one, by path.
    pub one_with: Vec<VaultPath>,
}

/// Lists the edges of a note by line, those that are written first.
pub fn list_edges(evidence: &Evidence, note: NoteNumber) -> Vec<EdgeRow> {
    let root = evidence.roots.find_root(evidence.roots.of(note));
    let others = root.into_iter().flat_map(|root| &root.notes).filter(|other| **other != note);
    let one_with: Vec<VaultPath> =
        others.filter_map(|other| evidence.note(*other).map(|note| note.path.clone())).collect();
    let row = |thesis: &Thesis, edge: &Edge, proposal: Option<String>| EdgeRow {
        thesis: thesis.path.clone(),
        title: thesis.title.clone(),
        exists: thesis.note.is_some(),
        pillar: edge.pillar.clone(),
        stance: edge.stance,
        strength: edge.strength,
        reliability: edge.reliability,
        reason: edge.reason.clone(),
        review: edge.review,
        place: edge.place,
        line: edge.line,
        disputed: edge.disputed,
        proposal,
        one_with: one_with.clone(),
    };
    let mut rows = Vec::new();
    for (number, thesis) in evidence.theses.iter().enumerate() {
        let own = thesis.edges.iter().filter(|edge| edge.note == note);
        rows.extend(own.map(|edge| row(thesis, edge, None)));
        for edge in thesis.proposed.iter().filter(|edge| edge.note == note) {
            let proposed = evidence.proposed.iter().find(|proposed| {
                proposed.note == note && proposed.thesis == number && proposed.stance == edge.stance
            });
            rows.push(row(thesis, edge, proposed.map(|proposed| proposed.id.clone())));
        }
    }
    rows.sort_by(|a, b| {
        let is_open = |row: &EdgeRow| row.place == Place::Proposal;
        (is_open(a), a.line, &a.thesis).cmp(&(is_open(b), b.line, &b.thesis))
    });
    rows
}
