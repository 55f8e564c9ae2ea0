//! A view of the store at one revision, for any thread.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Params, Row};

use super::IndexError;
use super::fulltext::Vocabulary;
use super::rows::FileStat;
use super::writer::read_revision;
use crate::names::{FileId, Names, last_segment};
use crate::path::{VaultPath, fold_name};
use crate::text::ContentHash;

/// How many connections wait for the next reader.
const IDLE: usize = 3;

/// Where snapshots come from. Clones share their connections.
#[derive(Debug, Clone)]
pub struct Snapshots(Arc<Pool>);

struct Pool {
    file: PathBuf,
    idle: Mutex<Vec<Connection>>,
    vocabulary: Mutex<Arc<Vocabulary>>,
    /// What questions keep for their next time, by type, with the revision it was made at.
    kept: Mutex<HashMap<TypeId, (u64, Kept)>>,
}

type Kept = Arc<dyn Any + Send + Sync>;

impl Snapshots {
    pub(super) fn new(file: PathBuf) -> Self {
        Self(Arc::new(Pool {
            file,
            idle: Mutex::default(),
            vocabulary: Mutex::default(),
            kept: Mutex::default(),
        }))
    }

    /// Takes a snapshot of the last revision that was committed.
    pub fn take(&self) -> Result<Snapshot, IndexError> {
        let idle = self.0.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => self.0.connect()?,
        };
        connection.prepare_cached("BEGIN")?.execute([])?;
        // The first read fixes what the transaction sees.
        let revision = read_revision(&connection, "revision")?;
        let fulltext_revision = read_revision(&connection, "fulltext_revision")?;
        Ok(Snapshot {
            revision,
            fulltext_revision,
            connection: Some(connection),
            pool: Arc::clone(&self.0),
        })
    }

    /// Closes the connections that wait; those in use close when their snapshot goes.
    pub(crate) fn close_idle(&self) {
        self.0.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl std::fmt::Debug for Pool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pool").field("file", &self.file).finish_non_exhaustive()
    }
}

impl Pool {
    fn connect(&self) -> Result<Connection, IndexError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.file, flags)?;
        connection.busy_timeout(std::time::Duration::from_secs(5))?;
        connection.set_prepared_statement_cache_capacity(64);
        // Without this a statement is planned anew for each value that is bound to it, which costs
        // more than most of what is asked for.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        connection.execute_batch("PRAGMA cache_size=-4096; PRAGMA temp_store=MEMORY;")?;
        Ok(connection)
    }
}

/// A file as it was when it was indexed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// What the disk said about it.
    pub stat: FileStat,
    /// The hash of its content, where that was read.
    pub hash: Option<ContentHash>,
}

/// The store at one revision; it does not change while it is held.
///
/// Taking one is cheap. Let go of it soon: the store cannot shrink its log while it is held.
#[derive(Debug)]
pub struct Snapshot {
    revision: u64,
    fulltext_revision: u64,
    /// Always there until the snapshot goes.
    connection: Option<Connection>,
    pool: Arc<Pool>,
}

impl Drop for Snapshot {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        // A connection that cannot end its transaction is closed instead.
        let ended = connection.prepare_cached("ROLLBACK").and_then(|mut end| end.execute([]));
        let mut idle = self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if ended.is_ok() && idle.len() < IDLE {
            idle.push(connection);
        }
    }
}

impl Snapshot {
    /// Returns the revision of files, links, tags and properties.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Returns the revision up to which full text holds every note.
    pub fn fulltext_revision(&self) -> u64 {
        self.fulltext_revision
    }

    /// Returns the revision that the clusters were found at; 0 where they never were.
    pub fn cluster_revision(&self) -> Result<u64, IndexError> {
        read_revision(self.connection()?, "cluster_revision")
    }

    /// Lists what a statement yields; it is prepared once for each connection.
    pub(crate) fn rows<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, IndexError> {
        let mut statement = self.connection()?.prepare_cached(sql)?;
        let rows = statement.query_map(params, read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Calls `read` with each row that a statement yields, so that it can borrow from the row.
    pub(crate) fn each(
        &self,
        sql: &str,
        params: impl Params,
        mut read: impl FnMut(&Row<'_>) -> rusqlite::Result<()>,
    ) -> Result<(), IndexError> {
        let mut statement = self.connection()?.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        while let Some(row) = rows.next()? {
            read(row)?;
        }
        Ok(())
    }

    /// Finds the first row that a statement yields.
    pub(crate) fn row<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, IndexError> {
        let mut statement = self.connection()?.prepare_cached(sql)?;
        Ok(statement.query_row(params, read).optional()?)
    }

    /// Finds the file at this path, spelled exactly so.
    pub fn find_file(&self, path: &VaultPath) -> Result<Option<FileId>, IndexError> {
        self.row("SELECT id FROM file WHERE path=?", [path.as_str()], |row| Ok(FileId(row.get(0)?)))
    }

    /// Finds the path of a file.
    pub fn find_path(&self, id: FileId) -> Result<Option<VaultPath>, IndexError> {
        let path = self.row("SELECT path FROM file WHERE id=?", [id.0], read_path)?;
        Ok(path.flatten())
    }

    /// Finds the text of a note or canvas, as it was when it was indexed.
    pub fn find_text(&self, id: FileId) -> Result<Option<String>, IndexError> {
        self.row("SELECT text FROM body WHERE file=?", [id.0], |row| row.get(0))
    }

    /// Returns the names that the links with these link paths can mean.
    ///
    /// Enough to `resolve` them as with the names of the whole vault, at the cost of a few rows.
    pub fn names_for<'l>(
        &self,
        linkpaths: impl IntoIterator<Item = &'l str>,
    ) -> Result<Names, IndexError> {
        let mut names = Names::default();
        for linkpath in linkpaths {
            let last = fold_name(last_segment(linkpath));
            let trimmed = last.trim();
            let with_md = [format!("{last}.md"), format!("{trimmed}.md")];
            let keys = [last.as_str(), trimmed].into_iter().chain(with_md.iter().map(|s| &**s));
            for key in keys {
                let sql = "SELECT path, id FROM file WHERE name_key=?";
                self.each(sql, [key], |row| {
                    if let Some(path) = read_path(row)? {
                        names.insert(FileId(row.get(1)?), path);
                    }
                    Ok(())
                })?;
            }
        }
        Ok(names)
    }

    /// Returns the terms of full text, kept up over snapshots.
    pub(crate) fn vocabulary(&self) -> Result<Arc<Vocabulary>, IndexError> {
        let mut shared = self.pool.vocabulary.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(newer) = shared.read_on(self)? {
            *shared = Arc::new(newer);
        }
        Ok(Arc::clone(&shared))
    }

    /// Returns a `T` made from this revision, by `make` where nobody made it yet.
    ///
    /// The last one of each type is kept, for questions that are asked with every key.
    pub(crate) fn kept<T: Send + Sync + 'static>(
        &self,
        make: impl FnOnce(&Self) -> Result<T, IndexError>,
    ) -> Result<Arc<T>, IndexError> {
        let lock = || self.pool.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = lock().get(&TypeId::of::<T>()).cloned();
        if let Some((revision, kept)) = found
            && revision == self.revision
            && let Ok(kept) = kept.downcast::<T>()
        {
            return Ok(kept);
        }
        let made = Arc::new(make(self)?);
        let kept: Kept = Arc::clone(&made) as Kept;
        lock().insert(TypeId::of::<T>(), (self.revision, kept));
        Ok(made)
    }

    /// Finds the last `T` that was kept, with the revision it was made at, to be stepped from.
    pub(crate) fn find_kept<T: Send + Sync + 'static>(&self) -> Option<(u64, Arc<T>)> {
        let kept = self.pool.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let (revision, kept) = kept.get(&TypeId::of::<T>()).cloned()?;
        Some((revision, kept.downcast::<T>().ok()?))
    }

    /// Keeps a `T` made at this revision for the next time.
    pub(crate) fn keep<T: Send + Sync + 'static>(&self, made: T) -> Arc<T> {
        let made = Arc::new(made);
        let kept: Kept = Arc::clone(&made) as Kept;
        let mut all = self.pool.kept.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(TypeId::of::<T>(), (self.revision, kept));
        made
    }

    /// Lists what the index knows of every file, by path: what a reconcile compares.
    pub fn stored_files(&self) -> Result<Vec<StoredFile>, IndexError> {
        let sql = "SELECT path, size, mtime_ns, changed_ns, hash FROM file ORDER BY path";
        let mut files = Vec::new();
        self.each(sql, [], |row| {
            files.extend(read_stored(row)?);
            Ok(())
        })?;
        Ok(files)
    }

    /// Lists what the index knows of a file or folder and of all below it, by path.
    pub fn stored_below(
        &self,
        path: &VaultPath,
    ) -> Result<(Vec<StoredFile>, Vec<VaultPath>), IndexError> {
        // '0' follows '/' in byte order, so the range holds just the paths below.
        let below = "path=?1 OR (path>?1||'/' AND path<?1||'0')";
        let sql = format!(
            "SELECT path, size, mtime_ns, changed_ns, hash FROM file WHERE {below} ORDER BY path"
        );
        let mut files = Vec::new();
        self.each(&sql, [path.as_str()], |row| {
            files.extend(read_stored(row)?);
            Ok(())
        })?;
        let sql = format!("SELECT path FROM folder WHERE {below} ORDER BY path");
        let folders = self.rows(&sql, [path.as_str()], read_path)?;
        Ok((files, folders.into_iter().flatten().filter(|folder| folder != path).collect()))
    }

    /// Counts the notes and all files.
    pub fn count_files(&self) -> Result<(u64, u64), IndexError> {
        let sql = "SELECT count(*) FILTER (WHERE kind='note'), count(*) FROM file";
        let counts = self.row(sql, [], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?;
        Ok(counts.map_or((0, 0), |(notes, files)| (notes as u64, files as u64)))
    }

    /// Lists the folders that the disk reported, by path; those of files may be missing.
    pub fn stored_folders(&self) -> Result<Vec<VaultPath>, IndexError> {
        let folders = self.rows("SELECT path FROM folder ORDER BY path", [], read_path)?;
        Ok(folders.into_iter().flatten().collect())
    }

    fn connection(&self) -> Result<&Connection, IndexError> {
        self.connection.as_ref().ok_or(IndexError::Sql(rusqlite::Error::InvalidQuery))
    }
}

/// Reads the path in a row's first column; none for one that no file can have.
pub(crate) fn read_path(row: &Row<'_>) -> rusqlite::Result<Option<VaultPath>> {
    Ok(VaultPath::new(row.get::<_, String>(0)?).ok())
}

fn read_stored(row: &Row<'_>) -> rusqlite::Result<Option<StoredFile>> {
    let Some(path) = read_path(row)? else { return Ok(None) };
    let size: i64 = row.get(1)?;
    let hash: Option<[u8; 32]> = row.get(4)?;
    let stat = FileStat { path, size: size as u64, mtime_ns: row.get(2)?, changed_ns: row.get(3)? };
    Ok(Some(StoredFile { stat, hash: hash.map(ContentHash::from_bytes) }))
}
