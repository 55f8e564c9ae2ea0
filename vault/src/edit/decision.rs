//! Decisions that have no place in a note: one JSON line each, in the vault, in a stable order.

use super::plan::{Create, FileSplices, Plan};
use super::property::smallest_splice;
use super::{EditError, SeenText, TextSource};
use crate::error::Error;
use crate::path::VaultPath;
use crate::thesis::decision::Decision;

/// Where decisions are kept, so that they travel and merge with the notes.
pub const DECISIONS: &str = ".throughline/decisions.jsonl";

/// Plans to write decisions down; those that are there already are not written twice.
///
/// Lines are kept in order, so that two copies of a vault merge line by line.
pub fn plan_decisions(
    source: &dyn TextSource,
    decisions: &[Decision],
    title: String,
) -> Result<Plan, Error> {
    let path = VaultPath::new(DECISIONS)?;
    let added = decisions.iter().filter_map(line_of);
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

/// Returns the text with its decisions as they read when their notes are elsewhere; lines that
/// say nothing known stay as they are.
pub(super) fn follow(text: &str, find: impl Fn(&VaultPath) -> Option<VaultPath>) -> String {
    let mut kept = String::new();
    let mut moved = Vec::new();
    for line in text.split_inclusive('\n') {
        let concerned =
            |decision: &Decision| decision.paths().iter().any(|path| find(path).is_some());
        match Decision::parse(line).filter(concerned) {
            Some(decision) => moved.extend(line_of(&decision.moved(&find))),
            None => kept.push_str(line),
        }
    }
    if moved.is_empty() { kept } else { with_lines(&kept, moved.into_iter()) }
}

fn line_of(decision: &Decision) -> Option<String> {
    serde_json::to_string(decision).ok()
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
