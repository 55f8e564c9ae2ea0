//! The headings of one note.

use serde::Serialize;

use crate::error::Result;
use crate::index::Snapshot;
use crate::names::FileId;

/// A heading of the outline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct OutlineRow {
    /// 1 to 6.
    pub level: u8,
    /// Its raw Markdown, without the marks.
    pub text: String,
    /// The line it begins on, from 1.
    pub line: u32,
}

/// Lists the headings of a note in order.
pub fn list_headings(snapshot: &Snapshot, file: FileId) -> Result<Vec<OutlineRow>> {
    let sql = "SELECT level, text, line FROM heading WHERE file=? ORDER BY ordinal";
    Ok(snapshot.rows(sql, [file.0], |row| {
        Ok(OutlineRow { level: row.get(0)?, text: row.get(1)?, line: row.get(2)? })
    })?)
}
