//! Takes out of a note's text what CommonMark does not know, and remembers it.
//!
//! Each piece leaves a token behind: two noncharacters around a number, which CommonMark reads
//! as a word. Comments leave nothing. Blocks that Obsidian tells apart without a blank line get
//! one, so that CommonMark tells them apart too.

use std::ops::Range;

use crate::facts::{LinkPlace, LinkSyntax, MarkKind, NoteFacts};
use crate::text::Span;

/// What a token stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A wikilink or embed, as a place in the facts.
    Link(usize),
    /// A tag, as a place in the facts.
    Tag(usize),
    /// A list item's task, as a place in the facts.
    Task(usize),
    /// Math: its TeX, and true for a display.
    Math(String, bool),
    /// The start or the end of a highlight.
    Highlight(bool),
    /// Where a block id was written.
    Anchor(String),
    /// The text of an inline footnote.
    Footnote(String),
}

const OPEN: char = '\u{fdd0}';
const CLOSE: char = '\u{fdd1}';

/// A text with tokens, and the way back to the note.
pub(super) struct Prepared {
    pub(super) source: String,
    pub(super) tokens: Vec<(Token, Span)>,
    /// Pairs of offsets, in `source` and in the note, from which on both run alike.
    map: Vec<(usize, usize)>,
}

/// A stretch of text that is either plain or a token.
pub(super) enum Piece<'p> {
    Plain(&'p str),
    Token(usize),
}

impl Prepared {
    /// Returns the offset in the note of an offset in the source.
    pub(super) fn origin(&self, at: usize) -> usize {
        let next = self.map.partition_point(|(ours, _)| *ours <= at);
        let pair = next.checked_sub(1).and_then(|index| self.map.get(index));
        pair.map_or(at, |(ours, theirs)| theirs + at - ours)
    }

    /// Splits a text from the source into plain stretches and tokens.
    pub(super) fn pieces<'p>(&self, text: &'p str) -> Vec<Piece<'p>> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(OPEN) {
            let (plain, token) = rest.split_at(at);
            if !plain.is_empty() {
                pieces.push(Piece::Plain(plain));
            }
            let token = token.get(OPEN.len_utf8()..).unwrap_or("");
            let end = token.find(CLOSE).unwrap_or(token.len());
            let index = token.get(..end).and_then(|number| number.parse().ok());
            pieces.extend(index.map(Piece::Token));
            rest = token.get(end + CLOSE.len_utf8()..).unwrap_or("");
        }
        if !rest.is_empty() {
            pieces.push(Piece::Plain(rest));
        }
        pieces
    }

    /// Returns a text from the source with what was written in place of its tokens.
    pub(super) fn written(&self, text: &str, note: &str) -> String {
        let mut all = String::new();
        for piece in self.pieces(text) {
            all.push_str(match piece {
                Piece::Plain(plain) => plain,
                Piece::Token(index) => self.tokens.get(index).map_or("", |(_, span)| span.of(note)),
            });
        }
        all
    }
}

/// One change to the text: a stretch of it, and what comes in its place.
struct Edit {
    range: Range<usize>,
    put: Put,
}

enum Put {
    Nothing,
    BlankLine,
    Token(Token),
}

/// Prepares the part `span` of a note. Its lines lose as many blanks as the first one starts with.
pub(super) fn prepare(note: &str, facts: &NoteFacts, span: Span) -> Prepared {
    let range = span.range();
    let text = note.get(range.clone()).unwrap_or("");
    let mut prepared =
        Prepared { source: String::with_capacity(text.len()), tokens: Vec::new(), map: Vec::new() };
    let indent = text.len() - text.trim_start_matches([' ', '\t']).len();
    let mut at = range.start;
    for edit in edits(note, facts, &range) {
        if edit.range.start < at {
            continue;
        }
        prepared.copy(note, at..edit.range.start, indent);
        prepared.put(&edit, note);
        at = edit.range.end;
    }
    prepared.copy(note, at..range.end, indent);
    prepared
}

impl Prepared {
    fn copy(&mut self, note: &str, range: Range<usize>, indent: usize) {
        let text = note.get(range.clone()).unwrap_or("");
        let mut at = range.start;
        for line in text.split_inclusive('\n') {
            let starts_line = at == 0 || note.as_bytes().get(at - 1) == Some(&b'\n');
            let blanks = line.bytes().take_while(|b| matches!(b, b' ' | b'\t')).count();
            let skipped = if starts_line { indent.min(blanks) } else { 0 };
            self.map.push((self.source.len(), at + skipped));
            let kept = line.get(skipped..).unwrap_or("");
            if kept.contains([OPEN, CLOSE]) {
                self.source.push_str(&kept.replace([OPEN, CLOSE], "\u{fffd}"));
            } else {
                self.source.push_str(kept);
            }
            at += line.len();
        }
    }

    fn put(&mut self, edit: &Edit, note: &str) {
        self.map.push((self.source.len(), edit.range.start));
        match &edit.put {
            Put::Nothing => {}
            Put::BlankLine => self.source.push('\n'),
            Put::Token(token) => {
                // An id on a line of its own stands behind its block, not in it.
                let starts_line = edit.range.start == 0
                    || note.as_bytes().get(edit.range.start - 1) == Some(&b'\n');
                if matches!(token, Token::Anchor(_)) && starts_line {
                    self.source.push('\n');
                }
                let number = self.tokens.len();
                self.source.push_str(&format!("{OPEN}{number}{CLOSE}"));
                self.tokens.push((token.clone(), Span::new(edit.range.clone())));
                if matches!(token, Token::Task(_)) {
                    self.source.push(' ');
                }
            }
        }
    }
}

/// Collects the changes in order; of two that overlap the one that starts first comes first.
fn edits(note: &str, facts: &NoteFacts, range: &Range<usize>) -> Vec<Edit> {
    let mut edits = Vec::new();
    marks(note, facts, &mut edits);
    for (index, link) in facts.links.iter().enumerate() {
        let in_body = matches!(link.place, LinkPlace::Body | LinkPlace::Table);
        if link.syntax == LinkSyntax::Wiki && in_body {
            edits.push(token(link.span, Token::Link(index)));
        }
    }
    for (index, tag) in facts.tags.iter().enumerate() {
        edits.push(token(tag.span, Token::Tag(index)));
    }
    for (index, item) in facts.list_items.iter().enumerate() {
        if let Some(task) = item.task {
            let span = Span { start: task.at.start - 1, end: task.at.end + 2 };
            edits.push(token(span, Token::Task(index)));
        }
    }
    for block in &facts.blocks {
        edits.push(token(block.written, Token::Anchor(block.id.clone())));
    }
    for pair in facts.sections.windows(2) {
        if let [before, after] = pair {
            let between = before.span.end as usize..after.span.start as usize;
            let lines = note.get(between.clone()).unwrap_or("").matches('\n').count();
            if lines == 1 {
                edits.push(Edit { range: between.end..between.end, put: Put::BlankLine });
            }
        }
    }
    edits.retain(|edit| edit.range.start >= range.start && edit.range.end <= range.end);
    edits.sort_by_key(|edit| (edit.range.start, std::cmp::Reverse(edit.range.end)));
    // A blank line has no length; it comes before what starts at the same place.
    edits.sort_by_key(|edit| (edit.range.start, !matches!(edit.put, Put::BlankLine)));
    edits
}

fn token(span: Span, token: Token) -> Edit {
    Edit { range: span.range(), put: Put::Token(token) }
}

fn marks(note: &str, facts: &NoteFacts, edits: &mut Vec<Edit>) {
    for mark in &facts.marks {
        let text = mark.span.of(note);
        match mark.kind {
            MarkKind::Comment => {
                edits.push(Edit { range: mark.span.range(), put: Put::Nothing });
            }
            MarkKind::InlineMath => edits.push(token(mark.span, math(text, 1, false))),
            MarkKind::DisplayMath => edits.push(token(mark.span, math(text, 2, true))),
            MarkKind::Highlight => {
                let Span { start, end } = mark.span;
                let (open, close) = (Span { start, end: start + 2 }, Span { start: end - 2, end });
                edits.push(token(open, Token::Highlight(true)));
                edits.push(token(close, Token::Highlight(false)));
            }
            MarkKind::InlineFootnote => {
                let inside = text.get(2..text.len().saturating_sub(1)).unwrap_or("");
                edits.push(token(mark.span, Token::Footnote(inside.to_owned())));
            }
            MarkKind::InlineCode | MarkKind::CodeBlock | MarkKind::Html => {}
        }
    }
}

/// Takes the dollars off, and what a quote puts before each line.
fn math(text: &str, dollars: usize, display: bool) -> Token {
    let text = text.trim();
    let inside = text.get(dollars..).unwrap_or("");
    let inside = inside.trim_end_matches('$');
    let quoted = inside.lines().skip(1).all(|line| line.trim_start().starts_with('>'));
    let tex = if quoted && inside.contains('\n') {
        let bare = |line: &str| line.trim_start_matches([' ', '>']).to_owned();
        inside.lines().map(bare).collect::<Vec<_>>().join("\n")
    } else {
        inside.to_owned()
    };
    Token::Math(tex.trim().to_owned(), display)
}
