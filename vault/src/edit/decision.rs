//! Decisions that have no place in a note: one JSON line each, in the vault, in a stable order.

use serde::Serialize;

use super::plan::{Create, FileSplices, Plan};
use super::property::smallest_splice;
use super::{EditError, SeenText, TextSource};
use crate::error::Error;
use crate::path::VaultPath;

/// Where decisions are kept, so that they travel and merge with the notes.
pub const DECISIONS: &str = ".throughline/decisions.jsonl";

/// A decision of the person's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum Decision {
    /// A proposal is not to be shown again.
    Refused {
        /// Its id.
        proposal: String,
        /// The note it was about.
        note: VaultPath,
        /// The rule that made it.
        rule: String,
        /// What it said.
        value: String,
    },
    /// Two notes are not one data point.
    Apart {
        /// The one whose path comes first.
        a: VaultPath,
        /// The other.
        b: VaultPath,
    },
}

/// Plans to write decisions down; those that are there already are not written twice.
///
/// Lines are kept in order, so that two copies of a vault merge line by line.
pub fn plan_decisions(
    source: &dyn TextSource,
    decisions: &[Decision],
    title: String,
) -> Result<Plan, Error> {
    let path = VaultPath::new(DECISIONS)?;
    let added = decisions.iter().filter_map(|decision| serde_json::to_string(decision).ok());
    let Some(bytes) = source.read(&path)? else {
        let mut lines: Vec<String> = added.collect();
        lines.sort();
        lines.dedup();
        let bytes = lines.iter().flat_map(|line| [line.as_bytes(), b"\n"].concat()).collect();
        let creates = vec![Create { path, bytes }];
        return Ok(Plan { title, creates, ..Plan::default() });
    };
    let seen = SeenText::new(path.clone(), bytes).map_err(|_| EditError::NotText(path.clone()))?;
    let text = with_lines(&seen.text, added);
    let mut plan = Plan { title, ..Plan::default() };
    if text != seen.text {
        let splices = vec![smallest_splice(&seen.text, &text, 0)];
        plan.splices.push(FileSplices { path, expected: seen.hash, splices });
    }
    Ok(plan)
}

/// Puts each line before the first that comes after it; lines that are there stay as they are.
fn with_lines(text: &str, added: impl Iterator<Item = String>) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for line in added {
        if !lines.contains(&line) {
            let at = lines.iter().position(|other| *other > line).unwrap_or(lines.len());
            lines.insert(at, line);
        }
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}
