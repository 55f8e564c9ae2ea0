//! Putting a file's rows into the tables, by statements that are prepared once.

use rusqlite::{Connection, Result, Statement, params};

use super::rows::FileRows;
use crate::names::FileId;
use crate::path::fold_name;
use crate::text::ContentHash;

/// The prepared statements of one transaction.
pub(super) struct Inserts<'c> {
    file: Statement<'c>,
    link: Statement<'c>,
    tag: Statement<'c>,
    property: Statement<'c>,
    heading: Statement<'c>,
    block: Statement<'c>,
    task: Statement<'c>,
    alias: Statement<'c>,
    problem: Statement<'c>,
    body: Statement<'c>,
    pending: Statement<'c>,
}

impl std::fmt::Debug for Inserts<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Inserts")
    }
}

impl<'c> Inserts<'c> {
    /// Prepares the statements.
    pub(super) fn new(connection: &'c Connection) -> Result<Self> {
        let insert = |table: &str, columns: usize| {
            let places = vec!["?"; columns].join(",");
            connection.prepare(&format!("INSERT INTO {table} VALUES({places})"))
        };
        Ok(Self {
            file: connection.prepare("INSERT OR REPLACE INTO file VALUES(?,?,?,?,?,?,?,?,?,?)")?,
            link: insert("link", 12)?,
            tag: insert("tag", 5)?,
            property: insert("property", 7)?,
            heading: insert("heading", 7)?,
            block: insert("block", 7)?,
            task: insert("task", 6)?,
            alias: insert("alias", 3)?,
            problem: insert("problem", 5)?,
            body: insert("body", 2)?,
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

    /// Writes all that stands in the file; no rows of it may be there.
    pub(super) fn content(&mut self, id: FileId, rows: &FileRows) -> Result<()> {
        self.links(id, rows)?;
        for (tag, ordinal) in rows.tags.iter().zip(0u32..) {
            self.tag.execute(params![id.0, ordinal, tag.key, tag.spelling, tag.line])?;
        }
        for (property, ordinal) in rows.properties.iter().zip(0u32..) {
            let (key, name, kind) = (&property.key, &property.name, property.kind);
            let (value, line) = (&property.value, property.line);
            self.property.execute(params![id.0, ordinal, key, name, kind, value, line])?;
        }
        self.outline(id, rows)?;
        for (alias, ordinal) in rows.aliases.iter().zip(0u32..) {
            self.alias.execute(params![id.0, ordinal, alias])?;
        }
        for (problem, ordinal) in rows.problems.iter().zip(0u32..) {
            let (kind, message) = (&problem.kind, &problem.message);
            self.problem.execute(params![id.0, ordinal, kind, message, problem.line])?;
        }
        if let Some(text) = &rows.text {
            self.body.execute(params![id.0, text])?;
        }
        Ok(())
    }

    fn links(&mut self, id: FileId, rows: &FileRows) -> Result<()> {
        for (link, ordinal) in rows.links.iter().zip(0u32..) {
            self.link.execute(params![
                id.0,
                ordinal,
                link.target,
                link.destination.map(|file| file.0),
                link.kind,
                link.subpath,
                link.display,
                link.line,
                link.span.start,
                link.span.end,
                link.place,
                link.snippet,
            ])?;
        }
        Ok(())
    }

    fn outline(&mut self, id: FileId, rows: &FileRows) -> Result<()> {
        for (heading, ordinal) in rows.headings.iter().zip(0u32..) {
            let (level, text, line) = (heading.level, &heading.text, heading.line);
            let (start, stop) = (heading.span.start, heading.span.end);
            self.heading.execute(params![id.0, ordinal, level, text, line, start, stop])?;
        }
        for (block, ordinal) in rows.blocks.iter().zip(0u32..) {
            let (start, stop) = (block.span.start, block.span.end);
            let (name, text, line) = (&block.id, &block.text, block.line);
            self.block.execute(params![id.0, ordinal, name, text, line, start, stop])?;
        }
        for (task, ordinal) in rows.tasks.iter().zip(0u32..) {
            let status = task.status.encode_utf8(&mut [0; 4]).to_owned();
            self.task.execute(params![
                id.0,
                ordinal,
                status,
                task.text,
                task.line,
                task.status_at
            ])?;
        }
        Ok(())
    }

    /// Notes that the full text of a file is older than its body.
    pub(super) fn pending(&mut self, id: FileId) -> Result<()> {
        self.pending.execute([id.0])?;
        Ok(())
    }
}
