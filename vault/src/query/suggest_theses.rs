//! Completion behind `supports::`: theses, and behind `#` their pillars.

use std::collections::BTreeSet;

use super::suggest::{Asked, Suggestion, SuggestionKind, Writing};
use super::switcher::{SwitchHit, list_matching};
use crate::error::Result;
use crate::index::Snapshot;
use crate::path::VaultPath;
use crate::text::fold::fold;
use crate::thesis::Evidence;

/// Lists the theses that `typed` can become, by name and alias, best first; `Thesis#x` and
/// `Thesis#^x` list the pillars of a thesis by their ids and words.
///
/// A link has no display text even where an alias matched: it stands in a property or in a line
/// that names the thesis.
pub fn suggest_theses(
    snapshot: &Snapshot,
    evidence: &Evidence,
    typed: &str,
    writing: Writing<'_>,
) -> Result<Vec<Suggestion>> {
    let asked = Asked { snapshot, writing };
    let notes = evidence.theses.iter().filter_map(|thesis| evidence.note(thesis.note?));
    let theses: BTreeSet<&VaultPath> =
        notes.map(|note| &note.path).filter(|path| *path != writing.source).collect();
    let list = |text: &str| {
        list_matching(snapshot, text, |file| theses.contains(&file.path), writing.excluded)
    };
    let Some((name, pillar)) = typed.split_once('#') else {
        let suggestion = |SwitchHit { path, title, alias, .. }: SwitchHit| {
            let link = asked.link(&path, "", None)?;
            let kind = if alias.is_some() { SuggestionKind::Alias } else { SuggestionKind::File };
            Ok(Suggestion::new(kind, alias.unwrap_or(title), Some(path), &link))
        };
        return list(typed)?.into_iter().map(suggestion).collect();
    };
    let named = asked.find(name)?.map(|file| snapshot.find_path(file)).transpose()?.flatten();
    let named = named.filter(|path| theses.contains(path));
    let thesis = match named {
        Some(path) => Some(path),
        None => list(name)?.into_iter().next().map(|hit| hit.path),
    };
    let Some(path) = thesis else { return Ok(Vec::new()) };
    list_pillars(&asked, evidence, &path, pillar.trim_start_matches('^'))
}

fn list_pillars(
    asked: &Asked<'_>,
    evidence: &Evidence,
    thesis: &VaultPath,
    typed: &str,
) -> Result<Vec<Suggestion>> {
    let note = evidence.find_note(thesis).and_then(|number| evidence.note(number));
    let pillars = note.and_then(|note| note.bearing.page.as_ref()).map(|page| &page.pillars);
    let typed = fold(typed.trim());
    let fits = |text: &str| fold(text).contains(&*typed);
    let mut suggestions = Vec::new();
    for pillar in pillars.into_iter().flatten() {
        if fits(&pillar.id) || fits(&pillar.text) {
            let link = asked.link(thesis, &format!("#^{}", pillar.id), None)?;
            let (kind, label) = (SuggestionKind::Block, pillar.text.clone());
            suggestions.push(Suggestion::new(kind, label, Some(thesis.clone()), &link));
        }
    }
    Ok(suggestions)
}
