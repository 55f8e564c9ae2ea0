//! The files and links of a canvas, changed inside its JSON; every other byte stays.

use super::{NameChange, Rewritten, Source};
use crate::edit::canvas_text::{NodeKey, each_text};

impl NameChange<'_> {
    /// Rewrites the file nodes, group backgrounds and text cards of a canvas.
    pub(super) fn rewrite_canvas(&self, source: Source<'_>, json: &str) -> Rewritten {
        let mut rewritten = Rewritten::default();
        each_text(json, |text| match text.key {
            NodeKey::File => {
                if let Some(path) = self.new_file_path(source, &text.raw.text) {
                    rewritten.splices.push(text.become_text(&path));
                }
            }
            NodeKey::Card => {
                let card = self.rewrite_note(source, &text.raw.text);
                rewritten.broken += card.broken;
                rewritten.splices.extend(card.splices.iter().map(|splice| text.in_json(splice)));
            }
            NodeKey::Subpath => {}
        });
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
