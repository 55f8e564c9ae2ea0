//! Topic clusters: which notes of a vault belong together, and why.
//!
//! Pure: notes with their terms and what they share come in, clusters with names and reasons go
//! out. The same notes give the same clusters, whatever the order in which they were read.
//! [`cluster`] is the way through: weights, neighbours, communities, identity, names, reasons.

mod communities;
pub mod corpus;
mod hashing;
pub mod highlight;
mod identity;
mod language;
mod naming;
mod neighbours;
mod profile;
mod prose;
mod reasons;
pub mod signals;
mod stop_words;
pub mod terms;
mod weights;
mod words;

use std::collections::BTreeMap;

use rayon::prelude::*;

use self::corpus::Corpus;
pub use self::identity::{COLOURS, Known, News, NewsKind};
use self::neighbours::Neighbour;
pub use self::profile::{Profile, Telling};
pub use self::reasons::Weakest;
use self::signals::{Signal, Signals};
pub use self::weights::Repeated;
use self::weights::Vectors;

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
    /// The lines that many notes repeated.
    pub repeated: Repeated,
}

/// The clusters of a vault.
#[derive(Debug, Clone, Default)]
pub struct Clustering {
    /// The largest first.
    pub clusters: Vec<Cluster>,
    /// For each thesis on which notes bear, by path, what tells those notes apart.
    pub theses: BTreeMap<String, Profile>,
    /// What became of the earlier clusters.
    pub news: Vec<News>,
    /// For the next time.
    pub repeated: Repeated,
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
    pub profile: Profile,
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
    /// Why it is here, in words, the strongest reason first.
    pub reasons: Vec<String>,
    /// The weakest of what holds it here.
    pub weakest: Option<Weakest>,
}

/// Finds the clusters of these notes; `text_of` reads a note's text by its number.
///
/// The notes must be in the order of their paths.
pub fn cluster(
    corpus: &Corpus,
    signals: Signals,
    before: &Before,
    text_of: &dyn Fn(usize) -> Option<String>,
) -> Clustering {
    let repeated = Repeated::find(corpus, &before.repeated, text_of);
    let vectors = Vectors::new(corpus, &repeated);
    let neighbours = neighbours::find(corpus, &vectors, signals);
    let edges = communities::edges(&neighbours);
    let start = before.warm.then(|| membership(corpus, &before.clusters));
    let communities = communities::find(corpus.notes.len(), &edges, start);
    let groups = groups(&communities, &neighbours);
    let mut clustering = describe(corpus, &vectors, &neighbours, &groups, &before.clusters);
    clustering.theses = theses(corpus, &vectors);
    clustering.repeated = repeated;
    clustering
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

/// Gives the groups their identity, names and reasons.
fn describe(
    corpus: &Corpus,
    vectors: &Vectors,
    neighbours: &[Vec<Neighbour>],
    groups: &[Vec<Tied>],
    before: &[Known],
) -> Clustering {
    let numbers: Vec<Vec<u32>> =
        groups.iter().map(|group| group.iter().map(|(note, _)| *note).collect()).collect();
    let path = |note: &u32| corpus.notes.get(*note as usize).map(|note| note.path.as_str());
    let paths: Vec<Vec<&str>> =
        numbers.iter().map(|group| group.iter().filter_map(path).collect()).collect();
    let identities = identity::assign(&paths, before);
    let profiles = profile::profiles(corpus, vectors, &numbers);
    let mut theses = naming::theses_of(corpus, &numbers).into_iter();
    let parts = identities.iter().zip(profiles).zip(groups.iter().zip(&numbers));
    let clusters: Vec<Cluster> = parts
        .map(|((identity, profile), (group, _))| {
            let thesis = theses.next().flatten();
            let title = thesis.as_ref().map(|(_, title)| title.as_str());
            let mut cluster = Cluster {
                id: identity.id.clone(),
                colour: identity.colour,
                name: naming::name(&profile, title, group.len()),
                thesis: thesis.map(|(path, _)| path),
                profile,
                ..Cluster::default()
            };
            explain(corpus, vectors, neighbours, group, &mut cluster);
            cluster
        })
        .collect();
    let names: Vec<String> = clusters.iter().map(|cluster| cluster.name.clone()).collect();
    let news = identity::news(&paths, &identities, &names, before);
    Clustering { clusters, news, ..Clustering::default() }
}

fn explain(
    corpus: &Corpus,
    vectors: &Vectors,
    neighbours: &[Vec<Neighbour>],
    group: &[Tied],
    cluster: &mut Cluster,
) {
    let inside: std::collections::BTreeSet<u32> = group.iter().map(|(note, _)| *note).collect();
    let most = group.first().map_or(1.0, |(_, sum)| sum.max(f32::MIN_POSITIVE));
    let ties_of = |note: u32| -> Vec<&Neighbour> {
        let ties = neighbours.get(note as usize).into_iter().flatten();
        ties.filter(|tie| inside.contains(&tie.note)).collect()
    };
    cluster.members = group
        .par_iter()
        .map(|(note, sum)| {
            let ties = ties_of(*note);
            Member {
                note: *note,
                weight: sum / most,
                reasons: reasons::reasons(corpus, vectors, *note, &ties),
                weakest: reasons::weakest(corpus, vectors, *note, &ties),
            }
        })
        .collect();
    cluster.signals = shares(group.iter().flat_map(|(note, _)| ties_of(*note)));
    let notes = || inside.iter().filter_map(|note| corpus.notes.get(*note as usize));
    let days = notes().filter_map(|note| note.day);
    cluster.span = days.clone().min().zip(days.max());
    cluster.roots = notes().map(|note| &note.root).collect::<std::collections::BTreeSet<_>>().len();
    cluster.promotable = cluster.thesis.is_none() && cluster.roots >= ROOTS_FOR_A_THESIS;
}

/// Returns the share of each signal in these ties, those without one left out.
fn shares<'t>(ties: impl Iterator<Item = &'t Neighbour>) -> Vec<(Signal, f32)> {
    let mut sums = [0.0_f32; signals::COUNTED];
    for tie in ties {
        for (sum, part) in sums.iter_mut().zip(&tie.parts) {
            *sum += part;
        }
    }
    let total: f32 = sums.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    let mut shares: Vec<(Signal, f32)> = Signal::ALL
        .into_iter()
        .zip(sums)
        .filter(|(_, sum)| *sum > 0.0)
        .map(|(signal, sum)| (signal, sum / total))
        .collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    shares
}

/// Returns what tells the notes of each thesis apart.
fn theses(corpus: &Corpus, vectors: &Vectors) -> BTreeMap<String, Profile> {
    let mut bearing: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (note, number) in corpus.notes.iter().zip(0..) {
        for feature in &note.features {
            if corpus.features.get(*feature as usize).is_some_and(|f| f.signal == Signal::Thesis) {
                bearing.entry(*feature).or_default().push(number);
            }
        }
    }
    let (features, groups): (Vec<u32>, Vec<Vec<u32>>) = bearing.into_iter().unzip();
    let profiles = profile::profiles(corpus, vectors, &groups);
    let path = |feature: &u32| corpus.features.get(*feature as usize).map(|f| f.key.clone());
    features.iter().filter_map(path).zip(profiles).collect()
}

#[cfg(test)]
mod tests;
