//! What search reads from a snapshot: the files there are, full text, tags, properties, texts.

use std::sync::Arc;

use rusqlite::Row;

use super::candidates::Candidates;
use super::file_set::FileSet;
use crate::index::{IndexError, Snapshot, Vocabulary, read_path};
use crate::names::FileId;
use crate::path::{VaultPath, fold_name};
use crate::query::excluded::Excluded;

/// A snapshot as search sees it.
#[derive(Debug)]
pub(super) struct Corpus<'s> {
    snapshot: &'s Snapshot,
    pub(super) words: Arc<Vocabulary>,
    files: Arc<Files>,
    /// Every file but the excluded ones.
    pub(super) all: FileSet,
    /// The files with a text: notes and canvases.
    pub(super) texts: FileSet,
    /// The files that plain words reach: those with a text, and bases by their name.
    pub(super) searchable: FileSet,
    /// Searchable files that full text knows nothing or nothing new about.
    pub(super) unread: FileSet,
}

/// The files of one revision, kept from one search to the next.
#[derive(Debug, Default)]
struct Files {
    all: FileSet,
    texts: FileSet,
    searchable: FileSet,
    unread: FileSet,
    records: Vec<Record>,
    paths: Vec<(FileId, VaultPath)>,
}

/// What ranking knows of each file.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Record {
    /// In milliseconds since 1970.
    pub(super) modified: i64,
    /// In bytes.
    pub(super) size: u32,
}

/// A file with its text, as it is read to be looked into.
#[derive(Debug)]
pub(super) struct Body {
    pub(super) file: FileId,
    pub(super) path: String,
    pub(super) title: String,
    /// Empty for a file without.
    pub(super) text: String,
}

impl Files {
    fn read(snapshot: &Snapshot) -> Result<Self, IndexError> {
        let mut files = Self::default();
        let sql = "SELECT path, id, kind, hash IS NULL, mtime_ns, size FROM file ORDER BY id";
        snapshot.each(sql, [], |row| {
            let Some(path) = read_path(row)? else { return Ok(()) };
            let file = FileId(row.get(1)?);
            files.add(file, row.get_ref(2)?.as_str()?, row.get(3)?);
            let record = Record {
                modified: row.get::<_, i64>(4)? / 1_000_000,
                size: u32::try_from(row.get::<_, i64>(5)?).unwrap_or(u32::MAX),
            };
            files.records.resize(file.at(), Record::default());
            files.records.push(record);
            files.paths.push((file, path));
            Ok(())
        })?;
        Ok(files)
    }

    fn add(&mut self, file: FileId, kind: &str, unread: bool) {
        let (has_text, is_base) = (matches!(kind, "note" | "canvas"), kind == "base");
        let sets = [
            (&mut self.all, true),
            (&mut self.texts, has_text),
            (&mut self.searchable, has_text || is_base),
            (&mut self.unread, is_base || (has_text && unread)),
        ];
        for (set, belongs) in sets {
            if belongs {
                set.insert(file);
            }
        }
    }
}

impl<'s> Corpus<'s> {
    pub(super) fn new(snapshot: &'s Snapshot, excluded: &Excluded) -> Result<Self, IndexError> {
        let files = snapshot.kept(Files::read)?;
        let mut corpus = Self {
            snapshot,
            words: snapshot.vocabulary()?,
            all: files.all.clone(),
            texts: files.texts.clone(),
            searchable: files.searchable.clone(),
            unread: files.unread.clone(),
            files,
        };
        let pending = corpus.files("SELECT file FROM fulltext_pending", [])?;
        corpus.unread.unite(&pending);
        corpus.unread.intersect(&corpus.searchable);
        corpus.leave_out(excluded);
        Ok(corpus)
    }

    fn leave_out(&mut self, excluded: &Excluded) {
        let paths = self.paths().iter();
        let out = paths.filter(|(_, path)| excluded.holds(path)).map(|(file, _)| *file);
        let out: FileSet = out.collect();
        for set in [&mut self.all, &mut self.texts, &mut self.searchable, &mut self.unread] {
            set.subtract(&out);
        }
    }

    /// Returns what ranking knows of a file.
    pub(super) fn record(&self, file: FileId) -> Record {
        self.files.records.get(file.at()).copied().unwrap_or_default()
    }

    /// Lists every path by number, also those of excluded files.
    pub(super) fn snapshot(&self) -> &'s Snapshot {
        self.snapshot
    }

    /// Finds the file at a path.
    pub(super) fn find(&self, path: &VaultPath) -> Option<FileId> {
        self.snapshot.find_file(path).ok().flatten()
    }

    pub(super) fn paths(&self) -> &[(FileId, VaultPath)] {
        &self.files.paths
    }

    /// Returns the files that an FTS5 expression matches.
    pub(super) fn matching(&self, expression: &str) -> Result<FileSet, IndexError> {
        self.files("SELECT rowid FROM fulltext WHERE fulltext MATCH ?", [expression])
    }

    /// Returns the files with a text that can hold a needle; others cannot.
    pub(super) fn reached(&self, candidates: &Candidates) -> Result<FileSet, IndexError> {
        let mut files = match candidates {
            Candidates::Any | Candidates::Some { .. } => return Ok(self.texts.clone()),
            Candidates::None => FileSet::default(),
            Candidates::Matching { expression, .. } => {
                self.matching(&format!("body : ({expression})"))?
            }
        };
        files.unite(&self.unread);
        files.intersect(&self.texts);
        Ok(files)
    }

    /// Returns the files with this tag or one below it; the key is folded, without `#`.
    pub(super) fn tagged(&self, key: &str) -> Result<FileSet, IndexError> {
        let sql = "SELECT file FROM tag WHERE key=?1 OR (key>=?1||'/' AND key<?1||'0')";
        self.files(sql, [key])
    }

    /// Returns the files with a tag for which `holds` is true; its key is folded, without `#`.
    pub(super) fn tagged_as(&self, holds: impl Fn(&str) -> bool) -> Result<FileSet, IndexError> {
        let mut found = FileSet::default();
        self.snapshot.each("SELECT key, file FROM tag", [], |row| {
            if holds(row.get_ref(0)?.as_str()?) {
                found.insert(FileId(row.get(1)?));
            }
            Ok(())
        })?;
        found.intersect(&self.all);
        Ok(found)
    }

    /// Returns the files with a property of this name whose value, as JSON, `holds`.
    pub(super) fn with_property(
        &self,
        name: &str,
        holds: impl Fn(&str) -> bool,
    ) -> Result<FileSet, IndexError> {
        let sql = "SELECT file, value FROM property WHERE key=?";
        self.with_value(sql, [fold_name(name)], |row| Ok(holds(row.get_ref(1)?.as_str()?)))
    }

    /// Returns the files with a property whose name as spelled and value, as JSON, `holds`.
    pub(super) fn with_any_property(
        &self,
        holds: impl Fn(&str, &str) -> bool,
    ) -> Result<FileSet, IndexError> {
        self.with_value("SELECT file, value, name FROM property", [], |row| {
            Ok(holds(row.get_ref(2)?.as_str()?, row.get_ref(1)?.as_str()?))
        })
    }

    fn with_value(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
        holds: impl Fn(&Row<'_>) -> rusqlite::Result<bool>,
    ) -> Result<FileSet, IndexError> {
        let mut found = FileSet::default();
        self.snapshot.each(sql, params, |row| {
            if holds(row)? {
                found.insert(FileId(row.get(0)?));
            }
            Ok(())
        })?;
        found.intersect(&self.all);
        Ok(found)
    }

    /// Returns the files with a task; open ones, completed ones, or any.
    pub(super) fn with_task(&self, open: Option<bool>) -> Result<FileSet, IndexError> {
        self.files(
            match open {
                None => "SELECT file FROM task",
                Some(true) => "SELECT file FROM task WHERE status=' '",
                Some(false) => "SELECT file FROM task WHERE status<>' '",
            },
            [],
        )
    }

    fn files(&self, sql: &str, params: impl rusqlite::Params) -> Result<FileSet, IndexError> {
        self.with_value(sql, params, |_| Ok(true))
    }

    /// Finds a file with its text.
    pub(super) fn body(&self, file: FileId) -> Result<Option<Body>, IndexError> {
        let paths = &self.files.paths;
        let at = paths.binary_search_by_key(&file, |(file, _)| *file).ok();
        let Some((_, path)) = at.and_then(|at| paths.get(at)) else { return Ok(None) };
        let text = self.snapshot.find_text(file)?.unwrap_or_default();
        Ok(Some(Body { file, path: path.to_string(), title: path.title().to_owned(), text }))
    }
}
