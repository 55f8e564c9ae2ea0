//! Blocks: paragraphs, headings, items, cells and code.

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel};

use super::super::escape::{attribute, push};
use super::super::tokens::{Piece, Token};
use super::{Ranged, Writer};
use crate::resolve::subpath::{fold_heading, heading_text};

/// An open paragraph, by places in the output.
#[derive(Clone, Copy)]
pub(super) struct Paragraph {
    start: usize,
    /// Behind its tag.
    inside: usize,
}

/// A block of code that is being read.
pub(super) struct Code {
    pub(super) language: String,
    pub(super) text: String,
    /// Its line, as an attribute.
    pub(super) line: String,
}

impl Writer<'_> {
    /// Returns where in the note a block of it begins, as an attribute: the page goes to lines by
    /// it. What is embedded has none, and neither have footnotes, which stand in another order.
    pub(super) fn line_attribute(&self, start: usize) -> String {
        if self.number > 0 || !self.outer.is_empty() {
            return String::new();
        }
        let line = self.lines.line(self.prepared.origin(start) as u32);
        format!(" data-line=\"{}\"", line + 1)
    }

    pub(super) fn start_paragraph(&mut self, line: &str) {
        if self.title.is_some() {
            return;
        }
        let start = self.out.len();
        self.out.push_str("<p");
        self.out.push_str(line);
        self.out.push('>');
        self.paragraph = Some(Paragraph { start, inside: self.out.len() });
    }

    pub(super) fn end_paragraph(&mut self) {
        if self.end_title() {
            return;
        }
        let Some(paragraph) = self.paragraph.take() else { return };
        if self.out.get(paragraph.inside..).is_some_and(is_bare) {
            self.unwrap_paragraph(paragraph);
        } else {
            self.out.push_str("</p>\n");
        }
    }

    /// Takes back the start of a paragraph that holds nothing to show.
    fn unwrap_paragraph(&mut self, paragraph: Paragraph) {
        let inside = self.out.get(paragraph.inside..).unwrap_or("").trim().to_owned();
        self.out.truncate(paragraph.start);
        self.out.push_str(&inside);
    }

    /// Writes a block, which no paragraph may hold: an open one is closed before and opened again
    /// after it.
    pub(super) fn block(&mut self, html: &str) {
        if self.paragraph.is_none() {
            self.out.push_str(html);
            return;
        }
        self.end_paragraph();
        self.out.push_str(html);
        let start = self.out.len();
        self.out.push_str("<p>");
        self.paragraph = Some(Paragraph { start, inside: self.out.len() });
    }

    pub(super) fn line_break(&mut self, strict: bool) {
        if let Some((_, alt)) = self.pictures.last_mut() {
            alt.push(' ');
            return;
        }
        if self.end_title() {
            self.start_paragraph("");
            return;
        }
        // A line break after a block that stands in a paragraph breaks nothing.
        let fresh = self.paragraph.is_some_and(|open| self.out.len() == open.inside);
        if !fresh {
            self.out.push_str(if strict { "\n" } else { "<br>\n" });
        }
    }

    pub(super) fn heading(&mut self, level: HeadingLevel, range: &std::ops::Range<usize>) {
        let start = self.prepared.origin(range.start);
        let headings = &self.note.facts.headings;
        let at = headings.partition_point(|heading| (heading.span.start as usize) < start);
        let known = headings.get(at).filter(|heading| heading.span.start as usize == start);
        let source = self.prepared.source.get(range.clone()).unwrap_or("");
        let text = match known {
            Some(heading) => heading_text(heading).to_owned(),
            None => {
                let bare = source.trim_matches(['#', ' ', '\n']);
                self.prepared.written(bare, self.note.text)
            }
        };
        let id = self.heading_id(&text);
        let (name, closing) = match level {
            HeadingLevel::H1 => ("h1", "</h1>\n"),
            HeadingLevel::H2 => ("h2", "</h2>\n"),
            HeadingLevel::H3 => ("h3", "</h3>\n"),
            HeadingLevel::H4 => ("h4", "</h4>\n"),
            HeadingLevel::H5 => ("h5", "</h5>\n"),
            HeadingLevel::H6 => ("h6", "</h6>\n"),
        };
        let mut html = format!("<{name}");
        attribute(&mut html, "id", &id);
        attribute(&mut html, "data-heading", &text);
        html.push_str(&self.line_attribute(range.start));
        html.push('>');
        self.open(&html, closing);
    }

    /// Returns an id that no other heading has: the folded text, numbered where it comes again.
    fn heading_id(&mut self, text: &str) -> String {
        let slug = fold_heading(text).replace(' ', "-");
        let count = self.slugs.entry(slug.clone()).or_default();
        *count += 1;
        let again = if *count == 1 { String::new() } else { format!("-{count}") };
        format!("h-{}{slug}{again}", self.embed_prefix())
    }

    /// Returns what keeps the ids of an embedded note apart from those of the note around it.
    pub(super) fn embed_prefix(&self) -> String {
        if self.number == 0 { String::new() } else { format!("{}-", self.number) }
    }

    pub(super) fn item(&mut self, range: &std::ops::Range<usize>, rest: &[Ranged<'_>]) {
        let line = self.line_attribute(range.start);
        let text = rest.iter().take(2).find_map(|(event, _)| match event {
            Event::Text(text) => Some(text),
            _ => None,
        });
        let first = text.and_then(|text| match self.prepared.pieces(text).first() {
            Some(Piece::Token(index)) => self.prepared.tokens.get(*index),
            _ => None,
        });
        let task = first.and_then(|(token, _)| match token {
            Token::Task(index) => self.note.facts.list_items.get(*index)?.task,
            _ => None,
        });
        let Some(task) = task else { return self.open(&format!("<li{line}>"), "</li>\n") };
        let mut html = String::from("<li");
        let checked = task.status != ' ';
        attribute(
            &mut html,
            "class",
            if checked { "task-list-item is-checked" } else { "task-list-item" },
        );
        attribute(&mut html, "data-task", &task.status.to_string());
        html.push_str(&line);
        html.push('>');
        self.open(&html, "</li>\n");
    }

    pub(super) fn table_cell(&mut self) {
        let class = match self.alignments.get(self.cell) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            _ => "",
        };
        self.cell += 1;
        let (name, closing) = if self.in_head { ("th", "</th>") } else { ("td", "</td>") };
        self.open(&format!("<{name}{class}>"), closing);
    }

    pub(super) fn end_code_block(&mut self) {
        let Some(Code { language, text, line }) = self.code.take() else { return };
        let code = self.prepared.written(&text, self.note.text);
        if language == "mermaid" {
            self.out.push_str(&format!("<pre class=\"mermaid-source\"{line}>"));
            push(&mut self.out, &code);
            self.out.push_str("</pre>\n");
            return;
        }
        self.out.push_str(&format!("<pre class=\"code-block\"{line}><code"));
        if !language.is_empty() {
            attribute(&mut self.out, "class", &format!("language-{language}"));
        }
        self.out.push('>');
        push(&mut self.out, &code);
        self.out.push_str("</code></pre>\n");
    }
}

/// Returns true where the inside of a paragraph is nothing but places of block ids.
fn is_bare(html: &str) -> bool {
    let mut rest = html.trim();
    while let Some(after) = rest.strip_prefix("<span class=\"block-anchor\"") {
        let Some((_, after)) = after.split_once("</span>") else { return false };
        rest = after.trim_start();
    }
    rest.is_empty()
}

/// Returns the language of a fence: the first word behind it, less what no name holds.
pub(super) fn language(kind: &CodeBlockKind<'_>) -> String {
    let CodeBlockKind::Fenced(info) = kind else { return String::new() };
    let word = info.split([' ', '\t', ',', '{']).next().unwrap_or("");
    let named = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '-' | '_' | '.');
    word.chars().filter(named).collect::<String>().to_lowercase()
}
