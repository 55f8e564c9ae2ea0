//! Full text: which notes hold a word, a part of a word or a phrase.
//!
//! Texts are folded and cut into terms by `text::words` before SQLite sees them, so that FTS5
//! has nothing left to decide and search cuts its words by the same rule. A part of a word is
//! found by way of the [`Vocabulary`]: the terms that contain it, any of which will do.

mod vocabulary;

use std::collections::{BTreeSet, HashSet};

use rayon::prelude::*;
use rusqlite::params;

pub use self::vocabulary::{Part, Vocabulary};
use super::IndexError;
use super::rows::FileRows;
use super::snapshot::Snapshot;
use super::writer::{Writer, write_meta};
use crate::names::FileId;
use crate::text::words::indexed;

/// How many bytes of text go through at once while full text catches up; bounds its memory.
const BATCH_BYTES: usize = 4 << 20;

/// How far full text has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FulltextProgress {
    /// Notes whose full text is older than their body.
    pub left: u32,
    /// The revision that full text stands at; nothing while it is behind.
    pub revision: Option<u64>,
}

/// A note that holds what was asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// The note.
    pub file: FileId,
    /// BM25 with title and headings weighted; larger is better.
    pub score: f64,
}

/// A note's text as it comes from the store.
#[derive(Debug)]
struct Text {
    file: FileId,
    title: String,
    headings: String,
    body: String,
}

/// A note's text as full text keeps it.
#[derive(Debug)]
struct Terms {
    file: FileId,
    title: String,
    headings: String,
    body: String,
    /// Terms that were not known when this was made, each once.
    new: BTreeSet<Box<str>>,
}

impl Terms {
    fn new(text: &Text, known: &HashSet<Box<str>>) -> Self {
        let (title, headings) = (indexed(&text.title), indexed(&text.headings));
        let body = indexed(&text.body);
        let mut new = BTreeSet::new();
        // Headings are part of the body.
        for term in title.split(' ').chain(body.split(' ')) {
            if !term.is_empty() && !known.contains(term) && !new.contains(term) {
                new.insert(term.into());
            }
        }
        Self { file: text.file, title, headings, body, new }
    }
}

impl Writer {
    /// Takes the next batch of notes into full text; call it until nothing is left.
    ///
    /// Links and tags never wait for this: it is a transaction of its own, and a step may come
    /// between two batches. After a cold load it must be called at least once: when nothing is
    /// left, the load counts as finished.
    pub(crate) fn step_fulltext(&mut self) -> Result<FulltextProgress, IndexError> {
        let known = match self.known_terms.take() {
            Some(known) => known,
            None => self.read_terms()?,
        };
        let transaction = self.connection.unchecked_transaction()?;
        let texts = self.next_texts()?;
        let terms: Vec<Terms> = texts.par_iter().map(|text| Terms::new(text, &known)).collect();
        self.insert_terms(&terms)?;
        let left = self.count_pending()?;
        let revision = (left == 0).then_some(self.revision);
        if let Some(revision) = revision {
            write_meta(&self.connection, "fulltext_revision", revision as i64)?;
        }
        transaction.commit()?;
        if left == 0 {
            self.seal()?;
        }
        self.known_terms = (left > 0).then(|| {
            let mut known = known;
            known.extend(terms.into_iter().flat_map(|terms| terms.new));
            known
        });
        Ok(FulltextProgress { left, revision })
    }

    /// Takes one note into full text at once.
    pub(super) fn put_fulltext(&self, id: FileId, rows: &FileRows) -> Result<(), IndexError> {
        let Some(body) = &rows.text else { return self.delete_fulltext(id) };
        let headings: Vec<&str> = rows.headings.iter().map(|row| row.text.as_str()).collect();
        let text = Text {
            file: id,
            title: rows.stat.path.title().to_owned(),
            headings: headings.join("\n"),
            body: body.clone(),
        };
        self.insert_terms(&[Terms::new(&text, &HashSet::new())])
    }

    /// Takes a note out of full text.
    pub(super) fn delete_fulltext(&self, id: FileId) -> Result<(), IndexError> {
        self.execute("DELETE FROM fulltext WHERE rowid=?", [id.0])?;
        self.execute("DELETE FROM fulltext_pending WHERE file=?", [id.0])
    }

    fn insert_terms(&self, notes: &[Terms]) -> Result<(), IndexError> {
        let sql = "INSERT OR REPLACE INTO fulltext(rowid, title, headings, body) VALUES(?,?,?,?)";
        let mut insert = self.connection.prepare_cached(sql)?;
        let mut insert_term =
            self.connection.prepare_cached("INSERT OR IGNORE INTO term(text) VALUES(?)")?;
        let mut done =
            self.connection.prepare_cached("DELETE FROM fulltext_pending WHERE file=?")?;
        for note in notes {
            insert.execute(params![note.file.0, note.title, note.headings, note.body])?;
            for term in &note.new {
                insert_term.execute([&**term])?;
            }
            done.execute([note.file.0])?;
        }
        Ok(())
    }

    /// Reads texts that wait for full text, up to a limit of bytes but at least one.
    fn next_texts(&self) -> Result<Vec<Text>, IndexError> {
        let sql = "SELECT file.id, file.title, body.text,
              (SELECT group_concat(heading.text, char(10)) FROM heading WHERE file=file.id)
            FROM fulltext_pending
            JOIN file ON file.id=fulltext_pending.file JOIN body ON body.file=file.id
            ORDER BY file.id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let (mut texts, mut bytes) = (Vec::new(), 0);
        while bytes < BATCH_BYTES {
            let Some(row) = rows.next()? else { break };
            let body: String = row.get(2)?;
            let headings: Option<String> = row.get(3)?;
            bytes += body.len();
            let headings = headings.unwrap_or_default();
            texts.push(Text { file: FileId(row.get(0)?), title: row.get(1)?, headings, body });
        }
        Ok(texts)
    }

    fn read_terms(&self) -> Result<HashSet<Box<str>>, IndexError> {
        let mut statement = self.connection.prepare("SELECT text FROM term")?;
        let terms = statement.query_map([], |row| row.get(0))?;
        Ok(terms.collect::<rusqlite::Result<_>>()?)
    }
}

impl Snapshot {
    /// Lists the notes that an FTS5 expression matches, best first, equal ones by number.
    ///
    /// The columns are `title`, `headings` and `body`; terms come from `text::words` and stand
    /// in double quotes.
    pub(crate) fn match_fulltext(&self, expression: &str) -> Result<Vec<Hit>, IndexError> {
        let sql = "SELECT rowid, bm25(fulltext, 10.0, 3.0, 1.0) AS rank
            FROM fulltext WHERE fulltext MATCH ?1 ORDER BY rank, rowid";
        self.rows(sql, [expression], |row| {
            Ok(Hit { file: FileId(row.get(0)?), score: -row.get::<_, f64>(1)? })
        })
    }
}
