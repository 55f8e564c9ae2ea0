//! The links of one file.

use serde::Serialize;

use crate::error::Result;
use crate::index::{LinkKind, Snapshot};
use crate::names::FileId;
use crate::path::VaultPath;

/// A link as it stands in its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct LinkRow {
    /// How it is written and where.
    pub kind: LinkKind,
    /// Its target as written, without subpath; empty for a link to a part of the note itself.
    pub target: String,
    /// The part from `#` on, with it; empty where there is none.
    pub subpath: String,
    /// The text it shows instead of its target.
    pub display: Option<String>,
    /// The file it leads to; nothing where it is unresolved.
    pub destination: Option<VaultPath>,
    /// The line it begins on, from 1.
    pub line: u32,
}

/// Lists the links of a file: those of the body in order of appearance, then those of properties.
pub fn list_links(snapshot: &Snapshot, file: FileId) -> Result<Vec<LinkRow>> {
    let sql = "SELECT d.path, l.kind, target, subpath, display, line
        FROM link l LEFT JOIN file d ON d.id=destination WHERE l.file=? ORDER BY ordinal";
    Ok(snapshot.rows(sql, [file.0], |row| {
        let destination: Option<String> = row.get(0)?;
        Ok(LinkRow {
            kind: row.get(1)?,
            target: row.get(2)?,
            subpath: row.get(3)?,
            display: row.get(4)?,
            destination: destination.and_then(|path| VaultPath::new(path).ok()),
            line: row.get(5)?,
        })
    })?)
}
