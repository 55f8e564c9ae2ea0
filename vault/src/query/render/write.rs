//! Writes the events of CommonMark as HTML, and the tokens among them as what they stand for.

use std::collections::BTreeMap;

use pulldown_cmark::{
    Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
    TextMergeWithOffset,
};

use super::callouts::{self, Callout};
use super::embeds::{self, Wanted};
use super::escape::{attribute, push};
use super::tokens::{self, Piece, Prepared, Token};
use super::{Note, Run};
use crate::facts::{Link, ListItem};
use crate::parse::links::{is_external, percent_decoded, split_subpath};
use crate::parse::parse;
use crate::resolve::subpath::{fold_heading, heading_text};
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

/// A footnote that was referred to.
struct Foot {
    key: String,
    /// Its text, where it stands at its reference.
    inline: Option<String>,
    references: usize,
}

/// The title of a callout that is being written.
struct Title {
    /// Where its text starts in the source.
    start: usize,
    fold: bool,
}

struct Writer<'r> {
    run: &'r Run<'r>,
    note: Note<'r>,
    prepared: &'r Prepared,
    lines: LineIndex<'r>,
    out: String,
    /// What closes the open elements, from the outermost in.
    closing: Vec<&'static str>,
    /// Where the open paragraph starts in `out`.
    paragraph: Option<usize>,
    title: Option<Title>,
    /// Links that are open; addresses in them are not linked again.
    links: usize,
    /// Pictures that are open, with the text that stands for them.
    pictures: Vec<(String, String)>,
    code: Option<(String, String)>,
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
            Tag::Paragraph => self.start_paragraph(),
            Tag::Heading { level, .. } => self.heading(*level, range),
            Tag::BlockQuote(_) => self.quote(range, rest),
            Tag::CodeBlock(kind) => self.code = Some((language(kind), String::new())),
            Tag::List(Some(1)) => self.open("<ol>\n", "</ol>\n"),
            Tag::List(Some(first)) => self.open(&format!("<ol start=\"{first}\">\n"), "</ol>\n"),
            Tag::List(None) => self.open("<ul>\n", "</ul>\n"),
            Tag::Item => self.item(rest),
            Tag::FootnoteDefinition(name) => {
                let before = std::mem::take(&mut self.out);
                self.outer.push((name.to_lowercase(), before));
            }
            Tag::Table(alignments) => {
                self.alignments.clone_from(alignments);
                self.open("<div class=\"table-scroll\"><table>\n", "</tbody></table></div>\n");
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

    fn start_paragraph(&mut self) {
        if self.title.is_some() {
            return;
        }
        self.paragraph = Some(self.out.len());
        self.out.push_str("<p>");
    }

    fn end_paragraph(&mut self) {
        if self.end_title() {
            return;
        }
        let Some(start) = self.paragraph.take() else { return };
        if self.out.get(start..).is_some_and(is_bare) {
            self.unwrap_paragraph(start);
        } else {
            self.out.push_str("</p>\n");
        }
    }

    /// Takes back the start of a paragraph that holds nothing to show.
    fn unwrap_paragraph(&mut self, start: usize) {
        let inside = self.out.get(start + "<p>".len()..).unwrap_or("").trim().to_owned();
        self.out.truncate(start);
        self.out.push_str(&inside);
    }

    /// Writes a block, which no paragraph may hold: an open one is closed before and opened again
    /// after it.
    fn block(&mut self, html: &str) {
        let Some(start) = self.paragraph else {
            self.out.push_str(html);
            return;
        };
        self.end_paragraph();
        self.out.push_str(html);
        self.paragraph = Some(self.out.len().max(start));
        self.out.push_str("<p>");
    }

    fn line_break(&mut self, strict: bool) {
        if let Some((_, alt)) = self.pictures.last_mut() {
            alt.push(' ');
            return;
        }
        if self.end_title() {
            self.start_paragraph();
            return;
        }
        // A line break after a block that stands in a paragraph breaks nothing.
        let fresh = self.paragraph.is_some_and(|start| self.out.get(start..) == Some("<p>"));
        if !fresh {
            self.out.push_str(if strict { "\n" } else { "<br>\n" });
        }
    }

    fn heading(&mut self, level: HeadingLevel, range: &std::ops::Range<usize>) {
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
    fn embed_prefix(&self) -> String {
        if self.number == 0 { String::new() } else { format!("{}-", self.number) }
    }

    fn quote(&mut self, range: &std::ops::Range<usize>, rest: &[Ranged<'_>]) {
        let source = self.prepared.source.get(range.clone()).unwrap_or("");
        let text = matches!(rest.first(), Some((Event::Start(Tag::Paragraph), _)));
        match callouts::read(source).filter(|_| text) {
            Some(callout) => self.callout(&callout, range.start),
            None => self.open("<blockquote>\n", "</blockquote>\n"),
        }
    }

    fn callout(&mut self, callout: &Callout, start: usize) {
        let fold = callout.fold.is_some();
        let mut html = String::from(if fold { "<details" } else { "<div" });
        let class = match callout.fold {
            Some('-') => "callout is-collapsible is-collapsed",
            Some(_) => "callout is-collapsible",
            None => "callout",
        };
        attribute(&mut html, "class", class);
        attribute(&mut html, "data-callout", callout.kind);
        attribute(&mut html, "data-type", &callout.written);
        if let Some(meta) = &callout.meta {
            attribute(&mut html, "data-callout-metadata", meta);
        }
        if let Some(mark) = callout.fold {
            attribute(&mut html, "data-callout-fold", &mark.to_string());
        }
        html.push_str(if callout.fold == Some('+') { " open>" } else { ">" });
        html.push_str(if fold { "<summary" } else { "<div" });
        html.push_str(" class=\"callout-title\"><span class=\"callout-title-inner\">");
        if !callout.has_title {
            push(&mut html, &callouts::default_title(&callout.written));
        }
        self.open(&html, if fold { "</div></details>\n" } else { "</div></div>\n" });
        self.title = Some(Title { start: start + callout.title, fold });
    }

    /// Ends the title of a callout and starts its content; returns false where no title is open.
    fn end_title(&mut self) -> bool {
        let Some(title) = self.title.take() else { return false };
        let end = if title.fold { "</span></summary>" } else { "</span></div>" };
        self.out.push_str(end);
        self.out.push_str("<div class=\"callout-content\">\n");
        true
    }

    fn item(&mut self, rest: &[Ranged<'_>]) {
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
        let Some(task) = task else { return self.open("<li>", "</li>\n") };
        let mut html = String::from("<li");
        let checked = task.status != ' ';
        attribute(
            &mut html,
            "class",
            if checked { "task-list-item is-checked" } else { "task-list-item" },
        );
        attribute(&mut html, "data-task", &task.status.to_string());
        html.push('>');
        self.open(&html, "</li>\n");
    }

    fn table_cell(&mut self) {
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

    fn end_code_block(&mut self) {
        let Some((language, code)) = self.code.take() else { return };
        let code = self.prepared.written(&code, self.note.text);
        if language == "mermaid" {
            self.out.push_str("<pre class=\"mermaid-source\">");
            push(&mut self.out, &code);
            self.out.push_str("</pre>\n");
            return;
        }
        self.out.push_str("<pre class=\"code-block\"><code");
        if !language.is_empty() {
            attribute(&mut self.out, "class", &format!("language-{language}"));
        }
        self.out.push('>');
        push(&mut self.out, &code);
        self.out.push_str("</code></pre>\n");
    }

    fn inline_code(&mut self, code: &str) {
        let code = self.prepared.written(code, self.note.text);
        if let Some((_, alt)) = self.pictures.last_mut() {
            alt.push_str(&code);
            return;
        }
        self.out.push_str("<code>");
        push(&mut self.out, &code);
        self.out.push_str("</code>");
    }

    fn html(&mut self, html: &str) {
        if self.pictures.is_empty() {
            let written = self.prepared.written(html, self.note.text);
            self.out.push_str(&embeds::without_remote_images(&written));
        }
    }

    fn text(&mut self, text: &CowStr<'_>, range: &std::ops::Range<usize>) {
        if let Some((_, code)) = &mut self.code {
            code.push_str(text);
            return;
        }
        let mut text: &str = text;
        if let Some(title) = &self.title {
            // What stands before a callout's title is its mark.
            if range.end <= title.start {
                return;
            }
            text = text.get(title.start.saturating_sub(range.start)..).unwrap_or("");
            if self.out.ends_with("<span class=\"callout-title-inner\">") {
                text = text.trim_start();
            }
        }
        for piece in self.prepared.pieces(text) {
            match (piece, self.pictures.last_mut()) {
                (Piece::Plain(plain), Some((_, alt))) => alt.push_str(plain),
                (Piece::Token(index), Some((_, alt))) => {
                    let written = self.prepared.tokens.get(index);
                    alt.push_str(written.map_or("", |(_, span)| span.of(self.note.text)));
                }
                (Piece::Plain(plain), None) => self.plain(plain),
                (Piece::Token(index), None) => self.token(index),
            }
        }
    }

    /// Writes plain text; addresses in it become links.
    fn plain(&mut self, text: &str) {
        let mut rest = text;
        while let Some((start, end)) = embeds::find_address(rest).filter(|_| self.links == 0) {
            push(&mut self.out, rest.get(..start).unwrap_or(""));
            let address = rest.get(start..end).unwrap_or("");
            self.out.push_str(&external_link(address, ""));
            push(&mut self.out, address);
            self.out.push_str("</a>");
            rest = rest.get(end..).unwrap_or("");
        }
        push(&mut self.out, rest);
    }

    fn token(&mut self, index: usize) {
        let Some((token, span)) = self.prepared.tokens.get(index) else { return };
        match token {
            Token::Link(index) => {
                if let Some(link) = self.note.facts.links.get(*index) {
                    self.wikilink(link);
                }
            }
            Token::Tag(index) => {
                let tag = self.note.facts.tags.get(*index).map_or("", |tag| tag.text.as_str());
                self.out.push_str("<a class=\"tag\" href=\"#\"");
                attribute(&mut self.out, "data-tag", tag);
                self.out.push('>');
                push(&mut self.out, tag);
                self.out.push_str("</a>");
            }
            Token::Task(index) => {
                if let Some(item) = self.note.facts.list_items.get(*index) {
                    self.checkbox(item);
                }
            }
            Token::Math(tex, display) => self.math(tex, *display),
            Token::Highlight(true) => self.out.push_str("<mark>"),
            Token::Highlight(false) => self.out.push_str("</mark>"),
            Token::Anchor(id) => {
                self.out.push_str("<span class=\"block-anchor\"");
                let embed = self.embed_prefix();
                attribute(&mut self.out, "id", &format!("b-{embed}{id}"));
                self.out.push_str("></span>");
            }
            Token::Footnote(_) if self.run.in_footnote.get() => {
                push(&mut self.out, span.of(self.note.text));
            }
            Token::Footnote(text) => self.inline_footnote(text),
        }
    }

    fn checkbox(&mut self, item: &ListItem) {
        let Some(task) = item.task else { return };
        let line = self.lines.line(task.at.start);
        self.out.push_str("<input type=\"checkbox\" class=\"task-list-item-checkbox\"");
        attribute(&mut self.out, "data-line", &line.to_string());
        attribute(&mut self.out, "data-task", &task.status.to_string());
        attribute(&mut self.out, "aria-label", "task");
        self.out.push_str(if task.status == ' ' { ">" } else { " checked>" });
    }

    fn math(&mut self, tex: &str, display: bool) {
        let class = if display { "math math-display" } else { "math math-inline" };
        self.out.push_str("<span");
        attribute(&mut self.out, "class", class);
        attribute(&mut self.out, "data-tex", tex);
        self.out.push('>');
        push(&mut self.out, tex);
        self.out.push_str("</span>");
    }

    fn wikilink(&mut self, link: &Link) {
        if link.embed {
            let display = link.display.as_deref();
            self.embed(&Wanted::new(&link.target, &link.subpath, display));
            return;
        }
        let html = self.internal_link(&link.target, &link.subpath);
        self.out.push_str(&html);
        push(&mut self.out, &link.display_text());
        self.out.push_str("</a>");
    }

    fn embed(&mut self, wanted: &Wanted<'_>) {
        let embed = embeds::embed(self.run, self.note, wanted);
        if embed.block {
            self.block(&embed.html);
        } else {
            self.out.push_str(&embed.html);
        }
    }

    /// Returns the start of a link into the vault.
    fn internal_link(&self, target: &str, subpath: &str) -> String {
        embeds::internal_link(self.run, self.note.path, target, subpath)
    }

    fn link(&mut self, kind: LinkType, destination: &str, title: &str) {
        self.links += 1;
        let destination = self.prepared.written(destination, self.note.text);
        let html = if kind == LinkType::Email {
            external_link(&format!("mailto:{destination}"), title)
        } else if is_external(&destination) || destination.is_empty() {
            external_link(&destination, &self.prepared.written(title, self.note.text))
        } else {
            let (target, subpath) = split_subpath(&destination);
            let (target, subpath) = (target.to_owned(), subpath.to_owned());
            self.internal_link(&percent_decoded(target), &percent_decoded(subpath))
        };
        self.open(&html, "</a>");
    }

    fn end_picture(&mut self) {
        let Some((destination, alt)) = self.pictures.pop() else { return };
        if let Some((_, outer)) = self.pictures.last_mut() {
            outer.push_str(&alt);
        } else if is_external(&destination) {
            self.out.push_str(&embeds::remote_image(&destination, &alt));
        } else {
            let (target, subpath) = split_subpath(&destination);
            let target = percent_decoded(target.to_owned());
            let subpath = percent_decoded(subpath.to_owned());
            self.embed(&Wanted::new(&target, &subpath, Some(&alt)));
        }
    }

    fn footnote_reference(&mut self, name: &str) {
        let key = name.to_lowercase();
        let known = self.feet.iter().position(|foot| foot.key == key);
        let index = known.unwrap_or(self.feet.len());
        if known.is_none() {
            self.feet.push(Foot { key, inline: None, references: 0 });
        }
        self.reference_to(index);
    }

    fn inline_footnote(&mut self, text: &str) {
        let facts = parse(text);
        let inner = Note { path: self.note.path, text, facts: &facts };
        self.run.in_footnote.set(true);
        let html = note(self.run, inner, Span::new(0..text.len()));
        self.run.in_footnote.set(false);
        self.feet.push(Foot { key: String::new(), inline: Some(html), references: 0 });
        self.reference_to(self.feet.len() - 1);
    }

    fn reference_to(&mut self, index: usize) {
        let Some(foot) = self.feet.get_mut(index) else { return };
        foot.references += 1;
        let (note, number, again) = (self.number, index + 1, foot.references);
        let id = match again {
            1 => format!("fnref-{note}-{number}"),
            again => format!("fnref-{note}-{number}-{again}"),
        };
        let href = format!("#fn-{note}-{number}");
        self.out.push_str("<sup class=\"footnote-ref\"");
        attribute(&mut self.out, "id", &id);
        self.out.push_str("><a");
        attribute(&mut self.out, "href", &href);
        self.out.push_str(&format!(">{number}</a></sup>"));
    }

    fn end_footnote(&mut self) {
        let Some((key, before)) = self.outer.pop() else { return };
        let text = std::mem::replace(&mut self.out, before);
        self.foot_texts.entry(key).or_insert(text);
    }

    /// Writes the footnotes that were referred to, in the order of their numbers.
    fn foot(&mut self) {
        if self.feet.is_empty() {
            return;
        }
        self.out.push_str("<section class=\"footnotes\"><ol>\n");
        for (index, foot) in std::mem::take(&mut self.feet).into_iter().enumerate() {
            let (note, number) = (self.number, index + 1);
            self.out.push_str("<li class=\"footnote\"");
            attribute(&mut self.out, "id", &format!("fn-{note}-{number}"));
            self.out.push('>');
            let text = foot.inline.or_else(|| self.foot_texts.get(&foot.key).cloned());
            let text = text.unwrap_or_default();
            let back = format!(
                " <a class=\"footnote-backref\" href=\"#fnref-{note}-{number}\" \
                 aria-label=\"back to the text\">↩</a>"
            );
            match text.trim_end().strip_suffix("</p>") {
                Some(open) => self.out.push_str(&format!("{open}{back}</p>")),
                None => self.out.push_str(&format!("{text}{back}")),
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol></section>\n");
    }
}

/// Returns true where a paragraph holds nothing but places of block ids.
fn is_bare(html: &str) -> bool {
    let mut rest = html.trim_start_matches("<p>").trim();
    while let Some(after) = rest.strip_prefix("<span class=\"block-anchor\"") {
        let Some((_, after)) = after.split_once("</span>") else { return false };
        rest = after.trim_start();
    }
    rest.is_empty()
}

/// Returns the start of a link out of the vault. An address that a click must not open, such as
/// `javascript:` or `file:`, leads nowhere.
fn external_link(address: &str, title: &str) -> String {
    let opens = |scheme: &str| {
        address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    let mut html = String::from("<a");
    if ["https://", "http://", "mailto:"].into_iter().any(opens) {
        attribute(&mut html, "class", "external-link");
        attribute(&mut html, "href", address);
        attribute(&mut html, "target", "_blank");
    } else {
        attribute(&mut html, "class", "external-link is-blocked");
        attribute(&mut html, "title", address);
    }
    if !title.is_empty() {
        attribute(&mut html, "title", title);
    }
    html.push('>');
    html
}

/// Returns the language of a fence: the first word behind it, less what no name holds.
fn language(kind: &CodeBlockKind<'_>) -> String {
    let CodeBlockKind::Fenced(info) = kind else { return String::new() };
    let word = info.split([' ', '\t', ',', '{']).next().unwrap_or("");
    let named = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '-' | '_' | '.');
    word.chars().filter(named).collect::<String>().to_lowercase()
}
