//! How much the index holds.

use crate::error::Result;
use crate::index::Snapshot;
use crate::query::excluded::Excluded;
use crate::query::tags::list_tags;

/// How many rows of each kind there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Links and embeds.
    pub links: u64,
    /// Links that lead nowhere.
    pub unresolved: u64,
    /// Different tags, parents of nested ones included.
    pub tags: u64,
    /// What is odd in notes.
    pub problems: u64,
}

/// Counts what the index holds, excluded files included.
pub fn count_rows(snapshot: &Snapshot) -> Result<Counts> {
    let sql = "SELECT (SELECT count(*) FROM link),
        (SELECT count(*) FROM link WHERE destination IS NULL), (SELECT count(*) FROM problem)";
    let read = |row: &rusqlite::Row<'_>| {
        let count = |at: usize| row.get::<_, i64>(at).map(|count| count as u64);
        Ok(Counts { links: count(0)?, unresolved: count(1)?, tags: 0, problems: count(2)? })
    };
    let counts = snapshot.row(sql, [], read)?.unwrap_or_default();
    let tags = list_tags(snapshot, &Excluded::default())?.len() as u64;
    Ok(Counts { tags, ..counts })
}
