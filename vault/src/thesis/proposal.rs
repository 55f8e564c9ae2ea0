//! Proposals: what could be written into a note, by which rule, from which words.
//!
//! Each rule has a name and a version. A proposal's id depends on the note's path, the rule and
//! the value alone, so that a refusal holds until one of them changes.

pub mod boilerplate;
mod tags;

use std::collections::BTreeSet;

use serde::Serialize;

use super::address::{find_address, telling_words};
use super::claim::claim_words;
use super::evidence::{Evidence, Note, NoteNumber};
use super::hint::{Certainty, Clue, Hint, HintValue, deadline};
use super::kind::Kind;
use super::property_names::Field;
use super::proposed_edge::{ProposedEdge, proposal_id};
use super::root::Rule;
use super::stance::{Review, Stance, Strength};
use super::watch::split_clauses;
use crate::facts::Value;
use crate::path::{VaultPath, fold_name};

/// What a proposal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ProposalKind")]
pub enum What {
    /// The kind of the note.
    Kind,
    /// When it was published.
    Published,
    /// Where it came from, or who published it.
    Source,
    /// Who wrote it.
    Author,
    /// What it names.
    Mentions,
    /// Its tags.
    Tags,
    /// An edge to a thesis.
    Edge,
    /// Something to look out for.
    Watch,
    /// A question.
    Question,
    /// It counts data points; this says how many there are.
    Claim,
    /// Something written before that is not in the vault.
    Coverage,
    /// A line that is no part of the text.
    Boilerplate,
    /// It is one data point with another note.
    OneSource,
}

/// How a proposal is written into its note.
#[derive(Debug, Clone, PartialEq)]
pub enum Writes {
    /// One property.
    Property(Field, Value),
    /// One line at the end of the note, below a heading where one is named.
    Line(Option<&'static str>, String),
    /// Tags, added to those that are there.
    Tags(Vec<String>),
    /// One line less.
    Without(u32),
    /// Nothing: it is there to be known.
    Nothing,
}

/// What could be written into a note.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// By what it is accepted or refused.
    pub id: String,
    /// The note.
    pub note: NoteNumber,
    /// The rule, with its version: `published.text/1`.
    pub rule: &'static str,
    /// What it is about.
    pub what: What,
    /// What it says, for a person.
    pub value: String,
    /// What else may be meant.
    pub alternative: Option<String>,
    /// How sure the rule is.
    pub certainty: Certainty,
    /// Where the words stand, in bytes of the note; empty where there are none.
    pub span: (u32, u32),
    /// The line, from 1.
    pub line: u32,
    /// The thesis of an edge, by its path.
    pub thesis: Option<String>,
    /// The stance of an edge.
    pub stance: Option<Stance>,
    /// The strength of an edge.
    pub strength: Option<Strength>,
    /// The other note, where two are one data point.
    pub other: Option<VaultPath>,
    /// How it is written.
    pub writes: Writes,
}

/// Lists what could be written into a note, by place, and what was not refused.
///
/// `text` is the note's; `siblings` are texts of the same publisher, for lines that they share.
pub fn list_proposals(
    evidence: &Evidence,
    number: NoteNumber,
    text: &str,
    siblings: &[&str],
) -> Vec<Proposal> {
    let Some(note) = evidence.note(number) else { return Vec::new() };
    let making = Making { evidence, number, note };
    let mut proposals: Vec<Proposal> =
        note.bearing.hints.iter().filter_map(|hint| making.of_hint(hint)).collect();
    let edges = evidence.proposed.iter().filter(|edge| edge.note == number);
    proposals.extend(edges.filter_map(|edge| making.of_edge(edge, text)));
    proposals.extend(making.of_roots());
    if note.bearing.is_data_point() {
        let repeated = boilerplate::find_repeated(text, siblings).into_iter();
        proposals.extend(repeated.map(|line| making.of_line(boilerplate::REPEATED_RULE, line)));
    }
    proposals.retain(|proposal| !evidence.decided.refused.contains(&proposal.id));
    proposals.sort_by(|a, b| (a.span, a.what, &a.id).cmp(&(b.span, b.what, &b.id)));
    let mut seen = BTreeSet::new();
    proposals.retain(|proposal| seen.insert(proposal.id.clone()));
    proposals
}

/// Returns true for a note about which something can be proposed.
pub fn may_have_proposals(evidence: &Evidence, number: NoteNumber) -> bool {
    let Some(note) = evidence.note(number) else { return false };
    let root = evidence.roots.find_root(evidence.roots.of(number));
    let merged = root.is_some_and(|root| root.merges.iter().any(|merge| !merge.rule.is_certain()));
    !note.bearing.hints.is_empty() || merged
}

/// What every proposal of a note is made with.
struct Making<'e> {
    evidence: &'e Evidence,
    number: NoteNumber,
    note: &'e Note,
}

impl Making<'_> {
    fn proposal(
        &self,
        rule: &'static str,
        what: What,
        value: String,
        certainty: Certainty,
        span: (u32, u32),
        line: u32,
    ) -> Proposal {
        Proposal {
            id: proposal_id(self.note.path.as_str(), rule, &value),
            note: self.number,
            rule,
            what,
            value,
            alternative: None,
            certainty,
            span,
            line,
            thesis: None,
            stance: None,
            strength: None,
            other: None,
            writes: Writes::Nothing,
        }
    }

    fn of_hint(&self, hint: &Hint) -> Option<Proposal> {
        let make = |rule, what, value: String| {
            self.proposal(rule, what, value, hint.certainty, hint.span, hint.line)
        };
        let text = |field, value: &str| Writes::Property(field, Value::Text(value.to_owned()));
        Some(match &hint.value {
            HintValue::Kind(kind) => make("kind.clipping/1", What::Kind, kind.as_str().to_owned())
                .writing(text(Field::Type, kind.as_str())),
            HintValue::Published(span, other) => {
                let day = span.single_day()?.to_string();
                let mut proposal = make("published.text/1", What::Published, day.clone())
                    .writing(text(Field::Published, &day));
                proposal.alternative = other.map(|day| day.to_string());
                proposal
            }
            HintValue::Source(source) => match find_address(source) {
                Some(address) => make("source.text/1", What::Source, address.to_owned())
                    .writing(text(Field::Source, address)),
                None => {
                    let value = self.link_to(source, Kind::Source);
                    make("publisher.text/1", What::Source, value.clone())
                        .writing(text(Field::Publisher, &value))
                }
            },
            HintValue::Author(author) => {
                let value = self.link_to(author, Kind::Entity);
                make("author.text/1", What::Author, value.clone())
                    .writing(text(Field::Author, &value))
            }
            HintValue::Mentions(names) => {
                let names: Vec<String> =
                    names.iter().map(|name| self.link_to(name, Kind::Entity)).collect();
                let list = names.iter().map(|name| Value::Text(name.clone())).collect();
                make("mentions.text/1", What::Mentions, names.join(", "))
                    .writing(Writes::Property(Field::Mentions, Value::List(list)))
            }
            HintValue::GluedTags(run) => {
                let parts = tags::split_run(run, self.evidence.tags())?;
                make("tags.glued/1", What::Tags, parts.join(", ")).writing(Writes::Tags(parts))
            }
            HintValue::Ago(ago) => {
                let span = ago.before(self.note.bearing.made_on()?);
                let value = match (span.from, span.to) {
                    (Some(from), Some(to)) if from != to => format!("{from}/{to}"),
                    (from, _) => from?.to_string(),
                };
                make("published.relative/1", What::Published, value.clone())
                    .writing(text(Field::Published, &value))
            }
            HintValue::Watch(words) if !self.is_watched(words) => {
                let dated = with_deadline(words);
                let line = format!("- [ ] #watch {dated}");
                make("watch.text/1", What::Watch, dated).writing(Writes::Line(None, line))
            }
            HintValue::Question(words) if !self.is_asked(words) => {
                make("question.text/1", What::Question, words.clone())
                    .writing(Writes::Line(Some("Open questions"), format!("- {words}")))
            }
            HintValue::Furniture(words) => {
                let (text, span) = (words.clone(), hint.span);
                let line = boilerplate::Line { text, span, line: hint.line };
                self.of_line(boilerplate::NAVIGATION_RULE, line)
            }
            HintValue::Claim(count, days) => {
                make("claim.ordinal/1", What::Claim, claim_words(*count, *days))
            }
            HintValue::Coverage(title) if !self.is_covered(title) => {
                make("coverage.named/1", What::Coverage, title.clone())
            }
            HintValue::After(clue) if !self.is_dated(clue) => {
                make("coverage.dated/1", What::Coverage, clue.words.clone())
            }
            HintValue::Coverage(_)
            | HintValue::After(_)
            | HintValue::Watch(_)
            | HintValue::Question(_)
            | HintValue::Cue(..)
            | HintValue::CueLink(..)
            | HintValue::Thesis(_)
            | HintValue::Mapping(..) => return None,
        })
    }

    /// Proposes to take a line out that is no part of the text.
    fn of_line(&self, rule: &'static str, line: boilerplate::Line) -> Proposal {
        let (span, number) = (line.span, line.line);
        self.proposal(rule, What::Boilerplate, line.text, Certainty::Guess, span, number)
            .writing(Writes::Without(number))
    }

    fn of_edge(&self, edge: &ProposedEdge, text: &str) -> Option<Proposal> {
        let thesis = self.evidence.theses.get(edge.thesis)?;
        let strength = edge.strength.map(|strength| format!(" (strength:: {})", strength.as_str()));
        let words = text.get(edge.span.0 as usize..edge.span.1 as usize).unwrap_or("");
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = words.trim_start_matches(['#', '>', '-', ' ']);
        let reason = if words.is_empty() { String::new() } else { format!(" — {words}") };
        // What a person accepts is looked at, also in a note that an agent wrote.
        let review = match self.note.bearing.fields.default_review() {
            Review::Draft => " (review:: confirmed)",
            Review::Confirmed => "",
        };
        let line = format!(
            "- {}:: [[{}]]{}{review}{reason}",
            edge.stance.as_str(),
            self.evidence.link_target(thesis),
            strength.unwrap_or_default()
        );
        let value = format!("{} {}", edge.stance.as_str(), thesis.path);
        let mut proposal =
            self.proposal(edge.rule, What::Edge, value, edge.certainty, edge.span, edge.line);
        proposal.id.clone_from(&edge.id);
        proposal.thesis = Some(thesis.path.clone());
        proposal.stance = Some(edge.stance);
        proposal.strength = edge.strength;
        Some(proposal.writing(Writes::Line(None, line)))
    }

    /// Proposes to count this note and others as one, where only a rule says so.
    fn of_roots(&self) -> Vec<Proposal> {
        let Some(root) = self.evidence.roots.find_root(self.evidence.roots.of(self.number)) else {
            return Vec::new();
        };
        let soft = root.merges.iter().filter(|merge| {
            !merge.rule.is_certain() && (merge.a == self.number || merge.b == self.number)
        });
        let make = |merge: &super::root::Merge| {
            let other = if merge.a == self.number { merge.b } else { merge.a };
            // It is proposed once: for the note that does not lead the root.
            if self.number == root.head || (other != root.head && self.number == merge.a) {
                return None;
            }
            let path = &self.evidence.note(other)?.path;
            let rule = if merge.rule == Rule::Title { "root.title/1" } else { "root.text/1" };
            let value = format!("one source with {path}: {}", merge.reason);
            let certainty = Certainty::Likely;
            let mut proposal = self.proposal(rule, What::OneSource, value, certainty, (0, 0), 1);
            proposal.id = proposal_id(self.note.path.as_str(), rule, path.as_str());
            proposal.other = Some(path.clone());
            let link = Value::Text(format!("[[{}]]", path.without_md()));
            Some(proposal.writing(Writes::Property(Field::Origin, link)))
        };
        soft.filter_map(make).collect()
    }

    /// Returns a link to the note of this kind that is called so; else the name itself.
    fn link_to(&self, name: &str, kind: Kind) -> String {
        match self.evidence.find_named(name, kind) {
            Some(note) => format!("[[{}]]", note.path.title()),
            None => name.to_owned(),
        }
    }

    /// Returns true where the note holds a watch item that says so already.
    fn is_watched(&self, words: &str) -> bool {
        let (claim, _) = split_clauses(words);
        let claim = same_words(words.get(claim).unwrap_or(words));
        self.note.bearing.watch.iter().any(|item| same_words(&item.text) == claim)
    }

    /// Returns true where the note holds a question in these words already.
    fn is_asked(&self, words: &str) -> bool {
        let asked = same_words(words);
        self.note.bearing.questions.iter().any(|question| same_words(&question.text) == asked)
    }

    /// Returns true where a note's title or site holds the words of a title.
    fn is_covered(&self, title: &str) -> bool {
        let words = telling_words(title.strip_prefix("coverage from ").unwrap_or(title));
        let published_by = |note: &Note| {
            let names = note.bearing.fields.publishers.iter().map(|publisher| publisher.name());
            let named = names.chain(note.bearing.text_source()).any(|name| {
                title
                    .strip_prefix("coverage from ")
                    .is_some_and(|from| fold_name(name) == fold_name(from))
            });
            named && note.path != self.note.path
        };
        let mut points = self.evidence.notes.iter().filter(|note| note.bearing.is_data_point());
        points.any(|note| {
            (!words.is_empty() && words.is_subset(&note.item().named)) || published_by(note)
        })
    }

    /// Returns true where a data point was published on the day of a clue.
    fn is_dated(&self, clue: &Clue) -> bool {
        self.evidence.notes.iter().any(|note| {
            let published = note.bearing.fields.published.and_then(|span| span.single_day());
            published.is_some_and(|day| day.month_and_day() == (clue.month, clue.day))
        })
    }
}

impl Proposal {
    fn writing(mut self, writes: Writes) -> Self {
        self.writes = writes;
        self
    }
}

/// Returns what to look out for with the day by which its words say that it is known.
fn with_deadline(words: &str) -> String {
    let (claim, _) = split_clauses(words);
    let due = deadline(words.get(claim).unwrap_or(words)).filter(|_| !words.contains('📅'));
    due.map_or_else(|| words.to_owned(), |day| format!("{words} 📅 {day}"))
}

/// Returns a text's words as they are compared: without case and punctuation.
fn same_words(text: &str) -> String {
    let folded = fold_name(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
