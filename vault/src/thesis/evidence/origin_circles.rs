//! Notes that name each other as their origin in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{EdgeProblem, Note, NoteNumber};
use crate::path::VaultPath;

/// Finds notes that name each other as their origin in a circle, so that none of them is the root.
pub(super) fn origin_circles(
    notes: &[Arc<Note>],
    numbers: &BTreeMap<VaultPath, NoteNumber>,
) -> Vec<(NoteNumber, EdgeProblem)> {
    let origin = |number: NoteNumber| {
        let note = notes.get(number)?;
        numbers.get(note.destination(note.bearing.fields.origin.as_ref()?)?).copied()
    };
    let mut problems = Vec::new();
    let mut seen = BTreeSet::new();
    for start in 0..notes.len() {
        let mut trail = Vec::new();
        let mut next = origin(start).map(|_| start);
        while let Some(number) = next.filter(|number| seen.insert(*number)) {
            trail.push(number);
            next = origin(number);
        }
        // The walk came back to where it has been just now; a note may well be its own origin.
        let circle = next.and_then(|back| trail.iter().position(|number| *number == back));
        let circle = circle.and_then(|at| trail.get(at..)).filter(|circle| circle.len() > 1);
        let Some(first) = circle.and_then(|circle| circle.iter().min()) else { continue };
        let titles = circle.into_iter().flatten().filter_map(|number| notes.get(*number));
        let titles: Vec<&str> = titles.map(|note| note.path.title()).collect();
        let message = format!(
            "these notes name each other as their origin in a circle: {}; they count as one, let \
             the origin of the first point to itself",
            titles.join(", ")
        );
        let line = notes.get(*first).map_or(1, |note| note.bearing.fields.origin_line);
        problems.push((*first, EdgeProblem { kind: "origin-circle", message, line }));
    }
    problems
}
