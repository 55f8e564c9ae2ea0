//! The rebuildable store in SQLite: schema, one writer, snapshots, full text.
//!
//! One file, `index.db`, in a folder that the caller chooses, never inside the vault. Whatever is
//! odd about it (another version, damage, a load that did not finish) has one answer: it is set
//! aside and built anew from the files. A cold load is a [`Load`]; after it every change is a
//! [`Writer::step`]. Readers take a [`Snapshot`] and see one revision until they let it go.

mod clusters;
mod copy;
mod fulltext;
mod insert;
mod load;
mod rows;
mod schema;
mod snapshot;
mod snippet;
mod writer;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, OpenFlags};

pub use self::clusters::{ClusterRow, ClusterRows, MemberRow, TermsRow};
pub(crate) use self::copy::copy;
pub use self::fulltext::{FulltextProgress, Part, Vocabulary};
pub use self::load::Resolver;
pub use self::rows::{FileRows, FileStat, LinkKind};
pub(crate) use self::snapshot::read_path;
pub use self::snapshot::{Snapshot, Snapshots, StoredFile};
pub(crate) use self::snippet::sentence_around;
pub(crate) use self::writer::Writer;
pub use self::writer::{FileChange, Written};
use crate::error::{Code, Error};
use crate::resolve::LinkStyle;

/// What was found when the index was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opened {
    /// The store of an earlier run, at this revision; it may lag behind the files.
    Warm {
        /// The last revision that was written.
        revision: u64,
    },
    /// An empty store that needs a [`Load`].
    Cold {
        /// Why there is nothing yet.
        reason: ColdReason,
    },
}

/// Why an index starts empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColdReason {
    /// There was no index.
    New,
    /// It was asked for.
    Asked,
    /// The index was made by another version of the app.
    Version,
    /// The last load did not finish.
    Unfinished,
    /// Links resolve by another setting now.
    Settings,
    /// The file is damaged; it was set aside as `index.db.damaged`.
    Damaged,
}

/// Says what failed in the index.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The file is damaged: close it, [`set_aside`] and load again.
    #[error("the index {0:?} is damaged")]
    Damaged(PathBuf),
    /// The disk that holds the index is full.
    #[error("no room to write the index {0:?}")]
    DiskFull(PathBuf),
    /// The folder for the index cannot be used.
    #[error("the index folder {0:?} cannot be used: {1}")]
    Folder(PathBuf, std::io::Error),
    /// Anything else that SQLite reports.
    #[error("the index failed: {0}")]
    Sql(rusqlite::Error),
}

impl From<rusqlite::Error> for IndexError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl IndexError {
    /// Returns true where only a new index helps.
    pub fn is_damage(&self) -> bool {
        match self {
            Self::Damaged(_) => true,
            Self::Sql(error) => matches!(
                error.sqlite_error_code(),
                Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
            ),
            Self::DiskFull(_) | Self::Folder(..) => false,
        }
    }
}

impl From<IndexError> for Error {
    fn from(error: IndexError) -> Self {
        let full = matches!(&error, IndexError::DiskFull(_))
            || matches!(&error, IndexError::Sql(sql)
                if sql.sqlite_error_code() == Some(ErrorCode::DiskFull));
        let (code, hint) = if full {
            (Code::DiskFull, "free some space; the notes themselves are not touched")
        } else {
            (Code::Failed, "run `tl index --rebuild`; the notes themselves are not touched")
        };
        Self::new(code, error.to_string()).with_hint(hint)
    }
}

/// Opens the index in `folder`, or an empty one where it cannot be used.
///
/// `style` is the vault's setting by which links resolve. At most one writer may be open on a
/// folder; the vault's lock sees to that.
pub(crate) fn open(
    folder: &Path,
    style: LinkStyle,
) -> Result<(Writer, Snapshots, Opened), IndexError> {
    create_folder(folder)?;
    let file = folder.join("index.db");
    let reason = match open_warm(&file, style) {
        Ok(Ok((writer, revision))) => {
            let snapshots = Snapshots::new(file);
            return Ok((writer, snapshots, Opened::Warm { revision }));
        }
        Ok(Err(reason)) => reason,
        Err(error) if error.is_damage() => ColdReason::Damaged,
        Err(error) => return Err(error),
    };
    open_cold(folder, style, reason)
}

/// Opens an empty index in `folder`; one that was there is set aside.
pub(crate) fn open_cold(
    folder: &Path,
    style: LinkStyle,
    reason: ColdReason,
) -> Result<(Writer, Snapshots, Opened), IndexError> {
    create_folder(folder)?;
    set_aside(folder, reason == ColdReason::Damaged)?;
    let file = folder.join("index.db");
    let connection = connect(&file)?;
    connection.pragma_update(None, "page_size", 8192)?;
    prepare(&connection)?;
    connection.execute_batch("BEGIN;")?;
    connection.execute_batch(schema::TABLES)?;
    connection.execute_batch("COMMIT;")?;
    let writer = Writer::new(connection, style, 0, false);
    Ok((writer, Snapshots::new(file), Opened::Cold { reason }))
}

fn open_warm(
    file: &Path,
    style: LinkStyle,
) -> Result<Result<(Writer, u64), ColdReason>, IndexError> {
    if !file.exists() {
        return Ok(Err(ColdReason::New));
    }
    let connection = connect(file)?;
    prepare(&connection)?;
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if version != schema::VERSION {
        let reason = if version == 0 { ColdReason::Unfinished } else { ColdReason::Version };
        return Ok(Err(reason));
    }
    let stored: Option<String> = writer::read_meta(&connection, "style")?;
    if stored.as_deref() != Some(writer::style_word(style)) {
        return Ok(Err(ColdReason::Settings));
    }
    let revision = writer::read_revision(&connection, "revision")?;
    Ok(Ok((Writer::new(connection, style, revision, true), revision)))
}

fn connect(file: &Path) -> Result<Connection, IndexError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Ok(Connection::open_with_flags(file, flags)?)
}

fn prepare(connection: &Connection) -> Result<(), IndexError> {
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY;
         PRAGMA cache_size=-8192; PRAGMA wal_autocheckpoint=2000; PRAGMA trusted_schema=OFF;",
    )?;
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the index's own folder, not the person's files")]
fn create_folder(folder: &Path) -> Result<(), IndexError> {
    std::fs::create_dir_all(folder).map_err(|error| IndexError::Folder(folder.to_owned(), error))
}

/// Takes the index in `folder` out of the way; a damaged one is kept as `index.db.damaged`.
///
/// No connection to it may be open. Without an index nothing happens.
#[expect(clippy::disallowed_methods, reason = "the index's own files, not the person's")]
pub(crate) fn set_aside(folder: &Path, keep: bool) -> Result<(), IndexError> {
    let gone = |result: std::io::Result<()>| match result {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(IndexError::Folder(folder.to_owned(), error))
        }
        _ => Ok(()),
    };
    let file = folder.join("index.db");
    if keep {
        gone(std::fs::rename(&file, folder.join("index.db.damaged")))?;
    } else {
        gone(std::fs::remove_file(&file))?;
    }
    for end in ["index.db-wal", "index.db-shm"] {
        gone(std::fs::remove_file(folder.join(end)))?;
    }
    Ok(())
}

#[cfg(test)]
pub(crate) mod tests;
