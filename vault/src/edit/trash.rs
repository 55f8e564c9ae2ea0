//! Throwing a file or folder away, and what that costs: the links that led there, and the
//! attachments that nothing else uses.

use std::collections::BTreeSet;

use super::EditError;
use super::plan::Plan;
use crate::graph::{Graph, LinkRef};
use crate::names::FileId;
use crate::path::{FileKind, VaultPath};

/// What throwing something away does.
#[derive(Debug, Clone)]
pub struct TrashPlan {
    /// The files and folders that go.
    pub plan: Plan,
    /// How many links lead there from elsewhere.
    pub links: usize,
    /// The attachments that nothing else uses, by path.
    pub attachments: Vec<VaultPath>,
}

/// Plans to put a file, or a folder with all in it, into the trash, and with it those of its own
/// `attachments` that are in `also`.
///
/// Fails where one of these is used by another file too.
pub fn plan_trash(
    graph: &Graph,
    path: &VaultPath,
    attachments: Vec<VaultPath>,
    also: &[VaultPath],
) -> Result<TrashPlan, EditError> {
    let links = inside(graph, path).map(|id| from_elsewhere(graph, path, id).count()).sum();
    if let Some(kept) = also.iter().find(|file| !attachments.contains(file)) {
        return Err(EditError::StillUsed(kept.clone()));
    }
    let title = format!("delete {path}");
    let trash = std::iter::once(path).chain(also).cloned().collect();
    Ok(TrashPlan { plan: Plan { title, trash, ..Plan::default() }, links, attachments })
}

/// Lists the attachments of a file, or of all in a folder, to which no link leads from elsewhere,
/// by path.
pub fn list_own_attachments(graph: &Graph, path: &VaultPath) -> Vec<VaultPath> {
    let used: BTreeSet<FileId> = inside(graph, path)
        .flat_map(|id| graph.outgoing(id).iter().filter_map(|link| link.destination))
        .filter(|id| from_elsewhere(graph, path, *id).next().is_none())
        .collect();
    let mut attachments: Vec<VaultPath> = used
        .into_iter()
        .filter_map(|id| graph.names().find_path(id))
        .filter(|file| !file.is_in(path) && is_attachment(file.kind()))
        .cloned()
        .collect();
    attachments.sort();
    attachments
}

fn inside<'g>(graph: &'g Graph, path: &'g VaultPath) -> impl Iterator<Item = FileId> + 'g {
    graph.names().files().filter(|(_, file)| file.path.is_in(path)).map(|(id, _)| id)
}

fn from_elsewhere<'g>(
    graph: &'g Graph,
    path: &'g VaultPath,
    id: FileId,
) -> impl Iterator<Item = &'g LinkRef> + 'g {
    let goes = |id| graph.names().find_path(id).is_none_or(|path_of| path_of.is_in(path));
    graph.incoming(id).iter().filter(move |link| !goes(link.source))
}

/// Returns true for what a note holds by embedding it; notes, canvases and bases stand alone.
fn is_attachment(kind: FileKind) -> bool {
    !matches!(kind, FileKind::Note | FileKind::Canvas | FileKind::Base)
}
