//! Two changes of one text made into one, where they do not touch the same lines.

use std::ops::Range;

use super::lines::{Change, changes};

/// What became of two changes of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Merge {
    /// Both are in this text.
    Clean(String),
    /// Some lines were changed by both; nothing is lost from either.
    Conflict(Vec<Piece>),
}

/// A part of a merge that is not clean; all of them in order make the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Lines on which both agree.
    Agreed(String),
    /// Lines that each changed in its own way.
    Disputed {
        /// The lines before both changes.
        base: String,
        /// The lines on this side.
        mine: String,
        /// The lines on the other side.
        theirs: String,
    },
}

/// Merges two texts that both came from `base`, line by line.
///
/// Changes of the same or of adjoining lines are disputed unless they are the same change.
pub fn merge(base: &str, mine: &str, theirs: &str) -> Merge {
    let mut merging = Merging { pieces: Vec::new() };
    let (mut mine, mut theirs) = (Side::new(base, mine), Side::new(base, theirs));
    let mut at = 0;
    while let Some(mut region) = first_region(&mine, &theirs) {
        while mine.widen(&mut region) || theirs.widen(&mut region) {}
        merging.agree(base.get(at..region.start));
        at = region.end;
        let (my_part, their_part) = (mine.take(&region), theirs.take(&region));
        let was = base.get(region).unwrap_or_default();
        match (my_part, their_part) {
            (Some(part), None) | (None, Some(part)) => merging.agree(Some(part)),
            (my_part, their_part) if my_part == their_part => merging.agree(my_part),
            (my_part, their_part) => merging.pieces.push(Piece::Disputed {
                base: was.to_owned(),
                mine: my_part.unwrap_or_default().to_owned(),
                theirs: their_part.unwrap_or_default().to_owned(),
            }),
        }
    }
    merging.agree(base.get(at..));
    merging.finish()
}

/// One of the two texts, with its changes that are still to be merged.
struct Side<'t> {
    text: &'t str,
    changes: Vec<Change>,
    next: usize,
    inside: usize,
}

struct Merging {
    pieces: Vec<Piece>,
}

impl<'t> Side<'t> {
    fn new(base: &str, text: &'t str) -> Self {
        Self { text, changes: changes(base, text), next: 0, inside: 0 }
    }

    fn next(&self) -> Option<&Change> {
        self.changes.get(self.next)
    }

    /// Takes the next change into the region where it touches it. Returns true where it did.
    fn widen(&mut self, region: &mut Range<usize>) -> bool {
        match self.changes.get(self.next + self.inside) {
            Some(change) if change.before.start <= region.end => {
                region.start = region.start.min(change.before.start);
                region.end = region.end.max(change.before.end);
                self.inside += 1;
                true
            }
            _ => false,
        }
    }

    /// Returns this side's text of the region, none where it did not change it; goes on after it.
    fn take(&mut self, region: &Range<usize>) -> Option<&'t str> {
        let of_region = self.changes.get(self.next..self.next + self.inside)?;
        let (first, last) = (of_region.first()?, of_region.last()?);
        let start = first.after.start - (first.before.start - region.start);
        let end = last.after.end + (region.end - last.before.end);
        self.next += self.inside;
        self.inside = 0;
        self.text.get(start..end)
    }
}

impl Merging {
    fn agree(&mut self, text: Option<&str>) {
        let text = text.unwrap_or_default();
        match self.pieces.last_mut() {
            Some(Piece::Agreed(before)) => before.push_str(text),
            _ if text.is_empty() => {}
            _ => self.pieces.push(Piece::Agreed(text.to_owned())),
        }
    }

    fn finish(mut self) -> Merge {
        let clean = |pieces: &[Piece]| matches!(pieces, [] | [Piece::Agreed(_)]);
        if !clean(&self.pieces) {
            return Merge::Conflict(self.pieces);
        }
        match self.pieces.pop() {
            Some(Piece::Agreed(text)) => Merge::Clean(text),
            _ => Merge::Clean(String::new()),
        }
    }
}

fn first_region(mine: &Side<'_>, theirs: &Side<'_>) -> Option<Range<usize>> {
    let starts = [mine.next(), theirs.next()].into_iter().flatten();
    let first = starts.map(|change| change.before.start).min()?;
    Some(first..first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn clean(base: &str, mine: &str, theirs: &str, merged: &str) {
        assert_eq!(merge(base, mine, theirs), Merge::Clean(merged.to_owned()));
        assert_eq!(merge(base, theirs, mine), Merge::Clean(merged.to_owned()));
    }

    #[test]
    fn changes_of_different_lines_are_both_kept() {
        clean("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n", "A\nb\nC\n");
        clean("a\nb\nc\n", "a\nb\nc\nd\n", "new\na\nb\nc\n", "new\na\nb\nc\nd\n");
        clean("a\nb\n", "a\nB\n", "a\nB\n", "a\nB\n");
        clean("a\n", "a\n", "", "");
        clean("", "", "", "");
    }

    #[test]
    fn changes_of_the_same_line_are_disputed() {
        let pieces = vec![
            Piece::Agreed("a\n".into()),
            Piece::Disputed { base: "b\n".into(), mine: "1\n".into(), theirs: "2\n".into() },
            Piece::Agreed("c\n".into()),
        ];
        assert_eq!(merge("a\nb\nc\n", "a\n1\nc\n", "a\n2\nc\n"), Merge::Conflict(pieces));
    }

    #[test]
    fn a_deleted_line_that_the_other_changed_is_disputed() {
        let pieces = vec![
            Piece::Disputed { base: "a\n".into(), mine: "".into(), theirs: "A\n".into() },
            Piece::Agreed("b\n".into()),
        ];
        assert_eq!(merge("a\nb\n", "b\n", "A\nb\n"), Merge::Conflict(pieces));
    }

    /// Texts of a few different lines, so that edits often meet.
    fn text() -> impl Strategy<Value = String> {
        ("[abc\n]{0,12}", 0..3u8).prop_map(|(text, _)| text)
    }

    fn side(merge: &Merge, pick: impl Fn(&str, &str, &str) -> String) -> String {
        match merge {
            Merge::Clean(text) => text.clone(),
            Merge::Conflict(pieces) => pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Agreed(text) => text.clone(),
                    Piece::Disputed { base, mine, theirs } => pick(base, mine, theirs),
                })
                .collect(),
        }
    }

    fn added<'t>(base: &str, text: &'t str) -> Vec<&'t str> {
        changes(base, text).into_iter().flat_map(|change| text[change.after].lines()).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn every_line_that_a_side_added_is_in_the_result(
            base in text(), mine in text(), theirs in text(),
        ) {
            let merged = merge(&base, &mine, &theirs);
            let everything = side(&merged, |_, mine, theirs| format!("{mine}\n{theirs}\n"));
            let lines: Vec<&str> = everything.lines().collect();
            for line in added(&base, &mine).into_iter().chain(added(&base, &theirs)) {
                prop_assert!(lines.contains(&line), "{line:?} is not in {merged:?}");
            }
        }

        #[test]
        fn one_side_alone_is_the_result(base in text(), mine in text()) {
            prop_assert_eq!(merge(&base, &mine, &base), Merge::Clean(mine.clone()));
            prop_assert_eq!(merge(&base, &base, &mine), Merge::Clean(mine.clone()));
            prop_assert_eq!(merge(&base, &mine, &mine), Merge::Clean(mine));
        }

        #[test]
        fn the_sides_can_be_exchanged(base in text(), mine in text(), theirs in text()) {
            let (one, other) = (merge(&base, &mine, &theirs), merge(&base, &theirs, &mine));
            prop_assert_eq!(
                side(&one, |_, mine, theirs| format!("<{mine}|{theirs}>")),
                side(&other, |_, mine, theirs| format!("<{theirs}|{mine}>"))
            );
        }
    }
}
