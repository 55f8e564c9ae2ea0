//! The properties of the vault: their names, and the values of one.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::excluded::Excluded;
use crate::error::Result;
use crate::index::Snapshot;
use crate::path::{VaultPath, fold_name};

/// A property's name and what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct PropertyRow {
    /// The name, in its most frequent spelling.
    pub name: String,
    /// The most frequent type of its values: text, list, number, checkbox, date, datetime, map
    /// or, where all are empty, empty.
    #[serde(rename = "type")]
    pub kind: String,
    /// How many notes have it.
    pub notes: u32,
    /// How many different values it has; each item of a list is one.
    pub values: u32,
}

/// A value of a property.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct PropertyValueRow {
    /// The value; of a list, one item.
    #[ts(type = "unknown")]
    pub value: Value,
    /// How many notes have it.
    pub notes: u32,
}

/// Lists the names of all properties in alphabetical order, case ignored.
pub fn list_property_names(snapshot: &Snapshot, excluded: &Excluded) -> Result<Vec<PropertyRow>> {
    let mut names: BTreeMap<String, Gathered> = BTreeMap::new();
    let sql = "SELECT path, key, name, type, value FROM property
        JOIN file ON file.id=property.file";
    snapshot.each(sql, [], |row| {
        if excluded.holds_path_of(row)? {
            return Ok(());
        }
        let gathered = names.entry(row.get(1)?).or_default();
        gathered.notes += 1;
        count(&mut gathered.spellings, row.get(2)?);
        let kind: String = row.get(3)?;
        if kind != "empty" {
            count(&mut gathered.kinds, kind);
        }
        for value in items(row.get_ref(4)?.as_str()?) {
            count(&mut gathered.values, value.to_string());
        }
        Ok(())
    })?;
    Ok(names.into_values().map(Gathered::into_name).collect())
}

/// Lists the notes that have a property of this name, whatever its case, by path.
pub fn list_notes_with_property(snapshot: &Snapshot, name: &str) -> Result<Vec<VaultPath>> {
    let sql = "SELECT path FROM file WHERE id IN (SELECT file FROM property WHERE key=?)
        ORDER BY path";
    let paths = snapshot.rows(sql, [fold_name(name)], crate::index::read_path)?;
    Ok(paths.into_iter().flatten().collect())
}

/// Lists the values of one property, the most frequent first; the name's case is ignored.
pub fn list_property_values(
    snapshot: &Snapshot,
    name: &str,
    excluded: &Excluded,
) -> Result<Vec<PropertyValueRow>> {
    let mut values: BTreeMap<String, (Value, u32)> = BTreeMap::new();
    let sql = "SELECT path, value FROM property JOIN file ON file.id=property.file WHERE key=?";
    snapshot.each(sql, [fold_name(name)], |row| {
        if excluded.holds_path_of(row)? {
            return Ok(());
        }
        let mut items = items(row.get_ref(1)?.as_str()?);
        items.sort_by_cached_key(Value::to_string);
        items.dedup();
        for item in items {
            values.entry(item.to_string()).or_insert((item, 0)).1 += 1;
        }
        Ok(())
    })?;
    let answer = |(value, notes)| PropertyValueRow { value, notes };
    let mut values: Vec<PropertyValueRow> = values.into_values().map(answer).collect();
    values.sort_by_key(|value| std::cmp::Reverse(value.notes));
    Ok(values)
}

/// What is known of one name.
#[derive(Debug, Default)]
struct Gathered {
    notes: u32,
    spellings: BTreeMap<String, u32>,
    kinds: BTreeMap<String, u32>,
    values: BTreeMap<String, u32>,
}

impl Gathered {
    fn into_name(self) -> PropertyRow {
        PropertyRow {
            name: most_frequent(self.spellings).unwrap_or_default(),
            kind: most_frequent(self.kinds).unwrap_or_else(|| "empty".to_owned()),
            notes: self.notes,
            values: self.values.len() as u32,
        }
    }
}

fn count(counts: &mut BTreeMap<String, u32>, word: String) {
    *counts.entry(word).or_default() += 1;
}

/// Returns the most frequent word; of equal ones the first.
fn most_frequent(counts: BTreeMap<String, u32>) -> Option<String> {
    let best = counts.into_iter().rev().max_by_key(|(_, count)| *count);
    best.map(|(word, _)| word)
}

/// Returns the items of a list, or the value itself; nothing for an empty one.
fn items(json: &str) -> Vec<Value> {
    match serde_json::from_str(json) {
        Ok(Value::Array(items)) => items,
        Ok(Value::Null) | Err(_) => Vec::new(),
        Ok(value) => vec![value],
    }
}
