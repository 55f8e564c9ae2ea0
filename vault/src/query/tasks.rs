//! The tasks of the vault.

use serde::Serialize;

use super::excluded::Excluded;
use crate::error::Result;
use crate::index::Snapshot;
use crate::path::VaultPath;

/// A task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct TaskRow {
    /// The note that holds it.
    pub path: VaultPath,
    /// The line it begins on, from 1.
    pub line: u32,
    /// The character between the brackets; a blank for an open task.
    pub status: String,
    /// True for any other character than a blank.
    pub done: bool,
    /// Its text, on one line.
    pub text: String,
}

/// Lists the tasks by path, then line; only the open ones where `open` says so.
pub fn list_tasks(snapshot: &Snapshot, open: bool, excluded: &Excluded) -> Result<Vec<TaskRow>> {
    let sql = "SELECT path, line, status, text FROM task JOIN file ON file.id=task.file
        WHERE NOT ?1 OR status=' ' ORDER BY path, ordinal";
    let mut tasks = Vec::new();
    snapshot.each(sql, [open], |row| {
        if let Some(path) = crate::index::read_path(row)?
            && !excluded.holds(&path)
        {
            let status: String = row.get(2)?;
            let done = status != " ";
            tasks.push(TaskRow { path, line: row.get(1)?, status, done, text: row.get(3)? });
        }
        Ok(())
    })?;
    Ok(tasks)
}
