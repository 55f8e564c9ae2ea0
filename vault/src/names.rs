//! Every name a file answers to: its file name and path, compared without case or Unicode form.
//!
//! Files whose names differ only in case or form live side by side; each keeps its own id and
//! its own spelling. Aliases are kept for suggestions alone: they never resolve a link.

use std::collections::HashMap;

use crate::path::{FileKind, VaultPath, fold_name};

/// A file of the vault, by number: stable as long as the file keeps its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

impl FileId {
    /// Returns the number as a position in a table.
    pub fn at(self) -> usize {
        self.0 as usize
    }
}

/// The names of all files, or of those that a question needs.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// By id, with holes where files are gone.
    files: Vec<Option<NamedFile>>,
    /// By folded file name; the ids in the order of their paths.
    by_name: HashMap<Box<str>, Vec<FileId>>,
    aliases: HashMap<FileId, Box<[Box<str>]>>,
    count: usize,
}

/// One file with the forms of its path that comparisons need.
#[derive(Debug, Clone)]
pub struct NamedFile {
    /// The path as the disk spells it.
    pub path: VaultPath,
    /// The path folded for comparison; absent where folding changes nothing.
    key: Option<Box<str>>,
}

impl NamedFile {
    /// Returns the path as it is compared.
    pub fn key(&self) -> &str {
        self.key.as_deref().unwrap_or(self.path.as_str())
    }

    /// Returns what kind of file it is.
    pub fn kind(&self) -> FileKind {
        self.path.kind()
    }
}

impl Names {
    /// Returns the names of these files; ids must differ.
    pub fn from_files(files: impl IntoIterator<Item = (FileId, VaultPath)>) -> Self {
        let mut names = Self::default();
        for (id, path) in files {
            names.insert(id, path);
        }
        names
    }

    /// Adds a file under an id of the caller's choice; a file under that id before is replaced.
    pub fn insert(&mut self, id: FileId, path: VaultPath) {
        self.remove(id);
        let folded = path.key();
        let name: Box<str> = last_segment(&folded).into();
        let key = (folded != path.as_str()).then(|| folded.into_boxed_str());
        if self.files.len() <= id.at() {
            self.files.resize_with(id.at() + 1, || None);
        }
        let before = |other: &FileId| {
            self.files.get(other.at()).and_then(Option::as_ref).map(|file| &file.path)
        };
        let ids = self.by_name.entry(name).or_default();
        let at = ids.partition_point(|other| before(other) < Some(&path));
        ids.insert(at, id);
        if let Some(place) = self.files.get_mut(id.at()) {
            *place = Some(NamedFile { path, key });
            self.count += 1;
        }
    }

    /// Adds a file under the next free id and returns it.
    pub fn add(&mut self, path: VaultPath) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.insert(id, path);
        id
    }

    /// Removes a file and returns its path.
    pub fn remove(&mut self, id: FileId) -> Option<VaultPath> {
        let file = self.files.get_mut(id.at())?.take()?;
        let name = last_segment(file.key());
        if let Some(ids) = self.by_name.get_mut(name) {
            ids.retain(|other| *other != id);
            if ids.is_empty() {
                self.by_name.remove(name);
            }
        }
        self.aliases.remove(&id);
        self.count -= 1;
        Some(file.path)
    }

    /// Sets the aliases of a file, as written.
    pub fn set_aliases(&mut self, id: FileId, aliases: &[String]) {
        if aliases.is_empty() {
            self.aliases.remove(&id);
        } else {
            let aliases = aliases.iter().map(|alias| alias.as_str().into()).collect();
            self.aliases.insert(id, aliases);
        }
    }

    /// Returns the aliases of a file, as written.
    pub fn aliases(&self, id: FileId) -> &[Box<str>] {
        self.aliases.get(&id).map_or(&[], |aliases| aliases)
    }

    /// Finds the file with this id.
    pub fn find(&self, id: FileId) -> Option<&NamedFile> {
        self.files.get(id.at())?.as_ref()
    }

    /// Finds the path of the file with this id.
    pub fn find_path(&self, id: FileId) -> Option<&VaultPath> {
        self.find(id).map(|file| &file.path)
    }

    /// Finds the file whose path is spelled exactly so.
    pub fn find_spelled(&self, path: &VaultPath) -> Option<FileId> {
        let name = fold_name(path.file_name());
        self.named(&name).find(|(_, file)| file.path == *path).map(|(id, _)| id)
    }

    /// Lists the files with this folded file name, by path.
    pub fn named<'n>(&'n self, name: &str) -> impl Iterator<Item = (FileId, &'n NamedFile)> {
        let ids = self.by_name.get(name).map_or(&[][..], |ids| ids);
        ids.iter().filter_map(|id| Some((*id, self.find(*id)?)))
    }

    /// Lists all files by id.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &NamedFile)> {
        let numbered = self.files.iter().enumerate();
        numbered.filter_map(|(at, file)| Some((FileId(at as u32), file.as_ref()?)))
    }

    /// Returns how many files there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Returns true where there is no file.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Returns the number after the highest id ever used.
    pub fn next_id(&self) -> FileId {
        FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX))
    }
}

/// Returns the part of a path or link path after its last `/`.
pub fn last_segment(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// Returns the folded name that a link path and the files it may mean have in common.
///
/// The last segment without any `.md` behind it: `a/Note`, `Note.md` and the file `b/NOTE.md`
/// all give `note`. A file can only ever change where links with its own key lead.
pub fn link_key(path: &str) -> String {
    let mut key = fold_name(last_segment(path).trim());
    while let Some(stem) = key.strip_suffix(".md") {
        key.truncate(stem.len());
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> VaultPath {
        VaultPath::new(text).unwrap()
    }

    #[test]
    fn twins_live_side_by_side_in_the_order_of_their_paths() {
        let mut names = Names::default();
        let lower = names.add(path("note.md"));
        let upper = names.add(path("Note.md"));
        let deep = names.add(path("a/NOTE.md"));
        let found = |names: &Names| names.named("note.md").map(|(id, _)| id).collect::<Vec<_>>();
        assert_eq!(found(&names), [upper, deep, lower]);
        assert_eq!(names.find_spelled(&path("note.md")), Some(lower));
        assert_eq!(names.find_spelled(&path("NOTE.md")), None);
        assert_eq!(names.remove(upper), Some(path("Note.md")));
        assert_eq!((found(&names), names.len()), (vec![deep, lower], 2));
        assert_eq!(names.add(path("x.md")), FileId(3));
    }

    #[test]
    fn a_link_key_is_shared_by_links_and_files() {
        for text in ["a/Note", "Note.md", "b/NOTE.MD", "../Note", "note.md.md"] {
            assert_eq!(link_key(text), "note", "{text}");
        }
        assert_eq!(link_key("a/x.PNG"), "x.png");
    }
}
