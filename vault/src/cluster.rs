//! Topic clusters: which notes of a vault belong together, and why.
//!
//! Pure: notes with their terms and what they share come in, clusters with names and reasons go
//! out. The same notes give the same clusters, whatever the order in which they were read.
//! [`Memory::cluster`] is the way through: weights, neighbours, communities, identity, names,
//! reasons. What it remembers makes the next time cost what changed.

mod codes;
mod communities;
pub mod corpus;
mod hashing;
pub mod highlight;
mod identity;
mod language;
pub mod lexicon;
mod lists;
mod naming;
mod neighbours;
mod places;
mod profile;
mod prose;
mod reasons;
mod repeated;
mod scratch;
pub mod signals;
mod stop_words;
mod telling;
pub mod terms;
mod web;
mod weights;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use self::corpus::Corpus;
pub use self::identity::{COLOURS, HueCounts, Known, News, NewsKind};
use self::neighbours::Neighbour;
use self::places::Places;
pub use self::profile::{Profile, Telling};
pub use self::reasons::{Reasons, Weakest};
use self::repeated::Lines;
use self::signals::{Signal, Signals};
use self::telling::Told;
use self::web::{Changed, TextOf, Web};

/// The fewest notes that make a cluster.
pub const SMALLEST: usize = 3;

/// How many independent roots a cluster without a thesis needs to be worth one.
pub const ROOTS_FOR_A_THESIS: usize = 3;

/// What is known from the last time.
#[derive(Debug, Clone, Default)]
pub struct Before {
    /// The clusters as they were.
    pub clusters: Vec<Known>,
    /// True where the search may start from them; else they only hand on their identity.
    pub warm: bool,
}

/// The clusters of a vault.
#[derive(Debug, Clone, Default)]
pub struct Clustering {
    /// The largest first.
    pub clusters: Vec<Cluster>,
    /// For each thesis on which notes bear, by path, what tells those notes apart.
    pub theses: BTreeMap<String, Arc<Profile>>,
    /// What became of the earlier clusters.
    pub news: Vec<News>,
}

/// Notes that belong together.
#[derive(Debug, Clone, Default)]
pub struct Cluster {
    /// Stays while at least half of the cluster stays together.
    pub id: String,
    /// What it is called where the person gave it no name.
    pub name: String,
    /// Its hue, below [`COLOURS`].
    pub colour: u8,
    /// The thesis inside it, by path.
    pub thesis: Option<String>,
    /// What tells it apart.
    pub profile: Arc<Profile>,
    /// Its first and last day, counted from 1970-01-01.
    pub span: Option<(i32, i32)>,
    /// The share of each signal in what holds it together, the largest first.
    pub signals: Vec<(Signal, f32)>,
    /// The most central first.
    pub members: Vec<Member>,
    /// How many independent roots its notes have.
    pub roots: usize,
    /// It is worth a thesis: enough roots, and none inside.
    pub promotable: bool,
}

/// A note in a cluster.
#[derive(Debug, Clone, Default)]
pub struct Member {
    /// Its number in the corpus.
    pub note: u32,
    /// How central it is, from 0 to 1.
    pub weight: f32,
    /// Why it is here; the same as the last time where nothing about it changed.
    pub reasons: Arc<Reasons>,
}

/// What is remembered from one search for clusters to the next.
#[derive(Debug, Default)]
pub struct Memory {
    corpus: Corpus,
    signals: Signals,
    web: Web,
    told: Told,
}

impl Memory {
    /// Finds the clusters of these notes; `text_of` reads a note's text by its number.
    ///
    /// The notes must be in the order of their paths, each path once, and the features by signal
    /// and key.
    pub fn cluster(
        &mut self,
        corpus: Corpus,
        signals: Signals,
        before: &Before,
        text_of: &TextOf<'_>,
    ) -> Clustering {
        let places = Places::new(&self.corpus, &corpus);
        let changed = self.take_in(&corpus, &places, signals, text_of);
        self.told.renumber(&places);
        self.corpus = corpus;
        let (corpus, neighbours) = (&self.corpus, &self.web.neighbours);
        let edges = communities::edges(neighbours);
        let start = before.warm.then(|| membership(corpus, &before.clusters));
        let communities = communities::find(corpus.notes.len(), &edges, start);
        let groups = groups(&communities, neighbours);
        self.told.tell(corpus, &self.web, &changed, &groups, &before.clusters)
    }

    /// Returns the notes that clusters were found of the last time.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// Brings the web to a corpus: by what differs, or from nothing where that is much.
    fn take_in(
        &mut self,
        corpus: &Corpus,
        places: &Places,
        signals: Signals,
        text_of: &TextOf<'_>,
    ) -> Changed {
        let nothing_known = Lines::default();
        if self.signals == signals && !self.corpus.notes.is_empty() {
            let texts = (&nothing_known, text_of);
            let changed = self.web.step(&self.corpus, corpus, places, signals, texts);
            if !self.web.is_worn() {
                return changed;
            }
        }
        self.signals = signals;
        let known = self.web.known_lines();
        self.web = Web::default();
        let (web, changed) = Web::weave(corpus, signals, (&known, text_of));
        self.web = web;
        changed
    }
}

/// Returns where each note stood; one that stood nowhere stands alone.
fn membership(corpus: &Corpus, before: &[Known]) -> Vec<usize> {
    let stood: BTreeMap<&str, usize> = before
        .iter()
        .zip(0..)
        .flat_map(|(known, at)| known.members.iter().map(move |member| (member.as_str(), at)))
        .collect();
    let place = |(note, number): (&corpus::Note, usize)| {
        stood.get(note.path.as_str()).copied().unwrap_or(before.len() + number)
    };
    corpus.notes.iter().zip(0..).map(place).collect()
}

/// A member on its way: its number and how strongly it is tied to the others.
type Tied = (u32, f32);

/// Returns the communities that are large enough, the largest first, the most central note first.
fn groups(communities: &[usize], neighbours: &[Vec<Neighbour>]) -> Vec<Vec<Tied>> {
    let mut gathered: BTreeMap<usize, Vec<Tied>> = BTreeMap::new();
    for ((community, ties), note) in communities.iter().zip(neighbours).zip(0_u32..) {
        let inside = |tie: &&Neighbour| communities.get(tie.note as usize) == Some(community);
        let sum: f32 = ties.iter().filter(inside).map(|tie| tie.strength).sum();
        if sum > 0.0 {
            gathered.entry(*community).or_default().push((note, sum));
        }
    }
    let mut groups: Vec<Vec<Tied>> =
        gathered.into_values().filter(|group| group.len() >= SMALLEST).collect();
    for group in &mut groups {
        group.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    }
    let first = |group: &[Tied]| group.iter().map(|(note, _)| *note).min();
    groups.sort_by(|a, b| b.len().cmp(&a.len()).then(first(a).cmp(&first(b))));
    groups
}

#[cfg(test)]
mod tests;
