//! What is odd in the vault's notes.

use serde::Serialize;

use crate::error::Result;
use crate::index::Snapshot;
use crate::thesis::Evidence;
use crate::thesis::evidence::EdgeProblem;

/// Something odd in a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Problem {
    /// The note; for what is no part of the vault, its path as well as it can be shown.
    pub path: String,
    /// The line it is on, from 1.
    pub line: u32,
    /// What kind, as one stable word with hyphens.
    pub kind: String,
    /// What is odd and what to do.
    pub message: String,
}

/// Lists what is odd about edges to theses, by path, then line.
pub fn list_edge_problems(evidence: &Evidence) -> Vec<Problem> {
    let row = |(number, problem): &(usize, EdgeProblem)| {
        Some(Problem {
            path: evidence.note(*number)?.path.to_string(),
            line: problem.line,
            kind: problem.kind.to_owned(),
            message: problem.message.clone(),
        })
    };
    evidence.problems.iter().filter_map(row).collect()
}

/// Lists the problems by path, then line.
pub fn list_problems(snapshot: &Snapshot) -> Result<Vec<Problem>> {
    let sql = "SELECT path, line, problem.kind, message
        FROM problem JOIN file ON file.id=problem.file ORDER BY path, line, ordinal";
    let mut problems = Vec::new();
    snapshot.each(sql, [], |row| {
        if let Some(path) = crate::index::read_path(row)? {
            let (line, kind, message) = (row.get(1)?, row.get(2)?, row.get(3)?);
            problems.push(Problem { path: path.into(), line, kind, message });
        }
        Ok(())
    })?;
    Ok(problems)
}
