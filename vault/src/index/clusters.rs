//! What clustering keeps: the terms of each note, and the clusters as they were last found.
//!
//! Both may lag behind the notes. Terms go with the note that they were cut from, in the same
//! transaction as its other rows; clusters say the revision at which they were found.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::params;

use super::IndexError;
use super::writer::{Writer, write_meta};
use crate::cluster::terms::NoteTerms;
use crate::names::FileId;
use crate::text::ContentHash;

/// The terms of a note, with the content that they were cut from.
#[derive(Debug, Clone)]
pub struct TermsRow {
    /// The note.
    pub file: FileId,
    /// What its bytes were.
    pub hash: ContentHash,
    /// Its terms.
    pub terms: Arc<NoteTerms>,
}

/// A cluster as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClusterRow {
    /// What it is called where the person gave it no name.
    pub name: String,
    /// Its hue.
    pub colour: u8,
    /// The rest, as JSON.
    pub data: String,
}

/// A member as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberRow {
    /// Its cluster's id.
    pub cluster: String,
    /// How central it is, from 0 to 1.
    pub weight: f64,
    /// Its reasons and weakest tie, as JSON.
    pub data: String,
}

/// Everything that clustering stores, or what of it changed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ClusterRows {
    /// By id; none for one that is gone.
    pub clusters: BTreeMap<String, Option<ClusterRow>>,
    /// By file; none for one that stands in no cluster any more.
    pub members: BTreeMap<FileId, Option<MemberRow>>,
    /// By path, as JSON; none for one on which no note bears any more.
    pub theses: BTreeMap<String, Option<String>>,
    /// What became of clusters the last time that something did, as JSON.
    pub news: Option<String>,
}

impl ClusterRows {
    /// Returns what must be written so that a store that holds `before` holds this.
    pub fn changes_since(&self, before: &Self) -> Self {
        Self {
            clusters: changes(&before.clusters, &self.clusters),
            members: changes(&before.members, &self.members),
            theses: changes(&before.theses, &self.theses),
            news: self.news.clone().filter(|news| before.news.as_ref() != Some(news)),
        }
    }
}

fn changes<K: Ord + Clone, V: PartialEq + Clone>(
    before: &BTreeMap<K, Option<V>>,
    now: &BTreeMap<K, Option<V>>,
) -> BTreeMap<K, Option<V>> {
    let gone = before.keys().filter(|key| !now.contains_key(*key)).map(|key| (key.clone(), None));
    let differs = |(key, value): &(&K, &Option<V>)| before.get(*key) != Some(*value);
    let changed = now.iter().filter(differs).map(|(key, value)| (key.clone(), value.clone()));
    gone.chain(changed).collect()
}

impl Writer {
    /// Keeps the terms of notes; those of a note that changed meanwhile are left out.
    pub(crate) fn write_terms(&mut self, rows: &[TermsRow]) -> Result<(), IndexError> {
        let transaction = self.connection.unchecked_transaction()?;
        let sql = "INSERT OR REPLACE INTO note_terms
            SELECT id, ?3, ?4 FROM file WHERE id=?1 AND hash=?2";
        let mut statement = self.connection.prepare_cached(sql)?;
        for row in rows {
            let (terms, spellings) = (row.terms.to_bytes(), &row.terms.spellings);
            statement.execute(params![row.file.0, row.hash.as_bytes(), terms, spellings])?;
        }
        drop(statement);
        transaction.commit()?;
        Ok(())
    }

    /// Writes what changed in the clusters that were found at `revision`.
    pub(crate) fn write_clusters(
        &mut self,
        rows: &ClusterRows,
        revision: u64,
    ) -> Result<(), IndexError> {
        let transaction = self.connection.unchecked_transaction()?;
        for (id, row) in &rows.clusters {
            match row {
                Some(row) => self.execute(
                    "INSERT OR REPLACE INTO cluster VALUES(?,?,?,?)",
                    params![id, row.name, row.colour, row.data],
                )?,
                None => self.execute("DELETE FROM cluster WHERE id=?", [id])?,
            }
        }
        for (file, row) in &rows.members {
            match row {
                // A file that went meanwhile stays out.
                Some(row) => self.execute(
                    "INSERT OR REPLACE INTO cluster_member
                        SELECT id, ?2, ?3, ?4 FROM file WHERE id=?1",
                    params![file.0, row.cluster, row.weight, row.data],
                )?,
                None => self.execute("DELETE FROM cluster_member WHERE file=?", [file.0])?,
            }
        }
        for (path, data) in &rows.theses {
            match data {
                Some(data) => {
                    let sql = "INSERT OR REPLACE INTO thesis_profile VALUES(?,?)";
                    self.execute(sql, [path, data])?;
                }
                None => self.execute("DELETE FROM thesis_profile WHERE path=?", [path])?,
            }
        }
        if let Some(news) = &rows.news {
            write_meta(&self.connection, "cluster_news", news)?;
        }
        write_meta(&self.connection, "cluster_revision", revision as i64)?;
        transaction.commit()?;
        Ok(())
    }
}
