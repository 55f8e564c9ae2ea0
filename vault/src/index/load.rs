//! The cold load: a whole vault into an empty store, in one go.
//!
//! The files' names come first, so that each link can be resolved as its note arrives, by the
//! threads that parse; the indices are made when all rows are in.

use std::sync::Arc;

use super::insert::{Inserts, Numbered};
use super::rows::{FileRows, FileStat};
use super::writer::{Writer, style_word, write_meta};
use super::{IndexError, schema};
use crate::names::Names;
use crate::path::VaultPath;
use crate::resolve::LinkStyle;

/// How many files are written together.
const FILES_AT_ONCE: usize = 128;

/// A load under way. Dropped before [`Load::finish`], the store stays unfinished and the next
/// start begins anew.
#[derive(Debug)]
pub(crate) struct Load<'w> {
    writer: &'w mut Writer,
    names: Arc<Names>,
}

/// Looks up where links lead, by the names of the load; for the threads that parse.
#[derive(Debug, Clone)]
pub struct Resolver {
    names: Arc<Names>,
    style: LinkStyle,
}

impl Resolver {
    /// Looks up where each link of a file leads.
    pub fn resolve(&self, rows: &mut FileRows) {
        rows.resolve(&self.names, self.style);
    }
}

impl Writer {
    /// Begins the load of an empty store with the names of all files and folders.
    ///
    /// Readers see these files, without content, as revision 1.
    pub(crate) fn begin_load(
        &mut self,
        stats: Vec<FileStat>,
        folders: &[VaultPath],
    ) -> Result<Load<'_>, IndexError> {
        // Until the load is finished nothing in the store is trusted, so nothing is synced.
        // The log is copied into the file when full text is in, so that links need not wait.
        self.connection.execute_batch(
            "PRAGMA synchronous=OFF; PRAGMA wal_autocheckpoint=0; BEGIN IMMEDIATE;",
        )?;
        let mut names = Names::default();
        let mut inserts = Inserts::new(&self.connection, self.revision + 1)?;
        for stat in stats {
            let id = names.add(stat.path.clone());
            inserts.file(id, &FileRows::of_attachment(stat))?;
        }
        drop(inserts);
        for folder in folders {
            self.put_folder(folder)?;
        }
        self.write_revision(self.revision + 1)?;
        write_meta(&self.connection, "style", style_word(self.style))?;
        write_meta(&self.connection, "property_names", &self.property_names)?;
        self.connection.execute_batch("COMMIT;")?;
        Ok(Load { writer: self, names: Arc::new(names) })
    }
}

impl Load<'_> {
    /// Returns what resolves links on other threads.
    pub(crate) fn resolver(&self) -> Resolver {
        Resolver { names: Arc::clone(&self.names), style: self.writer.style }
    }

    /// Writes the content of all files that `rows` yields, in any order, then makes the indices.
    ///
    /// Links must be resolved. A file that was not among the stats is left out: it came later,
    /// and a step takes it in. Returns the revision at which links, tags and properties stand.
    pub(crate) fn finish(
        self,
        rows: impl IntoIterator<Item = FileRows>,
    ) -> Result<u64, IndexError> {
        let revision = self.writer.revision + 1;
        self.writer.connection.execute_batch("BEGIN IMMEDIATE;")?;
        let mut inserts = Inserts::new(&self.writer.connection, revision)?;
        let mut batch = Vec::with_capacity(FILES_AT_ONCE);
        for rows in rows {
            if let Some(id) = self.names.find_spelled(&rows.stat.path) {
                batch.push((id, rows));
            }
            if batch.len() == FILES_AT_ONCE {
                put(&mut inserts, &mut batch)?;
            }
        }
        put(&mut inserts, &mut batch)?;
        drop(inserts);
        self.writer.connection.execute_batch(schema::INDICES)?;
        self.writer.write_revision(revision)?;
        self.writer.connection.execute_batch("COMMIT;")?;
        Ok(revision)
    }
}

impl Writer {
    /// Brings a finished load to the disk and marks it as one that can be trusted.
    ///
    /// Does nothing where that was done, or while a reader holds an older revision: then the next
    /// call tries again, and until one succeeds the next start loads anew.
    pub(super) fn seal(&mut self) -> Result<(), IndexError> {
        if self.sealed {
            return Ok(());
        }
        self.connection
            .execute_batch("PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=2000;")?;
        let sql = "PRAGMA wal_checkpoint(PASSIVE)";
        let (log, copied): (i64, i64) =
            self.connection.query_row(sql, [], |row| Ok((row.get(1)?, row.get(2)?)))?;
        if log == copied {
            self.connection.pragma_update(None, "user_version", schema::VERSION)?;
            self.sealed = true;
        }
        Ok(())
    }
}

/// Writes a batch in the order of the files, which is the order of the tables.
fn put(inserts: &mut Inserts<'_>, batch: &mut Vec<Numbered>) -> Result<(), IndexError> {
    batch.sort_unstable_by_key(|(id, _)| *id);
    // A file that was sent twice counts as it was sent first.
    batch.dedup_by_key(|(id, _)| *id);
    inserts.content(batch)?;
    for (id, rows) in batch.drain(..) {
        inserts.file(id, &rows)?;
        if rows.text.is_some() {
            inserts.pending(id)?;
        }
    }
    Ok(())
}
