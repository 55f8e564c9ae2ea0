//! Links in properties: changed inside their YAML texts, in the quotes that are there.

use super::link::NewLink;
use crate::edit::plan::{Splice, apply_splices};
use crate::edit::property::{replace_text, smallest_splice};
use crate::facts::{Link, LinkPlace};
use crate::parse::parse;
use crate::text::Span;

/// Returns the changes for these links of one block; none where it cannot be done safely.
///
/// The bytes of each link are exchanged where they stand. Where the block read again does not say
/// what it should (a quote in the name, an escaped text), the texts are set anew by `yaml-edit`.
pub(super) fn rewrite(text: &str, yaml: Span, links: &[NewLink<'_>]) -> Option<Vec<Splice>> {
    let in_place: Vec<Splice> = links
        .iter()
        .flat_map(|new| new.splices(text, |part| quoted(text, new.link, part)))
        .collect();
    let stand_alone = links.iter().all(|new| is_found(text, new.link));
    if stand_alone && splice_yaml(text, yaml, &in_place).is_some_and(|new| says(&new, links)) {
        return Some(in_place);
    }
    let mut changed = yaml.of(text).to_owned();
    for new in links {
        let LinkPlace::Property(place) = &new.link.place else { continue };
        changed = replace_text(&changed, place, &new.whole())?;
    }
    says(&changed, links).then(|| vec![smallest_splice(yaml.of(text), &changed, yaml.start)])
}

/// Returns true where the link's own bytes are known, not just its property's.
fn is_found(text: &str, link: &Link) -> bool {
    link.span.of(text).trim_start_matches('!').starts_with('[')
}

/// Returns `part` as it stands inside the YAML text around the link: links fill their text, so
/// the byte before them is its quote.
fn quoted(text: &str, link: &Link, part: &str) -> String {
    match text.get(..link.span.start as usize).and_then(|before| before.chars().next_back()) {
        Some('"') => part.replace('\\', "\\\\").replace('"', "\\\""),
        Some('\'') => part.replace('\'', "''"),
        _ => part.to_owned(),
    }
}

fn splice_yaml(text: &str, yaml: Span, splices: &[Splice]) -> Option<String> {
    let shifted: Vec<Splice> = splices
        .iter()
        .map(|splice| {
            let start = splice.span.start.checked_sub(yaml.start)?;
            let end = splice.span.end.checked_sub(yaml.start)?;
            Some(Splice { span: Span { start, end }, text: splice.text.clone() })
        })
        .collect::<Option<_>>()?;
    String::from_utf8(apply_splices(yaml.of(text).as_bytes(), &shifted).ok()?).ok()
}

/// Returns true where a block of this YAML holds all links with their new targets.
fn says(yaml: &str, links: &[NewLink<'_>]) -> bool {
    let facts = parse(&format!("---\n{yaml}\n---\n"));
    let holds = |new: &NewLink<'_>| {
        facts.links.iter().any(|link| {
            link.place == new.link.place
                && link.target.trim() == new.target
                && link.subpath == new.link.subpath
        })
    };
    facts.frontmatter.is_some_and(|block| !block.invalid) && links.iter().all(holds)
}
