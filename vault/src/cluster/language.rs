//! Which language a note is written in, guessed from its small words, and how that language cuts
//! a word down to its stem.
//!
//! The guess is made for a whole note and never for a line. A note too short to tell is read as
//! English where it uses Latin letters: there the stemmer does little harm to other languages.

use std::borrow::Cow;
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

use super::hashing::QuickMap;
use super::stop_words::LISTS;
use crate::text::fold::fold;

/// The languages that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub(super) enum Language {
    English,
    German,
    French,
    Spanish,
    Italian,
    Portuguese,
    Dutch,
    Swedish,
    Danish,
    Norwegian,
    Finnish,
    Hungarian,
    Romanian,
    Turkish,
    Russian,
    Greek,
    Polish,
    Czech,
    Ukrainian,
}

/// How many letters a stem keeps in the languages that have no stemmer here.
const STEM_LETTERS: usize = 6;

/// By small word, the languages that have it: one bit each, in the order of [`LISTS`].
static SMALL_WORDS: LazyLock<QuickMap<&'static str, u32>> = LazyLock::new(|| {
    let mut words: QuickMap<&str, u32> = QuickMap::default();
    for (at, (_, list)) in LISTS.iter().enumerate() {
        for word in list.split_whitespace() {
            *words.entry(word).or_default() |= 1 << at;
        }
    }
    words
});

/// Returns the languages of which a folded word is a small one, a bit each in the order of [`LISTS`].
pub(super) fn languages_of(folded: &str) -> u32 {
    SMALL_WORDS.get(folded).copied().unwrap_or(0)
}

/// Guesses the language of a text from the languages that its words are small ones of, each with
/// its number of occurrences.
///
/// The order of the words does not matter.
pub(super) fn guess(words: impl IntoIterator<Item = (u32, u32)>) -> Language {
    let mut hits = [0_u64; LISTS.len()];
    for (languages, count) in words.into_iter().filter(|(languages, _)| *languages != 0) {
        // A word of many languages says little about each.
        let says = u64::from(count) * 5040 / u64::from(languages.count_ones());
        for (at, hit) in hits.iter_mut().enumerate() {
            if languages & (1 << at) != 0 {
                *hit += says;
            }
        }
    }
    let best = hits
        .iter()
        .enumerate()
        .fold((0, 0), |best, (at, hit)| if *hit > best.1 { (at, *hit) } else { best });
    LISTS.get(best.0).map_or(Language::English, |(language, _)| *language)
}

/// What a language knows of its words.
pub(super) struct Words {
    language: Language,
    bit: u32,
    stemmer: Option<Stemmer>,
    /// Letters that a stem keeps where there is no stemmer.
    keeps: usize,
}

impl Words {
    /// Returns what is known of the words of a language.
    pub(super) fn of(language: Language) -> Self {
        let place = LISTS.iter().position(|(other, _)| *other == language);
        // The small words of English stand in notes of every language.
        let bit = place.map_or(1, |at| 1 << at) | 1;
        let stemmer = algorithm(language).map(Stemmer::create);
        Self { language, bit, stemmer, keeps: STEM_LETTERS }
    }

    /// Returns the language.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// Returns true where small words of these languages, a bit each, are small here.
    pub(super) fn has_small(&self, languages: u32) -> bool {
        languages & self.bit != 0
    }

    /// Returns the folded stem of a word in lower case.
    pub(super) fn stem(&self, lower: &str) -> String {
        let stem = match &self.stemmer {
            Some(stemmer) => stemmer.stem(lower),
            None => Cow::Borrowed(shortened(lower, self.keeps)),
        };
        fold(&stem).into_owned()
    }
}

fn shortened(word: &str, letters: usize) -> &str {
    let end = word.char_indices().nth(letters).map_or(word.len(), |(at, _)| at);
    word.get(..end).unwrap_or(word)
}

fn algorithm(language: Language) -> Option<Algorithm> {
    Some(match language {
        Language::English => Algorithm::English,
        Language::German => Algorithm::German,
        Language::French => Algorithm::French,
        Language::Spanish => Algorithm::Spanish,
        Language::Italian => Algorithm::Italian,
        Language::Portuguese => Algorithm::Portuguese,
        Language::Dutch => Algorithm::Dutch,
        Language::Swedish => Algorithm::Swedish,
        Language::Danish => Algorithm::Danish,
        Language::Norwegian => Algorithm::Norwegian,
        Language::Finnish => Algorithm::Finnish,
        Language::Hungarian => Algorithm::Hungarian,
        Language::Romanian => Algorithm::Romanian,
        Language::Turkish => Algorithm::Turkish,
        Language::Russian => Algorithm::Russian,
        Language::Greek => Algorithm::Greek,
        Language::Polish | Language::Czech | Language::Ukrainian => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_small_words_tell_the_language() {
        for (text, language) in [
            ("the price of inference is falling because of competition", Language::English),
            ("der preis der rechenzeit ist nicht mehr das problem", Language::German),
            ("le prix de la lumiere est dans les mains de tous", Language::French),
            ("el precio de la luz es para los que no tienen nada", Language::Spanish),
            ("cena swiatla jest dla tych ktorzy nie maja nic", Language::Polish),
            ("цена света для тех кто не имеет ничего и это так", Language::Russian),
            ("inference price", Language::English),
        ] {
            let words = text.split(' ').map(|word| (languages_of(word), 1));
            assert_eq!(guess(words), language, "{text}");
        }
    }

    #[test]
    fn words_of_one_stem_come_together() {
        for (language, one, other) in [
            (Language::English, "costs", "cost"),
            (Language::German, "häuser", "häusern"),
            (Language::French, "marchés", "marché"),
            (Language::Polish, "inferencja", "inferencji"),
            (Language::Russian, "рынок", "рынка"),
        ] {
            let words = Words::of(language);
            if language == Language::Russian {
                assert_eq!(words.stem("рынки"), words.stem("рынка"));
                continue;
            }
            assert_eq!(words.stem(one), words.stem(other), "{one} {other}");
        }
    }
}
