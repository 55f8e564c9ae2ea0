//! Writes the events of CommonMark as HTML, and the tokens among them as what they stand for.

mod blocks;
mod callout;
mod footnotes;
mod inline;

use std::collections::BTreeMap;

use pulldown_cmark::{Alignment, Event, Options, Parser, Tag, TagEnd, TextMergeWithOffset};

use self::blocks::{Code, Paragraph, language};
use self::callout::Title;
use self::footnotes::Foot;
use super::tokens::{self, Prepared};
use super::{Note, Run};
use crate::text::{LineIndex, Span};

/// Writes the part `span` of a note as HTML that is yet to be sanitised.
pub(super) fn note(run: &Run<'_>, note: Note<'_>, span: Span) -> String {
    let prepared = tokens::prepare(note.text, note.facts, span);
    let mut writer = Writer::new(run, note, &prepared);
    let events = Parser::new_ext(&prepared.source, options()).into_offset_iter();
    let events: Vec<_> = TextMergeWithOffset::new(events).collect();
    writer.events(&events);
    writer.foot();
    run.written.set(run.written.get() + writer.out.len());
    writer.out
}

/// The flags one by one: `all()` would turn on dialects that are not Obsidian's.
fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH
}

type Ranged<'s> = (Event<'s>, std::ops::Range<usize>);

struct Writer<'r> {
    run: &'r Run<'r>,
    note: Note<'r>,
    prepared: &'r Prepared,
    lines: LineIndex<'r>,
    out: String,
    /// What closes the open elements, from the outermost in.
    closing: Vec<&'static str>,
    paragraph: Option<Paragraph>,
    title: Option<Title>,
    /// Links that are open; addresses in them are not linked again.
    links: usize,
    /// Pictures that are open, with the text that stands for them.
    pictures: Vec<(String, String)>,
    code: Option<Code>,
    alignments: Vec<Alignment>,
    cell: usize,
    in_head: bool,
    slugs: BTreeMap<String, usize>,
    number: usize,
    feet: Vec<Foot>,
    foot_texts: BTreeMap<String, String>,
    /// Output that waits while a footnote's text is written, with the footnote's key.
    outer: Vec<(String, String)>,
}

impl<'r> Writer<'r> {
    fn new(run: &'r Run<'r>, note: Note<'r>, prepared: &'r Prepared) -> Self {
        Self {
            run,
            note,
            prepared,
            lines: LineIndex::new(note.text),
            out: String::with_capacity(prepared.source.len() * 2),
            closing: Vec::new(),
            paragraph: None,
            title: None,
            links: 0,
            pictures: Vec::new(),
            code: None,
            alignments: Vec::new(),
            cell: 0,
            in_head: false,
            slugs: BTreeMap::new(),
            number: run.number(),
            feet: Vec::new(),
            foot_texts: BTreeMap::new(),
            outer: Vec::new(),
        }
    }

    fn events(&mut self, events: &[Ranged<'_>]) {
        for (at, (event, range)) in events.iter().enumerate() {
            let rest = events.get(at + 1..).unwrap_or(&[]);
            match event {
                Event::Start(tag) => self.start(tag, range, rest),
                Event::End(tag) => self.end(*tag),
                Event::Text(text) => self.text(text, range),
                Event::Code(code) => self.inline_code(code),
                Event::Html(html) | Event::InlineHtml(html) => self.html(html),
                Event::SoftBreak => self.line_break(self.run.options.strict_line_breaks),
                Event::HardBreak => self.line_break(false),
                Event::Rule => self.out.push_str("<hr>\n"),
                Event::FootnoteReference(name) => self.footnote_reference(name),
                Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
            }
        }
    }

    fn open(&mut self, html: &str, closing: &'static str) {
        self.out.push_str(html);
        self.closing.push(closing);
    }

    fn close(&mut self) {
        self.out.push_str(self.closing.pop().unwrap_or(""));
    }

    fn start(&mut self, tag: &Tag<'_>, range: &std::ops::Range<usize>, rest: &[Ranged<'_>]) {
        match tag {
            Tag::Paragraph => self.start_paragraph(&self.line_attribute(range.start)),
            Tag::Heading { level, .. } => self.heading(*level, range),
            Tag::BlockQuote(_) => self.quote(range, rest),
            Tag::CodeBlock(kind) => {
                let line = self.line_attribute(range.start);
                self.code = Some(Code { language: language(kind), text: String::new(), line });
            }
            Tag::List(Some(1)) => self.open("<ol>\n", "</ol>\n"),
            Tag::List(Some(first)) => self.open(&format!("<ol start=\"{first}\">\n"), "</ol>\n"),
            Tag::List(None) => self.open("<ul>\n", "</ul>\n"),
            Tag::Item => self.item(range, rest),
            Tag::FootnoteDefinition(name) => {
                let before = std::mem::take(&mut self.out);
                self.outer.push((name.to_lowercase(), before));
            }
            Tag::Table(alignments) => {
                self.alignments.clone_from(alignments);
                let line = self.line_attribute(range.start);
                let html = format!("<div class=\"table-scroll\"{line}><table>\n");
                self.open(&html, "</tbody></table></div>\n");
            }
            Tag::TableHead => {
                (self.in_head, self.cell) = (true, 0);
                self.out.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                self.cell = 0;
                self.out.push_str("<tr>");
            }
            Tag::TableCell => self.table_cell(),
            Tag::Emphasis => self.open("<em>", "</em>"),
            Tag::Strong => self.open("<strong>", "</strong>"),
            Tag::Strikethrough => self.open("<del>", "</del>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                self.link(*link_type, dest_url, title);
            }
            Tag::Image { dest_url, .. } => {
                let destination = self.prepared.written(dest_url, self.note.text);
                self.pictures.push((destination, String::new()));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::CodeBlock => self.end_code_block(),
            TagEnd::FootnoteDefinition => self.end_footnote(),
            TagEnd::TableHead => {
                self.in_head = false;
                self.out.push_str("</tr></thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::Link => {
                self.links -= usize::from(self.links > 0);
                self.close();
            }
            TagEnd::Image => self.end_picture(),
            TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::Table
            | TagEnd::TableCell
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough => self.close(),
            _ => {}
        }
    }
}
