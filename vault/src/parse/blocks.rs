//! Splits the body into blocks, goes into quotes and lists, and notes what each block is.
//!
//! The grammar is that of Obsidian's Remark-like parser, positions included: a block starts
//! where its container's prefix ends, so that a nested list item keeps the blanks that its
//! parent did not take away. Containers are views of the same lines with later starts; they lie
//! on one stack, so that nesting copies no text.

use super::inline::{self, Line};
use super::leaf::{self, HtmlEnd};
use super::{links, lists};
use crate::facts::{
    Block, Footnote, Heading, Link, LinkPlace, Mark, MarkKind, NoteFacts, ReferenceLink, Section,
    SectionKind,
};
use crate::text::Span;

/// Containers nest this deep; what lies deeper is read as one paragraph.
const DEEPEST: u8 = 32;

/// Reads the body of a note into `facts`: its lines from byte `start` on.
pub(super) fn scan(text: &str, start: usize, facts: &mut NoteFacts) {
    let lines = inline::lines_of(text, start);
    let first_line = u32::try_from(memchr::memchr_iter(b'\n', leaf_slice(text, start)).count());
    let to = lines.len();
    let mut scanner = Scanner { text, lines, facts };
    let scope = Scope {
        from: 0,
        to,
        first_line: first_line.unwrap_or(u32::MAX),
        depth: 0,
        item_line: None,
        item: None,
    };
    scanner.blocks(&scope);
}

fn leaf_slice(text: &str, end: usize) -> &[u8] {
    text.as_bytes().get(..end).unwrap_or(&[])
}

/// The walk over one note.
pub(super) struct Scanner<'a> {
    pub(super) text: &'a str,
    /// A stack of views: the body's lines, then those of each open container.
    pub(super) lines: Vec<Line>,
    pub(super) facts: &'a mut NoteFacts,
}

/// A container's lines and what is known of it.
pub(super) struct Scope {
    /// Its first line on the stack.
    pub(super) from: usize,
    /// The line after its last.
    pub(super) to: usize,
    /// The 0-based number of its first line in the note.
    pub(super) first_line: u32,
    /// How many containers it lies in.
    pub(super) depth: u8,
    /// The line number of the nearest list item around it.
    pub(super) item_line: Option<u32>,
    /// The list item whose own text this is, as a place in the facts.
    pub(super) item: Option<usize>,
}

/// A block's id and where it is written, with its `^`.
#[derive(Clone)]
pub(super) struct BlockId {
    pub(super) id: String,
    pub(super) written: Span,
}

/// A block that was read: what it is and which line follows it.
struct Found {
    kind: SectionKind,
    next: usize,
    end: u32,
    id: Option<BlockId>,
    /// True for a paragraph that is nothing but a block id, which names the block before it.
    only_id: bool,
}

impl Scope {
    fn is_root(&self) -> bool {
        self.depth == 0
    }

    /// Returns the line number of the line at `at` on the stack.
    pub(super) fn line_number(&self, at: usize) -> u32 {
        self.first_line + (at - self.from) as u32
    }
}

/// What may break into a block without a blank line before it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    Paragraph,
    List,
    Quote,
    Footnote,
}

impl Scanner<'_> {
    /// Reads all blocks of a container; returns the id of the list item whose text it is.
    pub(super) fn blocks(&mut self, scope: &Scope) -> Option<BlockId> {
        let mut item_id = None;
        let mut at = scope.from;
        let mut own_text = scope.item;
        let mut end = None;
        while at < scope.to {
            let line = self.line(at);
            if leaf::blanks(line) == line.len() {
                at += 1;
                continue;
            }
            let start = self.view(at).start;
            let found = self.block(at, scope);
            if found.kind == SectionKind::List {
                self.close_own_text(own_text.take(), end);
            }
            at = found.next.max(at + 1);
            end = Some(found.end);
            if scope.is_root() {
                self.section(&found, Span { start, end: found.end });
            } else if own_text.is_some() && found.id.is_some() {
                item_id = found.id;
            }
        }
        item_id
    }

    /// Returns the bytes of the line at `at`, its container's prefix left out.
    pub(super) fn line(&self, at: usize) -> &[u8] {
        let view = self.view(at);
        self.text.as_bytes().get(view.start as usize..view.end as usize).unwrap_or(&[])
    }

    pub(super) fn view(&self, at: usize) -> Line {
        self.lines.get(at).copied().unwrap_or_default()
    }

    /// Returns true where the line at `at` starts a block that may follow directly.
    pub(super) fn breaks_into(&self, at: usize, to: usize, inside: Inside) -> bool {
        let line = self.line(at);
        let always = match leaf::byte(line, leaf::blanks(line)) {
            b'#' => leaf::atx(line).is_some(),
            b'`' | b'~' => leaf::fence(line).is_some(),
            b'$' => leaf::math(line).is_some(),
            b'%' => leaf::comment(line).is_some() && !self.is_one_line_comment(line),
            b'-' | b'*' | b'_' => leaf::is_rule(line),
            _ => false,
        };
        always
            || match inside {
                Inside::List => false,
                Inside::Paragraph => {
                    starts_list(line)
                        || starts_quote(line)
                        || leaf::html(line).is_some_and(|(_, directly)| directly)
                        || self.starts_equal_table(at, to)
                }
                Inside::Quote => {
                    leaf::is_code(line)
                        || self.underline(at, to).is_some()
                        || leaf::html(line).is_some_and(|(_, directly)| directly)
                        || starts_list(line)
                }
                Inside::Footnote => {
                    starts_list(line)
                        || starts_quote(line)
                        || leaf::html(line).is_some_and(|(_, directly)| directly)
                        || leaf::footnote(line).is_some()
                        || self.definition(at, to).is_some()
                        || self.underline(at, to).is_some()
                }
            }
    }

    fn is_one_line_comment(&self, line: &[u8]) -> bool {
        leaf::comment(line).is_some_and(|text| leaf::comment_mark(line, text).is_some())
    }

    /// Reads the block that starts at the line `at`, which is not blank.
    fn block(&mut self, at: usize, scope: &Scope) -> Found {
        if scope.depth >= DEEPEST {
            return self.paragraph_until(at, scope.to);
        }
        let line = self.line(at);
        if leaf::is_code(line) {
            return self.indented_code(at, scope.to);
        }
        match leaf::byte(line, leaf::blanks(line)) {
            b'`' | b'~' if leaf::fence(line).is_some() => return self.fenced_code(at, scope.to),
            b'$' if leaf::math(line).is_some() => {
                if let Some(found) = self.math(at, scope.to) {
                    return found;
                }
            }
            b'%' if leaf::comment(line).is_some() => return self.comment(at, scope.to),
            b'>' => return self.quote(at, scope),
            b'#' if leaf::atx(line).is_some() => return self.heading(at, scope),
            b'*' | b'-' | b'_' if leaf::is_rule(line) => {
                return self.found(SectionKind::ThematicBreak, at + 1);
            }
            b'*' | b'-' | b'+' | b'0'..=b'9' if leaf::bullet(line).is_some() => {
                let next = lists::list(self, at, scope);
                return self.found(SectionKind::List, next);
            }
            _ => {}
        }
        if let Some(level) = self.underline(at, scope.to) {
            return self.underlined_heading(at, level, scope);
        }
        match leaf::byte(self.line(at), leaf::blanks(self.line(at))) {
            b'<' => self.html(at, scope.to),
            b'[' => self.footnote(at, scope).or_else(|| self.reference(at, scope.to)),
            _ => None,
        }
        .or_else(|| self.table(at, scope.to))
        .unwrap_or_else(|| self.paragraph(at, scope.to))
    }

    /// Returns the block of `kind` that ends before the line `next`.
    fn found(&self, kind: SectionKind, next: usize) -> Found {
        Found { kind, next, end: self.view(next - 1).end, id: None, only_id: false }
    }

    fn span(&self, at: usize, next: usize) -> Span {
        Span { start: self.view(at).start, end: self.view(next - 1).end }
    }

    fn mark(&mut self, kind: MarkKind, at: usize, next: usize) {
        let span = self.span(at, next);
        self.facts.marks.push(Mark { kind, span });
    }

    fn indented_code(&mut self, at: usize, to: usize) -> Found {
        let mut next = at + 1;
        for line in at + 1..to {
            if leaf::is_code(self.line(line)) {
                next = line + 1;
            } else if leaf::blanks(self.line(line)) < self.line(line).len() {
                break;
            }
        }
        self.mark(MarkKind::CodeBlock, at, next);
        self.found(SectionKind::Code, next)
    }

    fn fenced_code(&mut self, at: usize, to: usize) -> Found {
        let Some(fence) = leaf::fence(self.line(at)) else { return self.paragraph(at, to) };
        let closing = (at + 1..to).find(|line| leaf::closes_fence(self.line(*line), fence));
        let next = closing.map_or(to, |line| line + 1);
        self.mark(MarkKind::CodeBlock, at, next);
        self.found(SectionKind::Code, next)
    }

    fn math(&mut self, at: usize, to: usize) -> Option<Found> {
        let count = leaf::math(self.line(at))?;
        if at + 1 >= to {
            return None;
        }
        let closing = (at + 1..to).find(|line| leaf::closes_math(self.line(*line), count));
        let next = closing.map_or(to, |line| line + 1);
        self.mark(MarkKind::DisplayMath, at, next);
        Some(self.found(SectionKind::Math, next))
    }

    /// Reads a block of comment: links and tags in it count, blocks do not. One that is never
    /// closed reaches to the end.
    fn comment(&mut self, at: usize, to: usize) -> Found {
        let text = leaf::comment(self.line(at)).unwrap_or(2);
        let mark = |line: usize| {
            let from = if line == at { text } else { 0 };
            leaf::comment_mark(self.line(line), from).map(|mark| (line, mark as u32))
        };
        let closing = (at..to).find_map(mark);
        let next = closing.map_or(to, |(line, _)| line + 1);
        let found = self.found(SectionKind::Comment, next);
        let start = self.view(at).start;
        let end = closing.map_or(found.end, |(line, mark)| self.view(line).start + mark + 2);
        self.facts.marks.push(Mark { kind: MarkKind::Comment, span: Span { start, end } });
        let behind = Line { start: end, end: found.end };
        self.cut(
            at,
            next,
            start + text as u32,
            end.saturating_sub(2 * u32::from(closing.is_some())),
        );
        self.paragraphs_of_comment(at, next);
        self.inline_of(behind, &LinkPlace::Body);
        found
    }

    /// Takes the marks off the first and the last line of a comment.
    fn cut(&mut self, at: usize, next: usize, start: u32, end: u32) {
        if let Some(first) = self.lines.get_mut(at) {
            first.start = start;
        }
        if let Some(last) = self.lines.get_mut(next - 1) {
            last.end = end;
        }
    }

    fn paragraphs_of_comment(&mut self, at: usize, next: usize) {
        let mut first = at;
        for line in at..=next {
            let ends = line == next || leaf::is_blank(self.line(line));
            if ends && first < line {
                self.inline(first, line, &LinkPlace::Body);
            }
            if ends {
                first = line + 1;
            }
        }
    }

    fn quote(&mut self, at: usize, scope: &Scope) -> Found {
        let from = self.lines.len();
        let mut next = at;
        while next < scope.to {
            let line = self.line(next);
            let indent = leaf::blanks(line);
            let prefix = if leaf::byte(line, indent) == b'>' {
                indent + 1 + usize::from(leaf::byte(line, indent + 1) == b' ')
            } else if leaf::is_blank(line) || self.breaks_into(next, scope.to, Inside::Quote) {
                break;
            } else {
                0
            };
            let view = self.view(next);
            self.lines.push(Line { start: view.start + prefix as u32, ..view });
            next += 1;
        }
        let kind = if is_callout(self.line(from)) {
            SectionKind::Callout
        } else {
            SectionKind::Blockquote
        };
        let id = scope.is_root().then(|| self.block_id(self.lines.len() - 1)).flatten();
        self.contents(from, self.lines.len(), scope.line_number(at), scope, None);
        Found { id, ..self.found(kind, next) }
    }

    /// Reads the blocks of a container whose lines lie on top of the stack from `from` on, and
    /// takes them off. Returns the id that the text of the list item `item` ends with.
    pub(super) fn contents(
        &mut self,
        from: usize,
        to: usize,
        first_line: u32,
        outer: &Scope,
        item: Option<usize>,
    ) -> Option<BlockId> {
        let item_line = if item.is_some() { Some(first_line) } else { outer.item_line };
        let depth = outer.depth + 1;
        let id = self.blocks(&Scope { from, to, first_line, depth, item_line, item });
        self.lines.truncate(from);
        id
    }

    fn heading(&mut self, at: usize, scope: &Scope) -> Found {
        let Some(atx) = leaf::atx(self.line(at)) else { return self.paragraph(at, scope.to) };
        let start = self.view(at).start;
        let text = Line { start: start + atx.start as u32, end: start + atx.end as u32 };
        self.heading_text(at, at + 1, atx.level, text, scope)
    }

    /// Returns the level of the heading whose text is the line at `at`, by the line under it.
    fn underline(&self, at: usize, to: usize) -> Option<u8> {
        if at + 1 >= to {
            return None;
        }
        leaf::underline(self.line(at + 1))
    }

    fn underlined_heading(&mut self, at: usize, level: u8, scope: &Scope) -> Found {
        let line = self.line(at);
        let indent = line.iter().take(3).take_while(|byte| **byte == b' ').count();
        let length = line.trim_ascii_end().len();
        let start = self.view(at).start;
        let text = Line { start: start + indent as u32, end: start + length as u32 };
        self.heading_text(at, at + 2, level, text, scope)
    }

    /// Notes a heading. One in a quote or a list is none, as Obsidian's outline has it.
    fn heading_text(
        &mut self,
        at: usize,
        next: usize,
        level: u8,
        text: Line,
        scope: &Scope,
    ) -> Found {
        let id = if scope.is_root() {
            let span = self.span(at, next);
            let written = text.span().of(self.text).to_owned();
            self.facts.headings.push(Heading { level, text: written, span });
            let top = self.lines.len();
            self.lines.push(text);
            let id = self.block_id(top);
            self.lines.truncate(top);
            id
        } else {
            None
        };
        self.inline_of(text, &LinkPlace::Body);
        Found { id, ..self.found(SectionKind::Heading, next) }
    }

    fn html(&mut self, at: usize, to: usize) -> Option<Found> {
        let (end, _) = leaf::html(self.line(at))?;
        let mut next = to;
        for line in at..to {
            if line > at && end == HtmlEnd::Empty && self.line(line).is_empty() {
                next = line;
                break;
            }
            if end != HtmlEnd::Empty && leaf::closes_html(self.line(line), end) {
                next = line + 1;
                break;
            }
        }
        self.mark(MarkKind::Html, at, next);
        Some(self.found(SectionKind::Html, next))
    }

    fn footnote(&mut self, at: usize, scope: &Scope) -> Option<Found> {
        let (label, text) = leaf::footnote(self.line(at))?;
        let id = String::from_utf8_lossy(self.line(at).get(label)?).into_owned();
        let next = self.footnote_end(at, scope.to);
        let from = self.lines.len();
        for line in at..next {
            let view = self.view(line);
            let skipped = match line == at {
                true => text,
                false => leaf::bytes_of_columns(self.line(line), leaf::TAB),
            };
            self.lines.push(Line { start: view.start + skipped as u32, ..view });
        }
        let span = self.span(at, next);
        self.facts.footnotes.push(Footnote { id, span });
        self.contents(from, self.lines.len(), scope.line_number(at), scope, None);
        Some(self.found(SectionKind::FootnoteDefinition, next))
    }

    /// Returns the line after a footnote's last: indented lines belong to it, also after blank
    /// ones, and lines that follow directly and start no block of their own.
    fn footnote_end(&self, at: usize, to: usize) -> usize {
        let mut next = at + 1;
        let mut blank_before = false;
        for line in at + 1..to {
            let text = self.line(line);
            if leaf::is_blank(text) {
                blank_before = true;
                continue;
            }
            let indented = leaf::columns(text) >= leaf::TAB;
            if !indented && (blank_before || self.breaks_into(line, to, Inside::Footnote)) {
                break;
            }
            blank_before = false;
            next = line + 1;
        }
        next
    }

    fn reference(&mut self, at: usize, to: usize) -> Option<Found> {
        let (reference, link, next) = self.definition(at, to)?;
        self.facts.reference_links.push(reference);
        self.facts.links.extend(link);
        Some(self.found(SectionKind::Definition, next))
    }

    /// Reads `[id]: destination "title"`, which starts at the line's very beginning; with it comes
    /// the link that it is, where it leads into the vault.
    fn definition(&self, at: usize, to: usize) -> Option<(ReferenceLink, Option<Link>, usize)> {
        if leaf::byte(self.line(at), 0) != b'[' || leaf::byte(self.line(at), 1) == b'^' {
            return None;
        }
        let last = (at + 1..to.min(at + 3))
            .take_while(|line| !leaf::is_blank(self.line(*line)))
            .last()
            .unwrap_or(at);
        let start = self.view(at).start;
        let text = Span { start, end: self.view(last).end }.of(self.text);
        let inline::Definition { id, mut destination } = inline::definition(text)?;
        let shift = start as usize;
        destination.inner = destination.inner.start + shift..destination.inner.end + shift;
        let end = start + destination.end as u32;
        let next = (at..=last).find(|line| self.view(*line).end >= end)? + 1;
        let span = self.span(at, next);
        let whole = span.start as usize..span.end as usize;
        let place = LinkPlace::Definition;
        let link = links::markdown(self.text, whole, None, &destination, false, &place);
        let destination = self.text.get(destination.inner)?.to_owned();
        Some((ReferenceLink { id, destination, span }, link, next))
    }

    fn starts_equal_table(&self, at: usize, to: usize) -> bool {
        at + 1 < to
            && leaf::is_row(self.line(at))
            && leaf::is_row(self.line(at + 1))
            && leaf::table_columns(self.line(at + 1))
                .is_some_and(|columns| inline::cells(self.line(at)).count() == columns)
    }

    fn table(&mut self, at: usize, to: usize) -> Option<Found> {
        if at + 1 >= to || !leaf::is_row(self.line(at)) || !leaf::is_row(self.line(at + 1)) {
            return None;
        }
        leaf::table_columns(self.line(at + 1))?;
        let next = (at + 2..to).find(|line| !leaf::is_row(self.line(*line))).unwrap_or(to);
        for row in (at..next).filter(|row| *row != at + 1) {
            self.row(row);
        }
        Some(self.found(SectionKind::Table, next))
    }

    fn row(&mut self, at: usize) {
        let start = self.view(at).start;
        let cells: Vec<_> = inline::cells(self.line(at)).collect();
        for cell in cells {
            let text = Line { start: start + cell.start as u32, end: start + cell.end as u32 };
            self.inline_of(text, &LinkPlace::Table);
        }
    }

    fn paragraph(&mut self, at: usize, to: usize) -> Found {
        let mut next = at + 1;
        while next < to {
            let line = self.line(next);
            if leaf::is_blank(line) {
                break;
            }
            // A line indented as far as code belongs to the paragraph, whatever it holds.
            let continues = leaf::columns(line) >= leaf::TAB;
            if !continues && self.breaks_into(next, to, Inside::Paragraph) {
                break;
            }
            next += 1;
        }
        self.paragraph_until(at, next)
    }

    fn paragraph_until(&mut self, at: usize, next: usize) -> Found {
        self.inline(at, next, &LinkPlace::Body);
        let only_id = next == at + 1 && self.line(at).trim_ascii().starts_with(b"^");
        let id = self.block_id(next - 1);
        let only_id = only_id && id.is_some();
        Found { id, only_id, ..self.found(SectionKind::Paragraph, next) }
    }

    /// Returns the block id at the end of the line: `^` and letters, digits or `-`, with a blank
    /// or nothing before it.
    fn block_id(&self, at: usize) -> Option<BlockId> {
        let line = self.line(at).trim_ascii_end();
        let is_id = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'-';
        let length = line.iter().rev().take_while(is_id).count();
        let start = line.len().checked_sub(length + 1)?;
        let fits = length > 0 && leaf::byte(line, start) == b'^';
        let free = start == 0 || matches!(leaf::byte(line, start - 1), b' ' | b'\t');
        if !fits || !free {
            return None;
        }
        let id = std::str::from_utf8(leaf::from(line, start + 1)).ok()?.to_owned();
        let first = self.view(at).start as usize + start;
        Some(BlockId { id, written: Span::new(first..first + 1 + length) })
    }

    fn section(&mut self, found: &Found, span: Span) {
        let mut section = Section { kind: found.kind, span, id: None };
        if let Some(BlockId { id, written }) = found.id.clone() {
            let previous =
                self.facts.sections.last_mut().filter(|before| {
                    found.only_id && before.id.is_none() && can_be_named(before.kind)
                });
            let named = previous.unwrap_or(&mut section);
            named.id = Some(id.clone());
            let span = named.span;
            self.facts.blocks.push(Block { id, span, written });
        }
        self.facts.sections.push(section);
    }

    /// Ends a list item's own text where its first nested list starts.
    fn close_own_text(&mut self, item: Option<usize>, end: Option<u32>) {
        let item = item.and_then(|item| self.facts.list_items.get_mut(item));
        if let (Some(item), Some(end)) = (item, end) {
            item.span.end = end;
        }
    }

    /// Reads links, tags and marks in the lines from `at` up to `next`.
    fn inline(&mut self, at: usize, next: usize, place: &LinkPlace) {
        let lines = self.lines.get(at..next).unwrap_or(&[]);
        inline::scan(self.text, lines, place, self.facts);
    }

    fn inline_of(&mut self, text: Line, place: &LinkPlace) {
        inline::scan(self.text, &[text], place, self.facts);
    }
}

fn starts_list(line: &[u8]) -> bool {
    leaf::bullet(line).is_some_and(|bullet| !bullet.late_number)
}

fn starts_quote(line: &[u8]) -> bool {
    leaf::byte(line, leaf::blanks(line)) == b'>'
}

/// Returns true where a quote's first line makes it a callout: `[!type]`.
fn is_callout(line: &[u8]) -> bool {
    let rest = line.trim_ascii_start();
    rest.starts_with(b"[!")
        && memchr::memchr(b']', rest).is_some_and(|end| end > 2 && leaf::byte(rest, 2) != b'[')
}

fn can_be_named(kind: SectionKind) -> bool {
    !matches!(kind, SectionKind::Yaml | SectionKind::Heading | SectionKind::ThematicBreak)
}
