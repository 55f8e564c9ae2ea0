//! The sentence around a link, as a backlink shows it.

use std::ops::Range;

/// How many bytes a snippet shows before and behind the link at most.
const REACH: usize = 160;

/// Returns the sentence that holds `span`, on one line; `…` where it was cut.
pub(crate) fn sentence_around(text: &str, span: Range<usize>) -> String {
    let (start, cut_before) = start_of_sentence(text, span.start);
    let (end, cut_behind) = end_of_sentence(text, span.end);
    let sentence = text.get(start..end).unwrap_or_default();
    let mut snippet = String::with_capacity(sentence.len() + 6);
    if cut_before {
        snippet.push('…');
    }
    push_on_one_line(sentence, &mut snippet);
    if cut_behind {
        snippet.push('…');
    }
    snippet
}

/// Returns `text` with every run of blanks and line breaks as one blank.
pub(super) fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    push_on_one_line(text, &mut line);
    line
}

fn push_on_one_line(text: &str, line: &mut String) {
    for (number, word) in text.split_whitespace().enumerate() {
        if number > 0 {
            line.push(' ');
        }
        line.push_str(word);
    }
}

/// Walks back to the sentence's first byte; the flag says that it was cut.
fn start_of_sentence(text: &str, link: usize) -> (usize, bool) {
    let floor = floor_boundary(text, link.saturating_sub(REACH));
    let before = text.get(floor..link).unwrap_or_default();
    let mut start = link;
    let mut next: Option<char> = None;
    for (at, character) in before.char_indices().rev() {
        let ends = ends_sentence(character, next) || breaks_block(character, text, start);
        if ends || (character == '\n' && is_line_of_its_own(text, floor + at)) {
            return (skip_marks(text, start, link), false);
        }
        next = Some(character);
        start = floor + at;
    }
    if floor == 0 {
        return (skip_marks(text, 0, link), false);
    }
    // The cut goes to the next blank, so that no word is cut.
    let blank = before.find(char::is_whitespace).map_or(0, |at| at + 1);
    (floor + blank, true)
}

fn end_of_sentence(text: &str, link: usize) -> (usize, bool) {
    let ceiling = floor_boundary(text, link.saturating_add(REACH).min(text.len()));
    let behind = text.get(link..ceiling).unwrap_or_default();
    let one_line = is_line_of_its_own(text, link);
    let mut characters = behind.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        let end = link + at;
        let breaks = character == '\n' && one_line;
        if breaks || breaks_block(character, text, end + character.len_utf8()) {
            return (end, false);
        }
        if ends_sentence(character, next.or(Some(' '))) {
            return (end + character.len_utf8(), false);
        }
    }
    if ceiling == text.len() {
        return (ceiling, false);
    }
    let blank = behind.rfind(char::is_whitespace).unwrap_or(behind.len());
    (link + blank, true)
}

fn ends_sentence(character: char, next: Option<char>) -> bool {
    match character {
        '。' | '！' | '？' => true,
        '.' | '!' | '?' | '…' => next.is_some_and(char::is_whitespace),
        _ => false,
    }
}

/// Returns true for a line break behind which another block begins, at the byte `behind`.
fn breaks_block(character: char, text: &str, behind: usize) -> bool {
    if character != '\n' {
        return false;
    }
    let line = text.get(behind..).unwrap_or_default();
    let line = line.trim_start_matches([' ', '\t']);
    let mut bytes = line.bytes();
    match bytes.next() {
        Some(b'#') => line.trim_start_matches('#').starts_with(' '),
        None | Some(b'\n' | b'\r' | b'>' | b'|' | b'`' | b'~' | b'$' | b'<') => true,
        Some(b'-' | b'*' | b'+') => bytes.next() == Some(b' '),
        Some(digit) if digit.is_ascii_digit() => {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            rest.starts_with(". ") || rest.starts_with(") ")
        }
        _ => false,
    }
}

/// Returns true where the byte stands in a heading, a table or a fence: all end with their line.
fn is_line_of_its_own(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let start = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |newline| newline + 1);
    let line = before.get(start..).unwrap_or_default().trim_start();
    let heading = line.starts_with('#') && line.trim_start_matches('#').starts_with(' ');
    heading || line.starts_with('|') || line.starts_with("---") || line.starts_with("```")
}

/// Leaves out the marks that begin a list item, a task, a quote or a heading.
fn skip_marks(text: &str, start: usize, link: usize) -> usize {
    let sentence = text.get(start..link).unwrap_or_default();
    let mut rest = sentence.trim_start();
    for mark in ["- ", "* ", "+ ", "> ", "[ ] ", "[x] "] {
        rest = rest.strip_prefix(mark).unwrap_or(rest).trim_start();
    }
    let title = rest.trim_start_matches('#');
    if title.starts_with(' ') {
        rest = title.trim_start();
    }
    link - rest.len()
}

fn floor_boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let at = text.find("[[").unwrap();
        let end = text.find("]]").unwrap() + 2;
        assert_eq!(sentence_around(text, at..end), expected);
    }

    #[test]
    fn a_snippet_is_the_sentence_around_the_link() {
        check("First one. Then see [[a]], v1.2 too! Last.", "Then see [[a]], v1.2 too!");
        check("# Head\n\nA hard\nwrapped [[a]]\nline. End.", "A hard wrapped [[a]] line.");
        check("text\n- [ ] do [[a]] now\n- other", "do [[a]] now");
        check("1. one\n2. see [[a]]\n3. three", "see [[a]]");
        check("> quote [[a]]\n\nnext", "quote [[a]]");
        check("日本。これは[[a]]です。次", "これは[[a]]です。");
        check("one\n#tag and [[a]]", "one #tag and [[a]]");
        check("---\nup: x\n---\nsee [[a]]", "see [[a]]");
        check("# Head\nsee [[a]]", "see [[a]]");
        check("[[a]]", "[[a]]");
        check("## On [[a]]\nbody", "On [[a]]");
        check("x\n| a | [[a]] b |\n| c | d |", "| a | [[a]] b |");
    }

    #[test]
    fn a_long_sentence_is_cut_between_words() {
        let text = format!("{} [[a]] {}", "höher ".repeat(60), "weiter ".repeat(60));
        let at = text.find("[[").unwrap();
        let snippet = sentence_around(&text, at..at + 5);
        assert!(snippet.starts_with("…höher ") && snippet.ends_with(" weiter…"), "{snippet}");
        assert!(snippet.len() < 2 * REACH + 20);
    }
}
