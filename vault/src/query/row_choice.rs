//! How rows about other notes, backlinks and mentions, are narrowed by a search, ordered by their
//! notes, and given the lines around them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Deserialize;

use super::excluded::Excluded;
use super::natural_order::NaturalKey;
use super::search::{find_files, lines_around};
use crate::error::{Code, Error, Result};
use crate::index::Snapshot;
use crate::path::VaultPath;

/// The order of rows by their notes; those of one note stay in order of appearance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum RowSort {
    /// By title.
    Name,
    /// By title, from the end.
    NameReverse,
    /// What was changed last comes first.
    Modified,
    /// What was changed last comes last.
    ModifiedReverse,
    /// What was made last comes first.
    Created,
    /// What was made last comes last.
    CreatedReverse,
}

/// Which rows are wanted and how.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ts_rs::TS)]
pub struct RowChoice {
    /// Their order; none leaves them by path.
    pub sort: Option<RowSort>,
    /// Only rows of notes that this search finds; empty for all.
    pub search: String,
    /// Whether the lines above and below are added.
    pub context: bool,
}

/// The lines around a row.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, ts_rs::TS)]
pub struct LinesAround {
    /// The line above; only where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub above: Option<String>,
    /// The line below; see `above`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub below: Option<String>,
}

/// A row about a place in another note.
pub trait PlaceRow {
    /// The note.
    fn source(&self) -> &VaultPath;
    /// Its line, from 1.
    fn line(&self) -> u32;
    /// Takes the lines around the row.
    fn set_around(&mut self, around: LinesAround);
}

/// Narrows and orders rows. `created` says when a file was made, in milliseconds since 1970.
///
/// Fails where the search cannot be read, and says why.
pub fn choose_rows<R: PlaceRow>(
    snapshot: &Snapshot,
    mut rows: Vec<R>,
    choice: &RowChoice,
    excluded: &Excluded,
    created: impl Fn(&VaultPath) -> Option<i64>,
) -> Result<Vec<R>> {
    if !choice.search.trim().is_empty() {
        let found = find_files(snapshot, &choice.search, excluded)?
            .map_err(|problem| Error::new(Code::Invalid, problem))?;
        rows.retain(|row| found.contains(row.source()));
    }
    if let Some(sort) = choice.sort {
        order(snapshot, &mut rows, sort, created)?;
    }
    if choice.context {
        add_context(snapshot, &mut rows)?;
    }
    Ok(rows)
}

fn order<R: PlaceRow>(
    snapshot: &Snapshot,
    rows: &mut [R],
    sort: RowSort,
    created: impl Fn(&VaultPath) -> Option<i64>,
) -> Result<()> {
    use RowSort::{Created, CreatedReverse, Modified, ModifiedReverse, Name, NameReverse};
    if matches!(sort, Name | NameReverse) {
        rows.sort_by_cached_key(|row| NaturalKey::new(row.source().title()));
        if sort == NameReverse {
            reverse_notes(rows);
        }
        return Ok(());
    }
    let mut times: BTreeMap<VaultPath, i64> = BTreeMap::new();
    for row in rows.iter() {
        let path = row.source();
        if times.contains_key(path) {
            continue;
        }
        let made = matches!(sort, Created | CreatedReverse).then(|| created(path)).flatten();
        let time = match made {
            Some(made) => made,
            None => modified(snapshot, path)?,
        };
        times.insert(path.clone(), time);
    }
    let time = |row: &R| times.get(row.source()).copied().unwrap_or_default();
    match sort {
        Modified | Created => rows.sort_by_key(|row| Reverse(time(row))),
        ModifiedReverse | CreatedReverse => rows.sort_by_key(time),
        Name | NameReverse => {}
    }
    Ok(())
}

/// Turns the order of the notes round, and leaves that of each note's rows.
fn reverse_notes<R: PlaceRow>(rows: &mut [R]) {
    rows.reverse();
    for note in rows.chunk_by_mut(|one, next| one.source() == next.source()) {
        note.reverse();
    }
}

/// Returns when a file was changed, in milliseconds since 1970.
fn modified(snapshot: &Snapshot, path: &VaultPath) -> Result<i64> {
    let Some(file) = snapshot.find_file(path)? else { return Ok(0) };
    let mut found = 0;
    snapshot.each("SELECT mtime_ns FROM file WHERE id=?", [file.0], |row| {
        found = row.get::<_, i64>(0)?.div_euclid(1_000_000);
        Ok(())
    })?;
    Ok(found)
}

fn add_context<R: PlaceRow>(snapshot: &Snapshot, rows: &mut [R]) -> Result<()> {
    for note in rows.chunk_by_mut(|one, next| one.source() == next.source()) {
        let Some(path) = note.first().map(|row| row.source().clone()) else { continue };
        // The lines of a canvas are those of its JSON, which say nothing to a person.
        if !path.is_note() {
            continue;
        }
        let Some(file) = snapshot.find_file(&path)? else { continue };
        let text = snapshot.find_text(file)?.unwrap_or_default();
        let around = lines_around(&text);
        for row in note {
            let (above, below) = around(row.line());
            row.set_around(LinesAround { above, below });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::tests::loaded;
    use crate::query::backlinks::{Backlink, list_backlinks};

    const VAULT: [(&str, &str); 4] = [
        ("Home.md", ""),
        ("10 ten.md", "above\nto [[Home]] now\nbelow #red\n\nagain [[Home]]\n"),
        ("Zebra.md", "[[Home]]"),
        ("a/2 two.md", "stone [[Home]] #red"),
    ];

    fn chosen(choice: &RowChoice) -> Result<Vec<Backlink>> {
        let folder = tempfile::tempdir().unwrap();
        let (_, snapshots) = loaded(folder.path(), &VAULT);
        let snapshot = snapshots.take().unwrap();
        let home = VaultPath::new("Home.md").unwrap();
        let file = snapshot.find_file(&home).unwrap().unwrap();
        let rows = list_backlinks(&snapshot, file).unwrap();
        let created = |path: &VaultPath| Some(if path.title() == "Zebra" { 1 } else { 2 });
        choose_rows(&snapshot, rows, choice, &Excluded::new(&[]), created)
    }

    fn places(choice: &RowChoice) -> Vec<(String, u32)> {
        let rows = chosen(choice).unwrap();
        rows.into_iter().map(|row| (row.title, row.line)).collect()
    }

    fn place(title: &str, line: u32) -> (String, u32) {
        (title.to_owned(), line)
    }

    #[test]
    fn notes_change_places_and_their_rows_stay_in_order() {
        let sorted = |sort| places(&RowChoice { sort: Some(sort), ..RowChoice::default() });
        let (ten, again) = (place("10 ten", 2), place("10 ten", 5));
        let (two, zebra) = (place("2 two", 1), place("Zebra", 1));
        let by_name = [&two, &ten, &again, &zebra].map(Clone::clone);
        assert_eq!(sorted(RowSort::Name), by_name);
        let from_end = [&zebra, &ten, &again, &two].map(Clone::clone);
        assert_eq!(sorted(RowSort::NameReverse), from_end);
        assert_eq!(sorted(RowSort::CreatedReverse), from_end);
        assert_eq!(sorted(RowSort::Created).last(), Some(&zebra));
        assert_eq!(sorted(RowSort::Modified).len(), 4);
    }

    #[test]
    fn a_search_leaves_the_rows_of_the_notes_that_it_finds() {
        let found =
            |search: &str| places(&RowChoice { search: search.to_owned(), ..RowChoice::default() });
        assert_eq!(found("tag:#red -stone"), [place("10 ten", 2), place("10 ten", 5)]);
        assert_eq!(found("stone"), [place("2 two", 1)]);
        assert_eq!(found(" ").len(), 4);
        let broken = RowChoice { search: "(stone".to_owned(), ..RowChoice::default() };
        assert_eq!(chosen(&broken).unwrap_err().code, Code::Invalid);
    }

    #[test]
    fn the_lines_around_come_where_they_are_asked_for() {
        let rows = chosen(&RowChoice { context: true, ..RowChoice::default() }).unwrap();
        let around = &rows[0].around;
        assert_eq!(around.above.as_deref(), Some("above"));
        assert_eq!(around.below.as_deref(), Some("below #red"));
        assert_eq!(rows[1].around, LinesAround::default());
        assert_eq!(chosen(&RowChoice::default()).unwrap()[0].around, LinesAround::default());
    }
}
