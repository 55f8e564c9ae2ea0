//! Operations on many files at once: whole or not at all, on record, and to be undone.
//!
//! A plan is checked against the disk, then written down with all new contents, durably and
//! outside the vault: from that moment on it will happen, whatever crashes. Its steps are then
//! taken one by one, each of which can be taken twice. What fails is taken back. What a crash
//! interrupts is finished by [`Journal::recover`].

mod check;
mod operations;
mod step;

use std::collections::BTreeSet;

use self::operations::Direction;
pub use self::operations::Operation;
use self::step::{Step, steps_of};
use super::{Clock, DataFolder, Disk, DiskError, TrashKind};
use crate::edit::plan::{Plan, SpliceError};
use crate::error::{Code, Error};
use crate::path::VaultPath;
use crate::text::ContentHash;

/// Why an operation did not happen.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The disk refused it; nothing was changed.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The plan's changes do not fit the file; nothing was changed.
    #[error("{path:?}: {error}")]
    Splice {
        /// The file.
        path: VaultPath,
        /// What does not fit.
        error: SpliceError,
    },
    /// It failed half-way and could not be taken back; the next start of the app finishes it.
    #[error("half done, and to be finished when the vault is next opened: {0}")]
    Unfinished(#[source] DiskError),
    /// There is no such operation, or it is undone already.
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// A file was too large to keep, so that the trash alone has it.
    #[error("{path:?} was too large to keep")]
    NotKept {
        /// The file.
        path: VaultPath,
    },
}

/// What was found and done when a vault was opened after a crash.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recovered {
    /// The operations that were finished, by their titles.
    pub finished: Vec<String>,
    /// Those that were taken back.
    pub taken_back: Vec<String>,
    /// Files that another program changed meanwhile; they were left as they are.
    pub left_alone: Vec<VaultPath>,
    /// Operations that the disk does not let finish yet; they are tried again at the next start.
    pub waiting: Vec<String>,
}

/// Hears how much of an operation is done, and of how much.
pub type Tell<'t> = &'t dyn Fn(usize, usize);

/// The record of operations on one vault.
#[derive(Debug, Clone)]
pub struct Journal {
    data: DataFolder,
    clock: Clock,
}

impl Journal {
    /// Keeps the record in the app's own folder for the vault.
    pub fn new(data: DataFolder, clock: Clock) -> Self {
        Self { data, clock }
    }

    /// Applies a plan whole, or refuses it whole.
    ///
    /// Each file must hold what the plan expects, and nothing may stand where a file is to go.
    pub fn apply(
        &self,
        disk: &dyn Disk,
        plan: &Plan,
        trash: TrashKind,
    ) -> Result<Operation, JournalError> {
        self.apply_telling(disk, plan, trash, &|_, _| ())
    }

    /// Does what [`Self::apply`] does, and tells how many of how many parts of the work are done.
    pub fn apply_telling(
        &self,
        disk: &dyn Disk,
        plan: &Plan,
        trash: TrashKind,
        tell: Tell<'_>,
    ) -> Result<Operation, JournalError> {
        // Keeping the new content of a file and writing it take about the same time.
        let all = plan.splices.len() * 2;
        let steps = steps_of(disk, &self.data, plan, trash, &|done| tell(done, all))?;
        let settled = |done: usize| tell((all / 2 + done).min(all), all);
        self.carry_out(disk, plan.title.clone(), steps, (None, &settled))
    }

    /// Undoes an operation; an undone one is done again by undoing the undo.
    ///
    /// Every file must still be as the operation left it, else nothing is changed.
    pub fn undo(&self, disk: &dyn Disk, id: u64) -> Result<Operation, JournalError> {
        let operations = self.operations()?;
        let found = operations::live(&operations).into_iter().find(|operation| operation.id == id);
        let operation = found.ok_or(JournalError::NothingToUndo)?;
        let steps = operation.undoing_steps()?;
        check::check_all(disk, &steps)?;
        self.carry_out(disk, format!("undo {}", operation.title), steps, (Some(id), &|_| ()))
    }

    /// Returns the last operation that is not undone and is no undo itself.
    pub fn last_undoable(&self) -> Result<Option<Operation>, DiskError> {
        let operations = self.operations()?;
        let live = operations::live(&operations).into_iter();
        Ok(live.rev().find(|operation| operation.undoes.is_none()).cloned())
    }

    /// Lists the operations on record, the oldest first.
    pub fn operations(&self) -> Result<Vec<Operation>, DiskError> {
        operations::list(&self.data)
    }

    /// Finishes what a crash interrupted. To be called whenever a vault is opened, before it is
    /// read.
    pub fn recover(&self, disk: &dyn Disk) -> Result<Recovered, DiskError> {
        let mut recovered = Recovered { left_alone: disk.recover()?, ..Recovered::default() };
        let on_record = self.operations()?;
        for (operation, direction) in operations::pending(&self.data)? {
            let is_done = on_record.iter().any(|recorded| recorded.id == operation.id);
            if is_done && direction == Direction::Forward {
                operations::forget(&self.data, &operation)?;
                continue;
            }
            self.finish(disk, &operation, direction, &mut recovered)?;
        }
        Ok(recovered)
    }

    /// Forgets old operations and old versions, and frees their bytes.
    ///
    /// Keeps the last `operations` and what [`DataFolder`] needs for them, the newest version of
    /// each file, and of the rest what was replaced since `oldest_ms` and fits `most_bytes`.
    /// Returns how many bytes were freed.
    pub fn prune(
        &self,
        operations: usize,
        oldest_ms: i64,
        most_bytes: u64,
    ) -> Result<u64, DiskError> {
        let mut needed: BTreeSet<ContentHash> = BTreeSet::new();
        for operation in operations::keep_last(&self.data, operations)? {
            needed.extend(operation.steps.iter().flat_map(Step::hashes));
        }
        for (operation, _) in operations::pending(&self.data)? {
            needed.extend(operation.steps.iter().flat_map(Step::hashes));
        }
        super::history::prune(&self.data, oldest_ms, most_bytes, &needed)
    }

    fn finish(
        &self,
        disk: &dyn Disk,
        operation: &Operation,
        direction: Direction,
        recovered: &mut Recovered,
    ) -> Result<(), DiskError> {
        let steps = match direction {
            Direction::Forward => operation.steps.clone(),
            Direction::Back => step::inverse(&operation.steps),
        };
        let mut waits = false;
        for step in &steps {
            match step.settle(disk, &self.data, &steps) {
                Ok(()) => {}
                Err(error) if is_another_program(&error) => {
                    recovered.left_alone.push(step.path().clone());
                }
                Err(_) => waits = true,
            }
        }
        let title = operation.title.clone();
        match direction {
            _ if waits => recovered.waiting.push(title),
            Direction::Forward => {
                self.put_on_record(operation)?;
                recovered.finished.push(title);
            }
            Direction::Back => {
                self.strike_off(operation)?;
                recovered.taken_back.push(title);
            }
        }
        Ok(())
    }

    fn carry_out(
        &self,
        disk: &dyn Disk,
        title: String,
        steps: Vec<Step>,
        (undoes, settled): (Option<u64>, &dyn Fn(usize)),
    ) -> Result<Operation, JournalError> {
        let id = operations::next_id(&self.data)?;
        let operation = Operation { id, title, at_ms: self.clock.now_ms(), undoes, steps };
        if let Err(error) = operations::commit(&self.data, &operation, Direction::Forward) {
            // It may have been written down all the same.
            return Err(self.take_back(disk, &operation, &[], error));
        }
        for (number, step) in operation.steps.iter().enumerate() {
            if let Err(error) = step.settle(disk, &self.data, &operation.steps) {
                let taken = operation.steps.get(..=number).unwrap_or_default();
                return Err(self.take_back(disk, &operation, taken, error));
            }
            settled(number + 1);
        }
        if let Err(error) = self.put_on_record(&operation) {
            return Err(self.take_back(disk, &operation, &operation.steps, error));
        }
        Ok(operation)
    }

    /// Takes back the steps taken, the failed one included, and returns the error to tell.
    fn take_back(
        &self,
        disk: &dyn Disk,
        operation: &Operation,
        taken: &[Step],
        error: DiskError,
    ) -> JournalError {
        // Without the mark the next start goes on forward, which leaves the vault whole as well;
        // but not once the log may say that the operation is done.
        let marked = operations::commit(&self.data, operation, Direction::Back).is_ok();
        if !marked && taken.len() == operation.steps.len() {
            return JournalError::Unfinished(error);
        }
        let steps = step::inverse(taken);
        let mut whole = true;
        for step in &steps {
            whole &= step.settle(disk, &self.data, &steps).is_ok();
        }
        if whole && self.strike_off(operation).is_ok() {
            JournalError::Disk(error.taken_back())
        } else {
            JournalError::Unfinished(error)
        }
    }

    fn put_on_record(&self, operation: &Operation) -> Result<(), DiskError> {
        operations::record(&self.data, operation)?;
        // A note that stays is dropped at the next start: the operation is on record.
        let _ = operations::forget(&self.data, operation);
        Ok(())
    }

    fn strike_off(&self, operation: &Operation) -> Result<(), DiskError> {
        operations::unrecord(&self.data, operation)?;
        operations::forget(&self.data, operation)
    }
}

/// Returns true for what says that a file is not as the operation left or found it.
fn is_another_program(error: &DiskError) -> bool {
    matches!(
        error,
        DiskError::Conflict { .. }
            | DiskError::Exists { .. }
            | DiskError::Gone { .. }
            | DiskError::NotAFile { .. }
    )
}

impl From<JournalError> for Error {
    fn from(error: JournalError) -> Self {
        let message = error.to_string();
        match error {
            JournalError::Disk(error) => error.into(),
            JournalError::Splice { path, .. } => Self::new(Code::Invalid, message)
                .with_hint("make the change again: the plan is out of date")
                .with_path(path),
            JournalError::Unfinished(error) => Self::new(Code::Failed, message)
                .with_hint("free the disk or its permissions, then open the vault again")
                .with_path(error.path()),
            JournalError::NothingToUndo => Self::new(Code::NotFound, message),
            JournalError::NotKept { path } => Self::new(Code::NotFound, message)
                .with_hint("take it out of the system's trash by hand")
                .with_path(path),
        }
    }
}
