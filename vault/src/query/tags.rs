//! The tags of the vault, and the notes that carry one.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::excluded::Excluded;
use crate::error::Result;
use crate::index::Snapshot;
use crate::path::{VaultPath, fold_name};

/// A tag and how many notes carry it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Tag {
    /// The tag without `#`, as spelled where it is first met by path.
    pub tag: String,
    /// The notes that carry it or a tag nested in it.
    pub notes: u32,
}

/// Lists all tags by name; a nested tag also counts for each of its parents.
pub fn list_tags(snapshot: &Snapshot, excluded: &Excluded) -> Result<Vec<Tag>> {
    let ranks = ranks(snapshot, excluded)?;
    let mut tags: BTreeMap<String, Carried> = BTreeMap::new();
    snapshot.each("SELECT key, file, spelling FROM tag", [], |row| {
        let Some(rank) = ranks.get(&row.get(1)?) else { return Ok(()) };
        let (key, spelling) = (row.get_ref(0)?.as_str()?, row.get_ref(2)?.as_str()?);
        for (part, spelled) in with_parents(key).zip(with_parents(spelling)) {
            match tags.get_mut(part) {
                Some(carried) => carried.add(*rank, spelled),
                None => {
                    tags.insert(part.to_owned(), Carried::new(*rank, spelled));
                }
            }
        }
        Ok(())
    })?;
    Ok(tags.into_values().map(Carried::into_count).collect())
}

/// Lists the notes that carry a tag or one nested in it, by path. `#` may stand before it.
pub fn list_notes_with(
    snapshot: &Snapshot,
    tag: &str,
    excluded: &Excluded,
) -> Result<Vec<VaultPath>> {
    let key = fold_name(tag.trim_start_matches('#').trim_end_matches('/'));
    // `0` is the character behind `/`.
    let sql = "SELECT path FROM file WHERE id IN
          (SELECT file FROM tag WHERE key=?1 OR (key>?1||'/' AND key<?1||'0'))
        ORDER BY path";
    let paths = snapshot.rows(sql, [key], crate::index::read_path)?.into_iter().flatten();
    Ok(paths.filter(|path| !excluded.holds(path)).collect())
}

/// The files that carry a tag, by their place in the order of paths.
struct Carried {
    files: Vec<u32>,
    first: u32,
    spelling: String,
}

impl Carried {
    fn new(rank: u32, spelling: &str) -> Self {
        Self { files: vec![rank], first: rank, spelling: spelling.to_owned() }
    }

    fn add(&mut self, rank: u32, spelling: &str) {
        if self.files.last() != Some(&rank) {
            self.files.push(rank);
        }
        if rank < self.first {
            self.first = rank;
            spelling.clone_into(&mut self.spelling);
        }
    }

    fn into_count(mut self) -> Tag {
        self.files.sort_unstable();
        self.files.dedup();
        Tag { tag: self.spelling, notes: self.files.len() as u32 }
    }
}

/// Returns the place of each file in the order of paths, without the excluded ones.
fn ranks(snapshot: &Snapshot, excluded: &Excluded) -> Result<HashMap<u32, u32>> {
    let mut ranks = HashMap::new();
    let mut rank = 0;
    snapshot.each("SELECT path, id FROM file ORDER BY path", [], |row| {
        rank += 1;
        if crate::index::read_path(row)?.is_some_and(|path| !excluded.holds(&path)) {
            ranks.insert(row.get(1)?, rank);
        }
        Ok(())
    })?;
    Ok(ranks)
}

/// Lists `a/b/c` as `a`, `a/b`, `a/b/c`.
fn with_parents(tag: &str) -> impl Iterator<Item = &str> {
    let ends = tag.match_indices('/').map(|(at, _)| at).chain([tag.len()]);
    ends.filter_map(|end| tag.get(..end)).filter(|part| !part.is_empty())
}
