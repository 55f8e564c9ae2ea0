//! What a group of notes has in common that others have not: its telling terms, by class-based
//! TF-IDF, its entities and its sources.

use std::collections::BTreeMap;

use super::corpus::Corpus;
use super::hashing::QuickMap;
use super::signals::Signal;
use super::terms::TermId;
use super::weights::Vectors;

/// How many terms tell a group apart.
const TERMS: usize = 24;

/// In a group of more notes than this, what only two of them say tells nothing.
const PAIRS: usize = 10;

/// The least log-likelihood of a term that tells: what comes so by chance once in two hundred times;
/// in a small group, where nothing could be rarer, once in twenty.
const TELLING: f32 = 7.88;
const TELLING_IN_FEW: f32 = 3.84;

/// So many of a group's terms tell it apart, however likely they come by chance.
const FIRST: usize = 3;

/// How many entities or sources of a group are named.
const NAMED: usize = 6;

/// A term that tells a group apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Telling {
    /// Which term.
    pub term: TermId,
    /// How most notes of the group spell it.
    pub label: String,
    /// How telling it is; only the order means something.
    pub score: f32,
}

/// What tells a group apart.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Profile {
    /// Most telling first.
    pub terms: Vec<Telling>,
    /// Entities that several of its notes name, most first: what is shown and how many notes.
    pub entities: Vec<(String, usize)>,
    /// Sources and authors that several of its notes share.
    pub sources: Vec<(String, usize)>,
}

/// Returns what tells a group of notes apart.
pub(super) fn profile(corpus: &Corpus, vectors: &Vectors, group: &[u32]) -> Profile {
    Profile {
        terms: telling(corpus, vectors, group),
        entities: shared(corpus, group, Signal::Entity),
        sources: shared(corpus, group, Signal::Source),
    }
}

fn telling(corpus: &Corpus, vectors: &Vectors, group: &[u32]) -> Vec<Telling> {
    let mut inside: QuickMap<TermId, (u32, u32, f32)> = QuickMap::default();
    for note in group {
        for term in vectors.notes.get(*note as usize).into_iter().flatten() {
            let entry = inside.entry(term.term).or_insert((term.slot, 0, 0.0));
            entry.1 += 1;
            entry.2 += term.weight;
        }
    }
    let size = group.len() as f32;
    // Two of many notes share a word by chance.
    let least = if group.len() > PAIRS { 3.0 } else { 2.0_f32 }.max(size * 0.04);
    let others = (corpus.notes.len() as f32 - size).max(1.0);
    let mut scored: Vec<(TermId, f32, f32)> = inside
        .into_iter()
        .filter(|(_, (_, count, _))| *count as f32 >= least)
        .map(|(term, (slot, count, weight))| {
            let outside = vectors.compared(slot).saturating_sub(count);
            let (within, without) = (count as f32 / size, outside as f32 / others);
            let contrast = ((within + 0.01) / (without + 0.01)).ln().max(0.0);
            let likelihood = log_likelihood(count as f32, size, outside as f32, others);
            (term, weight / size * contrast * within.sqrt(), likelihood)
        })
        .filter(|(_, score, _)| *score > 0.0)
        .collect();
    scored.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let enough = if group.len() > PAIRS { TELLING } else { TELLING_IN_FEW };
    let ranked = scored.into_iter().enumerate();
    let telling = ranked.filter(|(rank, (.., likelihood))| *rank < FIRST || *likelihood >= enough);
    let name = |(_, (term, score, _)): (usize, (TermId, f32, f32))| {
        Some(Telling { term, label: spelling(corpus, group, term)?, score })
    };
    telling.take(TERMS).filter_map(name).collect()
}

/// Returns how unlikely it is by chance that `inside` of `size` notes hold a term and `outside` of
/// `others`: Dunning's log-likelihood ratio.
fn log_likelihood(inside: f32, size: f32, outside: f32, others: f32) -> f32 {
    let share = (inside + outside) / (size + others);
    let part =
        |seen: f32, expected: f32| if seen > 0.0 { seen * (seen / expected).ln() } else { 0.0 };
    let held = part(inside, size * share) + part(outside, others * share);
    let missing = 1.0 - share;
    2.0 * (held + part(size - inside, size * missing) + part(others - outside, others * missing))
}

/// Returns how most notes of a group spell a term.
fn spelling(corpus: &Corpus, group: &[u32], term: TermId) -> Option<String> {
    let mut votes: BTreeMap<&str, u32> = BTreeMap::new();
    let holders = group.iter().filter_map(|note| corpus.notes.get(*note as usize));
    for spelling in holders.filter_map(|note| note.terms.spelling(term)).take(60) {
        *votes.entry(spelling).or_default() += 1;
    }
    let most = votes.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(a.0.cmp(b.0)));
    most.map(|(spelling, _)| spelling.to_owned())
}

/// Lists what at least two notes of a group share by a signal, most shared first.
pub(super) fn shared(corpus: &Corpus, group: &[u32], signal: Signal) -> Vec<(String, usize)> {
    let mut counted: BTreeMap<u32, usize> = BTreeMap::new();
    for note in group.iter().filter_map(|note| corpus.notes.get(*note as usize)) {
        for feature in &note.features {
            if corpus.features.get(*feature as usize).is_some_and(|f| f.signal == signal) {
                *counted.entry(*feature).or_default() += 1;
            }
        }
    }
    let mut found: Vec<(u32, usize)> = counted.into_iter().filter(|(_, n)| *n >= 2).collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let label = |(feature, count): &(u32, usize)| {
        corpus.features.get(*feature as usize).map(|feature| (feature.label.clone(), *count))
    };
    found.iter().filter_map(label).take(NAMED).collect()
}
