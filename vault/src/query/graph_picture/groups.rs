//! Which group a node belongs to: the first whose search finds it.

use super::{GraphNodeKind, Node};
use crate::index::{IndexError, Snapshot};
use crate::names::FileId;
use crate::path::fold_name;
use crate::query::excluded::Excluded;
use crate::query::search::{Needle, NodeKind, Operator, list_found, parse_query};

/// What each group finds, in the order of the groups.
#[derive(Debug)]
pub(super) struct Groups(Vec<Group>);

#[derive(Debug, Default)]
struct Group {
    /// By number.
    files: Vec<FileId>,
    /// The tag that the group is about, folded; its node belongs to the group as well.
    tag: Option<String>,
}

impl Groups {
    /// Searches for each group; a group whose search cannot be read or is empty finds nothing.
    pub(super) fn find(
        snapshot: &Snapshot,
        queries: &[String],
        excluded: &Excluded,
        problems: &mut Vec<String>,
    ) -> Result<Self, IndexError> {
        let mut groups = Vec::with_capacity(queries.len());
        for query in queries {
            groups.push(match list_found(snapshot, query, excluded)? {
                Ok(found) => Group { files: found.unwrap_or_default(), tag: tag_of(query) },
                Err(problem) => {
                    problems.push(problem);
                    Group::default()
                }
            });
        }
        Ok(Self(groups))
    }

    /// Returns the place of the group that a node belongs to.
    pub(super) fn group_of(&self, node: &Node) -> Option<u32> {
        let holds = |group: &Group| match (&node.file, node.kind, &group.tag) {
            (Some((file, _)), _, _) => group.files.binary_search(file).is_ok(),
            (None, GraphNodeKind::Tag, Some(tag)) => {
                let name = fold_name(&node.name);
                name.strip_prefix(tag.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            }
            _ => false,
        };
        self.0.iter().position(holds).map(|at| at as u32)
    }
}

/// Returns the tag of a query that asks for one and nothing else.
fn tag_of(query: &str) -> Option<String> {
    match parse_query(query).ok()?.root?.kind {
        NodeKind::Scoped(Operator::Tag, inner) => match inner.kind {
            NodeKind::Needle(Needle::Word(tag) | Needle::Phrase(tag)) => {
                Some(fold_name(tag.trim_start_matches('#')))
            }
            _ => None,
        },
        _ => None,
    }
}
