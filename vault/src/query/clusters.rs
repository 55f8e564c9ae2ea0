//! Topic clusters: listed as they were last found, found anew, or by some signals alone.

mod bearings;
mod corpus;
pub mod decisions;
mod own;
mod step;
mod stored;
mod terms;
pub mod ties;

use std::collections::BTreeMap;

use serde::Serialize;

use self::decisions::Decisions;
use self::step::Whole;
pub use self::step::{ClusterState, Stepped};
use self::stored::{StoredCluster, StoredMember, StoredProfile};
use super::excluded::Excluded;
use crate::cluster::signals::{Signal, Signals};
pub use crate::cluster::{News, Weakest};
use crate::error::{Code, Error, Result};
use crate::index::{IndexError, Snapshot};
use crate::path::VaultPath;
use crate::thesis::Evidence;
use crate::thesis::clock::{Basis, Clock};
use crate::thesis::date::Day;
use crate::thesis::lane::Group;

/// A cluster of notes.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
#[ts(rename = "Cluster")]
pub struct ClusterView {
    /// Stays while at least half of the cluster stays together.
    pub id: String,
    /// The person's name for it, else one made of what it is about.
    pub name: String,
    /// Its hue, from 0 to 11.
    pub colour: u8,
    /// The thesis inside it.
    pub thesis: Option<VaultPath>,
    /// The most telling terms, best first.
    pub terms: Vec<String>,
    /// What several of its notes name, most named first.
    pub entities: Vec<String>,
    /// Where several of its notes come from.
    pub sources: Vec<String>,
    /// Its first and last day.
    pub span: Option<(String, String)>,
    /// The share of each signal in what holds it together; they sum to 1.
    pub signals: BTreeMap<String, f64>,
    /// The most central first.
    pub members: Vec<MemberView>,
    /// How many independent roots its notes have.
    pub roots: u32,
    /// Enough roots and no thesis: worth making one.
    pub promotable: bool,
    /// The name is the person's.
    pub named: bool,
    /// It stands at the top of the list.
    pub pinned: bool,
    /// How many of its notes fall into each of 24 equal parts of the time that all clusters span;
    /// empty where nothing is dated.
    pub activity: Vec<u32>,
}

/// A note in a cluster.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
#[ts(rename = "ClusterMember")]
pub struct MemberView {
    /// Where it is.
    pub path: VaultPath,
    /// Why it is here, in words, the strongest reason first.
    pub reasons: Vec<String>,
    /// How central it is, from 0 to 1.
    pub weight: f64,
    /// The weakest of what holds it here.
    pub weakest: Option<Weakest>,
}

/// Lists the clusters as they were last found: pinned ones first, then the largest.
pub fn list_clusters(snapshot: &Snapshot, decisions: &Decisions) -> Result<Vec<ClusterView>> {
    Ok(views(stored(snapshot, None)?, decisions))
}

/// Into how many parts the time of all clusters is cut.
const PARTS: i32 = 24;

/// Counts for each cluster when its notes were published; those that only their file dates are
/// left out.
pub fn count_activity(views: &mut [ClusterView], evidence: &Evidence) {
    let day_of = |member: &MemberView| {
        let note = evidence.note(evidence.find_note(&member.path)?)?;
        let dated = note.date_on(Clock::Published)?;
        // When a file was written says nothing of when its matter was in the air.
        (dated.basis != Basis::File).then(|| dated.span.anchor()).flatten()
    };
    let days: Vec<Vec<Day>> =
        views.iter().map(|view| view.members.iter().filter_map(day_of).collect()).collect();
    let (first, last) = (days.iter().flatten().min(), days.iter().flatten().max());
    let (Some(first), Some(last)) = (first.copied(), last.copied()) else { return };
    let length = last.since(first) + 1;
    for (view, days) in views.iter_mut().zip(&days) {
        view.activity = vec![0; PARTS as usize];
        for day in days {
            let part = i64::from(day.since(first)) * i64::from(PARTS) / i64::from(length);
            if let Some(count) = view.activity.get_mut(part as usize) {
                *count += 1;
            }
        }
    }
}

/// Lists the cluster of one note, or nothing where it stands in none.
pub fn list_cluster_of(
    snapshot: &Snapshot,
    note: &VaultPath,
    decisions: &Decisions,
) -> Result<Vec<ClusterView>> {
    let sql = "SELECT cluster FROM cluster_member m JOIN file f ON f.id=m.file WHERE f.path=?";
    let id: Option<String> = snapshot.row(sql, [note.as_str()], |row| row.get(0))?;
    match id {
        Some(id) => Ok(views(stored(snapshot, Some(&id))?, decisions)),
        None => Ok(Vec::new()),
    }
}

/// Finds one cluster.
pub fn find_cluster(snapshot: &Snapshot, id: &str, decisions: &Decisions) -> Result<ClusterView> {
    let found = views(stored(snapshot, Some(id))?, decisions).pop();
    found.ok_or_else(|| {
        Error::new(Code::NotFound, format!("there is no cluster {id:?}"))
            .with_hint("the notes may have changed since; list the clusters again")
    })
}

/// Lists the clusters as lanes of a timeline.
pub fn list_lanes(snapshot: &Snapshot, decisions: &Decisions) -> Result<Vec<Group>> {
    let group = |cluster: ClusterView| Group {
        key: cluster.id,
        title: cluster.name,
        colour: cluster.colour,
        notes: cluster.members.into_iter().map(|member| member.path).collect(),
    };
    Ok(list_clusters(snapshot, decisions)?.into_iter().map(group).collect())
}

/// Finds clusters from nothing by these signals alone; nothing is kept.
pub fn clusters_by(
    snapshot: &Snapshot,
    evidence: &Evidence,
    excluded: &Excluded,
    signals: &[String],
) -> Result<Vec<ClusterView>> {
    let mut set = Vec::new();
    for word in signals {
        set.push(Signal::from_word(word).ok_or_else(|| unknown_signal(word))?);
    }
    let found = step::find_by(snapshot, evidence, excluded, Signals::of(set))?;
    Ok(views(found, &Decisions::default()))
}

/// Lists what became of clusters the last time that something did.
pub fn list_news(snapshot: &Snapshot) -> Result<Vec<News>> {
    let news = stored::news(snapshot)?;
    Ok(news.and_then(|news| serde_json::from_str(&news).ok()).unwrap_or_default())
}

fn unknown_signal(word: &str) -> Error {
    let known: Vec<&str> = Signal::ALL.iter().map(|signal| signal.as_str()).collect();
    Error::new(Code::Invalid, format!("{word:?} is no signal"))
        .with_hint(format!("choose from {}, dates", known.join(", ")))
}

fn views(wholes: Vec<Whole>, decisions: &Decisions) -> Vec<ClusterView> {
    let mut views: Vec<ClusterView> =
        wholes.into_iter().map(|whole| view(whole, decisions)).collect();
    views.sort_by(|a, b| {
        let order = |view: &ClusterView| (!view.pinned, std::cmp::Reverse(view.members.len()));
        order(a).cmp(&order(b)).then_with(|| a.id.cmp(&b.id))
    });
    views
}

fn view((id, name, colour, cluster, members): Whole, decisions: &Decisions) -> ClusterView {
    let given = decisions.name(&id);
    let mut members: Vec<MemberView> = members
        .into_iter()
        .filter_map(|(path, weight, data)| {
            let StoredMember { reasons, weakest } = data;
            Some(MemberView { path: VaultPath::new(path).ok()?, reasons, weight, weakest })
        })
        .collect();
    members.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.path.cmp(&b.path)));
    ClusterView {
        name: given.map_or(name, str::to_owned),
        colour,
        thesis: cluster.thesis.and_then(|path| VaultPath::new(path).ok()),
        terms: cluster.profile.terms.into_iter().map(|(_, label)| label).collect(),
        entities: cluster.profile.entities,
        sources: cluster.profile.sources,
        span: cluster.span.map(|(from, to)| (date(from), date(to))),
        signals: cluster.signals.into_iter().collect(),
        members,
        roots: cluster.roots as u32,
        promotable: cluster.promotable,
        named: given.is_some(),
        pinned: decisions.is_pinned(&id),
        activity: Vec::new(),
        id,
    }
}

/// Returns a day, counted from 1970-01-01, as it is written.
fn date(day: i32) -> String {
    Day::of_ms(0).plus(day).to_string()
}

/// Reads the clusters that are stored, or one of them.
fn stored(snapshot: &Snapshot, id: Option<&str>) -> Result<Vec<Whole>, IndexError> {
    let mut members: BTreeMap<String, Vec<(String, f64, StoredMember)>> = BTreeMap::new();
    let sql = "SELECT m.cluster, f.path, m.weight, m.data FROM cluster_member m
        JOIN file f ON f.id=m.file WHERE ?1 IS NULL OR m.cluster=?1";
    snapshot.each(sql, [id], |row| {
        let data = serde_json::from_str(row.get_ref(3)?.as_str()?).unwrap_or_default();
        members.entry(row.get(0)?).or_default().push((row.get(1)?, row.get(2)?, data));
        Ok(())
    })?;
    let sql = "SELECT id, name, colour, data FROM cluster WHERE ?1 IS NULL OR id=?1 ORDER BY id";
    snapshot.rows(sql, [id], |row| {
        let data: StoredCluster =
            serde_json::from_str(row.get_ref(3)?.as_str()?).unwrap_or_default();
        let id: String = row.get(0)?;
        let members = members.remove(&id).unwrap_or_default();
        Ok((id, row.get(1)?, row.get(2)?, data, members))
    })
}

/// Terms by number with how they are shown, and the names of entities.
pub(super) type Profile = (Vec<(u32, String)>, Vec<String>);

/// Finds what tells the notes of a cluster or of a thesis apart: its terms by number, each with
/// how it is shown, and the names of its entities.
pub(super) fn find_profile(
    snapshot: &Snapshot,
    thesis: Option<&VaultPath>,
    cluster: Option<&str>,
) -> Result<Profile, IndexError> {
    let parts = |profile: StoredProfile| (profile.terms, profile.entities);
    if let Some(thesis) = thesis {
        let sql = "SELECT data FROM thesis_profile WHERE path=?";
        let data: Option<String> = snapshot.row(sql, [thesis.as_str()], |row| row.get(0))?;
        let profile = data.and_then(|data| serde_json::from_str(&data).ok());
        return Ok(profile.map(parts).unwrap_or_default());
    }
    let sql = "SELECT data FROM cluster WHERE id=?";
    let data: Option<String> = snapshot.row(sql, [cluster], |row| row.get(0))?;
    let data = data.and_then(|data| serde_json::from_str::<StoredCluster>(&data).ok());
    Ok(data.map(|data| parts(data.profile)).unwrap_or_default())
}
