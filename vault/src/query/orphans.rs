//! Notes that nothing leads to.

use super::excluded::Excluded;
use crate::error::Result;
use crate::index::Snapshot;
use crate::path::VaultPath;

/// Lists the notes without a link from another file, by path.
pub fn list_orphans(snapshot: &Snapshot, excluded: &Excluded) -> Result<Vec<VaultPath>> {
    let sql = "SELECT path FROM file f WHERE kind='note' AND NOT EXISTS
        (SELECT 1 FROM link WHERE destination=f.id AND file<>f.id) ORDER BY path";
    let paths = snapshot.rows(sql, [], crate::index::read_path)?.into_iter().flatten();
    Ok(paths.filter(|path| !excluded.holds(path)).collect())
}
