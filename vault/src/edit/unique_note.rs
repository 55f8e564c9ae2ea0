//! The name of a note that is named by the time: the next free one.

use super::EditError;
use super::file_name::{find_twin, first_free};
use crate::graph::Graph;
use crate::path::VaultPath;
use crate::text::moment::Moment;

/// How many later moments are tried before a number is put behind the name.
const TRIES: i64 = 10_000;

/// Returns the path for a note named by a moment; where it is taken, by the next moment that the
/// format tells apart, and where it tells none apart with a number behind it.
pub fn unique_path(
    graph: &Graph,
    folder: &VaultPath,
    format: &str,
    moment: Moment,
    exists: impl Fn(&VaultPath) -> bool,
) -> Result<(VaultPath, Moment), EditError> {
    let path_at =
        |moment: Moment| super::create::path_for_note(graph, folder, &moment.format(format));
    let is_free = |path: &VaultPath| find_twin(graph.names(), path).is_none() && !exists(path);
    let differs = |next: fn(Moment, i64) -> Moment| {
        let written = [0, 1, 2].map(|steps| next(moment, steps).format(format));
        // One change alone may be the end of a longer stretch.
        matches!(&written, [first, second, third] if first != second && second != third)
    };
    let step: Option<fn(Moment, i64) -> Moment> = match () {
        () if differs(Moment::plus_seconds) => Some(Moment::plus_seconds),
        () if differs(Moment::plus_minutes) => Some(Moment::plus_minutes),
        () => None,
    };
    for tries in 0..step.map_or(1, |_| TRIES) {
        let later = step.map_or(moment, |step| step(moment, tries));
        let path = path_at(later)?;
        if is_free(&path) {
            return Ok((path, later));
        }
    }
    let path = path_at(moment)?;
    let numbered = first_free(graph.names(), &path.folder(), path.title(), "md", exists)?;
    Ok((numbered, moment))
}
