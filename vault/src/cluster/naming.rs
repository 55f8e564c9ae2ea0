//! What a cluster is called: by the thesis inside it, else by its entity and its telling terms.

use super::corpus::Corpus;
use super::profile::Profile;
use super::signals::Signal;

/// How many words a name has at most.
const WORDS: usize = 3;

/// Finds the thesis that a group of notes is about, by its number in the corpus or its name.
///
/// That is the one on which most of them bear, if it is a member or at least half of them do.
pub(super) fn thesis_of(corpus: &Corpus, group: &[u32]) -> Option<(String, String)> {
    let mut best: Option<(usize, bool, String, String)> = None;
    let mut bearing: std::collections::BTreeMap<u32, usize> = std::collections::BTreeMap::new();
    for note in group.iter().filter_map(|note| corpus.notes.get(*note as usize)) {
        for feature in &note.features {
            if corpus.features.get(*feature as usize).is_some_and(|f| f.signal == Signal::Thesis) {
                *bearing.entry(*feature).or_default() += 1;
            }
        }
    }
    let inside = |path: &str| {
        let found = corpus.notes.binary_search_by(|note| note.path.as_str().cmp(path));
        found.ok().filter(|at| group.contains(&(*at as u32)))
    };
    for (feature, count) in bearing {
        let Some(feature) = corpus.features.get(feature as usize) else { continue };
        let is_inside = inside(&feature.key).is_some();
        if (is_inside || count * 2 >= group.len())
            && best.as_ref().is_none_or(|(most, _, _, _)| count > *most)
        {
            best = Some((count, is_inside, feature.key.clone(), feature.label.clone()));
        }
    }
    let alone = || {
        let notes = group.iter().filter_map(|note| corpus.notes.get(*note as usize));
        let mut theses = notes.filter(|note| note.is_thesis);
        theses.next().map(|note| (note.path.clone(), note.title.clone()))
    };
    best.map(|(_, _, path, title)| (path, title)).or_else(alone)
}

/// Returns the name of a cluster.
pub(super) fn name(profile: &Profile, thesis: Option<&str>, size: usize) -> String {
    if let Some(thesis) = thesis {
        return thesis.to_owned();
    }
    let mut words: Vec<&str> = Vec::new();
    if let Some((entity, count)) = profile.entities.first()
        && count * 5 >= size * 2
    {
        words.push(entity);
    }
    for term in &profile.terms {
        if words.len() >= WORDS {
            break;
        }
        let label = term.label.as_str();
        // "Web Services" says all that "services" says.
        let holds = |one: &str, other: &str| one.to_lowercase().contains(&other.to_lowercase());
        if words.iter().any(|word| holds(word, label)) {
            continue;
        }
        match words.iter_mut().find(|word| holds(label, word)) {
            Some(shorter) => *shorter = label,
            None => words.push(label),
        }
    }
    if words.is_empty() { "Unnamed".to_owned() } else { words.join(" · ") }
}
