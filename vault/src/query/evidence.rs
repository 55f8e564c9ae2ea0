//! The evidence of a revision: read from the index once, then stepped by what changed since.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::index::{IndexError, Snapshot};
use crate::names::FileId;
use crate::path::VaultPath;
use crate::thesis::bearing::Bearing;
use crate::thesis::date::Day;
use crate::thesis::evidence::{Evidence, Note};
use crate::thesis::settings::ThesisSettings;

/// What is kept from one question to the next.
#[derive(Debug)]
struct Kept {
    notes: BTreeMap<FileId, (i64, Arc<Note>)>,
    settings: ThesisSettings,
    evidence: Arc<Evidence>,
}

/// Returns what all notes say together, by the settings that were used last.
///
/// For questions that no setting changes the answer of.
pub(super) fn kept_evidence(snapshot: &Snapshot) -> Result<Arc<Evidence>, IndexError> {
    let settings = snapshot.find_kept::<Kept>().map(|(_, kept)| kept.settings.clone());
    evidence(snapshot, &settings.unwrap_or_default())
}

/// Returns what all notes say together.
///
/// After a change only the rows of the notes that changed are read again, and of those whose
/// links came to lead elsewhere.
pub fn evidence(
    snapshot: &Snapshot,
    settings: &ThesisSettings,
) -> Result<Arc<Evidence>, IndexError> {
    let before = snapshot.find_kept::<Kept>().filter(|(at, _)| *at <= snapshot.revision());
    if let Some((revision, kept)) = &before
        && *revision == snapshot.revision()
        && kept.settings == *settings
    {
        return Ok(Arc::clone(&kept.evidence));
    }
    let known = before.map(|(_, kept)| kept.notes.clone()).unwrap_or_default();
    let notes = step(snapshot, known)?;
    let mut by_path: Vec<Arc<Note>> = notes.values().map(|(_, note)| Arc::clone(note)).collect();
    by_path.sort_by(|a, b| a.path.cmp(&b.path));
    let evidence = Arc::new(Evidence::new(by_path, settings));
    let kept = Kept { notes, settings: settings.clone(), evidence: Arc::clone(&evidence) };
    snapshot.keep(kept);
    Ok(evidence)
}

type Known = BTreeMap<FileId, (i64, Arc<Note>)>;

/// Brings known notes to a snapshot's revision.
fn step(snapshot: &Snapshot, mut known: Known) -> Result<Known, IndexError> {
    if known.is_empty() {
        return load(snapshot);
    }
    let mut stale = Vec::new();
    let mut found: BTreeMap<FileId, i64> = BTreeMap::new();
    snapshot.each("SELECT file, revision FROM bearing ORDER BY revision", [], |row| {
        found.insert(FileId(row.get(0)?), row.get(1)?);
        Ok(())
    })?;
    known.retain(|id, _| found.contains_key(id));
    for (id, revision) in found {
        if known.get(&id).is_none_or(|(at, _)| *at != revision) {
            stale.push(id);
        }
    }
    for id in stale {
        let sql = "SELECT b.file, revision, data, path, mtime_ns FROM bearing b
            JOIN file f ON f.id=b.file WHERE b.file=?";
        let read = snapshot.row(sql, [id.0], read_note)?;
        let sql = "SELECT d.path FROM bearing_link b
            JOIN link l ON l.file=b.file AND l.ordinal=b.link
            LEFT JOIN file d ON d.id=l.destination WHERE b.file=? ORDER BY b.ordinal";
        if let Some(Some((id, revision, mut note))) = read {
            note.destinations = snapshot.rows(sql, [id.0], |row| path_at(row, 0))?;
            known.insert(id, (revision, Arc::new(note)));
        }
    }
    Ok(known)
}

/// Reads all notes of an index.
fn load(snapshot: &Snapshot) -> Result<Known, IndexError> {
    let mut notes: BTreeMap<FileId, (i64, Note)> = BTreeMap::new();
    let sql = "SELECT b.file, revision, data, path, mtime_ns FROM bearing b
        JOIN file f ON f.id=b.file ORDER BY b.file";
    snapshot.each(sql, [], |row| {
        if let Some((id, revision, note)) = read_note(row)? {
            notes.insert(id, (revision, note));
        }
        Ok(())
    })?;
    let sql = "SELECT b.file, d.path FROM bearing_link b
        CROSS JOIN link l ON l.file=b.file AND l.ordinal=b.link
        LEFT JOIN file d ON d.id=l.destination ORDER BY b.file, b.ordinal";
    snapshot.each(sql, [], |row| {
        if let Some((_, note)) = notes.get_mut(&FileId(row.get(0)?)) {
            note.destinations.push(path_at(row, 1)?);
        }
        Ok(())
    })?;
    let shared = |(id, (revision, note))| (id, (revision, Arc::new(note)));
    Ok(notes.into_iter().map(shared).collect())
}

type Read = Option<(FileId, i64, Note)>;

fn read_note(row: &rusqlite::Row<'_>) -> rusqlite::Result<Read> {
    let data = row.get_ref(2)?.as_str()?;
    // A row that cannot be read is one of another version; it says nothing.
    let bearing: Bearing = serde_json::from_str(data).unwrap_or_default();
    let Some(path) = path_at(row, 3)? else { return Ok(None) };
    let mtime: i64 = row.get(4)?;
    let file_day = (mtime > 0).then(|| Day::of_ms(mtime / 1_000_000));
    let note = Note::new(path, bearing, Vec::new(), file_day);
    Ok(Some((FileId(row.get(0)?), row.get(1)?, note)))
}

fn path_at(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<Option<VaultPath>> {
    let path: Option<String> = row.get(column)?;
    Ok(path.and_then(|path| VaultPath::new(path).ok()))
}
