//! Why a note stands in its cluster, in words, and what would be the first tie to tear.

use super::corpus::{Corpus, Note};
use super::neighbours::Neighbour;
use super::signals::Signal;
use super::terms::TermId;
use super::weights::{Vectors, each_shared};

/// How many terms a reason names.
const TERMS: usize = 5;

/// The tie of a member that is weakest.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
#[ts(rename = "WeakestTie")]
pub struct Weakest {
    /// The note at its other end.
    pub path: String,
    /// How strong it is.
    pub strength: f32,
    /// What ties the two, in words.
    pub reasons: Vec<String>,
}

/// Why a note stands in its cluster.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reasons {
    /// In words, the strongest reason first.
    pub reasons: Vec<String>,
    /// The weakest of what holds it there.
    pub weakest: Option<Weakest>,
}

/// Says why a note stands among these neighbours.
pub(super) fn explain(
    corpus: &Corpus,
    vectors: &Vectors,
    number: u32,
    ties: &[&Neighbour],
) -> Reasons {
    Reasons {
        reasons: reasons(corpus, vectors, number, ties),
        weakest: weakest(corpus, vectors, number, ties),
    }
}

/// Returns the reasons for which a note stands among these neighbours, the strongest first.
fn reasons(corpus: &Corpus, vectors: &Vectors, number: u32, ties: &[&Neighbour]) -> Vec<String> {
    let Some(note) = corpus.notes.get(number as usize) else { return Vec::new() };
    let mut found: Vec<(f32, String)> = Vec::new();
    for signal in Signal::ALL {
        let sum: f32 = ties.iter().filter_map(|tie| tie.parts.get(signal.at())).sum();
        if sum <= 0.0 {
            continue;
        }
        let reason = match signal {
            Signal::Text => terms(corpus, vectors, number, ties),
            Signal::Link => links(corpus, number, note, ties),
            _ => shared(corpus, note, ties, signal),
        };
        found.extend(reason.map(|reason| (sum, reason)));
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    found.into_iter().map(|(_, reason)| reason).collect()
}

/// Returns the weakest of a note's ties.
fn weakest(
    corpus: &Corpus,
    vectors: &Vectors,
    number: u32,
    ties: &[&Neighbour],
) -> Option<Weakest> {
    let order = |a: &&&Neighbour, b: &&&Neighbour| {
        a.strength.total_cmp(&b.strength).then(b.note.cmp(&a.note))
    };
    let tie = ties.iter().min_by(order)?;
    let path = corpus.notes.get(tie.note as usize)?.path.clone();
    let reasons = reasons(corpus, vectors, number, &[tie]);
    Some(Weakest { path, strength: tie.strength, reasons })
}

fn terms(corpus: &Corpus, vectors: &Vectors, number: u32, ties: &[&Neighbour]) -> Option<String> {
    let own = vectors.notes.get(number as usize)?;
    // By the place among the note's own terms, which is quicker to add up in than a map.
    let mut sums = vec![0.0_f32; own.len()];
    for tie in ties {
        let other = vectors.notes.get(tie.note as usize)?;
        each_shared(own, other, |at, a, b| {
            if let Some(sum) = sums.get_mut(at) {
                *sum += a.weight * b.weight;
            }
        });
    }
    let mut best: Vec<(TermId, f32)> =
        own.iter().map(|weighted| weighted.term).zip(sums).filter(|(_, sum)| *sum > 0.0).collect();
    best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let note = corpus.notes.get(number as usize)?;
    let mut shown: Vec<&str> = Vec::new();
    for (term, _) in best {
        let spelling = note.terms.spelling(term);
        // A name and its words are one thing to a reader.
        if let Some(spelling) = spelling
            && !shown.iter().any(|word| word.contains(spelling) || spelling.contains(word))
        {
            shown.push(spelling);
        }
        if shown.len() == TERMS {
            break;
        }
    }
    match shown.len() {
        0 => None,
        1 => Some(format!("1 rare term: {}", shown.join(", "))),
        count => Some(format!("{count} rare terms: {}", shown.join(", "))),
    }
}

fn links(corpus: &Corpus, number: u32, note: &Note, ties: &[&Neighbour]) -> Option<String> {
    let of = |tie: &&&Neighbour| tie.parts.get(Signal::Link.at()).is_some_and(|part| *part > 0.0);
    let linked: Vec<&Neighbour> = ties.iter().filter(of).copied().collect();
    let first = linked.first()?;
    let title = &corpus.notes.get(first.note as usize)?.title;
    let links_there = note.links.contains(&first.note);
    let links_back = corpus.notes.get(first.note as usize)?.links.contains(&number);
    let how = match (links_there, links_back) {
        (true, true) => format!("links to [[{title}]] and back"),
        (true, false) => format!("links to [[{title}]]"),
        _ => format!("[[{title}]] links here"),
    };
    Some(match linked.len() {
        1 => how,
        more => format!("{how}, tied by links to {} more", more - 1),
    })
}

/// Says what a note shares with its neighbours by a signal, what most of them share first.
fn shared(corpus: &Corpus, note: &Note, ties: &[&Neighbour], signal: Signal) -> Option<String> {
    let mut counted: Vec<(usize, &str)> = Vec::new();
    for number in &note.features {
        let feature = corpus.features.get(*number as usize)?;
        if feature.signal != signal {
            continue;
        }
        let having = ties.iter().filter(|tie| {
            let other = corpus.notes.get(tie.note as usize);
            other.is_some_and(|other| other.features.binary_search(number).is_ok())
        });
        let count = having.count();
        if count > 0 {
            counted.push((count, &feature.label));
        }
    }
    counted.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let labels: Vec<String> =
        counted.iter().take(3).map(|(_, label)| said(signal, label)).collect();
    let labels = labels.join(", ");
    (!labels.is_empty()).then(|| match signal {
        Signal::Thesis => format!("bears on {labels}"),
        Signal::Target => format!("links to {labels} as others here do"),
        Signal::Entity => format!("names {labels}"),
        Signal::Source => format!("from {labels}"),
        _ => format!("shares {labels}"),
    })
}

fn said(signal: Signal, label: &str) -> String {
    match signal {
        Signal::Thesis | Signal::Target => format!("[[{label}]]"),
        Signal::Tag => format!("#{label}"),
        _ => label.to_owned(),
    }
}
