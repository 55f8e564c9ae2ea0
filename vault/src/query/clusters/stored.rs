//! Clusters as the index keeps them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::corpus::Gathered;
use crate::cluster::{Clustering, Known, Profile, Weakest};
use crate::index::{ClusterRow, ClusterRows, IndexError, MemberRow, Snapshot};
use crate::names::FileId;

/// What is kept of a cluster beside its name and hue.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct StoredCluster {
    pub(super) thesis: Option<String>,
    pub(super) profile: StoredProfile,
    pub(super) span: Option<(i32, i32)>,
    pub(super) signals: Vec<(String, f64)>,
    pub(super) roots: usize,
    pub(super) promotable: bool,
}

/// What tells a group of notes apart.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct StoredProfile {
    /// Each term's number and how it is shown.
    pub(super) terms: Vec<(u32, String)>,
    pub(super) entities: Vec<String>,
    pub(super) sources: Vec<String>,
}

/// What is kept of a member beside its cluster and weight.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct StoredMember {
    pub(super) reasons: Vec<String>,
    pub(super) weakest: Option<Weakest>,
}

impl From<&Profile> for StoredProfile {
    fn from(profile: &Profile) -> Self {
        let named = |list: &[(String, usize)]| list.iter().map(|(name, _)| name.clone()).collect();
        Self {
            terms: profile.terms.iter().map(|t| (t.term.0, t.label.clone())).collect(),
            entities: named(&profile.entities),
            sources: named(&profile.sources),
        }
    }
}

/// Returns the rows of clusters that were just found.
pub(super) fn rows_of(gathered: &Gathered, found: &Clustering) -> ClusterRows {
    let mut rows = ClusterRows::default();
    for cluster in &found.clusters {
        let data = StoredCluster {
            thesis: cluster.thesis.clone(),
            profile: (&cluster.profile).into(),
            span: cluster.span,
            signals: cluster
                .signals
                .iter()
                .map(|(s, share)| (s.as_str().to_owned(), rounded(*share)))
                .collect(),
            roots: cluster.roots,
            promotable: cluster.promotable,
        };
        let row =
            ClusterRow { name: cluster.name.clone(), colour: cluster.colour, data: json(&data) };
        rows.clusters.insert(cluster.id.clone(), Some(row));
        for member in &cluster.members {
            let Some(file) = gathered.files.get(member.note as usize) else { continue };
            let weakest = member
                .weakest
                .clone()
                .map(|weakest| Weakest { strength: rounded(weakest.strength) as f32, ..weakest });
            let data = json(&StoredMember { reasons: member.reasons.clone(), weakest });
            let row =
                MemberRow { cluster: cluster.id.clone(), weight: rounded(member.weight), data };
            rows.members.insert(*file, Some(row));
        }
    }
    for (path, profile) in &found.theses {
        rows.theses.insert(path.clone(), Some(json(&StoredProfile::from(profile))));
    }
    rows.news = Some(json(&found.news));
    rows
}

/// Reads the clusters of the last time.
pub(super) fn load(snapshot: &Snapshot) -> Result<(Vec<Known>, ClusterRows), IndexError> {
    let mut rows = ClusterRows::default();
    let mut known: BTreeMap<String, Known> = BTreeMap::new();
    snapshot.each("SELECT id, name, colour, data FROM cluster", [], |row| {
        let (id, name, colour): (String, String, u8) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let stored = ClusterRow { name: name.clone(), colour, data: row.get(3)? };
        rows.clusters.insert(id.clone(), Some(stored));
        known.insert(id.clone(), Known { id, name, colour, ..Known::default() });
        Ok(())
    })?;
    let sql = "SELECT m.file, m.cluster, m.weight, m.data, f.path
        FROM cluster_member m JOIN file f ON f.id=m.file";
    snapshot.each(sql, [], |row| {
        let cluster: String = row.get(1)?;
        if let Some(known) = known.get_mut(&cluster) {
            known.members.insert(row.get(4)?);
        }
        let stored = MemberRow { cluster, weight: row.get(2)?, data: row.get(3)? };
        rows.members.insert(FileId(row.get(0)?), Some(stored));
        Ok(())
    })?;
    snapshot.each("SELECT path, data FROM thesis_profile", [], |row| {
        rows.theses.insert(row.get(0)?, Some(row.get(1)?));
        Ok(())
    })?;
    rows.news = news(snapshot)?;
    Ok((known.into_values().collect(), rows))
}

/// Returns what became of clusters the last time that something did, as JSON.
pub(super) fn news(snapshot: &Snapshot) -> Result<Option<String>, IndexError> {
    snapshot.row("SELECT value FROM meta WHERE key='cluster_news'", [], |row| row.get(0))
}

/// Rounds to thousandths, so that a change elsewhere does not rewrite every row.
pub(super) fn rounded(value: f32) -> f64 {
    (f64::from(value) * 1000.0).round() / 1000.0
}

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
