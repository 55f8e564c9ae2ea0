//! A target as written, plus the names, gives a destination.
//!
//! The order is the one observed in Obsidian; where it is unstable or unknown there, the rule
//! chosen here is written down in `docs/decisions/0004-resolving_links.md`.

pub mod link_text;
pub mod subpath;

use crate::names::{FileId, NamedFile, Names, last_segment};
use crate::path::{FileKind, VaultPath, fold_name};

/// How links are written and, for relative ones, read: the vault's settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct LinkFormat {
    /// What a new link says about the place of its destination: `newLinkFormat`.
    pub style: LinkStyle,
    /// True where new links are `[text](path.md)`: `useMarkdownLinks`.
    pub markdown: bool,
}

/// What a new link says about the place of its destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum LinkStyle {
    /// The name where it is unique, else the path from the vault.
    #[default]
    Shortest,
    /// The path from the note's own folder.
    Relative,
    /// The path from the vault.
    Absolute,
}

/// Finds the file that a link in `source` leads to.
///
/// `linkpath` is a link's target without its subpath, percent-decoded. An empty one means the
/// source itself. Aliases are never looked at.
pub fn resolve(
    names: &Names,
    source: &VaultPath,
    linkpath: &str,
    style: LinkStyle,
) -> Option<FileId> {
    if linkpath.is_empty() {
        return names.find_spelled(source);
    }
    let found = resolve_as_written(names, source, linkpath, style);
    let trimmed = linkpath.trim();
    if found.is_none() && trimmed.len() < linkpath.len() && !trimmed.is_empty() {
        return resolve_as_written(names, source, trimmed, style);
    }
    found
}

fn resolve_as_written(
    names: &Names,
    source: &VaultPath,
    linkpath: &str,
    style: LinkStyle,
) -> Option<FileId> {
    let wanted = Wanted::new(source, linkpath, style)?;
    let with_md = wanted.with_md();
    // A file of an unknown type is hidden in Obsidian: it answers only where nothing else does.
    (wanted.find(names, |kind| kind != FileKind::Other))
        .or_else(|| with_md.find(names, |_| true))
        .or_else(|| wanted.find(names, |kind| kind == FileKind::Other))
}

/// A link path made ready for comparison.
struct Wanted<'l> {
    /// The path as the link spells it, from the vault where it says so.
    spelled: String,
    /// The same, folded.
    key: String,
    /// True where only a file at exactly this path counts.
    exact: bool,
    /// The source's folder, as spelled.
    folder: &'l str,
    style: LinkStyle,
}

impl<'l> Wanted<'l> {
    /// Returns nothing for a link path that leaves the vault or names no file.
    fn new(source: &'l VaultPath, linkpath: &str, style: LinkStyle) -> Option<Self> {
        let folder = source.parent();
        let (spelled, exact) = if let Some(rest) = linkpath.strip_prefix('/') {
            (rest.to_owned(), true)
        } else if is_relative(linkpath) {
            (join_relative(folder, linkpath)?, true)
        } else {
            (linkpath.to_owned(), false)
        };
        if last_segment(&spelled).is_empty() {
            return None;
        }
        Some(Self { key: fold_name(&spelled), spelled, exact, folder, style })
    }

    fn with_md(&self) -> Self {
        let (spelled, key) = (format!("{}.md", self.spelled), format!("{}.md", self.key));
        Self { spelled, key, ..*self }
    }

    /// Finds the best file among those whose path ends with the wanted one.
    fn find(&self, names: &Names, admits: impl Fn(FileKind) -> bool) -> Option<FileId> {
        names
            .named(last_segment(&self.key))
            .filter(|(_, file)| self.fits(file.key()) && admits(file.kind()))
            .min_by_key(|(_, file)| self.rank(file))
            .map(|(id, _)| id)
    }

    fn fits(&self, key: &str) -> bool {
        match key.strip_suffix(self.key.as_str()) {
            Some(before) => before.is_empty() || (!self.exact && before.ends_with('/')),
            None => false,
        }
    }

    /// Orders the candidates: smaller is better, and no two candidates are equal.
    fn rank<'f>(&self, file: &'f NamedFile) -> (u8, usize, bool, &'f VaultPath) {
        let key = file.key();
        let misspelled = !file.path.as_str().ends_with(&self.spelled);
        let place = if self.style == LinkStyle::Relative && self.is_below_own_folder(file) {
            0
        } else if key.len() == self.key.len() {
            1
        } else if file.path.parent() == self.folder {
            2
        } else {
            return (3, key.chars().count(), misspelled, &file.path);
        };
        (place, 0, misspelled, &file.path)
    }

    /// Returns true for the file at the wanted path, counted from the source's folder.
    fn is_below_own_folder(&self, file: &NamedFile) -> bool {
        let before = file.key().strip_suffix(self.key.as_str()).unwrap_or_default();
        before.strip_suffix('/').unwrap_or(before) == fold_name(self.folder)
    }
}

/// Returns true for a link path that counts from its source's folder.
pub fn is_relative(linkpath: &str) -> bool {
    linkpath.starts_with("./") || linkpath.starts_with("../")
}

/// Returns the path from the vault of a relative link path; none where it leaves the vault.
fn join_relative(folder: &str, linkpath: &str) -> Option<String> {
    let mut segments: Vec<&str> = folder.split('/').filter(|segment| !segment.is_empty()).collect();
    for segment in linkpath.split('/') {
        match segment {
            "." => {}
            ".." => {
                segments.pop()?;
            }
            name => segments.push(name),
        }
    }
    Some(segments.join("/"))
}

#[cfg(test)]
mod tests;
