//! The form under which texts are matched: no case, no diacritics, one form for look-alikes.
//!
//! The index stores words in this form and search folds its words the same way, so that `zolc`
//! finds `Żółć`. Letters that are of their own in their script stay apart: Cyrillic й, Japanese
//! が, Korean syllables, the vowel signs of Indic scripts.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::char::{compose, decompose_compatible};

/// A folded text with the way back to the text it was made from. Offsets are bytes.
#[derive(Debug, Clone)]
pub struct Folded<'t> {
    text: Cow<'t, str>,
    pieces: Vec<Piece>,
}

/// A stretch whose folded form is not one character of the same length as its source.
#[derive(Debug, Clone, Copy)]
struct Piece {
    folded: (u32, u32),
    source: (u32, u32),
}

/// Returns the folded form of `text`; borrowed where it is folded already.
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return fold_ascii(text);
    }
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded, |_| ());
    Cow::Owned(folded)
}

/// Returns the folded form of `text` together with the way back.
pub fn fold_with_map(text: &str) -> Folded<'_> {
    if text.is_ascii() {
        return Folded { text: fold_ascii(text), pieces: Vec::new() };
    }
    let mut folded = String::with_capacity(text.len());
    let mut pieces: Vec<Piece> = Vec::new();
    fold_into(text, &mut folded, |mut piece| {
        // A mark that joined the letter before it takes over that letter's pieces.
        while let Some(last) =
            pieces.pop_if(|last| last.folded.0 >= piece.folded.0 || last.folded.1 > piece.folded.0)
        {
            match last.folded.0.checked_sub(piece.folded.0) {
                Some(ahead) => piece.source.0 = last.source.0 - ahead,
                None => (piece.folded.0, piece.source.0) = (last.folded.0, last.source.0),
            }
        }
        pieces.push(piece);
    });
    Folded { text: Cow::Owned(folded), pieces }
}

impl Folded<'_> {
    /// Returns the folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns where a stretch of the folded text stands in the source.
    ///
    /// A letter is never cut: the stretch that holds half of a folded `ß` holds it whole, and a
    /// letter comes with the marks that were taken off it.
    pub fn source(&self, folded: Range<usize>) -> Range<usize> {
        let (start, end) = (folded.start as u32, folded.end as u32);
        let start = match self.last(|piece| piece.folded.0 <= start) {
            Some(piece) if start < piece.folded.1 => piece.source.0,
            Some(piece) => piece.source.1 + (start - piece.folded.1),
            None => start,
        };
        let end = match self.last(|piece| piece.folded.0 < end || piece.folded.1 == end) {
            Some(piece) if end <= piece.folded.1 => piece.source.1,
            Some(piece) => piece.source.1 + (end - piece.folded.1),
            None => end,
        };
        start as usize..end as usize
    }

    fn last(&self, before: impl Fn(&Piece) -> bool) -> Option<&Piece> {
        self.pieces.partition_point(before).checked_sub(1).and_then(|at| self.pieces.get(at))
    }
}

fn fold_ascii(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

fn fold_into(text: &str, folded: &mut String, mut piece: impl FnMut(Piece)) {
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let ascii = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let start = folded.len();
        folded.push_str(rest.get(..ascii).unwrap_or(""));
        if let Some(added) = folded.get_mut(start..) {
            added.make_ascii_lowercase();
        }
        at += ascii;
        let Some(character) = rest.get(ascii..).and_then(|rest| rest.chars().next()) else {
            return;
        };
        let (before, length) = (folded.len(), character.len_utf8());
        let joined = push(character, folded);
        let from = before - joined;
        let mut added = folded.get(from..).unwrap_or("").chars();
        if joined > 0 || added.next().map(char::len_utf8) != Some(length) || added.next().is_some()
        {
            let source = ((at - joined) as u32, (at + length) as u32);
            piece(Piece { folded: (from as u32, folded.len() as u32), source });
        }
        at += length;
    }
}

/// Adds the folded form of `character`; returns how many bytes before it were replaced, where it
/// joined the character that stands there.
fn push(character: char, folded: &mut String) -> usize {
    if stays(character) {
        folded.push(character);
        return 0;
    }
    if let Some(joined) = join(character, folded) {
        return joined;
    }
    if let Some(letters) = look_alike(character) {
        folded.push_str(letters);
        return 0;
    }
    let (before, mut from) = (folded.len(), folded.len());
    decompose_compatible(character, |part| {
        for lower in part.to_lowercase() {
            let end = folded.len();
            if let Some(joined) = join(lower, folded) {
                from = from.min(end - joined);
                continue;
            }
            match look_alike(lower) {
                Some(letters) => folded.push_str(letters),
                None if is_dropped(lower) => (),
                None => folded.push(lower),
            }
        }
    });
    before - from
}

/// Makes one character of the last one and a mark or letter that joins it, where there is one that
/// stays; returns how many bytes that one took.
fn join(character: char, folded: &mut String) -> Option<usize> {
    let base = folded.chars().next_back().filter(|_| joins(character))?;
    let composed = compose(base, character).filter(|composed| stays(*composed))?;
    folded.truncate(folded.len() - base.len_utf8());
    folded.push(composed);
    Some(base.len_utf8())
}

/// True for what is in its folded form and must not be decomposed.
fn stays(character: char) -> bool {
    matches!(character,
        'й' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fe}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// True for the marks and letters that make one character with the one before them.
fn joins(character: char) -> bool {
    matches!(character,
        '\u{306}' | '\u{3099}' | '\u{309a}' | '\u{1161}'..='\u{1175}' | '\u{11a8}'..='\u{11c2}')
}

/// True for diacritics and for characters that cannot be seen.
fn is_dropped(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'
        | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}'
        | '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Returns the plain letters for one that Unicode does not decompose.
fn look_alike(character: char) -> Option<&'static str> {
    Some(match character {
        'Й' => "й",
        'ł' | 'Ł' => "l",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ħ' | 'Ħ' => "h",
        'ı' => "i",
        'ŧ' | 'Ŧ' => "t",
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'þ' | 'Þ' => "th",
        'ς' => "σ",
        '\u{2018}' | '\u{2019}' | '\u{2bc}' => "'",
        '\u{201c}' | '\u{201d}' => "\"",
        '\u{2010}' | '\u{2011}' => "-",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_diacritics_and_look_alikes_are_gone() {
        for (text, folded) in [
            ("Żółć", "zolc"),
            ("GROẞ groß", "gross gross"),
            ("Ærø Œuvre Đuro", "aero oeuvre duro"),
            ("ΟΔΥΣΣΕΎΣ", "οδυσσευσ"),
            ("οδυσσεύς", "οδυσσευσ"),
            ("Crème brûlée", "creme brulee"),
            ("cre\u{300}me", "creme"),
            ("don’t", "don't"),
            ("Ｆｕｌｌ ﬁne²", "full fine2"),
            ("a\u{a0}b", "a b"),
            ("İIıi", "iiii"),
            ("so\u{ad}ft", "soft"),
            ("Ёлка Йод", "елка йод"),
            ("ИЙ и\u{306}", "ий й"),
            ("がか か\u{3099}", "がか が"),
            ("각가 \u{1100}\u{1161}\u{11a8}", "각가 각"),
            ("हिन्दी", "हिन्दी"),
            ("㌀ ﾊﾟ ㄱㅏ", "アパート パ 가"),
            ("❤\u{fe0f}", "❤"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn a_match_finds_its_way_back() {
        for (text, needle, source) in [
            ("a Żółć b", "zolc", "Żółć"),
            ("groß ist", "gros", "groß"),
            ("groß ist", "s i", "ß i"),
            ("cre\u{300}me x", "cre", "cre\u{300}"),
            ("cre\u{300}me x", "me", "me"),
            ("x か\u{3099} y", "が", "か\u{3099}"),
            ("x \u{1100}\u{1161}\u{11a8} y", "각", "\u{1100}\u{1161}\u{11a8}"),
            ("日本語 ok", "本", "本"),
            ("x ﾊﾟ y", "パ", "ﾊﾟ"),
            ("㌢\u{3099} y", "ヂ", "㌢\u{3099}"),
        ] {
            let folded = fold_with_map(text);
            let at = folded.as_str().find(needle).unwrap();
            assert_eq!(&text[folded.source(at..at + needle.len())], source, "{text}");
        }
    }

    fn texts() -> impl Strategy<Value = String> {
        let letters = prop::sample::select(
            "aZéßŁøœИЙиが\u{306}\u{301}\u{3099}か각\u{1100}\u{1161}\u{11a8}日İΣς ﬁ\u{ad}😀¼ﾊﾟ㌀㌢ㄱㅏ"
                .chars()
                .collect::<Vec<_>>(),
        );
        prop::collection::vec(prop_oneof![letters, any::<char>()], 0..24)
            .prop_map(|letters| letters.into_iter().collect())
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in texts()) {
            let once = fold(&text).into_owned();
            prop_assert_eq!(&fold(&once), &once);
        }

        #[test]
        fn every_stretch_comes_from_whole_characters_that_fold_to_it(text in texts()) {
            let folded = fold_with_map(&text);
            prop_assert_eq!(folded.as_str(), &fold(&text));
            prop_assert_eq!(folded.source(0..folded.as_str().len()).end, text.len());
            let ends: Vec<usize> = (0..=folded.as_str().len())
                .filter(|at| folded.as_str().is_char_boundary(*at)).collect();
            for (index, start) in ends.iter().enumerate() {
                for end in ends.iter().skip(index + 1) {
                    let source = folded.source(*start..*end);
                    prop_assert!(text.get(source.clone()).is_some(), "{:?}", source);
                    let again = fold(&text[source]);
                    prop_assert!(again.contains(&folded.as_str()[*start..*end]));
                }
            }
        }
    }
}
