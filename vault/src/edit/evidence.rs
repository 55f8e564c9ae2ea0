//! Writing about theses: edges, lines, watch items, the confidence log, one change at a time.
//!
//! Each function changes a text in one place and leaves every other byte; [`Draft`] gathers
//! several such changes of one note into one plan.

use super::append::with_line_ends;
use super::lines::changes;
use super::plan::{FileSplices, Plan, Splice, apply_splices};
use super::property::{plan_remove, plan_set, smallest_splice};
use super::{EditError, SeenText};
use crate::facts::{Heading, NoteFacts, Value};
use crate::parse::parse;
use crate::resolve::subpath::section_span;
use crate::text::{LineIndex, Span};
use crate::thesis::date::Day;
use crate::thesis::event::percent;
use crate::thesis::property_names::{Field, PropertyNames};
use crate::thesis::reading::gives_meaning;
use crate::thesis::stance::{Stance, Strength, parse_share};
use crate::thesis::watch::WatchStatus;

/// An edge to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EdgeText {
    /// The link to the thesis, with the pillar: `[[Thesis#^pillar]]`.
    pub link: String,
    /// Which way it pushes.
    pub stance: Stance,
    /// How hard.
    pub strength: Option<Strength>,
    /// Why; may be empty.
    pub reason: String,
}

/// A note's text while several changes are made to it.
#[derive(Debug, Clone)]
pub struct Draft {
    original: SeenText,
    now: SeenText,
}

impl Draft {
    /// Begins with a note as it is.
    pub fn new(note: SeenText) -> Self {
        Self { now: note.clone(), original: note }
    }

    /// Returns the note's text as it was.
    pub fn before(&self) -> &str {
        &self.original.text
    }

    /// Returns the note's text as changed so far.
    pub fn text(&self) -> &str {
        &self.now.text
    }

    /// Sets a property and no other byte.
    pub fn set_property(&mut self, key: &str, value: &Value) -> Result<(), EditError> {
        let plan = plan_set(&self.now, key, value)?;
        self.take(&plan);
        Ok(())
    }

    /// Adds values to a list property; one that holds a single value becomes a list.
    pub fn add_to_list(&mut self, key: &str, added: &[String]) -> Result<(), EditError> {
        let mut items = self.list(key);
        for item in added {
            if !items.iter().any(|known| known.as_text().as_deref() == Some(item)) {
                items.push(Value::Text(item.clone()));
            }
        }
        self.set_property(key, &Value::List(items))
    }

    fn list(&self, key: &str) -> Vec<Value> {
        let facts = parse(&self.now.text);
        match facts.find_property(key).map(|property| property.value.clone()) {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::List(items)) => items,
            Some(value) => vec![value],
        }
    }

    /// Adds a line at the end, or at the end of the section below a heading, which is made where
    /// the note has none.
    pub fn add_line(&mut self, heading: Option<&str>, line: &str) {
        let text = &self.now.text;
        let facts = parse(text);
        let section = heading.and_then(|wanted| {
            let found = facts.headings.iter().find(|heading| {
                heading.text.trim().to_lowercase().starts_with(&wanted.to_lowercase())
            })?;
            Some(section_span(&facts, found, text.len()))
        });
        match (heading, section) {
            (_, Some(section)) => self.add_in(section, line),
            (Some(heading), None) => self.add_at_end(&format!("## {heading}\n\n{line}"), true),
            (None, None) => {
                let follows = ends_in_list(&facts, text) && line.starts_with("- ");
                self.add_at_end(line, !follows);
            }
        }
    }

    /// Adds lines behind the last words of a section.
    fn add_in(&mut self, section: Span, line: &str) {
        let end = self.now.line_end();
        let inside = section.of(&self.now.text);
        let words = inside.trim_end();
        let at = section.start as usize + words.len();
        let heading_alone = !words.contains('\n');
        let blank = if heading_alone { end } else { "" };
        self.splice(Span::new(at..at), &format!("{end}{blank}{}", with_line_ends(line, end)));
    }

    fn add_at_end(&mut self, line: &str, apart: bool) {
        let end = self.now.line_end();
        let text = &self.now.text;
        let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
        let (last, ended) = (bare.trim_end_matches(['\n', '\r']), bare.ends_with('\n'));
        let blank_before = bare.len() - last.len() > end.len();
        let mut added = String::new();
        if !bare.is_empty() && !ended {
            added.push_str(end);
        }
        if apart && !last.is_empty() && !blank_before {
            added.push_str(end);
        }
        added.push_str(&with_line_ends(line, end));
        if ended || bare.is_empty() {
            added.push_str(end);
        }
        let at = text.len();
        self.splice(Span::new(at..at), &added);
    }

    /// Removes a 1-based line with its end.
    pub fn remove_line(&mut self, line: u32) -> Result<(), EditError> {
        let span = self.line_with_end(line)?;
        self.splice(span, "");
        Ok(())
    }

    /// Puts other words on a 1-based line; its end stays.
    pub fn replace_line(&mut self, line: u32, words: &str) -> Result<(), EditError> {
        let span = self.line(line)?;
        self.splice(span, words);
        Ok(())
    }

    /// Adds a line behind a 1-based one.
    pub fn add_behind(&mut self, line: u32, words: &str) -> Result<(), EditError> {
        let at = self.line(line)?.end as usize;
        let end = self.now.line_end();
        self.splice(Span::new(at..at), &format!("{end}{words}"));
        Ok(())
    }

    fn line(&self, line: u32) -> Result<Span, EditError> {
        let lines = LineIndex::new(&self.now.text);
        let span = line.checked_sub(1).and_then(|line| lines.line_span(line));
        span.ok_or_else(|| EditError::NoLine { path: self.now.path.clone(), line })
    }

    fn line_with_end(&self, line: u32) -> Result<Span, EditError> {
        let span = self.line(line)?;
        let behind = self.now.text.get(span.end as usize..).unwrap_or("");
        let end = if behind.starts_with("\r\n") { 2 } else { u32::from(behind.starts_with('\n')) };
        Ok(Span { start: span.start, end: span.end + end })
    }

    /// Writes an edge as a line at the end of the note, ahead of sections whose lines mean
    /// something else.
    pub fn add_edge_line(&mut self, edge: &EdgeText, names: &PropertyNames) {
        let line = format!("- {}", edge.words(names));
        let text = &self.now.text;
        let facts = parse(text);
        let at = end_for_edges(&facts, text);
        if at == text.len() {
            return self.add_line(None, &line);
        }
        let end = self.now.line_end();
        let before = text.get(..at).unwrap_or("");
        let words = before.trim_end();
        let follows = ends_in_list(&facts, before);
        let mut added = String::new();
        if !words.is_empty() {
            added.push_str(end);
            if !follows {
                added.push_str(end);
            }
        }
        added.push_str(&line);
        // A heading stands apart from what is before it.
        for _ in before[words.len()..].matches('\n').count()..2 {
            added.push_str(end);
        }
        let at = words.len();
        self.splice(Span::new(at..at), &added);
    }

    /// Writes an edge anew on the line where it stands; what stands before it is kept.
    pub fn replace_edge_line(
        &mut self,
        line: u32,
        edge: &EdgeText,
        names: &PropertyNames,
    ) -> Result<(), EditError> {
        let span = self.line(line)?;
        let text = span.of(&self.now.text);
        let no_edge = || EditError::NoEdge { path: self.now.path.clone(), line };
        let field = text.find("::").ok_or_else(no_edge)?;
        let before = text.get(..field).unwrap_or("");
        let word =
            before.trim_end().rsplit(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-')));
        let word = word.into_iter().next().unwrap_or("");
        let start =
            before.rfind(word).filter(|_| names.find(word).is_some()).ok_or_else(no_edge)?;
        // An id at the end of the line is what other notes link to.
        let id = text.rsplit_once(" ^").map(|(_, id)| format!(" ^{id}"));
        let id = id.filter(|id| !id.trim().contains(' ')).unwrap_or_default();
        let words = format!("{}{}{id}", text.get(..start).unwrap_or(""), edge.words(names));
        self.replace_line(line, &words)
    }

    /// Writes an edge into the list of its property.
    pub fn add_edge_property(
        &mut self,
        edge: &EdgeText,
        names: &PropertyNames,
    ) -> Result<(), EditError> {
        let key = names.written(field_of(edge.stance)).to_owned();
        self.add_to_list(&key, std::slice::from_ref(&edge.link))
    }

    /// Takes a link out of a property: of those on a 1-based line the `nth`, from 0.
    pub fn remove_edge_property(&mut self, line: u32, nth: usize) -> Result<(), EditError> {
        let (key, at) = self.edge_property(line, nth)?;
        let mut items = self.list(&key);
        if let Some(at) = at.filter(|at| *at < items.len()) {
            items.remove(at);
        }
        if at.is_none() || items.is_empty() {
            let plan = plan_remove(&self.now, &key)?;
            self.take(&plan);
            return Ok(());
        }
        self.set_property(&key, &Value::List(items))
    }

    /// Writes an edge in place of the `nth` link of a property on a 1-based line; one of another
    /// stance goes to the property of that.
    pub fn replace_edge_property(
        &mut self,
        line: u32,
        nth: usize,
        edge: &EdgeText,
        names: &PropertyNames,
    ) -> Result<(), EditError> {
        let (key, at) = self.edge_property(line, nth)?;
        if names.stance(&key) != Some(edge.stance) {
            self.remove_edge_property(line, nth)?;
            return self.add_edge_property(edge, names);
        }
        let link = Value::Text(edge.link.clone());
        let Some(at) = at else { return self.set_property(&key, &link) };
        let mut items = self.list(&key);
        if let Some(item) = items.get_mut(at) {
            *item = link;
        }
        self.set_property(&key, &Value::List(items))
    }

    /// Finds a link of a property: its key, and its place where that is a list.
    fn edge_property(&self, line: u32, nth: usize) -> Result<(String, Option<usize>), EditError> {
        let facts = parse(&self.now.text);
        let lines = LineIndex::new(&self.now.text);
        let mut on_line = facts.links.iter().filter_map(|link| match &link.place {
            crate::facts::LinkPlace::Property(place) => {
                (lines.line(link.span.start) + 1 == line).then(|| place.clone())
            }
            _ => None,
        });
        let no_edge = || EditError::NoEdge { path: self.now.path.clone(), line };
        let place = on_line.nth(nth).ok_or_else(no_edge)?;
        Ok(match place.rsplit_once('.') {
            Some((key, at)) => (key.to_owned(), at.parse::<usize>().ok()),
            None => (place, None),
        })
    }

    /// Marks the task on a 1-based line as resolved, with the day.
    pub fn resolve_task(
        &mut self,
        line: u32,
        status: WatchStatus,
        day: Day,
    ) -> Result<(), EditError> {
        let span = self.line(line)?;
        let facts = parse(&self.now.text);
        let task = facts.list_items.iter().filter_map(|item| item.task);
        let no_task = || EditError::NoTask { path: self.now.path.clone(), line };
        let mut inside = task.filter(|task| (span.start..span.end).contains(&task.at.start));
        let task = inside.next().ok_or_else(no_task)?;
        let (mark, sign) = match status {
            WatchStatus::ResolvedTrue => ("x", Some("✅")),
            WatchStatus::ResolvedFalse => ("-", Some("❌")),
            WatchStatus::Cancelled => ("c", Some("❌")),
            WatchStatus::Open | WatchStatus::Overdue => (" ", None),
        };
        let text = self.now.text.clone();
        let before = text.get(span.start as usize..task.at.start as usize).unwrap_or("");
        let behind = text.get(task.at.end as usize..span.end as usize).unwrap_or("");
        let (words, id) = match behind.rsplit_once(" ^") {
            Some((words, id)) if !id.contains(' ') => (words, format!(" ^{id}")),
            _ => (behind, String::new()),
        };
        let signed = words.contains('✅') || words.contains('❌');
        let dated = match sign {
            Some(sign) if !signed => format!(" {sign} {day}"),
            _ => String::new(),
        };
        self.splice(span, &format!("{before}{mark}{}{dated}{id}", words.trim_end()));
        Ok(())
    }

    /// Adds a line below the list item on a 1-based line, as the last of its children.
    pub fn add_below_item(&mut self, line: u32, words: &str) -> Result<(), EditError> {
        let span = self.line(line)?;
        let facts = parse(&self.now.text);
        let mut items = facts.list_items.iter();
        let item = items.find(|item| (span.start..=span.end).contains(&item.whole.start));
        let whole = item.map_or(span, |item| item.whole);
        let last = whole.start as usize + whole.of(&self.now.text).trim_end().len();
        let lines = LineIndex::new(&self.now.text);
        let at =
            lines.line_span(lines.line(last as u32)).map_or(span.end, |span| span.end) as usize;
        let indent: String =
            span.of(&self.now.text).chars().take_while(|c| matches!(c, ' ' | '\t')).collect();
        let end = self.now.line_end();
        self.splice(Span::new(at..at), &format!("{end}{indent}\t{words}"));
        Ok(())
    }

    /// Adds a line to the confidence log and mirrors the number in the properties.
    pub fn add_log_line(
        &mut self,
        entry: &LogEntry,
        names: &PropertyNames,
    ) -> Result<(), EditError> {
        let key = names.written(Field::Confidence).to_owned();
        let facts = parse(&self.now.text);
        let old = names
            .read(&facts)
            .get(&Field::Confidence)
            .map(|property| (property.key.clone(), property.value.as_text().unwrap_or_default()));
        let was = old.as_ref().and_then(|(_, text)| parse_share(text));
        let was = was.map(|was| format!(" (was {}%)", percent(was))).unwrap_or_default();
        let cause = entry.cause.as_ref().map(|cause| format!(" · {cause}")).unwrap_or_default();
        let reason = entry.reason.split_whitespace().collect::<Vec<_>>().join(" ");
        let reason = if reason.is_empty() { reason } else { format!(" — {reason}") };
        let now = percent(entry.confidence);
        let line = format!("- {} · {now}%{was}{cause}{reason}", entry.day);
        let value = mirrored(old.as_ref().map(|(_, text)| text.as_str()), entry.confidence);
        let key = old.map_or(key, |(key, _)| key);
        self.set_property(&key, &value)?;
        if let Value::Text(percentage) = &value {
            self.unquote(&key, percentage);
        }
        self.add_line(Some("Confidence log"), &line);
        Ok(())
    }

    /// Takes the quotes off a percentage, which is plain YAML without them.
    fn unquote(&mut self, key: &str, percentage: &str) {
        let quoted = format!("{key}: '{percentage}'");
        let facts = parse(&self.now.text);
        let span = facts.find_property(key).map(|property| property.span);
        if let Some(span) = span.filter(|span| span.of(&self.now.text) == quoted) {
            self.splice(span, &format!("{key}: {percentage}"));
        }
    }

    fn splice(&mut self, span: Span, text: &str) {
        let range = span.range();
        if self.now.text.is_char_boundary(range.start) && self.now.text.is_char_boundary(range.end)
        {
            self.now.text.replace_range(range, text);
        }
    }

    fn take(&mut self, plan: &Plan) {
        let splices = plan.splices.iter().flat_map(|file| &file.splices).cloned();
        let splices: Vec<Splice> = splices.collect();
        let changed = apply_splices(self.now.text.as_bytes(), &splices).ok();
        if let Some(text) = changed.and_then(|bytes| String::from_utf8(bytes).ok()) {
            self.now.text = text;
        }
    }

    /// Returns the changes of the note; none where nothing changed.
    pub fn finish(&self) -> Option<FileSplices> {
        let (old, new) = (&self.original.text, &self.now.text);
        let narrowed = |change: super::lines::Change| {
            let before = old.get(change.before.clone())?;
            let after = new.get(change.after)?;
            Some(smallest_splice(before, after, change.before.start as u32))
        };
        let splices: Vec<Splice> = changes(old, new).into_iter().filter_map(narrowed).collect();
        let (path, expected) = (self.original.path.clone(), self.original.hash);
        (!splices.is_empty()).then_some(FileSplices { path, expected, splices })
    }
}

/// A line to be added to a confidence log.
#[derive(Debug, Clone, PartialEq)]
pub struct LogEntry {
    /// When.
    pub day: Day,
    /// The new number, from 0 to 1.
    pub confidence: f64,
    /// The link to the note that caused it.
    pub cause: Option<String>,
    /// Why; may be empty.
    pub reason: String,
}

impl EdgeText {
    /// Returns the edge as an inline field.
    fn words(&self, names: &PropertyNames) -> String {
        let field = names.written(field_of(self.stance));
        let strength = self.strength.map(|strength| {
            format!(" ({}:: {})", names.written(Field::Strength), strength.as_str())
        });
        let reason = self.reason.split_whitespace().collect::<Vec<_>>().join(" ");
        let reason = if reason.is_empty() { reason } else { format!(" — {reason}") };
        format!("{field}:: {}{}{reason}", self.link, strength.unwrap_or_default())
    }
}

/// Returns the field in which edges of a stance are written.
pub fn field_of(stance: Stance) -> Field {
    match stance {
        Stance::Supports => Field::Supports,
        Stance::Contradicts => Field::Contradicts,
        Stance::Context => Field::Context,
    }
}

/// Returns a confidence as the note wrote the one before.
fn mirrored(old: Option<&str>, share: f64) -> Value {
    let number =
        |value: f64| serde_json::Number::from_f64(value).map_or(Value::Null, Value::Number);
    match old.map(str::trim) {
        Some(old) if old.ends_with('%') => Value::Text(format!("{}%", percent(share))),
        Some(old) if old.parse::<f64>().is_ok_and(|old| old <= 1.0) => number(share),
        Some(old) if old.parse::<f64>().is_ok() => {
            let whole = percent(share);
            whole.parse::<i64>().map_or_else(|_| number(share * 100.0), |n| Value::Number(n.into()))
        }
        _ => Value::Text(format!("{}%", percent(share))),
    }
}

/// Returns true where the last line of a text, or of its beginning, belongs to a list.
fn ends_in_list(facts: &NoteFacts, text: &str) -> bool {
    let end = text.trim_end().len() as u32;
    let before = facts.list_items.iter().filter(|item| item.whole.start < end);
    before.map(|item| item.whole.end).max().is_some_and(|last| last >= end)
}

/// Returns where the sections at the end of a text begin in which a line is a question, a pillar or
/// a watch item; the end of the text where there are none.
fn end_for_edges(facts: &NoteFacts, text: &str) -> usize {
    let mut end = text.len();
    let claims = |heading: &&Heading, end: usize| {
        let section = section_span(facts, heading, text.len());
        gives_meaning(heading) && (section.start as usize) < end && section.end as usize >= end
    };
    while let Some(heading) = facts.headings.iter().find(|heading| claims(heading, end)) {
        end = heading.span.start as usize;
    }
    end
}
