//! Notes that lead nowhere.

use super::excluded::Excluded;
use crate::error::Result;
use crate::index::Snapshot;
use crate::path::VaultPath;

/// Lists the notes without a link to another file, by path; an unresolved link counts as one.
pub fn list_deadends(snapshot: &Snapshot, excluded: &Excluded) -> Result<Vec<VaultPath>> {
    let sql = "SELECT path FROM file f WHERE kind='note' AND NOT EXISTS
        (SELECT 1 FROM link WHERE file=f.id AND destination IS NOT f.id) ORDER BY path";
    let paths = snapshot.rows(sql, [], crate::index::read_path)?.into_iter().flatten();
    Ok(paths.filter(|path| !excluded.holds(path)).collect())
}
