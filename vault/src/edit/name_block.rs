//! Giving a block an id, so that links can lead to it.

use super::plan::Splice;
use super::{EditError, SeenText};
use crate::facts::NoteFacts;
use crate::parse::parse;
use crate::resolve::subpath::{find_block, list_nameable};
use crate::text::{ContentHash, LineIndex, Span};

/// How many hexadecimal digits a made id has, as in Obsidian.
const DIGITS: usize = 6;

/// A block's id, and what writes it where there is none yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedBlock {
    /// The id, without `^`.
    pub id: String,
    /// None for a block that has it already.
    pub splice: Option<Splice>,
}

/// Finds the id of the block that begins on `line`, from 1, or makes one of six hexadecimal digits.
///
/// The id is made of what the block says, so that asking twice gives the same one. Fails where the
/// line does not begin with `starts`.
pub fn name_block(note: &SeenText, line: u32, starts: &str) -> Result<NamedBlock, EditError> {
    let facts = parse(&note.text);
    let lines = LineIndex::new(&note.text);
    let blocks = list_nameable(&facts);
    // Of an item and the list around it, the item is meant.
    let found = blocks.iter().rev().find(|block| lines.line(block.span.start) + 1 == line);
    let block = found.ok_or_else(|| EditError::NoLine { path: note.path.clone(), line })?;
    let text = block.span.of(&note.text);
    if !text.trim_start().starts_with(starts.trim()) {
        return Err(EditError::OtherText { path: note.path.clone(), text: starts.to_owned() });
    }
    if let Some(id) = block.id {
        return Ok(NamedBlock { id: id.to_owned(), splice: None });
    }
    let id = free_id(&facts, text);
    let splice = if block.inline {
        let end = block.span.start as usize + text.trim_end().len();
        Splice { span: Span::new(end..end), text: format!(" ^{id}") }
    } else {
        let end = block.span.end as usize;
        let rest = note.text.get(end..).unwrap_or_default();
        let next = rest.strip_prefix('\r').unwrap_or(rest).strip_prefix('\n').unwrap_or("");
        let is_alone = next.is_empty() || next.starts_with(['\n', '\r']);
        let eol = note.line_end();
        let behind = if is_alone { "" } else { eol };
        Splice { span: Span::new(end..end), text: format!("{eol}{eol}^{id}{behind}") }
    };
    Ok(NamedBlock { id, splice: Some(splice) })
}

fn free_id(facts: &NoteFacts, text: &str) -> String {
    let mut attempt = 0u32;
    loop {
        let hash = ContentHash::of(format!("{attempt} {text}").as_bytes()).to_string();
        let id: String = hash.chars().take(DIGITS).collect();
        if find_block(facts, &id).is_none() {
            return id;
        }
        attempt += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::plan::apply_splices;
    use crate::path::VaultPath;

    fn named(text: &str, line: u32, starts: &str) -> Result<String, EditError> {
        let path = VaultPath::new("a.md").unwrap();
        let note = SeenText::new(path, text.as_bytes().to_vec()).unwrap();
        let block = name_block(&note, line, starts)?;
        let splices: Vec<Splice> = block.splice.into_iter().collect();
        let bytes = apply_splices(text.as_bytes(), &splices).unwrap();
        let after = String::from_utf8(bytes).unwrap();
        assert!(find_block(&parse(&after), &block.id).is_some(), "{after:?}");
        assert_eq!(block.id.len(), DIGITS);
        Ok(after.replace(&block.id, "ID"))
    }

    #[test]
    fn an_id_stands_where_the_parser_finds_it() {
        assert_eq!(named("one\ntwo\n\nthree\n", 1, "one").unwrap(), "one\ntwo ^ID\n\nthree\n");
        assert_eq!(named("- a\n  - b\n- c", 1, "- a").unwrap(), "- a ^ID\n  - b\n- c");
        assert_eq!(named("- a\n  - b\n- c", 2, "- b").unwrap(), "- a\n  - b ^ID\n- c");
        assert_eq!(
            named("> q\r\n> r\r\n\r\nx", 1, "> q").unwrap(),
            "> q\r\n> r\r\n\r\n^ID\r\n\r\nx"
        );
        assert_eq!(named("```\nx\n```\ny", 1, "```").unwrap(), "```\nx\n```\n\n^ID\n\ny");
        assert_eq!(named("$$\nx\n$$", 1, "$$").unwrap(), "$$\nx\n$$\n\n^ID");
        assert_eq!(named("a ^123abc\n", 1, "a").unwrap(), "a ^ID\n");
    }

    #[test]
    fn a_line_that_says_something_else_is_refused() {
        assert!(matches!(named("a\n", 1, "b"), Err(EditError::OtherText { .. })));
        assert!(matches!(named("# H\n", 1, "# H"), Err(EditError::NoLine { .. })));
        assert!(matches!(named("a\n", 7, ""), Err(EditError::NoLine { .. })));
    }
}
