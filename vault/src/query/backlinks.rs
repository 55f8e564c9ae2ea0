//! The links that lead to one file.

use serde::Serialize;

use crate::error::Result;
use crate::index::{LinkKind, Snapshot};
use crate::names::FileId;
use crate::path::VaultPath;

/// A link as seen from its destination.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Backlink {
    /// The file that holds it.
    pub source: VaultPath,
    /// How it is written and where.
    pub kind: LinkKind,
    /// The line it begins on, from 1.
    pub line: u32,
    /// The sentence around it, on one line; for a property, its key and the link.
    pub snippet: String,
    /// The part of this file that it names, with `#`; empty where it names the whole.
    pub subpath: String,
}

/// Lists the links of other files to this one, by source, then line.
pub fn list_backlinks(snapshot: &Snapshot, file: FileId) -> Result<Vec<Backlink>> {
    let sql = "SELECT s.path, l.kind, line, snippet, subpath
        FROM link l JOIN file s ON s.id=l.file WHERE destination=?1 AND l.file<>?1";
    let mut backlinks = Vec::new();
    snapshot.each(sql, [file.0], |row| {
        if let Some(source) = crate::index::read_path(row)? {
            backlinks.push(Backlink {
                source,
                kind: row.get(1)?,
                line: row.get(2)?,
                snippet: row.get(3)?,
                subpath: row.get(4)?,
            });
        }
        Ok(())
    })?;
    // Links of one line come in order of appearance; the sort keeps that.
    backlinks.sort_by(|a, b| (&a.source, a.line).cmp(&(&b.source, b.line)));
    Ok(backlinks)
}
