//! Putting files' rows into the tables: many rows with one statement, in the order of the tables.

use rusqlite::{Connection, Result, Statement, ToSql, params};

use super::rows::FileRows;
use crate::names::FileId;
use crate::path::fold_name;
use crate::text::ContentHash;

/// How many rows one statement inserts where there are enough.
const ROWS_AT_ONCE: usize = 16;

/// The prepared statements of one transaction.
#[derive(Debug)]
pub(super) struct Inserts<'c> {
    file: Statement<'c>,
    link: Table<'c>,
    tag: Table<'c>,
    property: Table<'c>,
    heading: Table<'c>,
    block: Table<'c>,
    task: Table<'c>,
    alias: Table<'c>,
    problem: Table<'c>,
    body: Statement<'c>,
    bearing: Statement<'c>,
    bearing_link: Table<'c>,
    pending: Statement<'c>,
    revision: i64,
}

/// A file's number with its rows.
pub(super) type Numbered = (FileId, FileRows);

impl<'c> Inserts<'c> {
    /// Prepares the statements.
    ///
    /// `revision` is the one that the rows will be part of.
    pub(super) fn new(connection: &'c Connection, revision: u64) -> Result<Self> {
        let table = |name, columns| Table::new(connection, name, columns);
        Ok(Self {
            file: connection.prepare("INSERT OR REPLACE INTO file VALUES(?,?,?,?,?,?,?,?,?,?)")?,
            link: table("link", 12)?,
            tag: table("tag", 5)?,
            property: table("property", 7)?,
            heading: table("heading", 7)?,
            block: table("block", 7)?,
            task: table("task", 6)?,
            alias: table("alias", 3)?,
            problem: table("problem", 5)?,
            body: connection.prepare("INSERT OR FAIL INTO body VALUES(?,?)")?,
            bearing: connection.prepare("INSERT OR FAIL INTO bearing VALUES(?,?,?)")?,
            bearing_link: table("bearing_link", 3)?,
            revision: revision as i64,
            pending: connection.prepare("INSERT OR IGNORE INTO fulltext_pending VALUES(?)")?,
        })
    }

    /// Writes the row of the file itself; one that is there under this id is replaced.
    pub(super) fn file(&mut self, id: FileId, rows: &FileRows) -> Result<()> {
        let path = &rows.stat.path;
        self.file.execute(params![
            id.0,
            path.as_str(),
            fold_name(path.file_name()),
            path.kind().as_str(),
            path.title(),
            rows.stat.size as i64,
            rows.stat.mtime_ns,
            rows.stat.changed_ns,
            rows.hash.as_ref().map(ContentHash::as_bytes),
            rows.words,
        ])?;
        Ok(())
    }

    /// Writes all that stands in these files; no rows of them may be there.
    ///
    /// Quickest where the files come in the order of their numbers.
    pub(super) fn content(&mut self, files: &[Numbered]) -> Result<()> {
        self.links(files)?;
        self.frontmatter(files)?;
        self.outline(files)?;
        self.problem.insert(&every(files, |rows| &rows.problems), |to, problem| {
            to.put(&problem.kind)?.put(&problem.message)?.put(&problem.line)
        })?;
        self.bearing_link
            .insert(&every(files, |rows| &rows.bearing_links), |to, link| to.put(link))?;
        for (id, rows) in files {
            if let Some(text) = &rows.text {
                self.body.execute(params![id.0, text])?;
            }
            if let Some(bearing) = &rows.bearing {
                self.bearing.execute(params![id.0, self.revision, bearing])?;
            }
        }
        Ok(())
    }

    fn links(&mut self, files: &[Numbered]) -> Result<()> {
        self.link.insert(&every(files, |rows| &rows.links), |to, link| {
            to.put(&link.target)?
                .put(&link.destination.map(|file| file.0))?
                .put(&link.kind)?
                .put(&link.subpath)?
                .put(&link.display)?
                .put(&link.line)?
                .put(&link.span.start)?
                .put(&link.span.end)?
                .put(&link.place)?
                .put(&link.snippet)
        })
    }

    fn frontmatter(&mut self, files: &[Numbered]) -> Result<()> {
        self.tag.insert(&every(files, |rows| &rows.tags), |to, tag| {
            to.put(&tag.key)?.put(&tag.spelling)?.put(&tag.line)
        })?;
        self.property.insert(&every(files, |rows| &rows.properties), |to, property| {
            to.put(&property.key)?
                .put(&property.name)?
                .put(&property.kind)?
                .put(&property.value)?
                .put(&property.line)
        })?;
        self.alias.insert(&every(files, |rows| &rows.aliases), |to, alias| to.put(alias))
    }

    fn outline(&mut self, files: &[Numbered]) -> Result<()> {
        self.heading.insert(&every(files, |rows| &rows.headings), |to, heading| {
            to.put(&heading.level)?
                .put(&heading.text)?
                .put(&heading.line)?
                .put(&heading.span.start)?
                .put(&heading.span.end)
        })?;
        self.block.insert(&every(files, |rows| &rows.blocks), |to, block| {
            to.put(&block.id)?
                .put(&block.text)?
                .put(&block.line)?
                .put(&block.span.start)?
                .put(&block.span.end)
        })?;
        self.task.insert(&every(files, |rows| &rows.tasks), |to, task| {
            let status = task.status.encode_utf8(&mut [0; 4]).to_owned();
            to.put(&status)?.put(&task.text)?.put(&task.line)?.put(&task.status_at)
        })
    }

    /// Notes that the full text of a file is older than its body.
    pub(super) fn pending(&mut self, id: FileId) -> Result<()> {
        self.pending.execute([id.0])?;
        Ok(())
    }
}

/// Lists one kind of row of all files, each with its file and its number there.
fn every<'f, R>(
    files: &'f [Numbered],
    of: impl Fn(&'f FileRows) -> &'f Vec<R>,
) -> Vec<(FileId, u32, &'f R)> {
    let numbered = |(id, rows): &'f Numbered| {
        of(rows).iter().zip(0..).map(move |(row, ordinal)| (*id, ordinal, row))
    };
    files.iter().flat_map(numbered).collect()
}

/// One table's statements.
#[derive(Debug)]
struct Table<'c> {
    one: Statement<'c>,
    many: Statement<'c>,
}

impl<'c> Table<'c> {
    fn new(connection: &'c Connection, name: &str, columns: usize) -> Result<Self> {
        // FAIL instead of the usual ABORT spares SQLite a journal for each statement.
        let row = format!("({})", vec!["?"; columns].join(","));
        let insert = |rows: usize| {
            let rows = vec![row.as_str(); rows].join(",");
            connection.prepare(&format!("INSERT OR FAIL INTO {name} VALUES{rows}"))
        };
        Ok(Self { one: insert(1)?, many: insert(ROWS_AT_ONCE)? })
    }

    fn insert<R>(
        &mut self,
        rows: &[(FileId, u32, &R)],
        bind: impl for<'b> Fn(Binder<'b, 'c>, &R) -> Result<Binder<'b, 'c>>,
    ) -> Result<()> {
        for chunk in rows.chunks(ROWS_AT_ONCE) {
            if chunk.len() == ROWS_AT_ONCE {
                let mut binder = Binder { statement: &mut self.many, next: 1 };
                for (file, ordinal, row) in chunk {
                    binder = bind(binder.put(&file.0)?.put(ordinal)?, row)?;
                }
                self.many.raw_execute()?;
            } else {
                for (file, ordinal, row) in chunk {
                    let binder = Binder { statement: &mut self.one, next: 1 };
                    bind(binder.put(&file.0)?.put(ordinal)?, row)?;
                    self.one.raw_execute()?;
                }
            }
        }
        Ok(())
    }
}

/// Gives a statement its values, one after the other.
struct Binder<'b, 'c> {
    statement: &'b mut Statement<'c>,
    next: usize,
}

impl Binder<'_, '_> {
    fn put(mut self, value: &dyn ToSql) -> Result<Self> {
        self.statement.raw_bind_parameter(self.next, value)?;
        self.next += 1;
        Ok(self)
    }
}
