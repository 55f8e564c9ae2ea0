//! Full text: which notes hold a word, a part of a word or a phrase.
//!
//! Texts are folded and cut into terms by `text::words` before SQLite sees them, so that FTS5
//! has nothing left to decide and search cuts its words by the same rule. A part of a word is
//! found by way of the [`Vocabulary`]: the terms that contain it, any of which will do.

mod vocabulary;

use rayon::prelude::*;
use rusqlite::params;
use rustc_hash::FxHashSet;

pub use self::vocabulary::{Part, Vocabulary};
use super::IndexError;
use super::rows::FileRows;
use super::writer::{Writer, write_meta};
use crate::names::FileId;
use crate::text::words::indexed;

/// How many bytes of text go through at once while full text catches up; bounds its memory.
const BATCH_BYTES: usize = 8 << 20;

/// How many bytes FTS5 gathers before it writes them out; larger means fewer merges.
const GATHERED_BYTES: i64 = 32 << 20;

/// How far full text has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FulltextProgress {
    /// Notes whose full text is older than their body.
    pub left: u32,
    /// The revision that full text stands at; nothing while it is behind.
    pub revision: Option<u64>,
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
    new: Vec<Box<str>>,
}

/// What is kept between two batches while full text catches up.
#[derive(Debug)]
pub(super) struct CatchingUp {
    /// The terms that full text holds.
    known: FxHashSet<Box<str>>,
    /// The next batch, cut into terms.
    ready: Vec<Terms>,
}

impl CatchingUp {
    /// Forgets the next batch: its files may have changed.
    pub(super) fn forget_texts(&mut self) {
        self.ready.clear();
    }
}

/// Cuts texts into terms, on all cores.
fn cut(texts: &[Text], known: &FxHashSet<Box<str>>) -> Vec<Terms> {
    texts.par_iter().map(|text| Terms::new(text, known)).collect()
}

impl Terms {
    fn new(text: &Text, known: &FxHashSet<Box<str>>) -> Self {
        let fields = [&text.title, &text.headings, &text.body].map(|field| indexed(field));
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        let mut new = Vec::new();
        let [title, headings, body] = fields.each_ref().map(|field| {
            let mut kept = String::new();
            seen.clear();
            for term in field.split(' ').filter(|term| !term.is_empty()) {
                if seen.insert(term) {
                    push_term(term, &mut kept);
                    if !known.contains(term) {
                        new.push(term.into());
                    }
                }
            }
            kept
        });
        Self { file: text.file, title, headings, body, new }
    }
}

fn push_term(term: &str, kept: &mut String) {
    if !kept.is_empty() {
        kept.push(' ');
    }
    kept.push_str(term);
}

impl Writer {
    /// Takes the next batch of notes into full text; call it until nothing is left.
    ///
    /// Links and tags never wait for this: it is a transaction of its own, and a step may come
    /// between two batches. After a cold load it must be called at least once: when nothing is
    /// left, the load counts as finished.
    pub(crate) fn step_fulltext(&mut self) -> Result<FulltextProgress, IndexError> {
        let catching_up = match self.catching_up.take() {
            Some(catching_up) => catching_up,
            None => self.begin_catching_up()?,
        };
        let CatchingUp { mut known, ready } = catching_up;
        let transaction = self.connection.unchecked_transaction()?;
        let last = ready.last().map_or(-1, |terms| i64::from(terms.file.0));
        let texts = self.next_texts(last)?;
        // The next batch is cut into terms while this one is written.
        let (written, next) = std::thread::scope(|scope| {
            let next = scope.spawn(|| cut(&texts, &known));
            (self.insert_terms(&ready), next.join())
        });
        written?;
        if ready.is_empty() && texts.is_empty() {
            // What is left has no text: nothing can be taken in of it.
            self.execute("DELETE FROM fulltext_pending", [])?;
        }
        let left = self.count_pending()?;
        let revision = (left == 0).then_some(self.revision);
        if let Some(revision) = revision {
            write_meta(&self.connection, "fulltext_revision", revision as i64)?;
        }
        transaction.commit()?;
        if left == 0 {
            self.seal()?;
        } else {
            known.extend(ready.into_iter().flat_map(|terms| terms.new));
            self.catching_up = Some(CatchingUp { known, ready: next.unwrap_or_default() });
        }
        Ok(FulltextProgress { left, revision })
    }

    /// Reads what catching up needs to know, and the first batch.
    fn begin_catching_up(&self) -> Result<CatchingUp, IndexError> {
        let sql = "INSERT INTO fulltext(fulltext, rank) VALUES('hashsize', ?)";
        self.execute(sql, [GATHERED_BYTES])?;
        let known = self.read_terms()?;
        let ready = cut(&self.next_texts(-1)?, &known);
        Ok(CatchingUp { known, ready })
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
        self.insert_terms(&[Terms::new(&text, &FxHashSet::default())])
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

    /// Reads texts that wait for full text behind a file, up to a limit of bytes.
    fn next_texts(&self, behind: i64) -> Result<Vec<Text>, IndexError> {
        let sql = "SELECT file.id, file.title, body.text,
              (SELECT group_concat(heading.text, char(10)) FROM heading WHERE file=file.id)
            FROM fulltext_pending
            CROSS JOIN file ON file.id=fulltext_pending.file CROSS JOIN body ON body.file=file.id
            WHERE fulltext_pending.file>? ORDER BY fulltext_pending.file";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([behind])?;
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

    fn read_terms(&self) -> Result<FxHashSet<Box<str>>, IndexError> {
        let mut statement = self.connection.prepare("SELECT text FROM term")?;
        let terms = statement.query_map([], |row| row.get(0))?;
        Ok(terms.collect::<rusqlite::Result<_>>()?)
    }
}
