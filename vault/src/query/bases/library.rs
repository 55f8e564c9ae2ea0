//! What bases are made from: the facts of all files, read from the index once for a revision.
//!
//! Each kind of fact is read when the first expression asks for it, and kept for the next base.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::{Arc, OnceLock};

use super::evaluate::{Failure, Outcome};
use super::read_value::{Reading, link_in};
use super::value::{FileNames, FileNumber, Link, Value};
use crate::error::Result;
use crate::index::{IndexError, Snapshot, read_path};
use crate::names::{FileId, Names};
use crate::path::{VaultPath, fold_name};
use crate::query::natural_order::NaturalKey;
use crate::resolve::{LinkStyle, resolve};

/// The facts that one question needs.
pub(super) struct Library<'s> {
    snapshot: &'s Snapshot,
    style: LinkStyle,
    created: &'s dyn Fn(&VaultPath) -> Option<i64>,
    pub(super) files: Arc<Files>,
    pub(super) properties: Arc<Properties>,
    tags: OnceCell<Arc<Tags>>,
    links: OnceCell<Arc<Links>>,
}

/// All files, by title.
#[derive(Debug)]
pub(super) struct Files {
    list: Vec<FileFacts>,
    by_id: HashMap<u32, FileNumber>,
    /// The names of all files, by the numbers in this list.
    names: Names,
}

#[derive(Debug)]
pub(super) struct FileFacts {
    pub(super) path: VaultPath,
    pub(super) size: i64,
    /// Milliseconds since 1970.
    pub(super) modified: i64,
    /// When the disk last touched its record: no file was made later.
    changed: i64,
}

/// The properties of all notes.
#[derive(Debug)]
pub(super) struct Properties {
    types: String,
    of: Vec<Vec<Property>>,
    /// The folded names that hold a hyphen.
    pub(super) hyphenated: BTreeSet<String>,
}

#[derive(Debug)]
pub(super) struct Property {
    /// The folded name.
    key: Arc<str>,
    pub(super) name: Arc<str>,
    pub(super) value: Value,
}

/// The tags of all notes.
#[derive(Debug)]
pub(super) struct Tags(Vec<Vec<(Box<str>, Value)>>);

/// The links of all files.
#[derive(Debug)]
pub(super) struct Links {
    of: Vec<Vec<FileLink>>,
    /// By destination, the files that link there, by title.
    back: OnceLock<Vec<Vec<FileNumber>>>,
}

#[derive(Debug)]
pub(super) struct FileLink {
    pub(super) link: Arc<Link>,
    pub(super) embed: bool,
}

impl fmt::Debug for Library<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Library").field("files", &self.files.list.len()).finish_non_exhaustive()
    }
}

impl FileNames for Library<'_> {
    fn path_of(&self, file: FileNumber) -> &str {
        self.files.find(file).map_or("", |facts| facts.path.as_str())
    }
}

impl<'s> Library<'s> {
    /// Opens the facts; `types` is the text of `.obsidian/types.json`, `created` tells when a file
    /// was made, in milliseconds since 1970.
    pub(super) fn open(
        snapshot: &'s Snapshot,
        style: LinkStyle,
        types: &str,
        created: &'s dyn Fn(&VaultPath) -> Option<i64>,
    ) -> Result<Self> {
        let files = snapshot.kept(Files::load)?;
        let kept = snapshot.find_kept::<Properties>();
        let kept = kept.filter(|(at, kept)| *at == snapshot.revision() && kept.types == types);
        let properties = match kept {
            Some((_, properties)) => properties,
            None => snapshot.keep(Properties::load(snapshot, &files, style, types)?),
        };
        let (tags, links) = (OnceCell::new(), OnceCell::new());
        Ok(Self { snapshot, style, created, files, properties, tags, links })
    }

    /// Finds where a link in `source` leads; an empty target means the source.
    pub(super) fn resolve(&self, source: Option<FileNumber>, target: &str) -> Option<FileNumber> {
        self.files.resolve(source, target, self.style)
    }

    /// Returns the link of a text: `[[x|y]]`, `[y](x)`, or a bare path.
    pub(super) fn link_of(&self, source: Option<FileNumber>, text: &str) -> Link {
        let resolve = |target: &str| self.resolve(source, target);
        link_in(text, &resolve).unwrap_or_else(|| {
            let (target, subpath) = crate::parse::links::split_subpath(text);
            let (target, subpath) = (target.trim().to_owned(), subpath.to_owned());
            let file = if target.is_empty() { None } else { resolve(&target) };
            Link { target, subpath, display: None, file }
        })
    }

    /// Lists the tags of a file, each with `#`.
    pub(super) fn tags_of(&self, file: FileNumber) -> Result<Vec<Value>, Failure> {
        let tags = self.tags()?.0.get(file as usize).map_or(&[][..], |tags| tags);
        Ok(tags.iter().map(|(_, tag)| tag.clone()).collect())
    }

    /// Returns true where a file carries this tag or one nested in it.
    pub(super) fn has_tag(&self, file: FileNumber, tag: &str) -> Result<bool, Failure> {
        let wanted = fold_name(tag.trim_start_matches('#').trim_end_matches('/'));
        let tags = self.tags()?.0.get(file as usize).map_or(&[][..], |tags| tags);
        Ok(tags.iter().any(|(key, _)| {
            key.strip_prefix(wanted.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        }))
    }

    /// Lists the links of a file in order of appearance.
    pub(super) fn links_of(&self, file: FileNumber) -> Result<&[FileLink], Failure> {
        Ok(self.links()?.of.get(file as usize).map_or(&[], |links| links))
    }

    /// Lists the files that link to a file.
    pub(super) fn backlinks_of(&self, file: FileNumber) -> Result<&[FileNumber], Failure> {
        let back = self.links()?.back();
        Ok(back.get(file as usize).map_or(&[], |sources| sources))
    }

    /// Returns when a file was made, as well as the disk knows; milliseconds since 1970.
    pub(super) fn created(&self, facts: &FileFacts) -> i64 {
        (self.created)(&facts.path).unwrap_or_else(|| facts.changed.min(facts.modified))
    }

    fn tags(&self) -> Outcome<&Tags> {
        let load = || self.snapshot.kept(|snapshot| Tags::load(snapshot, &self.files));
        once(&self.tags, load)
    }

    fn links(&self) -> Outcome<&Links> {
        let load = || self.snapshot.kept(|snapshot| Links::load(snapshot, &self.files));
        once(&self.links, load)
    }
}

fn once<T>(
    cell: &OnceCell<Arc<T>>,
    load: impl FnOnce() -> Result<Arc<T>, IndexError>,
) -> Outcome<&T> {
    if cell.get().is_none() {
        let loaded = load().map_err(|error| Failure::new(format!("the index failed: {error}")))?;
        let _ = cell.set(loaded);
    }
    cell.get().map(AsRef::as_ref).ok_or_else(|| Failure::new("the index failed"))
}

impl Files {
    fn load(snapshot: &Snapshot) -> Result<Self, IndexError> {
        let mut found: Vec<(NaturalKey, u32, FileFacts)> = Vec::new();
        let sql = "SELECT path, id, size, mtime_ns, changed_ns FROM file";
        snapshot.each(sql, [], |row| {
            let Some(path) = read_path(row)? else { return Ok(()) };
            let ms = |at| row.get::<_, i64>(at).map(|ns: i64| ns.div_euclid(1_000_000));
            let (modified, changed) = (ms(3)?, ms(4)?);
            let key = NaturalKey::new(path.title());
            let facts = FileFacts { path, size: row.get(2)?, modified, changed };
            found.push((key, row.get(1)?, facts));
            Ok(())
        })?;
        found.sort_by(|(a, _, x), (b, _, y)| a.cmp(b).then_with(|| x.path.cmp(&y.path)));
        let numbered = || found.iter().zip(0..);
        let by_id = numbered().map(|((_, id, _), number)| (*id, number)).collect();
        let paths = numbered().map(|((_, _, facts), number)| (FileId(number), facts.path.clone()));
        let names = Names::from_files(paths);
        let list = found.into_iter().map(|(_, _, facts)| facts).collect();
        Ok(Self { list, by_id, names })
    }

    /// Finds what is known of a file.
    pub(super) fn find(&self, file: FileNumber) -> Option<&FileFacts> {
        self.list.get(file as usize)
    }

    /// Finds a file by its path, spelled exactly so.
    pub(super) fn find_path(&self, path: &VaultPath) -> Option<FileNumber> {
        self.names.find_spelled(path).map(|id| id.0)
    }

    /// Lists all files by title.
    pub(super) fn all(&self) -> impl Iterator<Item = (FileNumber, &FileFacts)> {
        (0..).zip(&self.list)
    }

    pub(super) fn resolve(
        &self,
        source: Option<FileNumber>,
        target: &str,
        style: LinkStyle,
    ) -> Option<FileNumber> {
        let root = VaultPath::root();
        let from = source.and_then(|file| self.find(file)).map_or(&root, |facts| &facts.path);
        resolve(&self.names, from, target, style).map(|id| id.0)
    }

    /// Reads rows of one file each into a list by number; `read` gets the file.
    fn by_file<T>(
        &self,
        snapshot: &Snapshot,
        sql: &str,
        mut read: impl FnMut(FileNumber, &rusqlite::Row<'_>) -> rusqlite::Result<Option<T>>,
    ) -> Result<Vec<Vec<T>>, IndexError> {
        let mut of: Vec<Vec<T>> = std::iter::repeat_with(Vec::new).take(self.list.len()).collect();
        snapshot.each(sql, [], |row| {
            let Some(number) = self.by_id.get(&row.get(0)?) else { return Ok(()) };
            if let Some(read) = read(*number, row)?
                && let Some(list) = of.get_mut(*number as usize)
            {
                list.push(read);
            }
            Ok(())
        })?;
        Ok(of)
    }
}

impl Properties {
    fn load(
        snapshot: &Snapshot,
        files: &Files,
        style: LinkStyle,
        types: &str,
    ) -> Result<Self, IndexError> {
        let reading = Reading::new(types);
        let mut keys: HashMap<String, Arc<str>> = HashMap::new();
        let sql = "SELECT file, key, name, value FROM property ORDER BY file, ordinal";
        let of = files.by_file(snapshot, sql, |file, row| {
            let key = row.get_ref(1)?.as_str()?;
            let key = match keys.get(key) {
                Some(key) => Arc::clone(key),
                None => Arc::clone(keys.entry(key.to_owned()).or_insert_with(|| key.into())),
            };
            let name = row.get_ref(2)?.as_str()?;
            let name = if name == &*key { Arc::clone(&key) } else { name.into() };
            let resolve = |target: &str| files.resolve(Some(file), target, style);
            let value = reading.value(&key, row.get_ref(3)?.as_str()?, &resolve);
            Ok(Some(Property { key, name, value }))
        })?;
        let mut hyphenated: BTreeSet<String> = BTreeSet::new();
        let keys = of.iter().flatten().map(|property: &Property| &property.key);
        hyphenated.extend(keys.filter(|key| key.contains('-')).map(|key| key.to_string()));
        Ok(Self { types: types.to_owned(), of, hyphenated })
    }

    /// Lists the properties of a file.
    pub(super) fn of(&self, file: FileNumber) -> &[Property] {
        self.of.get(file as usize).map_or(&[], |properties| properties)
    }

    /// Finds a property by its folded name.
    pub(super) fn find(&self, file: FileNumber, key: &str) -> Option<&Value> {
        let found = self.of(file).iter().find(|property| &*property.key == key);
        found.map(|property| &property.value)
    }
}

impl Tags {
    fn load(snapshot: &Snapshot, files: &Files) -> Result<Self, IndexError> {
        let sql = "SELECT file, key, spelling FROM tag ORDER BY file, ordinal";
        let of = files.by_file(snapshot, sql, |_, row| {
            let (key, spelling) = (row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_str()?);
            Ok(Some((Box::from(key), Value::text(format!("#{spelling}")))))
        })?;
        Ok(Self(of.into_iter().map(without_repeats).collect()))
    }
}

fn without_repeats(tags: Vec<(Box<str>, Value)>) -> Vec<(Box<str>, Value)> {
    let mut seen = BTreeSet::new();
    tags.into_iter().filter(|(key, _)| seen.insert(key.clone())).collect()
}

impl Links {
    fn load(snapshot: &Snapshot, files: &Files) -> Result<Self, IndexError> {
        let sql = "SELECT file, target, subpath, display, kind, destination FROM link
            ORDER BY file, ordinal";
        let of = files.by_file(snapshot, sql, |_, row| {
            let destination: Option<u32> = row.get(5)?;
            let file = destination.and_then(|id| files.by_id.get(&id).copied());
            let embed = row.get_ref(4)?.as_str()? == "embed";
            let (target, subpath, display) = (row.get(1)?, row.get(2)?, row.get(3)?);
            let link = Arc::new(Link { target, subpath, display, file });
            Ok(Some(FileLink { link, embed }))
        })?;
        Ok(Self { of, back: OnceLock::new() })
    }

    fn back(&self) -> &[Vec<FileNumber>] {
        self.back.get_or_init(|| {
            let mut back: Vec<Vec<FileNumber>> = vec![Vec::new(); self.of.len()];
            for (source, links) in (0..).zip(&self.of) {
                for destination in links.iter().filter_map(|link| link.link.file) {
                    let Some(sources) = back.get_mut(destination as usize) else { continue };
                    if sources.last() != Some(&source) {
                        sources.push(source);
                    }
                }
            }
            back
        })
    }
}
