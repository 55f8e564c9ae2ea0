//! Small vaults in a real index, for tests.

use std::path::Path;

use tempfile::TempDir;

use super::{SearchAnswer, SearchSort, search};
use crate::index::{FileRows, FileStat, Snapshots, Writer, open};
use crate::parse::parse;
use crate::path::VaultPath;
use crate::query::excluded::Excluded;
use crate::resolve::LinkStyle;
use crate::text::ContentHash;

/// An index of files that exist nowhere else.
pub(in crate::query) struct Fixture {
    /// Held so that the index stays.
    _folder: TempDir,
    pub(super) writer: Writer,
    pub(in crate::query) snapshots: Snapshots,
}

/// Returns what the disk says of a file, and its rows: those of a note or canvas from its text,
/// else those of an attachment.
pub(super) fn rows(path: &str, text: &str, modified_days: i64) -> (FileStat, FileRows) {
    let mtime_ns = (20_000 + modified_days) * 86_400_000_000_000;
    let path = VaultPath::new(path).unwrap();
    let is_text = path.is_note() || path.as_str().ends_with(".canvas");
    let stat = FileStat { path, size: text.len() as u64, mtime_ns, changed_ns: mtime_ns };
    let rows = if is_text {
        let hash = ContentHash::of(text.as_bytes());
        FileRows::of_note(stat.clone(), hash, &parse(text), text.to_owned())
    } else {
        FileRows::of_attachment(stat.clone())
    };
    (stat, rows)
}

impl Fixture {
    /// Loads files of a path and a text; each was modified a day after the one before.
    pub(in crate::query) fn new<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let fixture = load(
            folder.path(),
            files.into_iter().zip(0..).map(|((path, text), day)| rows(path, text, day)),
        );
        Self { _folder: folder, writer: fixture.0, snapshots: fixture.1 }
    }

    pub(super) fn search(&self, query: &str) -> SearchAnswer {
        self.sorted(query, SearchSort::Score)
    }

    pub(super) fn sorted(&self, query: &str, sort: SearchSort) -> SearchAnswer {
        let snapshot = self.snapshots.take().unwrap();
        search(&snapshot, query, 1000, sort, &Excluded::default()).unwrap()
    }

    /// Returns the paths found, by path.
    pub(super) fn paths(&self, query: &str) -> Vec<String> {
        let answer = self.search(query);
        assert_eq!(answer.problem, None, "{query}");
        let mut paths: Vec<String> = answer.hits.into_iter().map(|hit| hit.path).collect();
        paths.sort();
        paths
    }
}

fn load(folder: &Path, files: impl Iterator<Item = (FileStat, FileRows)>) -> (Writer, Snapshots) {
    let (mut writer, snapshots, _) = open(folder, LinkStyle::Shortest).unwrap();
    let (stats, files): (Vec<FileStat>, Vec<FileRows>) = files.unzip();
    writer.begin_load(stats, &[]).unwrap().finish(files).unwrap();
    while writer.step_fulltext().unwrap().left > 0 {}
    (writer, snapshots)
}
