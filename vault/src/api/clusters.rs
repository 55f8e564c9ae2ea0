//! Clusters: listing them, naming them, making a thesis of one, and lighting up what ties a note.

use serde::Serialize;

use crate::edit::create::NewFile;
use crate::edit::planned::Planned;
use crate::edit::promote::{Promotion, plan_promotion};
use crate::error::{Code, Error, Result};
use crate::path::VaultPath;
use crate::query::clusters::decisions::{Decision, NAMED_NOTES};
use crate::query::clusters::ties::{ClusterTie, list_ties};
use crate::query::clusters::{
    ClusterView, News, clusters_by, count_activity, find_cluster, list_cluster_of, list_clusters,
    list_news,
};
use crate::query::evidence::evidence;
use crate::query::excluded::Excluded;
use crate::query::find_note::find_note;
use crate::query::highlights::{Chosen, Highlight, list_choices, list_highlights};
use crate::thesis::date::Day;
use crate::thesis::kind::Kind;
use crate::vault::Vault;

/// A thesis that was made of a cluster, or would be.
#[derive(Debug, Clone, Serialize, ts_rs::TS)]
pub struct Promoted {
    /// Its note.
    pub path: VaultPath,
    /// The lines that change in other notes.
    pub planned: Planned,
}

/// Lists the clusters: as they were last found, or anew by some signals alone.
pub(super) fn clusters(vault: &Vault, signals: Option<Vec<String>>) -> Result<Vec<ClusterView>> {
    let snapshot = vault.snapshot()?;
    match signals {
        Some(signals) => {
            let evidence = evidence(&snapshot, &vault.thesis_settings())?;
            clusters_by(&snapshot, &evidence, &excluded(vault), &signals)
        }
        None => {
            let mut views = list_clusters(&snapshot, &vault.cluster_decisions())?;
            count_activity(&mut views, &*evidence(&snapshot, &vault.thesis_settings())?);
            Ok(views)
        }
    }
}

/// Lists the cluster of one note.
pub(super) fn explain_cluster(vault: &Vault, note: String) -> Result<Vec<ClusterView>> {
    let path = vault.find_note(&note)?;
    list_cluster_of(&vault.snapshot()?, &path, &vault.cluster_decisions())
}

/// Lists what lies between the clusters.
pub(super) fn cluster_ties(vault: &Vault) -> Result<Vec<ClusterTie>> {
    let snapshot = vault.snapshot()?;
    let clusters = list_clusters(&snapshot, &vault.cluster_decisions())?;
    let evidence = evidence(&snapshot, &vault.thesis_settings())?;
    Ok(list_ties(&snapshot, &evidence, &clusters)?)
}

/// Lists what became of clusters the last time that something did.
pub(super) fn cluster_news(vault: &Vault) -> Result<Vec<News>> {
    list_news(&vault.snapshot()?)
}

/// Gives a cluster a name; an empty one takes the person's name back.
pub(super) fn rename_cluster(vault: &Vault, id: String, name: String) -> Result<ClusterView> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let decide = |decision: &mut Decision| decision.name = Some(name.clone());
    decide_on(vault, &id, &format!("name a cluster \"{name}\""), decide)
}

/// Puts a cluster at the top of the list, or back.
pub(super) fn pin_cluster(vault: &Vault, id: String, pinned: bool) -> Result<ClusterView> {
    let title = if pinned { "pin a cluster" } else { "unpin a cluster" };
    decide_on(vault, &id, title, |decision| decision.pinned = Some(pinned))
}

fn decide_on(
    vault: &Vault,
    id: &str,
    title: &str,
    decide: impl FnOnce(&mut Decision),
) -> Result<ClusterView> {
    let cluster = find_cluster(&vault.snapshot()?, id, &vault.cluster_decisions())?;
    let central = cluster.members.iter().take(NAMED_NOTES);
    let mut decision = Decision {
        cluster: cluster.id,
        colour: cluster.colour,
        notes: central.map(|member| member.path.to_string()).collect(),
        ..Decision::default()
    };
    decide(&mut decision);
    vault.decide_on_cluster(title, &decision)?;
    find_cluster(&vault.snapshot()?, id, &vault.cluster_decisions())
}

/// Makes a thesis of a cluster; `dry_run` only shows what would be written.
pub(super) fn promote_cluster(
    vault: &Vault,
    id: String,
    title: Option<String>,
    folder: Option<String>,
    dry_run: bool,
) -> Result<Promoted> {
    let snapshot = vault.snapshot()?;
    let cluster = find_cluster(&snapshot, &id, &vault.cluster_decisions())?;
    let evidence = evidence(&snapshot, &vault.thesis_settings())?;
    // A publisher or a company is what evidence speaks of, and none itself.
    let is_evidence = |path: &VaultPath| {
        let note = evidence.find_note(path).and_then(|number| evidence.note(number));
        note.is_none_or(|note| !matches!(note.bearing.kind, Kind::Source | Kind::Entity))
    };
    let members = cluster.members.into_iter().map(|member| member.path);
    let notes: Vec<VaultPath> = members.filter(is_evidence).collect();
    let title = title.unwrap_or_else(|| cluster.name.replace(" · ", ", "));
    let terms: Vec<String> = cluster.terms.into_iter().take(3).collect();
    let folder = match folder {
        Some(folder) => folder,
        None => super::theses::folder(vault)?,
    };
    let promotion = Promotion {
        folder: &VaultPath::new(folder)?,
        title: &title,
        opened: &Day::of_ms(vault.now_ms()).to_string(),
        terms: &terms,
        notes: &notes,
        format: vault.settings().link_format(),
    };
    let NewFile { path, proposal } = plan_promotion(&*vault.graph()?, vault, &promotion)?;
    if !dry_run {
        vault.apply(&proposal.plan)?;
    }
    Ok(Promoted { path, planned: proposal.planned })
}

/// Lists the passages of a note that tie it to a thesis, a cluster, or all that it is tied to.
pub(super) fn highlights(
    vault: &Vault,
    note: String,
    thesis: Option<String>,
    cluster: Option<String>,
) -> Result<Vec<Highlight>> {
    let snapshot = vault.snapshot()?;
    let (file, path) = find_note(&snapshot, &note)?;
    let chosen = match (thesis, cluster) {
        (Some(_), Some(_)) => {
            return Err(Error::new(Code::Invalid, "choose a thesis or a cluster, not both"));
        }
        (Some(thesis), None) => vec![Chosen::Thesis(find_note(&snapshot, &thesis)?.1)],
        (None, Some(id)) => {
            vec![Chosen::Cluster(find_cluster(&snapshot, &id, &vault.cluster_decisions())?.id)]
        }
        (None, None) => list_choices(&snapshot, file)?,
    };
    let bytes = vault.read(&path)?.bytes;
    let text = String::from_utf8_lossy(&bytes);
    let names = vault.thesis_settings().names;
    let mut found = Vec::new();
    for chosen in &chosen {
        found.extend(list_highlights(&snapshot, file, path.title(), &text, chosen, &names)?);
    }
    found.sort_by_key(|highlight| (highlight.from, highlight.to));
    Ok(found)
}

fn excluded(vault: &Vault) -> Excluded {
    Excluded::new(&vault.settings().excluded)
}
