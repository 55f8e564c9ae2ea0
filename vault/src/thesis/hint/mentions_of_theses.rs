//! Where a note speaks of a thesis: "the X thesis", and sections that weigh it against one.
//!
//! A stance is never read from the tone of a sentence: only from a cue that stands right before
//! the thesis it is about, and never from a condition.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::{Certainty, Hint, HintValue, sentence_around};
use crate::text::Span;
use crate::thesis::reading::{Reading, plain_heading};
use crate::thesis::stance::{Stance, Strength};

/// Cues, each with the stance that it gives to the thesis right behind it.
const CUES: [(&str, Stance); 25] = [
    ("corroboration of", Stance::Supports),
    ("corroborates", Stance::Supports),
    ("corroborating", Stance::Supports),
    ("supporting", Stance::Supports),
    ("supports", Stance::Supports),
    ("support for", Stance::Supports),
    ("confirms", Stance::Supports),
    ("confirmation of", Stance::Supports),
    ("evidence for", Stance::Supports),
    ("argues for", Stance::Supports),
    ("strengthens", Stance::Supports),
    ("speaks for", Stance::Supports),
    ("contradicts", Stance::Contradicts),
    ("contradicting", Stance::Contradicts),
    ("contradiction of", Stance::Contradicts),
    ("goes against", Stance::Contradicts),
    ("evidence against", Stance::Contradicts),
    ("argues against", Stance::Contradicts),
    ("speaks against", Stance::Contradicts),
    ("refutes", Stance::Contradicts),
    ("refutation of", Stance::Contradicts),
    ("undermines", Stance::Contradicts),
    ("weakens", Stance::Contradicts),
    ("context for", Stance::Context),
    ("background to", Stance::Context),
];

/// Words that may stand between a cue and its thesis.
const BETWEEN: [&str; 8] = ["the", "our", "my", "this", "that", "whole", "idea", "of"];

pub(super) fn read(note: &mut Reading<'_>, body: Span, hints: &mut Vec<Hint>) {
    let text = body.of(note.text);
    for at in memchr::memmem::find_iter(text.as_bytes(), b"hesis") {
        let word = at.checked_sub(1).unwrap_or(at);
        let starts = text
            .get(..word)
            .is_some_and(|before| before.ends_with([' ', '"', '”', '“', '\n', '(', '*', '_']));
        let ends = text.get(at + 5..).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        let is_word = text.get(word..at).is_some_and(|letter| matches!(letter, "t" | "T"));
        if !(starts && ends && is_word) || note.is_marked(body.start + word as u32) {
            continue;
        }
        let sentence = sentence_around(text, word);
        let before = text.get(sentence.start as usize..word).unwrap_or("").trim_end();
        let line = note.line_span(body.start + word as u32).of(note.text);
        if before.is_empty() || plain_heading(line).starts_with("mapping against") {
            continue;
        }
        let span = Span { start: body.start + sentence.start, end: body.start + sentence.end };
        let tail: String = last_chars(before, 160).to_owned();
        hints.push(Hint::new(note, span, HintValue::Thesis(tail), Certainty::Likely));
    }
    cues(note, body, hints);
    mappings(note, body, hints);
}

/// How many bytes behind a cue may name its thesis.
const LONGEST_NAME: usize = 160;

static CUE_FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let mut builder = AhoCorasick::builder();
    builder.ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest);
    builder.build(CUES.map(|(cue, _)| cue)).ok()
});

/// Finds cues with a link or words right behind them, which may be a thesis or its name.
fn cues(note: &mut Reading<'_>, body: Span, hints: &mut Vec<Hint>) {
    let text = body.of(note.text);
    for found in CUE_FINDER.iter().flat_map(|finder| finder.find_iter(text)) {
        let Some((_, stance)) = CUES.get(found.pattern().as_usize()) else { continue };
        let place = body.start + found.start() as u32;
        let whole = |c: char| !c.is_alphanumeric();
        let (before, behind) =
            (text.get(..found.start()).unwrap_or(""), text.get(found.end()..).unwrap_or(""));
        if !(before.is_empty() || before.ends_with(whole)) || !behind.starts_with([' ', '\n']) {
            continue;
        }
        let sentence = sentence_around(text, found.start());
        let ahead = text.get(sentence.start as usize..found.start()).unwrap_or("");
        if is_denied(ahead) || sentence_is_conditional(ahead) || note.is_marked(place) {
            continue;
        }
        let named = without_words_between(behind);
        let at = body.start + (text.len() - named.len()) as u32;
        let rest = sentence.end.saturating_sub((text.len() - named.len()) as u32) as usize;
        let link = note.links_in(Span { start: at, end: at + 1 }).first().copied();
        let value = match link {
            Some(link) => HintValue::CueLink(*stance, note.refer(link)),
            None if named.starts_with(char::is_alphanumeric) => {
                HintValue::Cue(*stance, first_bytes(named, rest.min(LONGEST_NAME)).to_owned())
            }
            None => continue,
        };
        let span = Span { start: body.start + sentence.start, end: body.start + sentence.end };
        hints.push(Hint::new(note, span, value, Certainty::Likely));
    }
}

/// Returns what stands behind the articles, quotes and emphasis at the front of a text.
fn without_words_between(text: &str) -> &str {
    let marks = [' ', '\n', '"', '“', '\'', '*', '_'];
    let mut rest = text.trim_start_matches(marks);
    while let Some(behind) = BETWEEN.iter().find_map(|word| {
        let start = rest.get(..word.len())?;
        let behind = rest.get(word.len()..)?;
        (start.eq_ignore_ascii_case(word) && behind.starts_with(marks)).then_some(behind)
    }) {
        rest = behind.trim_start_matches(marks);
    }
    rest
}

fn first_bytes(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    text.get(..end.unwrap_or(0)).unwrap_or("")
}

fn last_chars(text: &str, most: usize) -> &str {
    let start = text.char_indices().rev().nth(most.saturating_sub(1)).map_or(0, |(at, _)| at);
    text.get(start..).unwrap_or(text)
}

/// Reads sections "Mapping against N" that begin with how hard the note pushes.
fn mappings(note: &Reading<'_>, body: Span, hints: &mut Vec<Hint>) {
    let text = body.of(note.text);
    let words = "apping against ";
    for at in memchr::memmem::find_iter(text.as_bytes(), words.as_bytes()) {
        let line = note.line_span(body.start + at as u32);
        let whole = line.of(note.text);
        let bare = whole.trim_start_matches(['#', '>', '*', '_', ' ', '\t']).replace("**", "");
        let Some(name) = bare.trim_end().strip_prefix("Mapping against ") else { continue };
        let (name, said) = strength_at_end(name.trim_end_matches([':', '.', ' ']));
        let behind = note.text.get(line.end as usize..).unwrap_or("");
        let strength = said.or_else(|| strength_at_start(behind));
        let value = HintValue::Mapping(name.to_owned(), strength);
        hints.push(Hint::new(note, line, value, Certainty::Likely));
    }
}

/// Splits `1: the rails — Strong` into the name and the strength.
fn strength_at_end(name: &str) -> (&str, Option<Strength>) {
    let whole = name.trim_end_matches([')', '*', '_', '.', ' ']);
    let at = whole.rfind(|c: char| !c.is_alphabetic());
    let split = at.and_then(|at| whole.split_at_checked(at + 1));
    // The separator is in front of the word: `— Strong`, `: Strong`, `(Strong)`.
    let marks = ['—', '–', '-', ':', '(', '*', '_', ' '];
    match split.and_then(|(before, word)| Some((before, Strength::parse(word)?))) {
        Some((before, strength)) => (before.trim_end_matches(marks), Some(strength)),
        None => (name, None),
    }
}

/// Reads the strength that a section begins with: `Strong.`, `**Strength:** moderate`.
fn strength_at_start(text: &str) -> Option<Strength> {
    let mut words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let first = words.next()?;
    Strength::parse(first).or_else(|| {
        let is_label = ["strength", "rating", "verdict"].contains(&first.to_lowercase().as_str());
        Strength::parse(words.next().filter(|_| is_label)?)
    })
}

/// Returns the stance of the cue at the end of a text, articles left out.
pub(in crate::thesis) fn cue_before(before: &str) -> Option<Stance> {
    let lower = before.to_lowercase();
    let mut rest = lower.trim_end_matches([' ', '"', '“', '”', '\'', '*', '_']);
    while let Some(word) = BETWEEN
        .iter()
        .find(|word| rest.strip_suffix(**word).is_some_and(|before| before.ends_with(' ')))
    {
        rest = rest.strip_suffix(word).unwrap_or(rest).trim_end();
        if CUES.iter().any(|(cue, _)| rest.ends_with(cue)) {
            break;
        }
    }
    // `corroboration of the X thesis`: the cue's own `of` may have been taken for one between.
    let with_of = format!("{rest} of");
    let (before, stance) = CUES.iter().find_map(|(cue, stance)| {
        let before = rest.strip_suffix(cue).or_else(|| with_of.strip_suffix(cue))?;
        let whole = !before.ends_with(char::is_alphanumeric);
        whole.then(|| (before.to_owned(), *stance))
    })?;
    (!is_denied(&before)).then_some(stance)
}

/// Returns true where one of the last words of a text takes back what follows.
fn is_denied(before: &str) -> bool {
    before.split_whitespace().rev().take(3).any(|word| {
        let word = word.to_lowercase();
        matches!(
            word.as_str(),
            "not" | "no" | "never" | "nor" | "neither" | "hardly" | "without" | "nothing"
        ) || word.ends_with("n't")
            || word.ends_with("n’t")
    })
}

/// Returns true for a sentence that says what would be, not what is.
pub(in crate::thesis) fn sentence_is_conditional(before: &str) -> bool {
    let lower = before.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    words.any(|word| {
        matches!(word, "if" | "whether" | "would" | "could" | "might" | "unless" | "should")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_cue_right_before_the_thesis_gives_a_stance() {
        assert_eq!(cue_before("Strong. This is corroboration of the "), Some(Stance::Supports));
        assert_eq!(cue_before("I think this contradicts the \""), Some(Stance::Contradicts));
        assert_eq!(cue_before("the first evidence against our"), Some(Stance::Contradicts));
        for text in [
            "it breaks down for the",
            "fails the",
            "does not support for the",
            "it never supports the",
            "unsupports the",
            "the",
        ] {
            assert_eq!(cue_before(text), None, "{text}");
        }
        assert_eq!(without_words_between(" of the \"Rails\" x"), "Rails\" x");
        assert_eq!(without_words_between(" thesis"), "thesis");
        assert_eq!(
            strength_at_end("1: the rails — **Strong**"),
            ("1: the rails", Some(Strength::Strong))
        );
        assert_eq!(strength_at_end("the rails"), ("the rails", None));
        assert_eq!(strength_at_start("\n\n**Strength:** weak"), Some(Strength::Weak));
        assert_eq!(strength_at_start(" **Moderate.** It"), Some(Strength::Moderate));
        assert!(sentence_is_conditional("If it comes, the bundle"));
        assert!(!sentence_is_conditional("This differs: the bundle"));
    }
}
