//! The texts of all targets, each kept once, and which files use them.

use std::collections::HashMap;

use crate::names::{FileId, link_key};

/// A target's text, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TargetId(u32);

/// Target texts by number and by the key they share with file names.
#[derive(Debug, Clone, Default)]
pub(super) struct Targets {
    /// By number; a number is used again once no link has its text.
    entries: Vec<Entry>,
    by_text: HashMap<Box<str>, u32>,
    /// By link key: the targets of that key.
    by_key: HashMap<Box<str>, Vec<u32>>,
    free: Vec<u32>,
}

#[derive(Debug, Clone, Default)]
struct Entry {
    text: Box<str>,
    /// The files that use the text, once for each link; sorted.
    sources: Vec<FileId>,
}

impl Targets {
    /// Notes that `source` holds a link with this target.
    pub(super) fn add(&mut self, text: &str, source: FileId) -> TargetId {
        let number = match self.by_text.get(text) {
            Some(number) => *number,
            None => self.add_text(text),
        };
        if let Some(entry) = self.entries.get_mut(number as usize) {
            let at = entry.sources.partition_point(|other| *other <= source);
            entry.sources.insert(at, source);
        }
        TargetId(number)
    }

    fn add_text(&mut self, text: &str) -> u32 {
        let number = self.free.pop().unwrap_or_else(|| {
            self.entries.push(Entry::default());
            (self.entries.len() - 1) as u32
        });
        if let Some(entry) = self.entries.get_mut(number as usize) {
            entry.text = text.into();
        }
        self.by_text.insert(text.into(), number);
        self.by_key.entry(link_key(text).into_boxed_str()).or_default().push(number);
        number
    }

    /// Forgets one link of `source` with this target.
    pub(super) fn remove(&mut self, target: TargetId, source: FileId) {
        let Some(entry) = self.entries.get_mut(target.0 as usize) else { return };
        if let Ok(at) = entry.sources.binary_search(&source) {
            entry.sources.remove(at);
        }
        if entry.sources.is_empty() {
            let text = std::mem::take(&mut entry.text);
            self.by_text.remove(&text);
            let key = link_key(&text);
            if let Some(numbers) = self.by_key.get_mut(key.as_str()) {
                numbers.retain(|number| *number != target.0);
                if numbers.is_empty() {
                    self.by_key.remove(key.as_str());
                }
            }
            self.free.push(target.0);
        }
    }

    pub(super) fn text(&self, target: TargetId) -> &str {
        self.entries.get(target.0 as usize).map_or("", |entry| &entry.text)
    }

    /// Returns true where the target can lead to a file of this key.
    pub(super) fn has_key(&self, target: TargetId, key: &str) -> bool {
        self.by_key.get(key).is_some_and(|numbers| numbers.contains(&target.0))
    }

    /// Lists the files with a link that can lead to a file of this key, by id.
    pub(super) fn sources_of(&self, key: &str) -> Vec<FileId> {
        let numbers = self.by_key.get(key).map_or(&[][..], |numbers| numbers);
        let entries = numbers.iter().filter_map(|number| self.entries.get(*number as usize));
        let mut sources: Vec<FileId> = entries.flat_map(|entry| entry.sources.clone()).collect();
        sources.sort_unstable();
        sources.dedup();
        sources
    }
}
