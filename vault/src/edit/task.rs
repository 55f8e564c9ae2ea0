//! Ticking a task off and opening it again.

use super::plan::{FileSplices, Plan, Splice};
use super::{EditError, SeenText};
use crate::parse::parse;
use crate::text::LineIndex;

/// Plans to toggle the task on a 1-based line: an open one gets `x`, any other becomes open.
pub fn plan_toggle(note: &SeenText, line: u32) -> Result<Plan, EditError> {
    let no_task = || EditError::NoTask { path: note.path.clone(), line };
    let lines = LineIndex::new(&note.text);
    let span = line.checked_sub(1).and_then(|line| lines.line_span(line)).ok_or_else(no_task)?;
    let facts = parse(&note.text);
    let task = (facts.list_items.iter().filter_map(|item| item.task))
        .find(|task| (span.start..span.end).contains(&task.at.start))
        .ok_or_else(no_task)?;
    let mark = if task.status == ' ' { "x" } else { " " };
    let splices = vec![Splice { span: task.at, text: mark.to_owned() }];
    Ok(Plan {
        title: format!("toggle a task in {}", note.path),
        splices: vec![FileSplices { path: note.path.clone(), expected: note.hash, splices }],
        ..Plan::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::plan::apply_splices;
    use crate::path::VaultPath;

    fn toggled(text: &str, line: u32) -> Result<String, EditError> {
        let path = VaultPath::new("n.md").unwrap();
        let note = SeenText::new(path, text.as_bytes().to_vec()).unwrap();
        let plan = plan_toggle(&note, line)?;
        let bytes = apply_splices(text.as_bytes(), &plan.splices[0].splices).unwrap();
        Ok(String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn a_task_changes_one_character() {
        assert_eq!(toggled("a\r\n- [ ] b\r\n", 2).unwrap(), "a\r\n- [x] b\r\n");
        assert_eq!(toggled("- [x] a\n\t1) [é] b", 1).unwrap(), "- [ ] a\n\t1) [é] b");
        assert_eq!(toggled("- [x] a\n\t1) [é] b", 2).unwrap(), "- [x] a\n\t1) [ ] b");
        assert_eq!(toggled("> - [/] q", 1).unwrap(), "> - [ ] q");
        for line in [0, 1, 3, 9] {
            let error = toggled("text\n- [ ] a\n- b", line).unwrap_err();
            assert!(matches!(error, EditError::NoTask { .. }), "{line}");
        }
    }
}
