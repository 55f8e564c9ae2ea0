//! New notes, folders and attachments: where they go and what they are called.
//!
//! A new name can make other links ambiguous; a plan to create a file holds the changes that keep
//! those links where they lead.

use super::append::with_line_ends;
use super::canvas::EMPTY_CANVAS;
use super::file_name::{check_name, find_twin, first_free, join, make_safe};
use super::plan::{Create, Plan};
use super::planned::{Planned, Proposal};
use super::relink::NameChange;
use super::rename::settle_folder;
use super::{EditError, TextSource};
use crate::error::Error;
use crate::graph::Graph;
use crate::path::{FileKind, VaultPath};
use crate::resolve::LinkFormat;
use crate::resolve::is_relative;
use crate::resolve::link_text::{link_text_for, write_link};

/// Where new notes go: `newFileLocation` with `newFileFolderPath`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum NewNotePlace {
    /// In the vault's own folder.
    #[default]
    Root,
    /// Beside the note that is open.
    Current,
    /// In one folder, by its path from the vault.
    Folder(String),
}

/// A file to be created, with its plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Where it will be.
    pub path: VaultPath,
    /// What is applied, and what a person reads about it.
    pub proposal: Proposal,
}

/// Returns the folder for a new note; `source` is the note that is open.
pub fn folder_for_note(
    graph: &Graph,
    place: &NewNotePlace,
    source: Option<&VaultPath>,
) -> Result<VaultPath, EditError> {
    match (place, source) {
        (NewNotePlace::Current, Some(source)) => Ok(source.folder()),
        (NewNotePlace::Folder(folder), _) => checked_folder(graph, folder),
        _ => Ok(VaultPath::root()),
    }
}

/// Plans a new note. Without a name it is the first free of `Untitled`, `Untitled 1` …
///
/// A name may hold folders, counted from `folder`, and may leave out `.md`. A name that is taken
/// is refused.
pub fn plan_note(
    graph: &Graph,
    texts: &dyn TextSource,
    folder: &VaultPath,
    name: Option<&str>,
    text: &str,
) -> Result<NewFile, Error> {
    let path = match name {
        Some(name) => named_path(graph, folder, name, "md")?,
        None => {
            let taken = |path: &VaultPath| texts.exists(path);
            first_free(graph.names(), folder, "Untitled", "md", taken)?
        }
    };
    refuse_taken(graph, texts, &path)?;
    plan_file(graph, texts, path, text.as_bytes().to_vec())
}

/// Plans an empty canvas under the first free of `Untitled.canvas`, `Untitled 1.canvas` …
pub fn plan_canvas(
    graph: &Graph,
    texts: &dyn TextSource,
    folder: &VaultPath,
) -> Result<NewFile, Error> {
    let taken = |path: &VaultPath| texts.exists(path);
    let path = first_free(graph.names(), folder, "Untitled", "canvas", taken)?;
    plan_file(graph, texts, path, EMPTY_CANVAS.as_bytes().to_vec())
}

/// Plans the note or canvas that an unresolved link names.
///
/// A link with a folder names a path from the vault (`./` and `../`: from its source); one
/// without goes where new notes go. Subpaths are ignored.
pub fn plan_linked(
    graph: &Graph,
    texts: &dyn TextSource,
    place: &NewNotePlace,
    target: &str,
    source: &VaultPath,
) -> Result<NewFile, Error> {
    let path = path_for_link(graph, place, target, source)?;
    refuse_taken(graph, texts, &path)?;
    let content = if path.kind() == FileKind::Canvas { EMPTY_CANVAS } else { "" };
    plan_file(graph, texts, path, content.as_bytes().to_vec())
}

/// Returns the path that following an unresolved link would create.
pub fn path_for_link(
    graph: &Graph,
    place: &NewNotePlace,
    target: &str,
    source: &VaultPath,
) -> Result<VaultPath, EditError> {
    let target = target.split_once('#').map_or(target, |(path, _)| path).trim();
    let extension = target.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase();
    let added = match FileKind::of(&extension) {
        FileKind::Note | FileKind::Other => "md",
        FileKind::Canvas => "canvas",
        kind => {
            let reason = format!("a missing {} is added by importing it", kind.as_str());
            return Err(EditError::Name { name: target.to_owned(), reason });
        }
    };
    if is_relative(target) {
        return named_path(graph, &source.folder(), target, added);
    }
    let folder = match target.contains('/') {
        true => VaultPath::root(),
        false => folder_for_note(graph, place, Some(source))?,
    };
    named_path(graph, &folder, target.trim_start_matches('/'), added)
}

/// Returns the path of a note for a name that may hold folders, counted from `folder`, and may
/// leave out `.md`; there may be such a note already.
pub fn path_for_note(
    graph: &Graph,
    folder: &VaultPath,
    name: &str,
) -> Result<VaultPath, EditError> {
    named_path(graph, folder, name, "md")
}

/// Returns the folder at a path that a setting names; nothing needs to be there.
pub fn folder_named(graph: &Graph, folder: &str) -> Result<VaultPath, EditError> {
    checked_folder(graph, folder.trim_start_matches('/'))
}

/// Returns the path of a new folder, or says why there can be none.
pub fn path_for_folder(
    graph: &Graph,
    texts: &dyn TextSource,
    path: &str,
) -> Result<VaultPath, EditError> {
    let path = checked_folder(graph, path)?;
    if path.is_root() {
        let reason = "it is empty".to_owned();
        return Err(EditError::Name { name: String::new(), reason });
    }
    if texts.exists(&path) || find_twin(graph.names(), &path).is_some() {
        return Err(EditError::Exists(path));
    }
    Ok(path)
}

/// Where attachments go and how links to them are written.
#[derive(Debug, Clone, Copy)]
pub struct ImportPlace<'i> {
    /// `attachmentFolderPath`: empty or `/`, `folder`, `./` or `./sub`.
    pub attachment_folder: &'i str,
    /// The note that gets the attachment.
    pub source: &'i VaultPath,
    /// How the link is written.
    pub format: LinkFormat,
}

/// Plans to add an attachment under the first free name; returns it with the link to insert.
///
/// A name without a stem (`.png`, or none at all) becomes `Pasted image TIME.png`; `time` is
/// `YYYYMMDDHHMMSS`.
pub fn plan_import(
    graph: &Graph,
    texts: &dyn TextSource,
    place: ImportPlace<'_>,
    name: &str,
    time: &str,
    bytes: Vec<u8>,
) -> Result<(NewFile, String), Error> {
    let folder = attachment_folder(graph, place.attachment_folder, place.source)?;
    let (stem, extension) = imported_name(name, time);
    let taken = |path: &VaultPath| texts.exists(path);
    let path = first_free(graph.names(), &folder, &stem, &extension, taken)?;
    let mut names = graph.names().clone();
    let id = names.add(path.clone());
    let text = link_text_for(&names, place.source, id, place.format)
        .ok_or_else(|| EditError::NotFound(path.clone()))?;
    let shown = place.format.markdown.then(|| path.title());
    let mut text_alone = text;
    text_alone.display = None;
    let link = write_link(&text_alone, "", shown, place.format);
    Ok((plan_file(graph, texts, path, bytes)?, format!("!{link}")))
}

/// Returns the folder for the attachments of a note.
pub fn attachment_folder(
    graph: &Graph,
    setting: &str,
    source: &VaultPath,
) -> Result<VaultPath, EditError> {
    if setting == "." || setting == "./" {
        return Ok(source.folder());
    }
    match setting.strip_prefix("./") {
        Some(below) => {
            let parent = source.parent();
            let separator = if parent.is_empty() { "" } else { "/" };
            checked_folder(graph, &format!("{parent}{separator}{below}"))
        }
        None => checked_folder(graph, setting.trim_start_matches('/')),
    }
}

fn imported_name(name: &str, time: &str) -> (String, String) {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) => (stem, make_safe(extension)),
        None => (name, String::new()),
    };
    let stem = match make_safe(stem) {
        // Names that a clipboard gives a picture say nothing.
        safe if safe.is_empty() || safe == "image" => format!("Pasted image {time}"),
        safe => safe,
    };
    let extension =
        if extension.is_empty() && name.is_empty() { "png".to_owned() } else { extension };
    (stem, extension)
}

/// Returns the path for a name that may hold folders, `.` and `..`, counted from `folder`.
pub(super) fn named_path(
    graph: &Graph,
    folder: &VaultPath,
    name: &str,
    extension: &str,
) -> Result<VaultPath, EditError> {
    let mut segments: Vec<&str> = folder.as_str().split('/').filter(|s| !s.is_empty()).collect();
    let (folders, last) = name.rsplit_once('/').unwrap_or(("", name));
    for segment in folders.split('/').map(str::trim) {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop().ok_or_else(|| EditError::Name {
                    name: name.to_owned(),
                    reason: "it leads out of the vault".to_owned(),
                })?;
            }
            segment => {
                check_name(segment)?;
                segments.push(segment);
            }
        }
    }
    let mut last = last.trim().to_owned();
    let dotted = format!(".{extension}");
    if !last.to_lowercase().ends_with(&dotted) {
        check_name(&last)?;
        last.push_str(&dotted);
    }
    check_name(&last)?;
    let folder = checked_folder(graph, &segments.join("/"))?;
    join(&folder, &last)
}

fn checked_folder(graph: &Graph, folder: &str) -> Result<VaultPath, EditError> {
    let folder = folder.trim_end_matches('/').trim();
    for segment in folder.split('/').filter(|_| !folder.is_empty()) {
        check_name(segment)?;
    }
    VaultPath::new(settle_folder(graph, folder))
        .map_err(|error| EditError::Name { name: folder.to_owned(), reason: error.to_string() })
}

pub(super) fn refuse_taken(
    graph: &Graph,
    texts: &dyn TextSource,
    path: &VaultPath,
) -> Result<(), EditError> {
    if let Some(twin) = find_twin(graph.names(), path) {
        return Err(EditError::Exists(twin));
    }
    if texts.exists(path) {
        return Err(EditError::Exists(path.clone()));
    }
    Ok(())
}

pub(super) fn plan_file(
    graph: &Graph,
    texts: &dyn TextSource,
    path: VaultPath,
    bytes: Vec<u8>,
) -> Result<NewFile, Error> {
    let relinked = NameChange::new(graph, [], [path.clone()]).relink(texts)?;
    let plan = Plan {
        title: format!("create {path}"),
        splices: relinked.files,
        creates: vec![Create { path: path.clone(), bytes }],
        ..Plan::default()
    };
    let planned =
        Planned { edits: relinked.edits, warnings: relinked.warnings, ..Planned::default() };
    Ok(NewFile { path, proposal: Proposal { plan, planned } })
}

/// Returns the content of a note for a text from the page or a script: lines end in `\n`.
pub fn note_content(text: &str) -> String {
    with_line_ends(text, "\n")
}
