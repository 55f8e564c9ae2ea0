//! The tree of files and folders.

use std::collections::BTreeSet;

use serde::Serialize;

use super::natural_order::NaturalKey;
use crate::error::Result;
use crate::index::Snapshot;
use crate::path::{FileKind, VaultPath};

/// A row of the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct FileRow {
    /// Where it is; its depth is the number of `/` in it.
    pub path: VaultPath,
    /// The shown name: a note's without `.md`.
    pub title: String,
    /// What it is.
    pub kind: RowKind,
    /// When it was last modified, in milliseconds since 1970; 0 for a folder.
    #[ts(type = "number")]
    pub modified: i64,
    /// Its size in bytes; 0 for a folder.
    #[ts(type = "number")]
    pub size: u64,
}

/// What a row of the tree is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum RowKind {
    Folder,
    Note,
    Canvas,
    Base,
    Image,
    Audio,
    Video,
    Pdf,
    Other,
}

impl From<FileKind> for RowKind {
    fn from(kind: FileKind) -> Self {
        match kind {
            FileKind::Note => Self::Note,
            FileKind::Canvas => Self::Canvas,
            FileKind::Base => Self::Base,
            FileKind::Image => Self::Image,
            FileKind::Audio => Self::Audio,
            FileKind::Video => Self::Video,
            FileKind::Pdf => Self::Pdf,
            FileKind::Other => Self::Other,
        }
    }
}

/// Lists all files and folders in preorder: in each folder its folders first, then its files,
/// by name with numbers by value. Files of unknown type only where `unknown` says so.
pub fn list_files(snapshot: &Snapshot, unknown: bool) -> Result<Vec<FileRow>> {
    let mut rows = Vec::new();
    let sql = "SELECT path, title, mtime_ns, size FROM file";
    snapshot.each(sql, [], |row| {
        let Some(path) = crate::index::read_path(row)? else { return Ok(()) };
        let kind = path.kind();
        if unknown || kind != FileKind::Other {
            let (mtime_ns, size): (i64, i64) = (row.get(2)?, row.get(3)?);
            rows.push(FileRow {
                path,
                title: row.get(1)?,
                kind: kind.into(),
                modified: mtime_ns.div_euclid(1_000_000),
                size: size as u64,
            });
        }
        Ok(())
    })?;
    let folders = list_folders(snapshot, &rows)?;
    rows.extend(folders.into_iter().map(folder_row));
    rows.sort_by_cached_key(tree_key);
    Ok(rows)
}

/// Lists the folders that the disk reported and those that files lie in.
fn list_folders(snapshot: &Snapshot, rows: &[FileRow]) -> Result<BTreeSet<VaultPath>> {
    let mut folders: BTreeSet<VaultPath> = snapshot.stored_folders()?.into_iter().collect();
    let parents: BTreeSet<&str> = rows.iter().map(|row| row.path.parent()).collect();
    for parent in parents {
        let Ok(mut folder) = VaultPath::new(parent) else { continue };
        while !folder.is_root() && folders.insert(folder.clone()) {
            folder = folder.folder();
        }
    }
    // A folder that was reported without its parents still has them.
    for folder in folders.clone() {
        let mut folder = folder.folder();
        while !folder.is_root() && folders.insert(folder.clone()) {
            folder = folder.folder();
        }
    }
    Ok(folders)
}

fn folder_row(path: VaultPath) -> FileRow {
    let title = path.file_name().to_owned();
    FileRow { path, title, kind: RowKind::Folder, modified: 0, size: 0 }
}

/// Orders the rows as a tree: each segment, folders before files, the spelling last.
fn tree_key(row: &FileRow) -> Vec<(bool, NaturalKey, String)> {
    let segments = row.path.as_str().split('/');
    let depth = segments.clone().count();
    let is_file = |at: usize| row.kind != RowKind::Folder && at + 1 == depth;
    segments
        .enumerate()
        .map(|(at, name)| (is_file(at), NaturalKey::new(name), name.to_owned()))
        .collect()
}
