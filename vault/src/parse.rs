//! Bytes in, facts out. Pure, and cannot fail: what is odd becomes a `Problem`.
//!
//! Offsets count bytes of the text that is given, a byte-order mark included, so that an edit
//! can splice the file's own bytes. The dialect is Obsidian's: `blocks` holds its Remark-like
//! block grammar, `inline` its links, tags and marks, `yaml` its reading of properties.

mod blocks;
mod canvas;
mod frontmatter;
mod inline;
mod leaf;
pub(crate) mod links;
mod lists;
pub(crate) mod tags;
mod words;
pub mod yaml;

use std::borrow::Cow;

pub use canvas::{BrokenCanvas, parse_canvas, read_canvas};
pub use frontmatter::{Fences, fences};

use crate::facts::{Link, LinkPlace, NoteFacts, Problem, Section, SectionKind};
use crate::text::Span;

/// Notes larger than this many bytes are worth reading only by [`parse_plain`].
pub const LARGEST_NOTE: usize = 5 * 1024 * 1024;

/// Returns all that is known about a note from its text.
pub fn parse(text: &str) -> NoteFacts {
    let mut facts = NoteFacts::default();
    let body = read_frontmatter(text, &mut facts);
    let property_links = std::mem::take(&mut facts.links);
    blocks::scan(text, body, &mut facts);
    facts.words = words::count(text.get(body..).unwrap_or(""));
    sort(&mut facts);
    facts.links.extend(property_links);
    facts
}

/// Decodes the bytes of a file and parses them.
///
/// A byte-order mark stays in the text, so that offsets are those of the file. Bytes that are no
/// UTF-8 become replacement characters and the problem `not-utf-8`; offsets are then those of
/// the decoded text, and the note must not be saved.
pub fn parse_bytes(bytes: &[u8]) -> (Cow<'_, str>, NoteFacts) {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(bytes),
    };
    let mut facts = parse(&text);
    if let Cow::Owned(_) = text {
        facts.problems.push(not_utf8(bytes, &text));
    }
    (text, facts)
}

/// Returns the cheap facts of a note that is too large to be worth more: its properties and the
/// problem `too-large`. No links, tags or headings of its body.
pub fn parse_plain(text: &str) -> NoteFacts {
    let mut facts = NoteFacts::default();
    read_frontmatter(text, &mut facts);
    let message = format!(
        "the note is larger than {} MB, so that only its properties are read; split it",
        LARGEST_NOTE / (1024 * 1024)
    );
    facts.problems.push(Problem { kind: "too-large", message, span: Span::new(0..text.len()) });
    facts
}

/// Reads a text that is a link as a whole, as properties hold it: `[[x|y]]` or `[y](x)`.
pub fn whole_link(text: &str) -> Option<Link> {
    links::whole(text, &LinkPlace::Body)
}

/// Reads the frontmatter into `facts`; returns where the body starts.
fn read_frontmatter(text: &str, facts: &mut NoteFacts) -> usize {
    let Some(fences) = frontmatter::fences(text) else {
        return if text.starts_with('\u{feff}') { 3 } else { 0 };
    };
    let read = frontmatter::read(text, &fences);
    facts.frontmatter = Some(read.frontmatter);
    facts.links = read.links;
    facts.problems.extend(read.problem);
    facts.sections.push(Section { kind: SectionKind::Yaml, span: fences.span, id: None });
    fences.body
}

/// Puts in order what was found from the inside out.
fn sort(facts: &mut NoteFacts) {
    debug_assert!(facts.links.iter().all(|link| !matches!(link.place, LinkPlace::Property(_))));
    facts.links.sort_by_key(|link| link.span.start);
    facts.marks.sort_by_key(|mark| mark.span.start);
    facts.blocks.sort_by_key(|block| block.span.start);
}

fn not_utf8(bytes: &[u8], text: &str) -> Problem {
    let good = std::str::from_utf8(bytes).err().map_or(0, |error| error.valid_up_to());
    let message = "the note is not UTF-8, so that it can be read but not changed; \
                   convert it with a text editor";
    let end =
        good + text.get(good..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    Problem { kind: "not-utf-8", message: message.to_owned(), span: Span::new(good..end) }
}
