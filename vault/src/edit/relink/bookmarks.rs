//! The bookmarks that Obsidian keeps, which name files by their paths.

use super::{NameChange, Relinked};
use crate::edit::json_text::{decode, encode, list_texts};
use crate::edit::plan::Splice;
use crate::edit::{SeenText, TextSource};
use crate::error::Error;
use crate::path::VaultPath;

const BOOKMARKS: &str = ".obsidian/bookmarks.json";

impl NameChange<'_> {
    /// Rewrites the paths of bookmarked files and folders.
    pub(super) fn relink_bookmarks(
        &self,
        texts: &dyn TextSource,
        relinked: &mut Relinked,
    ) -> Result<(), Error> {
        if self.moved.is_empty() && self.folder.is_none() && self.handover.is_none() {
            return Ok(());
        }
        let Ok(path) = VaultPath::new(BOOKMARKS) else { return Ok(()) };
        let Some(bytes) = texts.read(&path)? else { return Ok(()) };
        // Bookmarks that cannot be read are Obsidian's to repair.
        let Ok(seen) = SeenText::new(path, bytes) else { return Ok(()) };
        let found = list_texts(&seen.text).into_iter();
        let splices = found
            .filter(|text| text.place.ends_with(".path"))
            .filter_map(|text| {
                let path = decode(text.span.of(&seen.text)).text;
                let moved = self.moved_path_or_folder(&path)?;
                Some(Splice { span: text.span, text: encode(&moved) })
            })
            .collect();
        relinked.push(&seen, splices);
        Ok(())
    }

    fn moved_path_or_folder(&self, path: &str) -> Option<String> {
        if let Some(moved) = self.moved_path(path) {
            return Some(moved.as_str().to_owned());
        }
        let (from, to) = self.folder.as_ref()?;
        let folder = VaultPath::new(path).ok().filter(|path| path.is_in(from))?;
        let rest = folder.as_str().get(from.as_str().len()..)?;
        Some(format!("{to}{rest}"))
    }
}
