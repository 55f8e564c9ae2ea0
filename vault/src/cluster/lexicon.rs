//! What words come to as terms, remembered from note to note: nearly every word of a note stood in
//! another one before.

use super::hashing::QuickMap;
use super::language::{Language, Words, languages_of};
use super::terms::{TermId, term_id};
use super::words::PieceKind;
use crate::text::fold::fold;

/// The longest word that is a term, in bytes; what is longer is data.
pub(super) const LONGEST: usize = 48;

/// More words than this are forgotten again; bounds the memory.
const MOST: usize = 100_000;

/// The words that were met.
#[derive(Debug, Default)]
pub struct Lexicon {
    places: QuickMap<Box<str>, usize>,
    known: Vec<Known>,
}

/// What is known of a word as it is spelled.
#[derive(Debug)]
struct Known {
    /// The languages of which it is a small word, a bit each.
    small: u32,
    /// Its term in the languages in which it was met.
    terms: Vec<(Language, Option<TermId>)>,
}

impl Lexicon {
    /// Returns the languages of which a word is a small one, a bit each.
    pub(super) fn languages_of(&mut self, word: &str) -> u32 {
        let place = self.place(word);
        self.known.get(place).map_or(0, |known| known.small)
    }

    /// Returns the term of a word; none for a small one.
    pub(super) fn term(&mut self, word: &str, kind: PieceKind, words: &Words) -> Option<TermId> {
        if !can_be_term(word) {
            return None;
        }
        if kind == PieceKind::Whole {
            return Some(term_id(&fold(word)));
        }
        let place = self.place(word);
        let known = self.known.get_mut(place)?;
        if words.has_small(known.small) {
            return None;
        }
        let met = known.terms.iter().find(|(language, _)| *language == words.language());
        if let Some((_, term)) = met {
            return *term;
        }
        let is_lower = word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        let stem = if is_lower { words.stem(word) } else { words.stem(&word.to_lowercase()) };
        let term = (stem.len() > 1).then(|| term_id(&stem));
        known.terms.push((words.language(), term));
        term
    }

    /// Returns where a word stands among the known ones; one that is new is put there.
    fn place(&mut self, word: &str) -> usize {
        if let Some(place) = self.places.get(word) {
            return *place;
        }
        if self.known.len() >= MOST {
            self.places.clear();
            self.known.clear();
        }
        let place = self.known.len();
        self.known.push(Known { small: languages_of(&fold(word)), terms: Vec::new() });
        self.places.insert(word.into(), place);
        place
    }
}

/// Returns true for a word that is long and short enough to say something.
pub(super) fn can_be_term(word: &str) -> bool {
    (2..=LONGEST).contains(&word.len()) && word.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_was_met_is_the_same_term_in_each_language() {
        let mut lexicon = Lexicon::default();
        let (english, german) = (Words::of(Language::English), Words::of(Language::German));
        let mut term = |word, words| lexicon.term(word, PieceKind::Word, words);
        let first = (term("Costs", &english), term("die", &german), term("die", &english));
        assert_eq!(first, (Some(term_id("cost")), None, Some(term_id("die"))));
        let again = (term("Costs", &english), term("die", &german), term("die", &english));
        assert_eq!(again, first);
        assert_eq!(term("x", &english), None);
    }
}
