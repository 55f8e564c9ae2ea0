//! Which thesis marks a note wherever the note is listed: the one that it pushes hardest.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::index::{IndexError, Snapshot, read_path};
use crate::path::VaultPath;
use crate::query::clusters::decisions::Decisions;
use crate::thesis::Evidence;
use crate::thesis::evidence::NoteNumber;
use crate::thesis::lane::hues;
use crate::thesis::stance::{Review, Strength};

/// A note with the thesis that marks it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct NoteMark {
    /// The note.
    pub note: VaultPath,
    /// The thesis, by its path; the target as written where no note is there.
    pub thesis: String,
    /// The hue of the thesis, from 0 to 11.
    pub colour: u8,
}

/// A note with the cluster that it stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct ClusterMark {
    /// The note.
    pub note: VaultPath,
    /// The id of the cluster.
    pub cluster: String,
    /// Its name; the person's own where there is one.
    pub name: String,
    /// The hue of the cluster, from 0 to 11.
    pub colour: u8,
}

/// Lists the notes that stand in a cluster, by path.
pub fn list_cluster_marks(
    snapshot: &Snapshot,
    decisions: &Decisions,
) -> Result<Vec<ClusterMark>, IndexError> {
    let sql = "SELECT f.path, c.id, c.colour, c.name FROM cluster_member m
        JOIN file f ON f.id=m.file JOIN cluster c ON c.id=m.cluster ORDER BY f.path";
    let rows = snapshot.rows(sql, [], |row| {
        let Some(note) = read_path(row)? else { return Ok(None) };
        let (cluster, colour): (String, u8) = (row.get(1)?, row.get(2)?);
        let name = match decisions.name(&cluster) {
            Some(given) => given.to_owned(),
            None => row.get(3)?,
        };
        Ok(Some(ClusterMark { note, cluster, name, colour }))
    })?;
    Ok(rows.into_iter().flatten().collect())
}

/// Lists the notes that bear on a thesis, and the theses themselves, by path.
///
/// Of several theses the one that the note pushes hardest marks it, then the first by path.
pub fn list_marks(evidence: &Evidence) -> Vec<NoteMark> {
    let hues = hues(evidence);
    let mut hardest: BTreeMap<NoteNumber, (Option<Strength>, usize)> = BTreeMap::new();
    for (number, thesis) in evidence.theses.iter().enumerate() {
        for edge in thesis.edges.iter().filter(|edge| edge.review == Review::Confirmed) {
            let known = hardest.get(&edge.note);
            if known.is_none_or(|(strength, _)| *strength < edge.strength) {
                hardest.insert(edge.note, (edge.strength, number));
            }
        }
    }
    // A thesis is its own mark, whatever else it bears on.
    for (number, thesis) in evidence.theses.iter().enumerate() {
        if let Some(note) = thesis.note {
            hardest.insert(note, (None, number));
        }
    }
    let mark = |(note, (_, thesis)): (NoteNumber, (Option<Strength>, usize))| {
        let thesis = evidence.theses.get(thesis)?;
        Some(NoteMark {
            note: evidence.note(note)?.path.clone(),
            thesis: thesis.path.clone(),
            colour: hues.get(thesis.path.as_str()).copied().unwrap_or_default(),
        })
    };
    let mut marks: Vec<NoteMark> = hardest.into_iter().filter_map(mark).collect();
    marks.sort_by(|a, b| a.note.cmp(&b.note));
    marks
}
