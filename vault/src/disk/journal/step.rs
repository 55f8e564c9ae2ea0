//! One step of an operation: what it expects, what it does, and what undoes it.

use serde::{Deserialize, Serialize};

use super::JournalError;
use super::check::{check, check_hash, moved, will_exist};
use crate::disk::trash::local_name;
use crate::disk::{
    DataFolder, Disk, DiskError, Expected, Found, KEPT_WHEN_TRASHED, NO_CAP, TrashKind,
};
use crate::edit::plan::{FileSplices, Plan, apply_splices};
use crate::path::VaultPath;
use crate::text::ContentHash;

/// One step. Taking it a second time does nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(super) enum Step {
    /// A file's content becomes another one.
    Write { path: VaultPath, old: ContentHash, new: ContentHash },
    /// A file or folder goes elsewhere.
    Move { from: VaultPath, to: VaultPath },
    /// A file comes to be.
    Create { path: VaultPath, new: ContentHash },
    /// A file that came to be goes again, if it is still as it was made.
    Remove { path: VaultPath, old: ContentHash },
    /// A folder comes to be.
    CreateFolder { path: VaultPath },
    /// A folder that came to be goes again, if it is empty.
    RemoveFolder { path: VaultPath },
    /// A file or folder goes to the trash.
    Trash { path: VaultPath, kind: TrashKind, folders: Vec<VaultPath>, files: Vec<Kept> },
}

/// A file that goes to the trash; its bytes are kept unless it is too large.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    path: VaultPath,
    hash: Option<ContentHash>,
}

/// Checks a plan against the disk, keeps all bytes it needs, and returns its steps; `kept` hears
/// for how many files that is done.
pub(super) fn steps_of(
    disk: &dyn Disk,
    data: &DataFolder,
    plan: &Plan,
    trash: TrashKind,
    kept: &dyn Fn(usize),
) -> Result<Vec<Step>, JournalError> {
    let mut planning = Planning { disk, data, steps: Vec::new() };
    for (number, file) in plan.splices.iter().enumerate() {
        planning.write(file)?;
        kept(number + 1);
    }
    for change in &plan.moves {
        planning.move_to(&change.from, &change.to)?;
    }
    for create in &plan.creates {
        planning.create(&create.path, &create.bytes)?;
    }
    for path in &plan.trash {
        planning.trash(path, trash)?;
    }
    Ok(planning.steps)
}

/// Returns the steps that undo these, in the order to take them.
pub(super) fn inverse(steps: &[Step]) -> Vec<Step> {
    steps.iter().rev().flat_map(Step::inverse).collect()
}

impl Step {
    /// Takes the step, unless it is taken already.
    ///
    /// `steps` are those of the whole operation: after a crash, a file to be written may have
    /// been moved on by a later one.
    pub(super) fn settle(
        &self,
        disk: &dyn Disk,
        data: &DataFolder,
        steps: &[Self],
    ) -> Result<(), DiskError> {
        match self {
            Self::Write { path, old, new } => {
                let path = where_now(disk, path, steps)?;
                let bytes = data.read_blob(*new)?;
                disk.save(&path, &bytes, Expected::Hash(*old)).map(|_| ())
            }
            Self::Move { from, to } => match (disk.find(from)?, disk.find(to)?) {
                (Found::Absent, Found::Absent) => Err(gone(from)),
                (Found::Absent, _) => Ok(()),
                // It has gone, and a later step has put something else in its place.
                (_, found) if found != Found::Absent && is_refilled(from, steps) => Ok(()),
                _ => disk.move_to(from, to),
            },
            Self::Create { path, new } => match disk.find(path)? {
                Found::Absent => {
                    let bytes = data.read_blob(*new)?;
                    disk.save(path, &bytes, Expected::Absent).map(|_| ())
                }
                _ if hash_of(disk, path)? == *new => Ok(()),
                _ => Err(DiskError::Exists { path: path.to_string() }),
            },
            Self::Remove { path, old } => match disk.find(path)? {
                Found::Absent => Ok(()),
                _ => {
                    check_hash(disk, path, *old)?;
                    disk.trash(path, TrashKind::None).map(|_| ())
                }
            },
            Self::CreateFolder { path } => disk.create_folder(path),
            Self::RemoveFolder { path } => match disk.remove_empty_folder(path) {
                Ok(()) | Err(DiskError::Gone { .. } | DiskError::NotEmpty { .. }) => Ok(()),
                Err(error) => Err(error),
            },
            Self::Trash { path, kind, .. } => match disk.find(path)? {
                Found::Absent => Ok(()),
                _ => disk.trash(path, *kind).map(|_| ()),
            },
        }
    }

    /// Returns the file or folder that the step is about.
    pub(super) fn path(&self) -> &VaultPath {
        match self {
            Self::Write { path, .. }
            | Self::Move { from: path, .. }
            | Self::Create { path, .. }
            | Self::Remove { path, .. }
            | Self::CreateFolder { path }
            | Self::RemoveFolder { path }
            | Self::Trash { path, .. } => path,
        }
    }

    /// Returns where a step moves something from and to.
    pub(super) fn moved(&self) -> Option<(&VaultPath, &VaultPath)> {
        match self {
            Self::Move { from, to } => Some((from, to)),
            _ => None,
        }
    }

    /// Lists the files and folders that the step touches.
    pub(super) fn paths(&self) -> Vec<&VaultPath> {
        match self {
            Self::Move { from, to } => vec![from, to],
            step => vec![step.path()],
        }
    }

    /// Lists the kept bytes that the step or its undoing needs.
    pub(super) fn hashes(&self) -> Vec<ContentHash> {
        match self {
            Self::Write { old, new, .. } => vec![*old, *new],
            Self::Create { new: hash, .. } | Self::Remove { old: hash, .. } => vec![*hash],
            Self::Trash { files, .. } => files.iter().filter_map(|file| file.hash).collect(),
            Self::Move { .. } | Self::CreateFolder { .. } | Self::RemoveFolder { .. } => Vec::new(),
        }
    }

    /// Returns a file whose bytes were not kept, so that the step cannot be undone.
    pub(super) fn not_kept(&self) -> Option<&VaultPath> {
        let Self::Trash { files, .. } = self else { return None };
        files.iter().find(|file| file.hash.is_none()).map(|file| &file.path)
    }

    fn inverse(&self) -> Vec<Self> {
        match self.clone() {
            Self::Write { path, old, new } => vec![Self::Write { path, old: new, new: old }],
            Self::Move { from, to } => vec![Self::Move { from: to, to: from }],
            Self::Create { path, new } => vec![Self::Remove { path, old: new }],
            Self::Remove { path, old } => vec![Self::Create { path, new: old }],
            Self::CreateFolder { path } => vec![Self::RemoveFolder { path }],
            Self::RemoveFolder { path } => vec![Self::CreateFolder { path }],
            Self::Trash { folders, files, .. } => {
                let folders = folders.into_iter().map(|path| Self::CreateFolder { path });
                let kept = files.into_iter().filter_map(|file| Some((file.path, file.hash?)));
                folders.chain(kept.map(|(path, new)| Self::Create { path, new })).collect()
            }
        }
    }
}

/// Steps in the making, each checked against the disk as those before it will leave it.
struct Planning<'p> {
    disk: &'p dyn Disk,
    data: &'p DataFolder,
    steps: Vec<Step>,
}

impl Planning<'_> {
    fn write(&mut self, file: &FileSplices) -> Result<(), JournalError> {
        if file.splices.is_empty() {
            return Ok(());
        }
        let path = file.path.clone();
        let read = self.disk.read(&path, NO_CAP)?;
        let (old, found) = (file.expected, read.stamp.hash);
        if found != old {
            return Err(DiskError::Conflict { path: path.to_string(), found }.into());
        }
        let bytes = apply_splices(&read.bytes, &file.splices)
            .map_err(|error| JournalError::Splice { path: path.clone(), error })?;
        let _held = self.data.hold();
        self.data.keep_blob(&read.bytes)?;
        let new = self.data.keep_blob(&bytes)?;
        self.steps.push(Step::Write { path, old, new });
        Ok(())
    }

    fn move_to(&mut self, from: &VaultPath, to: &VaultPath) -> Result<(), JournalError> {
        if from == to {
            return Ok(());
        }
        if to.is_in(from) {
            let reason = "a folder cannot be moved into itself";
            return Err(DiskError::Name { path: to.to_string(), reason }.into());
        }
        self.push(Step::Move { from: from.clone(), to: to.clone() }, to)
    }

    fn create(&mut self, path: &VaultPath, bytes: &[u8]) -> Result<(), JournalError> {
        let held = self.data.hold();
        let new = self.data.keep_blob(bytes)?;
        drop(held);
        self.push(Step::Create { path: path.clone(), new }, path)
    }

    fn trash(&mut self, path: &VaultPath, kind: TrashKind) -> Result<(), JournalError> {
        let found = self.disk.find(path)?;
        if found == Found::Absent || path.is_root() {
            return Err(gone(path).into());
        }
        if kind == TrashKind::Local {
            return self.move_to_local_trash(path);
        }
        let (mut folders, mut files) = (Vec::new(), Vec::new());
        if found == Found::Folder {
            let walk = self.disk.walk_folder(path)?;
            folders.push(path.clone());
            folders.extend(walk.folders);
            for file in walk.files {
                files.push(self.keep(file.path)?);
            }
        } else {
            files.push(self.keep(path.clone())?);
        }
        self.steps.push(Step::Trash { path: path.clone(), kind, folders, files });
        Ok(())
    }

    /// The vault's own trash is a place as any other, so that undoing is moving back.
    fn move_to_local_trash(&mut self, path: &VaultPath) -> Result<(), JournalError> {
        for number in 0..10_000 {
            let to = local_name(path, number)?;
            match self.move_to(path, &to) {
                Err(JournalError::Disk(DiskError::Exists { .. })) => {}
                planned => return planned,
            }
        }
        Err(DiskError::Exists { path: path.to_string() }.into())
    }

    fn keep(&self, path: VaultPath) -> Result<Kept, JournalError> {
        match self.disk.read(&path, KEPT_WHEN_TRASHED) {
            Ok(read) => {
                let _held = self.data.hold();
                Ok(Kept { path, hash: Some(self.data.keep_blob(&read.bytes)?) })
            }
            Err(DiskError::TooLarge { .. } | DiskError::NotAFile { .. }) => {
                Ok(Kept { path, hash: None })
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Adds a step that fills `place`, and before it those that make the folders it lies in.
    fn push(&mut self, step: Step, place: &VaultPath) -> Result<(), JournalError> {
        check(self.disk, &self.steps, &step)?;
        let mut missing = Vec::new();
        let mut folder = place.folder();
        while !folder.is_root() && !will_exist(self.disk, &self.steps, &folder)? {
            missing.push(Step::CreateFolder { path: folder.clone() });
            folder = folder.folder();
        }
        self.steps.extend(missing.into_iter().rev());
        self.steps.push(step);
        Ok(())
    }
}

/// Returns where a file is that a later step of the operation may have moved already.
fn where_now(disk: &dyn Disk, path: &VaultPath, steps: &[Step]) -> Result<VaultPath, DiskError> {
    if disk.find(path)? != Found::Absent {
        return Ok(path.clone());
    }
    let gone_to = |step: &Step| match step {
        Step::Move { from, to } => moved(path, from, to),
        _ => None,
    };
    Ok(steps.iter().find_map(gone_to).unwrap_or_else(|| path.clone()))
}

fn is_refilled(path: &VaultPath, steps: &[Step]) -> bool {
    steps.iter().any(|step| match step {
        Step::Move { to: filled, .. } | Step::Create { path: filled, .. } => filled == path,
        _ => false,
    })
}

fn hash_of(disk: &dyn Disk, path: &VaultPath) -> Result<ContentHash, DiskError> {
    disk.read(path, NO_CAP).map(|read| read.stamp.hash)
}

fn gone(path: &VaultPath) -> DiskError {
    DiskError::Gone { path: path.to_string() }
}
