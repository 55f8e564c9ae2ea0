//! Which lines differ between two texts.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};

/// A stretch of whole lines that became another one, in bytes of the two texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    /// The lines in the old text; empty for an insertion.
    pub(super) before: Range<usize>,
    /// The lines in the new text; empty for a removal.
    pub(super) after: Range<usize>,
}

/// Lists what changed from `before` to `after`, in order; lines end at `\n`.
///
/// Two changes have at least one unchanged line between them.
pub(super) fn changes(before: &str, after: &str) -> Vec<Change> {
    if before == after {
        return Vec::new();
    }
    let input = InternedInput::new(before, after);
    let diff = Diff::compute(Algorithm::Histogram, &input);
    let (old, new) = (line_starts(before), line_starts(after));
    let bytes = |starts: &[usize], lines: Range<u32>| {
        let at = |line: u32| starts.get(line as usize).copied().unwrap_or_default();
        at(lines.start)..at(lines.end)
    };
    let changed = |hunk: imara_diff::Hunk| Change {
        before: bytes(&old, hunk.before),
        after: bytes(&new, hunk.after),
    };
    diff.hunks().map(changed).collect()
}

/// Returns where each line starts, and the end of the text.
fn line_starts(text: &str) -> Vec<usize> {
    let mut starts = vec![0];
    starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|newline| newline + 1));
    if starts.last() != Some(&text.len()) {
        starts.push(text.len());
    }
    starts
}
