//! What lies between clusters: links, evidence, words in common, and the gaps where only words are.

use std::collections::BTreeMap;

use serde::Serialize;

use super::ClusterView;
use crate::index::{IndexError, Snapshot};
use crate::path::VaultPath;
use crate::thesis::Evidence;

/// How many names of what two clusters share are told.
const NAMED: usize = 6;

/// What lies between two clusters.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct ClusterTie {
    /// One cluster, the one whose id comes first.
    pub a: String,
    /// The other.
    pub b: String,
    /// Links between their notes, both ways.
    pub links: u32,
    /// Notes of one that bear on the thesis of the other.
    pub evidence: u32,
    /// Terms, names and sources that both have; the first few.
    pub shared: Vec<String>,
    /// The share of what they have in common among all that they have, from 0 to 1.
    pub share: f64,
    /// They share words or sources, but no link and no evidence leads from one to the other.
    pub gap: bool,
}

/// Lists what lies between each two clusters that have anything between them, by id.
pub fn list_ties(
    snapshot: &Snapshot,
    evidence: &Evidence,
    clusters: &[ClusterView],
) -> Result<Vec<ClusterTie>, IndexError> {
    let mut of: BTreeMap<&str, usize> = BTreeMap::new();
    for (number, cluster) in clusters.iter().enumerate() {
        of.extend(cluster.members.iter().map(|member| (member.path.as_str(), number)));
    }
    let links = count_links(snapshot, &of)?;
    let pushes = count_evidence(evidence, &of);
    let mut ties = Vec::new();
    for (first, a) in clusters.iter().enumerate() {
        for (second, b) in clusters.iter().enumerate().skip(first + 1) {
            let between = |counts: &BTreeMap<(usize, usize), u32>| {
                counts.get(&(first, second)).copied().unwrap_or_default()
            };
            let (links, evidence) = (between(&links), between(&pushes));
            let (shared, share) = common(a, b);
            if links == 0 && evidence == 0 && shared.is_empty() {
                continue;
            }
            let gap = links == 0 && evidence == 0;
            let (a, b) = if a.id <= b.id { (a, b) } else { (b, a) };
            let (a, b) = (a.id.clone(), b.id.clone());
            ties.push(ClusterTie { a, b, links, evidence, shared, share, gap });
        }
    }
    ties.sort_by(|x, y| (&x.a, &x.b).cmp(&(&y.a, &y.b)));
    Ok(ties)
}

type Counts = BTreeMap<(usize, usize), u32>;

fn count_links(snapshot: &Snapshot, of: &BTreeMap<&str, usize>) -> Result<Counts, IndexError> {
    let mut counts = Counts::new();
    let sql = "SELECT s.path, d.path FROM link l JOIN file s ON s.id=l.file
        JOIN file d ON d.id=l.destination WHERE l.destination<>l.file";
    snapshot.each(sql, [], |row| {
        let from = of.get(row.get_ref(0)?.as_str()?);
        let to = of.get(row.get_ref(1)?.as_str()?);
        if let (Some(from), Some(to)) = (from, to) {
            count(&mut counts, *from, *to);
        }
        Ok(())
    })?;
    Ok(counts)
}

/// Counts the notes of each cluster that bear on a thesis of another one.
fn count_evidence(evidence: &Evidence, of: &BTreeMap<&str, usize>) -> Counts {
    let mut counts = Counts::new();
    for thesis in &evidence.theses {
        let Some(to) = of.get(thesis.path.as_str()) else { continue };
        let mut notes: Vec<_> = thesis.edges.iter().map(|edge| edge.note).collect();
        notes.sort_unstable();
        notes.dedup();
        for number in notes {
            let path: Option<&VaultPath> = evidence.note(number).map(|note| &note.path);
            if let Some(from) = path.and_then(|path| of.get(path.as_str())) {
                count(&mut counts, *from, *to);
            }
        }
    }
    counts
}

fn count(counts: &mut Counts, from: usize, to: usize) {
    if from != to {
        *counts.entry((from.min(to), from.max(to))).or_default() += 1;
    }
}

/// Returns what two clusters have in common, and how much of all that is.
fn common(a: &ClusterView, b: &ClusterView) -> (Vec<String>, f64) {
    let all = |cluster: &ClusterView| -> Vec<String> {
        let names = cluster.sources.iter().chain(&cluster.entities).chain(&cluster.terms);
        names.cloned().collect()
    };
    let (mut first, second) = (all(a), all(b));
    let mut union: Vec<String> = first.iter().chain(&second).cloned().collect();
    union.sort();
    union.dedup();
    first.retain(|name| second.contains(name));
    let mut shared: Vec<String> = Vec::new();
    for name in first {
        if !shared.contains(&name) {
            shared.push(name);
        }
    }
    let share = if union.is_empty() { 0.0 } else { shared.len() as f64 / union.len() as f64 };
    shared.truncate(NAMED);
    (shared, share)
}
