//! The YAML of a base, with the place of each text in it, so that a fault can name its line.

use std::collections::BTreeMap;
use std::ops::Range;

use super::lexer::SyntaxError;
use super::model::Fault;
use crate::facts::Value as Yaml;
use crate::parse::yaml::{self, Entry};

/// The entries of a base.
#[derive(Debug)]
pub(super) struct Entries<'t> {
    text: &'t str,
    entries: Vec<Entry>,
    /// The bytes of each text by its entry and the path to it.
    places: Vec<BTreeMap<String, Range<usize>>>,
}

/// A value of the base and where it stands.
#[derive(Debug)]
pub(super) struct Source<'e> {
    entries: &'e Entries<'e>,
    /// Which top-level entry it belongs to.
    entry: usize,
    /// Keys and positions below that entry, with dots.
    path: String,
    key: String,
    value: &'e Yaml,
}

impl<'t> Entries<'t> {
    /// Reads the YAML; its faults come with the byte where reading stopped.
    pub(super) fn parse(text: &'t str) -> Result<Self, Fault> {
        let yaml = text.strip_prefix('\u{feff}').unwrap_or(text);
        let skipped = text.len() - yaml.len();
        let entries = yaml::entries(yaml).map_err(|invalid| Fault {
            message: format!("this is not valid YAML: {}", invalid.message),
            at: skipped + invalid.at,
        })?;
        let place = |entry: &Entry| {
            let texts = entry.texts.iter();
            texts.map(|found| (found.path.clone(), found.span.clone())).collect()
        };
        let places = entries.iter().map(place).collect();
        Ok(Self { text: yaml, entries, places })
    }

    /// Lists the top-level entries.
    pub(super) fn list(&self) -> impl Iterator<Item = Source<'_>> {
        self.entries.iter().enumerate().map(|(at, entry)| Source {
            entries: self,
            entry: at,
            path: String::new(),
            key: entry.key.clone(),
            value: &entry.value,
        })
    }
}

impl<'e> Source<'e> {
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    pub(super) fn value(&self) -> &'e Yaml {
        self.value
    }

    /// Returns a text, number or truth value as text.
    pub(super) fn text(&self) -> Option<String> {
        self.value.as_text()
    }

    /// Lists the entries of a map; none for what is no map.
    pub(super) fn entries(&self) -> impl Iterator<Item = Source<'e>> {
        let entries: &'e [(String, Yaml)] = match self.value {
            Yaml::Map(entries) => entries,
            _ => &[],
        };
        let (path, all, entry) = (self.path.clone(), self.entries, self.entry);
        entries.iter().map(move |(key, value)| {
            let path = joined(&path, key);
            Source { entries: all, entry, path, key: key.clone(), value }
        })
    }

    /// Lists the entries of what must be a map.
    pub(super) fn map(&self) -> Result<impl Iterator<Item = Source<'e>>, Fault> {
        match self.value {
            Yaml::Map(_) | Yaml::Null => Ok(self.entries()),
            _ => Err(self.fault("write lines of `name: value` here")),
        }
    }

    /// Lists the items of a list; none for what is no list.
    pub(super) fn items(&self) -> impl Iterator<Item = Source<'e>> {
        let items: &'e [Yaml] = match self.value {
            Yaml::List(items) => items,
            _ => &[],
        };
        let (path, all, entry) = (self.path.clone(), self.entries, self.entry);
        items.iter().enumerate().map(move |(at, value)| {
            let key = at.to_string();
            Source { entries: all, entry, path: joined(&path, &key), key, value }
        })
    }

    /// Says what is wrong with this value.
    pub(super) fn fault(&self, message: impl Into<String>) -> Fault {
        Fault { message: message.into(), at: self.start() }
    }

    /// Says what is wrong inside of this text.
    pub(super) fn fault_at(&self, error: &SyntaxError) -> Fault {
        let start = self.content_start(error.at).unwrap_or_else(|| self.start());
        Fault { message: error.message.clone(), at: start }
    }

    /// Returns where the byte `at` of this text stands, where the text is written as it is read.
    fn content_start(&self, at: usize) -> Option<usize> {
        let span = self.entries.places.get(self.entry)?.get(&self.path)?;
        let written = self.entries.text.get(span.clone())?;
        let found = written.find(&self.text()?)?;
        Some(span.start + found + at)
    }

    /// Returns the first byte of this value, or of a text in it, or else of its entry.
    fn start(&self) -> usize {
        let Some(entry) = self.entries.entries.get(self.entry) else { return 0 };
        let places = self.entries.places.get(self.entry);
        let below = joined(&self.path, "");
        let inside = places.into_iter().flatten().filter(|(path, _)| {
            **path == self.path || self.path.is_empty() || path.starts_with(&below)
        });
        let first = inside.map(|(_, span)| span.start).min();
        if self.path.is_empty() { entry.span.start } else { first.unwrap_or(entry.span.start) }
    }
}

fn joined(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}
