//! Where a stretch of text falls apart into words, by script.
//!
//! Scripts that put blanks between words give words. Chinese gives pairs of neighbours, cut at the
//! characters that only hold a sentence together; of Japanese the kanji give pairs and the
//! katakana words, while hiragana, which spell endings, give nothing. Korean gives words without
//! their particles. What a machine wrote (`codes`) gives nothing.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::codes::code_end;

/// A piece of text that can be a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where it stands, in bytes.
    pub(super) range: Range<usize>,
    /// What it is.
    pub(super) kind: PieceKind,
}

/// The kinds of [`Piece`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceKind {
    /// A word of a language with stems.
    Word,
    /// A term as it stands.
    Whole,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Letters,
    Ideographs,
    Katakana,
    Hangul,
    Run,
    Nothing,
}

/// Calls `found` with each piece of a text, in order.
pub(super) fn pieces(text: &str, mut found: impl FnMut(Piece)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if byte.is_ascii() && !byte.is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let (script, end) = run(text, at);
        if script == Script::Letters
            && let Some(code_end) = code_end(text, at, end)
        {
            at = code_end;
            continue;
        }
        match script {
            Script::Letters => found(Piece { range: at..end, kind: PieceKind::Word }),
            Script::Katakana => found(Piece { range: at..end, kind: PieceKind::Whole }),
            Script::Hangul => {
                let end = at + without_particle(text.get(at..end).unwrap_or("")).len();
                found(Piece { range: at..end, kind: PieceKind::Whole });
            }
            Script::Ideographs | Script::Run => pairs(text, at..end, &mut found),
            Script::Nothing => {}
        }
        at = end;
    }
}

/// Returns the run of one script that begins at a byte, and its end.
fn run(text: &str, at: usize) -> (Script, usize) {
    let bytes = text.as_bytes();
    let mut end = at;
    // Nearly all of most notes.
    while bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
        end += 1;
    }
    let mut of = (end > at).then_some(Script::Letters);
    for character in text.get(end..).unwrap_or("").chars() {
        let script = match of {
            Some(Script::Letters) if is_combining_mark(character) => Script::Letters,
            _ => script(character),
        };
        if of.is_some_and(|of| of != script) {
            break;
        }
        of = of.or(Some(script));
        end += character.len_utf8();
        if of == Some(Script::Nothing) {
            break;
        }
    }
    (of.unwrap_or(Script::Nothing), end.max(at + 1))
}

fn pairs(text: &str, range: Range<usize>, found: &mut impl FnMut(Piece)) {
    let run = text.get(range.clone()).unwrap_or("");
    let mut ends = run.char_indices().map(|(at, c)| range.start + at + c.len_utf8());
    let starts = run.char_indices().map(|(at, _)| range.start + at);
    let Some(first_end) = ends.next() else { return };
    let mut any = false;
    for (start, end) in starts.zip(ends) {
        any = true;
        found(Piece { range: start..end, kind: PieceKind::Whole });
    }
    if !any {
        found(Piece { range: range.start..first_end, kind: PieceKind::Whole });
    }
}

fn script(character: char) -> Script {
    match character {
        _ if is_filler(character) => Script::Nothing,
        '\u{3005}'..='\u{3007}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Script::Ideographs,
        '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30fe}' | '\u{31f0}'..='\u{31ff}' => {
            Script::Katakana
        }
        '\u{3041}'..='\u{309f}' => Script::Nothing,
        '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}' => Script::Hangul,
        '\u{e01}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
            if character.is_alphanumeric() || is_combining_mark(character) =>
        {
            Script::Run
        }
        _ if character.is_alphanumeric() => Script::Letters,
        _ => Script::Nothing,
    }
}

/// True for the characters that hold a Chinese sentence together.
fn is_filler(character: char) -> bool {
    "的了是在和与與也就都而及之其这這那们們有不我你他她它为為以".contains(character)
}

/// Returns a Korean word without the particle at its end, if at least two syllables stay.
fn without_particle(word: &str) -> &str {
    const PARTICLES: [&str; 26] = [
        "에서는",
        "으로는",
        "이라고",
        "합니다",
        "입니다",
        "했다",
        "한다",
        "하는",
        "에서",
        "으로",
        "부터",
        "까지",
        "에게",
        "이다",
        "은",
        "는",
        "이",
        "가",
        "을",
        "를",
        "의",
        "에",
        "로",
        "와",
        "과",
        "도",
    ];
    let bare = PARTICLES.iter().filter_map(|particle| word.strip_suffix(particle));
    bare.map(|bare| (bare, bare.chars().count()))
        .find(|(_, letters)| *letters >= 2)
        .map_or(word, |(bare, _)| bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        pieces(text, |piece| found.push(&text[piece.range]));
        found
    }

    #[test]
    fn each_script_is_cut_its_own_way() {
        for (text, expected) in [
            ("Two words, don't", vec!["Two", "words", "don", "t"]),
            ("naïve H100s", vec!["naïve", "H100s"]),
            ("推論の市場はクラウドです", vec!["推論", "市場", "クラウド"]),
            ("云计算的市场", vec!["云计", "计算", "市场"]),
            ("클라우드는 시장을 말", vec!["클라우드", "시장", "말"]),
            ("cafe\u{301} x", vec!["cafe\u{301}", "x"]),
            ("at 7b1ef57, v1.2.0-rc1 of vLLM", vec!["at", "of", "vLLM"]),
            ("…—", vec![]),
        ] {
            assert_eq!(cut(text), expected, "{text}");
        }
    }
}
