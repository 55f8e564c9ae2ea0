//! Finds the heading, block or footnote that a link's subpath names, within one note.

use crate::facts::{Block, Heading, ListItem, NoteFacts, Section, SectionKind};
use crate::text::Span;

/// What a subpath asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subpath<'s> {
    /// `#A#B`: a heading, below others where more than one is named.
    Headings(Vec<&'s str>),
    /// `#^id`
    Block(&'s str),
    /// `#[^id]`
    Footnote(&'s str),
}

/// The part of a note that a subpath leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part<'f> {
    /// What it is.
    pub kind: PartKind<'f>,
    /// Its bytes: a heading with its section, or the whole block.
    pub span: Span,
}

/// The kinds of [`Part`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum PartKind<'f> {
    Heading(&'f Heading),
    Block(&'f Block),
    Footnote,
}

/// A block that links can name, with its id or without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameableBlock<'f> {
    /// Its bytes: a list item without its children.
    pub span: Span,
    /// Its id, where it has one.
    pub id: Option<&'f str>,
    /// Its id stands behind its last word; else on a line of its own, blank lines around it.
    pub inline: bool,
}

/// Takes a subpath apart, its `#` included; nothing where it names nothing.
pub fn split(subpath: &str) -> Option<Subpath<'_>> {
    let parts: Vec<_> = subpath.split('#').map(str::trim).filter(|part| !part.is_empty()).collect();
    let last = parts.last()?;
    if let Some(id) = last.strip_prefix('^') {
        return Some(Subpath::Block(id));
    }
    if let Some(id) = last.strip_prefix("[^").and_then(|rest| rest.strip_suffix(']')) {
        return Some(Subpath::Footnote(id));
    }
    Some(Subpath::Headings(parts))
}

/// Finds the part of a note of `length` bytes that `subpath` leads to.
pub fn find_part<'f>(facts: &'f NoteFacts, length: usize, subpath: &str) -> Option<Part<'f>> {
    match split(subpath)? {
        Subpath::Headings(_) => {
            let heading = find_heading(facts, subpath)?;
            let span = section_span(facts, heading, length);
            Some(Part { kind: PartKind::Heading(heading), span })
        }
        Subpath::Block(id) => {
            let block = find_block(facts, id)?;
            Some(Part { kind: PartKind::Block(block), span: block.span })
        }
        Subpath::Footnote(id) => {
            let same = |name: &str| name.to_lowercase() == id.to_lowercase();
            let footnote = facts.footnotes.iter().find(|footnote| same(&footnote.id))?;
            Some(Part { kind: PartKind::Footnote, span: footnote.span })
        }
    }
}

/// Finds the heading that `#A#B` names: the first `B` after and deeper than the first `A`.
///
/// Texts are compared as [`fold_heading`] leaves them. Levels may be skipped.
pub fn find_heading<'f>(facts: &'f NoteFacts, subpath: &str) -> Option<&'f Heading> {
    let Some(Subpath::Headings(parts)) = split(subpath) else { return None };
    let mut wanted = parts.into_iter().map(fold_heading).peekable();
    let mut level = 0;
    for heading in &facts.headings {
        let fits = |text: &String| {
            *text == fold_heading(&heading.text) || *text == fold_heading(heading_text(heading))
        };
        if heading.level > level && wanted.peek().is_some_and(fits) {
            level = heading.level;
            wanted.next();
            if wanted.peek().is_none() {
                return Some(heading);
            }
        }
    }
    None
}

/// Returns a heading's text without the block id that may stand at its end.
pub fn heading_text(heading: &Heading) -> &str {
    let is_id = |id: &str| id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    match heading.text.rsplit_once(" ^") {
        Some((before, id)) if !id.is_empty() && is_id(id) => before.trim_end(),
        _ => &heading.text,
    }
}

/// Returns a heading with all up to the next one of the same or a higher level.
pub fn section_span(facts: &NoteFacts, heading: &Heading, length: usize) -> Span {
    let after = facts.headings.iter().filter(|other| other.span.start > heading.span.start);
    let next = after.filter(|other| other.level <= heading.level).map(|other| other.span.start);
    let end = next.min().unwrap_or(u32::try_from(length).unwrap_or(u32::MAX));
    Span { start: heading.span.start, end }
}

/// Finds the block with this id, written without `^`; exactly so, else in other case.
pub fn find_block<'f>(facts: &'f NoteFacts, id: &str) -> Option<&'f Block> {
    let exact = facts.blocks.iter().find(|block| block.id == id);
    exact.or_else(|| facts.blocks.iter().find(|block| block.id.eq_ignore_ascii_case(id)))
}

/// Lists the blocks that links can name, in order; headings are named by their text.
pub fn list_nameable(facts: &NoteFacts) -> Vec<NameableBlock<'_>> {
    let sections = facts.sections.iter().filter(|section| is_nameable(section.kind));
    let sections = sections.map(|Section { kind, span, id }| NameableBlock {
        span: *span,
        id: id.as_deref(),
        inline: *kind == SectionKind::Paragraph,
    });
    let items = facts.list_items.iter().map(|ListItem { span, id, .. }| NameableBlock {
        span: *span,
        id: id.as_deref(),
        inline: true,
    });
    let mut blocks: Vec<_> = sections.chain(items).collect();
    blocks.sort_by_key(|block| block.span);
    blocks
}

fn is_nameable(kind: SectionKind) -> bool {
    use SectionKind::{Blockquote, Callout, Code, Math, Paragraph, Table};
    matches!(kind, Paragraph | Blockquote | Callout | Code | Math | Table)
}

/// Returns a heading's text as links are compared with it: punctuation as blanks, blanks
/// collapsed, lower case. `-`, `_` and `'` stay.
pub fn fold_heading(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        let blank = character.is_whitespace() || is_hostile(character);
        if !blank {
            folded.extend(character.to_lowercase());
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Tells the ASCII punctuation that a link to a heading leaves out.
fn is_hostile(character: char) -> bool {
    character.is_ascii_punctuation() && !matches!(character, '-' | '_' | '\'')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;

    fn section<'t>(text: &'t str, subpath: &str) -> Option<&'t str> {
        find_part(&parse(text), text.len(), subpath).map(|part| part.span.of(text).trim_end())
    }

    #[test]
    fn headings_compare_without_marks_case_or_blanks() {
        let text = "# Why? **Bold** C# Q&A\n## See [[Other|a]]\n## a-b_c's ^id\n";
        for subpath in ["#Why? **Bold** C# Q&A", "#why bold c q a", "#Why Bold  C Q A"] {
            // A `#` inside the text splits it; the writer leaves it out.
            let joined = crate::resolve::link_text::heading_in_link("Why? **Bold** C# Q&A");
            assert_eq!(joined, "Why? **Bold** C Q&A");
            if !subpath[1..].contains('#') {
                assert!(section(text, subpath).unwrap().starts_with("# Why?"), "{subpath}");
            }
        }
        assert!(section(text, "#See Other a").unwrap().starts_with("## See"));
        assert!(section(text, "#a-b_c's").unwrap().starts_with("## a-b"));
        assert_eq!(section(text, "#a b_c's"), None);
    }

    #[test]
    fn nested_headings_come_after_and_deeper() {
        let text = "# A\n## X\n### B\none\n# B\ntwo\n## B\nthree\n";
        assert_eq!(section(text, "#A#B").unwrap(), "### B\none");
        assert_eq!(section(text, "#B").unwrap(), "### B\none");
        assert_eq!(section(text, "#B#B"), None);
        assert_eq!(section(text, "#A").unwrap(), "# A\n## X\n### B\none");
        assert_eq!(section(text, "#B#A"), None);
    }

    #[test]
    fn blocks_and_footnotes_are_found_by_id() {
        let text = "- a\n    - b ^Some-Id\n        - c\n- d\n\nText[^N]\n\n[^N]: foot\n";
        assert_eq!(section(text, "#^some-id").unwrap(), "  - b ^Some-Id\n        - c");
        assert_eq!(section(text, "#[^n]").unwrap(), "[^N]: foot");
        assert_eq!(section(text, "#^other"), None);
        assert_eq!(section(text, "#"), None);
    }
}
