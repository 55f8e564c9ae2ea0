//! What a cluster is called: by the thesis inside it, else by its entity and its telling terms.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::corpus::Corpus;
use super::hashing::QuickMap;
use super::profile::Profile;
use super::signals::Signal;
use super::terms::{TermId, terms_of};
use crate::text::fold::fold;

/// What stands between the words of a name.
const BETWEEN: &str = " · ";

/// How many words a name has at most.
const WORDS: usize = 3;

/// How many notes have a title at least that names nothing.
const NAMESAKES: usize = 3;

/// One note in so many has a title that names nothing.
const COMMON: usize = 20;

/// Titles that so many notes have that they say nothing: README, index, Meeting.
#[derive(Debug, Default)]
pub(super) struct CommonTitles {
    /// Folded.
    titles: BTreeSet<String>,
    /// Of all of them.
    terms: BTreeSet<TermId>,
}

impl CommonTitles {
    /// Finds them in a vault.
    pub(super) fn of(corpus: &Corpus) -> Self {
        let least = NAMESAKES.max(corpus.notes.len().div_ceil(COMMON));
        let mut counted: QuickMap<Cow<'_, str>, usize> = QuickMap::default();
        for note in &corpus.notes {
            *counted.entry(fold(&note.title)).or_default() += 1;
        }
        let mut common = Self::default();
        for (title, _) in counted.into_iter().filter(|(_, count)| *count >= least) {
            let terms = terms_of(&title, "", &corpus.property_names).terms;
            common.terms.extend(terms.iter().map(|count| count.term));
            common.titles.insert(title.into_owned());
        }
        common
    }
}

/// A thesis that a group of notes may be about.
struct Candidate {
    group: usize,
    /// How many of its notes bear on the thesis.
    bearing: usize,
    feature: u32,
}

/// Finds for each group the thesis that it is about, by path and name; none for most groups.
///
/// That is the one on which most of them bear, if it is a member or at least half of them do. A
/// thesis is that of one group: of several, of the one with the most notes that bear on it.
pub(super) fn theses_of(corpus: &Corpus, groups: &[Vec<u32>]) -> Vec<Option<(String, String)>> {
    let mut candidates: Vec<Candidate> =
        groups.iter().zip(0..).flat_map(|(group, at)| candidates(corpus, group, at)).collect();
    candidates.sort_by_key(|candidate| {
        (std::cmp::Reverse(candidate.bearing), candidate.feature, candidate.group)
    });
    let mut found: Vec<Option<(String, String)>> = vec![None; groups.len()];
    let mut taken = BTreeSet::new();
    for candidate in candidates {
        let Some(feature) = corpus.features.get(candidate.feature as usize) else { continue };
        let Some(place) = found.get_mut(candidate.group) else { continue };
        if place.is_none() && taken.insert(candidate.feature) {
            *place = Some((feature.key.clone(), feature.label.clone()));
        }
    }
    for (place, group) in found.iter_mut().zip(groups) {
        if place.is_none() {
            *place = lone_thesis(corpus, group);
        }
    }
    found
}

fn candidates(corpus: &Corpus, group: &[u32], at: usize) -> Vec<Candidate> {
    let mut bearing: BTreeMap<u32, (usize, bool)> = BTreeMap::new();
    for note in group.iter().filter_map(|note| corpus.notes.get(*note as usize)) {
        for number in &note.features {
            let feature = corpus.features.get(*number as usize);
            if let Some(feature) = feature.filter(|feature| feature.signal == Signal::Thesis) {
                let entry = bearing.entry(*number).or_default();
                entry.0 += 1;
                entry.1 |= note.path == feature.key;
            }
        }
    }
    bearing
        .into_iter()
        // The thesis itself alone is no evidence that the group is about it.
        .filter(|(_, (count, inside))| (*inside && *count > 1) || count * 2 >= group.len())
        .map(|(feature, (bearing, _))| Candidate { group: at, bearing, feature })
        .collect()
}

/// Returns the thesis among these notes on which no note bears yet, if there is just one.
fn lone_thesis(corpus: &Corpus, group: &[u32]) -> Option<(String, String)> {
    let notes = group.iter().filter_map(|note| corpus.notes.get(*note as usize));
    let mut theses = notes.filter(|note| note.is_thesis);
    let thesis = theses.next()?;
    theses.next().is_none().then(|| (thesis.path.clone(), thesis.title.clone()))
}

/// Returns the name of a cluster of `size` notes.
pub(super) fn name(
    profile: &Profile,
    thesis: Option<&str>,
    size: usize,
    common: &CommonTitles,
) -> String {
    if let Some(thesis) = thesis {
        return thesis.to_owned();
    }
    let mut words: Vec<&str> = Vec::new();
    let mut entities =
        profile.entities.iter().filter(|(entity, _)| !common.titles.contains(&*fold(entity)));
    if let Some((entity, count)) = entities.next()
        && count * 5 >= size * 2
    {
        words.push(entity);
    }
    for term in profile.terms.iter().filter(|term| !common.terms.contains(&term.term)) {
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
    if words.is_empty() { "Unnamed".to_owned() } else { words.join(BETWEEN) }
}

/// Returns true where an earlier name still says what a cluster is about: each of its words is one of
/// its terms or entities.
pub(super) fn tells(profile: &Profile, name: &str) -> bool {
    let terms = profile.terms.iter().map(|term| term.label.as_str());
    let said: BTreeSet<&str> =
        terms.chain(profile.entities.iter().map(|(entity, _)| entity.as_str())).collect();
    name.split(BETWEEN).all(|word| said.contains(word))
}
