//! What is told of clusters: identity, name, what tells them apart, and why each note is there.
//! What is as it was the last time is not put into words again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::corpus::Corpus;
use super::identity::{self, Known};
use super::naming::{self, CommonTitles};
use super::neighbours::Neighbour;
use super::places::Places;
use super::profile::{self, Profile};
use super::reasons::{self, Reasons};
use super::signals::{COUNTED, Signal};
use super::web::{Changed, Web};
use super::{Cluster, Clustering, Member, ROOTS_FOR_A_THESIS, Tied};

/// What was told the last time.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// By note.
    members: Vec<Option<Said>>,
    /// By the numbers of a group's notes, in order.
    profiles: BTreeMap<Vec<u32>, Arc<Profile>>,
}

/// Those of a note's neighbours that stand in its cluster, and what was said of it.
type Said = (Vec<u32>, Arc<Reasons>);

/// What is told of, and what of it changed.
struct Telling<'t> {
    corpus: &'t Corpus,
    web: &'t Web,
    changed: &'t Changed,
}

impl Told {
    /// Gives the notes their numbers of now.
    pub(super) fn renumber(&mut self, places: &Places) {
        if places.same {
            return;
        }
        self.members = places.moved(std::mem::take(&mut self.members));
        let moved =
            |notes: &[u32]| notes.iter().map(|note| places.note(*note)).collect::<Option<Vec<_>>>();
        for member in &mut self.members {
            *member = member.take().and_then(|(inside, said)| Some((moved(&inside)?, said)));
        }
        let profiles = std::mem::take(&mut self.profiles).into_iter();
        self.profiles =
            profiles.filter_map(|(notes, profile)| Some((moved(&notes)?, profile))).collect();
    }

    /// Tells of the groups, the largest first, their most central notes first.
    pub(super) fn tell(
        &mut self,
        corpus: &Corpus,
        web: &Web,
        changed: &Changed,
        groups: &[Vec<Tied>],
        before: &[Known],
    ) -> Clustering {
        let telling = Telling { corpus, web, changed };
        let numbers: Vec<Vec<u32>> =
            groups.iter().map(|group| group.iter().map(|(note, _)| *note).collect()).collect();
        let path = |note: &u32| corpus.notes.get(*note as usize).map(|note| note.path.as_str());
        let paths: Vec<Vec<&str>> =
            numbers.iter().map(|group| group.iter().filter_map(path).collect()).collect();
        let identities = identity::assign(&paths, before);
        let (theses, bearing): (Vec<String>, Vec<Vec<u32>>) = bearing(corpus).into_iter().unzip();
        let mut profiles = self.profiles(&telling, numbers.iter().chain(&bearing)).into_iter();
        self.explain(&telling, groups);
        let inside = naming::theses_of(corpus, &numbers);
        let common = CommonTitles::of(corpus);
        let mut clusters: Vec<Cluster> = Vec::with_capacity(groups.len());
        for ((identity, thesis), group) in identities.iter().zip(inside).zip(groups) {
            let profile = profiles.next().unwrap_or_default();
            let title = thesis.as_ref().map(|(_, title)| title.as_str());
            let mut cluster = self.cluster(&telling, group);
            cluster.id.clone_from(&identity.id);
            cluster.colour = identity.colour;
            let kept = identity
                .name
                .as_ref()
                .filter(|name| title.is_none() && naming::tells(&profile, name));
            cluster.name = kept
                .cloned()
                .unwrap_or_else(|| naming::name(&profile, title, group.len(), &common));
            cluster.promotable = thesis.is_none() && cluster.roots >= ROOTS_FOR_A_THESIS;
            cluster.thesis = thesis.map(|(path, _)| path);
            cluster.profile = profile;
            clusters.push(cluster);
        }
        let names: Vec<String> = clusters.iter().map(|cluster| cluster.name.clone()).collect();
        let news = identity::news(&paths, &identities, &names, before);
        Clustering { clusters, news, theses: theses.into_iter().zip(profiles).collect() }
    }

    /// Returns what tells each of these groups apart.
    fn profiles<'g>(
        &mut self,
        telling: &Telling<'_>,
        groups: impl Iterator<Item = &'g Vec<u32>>,
    ) -> Vec<Arc<Profile>> {
        let known = std::mem::take(&mut self.profiles);
        let sorted = |group: &Vec<u32>| {
            let mut group = group.clone();
            group.sort_unstable();
            group
        };
        let groups: Vec<Vec<u32>> = groups.map(sorted).collect();
        let same = |group: &Vec<u32>| !group.iter().any(|note| telling.is_changed(*note));
        let profile = |group: &Vec<u32>| match known.get(group).filter(|_| same(group)) {
            Some(profile) => Arc::clone(profile),
            None => Arc::new(profile::profile(telling.corpus, &telling.web.vectors, group)),
        };
        let profiles: Vec<Arc<Profile>> = groups.par_iter().map(profile).collect();
        self.profiles = groups.into_iter().zip(profiles.iter().cloned()).collect();
        profiles
    }

    /// Says of each member why it stands in its group.
    fn explain(&mut self, telling: &Telling<'_>, groups: &[Vec<Tied>]) {
        let count = telling.corpus.notes.len();
        let mut group_of = vec![u32::MAX; count];
        for (group, at) in groups.iter().zip(0_u32..) {
            for (note, _) in group {
                if let Some(place) = group_of.get_mut(*note as usize) {
                    *place = at;
                }
            }
        }
        self.members.resize(count, None);
        let explained = |(note, known): (usize, &mut Option<Said>)| {
            let group = group_of.get(note).copied().filter(|group| *group != u32::MAX);
            let Some(group) = group else {
                *known = None;
                return;
            };
            let ties = telling.web.neighbours.get(note).into_iter().flatten();
            let ties: Vec<&Neighbour> =
                ties.filter(|tie| group_of.get(tie.note as usize) == Some(&group)).collect();
            let inside: Vec<u32> = ties.iter().map(|tie| tie.note).collect();
            let stays = known.as_ref().is_some_and(|(known, _)| *known == inside)
                && telling.changed.neighbours.get(note) == Some(&false)
                && !inside.iter().chain([&(note as u32)]).any(|note| telling.is_changed(*note));
            if !stays {
                let (corpus, vectors) = (telling.corpus, &telling.web.vectors);
                let said = reasons::explain(corpus, vectors, note as u32, &ties);
                *known = Some((inside, Arc::new(said)));
            }
        };
        self.members.par_iter_mut().enumerate().with_min_len(64).for_each(explained);
    }

    /// Puts a cluster together, without identity, name and profile.
    fn cluster(&self, telling: &Telling<'_>, group: &[Tied]) -> Cluster {
        let most = group.first().map_or(1.0, |(_, sum)| sum.max(f32::MIN_POSITIVE));
        let said = |note: u32| self.members.get(note as usize).and_then(Option::as_ref);
        let member = |(note, sum): &Tied| Member {
            note: *note,
            weight: sum / most,
            reasons: said(*note).map(|(_, said)| Arc::clone(said)).unwrap_or_default(),
        };
        let inside: BTreeSet<u32> = group.iter().map(|(note, _)| *note).collect();
        let ties = group
            .iter()
            .flat_map(|(note, _)| telling.web.neighbours.get(*note as usize).into_iter().flatten());
        let signals = shares(ties.filter(|tie| inside.contains(&tie.note)));
        let notes = || inside.iter().filter_map(|note| telling.corpus.notes.get(*note as usize));
        let days = notes().filter_map(|note| note.day);
        let roots = notes().map(|note| &note.root).collect::<BTreeSet<_>>().len();
        Cluster {
            members: group.iter().map(member).collect(),
            signals,
            span: days.clone().min().zip(days.max()),
            roots,
            ..Cluster::default()
        }
    }
}

impl Telling<'_> {
    fn is_changed(&self, note: u32) -> bool {
        self.changed.notes.get(note as usize) != Some(&false)
    }
}

/// Returns the share of each signal in these ties, those without one left out.
fn shares<'t>(ties: impl Iterator<Item = &'t Neighbour>) -> Vec<(Signal, f32)> {
    let mut sums = [0.0_f32; COUNTED];
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

/// Lists the theses by path, with the notes that bear on each.
fn bearing(corpus: &Corpus) -> BTreeMap<String, Vec<u32>> {
    let mut bearing: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (note, number) in corpus.notes.iter().zip(0..) {
        for feature in &note.features {
            if corpus.features.get(*feature as usize).is_some_and(|f| f.signal == Signal::Thesis) {
                bearing.entry(*feature).or_default().push(number);
            }
        }
    }
    let keyed = |(feature, notes): (u32, Vec<u32>)| {
        corpus.features.get(feature as usize).map(|feature| (feature.key.clone(), notes))
    };
    bearing.into_iter().filter_map(keyed).collect()
}
