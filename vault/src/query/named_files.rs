//! Files that a text names without a link that is known as one: in HTML, in a property, in a base.
//!
//! Asked before something is deleted, so it errs on the side of finding too much.

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;

use crate::index::{IndexError, Snapshot, read_path};
use crate::path::VaultPath;

/// Names of files that are looked for in texts.
#[derive(Debug)]
pub struct FileNames<'f> {
    files: &'f [VaultPath],
    /// Two for each file: the name as it is, and as an address spells it.
    finder: AhoCorasick,
}

impl<'f> FileNames<'f> {
    /// Makes the names of these files ready; nothing where there are too many of them.
    pub fn new(files: &'f [VaultPath]) -> Option<Self> {
        let name = |file: &VaultPath| file.as_str().rsplit('/').next().unwrap_or("").to_owned();
        let names = files.iter().flat_map(|file| [name(file), name(file).replace(' ', "%20")]);
        let finder = AhoCorasick::builder().ascii_case_insensitive(true).build(names).ok()?;
        Some(Self { files, finder })
    }

    /// Lists the files that a text names.
    pub fn named_in(&self, text: &str) -> BTreeSet<VaultPath> {
        let found = self.finder.find_overlapping_iter(text);
        found.filter_map(|found| self.files.get(found.pattern().as_usize() / 2)).cloned().collect()
    }

    /// Lists the files that notes and canvases name, those in the folder or at the path `except`
    /// left out. Where one of them could not be read, it may name any.
    pub fn named_in_notes(
        &self,
        snapshot: &Snapshot,
        except: &VaultPath,
    ) -> Result<BTreeSet<VaultPath>, IndexError> {
        let mut named = BTreeSet::new();
        let sql = "SELECT f.path, b.text, EXISTS (SELECT 1 FROM problem p
                WHERE p.file=f.id AND p.kind IN ('too-large', 'unreadable'))
            FROM file f JOIN body b ON b.file=f.id";
        snapshot.each(sql, [], |row| {
            let outside = read_path(row)?.is_none_or(|path| !path.is_in(except));
            let (text, odd) = (row.get_ref(1)?.as_str()?, row.get::<_, bool>(2)?);
            if outside && odd && text.is_empty() {
                named.extend(self.files.iter().cloned());
            } else if outside {
                named.extend(self.named_in(text));
            }
            Ok(())
        })?;
        Ok(named)
    }
}
