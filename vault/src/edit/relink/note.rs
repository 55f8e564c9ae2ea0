//! The links of a note or of a card: in its text and in its properties.

use super::{NameChange, Rewritten, Source};
use crate::facts::LinkPlace;
use crate::parse::parse;

impl NameChange<'_> {
    /// Rewrites the links of a Markdown text.
    pub(super) fn rewrite_note(&self, source: Source<'_>, text: &str) -> Rewritten {
        let facts = parse(text);
        let mut rewritten = Rewritten::default();
        let mut in_properties = Vec::new();
        for link in &facts.links {
            match self.new_link(source, link) {
                Ok(None) => {}
                Err(_) => rewritten.broken += 1,
                Ok(Some(new)) if matches!(link.place, LinkPlace::Property(_)) => {
                    in_properties.push(new);
                }
                Ok(Some(new)) => rewritten.splices.extend(new.splices(text, str::to_owned)),
            }
        }
        if let (Some(block), false) = (&facts.frontmatter, in_properties.is_empty()) {
            match super::property_links::rewrite(text, block.yaml, &in_properties) {
                Some(splices) => rewritten.splices.extend(splices),
                None => rewritten.broken += in_properties.len(),
            }
        }
        rewritten
    }
}
