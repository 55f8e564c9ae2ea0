//! What stands in a line: text and the tokens among it, code, links and pictures.

use pulldown_cmark::{CowStr, LinkType};

use super::super::embeds::{self, Wanted};
use super::super::escape::{attribute, push};
use super::super::tokens::{Piece, Token};
use super::Writer;
use super::blocks::Code;
use crate::facts::{Link, ListItem};
use crate::parse::links::{is_external, percent_decoded, split_subpath};

impl Writer<'_> {
    pub(super) fn inline_code(&mut self, code: &str) {
        let code = self.prepared.written(code, self.note.text);
        if let Some((_, alt)) = self.pictures.last_mut() {
            alt.push_str(&code);
            return;
        }
        self.out.push_str("<code>");
        push(&mut self.out, &code);
        self.out.push_str("</code>");
    }

    pub(super) fn html(&mut self, html: &str) {
        if self.pictures.is_empty() {
            let written = self.prepared.written(html, self.note.text);
            self.out.push_str(&embeds::without_remote_images(&written));
        }
    }

    pub(super) fn text(&mut self, text: &CowStr<'_>, range: &std::ops::Range<usize>) {
        if let Some(Code { text: code, .. }) = &mut self.code {
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
        let line = self.lines.line(task.at.start) + 1;
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

    pub(super) fn embed(&mut self, wanted: &Wanted<'_>) {
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

    pub(super) fn link(&mut self, kind: LinkType, destination: &str, title: &str) {
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

    pub(super) fn end_picture(&mut self) {
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
