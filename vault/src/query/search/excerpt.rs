//! The lines of a note that a search found, cut around what was found.

use std::ops::Range;

use super::SearchMatch;
use crate::text::{LineIndex, Span, utf16_len};

/// A longer line is cut: about this many bytes are shown.
const LONGEST: usize = 240;
/// This many of them before the first thing found.
const BEFORE: usize = 60;

/// Returns the first `limit` lines that hold one of `spans`: byte ranges in order.
pub(super) fn excerpts(text: &str, spans: &[Range<usize>], limit: usize) -> Vec<SearchMatch> {
    if spans.is_empty() {
        return Vec::new();
    }
    let index = LineIndex::new(text);
    let mut excerpts: Vec<(u32, Vec<Range<usize>>)> = Vec::new();
    for span in spans {
        let line = index.line(Span::new(span.clone()).start);
        let full = excerpts.len() == limit;
        match excerpts.last_mut() {
            Some((last, of_line)) if *last == line => of_line.push(span.clone()),
            _ if full => break,
            _ => excerpts.push((line, vec![span.clone()])),
        }
    }
    let whole = |line| index.line_span(line).map_or(0..0, Span::range);
    excerpts.iter().map(|(line, spans)| excerpt(text, *line, &whole(*line), spans)).collect()
}

fn excerpt(text: &str, line: u32, whole: &Range<usize>, spans: &[Range<usize>]) -> SearchMatch {
    let shown = window(text, whole, spans.first().map_or(whole.start, |span| span.start));
    let (cut_before, cut_behind) = (shown.start > whole.start, shown.end < whole.end);
    let slice = |range: Range<usize>| text.get(range).unwrap_or("");
    let indent = if cut_before { 0 } else { indent(slice(shown.clone()), spans, shown.start) };
    let start = shown.start + indent;
    let mut excerpt = String::new();
    if cut_before {
        excerpt.push('…');
    }
    excerpt.push_str(slice(start..shown.end).trim_end());
    if cut_behind {
        excerpt.push('…');
    }
    let offset = |at: usize| {
        let units = utf16_len(slice(start..at.clamp(start, shown.end)));
        (units + usize::from(cut_before)) as u32
    };
    let inside = spans.iter().filter(|span| span.start < shown.end);
    let spans = inside.map(|span| (offset(span.start), offset(span.end))).collect();
    SearchMatch { line: line + 1, text: excerpt, spans, above: None, below: None }
}

/// Fills in the lines above and below those found.
pub(super) fn add_lines_around(text: &str, matches: &mut [SearchMatch]) {
    let around = lines_around(text);
    for found in matches {
        (found.above, found.below) = around(found.line);
    }
}

/// Returns what tells the lines above and below a line of a text, counted from 1; empty ones are
/// none, and long ones are cut at their end.
pub(in crate::query) fn lines_around(
    text: &str,
) -> impl Fn(u32) -> (Option<String>, Option<String>) + '_ {
    let index = LineIndex::new(text);
    let shown = move |line: Option<u32>| {
        let span = index.line_span(line?)?;
        let whole = span.of(text).trim();
        let cut = ceiling(whole, LONGEST);
        let dots = if cut < whole.len() { "…" } else { "" };
        let start = whole.get(..cut).unwrap_or(whole);
        (!whole.is_empty()).then(|| format!("{start}{dots}"))
    };
    move |line| (shown(line.checked_sub(2)), shown(Some(line)))
}

/// Returns how many bytes of blanks at the start of a line are left out.
fn indent(line: &str, spans: &[Range<usize>], start: usize) -> usize {
    let blank = line.len() - line.trim_start().len();
    spans.first().map_or(blank, |span| blank.min(span.start - start))
}

/// Returns the stretch of a line to show, so that what was found at `found` is in it.
fn window(text: &str, line: &Range<usize>, found: usize) -> Range<usize> {
    if line.len() <= LONGEST {
        return line.clone();
    }
    let start = found.saturating_sub(BEFORE).clamp(line.start, line.end.saturating_sub(LONGEST));
    let end = (start + LONGEST).min(line.end);
    let start = if start == line.start { start } else { word_start(text, start, found) };
    let end = if end == line.end { end } else { word_end(text, start, end) };
    start..end
}

/// Returns where the next word behind `at` starts, not later than `latest`.
fn word_start(text: &str, at: usize, latest: usize) -> usize {
    let at = ceiling(text, at).min(latest);
    let between = text.get(at..latest).unwrap_or("");
    between.find(char::is_whitespace).map_or(at, |blank| ceiling(text, at + blank + 1).min(latest))
}

/// Returns where the last word before `at` ends, unless that leaves too little.
fn word_end(text: &str, start: usize, at: usize) -> usize {
    let at = ceiling(text, at);
    let shown = text.get(start..at).unwrap_or("");
    let blank = shown.rfind(char::is_whitespace).filter(|blank| *blank > LONGEST / 2);
    blank.map_or(at, |blank| start + blank)
}

fn ceiling(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, needle: &str, expected: &[(u32, &str)]) {
        let spans: Vec<Range<usize>> =
            text.match_indices(needle).map(|(at, found)| at..at + found.len()).collect();
        let found = excerpts(text, &spans, 10);
        for excerpt in &found {
            for (from, to) in &excerpt.spans {
                let units: Vec<u16> = excerpt.text.encode_utf16().collect();
                let marked = &units[*from as usize..*to as usize];
                assert!(needle.starts_with(&String::from_utf16(marked).unwrap()));
            }
        }
        let shown: Vec<(u32, &str)> =
            found.iter().map(|excerpt| (excerpt.line, excerpt.text.as_str())).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn lines_are_shown_with_what_was_found() {
        check("a b\n  - 😀 b b  \r\nx", "b", &[(1, "a b"), (2, "- 😀 b b")]);
        check("x\ny", "x\ny", &[(1, "x")]);
        check("  x", " ", &[(1, "  x")]);
    }

    #[test]
    fn a_long_line_is_cut_between_words() {
        let text = format!("{}needle {}", "wörd ".repeat(100), "möre ".repeat(100));
        let span = 500 + 100..500 + 106;
        let found = excerpts(&text, std::slice::from_ref(&span), 10);
        let shown = &found[0].text;
        assert!(shown.starts_with("…wörd ") && shown.ends_with(" möre…"), "{shown}");
        assert!(shown.len() < LONGEST + 10);
        check(&"x".repeat(1000), "y", &[]);
    }

    #[test]
    fn no_more_lines_than_asked_for() {
        let text = "b\n".repeat(9);
        let spans: Vec<_> = (0..9).map(|line| line * 2..line * 2 + 1).collect();
        assert_eq!(excerpts(&text, &spans, 4).len(), 4);
    }
}
