//! Adding text to the end of a note.

use super::plan::{FileSplices, Plan, Splice};
use super::{EditError, SeenText};
use crate::text::Span;

/// Plans to add `text` at the end of a note, on a line of its own, with the note's line ends.
///
/// A note that ends with a line break ends with one afterwards too.
pub fn plan_append(note: &SeenText, text: &str) -> Result<Plan, EditError> {
    let end = note.line_end();
    let bare = note.text.strip_prefix('\u{feff}').unwrap_or(&note.text);
    let ended = bare.is_empty() || bare.ends_with('\n');
    let mut added = String::with_capacity(text.len() + 4);
    if !ended {
        added.push_str(end);
    }
    added.push_str(&with_line_ends(text, end));
    if ended && !text.is_empty() && !text.ends_with('\n') {
        added.push_str(end);
    }
    let at = note.text.len();
    let splices = vec![Splice { span: Span::new(at..at), text: added }];
    Ok(Plan {
        title: format!("append to {}", note.path),
        splices: vec![FileSplices { path: note.path.clone(), expected: note.hash, splices }],
        ..Plan::default()
    })
}

/// Returns `text` with every line break written as `end`.
pub fn with_line_ends(text: &str, end: &str) -> String {
    let plain = text.replace("\r\n", "\n");
    if end == "\n" { plain } else { plain.replace('\n', end) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::plan::apply_splices;
    use crate::path::VaultPath;

    fn appended(before: &str, text: &str) -> String {
        let path = VaultPath::new("a.md").unwrap();
        let note = SeenText::new(path, before.as_bytes().to_vec()).unwrap();
        let plan = plan_append(&note, text).unwrap();
        let bytes = apply_splices(before.as_bytes(), &plan.splices[0].splices).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn appended_text_stands_on_its_own_line() {
        assert_eq!(appended("a", "b"), "a\nb");
        assert_eq!(appended("a\n", "b"), "a\nb\n");
        assert_eq!(appended("a\r\nb", "c\nd"), "a\r\nb\r\nc\r\nd");
        assert_eq!(appended("a\r\n", "c\nd\n"), "a\r\nc\r\nd\r\n");
        assert_eq!(appended("", "b"), "b\n");
        assert_eq!(appended("\u{feff}", "b"), "\u{feff}b\n");
        assert_eq!(appended("a\n", ""), "a\n");
    }
}
