//! Finding clusters anew: from a snapshot, and from what is known of the last time.

use std::collections::{BTreeMap, BTreeSet};

use super::corpus::{Gathered, gather};
use super::decisions::Decisions;
use super::stored::{StoredCluster, StoredMember, load, rows_of};
use super::terms::KnownTerms;
use crate::cluster::signals::Signals;
use crate::cluster::{Before, Clustering, Known, Repeated, cluster};
use crate::index::{ClusterRows, IndexError, Snapshot, TermsRow};
use crate::names::FileId;
use crate::query::excluded::Excluded;
use crate::thesis::Evidence;

/// What is kept from one search for clusters to the next.
#[derive(Debug, Default)]
pub struct ClusterState {
    terms: KnownTerms,
    repeated: Repeated,
    clusters: Vec<Known>,
    rows: ClusterRows,
    loaded: bool,
}

/// What a search for clusters found that the index does not hold yet.
#[derive(Debug, Default)]
pub struct Stepped {
    /// The revision that the clusters were found at.
    pub revision: u64,
    /// Terms of notes.
    pub terms: Vec<TermsRow>,
    /// What changed in the clusters.
    pub rows: ClusterRows,
}

impl ClusterState {
    /// Finds the clusters of a snapshot; returns what must be written.
    ///
    /// `is_wanted` is asked between the parts of the work; nothing is returned once it says no.
    pub fn step(
        &mut self,
        snapshot: &Snapshot,
        evidence: &Evidence,
        excluded: &Excluded,
        decisions: &Decisions,
        is_wanted: &dyn Fn() -> bool,
    ) -> Result<Option<Stepped>, IndexError> {
        if !self.loaded {
            (self.clusters, self.rows) = load(snapshot)?;
            self.loaded = true;
        }
        let gathered = gather(snapshot, evidence, excluded, &mut self.terms)?;
        if !is_wanted() {
            return Ok(None);
        }
        let found =
            find(snapshot, &gathered, Signals::default(), &self.before(&gathered, decisions));
        let mut rows = rows_of(&gathered, &found);
        rows.news = if found.news.is_empty() { self.rows.news.clone() } else { rows.news };
        let changes = rows.changes_since(&self.rows);
        self.clusters = known(&gathered, &found);
        self.repeated = found.repeated;
        self.rows = rows;
        Ok(Some(Stepped { revision: snapshot.revision(), terms: gathered.fresh, rows: changes }))
    }

    fn before(&self, gathered: &Gathered, decisions: &Decisions) -> Before {
        let mut clusters = self.clusters.clone();
        let ids: BTreeSet<&str> = self.clusters.iter().map(|known| known.id.as_str()).collect();
        let remembered = decisions.known().into_iter();
        clusters.extend(remembered.filter(|known| !ids.contains(known.id.as_str())));
        let stood: usize = self.clusters.iter().map(|known| known.members.len()).sum();
        // After a large change the search starts afresh; identities are handed on all the same.
        let warm = stood * 5 >= gathered.corpus.notes.len() * 4;
        Before { clusters, warm, repeated: self.repeated.clone() }
    }
}

/// Finds the clusters of a snapshot by some signals alone, from nothing.
pub(super) fn find_by(
    snapshot: &Snapshot,
    evidence: &Evidence,
    excluded: &Excluded,
    signals: Signals,
) -> Result<(Gathered, Clustering), IndexError> {
    let gathered = gather(snapshot, evidence, excluded, &mut KnownTerms::new())?;
    let found = find(snapshot, &gathered, signals, &Before::default());
    Ok((gathered, found))
}

fn find(snapshot: &Snapshot, gathered: &Gathered, signals: Signals, before: &Before) -> Clustering {
    let text_of = |number: usize| {
        let file: &FileId = gathered.files.get(number)?;
        snapshot.find_text(*file).ok().flatten()
    };
    cluster(&gathered.corpus, signals, before, &text_of)
}

fn known(gathered: &Gathered, found: &Clustering) -> Vec<Known> {
    let path = |note: u32| gathered.corpus.notes.get(note as usize).map(|note| note.path.clone());
    let known = |cluster: &crate::cluster::Cluster| Known {
        id: cluster.id.clone(),
        name: cluster.name.clone(),
        colour: cluster.colour,
        members: cluster.members.iter().filter_map(|member| path(member.note)).collect(),
    };
    found.clusters.iter().map(known).collect()
}

/// A cluster with its members, as it stands in the index or as it was just found.
pub(super) type Whole = (String, String, u8, StoredCluster, Vec<(String, f64, StoredMember)>);

/// Returns clusters that were just found in the shape of stored ones.
pub(super) fn wholes(gathered: &Gathered, found: &Clustering) -> Vec<Whole> {
    let rows = rows_of(gathered, found);
    let mut members: BTreeMap<String, Vec<(String, f64, StoredMember)>> = BTreeMap::new();
    for (note, file) in gathered.corpus.notes.iter().zip(&gathered.files) {
        if let Some(Some(row)) = rows.members.get(file) {
            let data = serde_json::from_str(&row.data).unwrap_or_default();
            members.entry(row.cluster.clone()).or_default().push((
                note.path.clone(),
                row.weight,
                data,
            ));
        }
    }
    let whole = |(id, row): (&String, &Option<crate::index::ClusterRow>)| {
        let row = row.as_ref()?;
        let data = serde_json::from_str(&row.data).unwrap_or_default();
        let members = members.get(id).cloned().unwrap_or_default();
        Some((id.clone(), row.name.clone(), row.colour, data, members))
    };
    rows.clusters.iter().filter_map(whole).collect()
}
