//! Footnotes: numbered where they are referred to, their texts at the end of the note.

use super::super::Note;
use super::super::escape::attribute;
use super::{Writer, note};
use crate::parse::parse;
use crate::text::Span;

/// A footnote that was referred to.
pub(super) struct Foot {
    key: String,
    /// Its text, where it stands at its reference.
    inline: Option<String>,
    references: usize,
}

impl Writer<'_> {
    pub(super) fn footnote_reference(&mut self, name: &str) {
        let key = name.to_lowercase();
        let known = self.feet.iter().position(|foot| foot.key == key);
        let index = known.unwrap_or(self.feet.len());
        if known.is_none() {
            self.feet.push(Foot { key, inline: None, references: 0 });
        }
        self.reference_to(index);
    }

    pub(super) fn inline_footnote(&mut self, text: &str) {
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

    pub(super) fn end_footnote(&mut self) {
        let Some((key, before)) = self.outer.pop() else { return };
        let text = std::mem::replace(&mut self.out, before);
        self.foot_texts.entry(key).or_insert(text);
    }

    /// Writes the footnotes that were referred to, in the order of their numbers.
    pub(super) fn foot(&mut self) {
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
