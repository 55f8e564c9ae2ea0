//! The rows of each note that clustering reads: tags, links and aliases, kept from one time to the
//! next, and read again where the note changed or one of its links came to lead elsewhere.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::bearings::is_bearing_place;
use super::terms::Listed;
use crate::index::{IndexError, Snapshot};
use crate::names::FileId;
use crate::thesis::property_names::PropertyNames;

/// More stale notes than this are read in one pass over the tables.
const ONE_BY_ONE: usize = 256;

/// The rows of one note.
#[derive(Debug, Default)]
pub(super) struct Own {
    revision: Option<i64>,
    /// Keys, with how they are spelled.
    pub(super) tags: Vec<(String, String)>,
    /// In order of appearance.
    pub(super) links: Vec<OwnLink>,
    pub(super) aliases: Vec<String>,
}

/// A link, as far as it says anything.
#[derive(Debug)]
pub(super) struct OwnLink {
    /// Where it leads; nothing where it is unresolved.
    pub(super) to: Option<FileId>,
    /// The path of where it leads, else the target as written.
    pub(super) target: Arc<str>,
}

/// The rows of all notes, by file.
pub(super) type KnownOwn = BTreeMap<FileId, Own>;

/// Brings what is known to a snapshot.
pub(super) fn step(
    snapshot: &Snapshot,
    notes: &[Listed],
    known: &mut KnownOwn,
    names: &PropertyNames,
) -> Result<(), IndexError> {
    let is_stale = |known: &KnownOwn, note: &Listed| {
        let own = known.get(&note.file);
        own.is_none_or(|own| own.revision.is_none() || own.revision != note.revision)
    };
    let stale: Vec<&Listed> = notes.iter().filter(|note| is_stale(known, note)).collect();
    let fresh = |note: &Listed| Own { revision: note.revision, ..Own::default() };
    if stale.len() > ONE_BY_ONE {
        *known = notes.iter().map(|note| (note.file, fresh(note))).collect();
        return read(snapshot, None, known, names);
    }
    for note in stale {
        known.insert(note.file, fresh(note));
        read(snapshot, Some(note.file), known, names)?;
    }
    if known.len() > notes.len() {
        let listed: std::collections::BTreeSet<FileId> =
            notes.iter().map(|note| note.file).collect();
        known.retain(|file, _| listed.contains(file));
    }
    Ok(())
}

/// Reads the rows of one file, or of all.
fn read(
    snapshot: &Snapshot,
    only: Option<FileId>,
    known: &mut KnownOwn,
    names: &PropertyNames,
) -> Result<(), IndexError> {
    let of = if only.is_some() { "WHERE t.file=?" } else { "" };
    let params = || rusqlite::params_from_iter(only.map(|file| file.0));
    let mut targets: HashSet<Arc<str>> = HashSet::new();
    let sql = format!("SELECT t.file, t.key, t.spelling FROM tag t {of}");
    snapshot.each(&sql, params(), |row| {
        if let Some(own) = known.get_mut(&FileId(row.get(0)?)) {
            own.tags.push((row.get(1)?, row.get(2)?));
        }
        Ok(())
    })?;
    let sql = format!("SELECT t.file, t.text FROM alias t {of} ORDER BY t.file, t.ordinal");
    snapshot.each(&sql, params(), |row| {
        if let Some(own) = known.get_mut(&FileId(row.get(0)?)) {
            own.aliases.push(row.get(1)?);
        }
        Ok(())
    })?;
    let sql = format!(
        "SELECT t.file, t.destination, t.target, d.path, t.place
            FROM link t LEFT JOIN file d ON d.id=t.destination {of} ORDER BY t.file, t.ordinal"
    );
    snapshot.each(&sql, params(), |row| {
        let Some(own) = known.get_mut(&FileId(row.get(0)?)) else { return Ok(()) };
        let place: Option<&str> = row.get_ref(4)?.as_str_or_null()?;
        if place.is_some_and(|place| is_bearing_place(place, names)) {
            return Ok(());
        }
        let to: Option<u32> = row.get(1)?;
        let written = row.get_ref(if to.is_some() { 3 } else { 2 })?;
        let written = written.as_str_or_null()?.unwrap_or("");
        let target = targets.get(written).cloned().unwrap_or_else(|| {
            let target: Arc<str> = written.into();
            targets.insert(Arc::clone(&target));
            target
        });
        own.links.push(OwnLink { to: to.map(FileId), target });
        Ok(())
    })
}
