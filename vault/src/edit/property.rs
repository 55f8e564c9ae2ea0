//! Setting, removing and renaming one property, and leaving every other byte of the note.
//!
//! YAML is never written anew: `yaml-edit` changes the one entry inside the text. The result is
//! read again before a plan is made, and refused unless all other properties are what they were.

mod yaml;

use super::append::with_line_ends;
use super::plan::{FileSplices, Plan, Splice};
use super::{EditError, SeenText};
use crate::facts::{Frontmatter, NoteFacts, Value};
use crate::parse::parse;
use crate::text::{LineIndex, Span};

/// Plans to set a property, adding it at the end of the block where the note has none of that name.
///
/// A name that differs from an existing one in case alone means that one. A note without
/// properties gets a block at its very top.
pub fn plan_set(note: &SeenText, key: &str, value: &Value) -> Result<Plan, EditError> {
    let key = checked_key(key)?;
    let block = Block::read(note)?;
    let Some(frontmatter) = &block.frontmatter else {
        let entry = yaml::render_entry(key, value);
        return block.plan_new_block(&entry, key);
    };
    let key = spelled_key(frontmatter, key).unwrap_or(key);
    let mut wanted = pairs(frontmatter);
    match wanted.iter_mut().find(|(name, _)| name == key) {
        Some((_, old)) => *old = value.clone(),
        None => wanted.push((key.to_owned(), value.clone())),
    }
    let yaml = frontmatter.yaml.of(&note.text);
    let changed = if frontmatter.properties.is_empty() {
        Some(format!("{yaml}{}", with_line_ends(&yaml::render_entry(key, value), block.line_end)))
    } else {
        yaml::set(yaml, key, value)
    };
    block.plan(frontmatter, key, changed, &wanted, "set")
}

/// Plans to remove a property with its value.
pub fn plan_remove(note: &SeenText, key: &str) -> Result<Plan, EditError> {
    let block = Block::read(note)?;
    let (frontmatter, key) = block.find(key)?;
    let wanted: Vec<_> = pairs(frontmatter).into_iter().filter(|(name, _)| name != key).collect();
    let changed = yaml::remove(frontmatter.yaml.of(&note.text), key);
    block.plan(frontmatter, key, changed, &wanted, "remove")
}

/// Plans to give a property another name in the same place.
pub fn plan_rename(note: &SeenText, key: &str, to: &str) -> Result<Plan, EditError> {
    let to = checked_key(to)?;
    let block = Block::read(note)?;
    let (frontmatter, key) = block.find(key)?;
    if spelled_key(frontmatter, to).is_some_and(|other| other != key) {
        return Err(EditError::PropertyExists { path: note.path.clone(), key: to.to_owned() });
    }
    let rename =
        |(name, value): (String, Value)| (if name == key { to.to_owned() } else { name }, value);
    let wanted: Vec<_> = pairs(frontmatter).into_iter().map(rename).collect();
    let changed = yaml::rename(frontmatter.yaml.of(&note.text), key, to);
    block.plan(frontmatter, key, changed, &wanted, "rename")
}

/// Returns a new text for the link at a dotted place (`up`, `sources.0`) of a valid block, for
/// where its bytes cannot simply be exchanged; nothing where the place is not found.
pub(super) fn replace_text(yaml: &str, place: &str, text: &str) -> Option<String> {
    yaml::replace_text(yaml, place, text)
}

/// Returns the property value that a JSON value stands for.
pub fn value_from_json(json: &serde_json::Value) -> Value {
    use serde_json::Value as Json;
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(number) => Value::Number(number.clone()),
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(items) => Value::List(items.iter().map(value_from_json).collect()),
        Json::Object(entries) => Value::Map(
            entries.iter().map(|(key, value)| (key.clone(), value_from_json(value))).collect(),
        ),
    }
}

/// Returns the value that a text on a command line stands for: a number, `true`, `false`, `null`
/// or a list in brackets as JSON writes them, else the text itself.
pub fn value_from_argument(text: &str) -> Value {
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(serde_json::Value::Object(_)) | Err(_) => Value::Text(text.to_owned()),
        Ok(json) => value_from_json(&json),
    }
}

fn checked_key(key: &str) -> Result<&str, EditError> {
    let trimmed = key.trim();
    if trimmed.is_empty() || trimmed.chars().any(char::is_control) {
        return Err(EditError::Key(key.to_owned()));
    }
    Ok(trimmed)
}

fn pairs(frontmatter: &Frontmatter) -> Vec<(String, Value)> {
    let properties = frontmatter.properties.iter();
    properties.map(|property| (property.key.clone(), property.value.clone())).collect()
}

/// Finds the key as the note spells it: the same spelling first, then one in another case.
fn spelled_key<'f>(frontmatter: &'f Frontmatter, key: &str) -> Option<&'f str> {
    let keys = || frontmatter.properties.iter().map(|property| property.key.as_str());
    let folded = key.to_lowercase();
    keys()
        .find(|other| *other == key)
        .or_else(|| keys().find(|other| other.to_lowercase() == folded))
}

/// The properties block of a note, known to be readable or absent.
struct Block<'n> {
    note: &'n SeenText,
    frontmatter: Option<Frontmatter>,
    line_end: &'static str,
}

impl<'n> Block<'n> {
    fn read(note: &'n SeenText) -> Result<Self, EditError> {
        let facts = parse(&note.text);
        if facts.frontmatter.as_ref().is_some_and(|block| block.invalid) {
            return Err(invalid_yaml(note, &facts));
        }
        Ok(Self { note, frontmatter: facts.frontmatter, line_end: note.line_end() })
    }

    fn find(&self, key: &str) -> Result<(&Frontmatter, &str), EditError> {
        let found = self.frontmatter.as_ref().and_then(|frontmatter| {
            let key = spelled_key(frontmatter, key.trim())?;
            Some((frontmatter, key))
        });
        found.ok_or_else(|| EditError::NoProperty {
            path: self.note.path.clone(),
            key: key.to_owned(),
        })
    }

    fn plan_new_block(&self, entry: &str, key: &str) -> Result<Plan, EditError> {
        let at = if self.note.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let text = with_line_ends(&format!("---\n{entry}---\n"), self.line_end);
        Ok(self.whole_plan(Splice { span: Span::new(at..at), text }, key, "set"))
    }

    /// Makes a plan of the changed YAML after reading it again: only `wanted` may come out.
    fn plan(
        &self,
        frontmatter: &Frontmatter,
        key: &str,
        changed: Option<String>,
        wanted: &[(String, Value)],
        verb: &str,
    ) -> Result<Plan, EditError> {
        let entangled =
            || EditError::Entangled { path: self.note.path.clone(), key: key.to_owned() };
        let old = frontmatter.yaml.of(&self.note.text);
        let mut changed = changed.ok_or_else(entangled)?;
        if old.contains('\n') && !old.replace("\r\n", "").contains('\n') {
            // Where every line ends in `\r\n`, a line written anew must too.
            changed = with_line_ends(&changed, "\r\n");
        }
        if !read_block(&changed).is_some_and(|read| are_same(&read, wanted)) {
            return Err(entangled());
        }
        let splice = smallest_splice(old, &changed, frontmatter.yaml.start);
        Ok(self.whole_plan(splice, key, verb))
    }

    fn whole_plan(&self, splice: Splice, key: &str, verb: &str) -> Plan {
        let path = self.note.path.clone();
        let splices = if splice.span.is_empty() && splice.text.is_empty() {
            Vec::new()
        } else {
            vec![FileSplices { path, expected: self.note.hash, splices: vec![splice] }]
        };
        let title = format!("{verb} {key:?} in {}", self.note.path);
        Plan { title, splices, ..Plan::default() }
    }
}

fn invalid_yaml(note: &SeenText, facts: &NoteFacts) -> EditError {
    let problem = facts.problems.iter().find(|problem| problem.kind == "invalid-yaml");
    EditError::InvalidYaml {
        path: note.path.clone(),
        line: problem.map_or(1, |problem| LineIndex::new(&note.text).line(problem.span.start) + 1),
        message: problem.map(|problem| problem.message.clone()).unwrap_or_default(),
    }
}

/// Returns what a block of this YAML says; nothing where it is invalid.
fn read_block(yaml: &str) -> Option<Vec<(String, Value)>> {
    let break_ = if yaml.is_empty() || yaml.ends_with('\n') { "" } else { "\n" };
    let facts = parse(&format!("---\n{yaml}{break_}---\n"));
    facts.frontmatter.filter(|block| !block.invalid).map(|block| pairs(&block))
}

fn are_same(a: &[(String, Value)], b: &[(String, Value)]) -> bool {
    a.len() == b.len()
        && a.iter().zip(b).all(|((key, a), (other, b))| key == other && is_same(a, b))
}

/// Compares what two values say: `2.0` is 2.
fn is_same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (Value::Map(a), Value::Map(b)) => are_same(a, b),
        _ => a == b,
    }
}

/// Returns the one splice that turns `old` into `new`, as short as whole characters allow.
pub(super) fn smallest_splice(old: &str, new: &str, offset: u32) -> Splice {
    let start: usize = (old.chars().zip(new.chars()))
        .take_while(|(a, b)| a == b)
        .map(|(character, _)| character.len_utf8())
        .sum();
    let (old_rest, new_rest) = (old.get(start..).unwrap_or(""), new.get(start..).unwrap_or(""));
    let end: usize = (old_rest.chars().rev().zip(new_rest.chars().rev()))
        .take_while(|(a, b)| a == b)
        .map(|(character, _)| character.len_utf8())
        .sum();
    let from = offset as usize + start;
    let text = new_rest.get(..new_rest.len() - end).unwrap_or("").to_owned();
    Splice { span: Span::new(from..from + old_rest.len() - end), text }
}
