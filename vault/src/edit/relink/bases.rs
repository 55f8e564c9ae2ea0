//! Bases that name what is renamed. They are read here and never written, so the person is told.

use super::NameChange;
use crate::edit::TextSource;
use crate::error::Error;
use crate::path::{FileKind, VaultPath, fold_name};

impl NameChange<'_> {
    /// Says which bases name the file or folder that gets another name.
    pub(super) fn caution_about_bases(&self, texts: &dyn TextSource) -> Result<Vec<String>, Error> {
        let named = self.ways_to_name();
        let mut cautions = Vec::new();
        if named.is_empty() {
            return Ok(cautions);
        }
        let mut bases: Vec<&VaultPath> = (self.graph.names().files())
            .map(|(_, file)| &file.path)
            .filter(|path| path.kind() == FileKind::Base)
            .collect();
        bases.sort_unstable();
        for base in bases {
            let text = texts.read(base)?.and_then(|bytes| String::from_utf8(bytes).ok());
            let text = fold_name(&text.unwrap_or_default());
            if named.iter().any(|way| text.contains(way)) {
                cautions.push(format!("{base} holds the old name; bases stay as they are"));
            }
        }
        Ok(cautions)
    }

    /// Returns how a formula can name what changes its name: as a text in quotes, or as a link.
    fn ways_to_name(&self) -> Vec<String> {
        let in_quotes = |name: &str| {
            let name = fold_name(name);
            let pairs = [("\"", "\""), ("'", "'"), ("[[", "]]"), ("[[", "|"), ("[[", "#")];
            pairs.map(|(open, close)| format!("{open}{name}{close}"))
        };
        if let Some((from, _)) = &self.folder {
            let below = ["\"", "'", "[["].map(|open| fold_name(&format!("{open}{from}/")));
            return in_quotes(from.as_str()).into_iter().chain(below).collect();
        }
        let mut names = Vec::new();
        for file in self.moved.values() {
            names.extend([file.before.as_str(), file.before.without_md()]);
            if file.title_changes() {
                names.extend([file.before.file_name(), file.before.title()]);
            }
        }
        names.into_iter().flat_map(in_quotes).collect()
    }
}
