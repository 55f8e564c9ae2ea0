//! Edges that a note's words suggest: which thesis is meant, which way it pushes, how hard.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::address::telling_words;
use super::evidence::{Note, NoteNumber, Thesis, ThesisNumber};
use super::hint::{Certainty, Hint, HintValue, cue_before, sentence_is_conditional};
use super::stance::{Stance, Strength};
use crate::names::last_segment;
use crate::path::{VaultPath, fold_name};
use crate::text::ContentHash;

/// An edge that a note's words suggest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedEdge {
    /// The note.
    pub note: NoteNumber,
    /// The thesis that is meant.
    pub thesis: ThesisNumber,
    /// Which way the note pushes, by its words.
    pub stance: Stance,
    /// How hard, by its words.
    pub strength: Option<Strength>,
    /// How sure the rule is.
    pub certainty: Certainty,
    /// Which rule it was.
    pub rule: &'static str,
    /// Where the words stand, in bytes of the note.
    pub span: (u32, u32),
    /// The line, from 1.
    pub line: u32,
    /// By what it is accepted or refused.
    pub id: String,
}

/// Returns by what a proposal is accepted or refused: the same as long as it says the same.
pub fn proposal_id(path: &str, rule: &str, value: &str) -> String {
    let hash = ContentHash::of(format!("{path}\n{rule}\n{value}").as_bytes()).to_string();
    hash.chars().take(12).collect()
}

/// The names by which theses are spoken of.
#[derive(Debug)]
pub(super) struct ThesisNames {
    exact: BTreeMap<String, ThesisNumber>,
    by_path: BTreeMap<VaultPath, ThesisNumber>,
    words: Vec<(BTreeSet<String>, ThesisNumber)>,
}

impl ThesisNames {
    pub(super) fn new(theses: &[Thesis], notes: &[Arc<Note>]) -> Self {
        let mut names =
            Self { exact: BTreeMap::new(), by_path: BTreeMap::new(), words: Vec::new() };
        for (number, thesis) in theses.iter().enumerate() {
            let note = thesis.note.and_then(|at| notes.get(at));
            // Only what is a thesis by its own word is meant by "the X thesis".
            let Some(note) = note.filter(|note| note.bearing.page.is_some()) else { continue };
            names.by_path.insert(note.path.clone(), number);
            let aliases = &note.bearing.aliases;
            let mut words = BTreeSet::new();
            for name in std::iter::once(&thesis.title).chain(aliases) {
                names.exact.entry(bare(name)).or_insert(number);
                words.extend(telling_words(name));
            }
            names.words.push((words, number));
        }
        names
    }

    /// Finds the thesis of this name, said in full.
    pub(super) fn find(&self, name: &str) -> Option<ThesisNumber> {
        self.exact.get(&bare(name)).copied()
    }

    /// Finds the one thesis whose names hold all telling words of this one.
    fn find_loosely(&self, name: &str) -> Option<ThesisNumber> {
        let wanted = telling_words(&bare(name));
        let mut fitting = self.words.iter().filter(|(words, _)| wanted.is_subset(words));
        match (wanted.is_empty(), fitting.next(), fitting.next()) {
            (false, Some((_, number)), None) => Some(*number),
            _ => None,
        }
    }

    /// Finds the thesis that a text begins with, said in full.
    fn find_at_start(&self, text: &str) -> Option<(ThesisNumber, Certainty)> {
        let ends = word_starts(text).into_iter().skip(1).chain([text.len()]).take(MOST_WORDS);
        let ends: Vec<usize> = ends.collect();
        ends.into_iter().enumerate().rev().find_map(|(words, end)| {
            let number = self.find(text.get(..end)?)?;
            // A single word is a name only where it is written as one.
            let is_name = words > 0 || text.starts_with(char::is_uppercase);
            let certainty = if words > 0 { Certainty::Likely } else { Certainty::Guess };
            is_name.then_some((number, certainty))
        })
    }

    /// Finds the thesis that a section's heading names: a link, a name, or a name behind a number.
    fn find_mapped(&self, name: &str) -> Option<ThesisNumber> {
        let link = name.split_once("[[").and_then(|(_, rest)| rest.split_once("]]"));
        let name = match link {
            Some((target, _)) => last_segment(target.split(['|', '#']).next().unwrap_or(target)),
            None => without_number(name),
        };
        self.find(name).or_else(|| self.find_loosely(name))
    }

    /// Finds the thesis that a text names at its end, and how much of it stands before the name.
    fn find_at_end<'t>(&self, text: &'t str) -> Option<(ThesisNumber, &'t str, Certainty)> {
        if let Some((before, name)) = quoted_at_end(text) {
            let exact = self.find(name).map(|number| (number, before, Certainty::Likely));
            return exact.or_else(|| Some((self.find_loosely(name)?, before, Certainty::Guess)));
        }
        let starts: Vec<usize> = word_starts(text).into_iter().rev().take(10).collect();
        let exact = starts.iter().rev().find_map(|start| {
            let (before, name) = text.split_at_checked(*start)?;
            Some((self.find(name)?, before, Certainty::Likely))
        });
        exact.or_else(|| {
            let start = starts.iter().take_while(|start| {
                let word = text.get(**start..).and_then(|rest| rest.split_whitespace().next());
                word.is_some_and(|word| !is_article(word))
            });
            let (before, name) = text.split_at_checked(*start.take(5).last()?)?;
            Some((self.find_loosely(name)?, before, Certainty::Guess))
        })
    }
}

/// How many words a thesis's name may have where it stands in a sentence.
const MOST_WORDS: usize = 14;

/// Returns a heading's name without the number in front of it: `1: the rails`.
fn without_number(name: &str) -> &str {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == name.len() {
        name
    } else {
        rest.trim_start_matches([':', '.', ')', '—', '–', '-', ' '])
    }
}

/// Returns a name folded, without the word `thesis` behind it or an article before it.
fn bare(name: &str) -> String {
    let alone = |c: char| !c.is_alphanumeric();
    let folded = fold_name(name.trim());
    let folded = folded.trim_matches(alone);
    let folded = folded.strip_suffix(" thesis").unwrap_or(folded);
    // Quotes may stand inside of the article: the "Amazon rails" thesis.
    folded.strip_prefix("the ").unwrap_or(folded).trim_matches(alone).to_owned()
}

fn is_article(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    matches!(
        word.as_str(),
        "the"
            | "a"
            | "an"
            | "this"
            | "that"
            | "same"
            | "my"
            | "our"
            | "of"
            | "in"
            | "to"
            | "its"
            | "their"
            | "for"
            | "against"
            | "and"
            | "or"
    )
}

fn word_starts(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut inside = false;
    for (at, character) in text.char_indices() {
        let blank = character.is_whitespace();
        if !blank && !inside {
            starts.push(at);
        }
        inside = !blank;
    }
    starts
}

/// Splits a text that ends with quoted words before their opening quote.
fn quoted_at_end(text: &str) -> Option<(&str, &str)> {
    let trimmed = text.trim_end();
    let (inner, open) = match trimmed.chars().last()? {
        '"' => (trimmed.strip_suffix('"')?, '"'),
        '”' => (trimmed.strip_suffix('”')?, '“'),
        _ => return None,
    };
    let at = inner.rfind(open)?;
    Some((inner.get(..at)?, inner.get(at + open.len_utf8()..)?))
}

/// What a note's words say about one thesis.
#[derive(Default)]
struct Said<'h> {
    cues: Vec<(Stance, &'h Hint, Certainty)>,
    mapping: Option<(Option<Strength>, &'h Hint)>,
    named: Option<(&'h Hint, Certainty)>,
}

/// Lists the edges that a note's words suggest to theses it has no edge to.
pub(super) fn propose_edges(
    number: NoteNumber,
    note: &Note,
    theses: &[Thesis],
    names: &ThesisNames,
) -> Vec<ProposedEdge> {
    let mut said: BTreeMap<ThesisNumber, Said<'_>> = BTreeMap::new();
    let mut numbered = None;
    for hint in &note.bearing.hints {
        match &hint.value {
            HintValue::Mapping(name, strength) => match names.find_mapped(name) {
                Some(thesis) => {
                    let about = said.entry(thesis).or_default();
                    about.mapping = about.mapping.or(Some((*strength, hint)));
                }
                None if without_number(name).is_empty() => {
                    numbered = numbered.or(Some((*strength, hint)));
                }
                None => {}
            },
            HintValue::CueLink(stance, link) => {
                let thesis = note.destination(link).and_then(|path| names.by_path.get(path));
                if let Some(thesis) = thesis {
                    let cue = (*stance, hint, Certainty::Likely);
                    said.entry(*thesis).or_default().cues.push(cue);
                }
            }
            HintValue::Cue(stance, words) => {
                if let Some((thesis, certainty)) = names.find_at_start(words) {
                    let cue = (*stance, hint, certainty);
                    said.entry(thesis).or_default().cues.push(cue);
                }
            }
            HintValue::Thesis(before) if !sentence_is_conditional(before) => {
                let Some((thesis, prefix, certainty)) = names.find_at_end(before) else { continue };
                let about = said.entry(thesis).or_default();
                match cue_before(prefix) {
                    Some(stance) => about.cues.push((stance, hint, certainty)),
                    None => about.named = about.named.or(Some((hint, Certainty::Guess))),
                }
            }
            _ => {}
        }
    }
    // "Mapping against 1" names no thesis; where the note is about one alone, that one is meant.
    if let (1, Some(mapping)) = (said.len(), numbered) {
        for about in said.values_mut() {
            about.mapping = about.mapping.or(Some(mapping));
        }
    }
    let mut proposed = Vec::new();
    for (thesis_number, about) in said {
        let Some(thesis) = theses.get(thesis_number) else { continue };
        let has_edge = thesis.edges.iter().any(|edge| edge.note == number);
        if has_edge || thesis.note == Some(number) {
            continue;
        }
        let strength = about.mapping.and_then(|(strength, _)| strength);
        let mut add = |stance: Stance, hint: &Hint, certainty, rule| {
            let id = proposal_id(
                note.path.as_str(),
                rule,
                &format!("{} {}", stance.as_str(), thesis.path),
            );
            if !proposed.iter().any(|edge: &ProposedEdge| edge.id == id) {
                let (span, line) = (hint.span, hint.line);
                let edge = ProposedEdge {
                    note: number,
                    thesis: thesis_number,
                    stance,
                    strength,
                    certainty,
                    rule,
                    span,
                    line,
                    id,
                };
                proposed.push(edge);
            }
        };
        for (stance, hint, certainty) in &about.cues {
            add(*stance, hint, *certainty, "stance.cue/1");
        }
        if about.cues.is_empty() {
            // Without a cue nothing says which way: the note only bears on the thesis.
            match (about.mapping, about.named) {
                (Some((_, hint)), _) => {
                    add(Stance::Context, hint, Certainty::Guess, "thesis.mapping/1");
                }
                (None, Some((hint, certainty))) => {
                    add(Stance::Context, hint, certainty, "thesis.named/1");
                }
                (None, None) => {}
            }
        }
    }
    proposed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_compared_without_what_stands_around_it() {
        assert_eq!(bare("The \"Amazon rails\" thesis"), "amazon rails");
        assert_eq!(bare("Bundle thesis"), bare("the bundle"));
        assert_eq!(
            quoted_at_end("this contradicts the \"a b\""),
            Some(("this contradicts the ", "a b"))
        );
        assert_eq!(word_starts("a  bc d"), [0, 3, 6]);
        assert_eq!(without_number("1: the rails"), "the rails");
        assert_eq!((without_number("2"), without_number("the 2")), ("", "the 2"));
    }
}
