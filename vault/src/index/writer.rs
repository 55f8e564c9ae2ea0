//! The one writer: every change of the store is a step of it, and every step a revision.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::FromSql;
use rusqlite::{Connection, OptionalExtension, ToSql, params};

use super::fulltext::CatchingUp;
use super::insert::Inserts;
use super::rows::{FileRows, FileStat};
use super::{IndexError, schema};
use crate::graph::{Change, Delta, Graph};
use crate::names::FileId;
use crate::path::VaultPath;
use crate::resolve::LinkStyle;

/// How many changed files a step takes into full text at once; more are left for later.
const FULLTEXT_AT_ONCE: usize = 8;

/// The connection that writes. It cannot be cloned and never leaves the core.
#[derive(Debug)]
pub(crate) struct Writer {
    pub(super) connection: Connection,
    pub(super) style: LinkStyle,
    /// With which names of properties the bearings were read.
    pub(super) property_names: String,
    pub(super) revision: u64,
    /// Loaded when the first change asks for it, so that opening stays quick.
    graph: Option<Graph>,
    /// What is kept while full text catches up.
    pub(super) catching_up: Option<CatchingUp>,
    /// False from the start of a cold load until all of it is safely on the disk.
    pub(super) sealed: bool,
}

/// What the disk reports about one file.
#[derive(Debug, Clone)]
pub enum FileChange {
    /// The file is new or has new content.
    Put(Box<FileRows>),
    /// Only its time or size of record changed; the content is the same.
    Touched(FileStat),
    /// The file is gone.
    Gone(VaultPath),
    /// The folder is new; those of files need not be told.
    Folder(VaultPath),
    /// The folder is gone. Its files are told on their own.
    FolderGone(VaultPath),
}

/// What a step wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// The revision that holds the change.
    pub revision: u64,
    /// The files and folders that came, changed or went, by path.
    pub changed: Vec<VaultPath>,
    /// Files with links that lead elsewhere now, though they did not change themselves, by path.
    pub moved: Vec<VaultPath>,
}

impl Writer {
    pub(super) fn new(
        connection: Connection,
        style: LinkStyle,
        revision: u64,
        sealed: bool,
    ) -> Self {
        let property_names = read_meta(&connection, "property_names").ok().flatten();
        Self {
            connection,
            style,
            property_names: property_names.unwrap_or_default(),
            revision,
            graph: None,
            catching_up: None,
            sealed,
        }
    }

    /// Returns the fingerprint of the names of properties with which bearings were read.
    pub(crate) fn property_names(&self) -> &str {
        &self.property_names
    }

    /// Sets with which names of properties the rows of the next load are read.
    pub(crate) fn set_property_names(&mut self, fingerprint: String) {
        self.property_names = fingerprint;
    }

    /// Returns true where links would resolve in another way under this style.
    pub(crate) fn resolves_otherwise(&self, style: LinkStyle) -> bool {
        style_word(style) != style_word(self.style)
    }

    /// Returns the last revision that was written.
    pub(crate) fn revision(&self) -> u64 {
        self.revision
    }

    /// Returns the graph of the last revision.
    pub(crate) fn graph(&mut self) -> Result<&Graph, IndexError> {
        let graph = match self.graph.take() {
            Some(graph) => graph,
            None => self.load_graph()?,
        };
        Ok(self.graph.insert(graph))
    }

    /// Takes in changes, all or none, and returns the new revision.
    ///
    /// Links, tags and properties are there when this returns; so is full text where only a few
    /// files changed, else [`Writer::step_fulltext`] catches up.
    pub(crate) fn step(&mut self, changes: Vec<FileChange>) -> Result<Written, IndexError> {
        if let Some(catching_up) = &mut self.catching_up {
            catching_up.forget_texts();
        }
        let mut graph = match self.graph.take() {
            Some(graph) => graph,
            None => self.load_graph()?,
        };
        // On failure the graph is dropped: the next step loads it again from what was committed.
        let written = self.step_with(&mut graph, changes)?;
        self.graph = Some(graph);
        self.revision = written.revision;
        Ok(written)
    }

    fn step_with(
        &self,
        graph: &mut Graph,
        changes: Vec<FileChange>,
    ) -> Result<Written, IndexError> {
        let transaction = self.connection.unchecked_transaction()?;
        let mut files: BTreeMap<VaultPath, Option<FileRows>> = BTreeMap::new();
        let mut folders = Vec::new();
        for change in changes {
            match change {
                FileChange::Put(rows) => {
                    files.insert(rows.stat.path.clone(), Some(*rows));
                }
                FileChange::Gone(path) => {
                    files.insert(path, None);
                }
                FileChange::Touched(stat) => self.touch(&stat)?,
                FileChange::Folder(path) => {
                    if self.put_folder(&path)? {
                        folders.push(path);
                    }
                }
                FileChange::FolderGone(path) => {
                    if self.delete_folder(&path)? {
                        folders.push(path);
                    }
                }
            }
        }
        let delta = graph.step(files.iter().map(graph_change).collect());
        if delta.is_empty() && folders.is_empty() {
            transaction.commit()?;
            return Ok(Written { revision: self.revision, ..Written::default() });
        }
        self.write_delta(graph, &delta, files)?;
        self.write_revision_value(self.revision + 1)?;
        if self.count_pending()? == 0 {
            write_meta(&self.connection, "fulltext_revision", self.revision as i64 + 1)?;
        }
        transaction.commit()?;
        let mut written = paths_of(graph, &delta);
        written.revision = self.revision + 1;
        written.changed.append(&mut folders);
        written.changed.sort_unstable();
        written.changed.dedup();
        Ok(written)
    }

    fn write_delta(
        &self,
        graph: &Graph,
        delta: &Delta,
        files: BTreeMap<VaultPath, Option<FileRows>>,
    ) -> Result<(), IndexError> {
        for (id, _) in &delta.gone {
            self.delete_content(*id)?;
            self.delete_fulltext(*id)?;
            self.execute("DELETE FROM cluster_member WHERE file=?", [id.0])?;
            self.execute("DELETE FROM file WHERE id=?", [id.0])?;
        }
        for id in &delta.changed {
            self.delete_content(*id)?;
        }
        let at_once = delta.added.len() + delta.changed.len() <= FULLTEXT_AT_ONCE;
        let mut inserts = Inserts::new(&self.connection, self.revision + 1)?;
        let mut numbered = Vec::with_capacity(files.len());
        for (path, rows) in files {
            let (Some(mut rows), Some(id)) = (rows, graph.names().find_spelled(&path)) else {
                continue;
            };
            for (row, link) in rows.links.iter_mut().zip(graph.outgoing(id)) {
                row.destination = link.destination;
            }
            inserts.file(id, &rows)?;
            numbered.push((id, rows));
        }
        numbered.sort_unstable_by_key(|(id, _)| *id);
        inserts.content(&numbered)?;
        for (id, rows) in &numbered {
            if at_once || rows.text.is_none() {
                self.put_fulltext(*id, rows)?;
            } else {
                inserts.pending(*id)?;
            }
        }
        let sql = "UPDATE link SET destination=?3 WHERE file=?1 AND ordinal=?2";
        let mut statement = self.connection.prepare_cached(sql)?;
        for (link, destination) in &delta.moved {
            statement.execute(params![link.source.0, link.ordinal, destination.map(|id| id.0)])?;
        }
        // A note whose links lead elsewhere bears on something else, though it did not change.
        let sources: BTreeSet<FileId> = delta.moved.iter().map(|(link, _)| link.source).collect();
        for source in sources {
            let sql = "UPDATE bearing SET revision=?2 WHERE file=?1";
            self.execute(sql, params![source.0, self.revision as i64 + 1])?;
        }
        Ok(())
    }

    /// Returns how many files have a full text older than their body.
    pub(super) fn count_pending(&self) -> Result<u32, IndexError> {
        let mut statement =
            self.connection.prepare_cached("SELECT count(*) FROM fulltext_pending")?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    fn touch(&self, stat: &FileStat) -> Result<(), IndexError> {
        let sql = "UPDATE file SET size=?2, mtime_ns=?3, changed_ns=?4 WHERE path=?1";
        let (path, size) = (stat.path.as_str(), stat.size as i64);
        self.execute(sql, params![path, size, stat.mtime_ns, stat.changed_ns])
    }

    /// Notes a folder; returns false for one that is known.
    pub(super) fn put_folder(&self, path: &VaultPath) -> Result<bool, IndexError> {
        let sql = "INSERT OR IGNORE INTO folder VALUES(?)";
        Ok(self.connection.prepare_cached(sql)?.execute([path.as_str()])? > 0)
    }

    fn delete_folder(&self, path: &VaultPath) -> Result<bool, IndexError> {
        let sql = "DELETE FROM folder WHERE path=?";
        Ok(self.connection.prepare_cached(sql)?.execute([path.as_str()])? > 0)
    }

    fn delete_content(&self, id: FileId) -> Result<(), IndexError> {
        for table in schema::ROWS_OF_A_FILE {
            self.execute(&format!("DELETE FROM {table} WHERE file=?"), [id.0])?;
        }
        Ok(())
    }

    pub(super) fn execute(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
    ) -> Result<(), IndexError> {
        self.connection.prepare_cached(sql)?.execute(params)?;
        Ok(())
    }

    /// Reads the graph back from the rows; destinations are taken as they stand.
    fn load_graph(&self) -> Result<Graph, IndexError> {
        let sql = "SELECT id, path FROM file ORDER BY id";
        let mut files = Vec::new();
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if let Ok(path) = VaultPath::new(row.get::<_, String>(1)?) {
                files.push((FileId(row.get(0)?), path));
            }
        }
        let mut graph = Graph::rebuild(self.style, files, []);
        let sql = "SELECT file, target, destination FROM link ORDER BY file, ordinal";
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        let mut links = graph.restore();
        while let Some(row) = rows.next()? {
            let target = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
            let destination: Option<u32> = row.get(2)?;
            links.push(FileId(row.get(0)?), target, destination.map(FileId));
        }
        links.finish();
        Ok(graph)
    }

    /// Writes the revision as part of a transaction that the caller commits, and takes it over.
    pub(super) fn write_revision(&mut self, revision: u64) -> Result<(), IndexError> {
        self.write_revision_value(revision)?;
        self.revision = revision;
        Ok(())
    }

    fn write_revision_value(&self, revision: u64) -> Result<(), IndexError> {
        write_meta(&self.connection, "revision", revision as i64)
    }
}

fn graph_change((path, rows): (&VaultPath, &Option<FileRows>)) -> Change {
    match rows {
        Some(rows) => Change::Put { path: path.clone(), targets: rows.targets() },
        None => Change::Gone { path: path.clone() },
    }
}

fn paths_of(graph: &Graph, delta: &Delta) -> Written {
    let path = |id: &FileId| graph.names().find_path(*id).cloned();
    let read = delta.added.iter().chain(&delta.changed).filter_map(path);
    let changed = read.chain(delta.gone.iter().map(|(_, path)| path.clone())).collect();
    let mut moved: Vec<_> = delta.moved.iter().filter_map(|(link, _)| path(&link.source)).collect();
    moved.sort_unstable();
    moved.dedup();
    Written { revision: 0, changed, moved }
}

/// Returns the word under which a style is stored.
pub(super) fn style_word(style: LinkStyle) -> &'static str {
    // Only relative vaults resolve in another way.
    if style == LinkStyle::Relative { "relative" } else { "absolute" }
}

pub(super) fn write_meta(
    connection: &Connection,
    key: &str,
    value: impl ToSql,
) -> Result<(), IndexError> {
    let sql = "INSERT OR REPLACE INTO meta VALUES(?,?)";
    connection.prepare_cached(sql)?.execute(params![key, value])?;
    Ok(())
}

pub(super) fn read_meta<T: FromSql>(
    connection: &Connection,
    key: &str,
) -> Result<Option<T>, IndexError> {
    let sql = "SELECT value FROM meta WHERE key=?";
    Ok(connection.prepare_cached(sql)?.query_row([key], |row| row.get(0)).optional()?)
}

/// Returns the revision stored under `key`, 0 where there is none.
pub(super) fn read_revision(connection: &Connection, key: &str) -> Result<u64, IndexError> {
    let revision: Option<i64> = read_meta(connection, key)?;
    Ok(revision.and_then(|revision| u64::try_from(revision).ok()).unwrap_or_default())
}
