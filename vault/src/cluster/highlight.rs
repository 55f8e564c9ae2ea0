//! The passages of a note that tie it to a thesis or a cluster, each with its why.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, MatchKind};

use super::terms::{TermId, places};
use crate::facts::{Link, NoteFacts};
use crate::text::Span;
use crate::text::fold::fold_with_map;
use crate::thesis::property_names::PropertyNames;
use crate::thesis::stance::Stance;

/// What passages are looked for.
#[derive(Debug, Clone, Default)]
pub struct Focus {
    /// The telling terms, with how they are shown.
    pub terms: BTreeMap<TermId, String>,
    /// The names of entities.
    pub names: Vec<String>,
}

/// A passage that ties a note to what is looked for. Offsets are bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passage {
    /// Where it stands.
    pub span: Span,
    /// Why it is marked, in words.
    pub why: String,
}

/// Lists the passages of a note in order, none overlapping another.
///
/// `why_link` says for a link why it ties the note, or that it does not. A line that says what the
/// note bears on, under one of the `property_names`, is one passage, if one of its links ties; then
/// come links, names and terms.
pub fn passages(
    title: &str,
    text: &str,
    facts: &NoteFacts,
    focus: &Focus,
    why_link: &dyn Fn(&Link) -> Option<String>,
    property_names: &PropertyNames,
) -> Vec<Passage> {
    let mut found = Taken::default();
    let tying: Vec<(&Link, String)> =
        facts.links.iter().filter_map(|link| Some((link, why_link(link)?))).collect();
    for (link, _) in &tying {
        if let Some((line, bears)) = edge_line(text, link.span, property_names) {
            found.take(line, &format!("{bears} [[{}]]", link.target));
        }
    }
    for (link, why) in &tying {
        found.take(link.span, why);
    }
    for (span, name) in named(text, property_names, &focus.names) {
        found.take(span, &format!("names {name}"));
    }
    for (span, term) in places(title, text, property_names, |term| focus.terms.contains_key(&term))
    {
        if let Some(label) = focus.terms.get(&term) {
            found.take(span, &format!("term: {label}"));
        }
    }
    found.0.into_values().collect()
}

/// The passages so far, by their first byte.
#[derive(Default)]
struct Taken(BTreeMap<u32, Passage>);

impl Taken {
    /// Adds a passage where none stands yet.
    fn take(&mut self, span: Span, why: &str) {
        let before = self.0.range(..span.end).next_back();
        if span.is_empty() || before.is_some_and(|(_, taken)| taken.span.end > span.start) {
            return;
        }
        self.0.insert(span.start, Passage { span, why: why.to_owned() });
    }
}

/// Returns the line around a link, without its mark and blanks, if it says what the note bears on,
/// and how.
fn edge_line(
    text: &str,
    link: Span,
    property_names: &PropertyNames,
) -> Option<(Span, &'static str)> {
    let before = text.get(..link.start as usize)?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let rest = text.get(start..)?;
    let line = rest.get(..rest.find('\n').unwrap_or(rest.len()))?.trim_end();
    let bare = line.trim_start_matches([' ', '\t', '-', '*', '+', '>']);
    let start = start + line.len() - bare.len();
    let (key, _) = bare.split_once("::")?;
    let bears = bears(property_names.stance(key.trim_matches(['*', ' ']))?);
    Some((Span::new(start..start + bare.len()), bears))
}

/// Says how a note bears on a thesis, in front of the thesis.
pub fn bears(stance: Stance) -> &'static str {
    match stance {
        Stance::Context => "is context of",
        stance => stance.as_str(),
    }
}

/// Lists the places of names in a text, case and accents ignored, whole words alone.
fn named<'n>(
    text: &str,
    property_names: &PropertyNames,
    names: &'n [String],
) -> Vec<(Span, &'n str)> {
    let body = super::prose::lines(text, property_names);
    let folded_names: Vec<String> =
        names.iter().map(|name| crate::text::fold::fold(name).into_owned()).collect();
    let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&folded_names);
    let Ok(finder) = finder else { return Vec::new() };
    let mut found = Vec::new();
    for line in &body {
        let shown = text.get(line.range.clone()).unwrap_or("");
        let folded = fold_with_map(shown);
        for hit in finder.find_iter(folded.as_str()) {
            let source = folded.source(hit.range());
            let name = names.get(hit.pattern().as_usize());
            if let Some(name) = name.filter(|_| stands_alone(folded.as_str(), hit.range())) {
                let start = line.range.start;
                found.push((Span::new(start + source.start..start + source.end), name.as_str()));
            }
        }
    }
    found
}

/// True where no letter of the same word stands before or behind.
fn stands_alone(text: &str, range: std::ops::Range<usize>) -> bool {
    use crate::text::words::is_word;
    let before = text.get(..range.start).and_then(|text| text.chars().next_back());
    let behind = text.get(range.end..).and_then(|text| text.chars().next());
    let inside = text.get(range).unwrap_or("");
    let joins = |edge: Option<char>, beside: Option<char>| {
        edge.is_some_and(is_word) && beside.is_some_and(is_word)
    };
    !joins(inside.chars().next(), before) && !joins(inside.chars().next_back(), behind)
}
