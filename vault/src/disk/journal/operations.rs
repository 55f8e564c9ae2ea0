//! The record itself: operations that are under way, one file each, and the log of those done.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::JournalError;
use super::step::{Step, inverse};
use crate::disk::{DataFolder, DiskError};
use crate::path::VaultPath;

const FOLDER: &str = "journal";
const PREFIX: &str = "operation-";
const LOG: &str = "operations.log";

/// One operation on the vault: one entry in the log, one undo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operation {
    /// Its number; later ones have higher ones.
    pub id: u64,
    /// What it did, for a person.
    pub title: String,
    /// When it was begun, in milliseconds since 1970.
    pub at_ms: i64,
    /// The operation that it undid.
    pub undoes: Option<u64>,
    pub(super) steps: Vec<Step>,
}

/// Which way an operation is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Direction {
    Forward,
    Back,
}

#[derive(Serialize, Deserialize)]
struct Pending {
    direction: Direction,
    operation: Operation,
}

impl Operation {
    /// Lists the files and folders that it touched, in order, each once.
    pub fn paths(&self) -> Vec<VaultPath> {
        let paths: BTreeSet<_> = self.steps.iter().flat_map(Step::paths).cloned().collect();
        paths.into_iter().collect()
    }

    /// Lists the files and folders that it moved, in the order in which it did.
    pub fn moves(&self) -> Vec<(&VaultPath, &VaultPath)> {
        self.steps.iter().filter_map(Step::moved).collect()
    }

    /// Returns the steps that undo it.
    pub(super) fn undoing_steps(&self) -> Result<Vec<Step>, JournalError> {
        match self.steps.iter().find_map(Step::not_kept) {
            Some(path) => Err(JournalError::NotKept { path: path.clone() }),
            None => Ok(inverse(&self.steps)),
        }
    }
}

/// Writes down that an operation is under way: from now on it happens.
pub(super) fn commit(
    data: &DataFolder,
    operation: &Operation,
    direction: Direction,
) -> Result<(), DiskError> {
    let name = name_of(operation.id);
    let pending = Pending { direction, operation: operation.clone() };
    data.write(FOLDER, &name, to_json(data, &name, &pending)?.as_bytes())
}

/// Forgets that an operation is under way.
pub(super) fn forget(data: &DataFolder, operation: &Operation) -> Result<(), DiskError> {
    data.remove(FOLDER, &name_of(operation.id))
}

/// Lists the operations that are under way, in their order.
pub(super) fn pending(data: &DataFolder) -> Result<Vec<(Operation, Direction)>, DiskError> {
    let mut found = Vec::new();
    for name in data.names(FOLDER)? {
        if !name.starts_with(PREFIX) {
            continue;
        }
        let bytes = data.read(FOLDER, &name)?.unwrap_or_default();
        let pending: Pending = serde_json::from_slice(&bytes).map_err(|error| {
            DiskError::Damaged { path: data.shown(FOLDER, &name), reason: error.to_string() }
        })?;
        found.push((pending.operation, pending.direction));
    }
    Ok(found)
}

/// Adds a finished operation to the log; one that is there already is not added again.
pub(super) fn record(data: &DataFolder, operation: &Operation) -> Result<(), DiskError> {
    let _held = data.hold();
    if list(data)?.iter().any(|recorded| recorded.id == operation.id) {
        return Ok(());
    }
    data.append_line(LOG, &to_json(data, LOG, operation)?)
}

/// Lists the operations in the log, the oldest first; a torn line is left out.
pub(super) fn list(data: &DataFolder) -> Result<Vec<Operation>, DiskError> {
    let log = data.read("", LOG)?.unwrap_or_default();
    let lines = log.split(|byte| *byte == b'\n');
    Ok(lines.filter_map(|line| serde_json::from_slice(line).ok()).collect())
}

/// Takes an operation out of the log again.
pub(super) fn unrecord(data: &DataFolder, operation: &Operation) -> Result<(), DiskError> {
    let _held = data.hold();
    let mut operations = list(data)?;
    let before = operations.len();
    operations.retain(|recorded| recorded.id != operation.id);
    if operations.len() == before { Ok(()) } else { write_log(data, &operations) }
}

/// Drops all but the last operations from the log and returns those kept.
pub(super) fn keep_last(data: &DataFolder, count: usize) -> Result<Vec<Operation>, DiskError> {
    let _held = data.hold();
    let mut operations = list(data)?;
    let dropped = operations.len().saturating_sub(count);
    if dropped > 0 {
        operations.drain(..dropped);
        write_log(data, &operations)?;
    }
    Ok(operations)
}

fn write_log(data: &DataFolder, operations: &[Operation]) -> Result<(), DiskError> {
    let mut log = String::new();
    for operation in operations {
        log.push_str(&to_json(data, LOG, operation)?);
        log.push('\n');
    }
    data.write("", LOG, log.as_bytes())
}

/// Returns a number above all in use.
pub(super) fn next_id(data: &DataFolder) -> Result<u64, DiskError> {
    let logged = list(data)?.into_iter().map(|operation| operation.id);
    let under_way = pending(data)?.into_iter().map(|(operation, _)| operation.id);
    Ok(logged.chain(under_way).max().unwrap_or(0) + 1)
}

/// Returns the operations that stand: those that no standing one undoes.
pub(super) fn live(operations: &[Operation]) -> Vec<&Operation> {
    let mut undone = BTreeSet::new();
    let mut live = Vec::new();
    for operation in operations.iter().rev() {
        if !undone.contains(&operation.id) {
            undone.extend(operation.undoes);
            live.push(operation);
        }
    }
    live.reverse();
    live
}

fn name_of(id: u64) -> String {
    format!("{PREFIX}{id:020}.json")
}

fn to_json(data: &DataFolder, name: &str, value: &impl Serialize) -> Result<String, DiskError> {
    serde_json::to_string(value).map_err(|error| DiskError::Damaged {
        path: data.shown("", name),
        reason: error.to_string(),
    })
}
