//! Words as the index knows them: where a folded text falls apart into terms.
//!
//! Scripts that put no blanks between words (Chinese, Japanese) become overlapping pairs of
//! characters, so that any two characters that stand side by side are a term. Symbols and emoji
//! are terms of their own.
//!
//! Full text stores [`indexed`] texts, so that its tokenizer has nothing left to decide (FTS5:
//! `ascii`), and search cuts its words by the same [`terms`].

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::fold::fold;

/// A term of a folded text: its bytes, and the kind of word it is cut from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Its byte range in the folded text.
    pub range: Range<usize>,
    /// What it is.
    pub kind: TermKind,
}

/// The kinds of [`Term`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TermKind {
    /// A run of letters and digits of a script that puts something between its words.
    Word,
    /// A run of a script whose words run into each other or into their endings: Korean, Thai,
    /// Lao, Khmer, Burmese, Tibetan.
    Run,
    /// Two neighbours of a run of ideographs or kana, or the last character of one alone.
    Pair,
    /// One symbol.
    Symbol,
}

/// Returns the terms of a folded text in order.
pub fn terms(folded: &str) -> Terms<'_> {
    Terms { text: folded, at: 0 }
}

/// Returns what full text stores for `text`: its folded terms in order, one blank between them.
pub fn indexed(text: &str) -> String {
    let folded = fold(text);
    let mut joined = String::with_capacity(folded.len());
    for term in terms(&folded) {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(folded.get(term.range).unwrap_or(""));
    }
    joined
}

/// Returns true for letters and digits of scripts that separate words.
pub fn is_word(character: char) -> bool {
    kind(character) == Some(TermKind::Word)
}

/// The iterator behind [`terms`].
#[derive(Debug, Clone)]
pub struct Terms<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Terms<'_> {
    type Item = Term;

    fn next(&mut self) -> Option<Term> {
        let (start, kind) = self.skip_to_term()?;
        let rest = self.text.get(start..).unwrap_or("");
        let length = match kind {
            TermKind::Word | TermKind::Run => run_length(rest, kind),
            TermKind::Pair | TermKind::Symbol => rest.chars().next().map_or(0, char::len_utf8),
        };
        self.at = start + length;
        let mut end = self.at;
        if kind == TermKind::Pair
            && let Some(next) = self.text.get(end..).and_then(|rest| rest.chars().next())
            && self::kind(next) == Some(TermKind::Pair)
        {
            end += next.len_utf8();
        }
        Some(Term { range: start..end, kind })
    }
}

impl Terms<'_> {
    fn skip_to_term(&self) -> Option<(usize, TermKind)> {
        let rest = self.text.get(self.at..)?;
        rest.char_indices().find_map(|(at, character)| Some((self.at + at, kind(character)?)))
    }
}

fn run_length(text: &str, of: TermKind) -> usize {
    let end = text.char_indices().find(|(_, character)| kind(*character) != Some(of));
    end.map_or(text.len(), |(at, _)| at)
}

fn kind(character: char) -> Option<TermKind> {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric().then_some(TermKind::Word);
    }
    match character {
        '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}'
        | '\u{30fc}'..='\u{30fe}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Some(TermKind::Pair),
        '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' => Some(TermKind::Symbol),
        '\u{e01}'..='\u{eff}'
        | '\u{f00}'..='\u{109f}'
        | '\u{1100}'..='\u{11ff}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{ac00}'..='\u{d7a3}'
            if character.is_alphanumeric() || is_combining_mark(character) =>
        {
            Some(TermKind::Run)
        }
        _ if character.is_alphanumeric() || is_combining_mark(character) => Some(TermKind::Word),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_falls_into_terms() {
        for (text, expected) in [
            ("two words, don't", "two words don t"),
            ("snake_case a1b2", "snake case a1b2"),
            ("日本語 x 東", "日本 本語 語 x 東"),
            ("abc日本", "abc 日本 本"),
            ("한국어 말", "한국어 말"),
            ("Rust는 ไทย", "rust 는 ไทย"),
            ("हिन्दी भाषा", "हिन्दी भाषा"),
            ("call 📅📅 now", "call 📅 📅 now"),
            ("", ""),
            ("--", ""),
        ] {
            assert_eq!(indexed(text), expected, "{text}");
        }
        assert_eq!(indexed("Żółć, **Ærø**!"), "zolc aero");
    }
}
