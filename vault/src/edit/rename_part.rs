//! Renaming a heading or a block's id, with every link that names it.

use std::collections::BTreeSet;

use super::canvas_text::{NodeKey, each_text};
use super::plan::{Splice, apply_splices};
use super::planned::Proposal;
use super::{EditError, SeenText, TextSource, breaks_properties, read_or_warn, read_text};
use crate::error::Error;
use crate::facts::{Heading, Link, LinkPlace, LinkSyntax, NoteFacts};
use crate::graph::Graph;
use crate::names::FileId;
use crate::parse::parse;
use crate::path::{FileKind, VaultPath};
use crate::resolve::link_text::{encode, heading_in_link};
use crate::resolve::resolve;
use crate::resolve::subpath::{
    PartKind, Subpath, find_block, find_heading, find_part, heading_text, split,
};
use crate::text::{LineIndex, Span};

/// Plans to give the heading or block that `subpath` (`#Heading`, `#^id`) names another name.
///
/// Links that name it are rewritten in notes, in texts and properties, and in the cards and file
/// nodes of canvases. With a `line`, counted from 1, it is the heading on that line: of several of
/// one name, links can reach the first alone, but each can be renamed.
pub fn plan_rename_part(
    graph: &Graph,
    texts: &dyn TextSource,
    path: &VaultPath,
    (subpath, line): (&str, Option<u32>),
    to: &str,
) -> Result<Proposal, Error> {
    let missing = || EditError::NotFound(path.clone());
    let file = graph.names().find_spelled(path).ok_or_else(missing)?;
    let note = read_text(texts, path)?.ok_or_else(missing)?;
    let facts = parse(&note.text);
    let renamed = RenamedPart::find(&note, &facts, (subpath, line), to)?;
    let title = format!("rename {subpath} of {path} to {to}");
    let mut proposal = Proposal::titled(title);
    if renamed.is_hidden_by_another(&note.text) {
        proposal.warn(format!("links to {to:?} will lead to an earlier heading of that name"));
    }
    let mut sources: BTreeSet<FileId> =
        graph.incoming(file).iter().map(|link| link.source).collect();
    sources.insert(file);
    for source in sources {
        let Some(at) = graph.names().find_path(source) else { continue };
        let leads_here = |link: &Link| match link.target.as_str() {
            "" => source == file,
            target => resolve(graph.names(), at, target, graph.style()) == Some(file),
        };
        let Some(text) = read_or_warn(texts, at, &mut proposal)? else { continue };
        if at.kind() == FileKind::Canvas {
            let is_file = |node: &str| {
                VaultPath::new(node)
                    .is_ok_and(|node| graph.names().find_spelled(&node) == Some(file))
            };
            rewrite_canvas(&renamed, &text, is_file, leads_here, &mut proposal);
            continue;
        }
        let own = (source == file).then(|| renamed.splice.clone());
        rewrite(&renamed, &text, leads_here, own, &mut proposal);
    }
    proposal.planned.edits.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
    Ok(proposal)
}

/// The part of a note with its new name.
struct RenamedPart<'f> {
    facts: &'f NoteFacts,
    kind: PartKind<'f>,
    /// The change where it is written.
    splice: Splice,
    /// The new name as a link's subpath writes it, without `#`.
    in_link: String,
}

impl<'f> RenamedPart<'f> {
    fn find(
        note: &SeenText,
        facts: &'f NoteFacts,
        (subpath, line): (&str, Option<u32>),
        to: &str,
    ) -> Result<Self, EditError> {
        let no_part = || EditError::NoPart { path: note.path.clone(), subpath: subpath.to_owned() };
        let bad_name = || EditError::PartName(to.to_owned());
        let lines = LineIndex::new(&note.text);
        let is_on_line = |heading: &&Heading| Some(lines.line(heading.span.start) + 1) == line;
        let on_line = facts.headings.iter().find(is_on_line).map(PartKind::Heading);
        let named = || find_part(facts, note.text.len(), subpath).map(|part| part.kind);
        let kind = on_line.or_else(named).ok_or_else(no_part)?;
        let to = to.trim();
        let (splice, in_link) = match kind {
            PartKind::Heading(heading) => {
                let written = heading.span.of(&note.text);
                let at = written.find(&heading.text).ok_or_else(no_part)?;
                let start = heading.span.start as usize + at;
                let span = Span::new(start..start + heading_text(heading).len());
                let in_link = heading_in_link(to);
                if in_link.is_empty() || to.contains(['\n', '\r']) {
                    return Err(bad_name());
                }
                (Splice { span, text: to.to_owned() }, in_link)
            }
            PartKind::Block(block) => {
                let id = to.trim_start_matches('^');
                let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
                if id.is_empty() || !id.bytes().all(fits) {
                    return Err(bad_name());
                }
                if find_block(facts, id).is_some_and(|other| other.id != block.id) {
                    return Err(bad_name());
                }
                (Splice { span: block.written, text: format!("^{id}") }, format!("^{id}"))
            }
            PartKind::Footnote => return Err(no_part()),
        };
        Ok(Self { facts, kind, splice, in_link })
    }

    /// Returns true where links by the new name reach another heading.
    fn is_hidden_by_another(&self, text: &str) -> bool {
        let PartKind::Heading(heading) = self.kind else { return false };
        let changed = apply_splices(text.as_bytes(), std::slice::from_ref(&self.splice)).ok();
        let Some(changed) = changed.and_then(|bytes| String::from_utf8(bytes).ok()) else {
            return false;
        };
        let facts = parse(&changed);
        let found = find_heading(&facts, &format!("#{}", self.in_link));
        found.is_none_or(|found| found.span.start != heading.span.start)
    }

    /// Returns a subpath with the new name in it; none for one that does not name this part.
    fn renamed(&self, subpath: &str) -> Option<String> {
        match (split(subpath)?, self.kind) {
            (Subpath::Block(id), PartKind::Block(block)) => {
                let named = find_block(self.facts, id)?;
                (named.written == block.written).then(|| format!("#{}", self.in_link))
            }
            (Subpath::Headings(parts), PartKind::Heading(heading)) => {
                let mut prefix = String::new();
                let mut renamed = String::new();
                let mut changes = false;
                for part in parts {
                    prefix.push('#');
                    prefix.push_str(part);
                    let named = find_heading(self.facts, &prefix);
                    let is_this = named.is_some_and(|named| named.span == heading.span);
                    changes |= is_this;
                    renamed.push('#');
                    renamed.push_str(if is_this { &self.in_link } else { part });
                }
                changes.then_some(renamed)
            }
            _ => None,
        }
    }

    /// Returns the change of one link; none for one that does not name this part.
    fn splice_of(&self, text: &str, link: &Link) -> Option<Splice> {
        let subpath = self.renamed(&link.subpath)?;
        let written = link.destination_span.of(text);
        let at = link.destination_span.start as usize + written.find('#')?;
        let new = if link.syntax == LinkSyntax::Markdown { encode(&subpath) } else { subpath };
        Some(Splice { span: Span::new(at..link.destination_span.end as usize), text: new })
    }
}

/// Rewrites the links of one note and, in the note itself, the part's own name.
fn rewrite(
    renamed: &RenamedPart<'_>,
    note: &SeenText,
    leads_here: impl Fn(&Link) -> bool,
    own: Option<Splice>,
    proposal: &mut Proposal,
) {
    let facts = parse(&note.text);
    let named: Vec<&Link> = (facts.links.iter())
        .filter(|link| leads_here(link) && renamed.renamed(&link.subpath).is_some())
        .collect();
    let in_property = |link: &&&Link| matches!(link.place, LinkPlace::Property(_));
    let splices_of = |links: &[&Link]| -> Vec<Splice> {
        links.iter().filter_map(|link| renamed.splice_of(&note.text, link)).collect()
    };
    let mut splices: Vec<Splice> = own.into_iter().collect();
    let before = splices.len();
    splices.extend(splices_of(&named));
    if breaks_properties(&note.text, &splices) {
        // The name holds what the YAML around a link cannot: a quote, say.
        let in_text: Vec<&Link> = named.iter().filter(|link| !in_property(link)).copied().collect();
        splices.truncate(before);
        splices.extend(splices_of(&in_text));
    }
    let lost = named.len() + before - splices.len();
    if lost > 0 {
        let links = if lost == 1 { "1 link" } else { &format!("{lost} links") };
        proposal.warn(format!("{links} in {} cannot be rewritten", note.path));
    }
    proposal.change(note, splices);
}

/// Rewrites the file nodes and the cards of a canvas.
fn rewrite_canvas(
    renamed: &RenamedPart<'_>,
    canvas: &SeenText,
    is_file: impl Fn(&str) -> bool,
    leads_here: impl Fn(&Link) -> bool,
    proposal: &mut Proposal,
) {
    let mut splices = Vec::new();
    // A node's file and its part stand in any order.
    let (mut named, mut parts) = (BTreeSet::new(), Vec::new());
    each_text(&canvas.text, |text| match text.key {
        NodeKey::File if is_file(&text.raw.text) => {
            named.insert(text.node.to_owned());
        }
        NodeKey::File => {}
        NodeKey::Subpath => {
            let new = renamed.renamed(&text.raw.text).map(|new| text.become_text(&new));
            parts.extend(new.map(|splice| (text.node.to_owned(), splice)));
        }
        NodeKey::Card => {
            let facts = parse(&text.raw.text);
            let links = facts.links.iter().filter(|link| leads_here(link));
            let new = links.filter_map(|link| renamed.splice_of(&text.raw.text, link));
            splices.extend(new.map(|splice| text.in_json(&splice)));
        }
    });
    splices.extend(parts.into_iter().filter(|(node, _)| named.contains(node)).map(|(_, new)| new));
    proposal.change(canvas, splices);
}
