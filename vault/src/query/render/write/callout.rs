//! Quotes, and those of them that are callouts: a title, a kind, and sometimes a fold.

use pulldown_cmark::{Event, Tag};

use super::super::callouts::{self, Callout};
use super::super::escape::{attribute, push};
use super::{Ranged, Writer};

/// The title of a callout that is being written.
pub(super) struct Title {
    /// Where its text starts in the source.
    pub(super) start: usize,
    pub(super) fold: bool,
}

impl Writer<'_> {
    pub(super) fn quote(&mut self, range: &std::ops::Range<usize>, rest: &[Ranged<'_>]) {
        let source = self.prepared.source.get(range.clone()).unwrap_or("");
        let text = matches!(rest.first(), Some((Event::Start(Tag::Paragraph), _)));
        match callouts::read(source).filter(|_| text) {
            Some(callout) => self.callout(&callout, range.start),
            None => {
                let line = self.line_attribute(range.start);
                self.open(&format!("<blockquote{line}>\n"), "</blockquote>\n");
            }
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
        html.push_str(&self.line_attribute(start));
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
    pub(super) fn end_title(&mut self) -> bool {
        let Some(title) = self.title.take() else { return false };
        let end = if title.fold { "</span></summary>" } else { "</span></div>" };
        self.out.push_str(end);
        self.out.push_str("<div class=\"callout-content\">\n");
        true
    }
}
