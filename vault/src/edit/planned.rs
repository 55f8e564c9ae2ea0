//! A plan as a person reads it: what moves, and each line that changes.

use std::fmt::Write as _;

use serde::Serialize;

use super::plan::{FileSplices, Move, Plan, Splice, apply_splices};
use super::{SeenText, TextSource, read_text};
use crate::error::Error;
use crate::path::VaultPath;
use crate::text::{ContentHash, LineIndex, Span};

/// What an edit does or did, for reading.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Planned {
    /// The files and folders that go elsewhere.
    pub moved: Vec<Moved>,
    /// The lines that change, by file and line.
    pub edits: Vec<LineEdit>,
    /// What a person should know first; plain sentences without a final period.
    pub warnings: Vec<String>,
    /// Names the files as they were seen and what becomes of them; whoever was shown this hands it
    /// back, so that nothing else is applied. Only edits that can be agreed to in part have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub shown: Option<String>,
}

/// A file or folder that goes elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Moved {
    /// Where it is.
    pub from: VaultPath,
    /// Where it goes.
    pub to: VaultPath,
}

/// One line that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct LineEdit {
    /// The file, where it is before the edit.
    pub path: VaultPath,
    /// 1-based, counted before the edit.
    pub line: u32,
    /// The line as it is.
    pub before: String,
    /// The line as it becomes; several where the edit adds some.
    pub after: String,
}

/// A plan together with what a person reads about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proposal {
    /// What is applied.
    pub plan: Plan,
    /// What is shown.
    pub planned: Planned,
}

impl Proposal {
    /// Returns a proposal that does nothing yet; `title` is what its undo is called.
    pub(super) fn titled(title: String) -> Self {
        Self { plan: Plan { title, ..Plan::default() }, planned: Planned::default() }
    }

    /// Adds the changes inside one note, and the lines that a person reads about them.
    pub(super) fn change(&mut self, note: &SeenText, splices: Vec<Splice>) {
        if splices.is_empty() {
            return;
        }
        let file = FileSplices { path: note.path.clone(), expected: note.hash, splices };
        self.planned.edits.extend(list_line_edits(&file, &note.text));
        self.plan.splices.push(file);
    }

    /// Adds one more change inside a note; [`Self::list_edits`] tells of it.
    pub(super) fn add(&mut self, note: &SeenText, splice: Splice) {
        match self.plan.splices.iter_mut().find(|file| file.path == note.path) {
            Some(file) => file.splices.push(splice),
            None => self.plan.splices.push(FileSplices {
                path: note.path.clone(),
                expected: note.hash,
                splices: vec![splice],
            }),
        }
    }

    /// Lists the lines of all changes anew.
    pub(super) fn list_edits(&mut self, texts: &dyn TextSource) -> Result<(), Error> {
        self.planned.edits.clear();
        for file in &self.plan.splices {
            if let Some(note) = read_text(texts, &file.path)? {
                self.planned.edits.extend(list_line_edits(file, &note.text));
            }
        }
        self.planned.edits.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
        Ok(())
    }

    /// Returns a hash of the files as they were seen and of what becomes of them.
    pub fn digest(&self) -> ContentHash {
        let mut written = String::new();
        for file in &self.plan.splices {
            let _ = write!(written, "{}\0{}\0", file.path, file.expected);
            for Splice { span, text } in &file.splices {
                let _ = write!(written, "{}-{}\0{text}\0", span.start, span.end);
            }
        }
        ContentHash::of(written.as_bytes())
    }

    /// Takes changes out again that a person left out: whole files, or lines of them.
    ///
    /// `text` is what the file was; lines count from 1, and none means all. A change that reaches over several lines goes with any
    /// of them.
    pub fn leave_out(&mut self, path: &VaultPath, lines: &[u32], text: &str) {
        let Self { plan, planned } = self;
        let is_out = |edit: &LineEdit| edit.path == *path;
        if lines.is_empty() {
            plan.splices.retain(|file| file.path != *path);
            planned.edits.retain(|edit| !is_out(edit));
            return;
        }
        let Some(file) = plan.splices.iter_mut().find(|file| file.path == *path) else { return };
        file.splices = without_lines(&file.splices, text, lines);
        planned.edits.retain(|edit| !is_out(edit));
        planned.edits.extend(list_line_edits(file, text));
    }

    /// Adds a sentence that a person should read first.
    pub(super) fn warn(&mut self, warning: String) {
        self.planned.warnings.push(warning);
    }
}

impl From<&Move> for Moved {
    fn from(step: &Move) -> Self {
        Self { from: step.from.clone(), to: step.to.clone() }
    }
}

/// Lists the lines of `text` that the splices change, in order.
pub fn list_line_edits(file: &FileSplices, text: &str) -> Vec<LineEdit> {
    let lines = LineIndex::new(text);
    let mut edits = Vec::new();
    for group in group_by_line(&file.splices, &lines) {
        let (Some(first), Some(last)) = (lines.line_span(group.first), lines.line_span(group.last))
        else {
            continue;
        };
        let region = Span { start: first.start, end: last.end };
        let Some(after) = splice_region(text, region, &group.splices) else { continue };
        push_edits(&mut edits, &file.path, group.first, region.of(text), &after);
    }
    edits
}

/// Returns the splices that touch none of these lines, counted from 1.
fn without_lines(splices: &[Splice], text: &str, lines: &[u32]) -> Vec<Splice> {
    let index = LineIndex::new(text);
    let is_out = |group: &Group<'_>| {
        lines.iter().any(|line| (group.first + 1..=group.last + 1).contains(line))
    };
    let kept = group_by_line(splices, &index).into_iter().filter(|group| !is_out(group));
    kept.flat_map(|group| group.splices).cloned().collect()
}

/// The splices that touch one stretch of lines.
struct Group<'s> {
    first: u32,
    last: u32,
    splices: Vec<&'s Splice>,
}

fn group_by_line<'s>(splices: &'s [Splice], lines: &LineIndex<'_>) -> Vec<Group<'s>> {
    let mut ordered: Vec<&Splice> = splices.iter().collect();
    ordered.sort_by_key(|splice| splice.span);
    let mut groups: Vec<Group<'s>> = Vec::new();
    for splice in ordered {
        let (first, last) = (lines.line(splice.span.start), lines.line(splice.span.end));
        match groups.last_mut() {
            Some(group) if group.last >= first => {
                group.last = group.last.max(last);
                group.splices.push(splice);
            }
            _ => groups.push(Group { first, last, splices: vec![splice] }),
        }
    }
    groups
}

fn splice_region(text: &str, region: Span, splices: &[&Splice]) -> Option<String> {
    let shifted: Vec<Splice> = splices
        .iter()
        .map(|splice| Splice {
            span: Span {
                start: splice.span.start.saturating_sub(region.start),
                // A change may reach over the line's end, into its line break.
                end: splice.span.end.min(region.end).saturating_sub(region.start),
            },
            text: splice.text.clone(),
        })
        .collect();
    let bytes = apply_splices(region.of(text).as_bytes(), &shifted).ok()?;
    String::from_utf8(bytes).ok()
}

/// Adds one edit for each changed line, or one for all that changed where their number changes.
fn push_edits(edits: &mut Vec<LineEdit>, path: &VaultPath, first: u32, before: &str, after: &str) {
    let edit = |line: u32, before: &str, after: &str| LineEdit {
        path: path.clone(),
        line: line + 1,
        before: before.to_owned(),
        after: after.to_owned(),
    };
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    if old.len() == new.len() {
        let pairs = old.into_iter().zip(new).zip(first..);
        let changed = pairs.filter(|((old, new), _)| old != new);
        edits.extend(changed.map(|((old, new), line)| edit(line, old, new)));
        return;
    }
    let same = |(old, new): &(&&str, &&str)| old == new;
    let head = old.iter().zip(&new).take_while(same).count();
    let (old_rest, new_rest) = (old.iter().skip(head).rev(), new.iter().skip(head).rev());
    let tail = old_rest.zip(new_rest).take_while(same).count();
    // What comes behind the last line is told of that line.
    let line = first + head.min(old.len().saturating_sub(1)) as u32;
    let words = |lines: &[&str]| {
        let changed = lines.iter().skip(head).take(lines.len() - head - tail);
        changed.copied().collect::<Vec<_>>().join("\n")
    };
    edits.push(edit(line, &words(&old), &words(&new)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::ContentHash;

    #[test]
    fn each_changed_line_is_listed_once() {
        let text = "a [[x]] [[x]]\r\nb\n[[x]]";
        let splice = |at: usize| Splice { span: Span::new(at..at + 1), text: "new".to_owned() };
        let file = FileSplices {
            path: VaultPath::new("n.md").unwrap(),
            expected: ContentHash::of(text.as_bytes()),
            splices: vec![splice(19), splice(4), splice(10)],
        };
        let edits = list_line_edits(&file, text);
        let found: Vec<_> =
            edits.iter().map(|edit| (edit.line, &*edit.before, &*edit.after)).collect();
        assert_eq!(found, [(1, "a [[x]] [[x]]", "a [[new]] [[new]]"), (3, "[[x]]", "[[new]]")]);
    }

    #[test]
    fn lines_that_are_added_are_told_without_those_around_them() {
        for (before, after, told) in [
            ("Text\n", "---\na: b\n---\nText\n", (1, "", "---\na: b\n---")),
            ("one\ntwo", "one\nnew\nTwo", (2, "two", "new\nTwo")),
            ("one\ntwo", "one\ntwo\nnew", (2, "", "new")),
            ("one\ntwo\nthree", "one\nthree", (2, "two", "")),
        ] {
            let mut edits = Vec::new();
            push_edits(&mut edits, &VaultPath::new("n.md").unwrap(), 0, before, after);
            let found: Vec<_> =
                edits.iter().map(|edit| (edit.line, &*edit.before, &*edit.after)).collect();
            assert_eq!(found, [told]);
        }
    }
}
