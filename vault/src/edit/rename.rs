//! Renaming and moving a note, an attachment or a folder, with every link that must follow.

use super::file_name::{check_name, list_cautions, list_twins};
use super::plan::{Move, Plan};
use super::planned::{Planned, Proposal};
use super::relink::NameChange;
use super::{EditError, TextSource};
use crate::error::Error;
use crate::graph::Graph;
use crate::path::{FileKind, VaultPath, fold_name};

/// Plans to give a file or folder another path.
///
/// `to` is a path from the vault; a note may leave out `.md`, an attachment its extension. Folders
/// on the way are made where they are missing. Nothing is ever replaced.
pub fn plan_rename(
    graph: &Graph,
    texts: &dyn TextSource,
    from: &VaultPath,
    to: &str,
) -> Result<Proposal, Error> {
    let file = graph.names().find_spelled(from);
    let is_file = file.is_some() || (texts.exists(from) && !texts.is_folder(from));
    if !is_file && (from.is_root() || !texts.is_folder(from)) {
        return Err(EditError::NotFound(from.clone()).into());
    }
    let to = destination(graph, from, to, is_file)?;
    check_destination(graph, texts, from, &to)?;
    let change = match file {
        Some(id) => NameChange::new(graph, [(id, to.clone())], []),
        None => NameChange::of_folder(graph, from, &to),
    };
    let relinked = change.relink(texts)?;
    let step = Move { from: from.clone(), to: to.clone() };
    let mut warnings = list_cautions(to.file_name());
    warnings.extend(relinked.warnings);
    let planned = Planned {
        moved: vec![(&step).into()],
        edits: relinked.edits,
        warnings,
        ..Planned::default()
    };
    let title = format!("rename {from} to {to}");
    let plan = Plan { title, splices: relinked.files, moves: vec![step], ..Plan::default() };
    Ok(Proposal { plan, planned })
}

/// Returns the path that a new name gives a file or folder in the folder where it is.
pub fn path_for_name(from: &VaultPath, name: &str) -> String {
    match from.parent() {
        "" => name.to_owned(),
        folder => format!("{folder}/{name}"),
    }
}

/// Returns the path that a file or folder gets when it moves into a folder.
pub fn path_in_folder(from: &VaultPath, folder: &VaultPath) -> String {
    if folder.is_root() {
        from.file_name().to_owned()
    } else {
        format!("{folder}/{}", from.file_name())
    }
}

/// Returns the new path: names without blanks around them, an extension where one is missing, and
/// folders as those that exist spell themselves.
fn destination(
    graph: &Graph,
    from: &VaultPath,
    to: &str,
    is_file: bool,
) -> Result<VaultPath, EditError> {
    let mut segments: Vec<String> =
        to.trim_end_matches('/').split('/').map(|segment| segment.trim().to_owned()).collect();
    if let (Some(name), true) = (segments.last_mut(), is_file) {
        add_extension(name, from);
    }
    for segment in &segments {
        check_name(segment)?;
    }
    let name = segments.pop().unwrap_or_default();
    let folder = settle_folder(graph, &segments.join("/"));
    let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
    VaultPath::new(path).map_err(|error| EditError::Name { name, reason: error.to_string() })
}

/// A note stays a note and a picture a picture: an extension of another kind is part of the name.
fn add_extension(name: &mut String, from: &VaultPath) {
    let extension = from.file_name().rsplit_once('.').map(|(_, extension)| extension);
    let Some(extension) = extension.filter(|extension| !extension.is_empty()) else { return };
    let given = name.rsplit_once('.').map_or("", |(_, given)| given).to_lowercase();
    if given.is_empty() || FileKind::of(&given) != from.kind() {
        name.push('.');
        name.push_str(extension);
    }
}

/// Returns a folder in the spelling of one that exists, case and Unicode form ignored.
pub(super) fn settle_folder(graph: &Graph, folder: &str) -> String {
    if folder.is_empty() {
        return String::new();
    }
    let key = fold_name(folder);
    let depth = folder.split('/').count();
    let mut twin = None;
    for (_, file) in graph.names().files() {
        let parent = file.path.parent();
        if parent == folder || parent.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
        {
            return folder.to_owned();
        }
        if twin.is_none() {
            let upper = parent.match_indices('/').nth(depth - 1).map_or(parent.len(), |(at, _)| at);
            twin = parent.get(..upper).filter(|upper| fold_name(upper) == key);
        }
    }
    twin.unwrap_or(folder).to_owned()
}

fn check_destination(
    graph: &Graph,
    texts: &dyn TextSource,
    from: &VaultPath,
    to: &VaultPath,
) -> Result<(), EditError> {
    if to == from {
        return Err(EditError::Same(from.clone()));
    }
    if to.is_in(from) {
        return Err(EditError::IntoItself { from: from.clone(), to: to.clone() });
    }
    let is_respelling = to.key() == from.key();
    if let Some(twin) = list_twins(graph.names(), to).find(|twin| *twin != from) {
        return Err(EditError::Exists(twin.clone()));
    }
    // A disk that ignores case says that the new spelling of a file is there already.
    let is_taken = || graph.names().files().any(|(_, file)| file.path.is_in(to));
    if if is_respelling { is_taken() } else { texts.exists(to) } {
        return Err(EditError::Exists(to.clone()));
    }
    let mut folder = to.folder();
    while !folder.is_root() {
        if texts.exists(&folder) && !texts.is_folder(&folder) {
            return Err(EditError::Exists(folder));
        }
        folder = folder.folder();
    }
    Ok(())
}
