//! Finding clusters anew: from a snapshot, and from what is known of the last time.

use std::collections::{BTreeMap, BTreeSet};

use super::corpus::{Gathered, KnownNotes, gather};
use super::decisions::Decisions;
use super::stored::{Rows, StoredCluster, StoredMember, load};
use crate::cluster::corpus::Corpus;
use crate::cluster::signals::Signals;
use crate::cluster::{Before, Cluster, Clustering, HueCounts, Known, Memory};
use crate::index::{ClusterRow, ClusterRows, IndexError, Snapshot, TermsRow};
use crate::names::FileId;
use crate::query::excluded::Excluded;
use crate::thesis::Evidence;
use crate::thesis::lane::hues;

/// What is kept from one search for clusters to the next.
#[derive(Debug, Default)]
pub struct ClusterState {
    notes: KnownNotes,
    memory: Memory,
    clusters: Vec<Known>,
    rows: Rows,
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
    /// Returns true where nothing was found with it yet, so that the next search reads all notes.
    pub fn is_new(&self) -> bool {
        !self.loaded
    }

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
        let gathered = gather(snapshot, evidence, excluded, &mut self.notes)?;
        if !is_wanted() {
            return Ok(None);
        }
        let before = self.before(gathered.corpus.notes.len(), decisions);
        let Gathered { corpus, files, fresh } = gathered;
        let text_of = texts(snapshot, &files);
        let mut found = self.memory.cluster(corpus, Signals::default(), &before, &text_of);
        paint(&mut found, evidence, &before.clusters);
        self.clusters = known(self.memory.corpus(), &found);
        let rows = self.rows.take_in(&files, &found);
        Ok(Some(Stepped { revision: snapshot.revision(), terms: fresh, rows }))
    }

    fn before(&self, notes: usize, decisions: &Decisions) -> Before {
        let mut clusters = self.clusters.clone();
        let ids: BTreeSet<&str> = self.clusters.iter().map(|known| known.id.as_str()).collect();
        let remembered = decisions.known().into_iter();
        for known in &mut clusters {
            known.given = decisions.name(&known.id).map(str::to_owned);
        }
        clusters.extend(remembered.filter(|known| !ids.contains(known.id.as_str())));
        let stood: usize = self.clusters.iter().map(|known| known.members.len()).sum();
        // After a large change the search starts afresh; identities are handed on all the same.
        let warm = stood * 5 >= notes * 4;
        Before { clusters, warm }
    }
}

/// Finds the clusters of a snapshot by some signals alone, from nothing.
pub(super) fn find_by(
    snapshot: &Snapshot,
    evidence: &Evidence,
    excluded: &Excluded,
    signals: Signals,
) -> Result<Vec<Whole>, IndexError> {
    let gathered = gather(snapshot, evidence, excluded, &mut KnownNotes::default())?;
    let Gathered { corpus, files, .. } = gathered;
    let mut memory = Memory::default();
    let text_of = texts(snapshot, &files);
    let mut found = memory.cluster(corpus, signals, &Before::default(), &text_of);
    paint(&mut found, evidence, &[]);
    Ok(wholes(memory.corpus(), &files, &found))
}

/// Gives clusters that hold a thesis its hue: they are one thing to whoever looks at them. New ones
/// without a thesis take the hues that are left.
fn paint(found: &mut Clustering, evidence: &Evidence, before: &[Known]) {
    let hues = hues(evidence);
    let mut counts = HueCounts::default();
    let mut new = Vec::new();
    for cluster in &mut found.clusters {
        match cluster.thesis.as_deref().and_then(|path| hues.get(path)) {
            Some(hue) => cluster.colour = *hue,
            None if before.iter().all(|known| known.id != cluster.id) => {
                new.push(cluster);
                continue;
            }
            None => {}
        }
        counts.add(cluster.colour);
    }
    for cluster in new {
        cluster.colour = counts.take_next(&cluster.id);
    }
}

/// Returns what reads the text of a note by its number.
fn texts<'s>(snapshot: &'s Snapshot, files: &'s [FileId]) -> impl Fn(usize) -> Option<String> + 's {
    |number| snapshot.find_text(*files.get(number)?).ok().flatten()
}

fn known(corpus: &Corpus, found: &Clustering) -> Vec<Known> {
    let path = |note: u32| corpus.notes.get(note as usize).map(|note| note.path.clone());
    let known = |cluster: &Cluster| Known {
        id: cluster.id.clone(),
        name: cluster.name.clone(),
        colour: cluster.colour,
        members: cluster.members.iter().filter_map(|member| path(member.note)).collect(),
        ..Known::default()
    };
    found.clusters.iter().map(known).collect()
}

/// A cluster with its members, as it stands in the index or as it was just found.
pub(super) type Whole = (String, String, u8, StoredCluster, Vec<(String, f64, StoredMember)>);

/// Returns clusters that were just found in the shape of stored ones.
fn wholes(corpus: &Corpus, files: &[FileId], found: &Clustering) -> Vec<Whole> {
    let rows = Rows::default().take_in(files, found);
    let mut members: BTreeMap<String, Vec<(String, f64, StoredMember)>> = BTreeMap::new();
    for (note, file) in corpus.notes.iter().zip(files) {
        if let Some(Some(row)) = rows.members.get(file) {
            let data = serde_json::from_str(&row.data).unwrap_or_default();
            let member = (note.path.clone(), row.weight, data);
            members.entry(row.cluster.clone()).or_default().push(member);
        }
    }
    let whole = |(id, row): (&String, &Option<ClusterRow>)| {
        let row = row.as_ref()?;
        let data = serde_json::from_str(&row.data).unwrap_or_default();
        let members = members.get(id).cloned().unwrap_or_default();
        Some((id.clone(), row.name.clone(), row.colour, data, members))
    };
    rows.clusters.iter().filter_map(whole).collect()
}
