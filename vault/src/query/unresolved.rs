//! Targets that lead nowhere yet.

use std::collections::BTreeMap;

use serde::Serialize;

use super::excluded::Excluded;
use crate::error::Result;
use crate::index::Snapshot;
use crate::path::VaultPath;

/// A target without a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Unresolved {
    /// The target as written, without subpath.
    pub target: String,
    /// How many links have it.
    pub links: u32,
    /// The files that hold them, by path.
    pub sources: Vec<VaultPath>,
}

/// Lists the targets that lead nowhere, by their text. Links in excluded files are left out.
pub fn list_unresolved(snapshot: &Snapshot, excluded: &Excluded) -> Result<Vec<Unresolved>> {
    let sql = "SELECT s.path, target, count(*) FROM link l JOIN file s ON s.id=l.file
        WHERE destination IS NULL GROUP BY target, l.file ORDER BY target, s.path";
    let mut targets: BTreeMap<String, (u32, Vec<VaultPath>)> = BTreeMap::new();
    snapshot.each(sql, [], |row| {
        if let Some(source) = crate::index::read_path(row)?
            && !excluded.holds(&source)
        {
            let (links, sources) = targets.entry(row.get(1)?).or_default();
            *links += row.get::<_, u32>(2)?;
            sources.push(source);
        }
        Ok(())
    })?;
    let answer = |(target, (links, sources))| Unresolved { target, links, sources };
    Ok(targets.into_iter().map(answer).collect())
}
