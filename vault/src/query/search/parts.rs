//! The parts that a text falls into: lines, blocks, sections, tasks.

use std::ops::Range;

use super::prepare::PartKind;
use crate::facts::SectionKind;
use crate::parse::parse;

/// The parts of a text that need its Markdown to be read, in order. Byte ranges.
#[derive(Debug, Default)]
pub(super) struct Parts {
    blocks: Vec<Range<usize>>,
    sections: Vec<Range<usize>>,
    tasks: Vec<(Range<usize>, bool)>,
}

impl Parts {
    /// Reads the Markdown of a note. A list counts by its items, without their children.
    pub(super) fn new(text: &str) -> Self {
        let facts = parse(text);
        let mut parts = Self::default();
        let mut start = 0;
        for section in &facts.sections {
            if section.kind == SectionKind::Heading {
                parts.sections.push(start..section.span.range().start);
                start = section.span.range().start;
            }
            if section.kind != SectionKind::List {
                parts.blocks.push(section.span.range());
            }
        }
        parts.sections.push(start..text.len());
        for item in &facts.list_items {
            parts.blocks.push(item.span.range());
            if let Some(task) = item.task {
                // The text stands behind the status and its closing bracket.
                let start = (task.at.end as usize + 1).min(item.span.range().end);
                parts.tasks.push((start..item.span.range().end, task.status == ' '));
            }
        }
        parts.blocks.sort_by_key(|block| block.start);
        parts
    }

    /// Lists the parts of a kind, but lines, that lie in `scope` or reach into it, cut to it.
    pub(super) fn within(&self, kind: PartKind, scope: &Range<usize>) -> Vec<Range<usize>> {
        let cut = |part: &Range<usize>| {
            let part = part.start.max(scope.start)..part.end.min(scope.end);
            (part.start < part.end || (part.start == part.end && *scope == part)).then_some(part)
        };
        match kind {
            PartKind::Line => Vec::new(),
            PartKind::Block => self.blocks.iter().filter_map(cut).collect(),
            PartKind::Section => self.sections.iter().filter_map(cut).collect(),
            PartKind::Task(open) => {
                let tasks =
                    self.tasks.iter().filter(|(_, is_open)| open.is_none_or(|o| o == *is_open));
                tasks.filter_map(|(range, _)| cut(range)).collect()
            }
        }
    }
}

/// Lists the lines of `text` within `scope`, without their line ends.
pub(super) fn lines<'t>(
    text: &'t str,
    scope: &Range<usize>,
) -> impl Iterator<Item = Range<usize>> + use<'t> {
    let mut at = scope.start;
    text.get(scope.clone()).unwrap_or("").split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        start..start + line.strip_suffix('\r').unwrap_or(line).len()
    })
}
