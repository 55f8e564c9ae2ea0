//! The files and links of a canvas, changed inside its JSON; every other byte stays.

use super::{NameChange, Rewritten, Source};
use crate::edit::json_text::{Decoded, decode, encode, list_texts};
use crate::edit::plan::Splice;
use crate::text::Span;

impl NameChange<'_> {
    /// Rewrites the file nodes, group backgrounds and text cards of a canvas.
    pub(super) fn rewrite_canvas(&self, source: Source<'_>, json: &str) -> Rewritten {
        let mut rewritten = Rewritten::default();
        for text in list_texts(json) {
            let raw = decode(text.span.of(json));
            match node_key(&text.place) {
                Some("file" | "background") => {
                    if let Some(path) = self.new_file_path(source, &raw.text) {
                        rewritten.splices.push(Splice { span: text.span, text: encode(&path) });
                    }
                }
                Some("text") => {
                    let card = self.rewrite_note(source, &raw.text);
                    rewritten.broken += card.broken;
                    let in_json = |splice| place_in_json(splice, text.span, &raw);
                    rewritten.splices.extend(card.splices.iter().map(in_json));
                }
                _ => {}
            }
        }
        rewritten
    }

    /// Returns the new path of a file node. It names its file by its path from the vault.
    fn new_file_path(&self, source: Source<'_>, path: &str) -> Option<String> {
        if let Some(path) = self.moved_path(path) {
            return Some(path.as_str().to_owned());
        }
        let destination = self.find_rewritten(source, &format!("/{path}"))?;
        self.after.find_path(destination).map(|path| path.as_str().to_owned())
    }
}

/// Returns the last part of `nodes.N.key`; nothing for any other place.
fn node_key(place: &str) -> Option<&str> {
    let (number, key) = place.strip_prefix("nodes.")?.split_once('.')?;
    number.bytes().all(|byte| byte.is_ascii_digit()).then_some(key)
}

fn place_in_json(splice: &Splice, text: Span, raw: &Decoded<'_>) -> Splice {
    let place = |offset: u32| text.start as usize + raw.raw_offset(offset as usize);
    Splice {
        span: Span::new(place(splice.span.start)..place(splice.span.end)),
        text: encode(&splice.text),
    }
}
