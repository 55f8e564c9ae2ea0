//! Throwing a file or folder away, and what that costs: the links that led there.

use super::plan::Plan;
use crate::graph::Graph;
use crate::path::VaultPath;

/// Plans to put a file, or a folder with all in it, into the trash; of the second, the number of
/// links that lead there from elsewhere.
pub fn plan_trash(graph: &Graph, path: &VaultPath) -> (Plan, usize) {
    let goes = |id| graph.names().find_path(id).is_none_or(|path_of| path_of.is_in(path));
    let inside = graph.names().files().filter(|(_, file)| file.path.is_in(path));
    let lost = inside
        .map(|(id, _)| graph.incoming(id).iter().filter(|link| !goes(link.source)).count())
        .sum();
    let title = format!("delete {path}");
    (Plan { title, trash: vec![path.clone()], ..Plan::default() }, lost)
}
