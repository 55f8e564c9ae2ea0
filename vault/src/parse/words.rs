//! Counts words fast: the count is shown, and is not worth a second of indexing.
//!
//! The words are those of Unicode's word boundaries, found by a table for ASCII and by a few
//! rules for the rest; scripts that Unicode leaves to dictionaries count by their characters.

use memchr::{memchr_iter, memchr2_iter};

use super::leaf::byte;

/// Counts the words of a text.
pub(super) fn count(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let mut counter = Counter::default();
    let mut at = 0;
    for (start, character) in other_characters(text) {
        counter.ascii(bytes.get(at..start).unwrap_or(&[]));
        at = start + character.len_utf8();
        counter.other(character, byte(bytes, at));
    }
    counter.ascii(bytes.get(at..).unwrap_or(&[]));
    let words = counter.words.saturating_sub(joined(bytes));
    u32::try_from(words).unwrap_or(u32::MAX)
}

/// Lists the characters that are no ASCII, with their first bytes.
fn other_characters(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.as_bytes().get(at..)?;
        let start = at + rest.iter().position(|byte| !byte.is_ascii())?;
        let character = text.get(start..)?.chars().next()?;
        at = start + character.len_utf8();
        Some((start, character))
    })
}

#[derive(Default)]
struct Counter {
    words: usize,
    /// True within a word.
    inside: bool,
}

impl Counter {
    fn ascii(&mut self, bytes: &[u8]) {
        let mut inside = self.inside;
        for byte in bytes {
            let is_word = WORD.get(*byte as usize).copied().unwrap_or(false);
            self.words += usize::from(is_word & !inside);
            inside = is_word;
        }
        self.inside = inside;
    }

    fn other(&mut self, character: char, after: u8) {
        match character {
            // Marks that stand over a letter or join two change nothing.
            '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{ad}' => {}
            // An apostrophe inside a word.
            '\u{2019}' if self.inside && (after.is_ascii_alphabetic() || !after.is_ascii()) => {}
            '\u{3041}'..='\u{309f}'
            | '\u{3400}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}' => {
                self.words += 1;
                self.inside = false;
            }
            character => {
                let is_word = character.is_alphanumeric();
                self.words += usize::from(is_word && !self.inside);
                self.inside = is_word;
            }
        }
    }
}

/// Counts where a word was counted twice: a full stop or apostrophe between letters or digits, a
/// comma or semicolon between digits, a colon between letters.
fn joined(bytes: &[u8]) -> usize {
    let around = |at: usize| (byte(bytes, at.wrapping_sub(1)), byte(bytes, at + 1));
    let is_letter = |byte: u8| byte.is_ascii_alphabetic() || byte >= 0xC3;
    let letters = |at: &usize| {
        let (before, after) = around(*at);
        (before.is_ascii_alphabetic() || !before.is_ascii()) && is_letter(after)
    };
    let digits = |at: &usize| {
        let (before, after) = around(*at);
        before.is_ascii_digit() && after.is_ascii_digit()
    };
    let either = |at: &usize| letters(at) || digits(at);
    let dots = memchr2_iter(b'.', b'\'', bytes).filter(either).count();
    let commas = memchr2_iter(b',', b';', bytes).filter(digits).count();
    dots + commas + memchr_iter(b':', bytes).filter(letters).count()
}

const WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut at = 0;
    while at < 128 {
        #[allow(clippy::indexing_slicing)] // Checked by the compiler, which runs this.
        {
            table[at] = (at as u8).is_ascii_alphanumeric() || at as u8 == b'_';
        }
        at += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_segmentation::UnicodeSegmentation;

    #[test]
    fn words_are_those_of_unicode() {
        for text in [
            "",
            "Plain words, and more; of them.",
            "Don't count 3.14 or 1,000 twice, e.g. here: a:b 12:30 a.1 x'y",
            "Żółć gęślą jaźń — tak „dobrze”, prawda?",
            "don’t l’été naïve Größe ΟΔΥΣΣΕΥΣ слово",
            "cafe\u{301} 日本語 かな 2024-05-01 a_b #tag [[Link|shown]]",
            "C++ & C#; a/b \\ emoji 😀 here",
        ] {
            let expected = text.unicode_words().count();
            assert_eq!(count(text) as usize, expected, "{text}");
        }
    }
}
