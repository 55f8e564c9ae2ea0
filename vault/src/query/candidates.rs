//! What a person can pick by typing a part of its name: all files with their aliases.

use std::collections::HashMap;
use std::sync::Arc;

use crate::error::Result;
use crate::index::{IndexError, Snapshot};
use crate::names::FileId;
use crate::path::{FileKind, VaultPath};
use crate::text::fold::fold;

/// A file with the forms of its names that are matched.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) file: FileId,
    pub(super) path: VaultPath,
    pub(super) kind: FileKind,
    pub(super) mtime_ns: i64,
    /// The shown name, folded.
    pub(super) name: String,
    /// The path without `.md`, folded.
    pub(super) place: String,
    /// Each alias as written and folded.
    pub(super) aliases: Vec<(String, String)>,
}

/// All files by path, made once for each revision.
#[derive(Debug)]
pub(super) struct Candidates(pub(super) Vec<Candidate>);

/// Returns the candidates of this revision.
pub(super) fn candidates(snapshot: &Snapshot) -> Result<Arc<Candidates>> {
    Ok(snapshot.kept(read)?)
}

fn read(snapshot: &Snapshot) -> Result<Candidates, IndexError> {
    let mut aliases: HashMap<u32, Vec<(String, String)>> = HashMap::new();
    snapshot.each("SELECT file, text FROM alias ORDER BY file, ordinal", [], |row| {
        let alias: String = row.get(1)?;
        let folded = fold(&alias).into_owned();
        aliases.entry(row.get(0)?).or_default().push((alias, folded));
        Ok(())
    })?;
    let mut candidates = Vec::new();
    snapshot.each("SELECT path, id, mtime_ns FROM file ORDER BY path", [], |row| {
        let Some(path) = crate::index::read_path(row)? else { return Ok(()) };
        let id: u32 = row.get(1)?;
        candidates.push(Candidate {
            file: FileId(id),
            kind: path.kind(),
            mtime_ns: row.get(2)?,
            name: fold(path.title()).into_owned(),
            place: fold(path.without_md()).into_owned(),
            aliases: aliases.remove(&id).unwrap_or_default(),
            path,
        });
        Ok(())
    })?;
    Ok(Candidates(candidates))
}
