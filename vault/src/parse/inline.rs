//! Finds links, tags, footnote references and marks in the text of a block.
//!
//! One pass from left to right; what could make it look ahead again and again (an unclosed
//! bracket, fence or quote) is looked for once and remembered as missing.

use memchr::{memchr, memchr2, memchr3, memmem};

use super::leaf::{byte, from, tag_end};
use super::links::{self, Destination};
use super::tags;
use crate::facts::{Footnote, LinkPlace, LinkSyntax, Mark, MarkKind, NoteFacts, Tag};
use crate::text::Span;

/// A line as a container sees it: its prefix and its line ending left out.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Line {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Line {
    pub(super) fn span(self) -> Span {
        Span { start: self.start, end: self.end }
    }
}

/// Returns the lines of `text` from byte `start` on; a final newline opens one more, empty line.
pub(super) fn lines_of(text: &str, start: usize) -> Vec<Line> {
    let bytes = text.as_bytes();
    let body = from(bytes, start);
    let mut lines = Vec::with_capacity(body.len() / 40 + 4);
    let mut at = start;
    let mut push = |at: usize, end: usize| {
        let cut = end > at && byte(bytes, end - 1) == b'\r';
        let span = Span::new(at..end - usize::from(cut));
        lines.push(Line { start: span.start, end: span.end });
    };
    for newline in memchr::memchr_iter(b'\n', body) {
        push(at, start + newline);
        at = start + newline + 1;
    }
    push(at, text.len());
    lines
}

/// Returns the ranges of a table row's cells, without the blanks around their text.
pub(super) fn cells(row: &[u8]) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    let blank = |byte: &u8| byte.is_ascii_whitespace();
    let mut at = row.iter().take_while(|byte| blank(byte)).count();
    let mut end = row.len() - row.iter().rev().take_while(|byte| blank(byte)).count();
    at += usize::from(byte(row, at) == b'|');
    if end > at && byte(row, end - 1) == b'|' && byte(row, end.wrapping_sub(2)) != b'\\' {
        end -= 1;
    }
    let mut done = false;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let start = at;
        let stop = loop {
            let rest = row.get(at..end).unwrap_or(&[]);
            match memchr2(b'|', b'\\', rest) {
                None => {
                    done = true;
                    break end.max(start);
                }
                Some(found) if byte(rest, found) == b'\\' => at += found + 2,
                Some(found) => {
                    let stop = at + found;
                    at = stop + 1;
                    break stop;
                }
            }
        };
        let cell = row.get(start..stop).unwrap_or(&[]);
        let lead = cell.iter().take_while(|byte| blank(byte)).count();
        Some(start + lead..start + lead + cell.trim_ascii().len())
    })
}

/// A definition `[id]: destination "title"` at the start of a text.
pub(super) struct Definition {
    pub(super) id: String,
    pub(super) destination: Destination,
}

/// Reads a definition of a reference link.
pub(super) fn definition(text: &str) -> Option<Definition> {
    let bytes = text.as_bytes();
    let mut close = 1;
    loop {
        close += memchr3(b']', b'\n', b'\\', from(bytes, close))?;
        if byte(bytes, close) != b'\\' {
            break;
        }
        close += 2;
    }
    let id = text.get(1..close).filter(|id| !id.trim().is_empty())?;
    if byte(bytes, close) != b']' || byte(bytes, close + 1) != b':' {
        return None;
    }
    let gap =
        |at: usize| at + from(bytes, at).iter().take_while(|b| b.is_ascii_whitespace()).count();
    let start = gap(close + 2);
    let (inner, after) = links::bare_or_angled(bytes, start)?;
    if inner.is_empty() {
        return None;
    }
    let line_end = |at: usize| {
        let rest = from(bytes, at);
        let end = memchr(b'\n', rest).unwrap_or(rest.len());
        rest.get(..end).is_some_and(|rest| rest.trim_ascii().is_empty()).then_some(at)
    };
    let end = match links::title(bytes, gap(after)) {
        Some(end) if gap(after) > after => line_end(end).or_else(|| line_end(after))?,
        _ => line_end(after)?,
    };
    let destination = Destination { inner, angled: byte(bytes, start) == b'<', end };
    Some(Definition { id: id.to_owned(), destination })
}

/// Reads the text of one block, given as its lines, into `facts`.
pub(super) fn scan(text: &str, lines: &[Line], place: &LinkPlace, facts: &mut NoteFacts) {
    let Some(last) = lines.last() else { return };
    let end = last.end as usize;
    let bytes = text.as_bytes().get(..end).unwrap_or(&[]);
    let mut pass = Pass {
        text,
        bytes,
        place,
        facts,
        brackets: Vec::new(),
        boundary: 0,
        highlight: None,
        comment: None,
        missing: 0,
        missing_fences: Vec::new(),
    };
    let mut at = 0;
    for line in lines {
        at = pass.line(*line, at.max(line.start as usize));
    }
}

/// An open `[`, `![` or `^[`.
struct Bracket {
    at: usize,
    image: bool,
    footnote: bool,
}

struct Pass<'a> {
    text: &'a str,
    /// The text up to the end of the block.
    bytes: &'a [u8],
    place: &'a LinkPlace,
    facts: &'a mut NoteFacts,
    brackets: Vec<Bracket>,
    /// Where a tag may start although no blank comes before: after an escape or another element.
    boundary: usize,
    highlight: Option<usize>,
    comment: Option<usize>,
    /// What is known to be missing in the rest of the block, one bit each.
    missing: u8,
    /// Lengths of backtick runs that are known to have no partner in the rest of the block.
    missing_fences: Vec<usize>,
}

const NO_MATH: u8 = 1;
const NO_DISPLAY_MATH: u8 = 2;
const NO_HTML_COMMENT: u8 = 4;
const NO_INSTRUCTION: u8 = 8;
const NO_CDATA: u8 = 16;

/// The bytes that can start something, as a table.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = b"\\`<[]!#%$=";
    let mut at = 0;
    while at < bytes.len() {
        #[allow(clippy::indexing_slicing)] // Checked by the compiler, which runs this.
        {
            table[bytes[at] as usize] = true;
        }
        at += 1;
    }
    table
};

fn is_special(byte: u8) -> bool {
    SPECIAL.get(byte as usize).copied().unwrap_or(false)
}

impl Pass<'_> {
    /// Reads one line from `at` on; returns where reading goes on, perhaps in a later line.
    fn line(&mut self, line: Line, start: usize) -> usize {
        let end = line.end as usize;
        let mut close = WikiClose::default();
        let mut at = start;
        while at < end {
            let rest = self.bytes.get(at..end).unwrap_or(&[]);
            let Some(next) = rest.iter().position(|byte| is_special(*byte)) else { return end };
            at += next;
            at = match byte(self.bytes, at) {
                b'\\' => self.escape(at),
                b'`' => self.code(at),
                b'<' => self.html(at),
                b'[' => self.open(at, end, false, &mut close),
                b'!' if byte(self.bytes, at + 1) == b'[' && at + 1 < end => {
                    self.open(at, end, true, &mut close)
                }
                b']' => self.close(at),
                b'#' => self.tag(at, line),
                b'%' => self.comment(at),
                b'$' => self.math(at),
                b'=' => self.highlight(at),
                _ => at + 1,
            };
        }
        at
    }

    /// Ends an element at `end`: a tag may follow it directly.
    fn element(&mut self, end: usize) -> usize {
        self.boundary = end;
        end
    }

    fn mark(&mut self, kind: MarkKind, start: usize, end: usize) {
        self.facts.marks.push(Mark { kind, span: Span::new(start..end) });
    }

    fn escape(&mut self, at: usize) -> usize {
        if byte(self.bytes, at + 1).is_ascii_punctuation() {
            return self.element(at + 2);
        }
        at + 1
    }

    fn run(&self, at: usize, of: u8) -> usize {
        from(self.bytes, at).iter().take_while(|byte| **byte == of).count()
    }

    fn code(&mut self, at: usize) -> usize {
        let count = self.run(at, b'`');
        let inside = at + count;
        if self.missing_fences.contains(&count) {
            return inside;
        }
        let mut search = inside;
        while let Some(found) = memchr(b'`', from(self.bytes, search)) {
            let start = search + found;
            let run = self.run(start, b'`');
            if run == count {
                self.mark(MarkKind::InlineCode, at, start + run);
                return self.element(start + run);
            }
            search = start + run;
        }
        self.missing_fences.push(count);
        inside
    }

    fn html(&mut self, at: usize) -> usize {
        let rest = from(self.bytes, at);
        let end = match byte(rest, 1) {
            b'!' if rest.starts_with(b"<!--") => self.until(at, 4, b"-->", NO_HTML_COMMENT),
            b'!' if rest.starts_with(b"<![CDATA[") => self.until(at, 9, b"]]>", NO_CDATA),
            b'?' => self.until(at, 2, b"?>", NO_INSTRUCTION),
            _ => tag_end(rest).or_else(|| links::autolink_end(rest)).map(|length| at + length),
        };
        let Some(end) = end else { return at + 1 };
        self.mark(MarkKind::Html, at, end);
        self.element(end)
    }

    /// Finds where what starts at `at` with `skip` bytes is closed by `text`.
    fn until(&mut self, at: usize, skip: usize, text: &[u8], missing: u8) -> Option<usize> {
        if self.missing & missing != 0 {
            return None;
        }
        let found = memmem::find(from(self.bytes, at + skip), text);
        if found.is_none() {
            self.missing |= missing;
        }
        found.map(|found| at + skip + found + text.len())
    }

    fn open(&mut self, at: usize, end: usize, image: bool, close: &mut WikiClose) -> usize {
        let inside = at + 1 + usize::from(image);
        let link = match byte(self.bytes, inside) {
            b'[' => self.wikilink(at, end, image, close),
            b'^' if !image => self.footnote(at, end),
            _ => None,
        };
        if let Some(next) = link {
            return next;
        }
        let footnote = !image && at > self.boundary && byte(self.bytes, at - 1) == b'^';
        let at = if footnote { at - 1 } else { at };
        self.brackets.push(Bracket { at, image, footnote });
        inside
    }

    fn wikilink(
        &mut self,
        at: usize,
        end: usize,
        image: bool,
        close: &mut WikiClose,
    ) -> Option<usize> {
        let inside = at + 2 + usize::from(image);
        let stop = close.find(self.bytes, inside, end)?;
        // A further opening pair inside starts the link anew, `[[[a]]` included.
        if memmem::find(self.bytes.get(inside - 1..stop)?, b"[[").is_some() {
            return None;
        }
        let link = links::wikilink(self.text, at, inside..stop, image, self.place)?;
        self.facts.links.push(link);
        if !image {
            self.brackets.retain(|bracket| bracket.image);
        }
        Some(self.element(stop + 2))
    }

    fn footnote(&mut self, at: usize, end: usize) -> Option<usize> {
        let label = self.bytes.get(at + 2..end)?;
        let odd = |byte: &u8| matches!(byte, b']' | b'[') || byte.is_ascii_whitespace();
        let length = label.iter().position(odd)?;
        if length == 0 || byte(label, length) != b']' {
            return None;
        }
        let close = at + 2 + length;
        let id = self.text.get(at + 2..close)?.to_owned();
        let span = Span::new(at..close + 1);
        self.facts.footnote_refs.push(Footnote { id, span });
        Some(self.element(close + 1))
    }

    /// Closes a bracket; `](destination)` behind it makes it a link.
    fn close(&mut self, at: usize) -> usize {
        let Some(bracket) = self.brackets.pop() else { return at + 1 };
        if bracket.footnote {
            self.mark(MarkKind::InlineFootnote, bracket.at, at + 1);
            return self.element(at + 1);
        }
        if byte(self.bytes, at + 1) != b'(' {
            return at + 1;
        }
        let Some(destination) = links::destination(self.bytes, at + 2) else { return at + 1 };
        let (start, end) = (bracket.at, destination.end);
        // Links hold no tags and no links; pictures in them count.
        let outside = |tag: &Tag| (tag.span.start as usize) < start;
        while self.facts.tags.last().is_some_and(|tag| !outside(tag)) {
            self.facts.tags.pop();
        }
        if !bracket.image {
            self.brackets.retain(|bracket| bracket.image);
        }
        let inside = start + 1 + usize::from(bracket.image);
        self.markdown_link(&bracket, inside..at, &destination);
        self.element(end)
    }

    fn markdown_link(
        &mut self,
        bracket: &Bracket,
        display: std::ops::Range<usize>,
        destination: &Destination,
    ) {
        let span = bracket.at..destination.end;
        let link =
            links::markdown(self.text, span, Some(display), destination, bracket.image, self.place);
        self.facts.links.extend(link);
    }

    fn tag(&mut self, at: usize, line: Line) -> usize {
        let Some(length) = tags::length(from(self.bytes, at)) else { return at + 1 };
        let end = (at + length).min(line.end as usize);
        if !self.may_start_tag(at, line) {
            return at + 1;
        }
        let text = self.text.get(at..end).unwrap_or("").to_owned();
        self.facts.tags.push(Tag { text, span: Span::new(at..end) });
        end
    }

    fn may_start_tag(&self, at: usize, line: Line) -> bool {
        if at == line.start as usize || at == self.boundary {
            return true;
        }
        let before = self.text.get(line.start as usize..at).unwrap_or("");
        match before.chars().next_back() {
            None => true,
            Some(mark @ ('*' | '_' | '~' | '=')) => {
                // An opening mark of emphasis starts a run of text of its own.
                let outside = before.trim_end_matches(mark);
                let opens = outside.is_empty() || outside.ends_with(char::is_whitespace);
                let rest = self.bytes.get(at..line.end as usize).unwrap_or(&[]);
                opens && memchr(mark as u8, rest).is_some()
            }
            Some(other) => other.is_whitespace(),
        }
    }

    fn comment(&mut self, at: usize) -> usize {
        let count = self.run(at, b'%');
        let end = at + count;
        if count != 2 {
            return end;
        }
        match self.comment.take() {
            Some(start) => self.mark(MarkKind::Comment, start, end),
            None => self.comment = Some(at),
        }
        self.element(end)
    }

    fn math(&mut self, at: usize) -> usize {
        let count = self.run(at, b'$');
        if count == 2 {
            return self.display_math(at);
        }
        if count != 1 || self.missing & NO_MATH != 0 {
            return at + count;
        }
        if byte(self.bytes, at + 1).is_ascii_whitespace() {
            return at + 1;
        }
        let mut search = at + 1;
        while let Some(found) = memchr2(b'$', b'\\', from(self.bytes, search)) {
            let stop = search + found;
            if byte(self.bytes, stop) == b'\\' {
                search = stop + 2;
                continue;
            }
            let blank_before = byte(self.bytes, stop - 1).is_ascii_whitespace();
            if !blank_before && !byte(self.bytes, stop + 1).is_ascii_digit() {
                self.mark(MarkKind::InlineMath, at, stop + 1);
                return self.element(stop + 1);
            }
            search = stop + 1;
        }
        self.missing |= NO_MATH;
        at + 1
    }

    fn display_math(&mut self, at: usize) -> usize {
        let Some(end) = self.until(at, 2, b"$$", NO_DISPLAY_MATH) else { return at + 2 };
        self.mark(MarkKind::DisplayMath, at, end);
        self.element(end)
    }

    fn highlight(&mut self, at: usize) -> usize {
        let count = self.run(at, b'=');
        let end = at + count;
        if count != 2 {
            return end;
        }
        let blank_before = at == 0 || byte(self.bytes, at - 1).is_ascii_whitespace();
        if let Some(start) = self.highlight.filter(|_| !blank_before) {
            self.highlight = None;
            self.mark(MarkKind::Highlight, start, end);
        } else if !matches!(byte(self.bytes, end), 0 | b' ' | b'\t' | b'\n' | b'\r' | b'>') {
            self.highlight = Some(at);
        }
        end
    }
}

/// Where the next `]]` of a line stands, looked for once.
#[derive(Default)]
struct WikiClose {
    known: Option<Option<usize>>,
}

impl WikiClose {
    fn find(&mut self, bytes: &[u8], at: usize, end: usize) -> Option<usize> {
        match self.known {
            Some(None) => return None,
            Some(Some(known)) if known >= at => return Some(known),
            _ => {}
        }
        let found = memmem::find(bytes.get(at..end).unwrap_or(&[]), b"]]").map(|found| at + found);
        self.known = Some(found);
        found
    }
}

/// Returns how the destination of a Markdown link is written.
pub(super) fn syntax(angled: bool) -> LinkSyntax {
    if angled { LinkSyntax::MarkdownAngle } else { LinkSyntax::Markdown }
}
