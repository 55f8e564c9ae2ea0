//! The parts that a text falls into: lines, blocks, sections, tasks.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::prepare::PartKind;
use crate::facts::SectionKind;
use crate::index::Snapshot;
use crate::names::FileId;
use crate::parse::parse;
use crate::text::Span;

/// The parts of so many notes are kept.
const MOST_KEPT: usize = 20_000;

/// The parts of notes that a query has read, kept for the next one: to read Markdown takes longer
/// than all else that a search does.
#[derive(Debug, Default)]
pub(super) struct KeptParts(Mutex<HashMap<FileId, Kept>>);

/// The parts of a text, by the mark that only the same text has.
type Kept = (u64, Arc<Parts>);

impl KeptParts {
    /// Returns what is kept for a vault, from whichever revision.
    pub(super) fn of(snapshot: &Snapshot) -> Arc<Self> {
        match snapshot.find_kept::<Self>() {
            Some((_, kept)) => kept,
            None => snapshot.keep(Self::default()),
        }
    }

    /// Returns the parts of a file's text.
    pub(super) fn parts(&self, file: FileId, text: &str) -> Arc<Parts> {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let mark = hasher.finish();
        if let Some((of, parts)) = self.lock().get(&file)
            && *of == mark
        {
            return Arc::clone(parts);
        }
        let parts = Arc::new(Parts::new(text));
        let mut all = self.lock();
        if all.len() >= MOST_KEPT {
            all.clear();
        }
        all.insert(file, (mark, Arc::clone(&parts)));
        parts
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<FileId, Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The parts of a text that need its Markdown to be read, in order.
#[derive(Debug, Default)]
pub(super) struct Parts {
    blocks: Vec<Span>,
    sections: Vec<Span>,
    tasks: Vec<(Span, bool)>,
}

impl Parts {
    /// Reads the Markdown of a note. A list counts by its items, without their children.
    pub(super) fn new(text: &str) -> Self {
        let facts = parse(text);
        let mut parts = Self::default();
        let mut start = 0;
        for section in &facts.sections {
            if section.kind == SectionKind::Heading {
                parts.sections.push(Span { start, end: section.span.start });
                start = section.span.start;
            }
            if section.kind != SectionKind::List {
                parts.blocks.push(section.span);
            }
        }
        parts.sections.push(Span { start, end: text.len() as u32 });
        for item in &facts.list_items {
            parts.blocks.push(item.span);
            if let Some(task) = item.task {
                // The text stands behind the status and its closing bracket.
                let start = (task.at.end + 1).min(item.span.end);
                parts.tasks.push((Span { start, end: item.span.end }, task.status == ' '));
            }
        }
        parts.blocks.sort_by_key(|block| block.start);
        parts
    }

    /// Lists the parts of a kind, but lines, that lie in `scope` or reach into it, cut to it.
    pub(super) fn within(&self, kind: PartKind, scope: &Range<usize>) -> Vec<Range<usize>> {
        let cut = |part: &Span| {
            let part = part.range();
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
                tasks.filter_map(|(span, _)| cut(span)).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_kept_for_the_same_text_alone() {
        let kept = KeptParts::default();
        let file = FileId(1);
        let first = kept.parts(file, "one\n\ntwo\n");
        assert!(Arc::ptr_eq(&first, &kept.parts(file, "one\n\ntwo\n")));
        let next = kept.parts(file, "one two\n");
        assert_eq!((first.blocks.len(), next.blocks.len()), (2, 1));
    }
}
