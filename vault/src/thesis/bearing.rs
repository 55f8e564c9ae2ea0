//! What one note says that bears on theses, from its bytes and its place alone.
//!
//! Made once when a note is indexed and kept as one row beside it, so that a changed note changes
//! one row. Where its links lead is looked up later, by those who know the other notes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::address::find_address;
use super::date::{DateSpan, Day, parse_date};
use super::edge::{NearEdge, Place, WrittenEdge, read_edges, read_near_edges};
use super::hint::{Ago, Clue, Hint, HintValue, Known, read_hints};
use super::kind::{Kind, KindBasis};
use super::page::{ThesisPage, read_page};
use super::property_names::{Field, PropertyNames};
use super::question::{Question, read_questions};
use super::reading::{Reading, Reference};
use super::sketch::Sketch;
use super::stance::{Reliability, Review, Strength, parse_share};
use super::watch::{WatchItem, read_watch};
use crate::facts::{NoteFacts, Problem, Property, Value};
use crate::path::VaultPath;
use crate::text::LineIndex;

/// What a note says that bears on theses.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Bearing {
    /// What kind of note it is.
    #[serde(rename = "k")]
    pub kind: Kind,
    /// Where that was read from.
    #[serde(rename = "kb")]
    pub kind_basis: KindBasis,
    /// Its properties.
    #[serde(rename = "f")]
    pub fields: Fields,
    /// The date its name begins with.
    #[serde(rename = "nd", skip_serializing_if = "Option::is_none")]
    pub name_date: Option<DateSpan>,
    /// Its edges.
    #[serde(rename = "e", skip_serializing_if = "Vec::is_empty")]
    pub edges: Vec<WrittenEdge>,
    /// Fields that mean a stance and are called otherwise.
    #[serde(rename = "n", skip_serializing_if = "Vec::is_empty")]
    pub near_edges: Vec<NearEdge>,
    /// What it says as a thesis.
    #[serde(rename = "p", skip_serializing_if = "Option::is_none")]
    pub page: Option<ThesisPage>,
    /// Its watch items.
    #[serde(rename = "w", skip_serializing_if = "Vec::is_empty")]
    pub watch: Vec<WatchItem>,
    /// Its questions.
    #[serde(rename = "q", skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
    /// Its tags, with `#`.
    #[serde(rename = "t", skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Its aliases.
    #[serde(rename = "a", skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What its words suggest where no field says it.
    #[serde(rename = "h", skip_serializing_if = "Vec::is_empty")]
    pub hints: Vec<Hint>,
    /// A sketch of its text, to find others that are nearly the same.
    #[serde(rename = "x", skip_serializing_if = "Sketch::is_empty")]
    pub sketch: Sketch,
    /// The positions, among all links of the note, of those that are referred to.
    #[serde(rename = "l", skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<u32>,
}

/// The properties of a note, as far as they bear on theses.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Fields {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strength: Option<Strength>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reliability: Option<Reliability>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<DateSpan>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occurred: Option<DateSpan>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<DateSpan>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Reference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub publishers: Vec<Reference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Reference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<Reference>,
    #[serde(skip_serializing_if = "is_zero")]
    pub origin_line: u32,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Reference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<Review>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rivals: Vec<Reference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opened: Option<DateSpan>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_by: Option<DateSpan>,
}

impl Fields {
    /// Returns whether the note's edges count, where they say nothing themselves: what an agent
    /// writes is a draft until a person confirms it.
    pub fn default_review(&self) -> Review {
        let agent = self.by.as_deref().is_some_and(|by| by.trim().starts_with("agent"));
        self.review.unwrap_or(if agent { Review::Draft } else { Review::Confirmed })
    }
}

impl Bearing {
    /// Reads what a note says that bears on theses, and what is odd about that.
    pub fn read(
        path: &VaultPath,
        text: &str,
        facts: &NoteFacts,
        lines: &LineIndex<'_>,
        names: &PropertyNames,
    ) -> (Self, Vec<Problem>) {
        let properties = names.read(facts);
        let (kind, basis) = Kind::of(&texts(properties.get(&Field::Type)), &facts.all_tags(), path);
        Self::read_as(kind, basis, Reading::new(path, text, facts, lines), names)
    }

    /// Reads a note that is known to be a data point, whatever it says of its kind itself.
    pub fn read_evidence(
        path: &VaultPath,
        text: &str,
        facts: &NoteFacts,
        lines: &LineIndex<'_>,
        names: &PropertyNames,
    ) -> Self {
        let note = Reading::new(path, text, facts, lines);
        Self::read_as(Kind::Evidence, KindBasis::default(), note, names).0
    }

    fn read_as(
        kind: Kind,
        kind_basis: KindBasis,
        mut note: Reading<'_>,
        names: &PropertyNames,
    ) -> (Self, Vec<Problem>) {
        let facts = note.facts;
        let properties = names.read(facts);
        let fields = read_fields(&mut note, &properties);
        let mut bearing = Self {
            kind,
            kind_basis,
            fields,
            name_date: name_date(note.path.title()),
            edges: read_edges(&mut note, names, &properties),
            near_edges: read_near_edges(&mut note, names),
            page: (kind == Kind::Thesis).then(|| read_page(&mut note)),
            watch: read_watch(&mut note),
            questions: read_questions(&mut note, names),
            tags: in_order(facts.all_tags()),
            aliases: facts.aliases(),
            hints: Vec::new(),
            sketch: Sketch::default(),
            links: Vec::new(),
        };
        // A line that says what the note bears on asks nothing, whatever it stands below.
        let edges = bearing.edges.iter().filter(|edge| edge.place == Place::Inline);
        let lines: Vec<u32> = edges.map(|edge| edge.line).collect();
        bearing.questions.retain(|question| !lines.contains(&question.line));
        bearing.hints = read_hints(&mut note, kind, bearing.known(&properties));
        if bearing.is_data_point() {
            bearing.sketch = Sketch::of(body_of(note.text, facts));
        }
        if kind == Kind::Question {
            bearing.questions.insert(0, own_question(&mut note, &properties));
        }
        bearing.links = std::mem::take(&mut note.links);
        (bearing, note.problems)
    }

    /// Returns true for a note that can be a data point: it holds an edge, is evidence, or its
    /// words suggest so.
    pub fn is_data_point(&self) -> bool {
        let suggests = |hint: &Hint| {
            matches!(
                hint.value,
                HintValue::Kind(Kind::Evidence)
                    | HintValue::Thesis(_)
                    | HintValue::Mapping(..)
                    | HintValue::CueLink(..)
            )
        };
        !self.edges.is_empty()
            || self.kind == Kind::Evidence
            || (self.kind == Kind::Note && self.hints.iter().any(suggests))
    }

    /// Returns when the text says that it was published, and the other day that may be meant.
    pub fn text_date(&self) -> Option<(DateSpan, Option<Day>)> {
        self.hints.iter().find_map(|hint| match hint.value {
            HintValue::Published(span, other) => Some((span, other)),
            _ => None,
        })
    }

    /// Returns the clue to a day that the text comes after.
    pub fn clue(&self) -> Option<&Clue> {
        self.hints.iter().find_map(|hint| match &hint.value {
            HintValue::After(clue) => Some(clue),
            _ => None,
        })
    }

    /// Returns who published the note or where it stands, as its text says.
    pub fn text_source(&self) -> Option<&str> {
        self.hints.iter().find_map(|hint| match &hint.value {
            HintValue::Source(source) => Some(source.as_str()),
            _ => None,
        })
    }

    /// Returns how long before the note its text was published, as the text says.
    pub fn ago(&self) -> Option<&Ago> {
        self.hints.iter().find_map(|hint| match &hint.value {
            HintValue::Ago(ago) => Some(ago),
            _ => None,
        })
    }

    /// Returns the day on which the note came to be, as it says itself or by its name.
    pub fn made_on(&self) -> Option<Day> {
        let created = self.fields.created.and_then(DateSpan::last);
        created.or(self.name_date.and_then(DateSpan::last))
    }

    /// Returns which fields the note has itself.
    fn known<'n>(&self, properties: &BTreeMap<Field, &'n Property>) -> Known<'n> {
        let fields = &self.fields;
        let property = |field| properties.get(&field).copied();
        let has_address = fields
            .source
            .as_ref()
            .is_some_and(|source| source.link.is_none() && find_address(&source.text).is_some());
        let dated = fields.published.is_some() || fields.created.is_some();
        let is_clipping = has_address && (dated || !fields.authors.is_empty());
        Known {
            has_edges: !self.edges.is_empty(),
            kind: self.kind_basis == KindBasis::Type,
            published: property(Field::Published).filter(|_| fields.published.is_some()),
            clipping: property(Field::Source).filter(|_| is_clipping),
            source: fields.source.is_some() || !fields.publishers.is_empty(),
            author: !fields.authors.is_empty(),
            mentions: !fields.mentions.is_empty(),
            tags: !self.tags.is_empty(),
        }
    }
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

fn body_of<'t>(text: &'t str, facts: &NoteFacts) -> &'t str {
    let start = facts.frontmatter.as_ref().map_or(0, |front| front.span.end as usize);
    text.get(start..).unwrap_or("")
}

/// The question that a note of that kind is, by its title.
fn own_question(note: &mut Reading<'_>, properties: &BTreeMap<Field, &Property>) -> Question {
    let answers = properties.get(&Field::AnsweredBy).map(|property| note.references(property));
    let answer = answers.and_then(|answers| answers.into_iter().next());
    let text = note.path.title().to_owned();
    Question { text, line: 1, open: answer.is_none(), answer }
}

fn read_fields(note: &mut Reading<'_>, properties: &BTreeMap<Field, &Property>) -> Fields {
    let find = |field| properties.get(&field).copied();
    Fields {
        strength: word(note, find(Field::Strength), Strength::parse, "strength"),
        reliability: word(note, find(Field::Reliability), Reliability::parse, "reliability"),
        published: date(note, find(Field::Published)),
        occurred: date(note, find(Field::Occurred)),
        created: date(note, find(Field::Created)),
        source: list(note, find(Field::Source)).into_iter().next(),
        publishers: list(note, find(Field::Publisher)),
        authors: list(note, find(Field::Author)),
        origin: list(note, find(Field::Origin)).into_iter().next(),
        origin_line: find(Field::Origin).map_or(0, |property| note.line(property.span)),
        mentions: list(note, find(Field::Mentions)),
        by: texts(find(Field::By).as_ref()).into_iter().next(),
        review: word(note, find(Field::Review), Review::parse, "review"),
        status: texts(find(Field::Status).as_ref()).into_iter().next(),
        confidence: word(note, find(Field::Confidence), parse_share, "confidence"),
        rivals: list(note, find(Field::Rivals)),
        opened: date(note, find(Field::Opened)),
        review_by: date(note, find(Field::ReviewBy)),
    }
}

fn list(note: &mut Reading<'_>, property: Option<&Property>) -> Vec<Reference> {
    let all = property.map(|property| note.references(property)).unwrap_or_default();
    all.into_iter()
        .filter(|reference| reference.link.is_some() || !reference.text.is_empty())
        .collect()
}

fn date(note: &mut Reading<'_>, property: Option<&Property>) -> Option<DateSpan> {
    let property = property?;
    match property.value.as_text() {
        Some(text) if text.trim().is_empty() => None,
        Some(text) => match parse_date(&text) {
            Ok(span) => Some(span),
            Err(error) => {
                note.report("bad-date", format!("{}: {error}", property.key), property.span);
                None
            }
        },
        None => {
            let message = format!("{}: a date is one value, not a list", property.key);
            note.report("bad-date", message, property.span);
            None
        }
    }
}

/// Reads a value of a closed list; reports one that is not on it.
fn word<T>(
    note: &mut Reading<'_>,
    property: Option<&Property>,
    parse: impl Fn(&str) -> Option<T>,
    field: &'static str,
) -> Option<T> {
    let property = property?;
    let text = property.value.as_text().unwrap_or_default();
    let value = parse(&text);
    if value.is_none() && !text.trim().is_empty() {
        let (kind, words) = match field {
            "strength" => ("unknown-strength", "strong, moderate or weak"),
            "reliability" => ("unknown-reliability", "a letter from A to F"),
            "review" => ("unknown-review", "draft or confirmed"),
            _ => ("bad-confidence", "0.65, 65% or 65"),
        };
        note.report(kind, format!("{text:?} is no {field}: write {words}"), property.span);
    }
    value
}

fn texts(property: Option<&&Property>) -> Vec<String> {
    match property.map(|property| &property.value) {
        Some(Value::List(items)) => items.iter().filter_map(Value::as_text).collect(),
        Some(value) => value.as_text().into_iter().collect(),
        None => Vec::new(),
    }
}

/// Returns the date that a note's name begins with.
fn name_date(title: &str) -> Option<DateSpan> {
    let date = title.get(..10)?;
    let ends = !title.get(10..)?.starts_with(|c: char| c.is_alphanumeric());
    let shape = date.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    if shape && ends { parse_date(date).ok() } else { None }
}

fn in_order(mut tags: Vec<String>) -> Vec<String> {
    tags.sort();
    tags.dedup();
    tags
}
