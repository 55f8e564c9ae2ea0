//! Spans of text, lines and columns, the way between bytes and UTF-16 units, and content hashes.
//!
//! Inside the core every offset counts bytes. UTF-16 appears only where an answer leaves it.

pub mod fold;
pub mod moment;
pub mod number;
pub mod words;

use std::fmt;

use memchr::memchr;
use serde::{Deserialize, Serialize};

/// A stretch of a text: byte offsets, `start` included, `end` not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// Returns the span for a range of byte offsets; a text past 4 GiB is cut there.
    pub fn new(range: std::ops::Range<usize>) -> Self {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: offset(range.start), end: offset(range.end) }
    }

    /// Returns the span as a range.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns how many bytes the span covers.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Returns true for a span that covers nothing.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Returns the covered part of `text`; empty where the span does not fit it.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
}

/// What a file's bytes are, in 32 bytes: equal hashes mean equal content.
///
/// Shown and serialised as 64 hexadecimal digits in lower case.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ContentHash([u8; 32]);

impl ContentHash {
    /// Returns the hash of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// Returns the hash that [`ContentHash::as_bytes`] gave out.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Returns the 32 bytes, for storage.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for ContentHash {
    type Error = blake3::HexError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        blake3::Hash::from_hex(text).map(|hash| Self(*hash.as_bytes()))
    }
}

impl From<ContentHash> for String {
    fn from(hash: ContentHash) -> Self {
        hash.to_string()
    }
}

/// A place in a text: 0-based line, column in UTF-16 units, offset in UTF-16 units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Position {
    /// The line, counted from 0.
    pub line: u32,
    /// UTF-16 units since the start of the line.
    pub col: u32,
    /// UTF-16 units since the start of the text.
    pub offset: u32,
}

/// Where each line of a text starts, in bytes and in UTF-16 units.
///
/// Lines end at `\n`; a `\r` before it belongs to the line's end, as in Obsidian.
#[derive(Debug, Clone)]
pub struct LineIndex<'t> {
    text: &'t str,
    /// For each line: its first byte and the UTF-16 units before it.
    starts: Vec<(u32, u32)>,
    ascii: bool,
}

impl<'t> LineIndex<'t> {
    /// Builds the index in one pass.
    pub fn new(text: &'t str) -> Self {
        let ascii = text.is_ascii();
        let mut starts = vec![(0, 0)];
        let (mut at, mut units) = (0usize, 0usize);
        while let Some(rest) = text.as_bytes().get(at..) {
            let Some(newline) = memchr(b'\n', rest) else { break };
            let line = text.get(at..=at + newline).unwrap_or("");
            units += if ascii { line.len() } else { utf16_len(line) };
            at += newline + 1;
            starts.push((at as u32, units as u32));
        }
        Self { text, starts, ascii }
    }

    /// Returns the 0-based line that holds the byte at `offset`.
    pub fn line(&self, offset: u32) -> u32 {
        (self.starts.partition_point(|(start, _)| *start <= offset).saturating_sub(1)) as u32
    }

    /// Returns the place of the byte at `offset`.
    pub fn position(&self, offset: u32) -> Position {
        let line = self.line(offset);
        let (start, units) = self.starts.get(line as usize).copied().unwrap_or_default();
        let col = if self.ascii {
            offset.saturating_sub(start)
        } else {
            utf16_len(self.text.get(start as usize..offset as usize).unwrap_or("")) as u32
        };
        Position { line, col, offset: units + col }
    }

    /// Returns the span of a 0-based line without its line ending; none past the last line.
    pub fn line_span(&self, line: u32) -> Option<Span> {
        let (start, _) = *self.starts.get(line as usize)?;
        let end = self
            .starts
            .get(line as usize + 1)
            .map_or(self.text.len(), |(next, _)| (*next as usize).saturating_sub(1));
        let text = self.text.get(start as usize..end)?;
        let trimmed = text.strip_suffix('\r').unwrap_or(text);
        Some(Span { start, end: start + trimmed.len() as u32 })
    }

    /// Returns how many lines there are; a final newline opens one more, empty line.
    pub fn lines(&self) -> u32 {
        self.starts.len() as u32
    }

    /// Returns the byte offset of a UTF-16 offset; an offset inside a surrogate pair moves back.
    pub fn byte_of_utf16(&self, offset: u32) -> u32 {
        if self.ascii {
            return offset.min(self.text.len() as u32);
        }
        let line = self.starts.partition_point(|(_, units)| *units <= offset).saturating_sub(1);
        let (start, mut units) = self.starts.get(line).copied().unwrap_or_default();
        for (at, character) in self.text.get(start as usize..).unwrap_or("").char_indices() {
            let next = units + character.len_utf16() as u32;
            if next > offset {
                return start + at as u32;
            }
            units = next;
        }
        self.text.len() as u32
    }
}

/// Returns the length of `text` in UTF-16 units.
pub fn utf16_len(text: &str) -> usize {
    // Every character starts with a byte that is no continuation; one of four bytes is a pair.
    text.bytes().map(|byte| usize::from(byte & 0xC0 != 0x80) + usize::from(byte >= 0xF0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_utf16_agree_with_the_standard_library() {
        let text = "aé\r\n😀 x\n日本\n";
        let index = LineIndex::new(text);
        for (byte, _) in text.char_indices() {
            let place = index.position(byte as u32);
            let before = text[..byte].encode_utf16().count() as u32;
            assert_eq!(place.offset, before);
            assert_eq!(place.line as usize, text[..byte].matches('\n').count());
            assert_eq!(index.byte_of_utf16(before), byte as u32);
        }
        assert_eq!(index.lines(), 4);
        assert_eq!(index.line_span(0).unwrap().of(text), "aé");
        assert_eq!(index.line_span(3).unwrap().of(text), "");
        assert_eq!(index.line_span(4), None);
    }
}
