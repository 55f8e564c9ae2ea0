//! The passages of a note that tie it to a thesis or a cluster.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::clusters::find_profile;
use crate::cluster::highlight::{Focus, Passage, bears, passages};
use crate::cluster::terms::TermId;
use crate::error::Result;
use crate::facts::{Link, LinkPlace};
use crate::index::Snapshot;
use crate::names::FileId;
use crate::parse::parse;
use crate::path::VaultPath;
use crate::text::utf16_len;
use crate::thesis::property_names::PropertyNames;

/// A passage that ties a note to a thesis or a cluster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Highlight {
    /// Where it begins, in UTF-16 units from the start of the note's text.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// The thesis that it ties to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub thesis: Option<VaultPath>,
    /// The cluster that it ties to, by id.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub cluster: Option<String>,
    /// Why it is marked, in words.
    pub why: String,
}

/// What the passages of a note are looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// A thesis.
    Thesis(VaultPath),
    /// A cluster, by its id.
    Cluster(String),
}

/// Lists what a note can be lit up for: the theses that it links to as such, then its cluster.
pub fn list_choices(snapshot: &Snapshot, file: FileId) -> Result<Vec<Chosen>> {
    let sql = "SELECT DISTINCT d.path FROM link l JOIN file d ON d.id=l.destination
        JOIN thesis_profile t ON t.path=d.path WHERE l.file=? ORDER BY d.path";
    let theses = snapshot.rows(sql, [file.0], crate::index::read_path)?;
    let sql = "SELECT cluster FROM cluster_member WHERE file=?";
    let cluster: Option<String> = snapshot.row(sql, [file.0], |row| row.get(0))?;
    let theses = theses.into_iter().flatten().map(Chosen::Thesis);
    Ok(theses.chain(cluster.map(Chosen::Cluster)).collect())
}

/// Lists the passages of `text`, the content of `file`, in order.
///
/// `property_names` are those of the vault, so that an edge under the person's own name is told as
/// what it is.
pub fn list_highlights(
    snapshot: &Snapshot,
    file: FileId,
    title: &str,
    text: &str,
    chosen: &Chosen,
    property_names: &PropertyNames,
) -> Result<Vec<Highlight>> {
    let (thesis, cluster) = match chosen {
        Chosen::Thesis(path) => (Some(path), None),
        Chosen::Cluster(id) => (None, Some(id.as_str())),
    };
    let (terms, names) = find_profile(snapshot, thesis, cluster)?;
    let focus = Focus {
        terms: terms.into_iter().map(|(term, label)| (TermId(term), label)).collect(),
        names,
    };
    let destinations = destinations(snapshot, file)?;
    let members = members(snapshot, cluster)?;
    let why = |link: &Link| {
        let path = destinations.get(&link.target)?;
        match thesis {
            Some(thesis) => (path == thesis).then(|| why_thesis(link, property_names)),
            None => members.contains(path).then(|| format!("links to [[{}]]", path.title())),
        }
    };
    let facts = parse(text);
    let found = passages(title, text, &facts, &focus, &why, property_names);
    let mut units = Units { text, byte: 0, unit: 0 };
    let highlight = |passage: Passage| Highlight {
        from: units.at(passage.span.start as usize),
        to: units.at(passage.span.end as usize),
        thesis: thesis.cloned(),
        cluster: cluster.map(str::to_owned),
        why: passage.why,
    };
    Ok(found.into_iter().map(highlight).collect())
}

fn why_thesis(link: &Link, property_names: &PropertyNames) -> String {
    let key = match &link.place {
        LinkPlace::Property(key) => key.split('.').next().unwrap_or(key),
        _ => return "links to the thesis".to_owned(),
    };
    match property_names.stance(key) {
        Some(stance) => format!("{} the thesis", bears(stance)),
        None => format!("names the thesis as {key}"),
    }
}

/// Returns where the links of a file lead, by target.
fn destinations(snapshot: &Snapshot, file: FileId) -> Result<BTreeMap<String, VaultPath>> {
    let sql =
        "SELECT d.path, l.target FROM link l JOIN file d ON d.id=l.destination WHERE l.file=?";
    let mut found = BTreeMap::new();
    snapshot.each(sql, [file.0], |row| {
        if let Some(path) = crate::index::read_path(row)? {
            found.insert(row.get(1)?, path);
        }
        Ok(())
    })?;
    Ok(found)
}

fn members(snapshot: &Snapshot, cluster: Option<&str>) -> Result<BTreeSet<VaultPath>> {
    let Some(cluster) = cluster else { return Ok(BTreeSet::new()) };
    let sql = "SELECT f.path FROM cluster_member m JOIN file f ON f.id=m.file WHERE m.cluster=?";
    let found = snapshot.rows(sql, [cluster], crate::index::read_path)?;
    Ok(found.into_iter().flatten().collect())
}

/// Turns bytes into UTF-16 units, for places that come in order.
struct Units<'t> {
    text: &'t str,
    byte: usize,
    unit: usize,
}

impl Units<'_> {
    fn at(&mut self, byte: usize) -> u32 {
        self.unit += utf16_len(self.text.get(self.byte..byte).unwrap_or(""));
        self.byte = byte;
        self.unit as u32
    }
}
