//! Counts words fast: the count is shown, and is not worth a second of indexing.

use unicode_segmentation::UnicodeSegmentation;

/// Counts the words of a text by Unicode word boundaries.
pub(super) fn count(text: &str) -> u32 {
    let mut words = 0;
    for line in text.split('\n') {
        words += if line.is_ascii() { ascii(line.as_bytes()) } else { other(line) };
    }
    u32::try_from(words).unwrap_or(u32::MAX)
}

/// Counts the words of ASCII text: runs of letters, digits and `_`, which an apostrophe or full
/// stop between letters, and a comma or full stop between digits, does not end.
fn ascii(line: &[u8]) -> usize {
    let mut words = 0;
    let mut before = false;
    for byte in line {
        let inside = byte.is_ascii_alphanumeric() || *byte == b'_';
        words += usize::from(inside && !before);
        before = inside;
    }
    words - joined(line)
}

fn joined(line: &[u8]) -> usize {
    line.windows(3)
        .filter(|three| match three {
            [a, b'.' | b'\'', c] if a.is_ascii_alphabetic() && c.is_ascii_alphabetic() => true,
            [a, b':', c] => a.is_ascii_alphabetic() && c.is_ascii_alphabetic(),
            [a, b'.' | b',' | b'\'' | b';', c] => a.is_ascii_digit() && c.is_ascii_digit(),
            _ => false,
        })
        .count()
}

fn other(line: &str) -> usize {
    line.unicode_words().count()
}
