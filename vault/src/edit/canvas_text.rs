//! The texts of a canvas that name files, as edits see them: cards, file nodes, backgrounds.

use super::json_text::{Decoded, decode, encode, list_texts};
use super::plan::Splice;
use crate::text::Span;

/// A text of one node.
#[derive(Debug)]
pub(super) struct NodeText<'j> {
    /// The node's place among the nodes, as the JSON counts them.
    pub(super) node: &'j str,
    /// Which text of the node it is.
    pub(super) key: NodeKey,
    /// The bytes between its quotes.
    pub(super) span: Span,
    /// What they say.
    pub(super) raw: Decoded<'j>,
}

/// What a node says with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NodeKey {
    /// A card's Markdown.
    Card,
    /// The path of a file, from the vault.
    File,
    /// The part of that file.
    Subpath,
}

/// Hands the texts of a canvas that can name a file or a part of one to `take`, in order.
pub(super) fn each_text(json: &str, mut take: impl FnMut(NodeText<'_>)) {
    for text in list_texts(json) {
        if let Some((node, key)) = node_key(&text.place) {
            take(NodeText { node, key, span: text.span, raw: decode(text.span.of(json)) });
        }
    }
}

impl NodeText<'_> {
    /// Returns a change of the text as one of the JSON around it.
    pub(super) fn in_json(&self, splice: &Splice) -> Splice {
        let place = |offset: u32| self.span.start as usize + self.raw.raw_offset(offset as usize);
        Splice {
            span: Span::new(place(splice.span.start)..place(splice.span.end)),
            text: encode(&splice.text),
        }
    }

    /// Returns the change that makes it another text.
    pub(super) fn become_text(&self, text: &str) -> Splice {
        Splice { span: self.span, text: encode(text) }
    }
}

/// Takes `nodes.N.key` apart; nothing for any other place.
fn node_key(place: &str) -> Option<(&str, NodeKey)> {
    let (number, key) = place.strip_prefix("nodes.")?.split_once('.')?;
    let key = match key {
        "text" => NodeKey::Card,
        "file" | "background" => NodeKey::File,
        "subpath" => NodeKey::Subpath,
        _ => return None,
    };
    number.bytes().all(|byte| byte.is_ascii_digit()).then_some((number, key))
}
