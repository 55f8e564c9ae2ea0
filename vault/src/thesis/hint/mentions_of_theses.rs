//! Where a note speaks of a thesis: "the X thesis", and sections that weigh it against one.
//!
//! A stance is never read from the tone of a sentence: only from a cue that stands right before
//! the thesis it is about, and never from a condition.

use super::{Certainty, Hint, HintValue, sentence_around};
use crate::text::Span;
use crate::thesis::reading::{Reading, plain_heading};
use crate::thesis::stance::{Stance, Strength};

/// Cues, each with the stance that it gives to the thesis right behind it.
const CUES: [(&str, Stance); 22] = [
    ("corroboration of", Stance::Supports),
    ("corroborates", Stance::Supports),
    ("supports", Stance::Supports),
    ("support for", Stance::Supports),
    ("confirms", Stance::Supports),
    ("confirmation of", Stance::Supports),
    ("evidence for", Stance::Supports),
    ("argues for", Stance::Supports),
    ("strengthens", Stance::Supports),
    ("speaks for", Stance::Supports),
    ("contradicts", Stance::Contradicts),
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

pub(super) fn read(note: &Reading<'_>, body: Span, hints: &mut Vec<Hint>) {
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
    mappings(note, body, hints);
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
        let bare = whole.trim().trim_start_matches('#').trim();
        let Some(name) = bare.strip_prefix("Mapping against ") else { continue };
        let behind = note.text.get(line.end as usize..).unwrap_or("").trim_start();
        let first = behind.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let strength = Strength::parse(first);
        let name = name.trim_end_matches([':', '.', ' ']).to_owned();
        hints.push(Hint::new(note, line, HintValue::Mapping(name, strength), Certainty::Likely));
    }
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
    let denied = before.split_whitespace().rev().take(3).any(|word| {
        matches!(
            word,
            "not" | "no" | "never" | "nor" | "neither" | "hardly" | "without" | "nothing"
        ) || word.ends_with("n't")
    });
    (!denied).then_some(stance)
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
        assert!(sentence_is_conditional("If it comes, the bundle"));
        assert!(!sentence_is_conditional("This differs: the bundle"));
    }
}
