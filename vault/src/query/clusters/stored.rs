//! Clusters as the index keeps them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::cluster::signals::Signal;
use crate::cluster::{Cluster, Clustering, Known, Member, Profile, Reasons, Weakest};
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

/// The rows that the index holds, with what their reasons were made of.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) rows: ClusterRows,
    said: BTreeMap<FileId, Arc<Reasons>>,
}

impl Rows {
    /// Takes in clusters that were just found, whose notes are these files; returns what of the
    /// rows changed.
    pub(super) fn take_in(&mut self, files: &[FileId], found: &Clustering) -> ClusterRows {
        let mut clusters = BTreeMap::new();
        let mut gone: BTreeSet<FileId> = self.rows.members.keys().copied().collect();
        let mut members = BTreeMap::new();
        for cluster in &found.clusters {
            clusters.insert(cluster.id.clone(), Some(cluster_row(cluster)));
            for member in &cluster.members {
                let Some(file) = files.get(member.note as usize) else { continue };
                gone.remove(file);
                if let Some(row) = self.changed_row(*file, &cluster.id, member) {
                    self.rows.members.insert(*file, Some(row.clone()));
                    members.insert(*file, Some(row));
                }
            }
        }
        for file in gone {
            self.rows.members.remove(&file);
            self.said.remove(&file);
            members.insert(file, None);
        }
        let thesis = |(path, profile): (&String, &Arc<Profile>)| {
            (path.clone(), Some(json(&StoredProfile::from(&**profile))))
        };
        // The last news stay until there are others.
        let last = self.rows.news.clone().filter(|_| found.news.is_empty());
        let rest = ClusterRows {
            clusters,
            theses: found.theses.iter().map(thesis).collect(),
            news: Some(last.unwrap_or_else(|| json(&found.news))),
            ..ClusterRows::default()
        };
        let known = ClusterRows {
            members: std::mem::take(&mut self.rows.members),
            ..ClusterRows::default()
        };
        let changes = rest.changes_since(&std::mem::take(&mut self.rows));
        self.rows = ClusterRows { members: known.members, ..rest };
        ClusterRows { members, ..changes }
    }

    /// Returns the row of a member where it is not the one that is known.
    fn changed_row(&mut self, file: FileId, cluster: &str, member: &Member) -> Option<MemberRow> {
        let weight = rounded(member.weight);
        let known = self.rows.members.get(&file).and_then(Option::as_ref);
        let said = self.said.insert(file, Arc::clone(&member.reasons));
        let same = said.is_some_and(|said| Arc::ptr_eq(&said, &member.reasons));
        let data = match known.filter(|_| same) {
            Some(known) if known.cluster == cluster && known.weight == weight => return None,
            Some(known) => known.data.clone(),
            None => json(&StoredMember::from(&*member.reasons)),
        };
        let row = MemberRow { cluster: cluster.to_owned(), weight, data };
        (known != Some(&row)).then_some(row)
    }
}

impl From<&Reasons> for StoredMember {
    fn from(said: &Reasons) -> Self {
        let rounded =
            |weakest: Weakest| Weakest { strength: rounded(weakest.strength) as f32, ..weakest };
        Self { reasons: said.reasons.clone(), weakest: said.weakest.clone().map(rounded) }
    }
}

fn cluster_row(cluster: &Cluster) -> ClusterRow {
    let share = |(signal, share): &(Signal, f32)| (signal.as_str().to_owned(), rounded(*share));
    let data = StoredCluster {
        thesis: cluster.thesis.clone(),
        profile: (&*cluster.profile).into(),
        span: cluster.span,
        signals: cluster.signals.iter().map(share).collect(),
        roots: cluster.roots,
        promotable: cluster.promotable,
    };
    ClusterRow { name: cluster.name.clone(), colour: cluster.colour, data: json(&data) }
}

/// Reads the clusters of the last time.
pub(super) fn load(snapshot: &Snapshot) -> Result<(Vec<Known>, Rows), IndexError> {
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
    Ok((known.into_values().collect(), Rows { rows, ..Rows::default() }))
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
