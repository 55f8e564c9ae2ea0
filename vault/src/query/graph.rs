//! All links of the vault, counted: the shape of Obsidian's `resolvedLinks`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::error::Result;
use crate::index::Snapshot;
use crate::path::VaultPath;

/// Who links to whom, and how often. Every note is a key of both maps.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct LinkGraph {
    /// By source, then destination.
    pub resolved: BTreeMap<VaultPath, BTreeMap<VaultPath, u32>>,
    /// By source, then target as written, without subpath.
    pub unresolved: BTreeMap<VaultPath, BTreeMap<String, u32>>,
}

/// Counts all links of the vault. A note's link to itself counts.
pub fn count_links(snapshot: &Snapshot) -> Result<LinkGraph> {
    let mut graph = LinkGraph::default();
    let sql = "SELECT path FROM file WHERE kind='note'";
    for path in snapshot.rows(sql, [], crate::index::read_path)?.into_iter().flatten() {
        graph.resolved.insert(path.clone(), BTreeMap::new());
        graph.unresolved.insert(path, BTreeMap::new());
    }
    let sql = "SELECT s.path, d.path, target, count(*)
        FROM link l JOIN file s ON s.id=l.file LEFT JOIN file d ON d.id=destination
        GROUP BY l.file, destination, CASE WHEN destination IS NULL THEN target END";
    snapshot.each(sql, [], |row| {
        let Some(source) = crate::index::read_path(row)? else { return Ok(()) };
        let destination: Option<String> = row.get(1)?;
        match destination.map(VaultPath::new) {
            Some(Ok(path)) => {
                graph.resolved.entry(source).or_default().insert(path, row.get(3)?);
            }
            Some(Err(_)) => {}
            None => {
                graph.unresolved.entry(source).or_default().insert(row.get(2)?, row.get(3)?);
            }
        }
        Ok(())
    })?;
    Ok(graph)
}
