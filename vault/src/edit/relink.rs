//! Rewriting links so that each keeps its destination while files change their names.
//!
//! A link is rewritten only where it would lead elsewhere (or nowhere) afterwards, or where it
//! spells a name whose case changed. The person's way of writing it is kept: wikilink or Markdown,
//! with or without `.md`, relative or not, with its subpath; what is chosen anew is only how much
//! of the path it needs, by the vault's setting for new links.

mod bases;
mod bookmarks;
mod canvas;
mod decisions;
mod link;
mod note;
mod property_links;

use std::collections::{BTreeMap, BTreeSet};

use super::plan::{FileSplices, Splice, apply_splices};
use super::planned::{LineEdit, list_line_edits};
use super::{EditError, SeenText, TextSource};
use crate::error::Error;
use crate::facts::{Link, NoteFacts};
use crate::graph::Graph;
use crate::names::{FileId, Names, link_key};
use crate::parse::parse;
use crate::path::{FileKind, VaultPath};
use crate::resolve::link_text::link_text_for;
use crate::resolve::subpath::find_part;
use crate::resolve::{LinkFormat, LinkStyle, is_relative, resolve};
use crate::text::Span;

/// Files that get other paths, and files that come to be, as the names before and after.
#[derive(Debug)]
pub struct NameChange<'g> {
    graph: &'g Graph,
    after: Names,
    moved: BTreeMap<FileId, MovedFile>,
    /// A note whose links lead to another one afterwards, or those to parts of it.
    handover: Option<Handover>,
    /// The one folder that moves with all its files, where it is a folder that moves.
    folder: Option<(VaultPath, VaultPath)>,
    /// The link keys under which a name appears or vanishes.
    keys: BTreeSet<String>,
}

/// A file with its path before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
struct MovedFile {
    before: VaultPath,
    after: VaultPath,
}

/// Links to one note, or to parts of it, that lead to another note afterwards.
#[derive(Debug)]
struct Handover {
    from: FileId,
    to: FileId,
    /// The part of the note's text that goes; none where the whole note does.
    part: Option<MovedPart>,
}

/// A stretch of a note's text that goes elsewhere.
#[derive(Debug)]
struct MovedPart {
    facts: NoteFacts,
    length: usize,
    span: Span,
}

/// What rewriting the links comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Relinked {
    /// The changes, by file.
    pub files: Vec<FileSplices>,
    /// The same as lines, for a person.
    pub edits: Vec<LineEdit>,
    /// Links that could not be kept, and links that lead somewhere for the first time.
    pub warnings: Vec<String>,
}

/// The file whose links are looked at.
#[derive(Debug, Clone, Copy)]
struct Source<'s> {
    before: &'s VaultPath,
    after: &'s VaultPath,
}

/// The changes inside one text, and the links that no text can be found for.
#[derive(Debug, Default)]
struct Rewritten {
    splices: Vec<Splice>,
    broken: usize,
}

impl<'g> NameChange<'g> {
    /// Returns the change that gives these files other paths and adds new files.
    pub fn new(
        graph: &'g Graph,
        moves: impl IntoIterator<Item = (FileId, VaultPath)>,
        creates: impl IntoIterator<Item = VaultPath>,
    ) -> Self {
        let (mut after, mut keys) = (graph.names().clone(), BTreeSet::new());
        let mut moved = BTreeMap::new();
        for (id, to) in moves {
            let Some(from) = graph.names().find_path(id).cloned() else { continue };
            keys.extend([link_key(from.as_str()), link_key(to.as_str())]);
            after.insert(id, to.clone());
            moved.insert(id, MovedFile { before: from, after: to });
        }
        for path in creates {
            keys.insert(link_key(path.as_str()));
            after.add(path);
        }
        Self { graph, after, moved, handover: None, folder: None, keys }
    }

    /// Returns the change that takes `from` away and leads its links to `to`.
    pub fn of_merge(graph: &'g Graph, from: FileId, to: FileId) -> Self {
        let mut change = Self::new(graph, [], []);
        change.keys.extend(graph.names().find_path(from).map(|path| link_key(path.as_str())));
        change.after.remove(from);
        change.handover = Some(Handover { from, to, part: None });
        change
    }

    /// Returns the change that moves `span` of the text of `from` to the note at `to`, which may be
    /// a new one.
    pub fn of_part(graph: &'g Graph, from: FileId, to: &VaultPath, text: &str, span: Span) -> Self {
        let existing = graph.names().find_spelled(to);
        let mut change = Self::new(graph, [], existing.is_none().then(|| to.clone()));
        let part = MovedPart { facts: parse(text), length: text.len(), span };
        if let Some(to) = existing.or_else(|| change.after.find_spelled(to)) {
            change.handover = Some(Handover { from, to, part: Some(part) });
        }
        change
    }

    /// Returns a text as it is to be in another note: its links lead where they did.
    ///
    /// Of the second, the number of links that no text can be found for.
    pub fn carry_over(&self, text: &str, from: &VaultPath, to: &VaultPath) -> (String, usize) {
        let rewritten = self.rewrite_note(Source { before: from, after: to }, text);
        let changed = apply_splices(text.as_bytes(), &rewritten.splices).ok();
        let changed = changed.and_then(|bytes| String::from_utf8(bytes).ok());
        (changed.unwrap_or_else(|| text.to_owned()), rewritten.broken)
    }

    /// Returns a stretch of a text as [`Self::carry_over`] does, read as a part of the whole.
    pub fn carry_part(
        &self,
        text: &str,
        span: Span,
        from: &VaultPath,
        to: &VaultPath,
    ) -> (String, usize) {
        let mut rewritten = self.rewrite_note(Source { before: from, after: to }, text);
        rewritten
            .splices
            .retain(|splice| span.start <= splice.span.start && splice.span.end <= span.end);
        for splice in &mut rewritten.splices {
            splice.span.start -= span.start;
            splice.span.end -= span.start;
        }
        let changed = apply_splices(span.of(text).as_bytes(), &rewritten.splices).ok();
        let changed = changed.and_then(|bytes| String::from_utf8(bytes).ok());
        (changed.unwrap_or_else(|| span.of(text).to_owned()), rewritten.broken)
    }

    /// Returns the names as they are afterwards.
    pub fn names_after(&self) -> &Names {
        &self.after
    }

    /// Returns the change that moves a folder with all its files.
    pub fn of_folder(graph: &'g Graph, from: &VaultPath, to: &VaultPath) -> Self {
        let inside = graph.names().files().filter(|(_, file)| file.path.is_in(from));
        let moves = inside.filter_map(|(id, file)| {
            let rest = file.path.as_str().get(from.as_str().len()..)?;
            Some((id, VaultPath::new(format!("{to}{rest}")).ok()?))
        });
        let folder = Some((from.clone(), to.clone()));
        Self { folder, ..Self::new(graph, moves, []) }
    }

    /// Rewrites the links of all files that need it. Fails where a file cannot be read.
    pub fn relink(&self, texts: &dyn TextSource) -> Result<Relinked, Error> {
        let mut relinked = Relinked::default();
        for id in self.list_sources() {
            self.relink_source(id, texts, &mut relinked)?;
        }
        self.relink_bookmarks(texts, &mut relinked)?;
        self.relink_decisions(texts, &mut relinked)?;
        relinked.warnings.extend(self.caution_about_captured());
        relinked.warnings.extend(self.caution_about_bases(texts)?);
        relinked.files.sort_by(|a, b| a.path.cmp(&b.path));
        relinked.edits.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
        Ok(relinked)
    }

    /// Lists the files that hold a link to rewrite.
    fn list_sources(&self) -> BTreeSet<FileId> {
        let near = self.keys.iter().flat_map(|key| self.graph.sources_of_key(key));
        let mut candidates: BTreeSet<FileId> = near.chain(self.moved.keys().copied()).collect();
        if let Some(handover) = &self.handover {
            candidates.insert(handover.from);
            candidates.extend(self.graph.incoming(handover.from).iter().map(|link| link.source));
        }
        candidates.into_iter().filter(|id| self.has_link_to_rewrite(*id)).collect()
    }

    fn has_link_to_rewrite(&self, id: FileId) -> bool {
        let Some(source) = self.source(id) else { return false };
        if self.handover.as_ref().is_some_and(|handover| handover.concerns(self.graph, id)) {
            return true;
        }
        let mut targets = self.graph.outgoing(id).iter().map(|link| link.target);
        // A canvas names its files by path alone, which the graph keeps as a target too.
        targets.any(|target| {
            let text = self.graph.target_text(target);
            self.find_rewritten(source, text).is_some() || self.moved_path(text).is_some()
        })
    }

    fn source(&self, id: FileId) -> Option<Source<'_>> {
        let (before, after) = (self.graph.names().find_path(id)?, self.after.find_path(id)?);
        Some(Source { before, after })
    }

    fn relink_source(
        &self,
        id: FileId,
        texts: &dyn TextSource,
        relinked: &mut Relinked,
    ) -> Result<(), Error> {
        let Some(source) = self.source(id) else { return Ok(()) };
        let Some(bytes) = texts.read(source.before)? else { return Ok(()) };
        let seen = match SeenText::new(source.before.clone(), bytes) {
            Ok(seen) => seen,
            Err(EditError::NotText(path)) => {
                relinked
                    .warnings
                    .push(format!("{path} is not UTF-8, so its links stay as they are"));
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        let rewritten = match source.before.kind() {
            FileKind::Note => self.rewrite_note(source, &seen.text),
            FileKind::Canvas => self.rewrite_canvas(source, &seen.text),
            _ => Rewritten::default(),
        };
        if rewritten.broken > 0 {
            relinked.warnings.push(broken_sentence(source.before, rewritten.broken));
        }
        relinked.push(&seen, rewritten.splices);
        Ok(())
    }

    /// Finds the destination that a link loses, or whose changed name it spells.
    fn find_rewritten(&self, source: Source<'_>, target: &str) -> Option<FileId> {
        if target.is_empty() {
            return None;
        }
        let style = self.graph.style();
        let destination =
            self.successor(resolve(self.graph.names(), source.before, target, style)?);
        let kept = resolve(&self.after, source.after, target, style) == Some(destination);
        let moved = self.moved.get(&destination);
        let respelled = moved.is_some_and(|file| file.is_respelled(target));
        (!kept || respelled).then_some(destination)
    }

    /// Returns the file that stands in the place of a note that goes whole.
    fn successor(&self, file: FileId) -> FileId {
        match &self.handover {
            Some(Handover { from, to, part: None }) if *from == file => *to,
            _ => file,
        }
    }

    /// Finds where a link leads afterwards because the part of a note that it names is elsewhere,
    /// or because it moves away from a part that it names without a path.
    fn find_moved_part(&self, source: Source<'_>, link: &Link) -> Option<FileId> {
        let Handover { from, to, part: Some(part) } = self.handover.as_ref()? else { return None };
        let names = self.graph.names();
        let own = names.find_path(*from) == Some(source.before);
        let leads_there = match link.target.as_str() {
            "" => own,
            target => resolve(names, source.before, target, self.graph.style()) == Some(*from),
        };
        if !leads_there {
            return None;
        }
        let is_carried = source.before != source.after;
        match (part.holds(&link.subpath), link.target.is_empty()) {
            (true, true) if is_carried => None,
            (true, _) => Some(*to),
            (false, true) if is_carried => Some(*from),
            (false, _) => None,
        }
    }

    /// Returns the target with which a link leads to `destination` afterwards; none where no
    /// target does.
    fn new_target(&self, source: Source<'_>, target: &str, destination: FileId) -> Option<String> {
        let kept_md = ends_with_md(target);
        let forms = [
            self.form(source, target, destination, kept_md),
            self.form(source, target, destination, true),
        ];
        let dotted = is_relative(target.trim());
        let forms = forms.into_iter().flatten().flat_map(|form| {
            let is_bare = dotted && !is_relative(&form) && !form.starts_with('/');
            [is_bare.then(|| format!("./{form}")), Some(form)]
        });
        let style = self.graph.style();
        let leads_there =
            |form: &String| resolve(&self.after, source.after, form, style) == Some(destination);
        forms.flatten().find(leads_there)
    }

    /// Returns a target in the form in which `target` is written, from the vault (`/a`), from the
    /// source (`./a`) or as new links are.
    fn form(
        &self,
        source: Source<'_>,
        target: &str,
        destination: FileId,
        with_md: bool,
    ) -> Option<String> {
        if target.starts_with('/') {
            let path = self.after.find_path(destination)?;
            let bare = if with_md { path.as_str() } else { path.without_md() };
            return Some(format!("/{bare}"));
        }
        let dotted = is_relative(target.trim());
        let style = if dotted { LinkStyle::Relative } else { self.graph.style() };
        let format = LinkFormat { style, markdown: with_md };
        link_text_for(&self.after, source.after, destination, format).map(|text| text.target)
    }

    /// Returns where a path leads that is no link but names a moved file outright.
    fn moved_path(&self, path: &str) -> Option<&VaultPath> {
        let path = VaultPath::new(path).ok()?;
        let id = self.graph.names().find_spelled(&path)?;
        match self.successor(id) {
            to if to != id => self.after.find_path(to),
            _ => Some(&self.moved.get(&id)?.after),
        }
    }

    /// Says how many links that lead nowhere will lead to a file of this change.
    fn caution_about_captured(&self) -> Option<String> {
        let style = self.graph.style();
        let mut captured = 0usize;
        for id in
            self.keys.iter().flat_map(|key| self.graph.sources_of_key(key)).collect::<BTreeSet<_>>()
        {
            let Some(source) = self.source(id) else { continue };
            let unresolved =
                self.graph.outgoing(id).iter().filter(|link| link.destination.is_none());
            captured += unresolved
                .map(|link| self.graph.target_text(link.target))
                .filter(|target| resolve(&self.after, source.after, target, style).is_some())
                .count();
        }
        // A new note that links have waited for is what its writer wants; a renamed one may not.
        (captured > 0 && !self.moved.is_empty()).then(|| match captured {
            1 => "1 link that led nowhere will lead to a renamed file".to_owned(),
            many => format!("{many} links that led nowhere will lead to a renamed file"),
        })
    }
}

impl Handover {
    /// Returns true for a file whose links must be looked at one by one.
    fn concerns(&self, graph: &Graph, id: FileId) -> bool {
        let is_source = || graph.incoming(self.from).iter().any(|link| link.source == id);
        self.part.is_some() && (id == self.from || is_source())
    }
}

impl MovedPart {
    /// Returns true where a subpath leads into the stretch that goes.
    fn holds(&self, subpath: &str) -> bool {
        let part = find_part(&self.facts, self.length, subpath);
        part.is_some_and(|part| {
            self.span.start <= part.span.start && part.span.start < self.span.end
        })
    }
}

impl MovedFile {
    /// Returns true where `target` spells the old path as it was and the new one differs from it
    /// in case or form alone.
    fn is_respelled(&self, target: &str) -> bool {
        let target = target.trim_start_matches(['.', '/']).trim();
        let ends = |path: &VaultPath| {
            [path.as_str(), path.without_md()].iter().any(|path| path.ends_with(target))
        };
        ends(&self.before) && !ends(&self.after)
    }

    fn title_changes(&self) -> bool {
        self.before.file_name() != self.after.file_name()
    }
}

impl Relinked {
    fn push(&mut self, seen: &SeenText, splices: Vec<Splice>) {
        if splices.is_empty() {
            return;
        }
        let file = FileSplices { path: seen.path.clone(), expected: seen.hash, splices };
        self.edits.extend(list_line_edits(&file, &seen.text));
        self.files.push(file);
    }
}

fn ends_with_md(target: &str) -> bool {
    let end = target.len().checked_sub(3).and_then(|at| target.get(at..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(".md"))
}

fn broken_sentence(path: &VaultPath, broken: usize) -> String {
    match broken {
        1 => format!("1 link in {path} cannot hold the new name and will lead nowhere"),
        many => format!("{many} links in {path} cannot hold the new name and will lead nowhere"),
    }
}
