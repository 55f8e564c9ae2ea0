//! A part of a note goes to a note of its own: what it links to and what links to it stay together.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use support::{Files, path};
use vault::edit::SeenText;
use vault::edit::extract::{Extraction, LeftBehind, plan_extract};
use vault::edit::planned::Proposal;
use vault::resolve::{LinkFormat, LinkStyle};
use vault::text::Span;

fn format() -> LinkFormat {
    LinkFormat { style: LinkStyle::Shortest, markdown: false }
}

/// Moves what stands between `«` and `»` in `from`.
fn extract(files: &mut Files, from: &str, to: &str, left: LeftBehind) -> Proposal {
    let marked = files.text(from).to_owned();
    let start = marked.find('«').unwrap();
    let end = marked.find('»').unwrap() - '«'.len_utf8();
    let text = marked.replace(['«', '»'], "");
    files.0.insert(path(from), text.clone().into_bytes());
    let to = path(to);
    let note = SeenText::new(path(from), text.into_bytes()).unwrap();
    let extraction =
        Extraction { span: Span::new(start..end), to: &to, left, format: format(), template: None };
    let proposal =
        plan_extract(&files.graph(LinkStyle::Shortest), files, &note, &extraction).unwrap();
    files.apply(&proposal.plan);
    proposal
}

#[test]
fn links_into_the_part_follow_it_and_its_own_links_keep_their_destination() {
    let mut files = Files::new([
        (
            "a/Source.md",
            "---\nup: \"[[Source#Part]]\"\n---\n# Top\n[[#Part]] and [[#Top]]\n\n«## Part\nSee [x](./Near.md), [[#Top]], [[#Part]], [[Near]] and [[Source#^id]].\nText ^id\n»\n## Rest\n[[Source#^id|the text]]\n",
        ),
        ("a/Near.md", "[[Source#Part]] [[Source#Rest]] [[Source]]"),
        ("c.canvas", "{\"nodes\":[{\"id\":\"1\",\"type\":\"text\",\"text\":\"[[Source#Part]]\"}]}"),
    ]);
    let proposal = extract(&mut files, "a/Source.md", "b/New.md", LeftBehind::Link);
    assert_eq!(
        files.text("a/Source.md"),
        "---\nup: \"[[New#Part]]\"\n---\n# Top\n[[New#Part]] and [[#Top]]\n\n[[New]]\n\n## Rest\n[[New#^id|the text]]\n"
    );
    assert_eq!(
        files.text("b/New.md"),
        "## Part\nSee [x](../a/Near.md), [[Source#Top]], [[#Part]], [[Near]] and [[New#^id]].\nText ^id\n"
    );
    assert_eq!(files.text("a/Near.md"), "[[New#Part]] [[Source#Rest]] [[Source]]");
    assert!(files.text("c.canvas").contains("[[New#Part]]"));
    assert_eq!(proposal.planned.warnings, Vec::<String>::new());
}

#[test]
fn a_part_goes_to_the_end_of_a_note_that_is_there() {
    let mut files = Files::new([
        ("S.md", "one\r\n\r\n«two[^1]\r\nthree»\r\n\r\n[^1]: note\r\n"),
        ("T.md", "first\n\n"),
        ("U.md", "last\r\nline"),
    ]);
    let proposal = extract(&mut files, "S.md", "T.md", LeftBehind::Embed);
    assert_eq!(files.text("S.md"), "one\r\n\r\n![[T]]\r\n\r\n[^1]: note\r\n");
    assert_eq!(files.text("T.md"), "first\n\ntwo[^1]\nthree\n");
    assert_eq!(proposal.planned.warnings.len(), 1, "{:?}", proposal.planned.warnings);
    files.0.insert(path("S.md"), "a «b» c".as_bytes().to_vec());
    extract(&mut files, "S.md", "U.md", LeftBehind::Nothing);
    assert_eq!(files.text("S.md"), "a  c");
    assert_eq!(files.text("U.md"), "last\r\nline\r\n\r\nb\r\n");
}

#[test]
fn a_name_that_becomes_ambiguous_keeps_every_link() {
    let mut files = Files::new([
        ("a/Source.md", "«## Part\ntext»\n[[Note]]"),
        ("b/Note.md", ""),
        ("c/Other.md", "[[Note]] [[Source#Part]]"),
    ]);
    extract(&mut files, "a/Source.md", "Note.md", LeftBehind::Link);
    assert_eq!(files.text("a/Source.md"), "[[Note]]\n[[b/Note|Note]]");
    assert_eq!(files.text("c/Other.md"), "[[b/Note|Note]] [[Note#Part]]");
}
