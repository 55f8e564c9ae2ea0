//! The way from an editor's text back to a file's bytes: only what was typed changes.
//!
//! An editor sees a note without its byte-order mark and with `\n` at the end of every line. The
//! splices made here leave the mark, the line endings, a missing last newline and all that was not
//! typed exactly as they are in the file.

use std::borrow::Cow;
use std::ops::Range;

use super::lines::{Change, changes};
use super::plan::Splice;
use crate::text::Span;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Returns the text that an editor shows for these bytes; none where they are not UTF-8.
///
/// A byte-order mark is left out; `\r\n` and a lone `\r` become `\n`.
pub fn editor_text(bytes: &[u8]) -> Option<String> {
    let file = std::str::from_utf8(bytes).ok()?;
    let text = file.strip_prefix(BYTE_ORDER_MARK).unwrap_or(file);
    Some(with_newlines(text).into_owned())
}

/// Returns the splices that make a file of these bytes show `new_text` in an editor.
///
/// None where the bytes are not UTF-8: such a file is never written from text. No splice at all
/// where the text is unchanged. A new line ends as the line it replaces or stands beside.
pub fn plan_save(original: &[u8], new_text: &str) -> Option<Vec<Splice>> {
    let view = View::of(original)?;
    let new_text = with_newlines(new_text);
    let changes = changes(&view.text, &new_text);
    Some(changes.into_iter().filter_map(|change| view.splice(&new_text, change)).collect())
}

/// Returns the byte of a file's text for an offset in what an editor shows of it, in UTF-16 units;
/// one past the end counts as the end.
pub fn byte_of_editor(file: &str, offset: u32) -> u32 {
    let mut units = 0;
    let mark = if file.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    let shown = file.get(mark..).unwrap_or_default();
    let mut before = None;
    for (at, character) in shown.char_indices() {
        // Both bytes of a line end are one newline there.
        let is_second = character == '\n' && before == Some('\r');
        if units >= offset && !is_second {
            return u32::try_from(mark + at).unwrap_or(u32::MAX);
        }
        if !is_second {
            units += character.len_utf16() as u32;
        }
        before = Some(character);
    }
    u32::try_from(file.len()).unwrap_or(u32::MAX)
}

/// What an editor shows of a file, and where each part of it stands in the file.
struct View<'f> {
    file: &'f str,
    mark: usize,
    text: Cow<'f, str>,
    /// Where in `text` the newlines are that the file writes in two bytes.
    doubled: Vec<usize>,
}

impl<'f> View<'f> {
    fn of(original: &'f [u8]) -> Option<Self> {
        let file = std::str::from_utf8(original).ok()?;
        let shown = file.strip_prefix(BYTE_ORDER_MARK).unwrap_or(file);
        let finder = memchr::memmem::find_iter(shown.as_bytes(), b"\r\n");
        let doubled = finder.enumerate().map(|(before, at)| at - before).collect();
        Some(Self { file, mark: file.len() - shown.len(), text: with_newlines(shown), doubled })
    }

    /// Returns the change as a splice of the file, narrowed to what differs.
    fn splice(&self, new_text: &str, change: Change) -> Option<Splice> {
        let before = self.text.get(change.before.clone())?;
        let after = new_text.get(change.after)?;
        let start = common_start(before, after);
        let end = common_end(before.get(start..)?, after.get(start..)?);
        let replaced = change.before.start + start..change.before.end - end;
        let typed = after.get(start..after.len() - end)?;
        if replaced.is_empty() && typed.is_empty() {
            return None;
        }
        let place = self.in_file(replaced.start)..self.in_file(replaced.end);
        let text = self.with_endings(typed, &place)?;
        Some(Splice { span: Span::new(place), text })
    }

    /// Returns the place in the file of a place in the shown text.
    fn in_file(&self, at: usize) -> usize {
        self.mark + at + self.doubled.partition_point(|newline| *newline < at)
    }

    /// Returns the typed text with the line endings of its place.
    fn with_endings(&self, typed: &str, place: &Range<usize>) -> Option<String> {
        let (left, right) = (self.file.get(..place.start)?, self.file.get(place.end..)?);
        let replaced: Vec<&str> = endings(self.file.get(place.clone())?).collect();
        let mut text = String::with_capacity(typed.len());
        let mut lines = typed.split('\n');
        text.push_str(lines.next().unwrap_or_default());
        for (number, line) in lines.enumerate() {
            let beside = || replaced.last().copied().unwrap_or_else(|| ending_beside(left, right));
            let ending = replaced.get(number).copied().unwrap_or_else(beside);
            keep_apart(left, &mut text, ending);
            text.push_str(ending);
            text.push_str(line);
        }
        keep_apart(left, &mut text, right);
        Some(text)
    }
}

/// Adds a `\r` where a lone one, itself a line's end, would fuse with a `\n` that follows.
fn keep_apart(left: &str, text: &mut String, right: &str) {
    let before = if text.is_empty() { left } else { text.as_str() };
    if before.ends_with('\r') && right.starts_with('\n') {
        text.push('\r');
    }
}

/// Returns how the line at a place ends, else the one before it.
fn ending_beside<'f>(left: &'f str, right: &'f str) -> &'f str {
    let before = || {
        let last = left.rfind(['\r', '\n'])?;
        let start = left.get(..=last)?.strip_suffix("\r\n").map_or(last, str::len);
        endings(left.get(start..)?).next()
    };
    endings(right).next().or_else(before).unwrap_or("\n")
}

/// Lists the line endings of a part of a file.
fn endings(part: &str) -> impl Iterator<Item = &str> {
    let mut rest = part;
    std::iter::from_fn(move || {
        let at = memchr::memchr2(b'\r', b'\n', rest.as_bytes())?;
        let found = rest.get(at..)?;
        let length = if found.starts_with("\r\n") { 2 } else { 1 };
        rest = found.get(length..)?;
        found.get(..length)
    })
}

fn with_newlines(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn common_start(a: &str, b: &str) -> usize {
    let alike = a.chars().zip(b.chars()).take_while(|(a, b)| a == b);
    alike.map(|(character, _)| character.len_utf8()).sum()
}

fn common_end(a: &str, b: &str) -> usize {
    let alike = a.chars().rev().zip(b.chars().rev()).take_while(|(a, b)| a == b);
    alike.map(|(character, _)| character.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::plan::apply_splices;

    /// Checks the file that results when an editor's text is saved over `before`.
    fn check(before: &str, text: &str, after: &str) {
        let splices = plan_save(before.as_bytes(), text).unwrap();
        let saved = apply_splices(before.as_bytes(), &splices).unwrap();
        assert_eq!(String::from_utf8(saved).unwrap(), after);
    }

    #[test]
    fn only_what_was_typed_changes() {
        check("\u{feff}a  \r\nb\rc\n", "a  \nB\nc\n", "\u{feff}a  \r\nB\rc\n");
        check("a\r\nb\n", "a\nb", "a\r\nb");
        check("a", "a\n", "a\n");
        check("\u{feff}", "x", "\u{feff}x");
        check("a\0b\r\n", "a\0c\n", "a\0c\r\n");
    }

    #[test]
    fn a_new_line_ends_as_its_neighbour() {
        check("a\nb\r\nc\n", "a\nnew\nb\nc\n", "a\nnew\r\nb\r\nc\n");
        check("a\r\nb", "a\nb\nnew", "a\r\nb\r\nnew");
        check("a\r\n", "new\na\n", "new\r\na\r\n");
        check("a\rb", "a\nb\nc", "a\rb\rc");
        check("one line", "one\ntwo\nthree", "one\ntwo\nthree");
        check("a\r\nb\nc\n", "A\nB\nc\nnew\n", "A\r\nB\nc\nnew\n");
    }

    #[test]
    fn two_ends_of_lines_never_fuse_into_one() {
        check("a\rb\n", "a\n\n", "a\r\r\n");
        check("a\rb\n\nc", "a\n\n\nc", "a\r\r\n\nc");
    }

    #[test]
    fn what_is_not_utf_8_has_no_text() {
        assert_eq!(editor_text(b"\xff"), None);
        assert_eq!(plan_save(b"\xff", "x"), None);
    }
}
