//! What the files say that the index does not know yet: the walk is the truth.

use std::cmp::Ordering;

use rayon::prelude::*;

use crate::disk::{Disk, DiskError, FileStat, SkipReason, Walk};
use crate::facts::{NoteFacts, Problem};
use crate::index::{FileChange, FileRows, StoredFile};
use crate::parse::{parse_bytes, parse_canvas, parse_plain};
use crate::path::{FileKind, VaultPath};
use crate::text::{ContentHash, Span};
use crate::thesis::property_names::PropertyNames;

/// The largest note whose content is indexed, in bytes. A larger one is listed and can be opened.
const LARGEST_INDEXED: u64 = 32 << 20;

/// The largest note of which all facts are gathered, in bytes; of a larger one, the cheap ones.
const PARSED_WHOLE: usize = 5 << 20;

/// A file to be looked at, with the hash of what the index holds of it.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) stat: FileStat,
    pub(super) known: Option<ContentHash>,
}

/// What differs from the index by path, size or time.
#[derive(Debug, Default)]
pub(super) struct Difference {
    /// Files whose content must be looked at.
    pub(super) candidates: Vec<Candidate>,
    /// What is known without looking: files that are gone, folders that came or went.
    pub(super) known: Vec<FileChange>,
}

impl Difference {
    /// Compares a walk with what is stored of the same folder; all are in the order of their paths.
    ///
    /// What could not be read is not known to be gone: what the index holds of it stays.
    pub(super) fn new(walk: &Walk, stored: &[StoredFile], folders: &[VaultPath]) -> Self {
        let mut difference = Self::default();
        let unseen = Unseen::of(walk);
        difference.compare_folders(&walk.folders, folders, &unseen);
        let (mut walked, mut stored) = (walk.files.iter().peekable(), stored.iter().peekable());
        loop {
            let order = match (walked.peek(), stored.peek()) {
                (None, None) => return difference,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(file), Some(known)) => file.path.cmp(&known.stat.path),
            };
            let file = if order.is_le() { walked.next() } else { None };
            let known = if order.is_ge() { stored.next() } else { None };
            match (file, known) {
                (Some(file), Some(known)) if is_same(file, known) => {}
                (Some(file), known) => difference.candidates.push(Candidate {
                    stat: file.clone(),
                    known: known.and_then(|known| known.hash),
                }),
                (None, Some(known)) if unseen.holds(&known.stat.path) => {}
                (None, Some(known)) => {
                    difference.known.push(FileChange::Gone(known.stat.path.clone()));
                }
                (None, None) => return difference,
            }
        }
    }

    fn compare_folders(&mut self, walked: &[VaultPath], stored: &[VaultPath], unseen: &Unseen) {
        let new = walked.iter().filter(|path| stored.binary_search(path).is_err());
        self.known.extend(new.map(|path| FileChange::Folder(path.clone())));
        let gone =
            stored.iter().filter(|path| walked.binary_search(path).is_err() && !unseen.holds(path));
        self.known.extend(gone.map(|path| FileChange::FolderGone(path.clone())));
    }

    /// Adds what another part of the vault differs by.
    pub(super) fn extend(&mut self, other: Self) {
        self.candidates.extend(other.candidates);
        self.known.extend(other.known);
    }

    /// Returns true where there is nothing to take in.
    pub(super) fn is_empty(&self) -> bool {
        self.candidates.is_empty() && self.known.is_empty()
    }
}

/// The files and folders that a walk could not read.
struct Unseen(Vec<VaultPath>);

impl Unseen {
    fn of(walk: &Walk) -> Self {
        let failed = walk.skipped.iter().filter(|skipped| {
            matches!(skipped.reason, SkipReason::Unreadable | SkipReason::Failed)
        });
        Self(failed.filter_map(|skipped| VaultPath::new(skipped.shown.clone()).ok()).collect())
    }

    /// Returns true for these and all that lies below them.
    fn holds(&self, path: &VaultPath) -> bool {
        self.0.iter().any(|unseen| path.is_in(unseen) || path == unseen)
    }
}

fn is_same(file: &FileStat, known: &StoredFile) -> bool {
    // The time of the record is one that no program can put back, so that an edit which keeps
    // size and time is seen too.
    let known = &known.stat;
    file.size == known.size
        && file.mtime_ns == known.mtime_ns
        && file.changed_ns == known.changed_ns
}

/// Reads and parses files on all cores; the result is in the order of the candidates.
pub(super) fn read_changes(
    disk: &dyn Disk,
    candidates: &[Candidate],
    names: &PropertyNames,
) -> Vec<FileChange> {
    candidates.par_iter().map(|candidate| read_change(disk, candidate, names)).collect()
}

fn read_change(disk: &dyn Disk, candidate: &Candidate, names: &PropertyNames) -> FileChange {
    let stat = &candidate.stat;
    if !is_read(&stat.path) {
        return FileChange::Put(Box::new(FileRows::of_attachment(index_stat(stat))));
    }
    match disk.read(&stat.path, LARGEST_INDEXED) {
        Ok(read) if candidate.known == Some(read.stamp.hash) => {
            FileChange::Touched(index_stat(stat))
        }
        Ok(read) => FileChange::Put(Box::new(rows_of(stat, read.stamp.hash, &read.bytes, names))),
        Err(DiskError::Gone { .. }) => FileChange::Gone(stat.path.clone()),
        Err(error) => FileChange::Put(Box::new(unreadable(stat, &error))),
    }
}

/// Reads and parses one note for the first load.
pub(super) fn load_rows(
    disk: &dyn Disk,
    stat: &FileStat,
    names: &PropertyNames,
) -> Option<FileRows> {
    let candidate = Candidate { stat: stat.clone(), known: None };
    match read_change(disk, &candidate, names) {
        FileChange::Put(rows) => Some(*rows),
        _ => None,
    }
}

/// Returns true for a file whose content the index knows: notes and canvases.
pub(super) fn is_read(path: &VaultPath) -> bool {
    matches!(path.kind(), FileKind::Note | FileKind::Canvas)
}

fn rows_of(stat: &FileStat, hash: ContentHash, bytes: &[u8], names: &PropertyNames) -> FileRows {
    if stat.path.kind() == FileKind::Canvas {
        let (text, facts) = parse_canvas(&String::from_utf8_lossy(bytes));
        return FileRows::of_note(index_stat(stat), hash, &facts, text);
    }
    let (text, facts) = if bytes.len() <= PARSED_WHOLE {
        parse_bytes(bytes)
    } else {
        let text = String::from_utf8_lossy(bytes);
        let facts = parse_plain(&text);
        (text, facts)
    };
    FileRows::of_note_named(index_stat(stat), hash, &facts, text.into_owned(), names)
}

/// Returns the rows of a note whose content could not be read: its name and why.
fn unreadable(stat: &FileStat, error: &DiskError) -> FileRows {
    let kind = match error {
        DiskError::TooLarge { .. } => "too-large",
        _ => "unreadable",
    };
    let message = match error {
        DiskError::TooLarge { size, .. } => format!(
            "the note is {} MB, more than the {} MB that are searched; it can still be opened",
            size >> 20,
            LARGEST_INDEXED >> 20
        ),
        other => other.to_string(),
    };
    let problem = Problem { kind, message, span: Span::default() };
    let facts = NoteFacts { problems: vec![problem], ..NoteFacts::default() };
    FileRows::of_note(index_stat(stat), ContentHash::of(b""), &facts, String::new())
}

/// Returns what the index keeps of a file's record.
pub(super) fn index_stat(stat: &FileStat) -> crate::index::FileStat {
    crate::index::FileStat {
        path: stat.path.clone(),
        size: stat.size,
        mtime_ns: stat.mtime_ns,
        changed_ns: stat.changed_ns,
    }
}
