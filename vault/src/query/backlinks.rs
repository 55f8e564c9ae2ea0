//! The links that lead to one file.

use serde::Serialize;

use super::row_choice::{LinesAround, PlaceRow};
use crate::error::Result;
use crate::index::{LinkKind, Snapshot};
use crate::names::FileId;
use crate::path::VaultPath;
use crate::text::utf16_len;
use crate::thesis::Evidence;
use crate::thesis::stance::Stance;

/// A link as seen from its destination.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Backlink {
    /// The file that holds it.
    pub source: VaultPath,
    /// The shown name of that file.
    pub title: String,
    /// How it is written and where.
    pub kind: LinkKind,
    /// The line it begins on, from 1.
    pub line: u32,
    /// The sentence around it, on one line; for a property, its key and the link.
    pub snippet: String,
    /// Where in the snippet the link's words stand, in UTF-16 units; may be empty.
    pub spans: Vec<(u32, u32)>,
    /// The part of this file that it names, with `#`; empty where it names the whole.
    pub subpath: String,
    /// Which way the note pushes this file as a thesis, where the link is an edge.
    pub stance: Option<Stance>,
    /// The lines around it, where they were asked for.
    #[serde(flatten)]
    pub around: LinesAround,
}

impl PlaceRow for Backlink {
    fn source(&self) -> &VaultPath {
        &self.source
    }

    fn line(&self) -> u32 {
        self.line
    }

    fn set_around(&mut self, around: LinesAround) {
        self.around = around;
    }
}

/// Lists the links of other files to this one, by source, then line.
pub fn list_backlinks(snapshot: &Snapshot, file: FileId) -> Result<Vec<Backlink>> {
    let sql = "SELECT s.path, l.kind, line, snippet, subpath, coalesce(display, target)
        FROM link l JOIN file s ON s.id=l.file WHERE destination=?1 AND l.file<>?1";
    let mut backlinks = Vec::new();
    snapshot.each(sql, [file.0], |row| {
        if let Some(source) = crate::index::read_path(row)? {
            let snippet: String = row.get(3)?;
            let words = row.get_ref(5)?.as_str()?;
            backlinks.push(Backlink {
                title: source.title().to_owned(),
                source,
                kind: row.get(1)?,
                line: row.get(2)?,
                spans: spans_of(&snippet, words),
                snippet,
                subpath: row.get(4)?,
                stance: None,
                around: LinesAround::default(),
            });
        }
        Ok(())
    })?;
    // Links of one line come in order of appearance; the sort keeps that.
    backlinks.sort_by(|a, b| (&a.source, a.line).cmp(&(&b.source, b.line)));
    Ok(backlinks)
}

/// Says of each link that is an edge which way it pushes.
pub fn add_stances(links: &mut [Backlink], evidence: &Evidence, thesis: &VaultPath) {
    for link in links {
        let Some(number) = evidence.find_note(&link.source) else { continue };
        let Some(note) = evidence.note(number) else { continue };
        let edge =
            note.bearing.edges.iter().find(|edge| {
                edge.line == link.line && note.destination(&edge.thesis) == Some(thesis)
            });
        link.stance = edge.map(|edge| edge.stance);
    }
}

/// Finds a link's words in its snippet, which may be cut short.
fn spans_of(snippet: &str, words: &str) -> Vec<(u32, u32)> {
    let Some(at) = snippet.find(words).filter(|_| !words.is_empty()) else { return Vec::new() };
    let start = utf16_len(snippet.get(..at).unwrap_or("")) as u32;
    vec![(start, start + utf16_len(words) as u32)]
}
