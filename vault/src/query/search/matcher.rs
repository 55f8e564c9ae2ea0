//! Finds a needle in a text, exactly.

use std::cell::OnceCell;
use std::ops::Range;

use memchr::memmem::Finder;
use unicode_normalization::UnicodeNormalization;

use super::pattern::{self, Pattern};
use super::tree::Needle;
use crate::text::fold::{Folded, fold, fold_with_map};
use crate::text::words::is_word;

/// A text that is searched, folded when the first needle asks for it.
#[derive(Debug)]
pub(super) struct Subject<'t> {
    pub(super) text: &'t str,
    folded: OnceCell<Folded<'t>>,
}

impl<'t> Subject<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, folded: OnceCell::new() }
    }

    fn folded(&self) -> &Folded<'t> {
        self.folded.get_or_init(|| fold_with_map(self.text))
    }
}

/// A needle made ready.
#[derive(Debug)]
pub(super) enum Matcher {
    /// The empty text: it is everywhere.
    Anything,
    /// A text, folded unless case counts.
    Literal(Box<Literal>),
    /// A pattern.
    Pattern(Pattern),
}

/// A text to find.
#[derive(Debug)]
pub(super) struct Literal {
    needle: String,
    finder: Finder<'static>,
    match_case: bool,
    /// At this end a word must not go on.
    ends_before: bool,
    ends_behind: bool,
}

impl Matcher {
    /// Makes a needle ready; the error says what is wrong with its pattern.
    pub(super) fn new(needle: &Needle, match_case: bool) -> Result<Self, String> {
        let (text, whole_words) = match needle {
            Needle::Pattern(source) => {
                return pattern::compile(source, match_case).map(Self::Pattern);
            }
            Needle::Word(text) => (text, false),
            Needle::Phrase(text) => (text, true),
        };
        let needle = if match_case { text.nfc().collect() } else { fold(text).into_owned() };
        if needle.is_empty() {
            return Ok(Self::Anything);
        }
        Ok(Self::Literal(Box::new(Literal {
            finder: Finder::new(&needle).into_owned(),
            match_case,
            ends_before: whole_words && needle.chars().next().is_some_and(is_word),
            ends_behind: whole_words && needle.chars().next_back().is_some_and(is_word),
            needle,
        })))
    }

    /// Returns true where the needle is in the text.
    pub(super) fn is_in(&self, subject: &Subject<'_>) -> bool {
        match self {
            Self::Anything => true,
            Self::Literal(literal) => literal.find(literal.haystack(subject)).next().is_some(),
            Self::Pattern(pattern) => pattern.is_in(subject.text),
        }
    }

    /// Lists where the needle is in the text, in order, in bytes of the text as written.
    pub(super) fn find(&self, subject: &Subject<'_>) -> Vec<Range<usize>> {
        match self {
            Self::Anything => Vec::new(),
            Self::Literal(literal) if literal.match_case => literal.find(subject.text).collect(),
            Self::Literal(literal) => {
                let folded = subject.folded();
                literal.find(folded.as_str()).map(|range| folded.source(range)).collect()
            }
            Self::Pattern(pattern) => pattern.find(subject.text),
        }
    }

    /// Returns true where it is a pattern that tried too many ways: what it found is not all.
    pub(super) fn gave_up(&self) -> bool {
        matches!(self, Self::Pattern(pattern) if pattern.gave_up())
    }

    /// Returns true where the text is the needle and nothing else.
    pub(super) fn is_all_of(&self, subject: &Subject<'_>) -> bool {
        match self {
            Self::Anything => subject.text.is_empty(),
            Self::Literal(literal) => literal.haystack(subject) == literal.needle,
            Self::Pattern(pattern) => pattern.is_in(subject.text),
        }
    }
}

impl Literal {
    fn haystack<'s>(&self, subject: &'s Subject<'_>) -> &'s str {
        if self.match_case { subject.text } else { subject.folded().as_str() }
    }

    fn find(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                let start = at + self.finder.find(text.as_bytes().get(at..)?)?;
                let range = start..start + self.needle.len();
                if self.is_whole(text, &range) {
                    at = range.end;
                    return Some(range);
                }
                at = start + 1;
            }
        })
    }

    fn is_whole(&self, text: &str, range: &Range<usize>) -> bool {
        let goes_on = |at: Option<char>| at.is_some_and(is_word);
        let before = || text.get(..range.start).and_then(|before| before.chars().next_back());
        let behind = || text.get(range.end..).and_then(|behind| behind.chars().next());
        let cut_before = self.ends_before && goes_on(before());
        let cut_behind = self.ends_behind && goes_on(behind());
        !cut_before && !cut_behind
    }
}
