//! Writing the claim of a thesis anew: its first paragraph, and no other byte.

use super::append::with_line_ends;
use super::plan::{FileSplices, Plan, Splice};
use super::property::smallest_splice;
use super::{EditError, SeenText};
use crate::facts::{NoteFacts, SectionKind};
use crate::parse::parse;
use crate::text::Span;
use crate::thesis::page::find_statement;

/// Plans to put `after` in the place of a thesis's claim, which must still read `before`; an empty
/// `before` says that the thesis has none yet. Line ends are those of the note.
pub fn plan_statement(note: &SeenText, before: &str, after: &str) -> Result<Plan, EditError> {
    let facts = parse(&note.text);
    let end = note.line_end();
    let claim = with_line_ends(after.trim(), end);
    let found = find_statement(&facts);
    let now = found.map_or("", |span| span.of(&note.text));
    if now.trim().replace("\r\n", "\n") != before.trim().replace("\r\n", "\n") {
        return Err(EditError::OtherText { path: note.path.clone(), text: before.to_owned() });
    }
    let splice = match found {
        Some(span) => smallest_splice(now, &claim, span.start),
        None => first_claim(note, &facts, &claim, end),
    };
    let mut text = note.text.clone();
    text.replace_range(splice.span.range(), &splice.text);
    if find_statement(&parse(&text)).is_none_or(|span| span.of(&text) != claim) {
        return Err(EditError::NoStatement(after.to_owned()));
    }
    let is_same = splice.span.is_empty() && splice.text.is_empty();
    let (path, expected) = (note.path.clone(), note.hash);
    let splices = FileSplices { path, expected, splices: vec![splice] };
    Ok(Plan {
        title: format!("write the claim of {}", note.path),
        splices: if is_same { Vec::new() } else { vec![splices] },
        ..Plan::default()
    })
}

/// Puts a claim behind the title, else behind the properties, else at the start.
fn first_claim(note: &SeenText, facts: &NoteFacts, claim: &str, end: &str) -> Splice {
    let title = facts.headings.first().filter(|heading| heading.level == 1);
    let yaml = || facts.sections.iter().find(|section| section.kind == SectionKind::Yaml);
    let behind = title.map(|title| title.span.end).or_else(|| Some(yaml()?.span.end));
    let at = behind.map_or(note.text.len() - bare(&note.text).len(), |at| at as usize);
    let rest = note.text.get(at..).unwrap_or("");
    let mut text = String::new();
    if behind.is_some() {
        text.push_str(end);
        text.push_str(end);
    }
    text.push_str(claim);
    // What follows stands apart; the breaks that are there already count.
    let breaks = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    let wanted = if rest.trim().is_empty() { end.len() } else { 2 * end.len() };
    for _ in 0..wanted.saturating_sub(breaks) / end.len() {
        text.push_str(end);
    }
    Splice { span: Span::new(at..at), text }
}

/// Returns a text without its byte order mark.
fn bare(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::plan::apply_splices;
    use crate::path::VaultPath;

    fn written(text: &str, before: &str, after: &str) -> Result<String, EditError> {
        let path = VaultPath::new("a.md").unwrap();
        let note = SeenText::new(path, text.as_bytes().to_vec()).unwrap();
        let plan = plan_statement(&note, before, after)?;
        let splices = plan.splices.first().map(|file| file.splices.clone()).unwrap_or_default();
        Ok(String::from_utf8(apply_splices(text.as_bytes(), &splices).unwrap()).unwrap())
    }

    #[test]
    fn only_the_claim_changes() {
        let text =
            "---\ntype: thesis\n---\n# T\n\nOld claim\nof two lines.\n\n## Pillars\n\n- a ^a\n";
        assert_eq!(
            written(text, "Old claim\nof two lines.", "  New claim. \n").unwrap(),
            text.replace("Old claim\nof two lines.", "New claim.")
        );
        assert_eq!(
            written(text, "Old claim\nof two lines.", "Old claim\nof two lines.").unwrap(),
            text
        );
        let windows = text.replace('\n', "\r\n");
        assert_eq!(
            written(&windows, "Old claim\nof two lines.", "One\ntwo").unwrap(),
            windows.replace("Old claim\r\nof two lines.", "One\r\ntwo")
        );
    }

    #[test]
    fn a_first_claim_stands_behind_the_title() {
        for (before, after) in [
            ("# T\n\n## Pillars\n", "# T\n\nClaim.\n\n## Pillars\n"),
            ("# T\n\n\n## Pillars\n", "# T\n\nClaim.\n\n\n## Pillars\n"),
            ("# T", "# T\n\nClaim.\n"),
            ("# T\n", "# T\n\nClaim.\n"),
            (
                "---\ntype: thesis\n---\n## Pillars\n",
                "---\ntype: thesis\n---\n\nClaim.\n\n## Pillars\n",
            ),
            ("## Pillars\n", "Claim.\n\n## Pillars\n"),
            ("", "Claim.\n"),
        ] {
            assert_eq!(written(before, "", "Claim.").unwrap(), after, "{before:?}");
        }
    }

    #[test]
    fn another_claim_and_what_is_none_are_refused() {
        let text = "# T\n\nOld.\n";
        for (before, after) in [("Older.", "New."), ("", "New.")] {
            assert!(matches!(written(text, before, after), Err(EditError::OtherText { .. })));
        }
        for after in ["", "one\n\ntwo", "- a", "# T2", "> said", "a\n---"] {
            let refused = written(text, "Old.", after);
            assert!(matches!(refused, Err(EditError::NoStatement(_))), "{after:?}: {refused:?}");
        }
    }
}
